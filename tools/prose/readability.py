"""What makes a text hard to read: long sentences, hard words, another voice, passive forms.

All but the passive form is a limit to which the tests hold the pages; a passive sentence is only
pointed at, since now and then nobody knows who does it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tools.language import Language
from tools.model.problems import Problem
from tools.model.project import ParsedProject
from tools.model.reading.text import has_word, split_sentences, split_words
from tools.prose.passages import Passage, ReadableText, collect_texts

ADVISORY_CODES = {"prose-passive"}
QUOTATION = re.compile(r"“[^”]*”|‘[^’]*’(?!\w)|\"[^\"]*\"")
SENTENCE_END = re.compile(r"[.?!:…][’”\"')\]]*$")
EXCLAMATION = re.compile(r"!(?!\w)")  # not the sign inside a name
CLAUSE_BREAK = re.compile(r"[,;:()–]")
EXCERPT_WORDS = 7  # words of a sentence by which an editor finds it


@dataclass(frozen=True)
class Sentence:
    """A sentence of a passage, with its line."""

    passage: Passage
    line: int
    text: str

    @property
    def word_count(self) -> int:
        """The number of words; a number counts as one."""
        return sum(any(sign.isalnum() for sign in word) for word in self.text.split())

    @property
    def excerpt(self) -> str:
        """The first words."""
        found = self.text.split()
        return " ".join(found[:EXCERPT_WORDS]) + (" …" if len(found) > EXCERPT_WORDS else "")

    def create_problem(self, code: str, **values: object) -> Problem:
        """Make a problem that stands in this sentence."""
        told = {"sentence": self.excerpt, **values}
        return Problem(self.passage.file, self.line, code, self.passage.field_path, told)


@dataclass(frozen=True)
class Readability:
    """How a text reads. `lengths`: words in each whole sentence of its running text."""

    text: ReadableText
    sentence_lengths: tuple[int, ...]
    problems: tuple[Problem, ...]

    @property
    def average_length(self) -> float:
        """The average number of words in a sentence; 0 without a sentence."""
        return (
            sum(self.sentence_lengths) / len(self.sentence_lengths)
            if self.sentence_lengths
            else 0.0
        )

    @property
    def violations(self) -> tuple[Problem, ...]:
        """What is past a limit."""
        return tuple(problem for problem in self.problems if problem.code not in ADVISORY_CODES)


def measure_texts(draft: ParsedProject) -> Iterator[Readability]:
    """Read all texts of a draft."""
    return (measure_text(text, draft.language) for text in collect_texts(draft))


def measure_text(text: ReadableText, language: Language) -> Readability:
    """Measure and judge one text.

    Only whole sentences of the running text make the average: lines of a list or a table without
    a full stop, and the short fields of a checklist, would make any page look easy.
    """
    told = [sentence for passage in text.passages for sentence in split_passage(passage, language)]
    running = [one for one in told if one.passage.is_running_text]
    lengths = tuple(one.word_count for one in running if SENTENCE_END.search(one.text))
    problems = [problem for sentence in told for problem in check_sentence(sentence, language)]
    average = sum(lengths) / len(lengths) if lengths else 0
    if average > language.prose.max_average_words:
        values = {
            "average": language.format_decimal(average),
            "most": language.prose.max_average_words,
        }
        problems.insert(0, Problem(text.file, 1, "prose-average", values=values))
    return Readability(text, lengths, tuple(problems))


def split_passage(passage: Passage, language: Language) -> Iterator[Sentence]:
    """Give the sentences of a passage."""
    begin = 0
    for text in split_sentences(passage.text, language.prose.abbreviations):
        begin = passage.text.index(text, begin)
        yield Sentence(passage, passage.line + passage.text.count("\n", 0, begin), text)
        begin += len(text)


def check_sentence(sentence: Sentence, language: Language) -> Iterator[Problem]:
    """Give what is wrong with a sentence; what it quotes is somebody else's."""
    prose, text = language.prose, QUOTATION.sub(" ", sentence.text)
    if sentence.word_count > prose.max_sentence_words:
        yield sentence.create_problem(
            "prose-long", count=sentence.word_count, most=prose.max_sentence_words
        )
    for word, better in language.hard_words.items():
        if has_word(text, word):
            yield sentence.create_problem("prose-hard", word=word, better=better)
    for word, better in prose.preferred_words.items():
        if has_word(text, word):
            yield sentence.create_problem("prose-voice", word=word, better=better)
    if EXCLAMATION.search(text):
        yield sentence.create_problem("prose-exclamation")
    passive = find_passive(text.lower(), language)
    if passive:
        yield sentence.create_problem("prose-passive", word=passive)


def find_passive(text: str, language: Language) -> str:
    """Give the passive form in one clause of a text (`wordt gemeten`), or nothing."""
    prose = language.prose
    for clause in CLAUSE_BREAK.split(text):
        found = split_words(clause)
        form = next((word for word in found if word in language.passive_auxiliaries), None)
        participles = (
            word
            for word in found
            if prose.participle_pattern.fullmatch(word) and word not in prose.participle_exceptions
        )
        participle = next(participles, None)
        if form and participle:
            return f"{form} {participle}"
    return ""
