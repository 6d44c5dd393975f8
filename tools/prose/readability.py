"""Readability of a text: long sentences, hard words, another voice, passive forms."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tools.language import Language
from tools.model.problems import Problem
from tools.model.project import ParsedProject
from tools.model.reading.text import has_word, split_sentences, split_words
from tools.model.rules.noqa import Remarks
from tools.prose.passages import Passage, ReadableText, collect_texts
from tools.prose.rhythm import Rhythm, check_rhythm, measure_rhythm

QUOTATION = re.compile(r"“[^”]*”|‘[^’]*’(?!\w)|\"[^\"]*\"")
SENTENCE_END = re.compile(r"[.?!:…][’”\"')\]]*$")
EXCLAMATION = re.compile(r"!(?!\w)")  # not one inside a name
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
        return sum(any(map(str.isalnum, word)) for word in self.text.split())

    @property
    def excerpt(self) -> str:
        """The first words."""
        words = self.text.split()
        return " ".join(words[:EXCERPT_WORDS]) + (" …" if len(words) > EXCERPT_WORDS else "")

    def create_problem(self, code: str, **values: object) -> Problem:
        """Return a problem located in this sentence."""
        values = {"sentence": self.excerpt, **values}
        return Problem(self.passage.file, self.line, code, self.passage.field_path, values)


@dataclass(frozen=True)
class Readability:
    """The readability of a text.

    `sentence_lengths`: words in each whole sentence of its running text, and their `rhythm`.
    `errors` and `warnings`: its problems, by the level of their rules.
    """

    text: ReadableText
    sentence_lengths: tuple[int, ...]
    rhythm: Rhythm
    errors: tuple[Problem, ...]
    warnings: tuple[Problem, ...]


def measure_texts(project: ParsedProject, remarks: Remarks) -> Iterator[Readability]:
    """Yield the readability of each text of a project, without what remarks silence."""
    return (measure_text(text, project, remarks) for text in collect_texts(project))


def measure_text(text: ReadableText, project: ParsedProject, remarks: Remarks) -> Readability:
    """Return the readability of one text.

    Only whole sentences of the running text count for the average: lines of a list or a table
    without a full stop, and the short fields of a checklist, would make any page look easy.
    """
    language, levels = project.language, project.rule_levels
    sentences = [s for passage in text.passages for s in split_passage(passage, language)]
    running = (s for s in sentences if s.passage.is_running_text and SENTENCE_END.search(s.text))
    lengths = tuple(s.word_count for s in running)
    longest = levels.get_limit("prose-long", text.file, language.prose.max_sentence_words)
    problems = [problem for s in sentences for problem in check_sentence(s, language, longest)]
    rhythm = measure_rhythm(lengths)
    problems[:0] = check_rhythm(text, rhythm, levels)
    maximum = levels.get_limit("prose-average", text.file, language.prose.max_average_words)
    if rhythm.average > maximum:
        values = {"average": language.format_decimal(rhythm.average), "most": maximum}
        problems.insert(0, Problem(text.file, 1, "prose-average", values=values))
    by_level = levels.group(remarks.silence(levels.leave_out_off(problems)))
    errors, warnings = tuple(by_level["error"]), tuple(by_level["warning"])
    return Readability(text, lengths, rhythm, errors, warnings)


def split_passage(passage: Passage, language: Language) -> Iterator[Sentence]:
    """Yield the sentences of a passage."""
    start = 0
    for text in split_sentences(passage.text, language.prose.abbreviations):
        start = passage.text.index(text, start)
        yield Sentence(passage, passage.line + passage.text.count("\n", 0, start), text)
        start += len(text)


def check_sentence(sentence: Sentence, language: Language, max_words: int) -> Iterator[Problem]:
    """Yield what is wrong with a sentence of at most `max_words`, leaving out what it quotes.

    A line that people say to each other has the voice of who says it.
    """
    prose, text = language.prose, QUOTATION.sub(" ", sentence.text)
    if sentence.word_count > max_words:
        yield sentence.create_problem("prose-long", count=sentence.word_count, most=max_words)
    for code, words in (
        ("prose-hard", language.hard_words),
        ("prose-voice", {} if sentence.passage.is_spoken else prose.preferred_words),
    ):
        for word, better in words.items():
            if has_word(text, word):
                yield sentence.create_problem(code, word=word, better=better)
    if EXCLAMATION.search(text):
        yield sentence.create_problem("prose-exclamation")
    passive = find_passive(text.lower(), language)
    if passive:
        yield sentence.create_problem("prose-passive", word=passive)


def find_passive(text: str, language: Language) -> str:
    """Return the first passive form in one clause of a text (`wordt gemeten`), or ""."""
    prose = language.prose
    for clause in CLAUSE_BREAK.split(text):
        words = split_words(clause)
        auxiliaries = [word for word in words if word in language.passive_auxiliaries]
        participles = [*filter(prose.participle_pattern.fullmatch, words)]
        participles = [word for word in participles if word not in prose.participle_exceptions]
        if auxiliaries and participles:
            return f"{auxiliaries[0]} {participles[0]}"
    return ""
