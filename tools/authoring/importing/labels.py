"""The labels of columns and lines in a file, as the settings and all catalogues name them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from tools.language import available_languages, load_language
from tools.model.entities.checklist import Phase
from tools.model.entities.fields import DEFAULT_BLANKS
from tools.model.entities.settings import PublicationSettings

# Columns that have a meaning of their own; a later one in this order wins.
NamedColumn = Literal["list", "block", "what", "item_id"]
# What our own files have beside fields: it is made anew, so it says nothing of the list.
MADE_ANEW = ("number", "version", "based_on", "address", "origin")


@dataclass(frozen=True)
class Labels:
    """Each label in lower case → the id of the field, or the name of another column.

    `made`: columns that are made anew for each file; `open`: values of a status that say nothing;
    `closes`: labels of the close; `phases`: the title of a block without one → its phase.
    """

    fields: dict[str, str]
    columns: dict[str, NamedColumn]
    made: frozenset[str]
    blanks: frozenset[str]
    open: frozenset[str]
    closes: frozenset[str]
    phases: dict[str, str]

    def find_field(self, label: str) -> str | None:
        """Return the id of the field with a label, if there is one."""
        return self.fields.get(normalize(label))

    def find_column(self, label: str) -> NamedColumn | None:
        """Return the name of another column with a label, if there is one."""
        return self.columns.get(normalize(label))

    def is_blank(self, label: str) -> bool:
        """Return whether a label is that of a place where readers write, such as Name."""
        return normalize(label) in self.blanks

    def is_made(self, label: str) -> bool:
        """Return whether a label is that of a column that is made anew, such as Status."""
        return normalize(label) in self.made


def create_labels(settings: PublicationSettings) -> Labels:
    """Return the labels that a publication and all catalogues have."""
    languages = [load_language(code).interface for code in available_languages()]

    def collect(*names: str) -> set[str]:
        return {normalize(words[name]) for words in languages for name in names}

    fields: dict[str, str] = {}
    for field_id, field in settings.fields.items():
        named = [words[field_id] for words in languages if field_id in words]
        known = [field_id, field_id.replace("_", " "), *field.label.values(), *named]
        fields |= {normalize(label): field_id for label in known}
    columns: dict[str, NamedColumn] = {
        normalize(label): name for name in get_args(NamedColumn) for label in {name, *collect(name)}
    }
    labels_of_blanks = [
        label for blank in settings.blanks.values() for label in blank.label.values()
    ]
    blanks = {
        *map(normalize, labels_of_blanks),
        *collect("status", *(f"blank_{name}" for name in DEFAULT_BLANKS)),
    }
    return Labels(
        fields,
        columns,
        frozenset(collect(*MADE_ANEW)),
        frozenset(blanks),
        frozenset(collect("status_open")),
        frozenset(collect("close")),
        {label: phase for phase in get_args(Phase) for label in collect(f"phase_{phase}")},
    )


def normalize(label: str) -> str:
    """Return a label in lower case, without marks and colon around it."""
    return " ".join(label.casefold().split()).strip("*_: ")


def find_closing_label(labels: Labels, words: str) -> str | None:
    """Return what follows the label of the close, if a line begins with it."""
    for label in labels.closes:
        if words.casefold().startswith(f"{label}:"):
            return words[len(label) + 1 :].strip()
    return None
