"""Read a PDF back: its text, the positions of its words, its links and outline."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf

A4 = (595, 842)  # points


def pdftotext(path: Path, *options: str) -> str:
    """Read the text of a PDF."""
    return subprocess.run(
        ["pdftotext", "-enc", "UTF-8", *options, str(path), "-"],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip


def join_lines(text: str) -> str:
    """Join hyphenated words and lines, and collapse white space."""
    return " ".join(re.sub(r"(?<=\w)-\n(?=[a-zà-ÿ])", "", text).split())


def remove_space(text: str) -> str:
    """Remove white space and hyphens: line breaks do not matter."""
    return re.sub(r"[\s-]+", "", text)


def destination_pages(pdf: pikepdf.Pdf) -> dict[str, int]:
    """Return the page (from 1) of each named destination."""
    index: dict[Any, int] = {page.objgen: number for number, page in enumerate(pdf.pages, 1)}
    found = {}
    tree = pikepdf.NameTree(pdf.Root.Names.Dests)
    for name, value in tree.items():
        target = value.D if isinstance(value, pikepdf.Dictionary) else value
        found[str(name)] = index[target[0].objgen]
    return found


def find_links(pdf: pikepdf.Pdf) -> Iterator[tuple[int, pikepdf.Object]]:
    """Yield every link annotation with its page."""
    for number, page in enumerate(pdf.pages, 1):
        for annotation in page.get("/Annots", []):
            if annotation.Subtype == "/Link":
                yield number, annotation


def outline_titles(items: list[pikepdf.OutlineItem], level: int = 1) -> Iterator[tuple[int, str]]:
    """Yield the titles of the outline with their levels."""
    for item in items:
        yield level, item.title
        yield from outline_titles(item.children, level + 1)


@dataclass(frozen=True)
class WordBox:
    """A word on a page and its position, in points from the left and the top."""

    text: str
    left: float
    right: float
    middle: float


def word_boxes(path: Path) -> dict[int, list[WordBox]]:
    """Return the words of each page (from 1) with their positions."""
    found = {}
    for number, page in enumerate(pdftotext(path, "-bbox").split("<page ")[1:], 1):
        rows = re.findall(
            r'xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)<', page
        )
        found[number] = [
            WordBox(text, float(left), float(right), (float(top) + float(bottom)) / 2)
            for left, top, right, bottom, text in rows
        ]
    return found


def link_text(link: pikepdf.Object, boxes: list[WordBox]) -> str:
    """Return the words inside the rectangle of a link."""
    left, low, right, high = (float(coordinate) for coordinate in link.Rect)
    return " ".join(
        box.text
        for box in boxes
        if left - 1 <= box.left
        and box.right <= right + 2
        and abs(box.middle - (A4[1] - (low + high) / 2)) < 6
    )


def check_references(path: Path) -> tuple[int, list[str]]:
    """Return how many links print the page they lead to, and the problems of the others.

    A link without an existing destination is a problem too.
    """
    problems: list[str] = []
    count = 0
    with pikepdf.open(path) as pdf:
        page_of, boxes = destination_pages(pdf), word_boxes(path)
        for number, link in find_links(pdf):
            if "/A" in link:
                continue
            if str(link.Dest) not in page_of:
                problems.append(f"page {number}: {link.Dest} does not exist")
                continue
            found = re.search(r"(?:blz\.|p\.) (\d+)\)", link_text(link, boxes[number]))
            if found:
                count += 1
                if int(found[1]) != page_of[str(link.Dest)]:
                    problems.append(f"page {number}: {found[0]} leads to {page_of[str(link.Dest)]}")
    return count, problems
