"""The texts and word lists of each language, from `tools/languages/<lang>/`.

`interface.yml` has the words of site, book and command line; `scripts.yml` those that only the
pages' scripts show; `messages.yml` what is wrong and how to mend it; `hints.yml` the help that
editors see while typing, and `labels.yml` the names of fields in the browser editor; `guides.yml`
the words of the guides that are made from the models; `words.yml` the lists that the rules for
checklists need (verbs, vague words, hard words, conjunctions); `prose.yml` the limits for running
text (length of sentences, voice); `search.yml` which words are the same to a reader who searches;
`rules.yml` what each rule checks, and why.

A text chooses between two forms by a number: `{count:# page|# pages}`, where # stands for it.

Findings over the built site are about the generator rather than a text, and are in English.
"""

import datetime as dt
import re
import string
from functools import cache
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import AfterValidator, AliasPath, BaseModel, BeforeValidator, Field

# Written in C where PyYAML was built with it, which is much faster.
YAML_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
LANGUAGES_FOLDER = Path(__file__).parent / "languages"
GUIDES_FOLDER = Path(__file__).parent / "guides"
RULES_FILE = "rules.yml"  # the index of the rules, which only the command `rules` reads
# Words that a catalogue has in one text, with spaces between them.
WordSet = Annotated[frozenset[str], BeforeValidator(str.split)]
WordList = Annotated[tuple[str, ...], BeforeValidator(str.split)]


class NumberFormatter(string.Formatter):
    """Fills in a text; a placeholder with two forms gets the one that fits its number."""

    def format_field(self, value: Any, format_spec: str) -> str:
        """Return a value as the specification of its placeholder asks: `one|many`, or Python's."""
        one, separator, many = format_spec.partition("|")
        if not separator:
            return str(super().format_field(value, format_spec))
        return (one if str(value) == "1" else many).replace("#", str(value))


class CatalogueText(str):
    """A text of a catalogue, whose placeholders `format` fills in."""

    __slots__ = ()

    def format(self, *values: object, **named: object) -> str:
        """Return the text with its placeholders filled in, in the forms that fit the numbers."""
        return NUMBER_FORMATTER.vformat(self, values, named)


NUMBER_FORMATTER = NumberFormatter()
Text = Annotated[str, AfterValidator(CatalogueText)]


class UnknownLanguageError(Exception):
    """There is no catalogue for the language that the settings ask for."""


class Prose(BaseModel, frozen=True):
    """The limits for running text in a language.

    `max_average_words`: in a sentence, over a page; `preferred_words`: word → what the publication
    says instead, from its own `wording.yml`; `participle_pattern`: matches a word that, with one of
    the language's `passive_auxiliaries`, makes a passive form.
    """

    max_average_words: int = Field(validation_alias=AliasPath("limits", "average"))
    max_sentence_words: int = Field(validation_alias=AliasPath("limits", "longest"))
    words_per_minute: int = Field(validation_alias="words_a_minute")
    preferred_words: dict[str, str] = {}
    abbreviations: WordSet
    participle_pattern: re.Pattern[str] = Field(validation_alias="participle")
    participle_exceptions: WordSet = Field(validation_alias="no_participle")

    def reading_minutes(self, words: int) -> int:
        """Return how many minutes a number of words takes to read; 0 is less than half a minute."""
        return round(words / self.words_per_minute)


class Language(BaseModel, frozen=True):
    """The catalogue of one language; `code` is its tag, such as `nl`."""

    code: str
    interface: dict[str, Text]
    scripts: dict[str, str]
    messages: dict[str, dict[str, Text]]
    hints: dict[str, str]
    labels: dict[str, str]
    guides: dict[str, Text]
    verbs: WordSet = Field(validation_alias=AliasPath("words", "verbs"))
    vague_words: tuple[str, ...] = Field(validation_alias=AliasPath("words", "vague"))
    hard_words: dict[str, str] = Field(validation_alias=AliasPath("words", "hard"))
    conjunctions: WordList = Field(validation_alias=AliasPath("words", "joining"))
    passive_auxiliaries: WordList = Field(validation_alias=AliasPath("words", "passive"))
    spoken_cues: tuple[str, ...] = Field(validation_alias=AliasPath("words", "spoken"))
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

    def format_number(self, number: float) -> str:
        """Return a number as this language writes it, with the decimals that it has: `4,25`."""
        return f"{number}".replace(".", self.interface["decimal_sign"])

    def format_amount(self, number: str) -> str:
        """Return a number that is written as `1234.5` as this language writes it: `1.234,5`."""
        decimal = self.interface["decimal_sign"]
        whole, _, rest = number.partition(".")
        grouped = f"{int(whole):,}".replace(",", "." if decimal == "," else ",")
        return f"{grouped if len(whole) > 4 else whole}{decimal if rest else ''}{rest}"

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
    catalogue = {
        path.stem: yaml.load(path.read_text(encoding="utf-8"), YAML_LOADER)
        for path in folder.glob("*.yml")
        if path.name != RULES_FILE
    }
    return Language.model_validate({"code": code, **catalogue})
