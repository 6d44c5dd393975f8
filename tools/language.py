"""The texts and word lists of each language, from `tools/languages/<lang>/`.

`interface.yml` has the words of site, book and command line; `scripts.yml` those that only the
pages' scripts show; `messages.yml` what is wrong and how to mend it; `hints.yml` the help that
editors see while typing; `words.yml` the lists that the rules for checklists need (verbs, vague
words, hard words, conjunctions); `prose.yml` the limits for running text (length of sentences,
voice); `search.yml` which words are the same to a reader who searches.

Findings over the built site are about the generator rather than a text, and are in English.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

LANGUAGES_FOLDER = Path(__file__).parent / "languages"


class UnknownLanguageError(Exception):
    """There is no catalogue for the language that the settings ask for."""


@dataclass(frozen=True)
class Prose:
    """The limits for running text in a language.

    `max_average_words`: in a sentence, over a page; `preferred_words`: word → what the publication
    says instead; `participle_pattern`: matches a word that, with one of the language's
    `passive_auxiliaries`, makes a passive form.
    """

    max_average_words: int
    max_sentence_words: int
    words_per_minute: int
    preferred_words: dict[str, str]
    abbreviations: frozenset[str]
    participle_pattern: re.Pattern[str]
    participle_exceptions: frozenset[str]

    def reading_minutes(self, words: int) -> int:
        """Return how many minutes a number of words takes to read; 0 is less than half a minute."""
        return round(words / self.words_per_minute)


@dataclass(frozen=True)
class Language:
    """The catalogue of one language; `code` is its tag, such as `nl`."""

    code: str
    interface: dict[str, str]
    scripts: dict[str, str]
    messages: dict[str, dict[str, str]]
    hints: dict[str, str]
    verbs: frozenset[str]
    vague_words: tuple[str, ...]
    hard_words: dict[str, str]
    conjunctions: tuple[str, ...]
    passive_auxiliaries: tuple[str, ...]
    spoken_cues: tuple[str, ...]
    prose: Prose
    search: dict[str, Any]

    def word(self, key: str) -> str:
        """Return the interface word for `key`; raise KeyError when the catalogue lacks it."""
        return self.interface[key]

    def format_message(self, code: str, values: dict[str, Any]) -> tuple[str, str]:
        """Return what is wrong and how to mend it, for a problem's code, filled with `values`."""
        entry = self.messages[code]
        return entry["wrong"].format(**values), entry["mend"].format(**values)

    def format_decimal(self, number: float) -> str:
        """Return a number with one decimal, as this language writes it: `4,5`."""
        return f"{number:.1f}".replace(".", self.interface["decimal_sign"])

    def format_size(self, count: int) -> str:
        """Return a number of bytes as a size: `2,4 MB`."""
        return f"{self.format_decimal(count / 1e6)} MB"

    def format_date(self, day: dt.date) -> str:
        """Return a date in full, as this language writes it: `21 november 2026`."""
        month = self.interface["months"].split()[day.month - 1]
        return f"{day.day} {month} {day.year}"


def available_languages() -> list[str]:
    """Return the tags of all languages that have a catalogue, sorted."""
    return sorted(folder.name for folder in LANGUAGES_FOLDER.iterdir() if folder.is_dir())


@cache
def load_language(code: str) -> Language:
    """Return the catalogue of the language with tag `code`; raise UnknownLanguageError if none."""
    folder = LANGUAGES_FOLDER / code
    if code not in available_languages():
        raise UnknownLanguageError(", ".join(available_languages()))
    yaml = YAML(typ="safe", pure=True)
    words = yaml.load(folder / "words.yml")
    return Language(
        code=code,
        interface=yaml.load(folder / "interface.yml"),
        scripts=yaml.load(folder / "scripts.yml"),
        messages=yaml.load(folder / "messages.yml"),
        hints=yaml.load(folder / "hints.yml"),
        verbs=frozenset(words["verbs"].split()),
        vague_words=tuple(words["vague"]),
        hard_words=dict(words["hard"]),
        conjunctions=tuple(words["joining"].split()),
        passive_auxiliaries=tuple(words["passive"].split()),
        spoken_cues=tuple(words["spoken"]),
        prose=read_prose(yaml.load(folder / "prose.yml")),
        search=yaml.load(folder / "search.yml"),
    )


def read_prose(data: dict[str, Any]) -> Prose:
    """Return the limits for running text from the data of `prose.yml`."""
    return Prose(
        max_average_words=data["limits"]["average"],
        max_sentence_words=data["limits"]["longest"],
        words_per_minute=data["words_a_minute"],
        preferred_words=dict(data["voice"]),
        abbreviations=frozenset(data["abbreviations"].split()),
        participle_pattern=re.compile(data["participle"]),
        participle_exceptions=frozenset(data["no_participle"].split()),
    )
