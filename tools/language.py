"""What readers and editors see, per language: `tools/languages/<lang>/`.

Findings over what was built point at the machinery rather than at a text, and are in English.

`interface.yml` holds the words of site, book and command line; `scripts.yml` those that only the
pages' scripts show; `messages.yml` what is wrong and
how to mend it; `hints.yml` the help that editors see while typing; `words.yml` the lists that the
rules for checklists need (verbs, vague words, hard words, joining words); `prose.yml` how a page
reads (length of sentences, voice); `search.yml` which words are the same to whoever searches.
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
    """How a page of a language reads.

    `average` and `longest`: words in a sentence, over a page and at most; `voice`: word → what this
    publication says instead; `participle`: matches a word that makes a form of `passive` passive.
    """

    max_average_words: int
    max_sentence_words: int
    words_per_minute: int
    preferred_words: dict[str, str]
    abbreviations: frozenset[str]
    participle_pattern: re.Pattern[str]
    participle_exceptions: frozenset[str]

    def reading_minutes(self, words: int) -> int:
        """Give the minutes that it takes to read so many words; 0 is less than half a minute."""
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
        """Give the interface word for `key`; raise KeyError when the catalogue lacks it."""
        return self.interface[key]

    def format_message(self, code: str, values: dict[str, Any]) -> tuple[str, str]:
        """Give (what is wrong, how to mend it) for a problem's code, filled with `values`."""
        entry = self.messages[code]
        return entry["wrong"].format(**values), entry["mend"].format(**values)

    def format_decimal(self, number: float) -> str:
        """Write a number with one decimal, as readers of this language do: `4,5`."""
        return f"{number:.1f}".replace(".", self.interface["decimal_sign"])

    def format_size(self, count: int) -> str:
        """Write so many bytes as a size: `2,4 MB`."""
        return f"{self.format_decimal(count / 1e6)} MB"

    def format_date(self, day: dt.date) -> str:
        """Write a date in full, as readers of this language do: `21 november 2026`."""
        month = self.interface["months"].split()[day.month - 1]
        return f"{day.day} {month} {day.year}"


def available_languages() -> list[str]:
    """Give the tags of all languages that have a catalogue."""
    return sorted(folder.name for folder in LANGUAGES_FOLDER.iterdir() if folder.is_dir())


@cache
def load_language(code: str) -> Language:
    """Read the catalogue of the language with tag `code`; raise UnknownLanguageError if none."""
    home = LANGUAGES_FOLDER / code
    if code not in available_languages():
        raise UnknownLanguageError(", ".join(available_languages()))
    yaml = YAML(typ="safe", pure=True)
    words = yaml.load(home / "words.yml")
    return Language(
        code=code,
        interface=yaml.load(home / "interface.yml"),
        scripts=yaml.load(home / "scripts.yml"),
        messages=yaml.load(home / "messages.yml"),
        hints=yaml.load(home / "hints.yml"),
        verbs=frozenset(words["verbs"].split()),
        vague_words=tuple(words["vague"]),
        hard_words=dict(words["hard"]),
        conjunctions=tuple(words["joining"].split()),
        passive_auxiliaries=tuple(words["passive"].split()),
        spoken_cues=tuple(words["spoken"]),
        prose=read_prose(yaml.load(home / "prose.yml")),
        search=yaml.load(home / "search.yml"),
    )


def read_prose(data: dict[str, Any]) -> Prose:
    """Make the rules for running text from what `prose.yml` says."""
    return Prose(
        max_average_words=data["limits"]["average"],
        max_sentence_words=data["limits"]["longest"],
        words_per_minute=data["words_a_minute"],
        preferred_words=dict(data["voice"]),
        abbreviations=frozenset(data["abbreviations"].split()),
        participle_pattern=re.compile(data["participle"]),
        participle_exceptions=frozenset(data["no_participle"].split()),
    )
