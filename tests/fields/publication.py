"""The small publication with fields of its own: three of each type, shown in different outputs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import change, copy_small

SETTINGS = "mkdocs.yml"
TOOLS = "docs/practices/tidy-tools.md"
ROUND = "docs/practices/weekly-round.md"
# Two items that get values, each with its checklist, page, and the last line of its fields.
ITEMS = (
    ("tidy-tools", "write-tin", TOOLS, 'anyone can read C:\\tins\\new & "old".\'\n'),
    ("weekly-round", "feel-roof", ROUND, "done_when: Four corners have a tick & a date.\n"),
)
# Every output stands in one of these, and for each type there is a field with each of them. A
# field is copied, searched for, or in an event only where the page shows it.
SHOWN = {
    "first": ("page", "sheet", "excel", "markdown", "search"),
    "second": ("word", "csv"),
    "third": ("page", "copy", "calendar"),
}
UNIT = 'euro & "cent" | <b>'
CHOICE = "Now & <b>here</b> | {curly}"
LATER = {"second": "Later", "third": "Never"}
TYPES = ("text", "roles", "moment", "date", "number", "choice", "link")


@dataclass(frozen=True)
class OwnField:
    """A field: its id, settings (YAML) and value (YAML), and its value as readers see it."""

    id: str
    settings: str
    value: str
    text: str
    show: tuple[str, ...]
    column: bool

    @property
    def is_long(self) -> bool:
        """True for a value that stands on a line of its own."""
        return self.id.endswith(("_text", "_link"))

    @property
    def label(self) -> str:
        """Its label in the language of the publication, with characters that have a meaning."""
        return f"{self.id.replace('_', ' ')} & <b>*so*</b>"


CHOICES = f"{{first: {{en: '{CHOICE}', nl: Nu}}, second: Later, third: Never}}"
ROLES = {
    "first": ("[keeper, member]", "Keeper, member"),
    "second": ("[member, keeper]", "Member, keeper"),
    "third": ("[keeper]", "Keeper"),
}


def create_value(type_: str, name: str) -> tuple[str, str, str]:
    """Return further settings for a field, a value (YAML), and that value as readers see it."""
    number = [*SHOWN].index(name) + 2
    text = f"={number}+2 & <b>{name}</b> | {{curly}} *so*."
    link = f"https://example.org/a?b={number}&c=2#d"
    return {
        "text": ("", f"'{text}'", text),
        "roles": ("", *ROLES[name]),
        "moment": ("", f"'Before <b>{name}</b> | -1 & then'", f"Before <b>{name}</b> | -1 & then"),
        "date": ("", f"2027-03-{number:02}", f"{number} March 2027"),
        "number": (f", unit: '{UNIT}'", f"-{number}.5", f"-{number}.5 {UNIT}"),
        "choice": (f", choices: {CHOICES}", name, CHOICE if name == "first" else LATER[name]),
        "link": ("", f"'{link}'", link),
    }[type_]


def list_fields() -> list[OwnField]:
    """Return three fields of each type; half of all have a column of their own."""
    found = []
    for number, type_ in enumerate(TYPES):
        for place, (name, show) in enumerate(SHOWN.items()):
            settings, value, text = create_value(type_, name)
            column = (number + place) % 2 == 0
            field = OwnField(f"{name}_{type_}", "", value, text, show, column)
            own = (
                f"{{type: {type_}{settings}, column: {str(column).lower()},"
                f" label: {{nl: Veld, en: '{field.label}'}}, hint: {{en: Hint of {field.id}.}},"
                f" show: [{', '.join(show)}]}}"
            )
            found.append(OwnField(field.id, own, value, text, show, column))
    return found


FIELDS = list_fields()


def add_fields(root: Path, fields: list[OwnField]) -> None:
    """Add fields to the settings of the small publication, and values to two of its items."""
    settings = "".join(f"      {field.id}: {field.settings}\n" for field in fields)
    change(root, SETTINGS, "    blanks:", f"{settings}    blanks:")
    values = "".join(f"          {field.id}: {field.value}\n" for field in fields)
    for _, _, file, last in ITEMS:
        change(root, file, last, last + values)


def copy_with_fields(target: Path) -> Path:
    """Copy the small publication with all fields.

    Three columns of text would leave no room in Word for others; so one of the usual fields has
    none.
    """
    root = copy_small(target)
    change(root, SETTINGS, "{required: true, most: 110, column: true}", "{required: true}")
    add_fields(root, FIELDS)
    return root


def remove_setting(text: str, name: str) -> str:
    """Return settings without one of the publication, such as `book` or `homes.start`."""
    *outer, key = name.split(".")
    indent = " " * (4 + 2 * len(outer))
    begin = re.escape(f"    {outer[0]}:\n") + r"(?:      .*\n)*?" if outer else ""
    pattern = rf"^({begin}){indent}{key}:.*\n(?:{indent} .*\n)*"
    changed, count = re.subn(pattern, r"\1", text, count=1, flags=re.MULTILINE)
    assert count == 1, name
    return changed
