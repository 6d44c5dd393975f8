"""The features of a PDF, read from the file in the same way for every maker."""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf

CONTENTS_PAGES = 12  # pages that may hold the table of contents
HEAD_HEIGHT = 60  # points from the upper edge; running heads stand within it
NUMBER = re.compile(r"\d+")
REFERENCE = re.compile(r"(?:blz\.|pagina|p\.)\s*(\d+)")


@dataclass(frozen=True)
class Word:
    """A word on a page: its text, its left and right, and the middle of its height from above."""

    text: str
    left: float
    right: float
    middle: float


@dataclass(frozen=True)
class PdfFeatures:
    """The features of a PDF."""

    pages: int
    size: int  # bytes
    contents: int  # links in the first pages with the right page number after them
    references: int  # links in the text that print the right page
    outline: int
    links: int  # within the file
    broken: int  # of those
    tags: bool
    language: str
    fields: int
    heads: int  # pages with a line at their head that others have too
    words: int

    def cells(self) -> list[str]:
        """Return the features as cells of a table."""
        tags = f"{'yes' if self.tags else 'no'} {self.language}".strip()
        return [
            str(self.contents or "no"), str(self.references or "no"), str(self.outline or "no"),
            f"{self.links}/{self.broken}", tags,
            str(self.heads or "no"), str(self.fields or "no"),
        ]  # fmt: skip


def read_features(path: Path) -> PdfFeatures:
    """Read the features of a PDF."""
    with pikepdf.open(path) as pdf:
        number_of = {page.objgen: number for number, page in enumerate(pdf.pages, 1)}
        words = read_words(path)
        names = destinations(pdf)
        contents = references = links = broken = 0
        for number, page in enumerate(pdf.pages, 1):
            height = float(page.mediabox[3])
            annotations: Any = page.get("/Annots", [])
            for link in annotations:
                if link.get("/Subtype") != "/Link" or is_outside(link):
                    continue
                links += 1
                target = number_of.get(target_page(link, names))
                broken += target is None
                left, low, right, high = rectangle(link)
                middle = height - (low + high) / 2
                line = [word for word in words[number] if abs(word.middle - middle) < 6]
                inside = " ".join(
                    word.text for word in line if left - 2 <= word.left and word.right <= right + 2
                )
                last = line[-1].text if line else ""
                if number <= CONTENTS_PAGES and NUMBER.fullmatch(last) and int(last) == target:
                    contents += 1
                elif (found := REFERENCE.search(inside)) and int(found[1]) == target:
                    references += 1
        return PdfFeatures(
            len(pdf.pages), path.stat().st_size, contents, references,
            count_bookmarks(pdf), links, broken, "/StructTreeRoot" in pdf.Root,
            str(pdf.Root.get("/Lang", "")), count_fields(pdf), count_running_heads(words),
            sum(map(len, words.values())),
        )  # fmt: skip


def read_words(path: Path) -> dict[int, list[Word]]:
    """Return the words of each page (from 1), from left to right."""
    output = subprocess.run(
        ["pdftotext", "-bbox", str(path), "-"], capture_output=True, text=True, check=True
    ).stdout
    pattern = r'xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">([^<]*)<'
    return {
        number: sorted(
            (
                Word(text, float(left), float(right), (float(top) + float(bottom)) / 2)
                for left, top, right, bottom, text in re.findall(pattern, page)
            ),
            key=lambda word: word.left,
        )
        for number, page in enumerate(output.split("<page ")[1:], 1)
    }


def destinations(pdf: pikepdf.Pdf) -> dict[str, Any]:
    """Return the named destinations of a PDF."""
    root: Any = pdf.Root
    result: dict[str, Any] = {}
    if "/Names" in root and "/Dests" in root.Names:
        result |= {str(name): value for name, value in pikepdf.NameTree(root.Names.Dests).items()}
    if "/Dests" in root:
        result |= dict(root.Dests.items())
    return result


def count_fields(pdf: pikepdf.Pdf) -> int:
    """Count the fields to fill in."""
    root: Any = pdf.Root
    return len(root.AcroForm.get("/Fields", [])) if "/AcroForm" in root else 0


def is_outside(link: Any) -> bool:
    """Return whether a link leads out of the file."""
    return "/A" in link and link.A.get("/S") != "/GoTo"


def target_page(link: Any, names: dict[str, Any]) -> Any:
    """Return the number of the page object that a link leads to, or None."""
    target = link.get("/Dest", link.A.get("/D") if "/A" in link else None)
    if isinstance(target, (pikepdf.String, pikepdf.Name)):
        target = names.get(str(target))
    if isinstance(target, pikepdf.Dictionary):
        target = target.get("/D")
    return target[0].objgen if isinstance(target, pikepdf.Array) else None


def rectangle(link: Any) -> tuple[float, float, float, float]:
    """Return left, low, right and high of a link."""
    x1, y1, x2, y2 = (float(coordinate) for coordinate in link.Rect)
    return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)


def count_bookmarks(pdf: pikepdf.Pdf) -> int:
    """Count the bookmarks."""

    def count(items: list[pikepdf.OutlineItem]) -> Iterator[int]:
        for item in items:
            yield 1
            yield from count(list(item.children))

    with pdf.open_outline() as opened:
        return sum(count(list(opened.root)))


def count_running_heads(words: dict[int, list[Word]]) -> int:
    """Count the pages with a running head: a line at the top of two pages or more.

    Less than a tenth of all pages counts as chance.
    """
    lines = Counter(
        " ".join(word.text for word in page if word.middle < HEAD_HEIGHT) for page in words.values()
    )
    count = sum(times for line, times in lines.items() if times >= 2 and re.search(r"[a-z]", line))
    return count if count > len(words) / 10 else 0
