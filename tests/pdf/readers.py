"""Reading a sheet or form PDF back from its structure tree, without the code that wrote it."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tools.model.entities.checklist import Checklist, ItemField
from tools.model.publication import Publication

SHEET: tuple[ItemField, ...] = ("what", "who", "when", "done_when")  # the table of the design
RIGHT_TO_LEFT = re.compile(r"[\u0590-\u08ff]+")
Row = tuple[str, ...]


@dataclass
class Node:
    """An element of the structure tree: its kind, its text or object number, and what it holds."""

    kind: str
    kids: list[Node] = field(default_factory=list)
    text: str = ""
    number: int = 0

    def find(self, kind: str) -> Iterator[Node]:
        """Give all nodes of a kind at or below this one, in reading order."""
        if self.kind == kind:
            yield self
        for kid in self.kids:
            yield from kid.find(kind)

    @property
    def told(self) -> str:
        """All text at or below this node, in reading order, without white space."""
        return squeezed("".join(node.text for node in self.find("text")))


def squeezed(text: str) -> str:
    """Leave out white space (lines break where they will) and the sign that asks for an emoji."""
    return re.sub(r"[\s\ufe0f]+", "", text)


def structure(path: Path) -> Node:
    """Read the structure tree of a PDF with its texts, as poppler reads it to others."""
    shown = subprocess.run(
        ["pdfinfo", "-enc", "UTF-8", "-struct-text", str(path)],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    root = Node("root")
    above = [root]
    for line in shown.splitlines():
        told = line.strip()
        depth = (len(line) - len(line.lstrip())) // 2
        if told.startswith('"') and told.endswith('"'):
            # Right-to-left text stands in the tree in the order of its glyphs.
            text = RIGHT_TO_LEFT.sub(lambda run: run[0][::-1], told[1:-1])
            node = Node("text", text=text)
        elif told.startswith("Object "):
            node = Node("object", number=int(told.split()[1]))
        else:
            node = Node(told.split(" ")[0])
        del above[depth + 1 :]
        above[depth].kids.append(node)
        above.append(node)
    return root


def items(path: Path) -> list[Node]:
    """Give the body of each item of a sheet or form, in order."""
    return [body for item in structure(path).find("LI") for body in item.kids]


def rows(path: Path, done_when: str) -> list[Row]:
    """Give the items: what, who, when, done-when; `done_when` is the label of the last."""
    found: list[Row] = []
    for body in items(path):
        what, meta, done, _ = (node.told for node in body.kids if node.kind == "P")
        who, _, when = meta.partition("·")
        label = squeezed(f"{done_when}:")
        assert done.startswith(label), done
        found.append((what, who, when, done.removeprefix(label)))
    return found


def wanted(publication: Publication, checklist: Checklist) -> list[Row]:
    """Give the rows as the model has them."""
    return [
        tuple(squeezed(publication.format_field(item, one)) for one in SHEET)
        for item in checklist.items
    ]
