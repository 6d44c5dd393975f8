"""What makes a text hard to read: long sentences, hard words, another voice, passive forms.

All but the passive form is a limit to which the tests hold the pages; a passive sentence is only
pointed at, since now and then nobody knows who does it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tools.language import Language
from tools.model.draft import Draft
from tools.model.problems import Problem
from tools.model.text import has_word, sentences, words
from tools.prose.passages import Passage, Text, texts_of

ADVICE = {"prose-passive"}
QUOTED = re.compile(r"“[^”]*”|‘[^’]*’(?!\w)|\"[^\"]*\"")
CLOSED = re.compile(r"[.?!:…][’”\"')\]]*$")
EXCLAIMED = re.compile(r"!(?!\w)")  # not the sign inside a name
CLAUSE = re.compile(r"[,;:()–]")
SHOWN = 7  # words of a sentence by which an editor finds it


@dataclass(frozen=True)
class Sentence:
    """A sentence of a passage, with its line."""

    passage: Passage
    line: int
    text: str

    @property
    def length(self) -> int:
        """The number of words; a number counts as one."""
        return sum(any(sign.isalnum() for sign in word) for word in self.text.split())

    @property
    def start(self) -> str:
        """The first words."""
        found = self.text.split()
        return " ".join(found[:SHOWN]) + (" …" if len(found) > SHOWN else "")

    def problem(self, code: str, **values: object) -> Problem:
        """Make a problem that stands in this sentence."""
        told = {"sentence": self.start, **values}
        return Problem(self.passage.file, self.line, code, self.passage.place, told)


@dataclass(frozen=True)
class Reading:
    """How a text reads. `lengths`: words in each whole sentence of its running text."""

    text: Text
    lengths: tuple[int, ...]
    problems: tuple[Problem, ...]

    @property
    def average(self) -> float:
        """The average number of words in a sentence; 0 without a sentence."""
        return sum(self.lengths) / len(self.lengths) if self.lengths else 0.0

    @property
    def over(self) -> tuple[Problem, ...]:
        """What is past a limit."""
        return tuple(problem for problem in self.problems if problem.code not in ADVICE)


def readings_of(draft: Draft) -> Iterator[Reading]:
    """Read all texts of a draft."""
    return (read(text, draft.language) for text in texts_of(draft))


def read(text: Text, language: Language) -> Reading:
    """Measure and judge one text.

    Only whole sentences of the running text make the average: lines of a list or a table without
    a full stop, and the short fields of a checklist, would make any page look easy.
    """
    told = [sentence for passage in text.passages for sentence in split(passage, language)]
    running = [one for one in told if one.passage.running]
    lengths = tuple(one.length for one in running if CLOSED.search(one.text))
    problems = [problem for sentence in told for problem in judge(sentence, language)]
    average = sum(lengths) / len(lengths) if lengths else 0
    if average > language.prose.average:
        values = {"average": language.decimal(average), "most": language.prose.average}
        problems.insert(0, Problem(text.file, 1, "prose-average", values=values))
    return Reading(text, lengths, tuple(problems))


def split(passage: Passage, language: Language) -> Iterator[Sentence]:
    """Give the sentences of a passage."""
    begin = 0
    for text in sentences(passage.text, language.prose.abbreviations):
        begin = passage.text.index(text, begin)
        yield Sentence(passage, passage.line + passage.text.count("\n", 0, begin), text)
        begin += len(text)


def judge(sentence: Sentence, language: Language) -> Iterator[Problem]:
    """Give what is wrong with a sentence; what it quotes is somebody else's."""
    prose, text = language.prose, QUOTED.sub(" ", sentence.text)
    if sentence.length > prose.longest:
        yield sentence.problem("prose-long", count=sentence.length, most=prose.longest)
    for word, better in language.hard.items():
        if has_word(text, word):
            yield sentence.problem("prose-hard", word=word, better=better)
    for word, better in prose.voice.items():
        if has_word(text, word):
            yield sentence.problem("prose-voice", word=word, better=better)
    if EXCLAIMED.search(text):
        yield sentence.problem("prose-exclamation")
    passive = passive_of(text.lower(), language)
    if passive:
        yield sentence.problem("prose-passive", word=passive)


def passive_of(text: str, language: Language) -> str:
    """Give the passive form in one clause of a text (`wordt gemeten`), or nothing."""
    prose = language.prose
    for clause in CLAUSE.split(text):
        found = words(clause)
        form = next((word for word in found if word in language.passive), None)
        participles = (
            word
            for word in found
            if prose.participle.fullmatch(word) and word not in prose.no_participle
        )
        participle = next(participles, None)
        if form and participle:
            return f"{form} {participle}"
    return ""
