"""Read a sheet or form PDF back from its structure tree, independently of its writer."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.item_texts import format_fields, format_short
from tools.model.entities.checklist import Checklist
from tools.model.publication import Publication

RIGHT_TO_LEFT = re.compile(r"[\u0590-\u08ff]+")
Row = tuple[str, ...]


@dataclass
class Node:
    """A node of the structure tree: its kind, its children, and its text or object number."""

    kind: str
    children: list[Node] = field(default_factory=list)
    text: str = ""
    number: int = 0

    def find_all(self, kind: str) -> Iterator[Node]:
        """Yield this node and its descendants of a kind, in reading order."""
        if self.kind == kind:
            yield self
        for child in self.children:
            yield from child.find_all(kind)

    @property
    def full_text(self) -> str:
        """The text of this node and its descendants, without white space."""
        return remove_space("".join(node.text for node in self.find_all("text")))


def remove_space(text: str) -> str:
    """Remove white space and emoji variation selectors: line breaks do not matter."""
    return re.sub(r"[\s\ufe0f]+", "", text)


def read_structure(path: Path) -> Node:
    """Read the structure tree of a PDF with its texts, with poppler."""
    output = subprocess.run(
        ["pdfinfo", "-enc", "UTF-8", "-struct-text", str(path)],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    root = Node("root")
    ancestors = [root]
    for line in output.splitlines():
        content = line.strip()
        depth = (len(line) - len(line.lstrip())) // 2
        if content.startswith('"') and content.endswith('"'):
            # Right-to-left text stands in the tree in the order of its glyphs.
            text = RIGHT_TO_LEFT.sub(lambda run: run[0][::-1], content[1:-1])
            node = Node("text", text=text)
        elif content.startswith("Object "):
            node = Node("object", number=int(content.split()[1]))
        else:
            node = Node(content.split(" ")[0])
        del ancestors[depth + 1 :]
        ancestors[depth].children.append(node)
        ancestors.append(node)
    return root


def item_bodies(path: Path) -> list[Node]:
    """Return the body of each item of a sheet or form, in order."""
    return [body for item in read_structure(path).find_all("LI") for body in item.children]


def read_rows(path: Path, *labels: str) -> list[Row]:
    """Return the items of a sheet or form; `labels` are those of the long fields, in order."""
    found: list[Row] = []
    for body in item_bodies(path):
        what, meta, *long, _ = (node.full_text for node in body.children if node.kind == "P")
        starts = [remove_space(f"{label}:") for label in labels]
        for text, start in zip(long, starts, strict=True):
            assert text.startswith(start), text
        found.append((what, meta, *map(str.removeprefix, long, starts)))
    return found


def expected_rows(publication: Publication, checklist: Checklist) -> list[Row]:
    """Return the rows of the model."""
    rows = []
    for item in checklist.items:
        what, *long = format_fields(publication, item, "what", "how", "done_when")
        meta = filter(None, (format_short(publication, item), publication.format_canvases(item)))
        rows.append(tuple(map(remove_space, (what, " · ".join(meta), *long))))
    return rows
