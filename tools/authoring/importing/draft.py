"""A checklist as a draft for a page, and all that was not taken from its file."""

from dataclasses import dataclass, field
from typing import Any, Literal

from tools.authoring.importing.parts import Mark, Place, Text

NoteKind = Literal[
    "left", "marks", "ticked", "character", "nested", "value", "header", "anew", "item_ids"
]


@dataclass(frozen=True)
class Note:
    """A part of a file that was not taken as it is: its words, and the label that they have."""

    kind: NoteKind
    place: Place | None
    words: str = ""
    label: str = ""
    marks: tuple[Mark, ...] = ()


@dataclass
class DraftItem:
    """An item: its words, id and fields; `labelled`: the texts under labels that no field has."""

    what: str
    id: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    labelled: dict[str, str] = field(default_factory=dict)


@dataclass
class DraftBlock:
    """A block of items, maybe with a title or phase; `heading`: where that title was found."""

    title: str = ""
    phase: str = ""
    items: list[DraftItem] = field(default_factory=list)
    heading: Text | None = None


@dataclass
class Draft:
    """A checklist: its title, blocks and close.

    `notes`: what was not taken, in order; `unknown`: each label that no field has → its texts.
    """

    title: str = ""
    close: str = ""
    blocks: list[DraftBlock] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    unknown: dict[str, list[Text]] = field(default_factory=dict)

    @property
    def items(self) -> list[DraftItem]:
        """All items, in order."""
        return [item for block in self.blocks for item in block.items]
