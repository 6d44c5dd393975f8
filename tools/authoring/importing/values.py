"""The value of a field, from the words under its label or the value of a cell."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter, ValidationError

from tools.language import Language, available_languages, load_language
from tools.model.entities.checklist import WebUrl
from tools.model.entities.fields import FieldSettings
from tools.model.item_details import read_value

URL = TypeAdapter(WebUrl)
ROLE_SEPARATORS = re.compile(r"\s*[;/\n]\s*")
DATE_IN_WORDS = re.compile(r"(\d{1,2})\.? ([^\W\d_]+)\.? (\d{4})")
DATE_IN_NUMBERS = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")


class ValueNotFitError(Exception):
    """Words that are no value of a field."""


@dataclass(frozen=True)
class ValueReader:
    """Reads values for a publication; `roles`: title → id."""

    roles: Mapping[str, str]
    language: Language

    def read(
        self,
        field: FieldSettings,
        words: str,
        value: dt.date | float | None = None,
        targets: tuple[str, ...] = (),
    ) -> Any:
        """Return the value that words stand for; raise ValueNotFitError when they stand for none.

        `value`: that of the cell, if it is a number or date; `targets`: addresses of links in it.
        """
        match field.type:
            case "roles":
                return self.read_roles(field, words)
            case "date":
                return value if isinstance(value, dt.date) else self.read_date(words)
            case "number":
                is_number = isinstance(value, int | float)
                return value if is_number else self.read_number(words, field.unit or "")
            case "choice":
                return self.read_choice(field, words)
            case "link":
                return read_link(words, targets)
        return words

    def read_roles(self, field: FieldSettings, words: str) -> Any:
        """Return the ids of the roles that words name."""
        role_ids = {title.casefold(): id_ for title, id_ in self.roles.items()}
        names = read_value(field, ROLE_SEPARATORS.sub(", ", words), role_ids)
        if not names or not {*names} <= {*role_ids.values()}:
            raise ValueNotFitError
        return names

    def read_choice(self, field: FieldSettings, words: str) -> Any:
        """Return the id of the choice that words name."""
        choice = read_value(field, words, {})
        if choice not in field.choices:
            raise ValueNotFitError
        return choice

    def read_number(self, words: str, unit: str) -> int | float:
        """Return a number, as a file in any language has it."""
        digits = re.sub(r"[ \u00a0\u202f]", "", words.removesuffix(unit))
        signs = [load_language(code).word("decimal_sign") for code in self.codes]
        for sign in signs:
            thousands = "." if sign == "," else ","
            whole = rf"(?:\d{{1,3}}(?:\{thousands}\d{{3}})+|\d+)"
            if re.fullmatch(rf"[-+]?{whole}(?:\{sign}\d+)?", digits):
                number = float(digits.replace(thousands, "").replace(sign, "."))
                return int(number) if number.is_integer() else number
        raise ValueNotFitError

    def read_date(self, words: str) -> dt.date:
        """Return a date: as 2026-11-21, in words of any language, or in numbers of this one."""
        try:
            if found := DATE_IN_WORDS.fullmatch(words):
                return dt.date(int(found[3]), self.find_month(found[2]), int(found[1]))
            if found := DATE_IN_NUMBERS.fullmatch(words):
                day, month = int(found[1]), int(found[2])
                if not self.language.word("date_pattern").startswith("d"):
                    day, month = month, day
                return dt.date(int(found[3]), month, day)
            return dt.date.fromisoformat(words)
        except ValueError as error:
            raise ValueNotFitError from error

    def find_month(self, name: str) -> int:
        """Return the number of a month; raise ValueError when no language has it."""
        for code in self.codes:
            months = load_language(code).word("months").casefold().split()
            if name.casefold() in months:
                return months.index(name.casefold()) + 1
        raise ValueError(name)

    @property
    def codes(self) -> list[str]:
        """The languages that there are, that of the publication first."""
        return sorted(available_languages(), key=lambda code: code != self.language.code)


def read_link(words: str, targets: tuple[str, ...]) -> str:
    """Return the address in words, or of the link that they are."""
    for address in (words.strip("<>"), *targets):
        try:
            return URL.validate_python(address)
        except ValidationError:
            continue
    raise ValueNotFitError
