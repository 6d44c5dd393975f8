"""A checklist of a publication in every output, made from the model without the site engine."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from lxml import html
from lxml.html import HtmlElement

from macros.checklists import page_checklist
from macros.context import MacroContext
from tests.exports import readers
from tools.exports.checklist_files import FORMATS
from tools.exports.json_file import build_catalogue
from tools.model.entities.checklist import Checklist
from tools.model.entities.page import Page
from tools.model.publication import Publication
from tools.pdf.sheets import render_sheets
from tools.publish.embed import embed_path, write_embeds
from tools.render.environment import jinja_environment

# Elements that show something: each has text, or is one of the next, which are drawn.
SHOWING = ("p", "h1", "h2", "h3", "legend", "li", "ul", "dl", "dt", "dd", "strong", "label", "span",
           "fieldset", "td", "th", "div", "a")  # fmt: skip
DRAWN = {"box", "line", "mark", "take-status", "sheet-code"}
DRAWN_INSIDE = ".//input | .//textarea | .//select | .//svg | .//template"
NO_VALUE = re.compile(r"\bNone\b|\(\)|: *$|^ *[·,;] | · *$|\( *·")


@dataclass(frozen=True)
class Rendered:
    """A checklist in every output: HTML by name, and a folder with its files."""

    publication: Publication
    checklist: Checklist
    html: dict[str, HtmlElement]
    folder: Path

    def file(self, ending: str) -> Path:
        """Return the path of the checklist in a format."""
        return self.folder / f"{self.checklist.id}.{ending}"


def render_checklist(publication: Publication, page: Page, folder: Path) -> Rendered:
    """Render the checklist of a page in every output."""
    checklist = page.meta.checklist
    assert checklist
    for ending, write in FORMATS.items():
        write(publication, checklist, folder / f"{checklist.id}.{ending}")
    write_embeds(publication, folder)
    context = MacroContext(publication, page, jinja_environment(publication))
    sources = {
        "page": page_checklist(context),
        "frame": (folder / embed_path(checklist.id)).read_text(encoding="utf-8"),
        "sheet": render_sheets(publication, [page], "x"),
        "form": render_sheets(publication, [page], "x", fillable=True),
    }
    roots = {name: html.fromstring(source) for name, source in sources.items()}
    return Rendered(publication, checklist, roots, folder)


def with_checklist(publication: Publication, page_id: str, **changes: Any) -> Publication:
    """Copy a publication with other values in a checklist."""
    page = publication.pages[page_id]
    assert page.meta.checklist
    checklist = page.meta.checklist.model_copy(update=changes)
    meta = page.meta.model_copy(update={"checklist": checklist})
    pages = {**publication.pages, page_id: replace(page, meta=meta)}
    return replace(publication, pages=pages)


def with_settings(publication: Publication, **changes: Any) -> Publication:
    """Copy a publication with other settings."""
    return replace(publication, mkdocs=publication.mkdocs.with_publication(**changes))


def find_blemishes(rendered: Rendered) -> list[str]:
    """Return each element, label, heading or row with nothing in it, in every output."""
    found = [
        f"{name}: {problem}"
        for name, root in rendered.html.items()
        for problem in find_empty_elements(root)
    ]
    found += [f"docx: {text}" for text in find_empty_paragraphs(rendered.file("docx"))]
    found += [f"xlsx: row {row}" for row in find_empty_rows(rendered.file("xlsx"))]
    for ending in ("xlsx", "csv", "md", "ics"):
        text = list_texts(rendered, ending)
        found += [f"{ending}: {line}" for line in text if NO_VALUE.search(line)]
    data = build_catalogue(rendered.publication).model_dump(mode="json", exclude_defaults=True)
    exported = next(one for one in data["checklists"] if one["id"] == rendered.checklist.id)
    found += [f"json: {path}" for path in find_empty_values(exported)]
    return found


def find_empty_elements(root: HtmlElement) -> Iterator[str]:
    """Yield the elements of HTML that should show something, and do not; and empty attributes."""
    for element in root.iter(*SHOWING):
        classes = {*str(element.get("class", "")).split()}
        is_drawn = bool(classes & DRAWN or element.xpath(DRAWN_INSIDE))
        is_script = element.get("role") == "status" or element.xpath("ancestor-or-self::*[@hidden]")
        in_template = element.xpath("ancestor::template")
        if is_drawn or is_script or in_template:
            continue
        if not "".join(element.itertext()).strip():
            yield html.tostring(element, encoding="unicode").strip()[:90]
        if NO_VALUE.search(" ".join("".join(element.itertext()).split())) and element.tag == "p":
            yield f"says {element.text_content().strip()!r}"
    for element in root.iter():
        for name in ("id", "for", "name", "href", "title", "aria-label", "datetime"):
            if element.get(name) == "":
                yield f"<{element.tag} {name}=''>"


def find_empty_paragraphs(path: Path) -> Iterator[str]:
    """Yield the paragraphs of a Word document with nothing in them, or a label alone.

    A cell of a table has a paragraph in any case.
    """
    for paragraph in readers.xpath(readers.document(path), ".//w:p"):
        text = readers.text_of(paragraph, set()).strip()
        if not text and readers.xpath(paragraph, "parent::w:tc[count(w:p) = 1]"):
            continue
        if not text:
            yield "an empty paragraph"
        elif NO_VALUE.search(text):
            yield text


def find_empty_rows(path: Path) -> Iterator[int]:
    """Yield the rows with nothing in them that take room above the table of the first sheet."""
    sheet = readers.sheets(path)[0]
    rows = {row for _, row in sheet.cells if sheet.cells["A", row].strip()}
    for row in readers.xpath(sheet.xml, ".//s:sheetData/s:row"):
        number, height = int(str(row.get("r"))), float(str(row.get("ht") or 15))
        is_table, is_space = number >= readers.FIRST - 1, height <= 6
        if not (is_table or is_space or number in rows or row.get("hidden") == "1"):
            yield number


def list_texts(rendered: Rendered, ending: str) -> list[str]:
    """Return the lines or cells of a file, without the blanks to fill in."""
    path = rendered.file(ending)
    if ending == "xlsx":
        return [*readers.every_text(path)]
    if ending == "csv":
        return [cell for row in readers.csv_table(path) for cell in row]
    if ending == "md":
        blanks = {f"{label}:" for label in rendered.publication.get_blanks("markdown").values()}
        return [line for line in readers.markdown_lines(path) if line not in blanks]
    return str(readers.event_of(path)["DESCRIPTION"]).split("\n")


def find_empty_values(data: Any, path: str = "") -> Iterator[str]:
    """Yield the path of each empty value in JSON."""
    if data in ("", None, [], {}):
        yield path
    if isinstance(data, dict | list):
        for key, value in data.items() if isinstance(data, dict) else enumerate(data):
            yield from find_empty_values(value, f"{path}/{key}")
