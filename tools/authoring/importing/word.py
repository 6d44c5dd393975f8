"""Reading a Word document: headings, lists, boxes and tables, with the fields to fill in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from lxml import etree

from tools.authoring.importing.office_package import OfficePackage, read_number
from tools.authoring.importing.parts import (
    Cell,
    Entry,
    Heading,
    Mark,
    Paragraph,
    Part,
    Place,
    Source,
    Table,
    Text,
    UnreadableFileError,
    fill_rows,
    mark_bold_headings,
)
from tools.authoring.importing.words import box_cell, clean, create_text, split_marker

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
DC = "{http://purl.org/dc/elements/1.1/}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
DRAWINGS = (f"{W}drawing", f"{W}pict", f"{W}object")
SKIPPED = (f"{W}del", f"{W}moveFrom", f"{COMPATIBILITY}Fallback", f"{W}txbxContent")
# Parts with texts beside the document: the end of their type, and the element of each text.
OTHER_PARTS = ("/header", "/footer", "/footnotes", "/endnotes", "/comments")
OWN_IDENTIFIER = re.compile(r"[a-z0-9-]+/\d{4}-\d{2}-\d{2}")  # the list and its version
HEADING_STYLE = re.compile(r"heading (\d)", re.IGNORECASE)
MAX_LEVEL = 9  # of headings
MAX_SPAN = 63  # columns: as many as a table in Word can have
MARK_PROPERTIES: dict[str, Mark] = {
    f"{W}b": "bold", f"{W}i": "italic", f"{W}u": "underline", f"{W}strike": "strike",
}  # fmt: skip
LINK_FIELD = re.compile(r'\s*HYPERLINK\s+"(?P<target>[^"]*)"')


def read_word(data: bytes) -> Source:
    """Return the parts of a Word document; raise UnreadableFileError when it cannot be read."""
    return WordReader(OfficePackage(data)).read()


@dataclass(frozen=True)
class Style:
    """A style of paragraphs: its name, the one that it is based on, and its own properties."""

    name: str
    base: str
    properties: etree._Element | None
    is_bold: bool


class WordReader:
    """Reads one document; paragraphs and tables are counted from 1, as they follow each other."""

    def __init__(self, package: OfficePackage) -> None:
        """Find the parts of a package."""
        self.package = package
        self.main = package.find_main_part()
        self.related = package.find_related(self.main)
        self.paragraph_count = 0
        self.table_count = 0
        self.has_item_ids = self.is_own_file()
        self.left: list[Text] = []

    def read(self) -> Source:
        """Return the parts in the order of the document."""
        body = self.package.read_xml(self.main).find(f"{W}body")
        if body is None:
            raise UnreadableFileError("import-damaged")
        return Source(
            mark_bold_headings([*self.read_blocks(body)]), [*self.left, *self.read_other_parts()]
        )

    def is_own_file(self) -> bool:
        """Return whether a publication made the document: then its boxes have the ids of items."""
        for type_, target in self.package.find_related("").values():
            if type_.endswith("/core-properties") and target in self.package.names:
                identifier = self.package.read_xml(target).findtext(f"{DC}identifier") or ""
                return OWN_IDENTIFIER.fullmatch(identifier) is not None
        return False

    @cached_property
    def styles(self) -> dict[str, Style]:
        """The styles, by id."""
        names = [target for type_, target in self.related.values() if type_.endswith("/styles")]
        found = {}
        for name in names[:1]:
            for style in self.package.read_xml(name).iter(f"{W}style"):
                found[get(style, "styleId")] = Style(
                    get_value(style, "name"),
                    get_value(style, "basedOn"),
                    style.find(f"{W}pPr"),
                    is_on(style.find(f"{W}rPr/{W}b")),
                )
        return found

    def iter_styles(self, paragraph: etree._Element) -> Iterator[Style]:
        """Yield the style of a paragraph, and those that it is based on."""
        properties = paragraph.find(f"{W}pPr")
        id_ = get_value(properties, "pStyle") if properties is not None else ""
        seen = set[str]()
        while id_ in self.styles and id_ not in seen:
            seen.add(id_)
            yield self.styles[id_]
            id_ = self.styles[id_].base

    def read_blocks(self, parent: etree._Element) -> Iterator[Part]:
        """Yield the paragraphs and tables in the document, or in a box around some of them."""
        for element in parent:
            if element.tag == f"{W}p":
                yield self.read_paragraph(element)
            elif element.tag == f"{W}tbl":
                yield self.read_table(element)
            elif element.tag not in SKIPPED:  # such as a content control or a custom tag
                yield from self.read_blocks(element)

    def read_paragraph(self, paragraph: etree._Element) -> Part:
        """Return a paragraph: a heading, an entry of a list, or any other."""
        self.paragraph_count += 1
        content = self.read_content(paragraph, Place("paragraph", (self.paragraph_count,)))
        text = content.text
        level = self.find_level(paragraph)
        if level is not None:
            return Heading(text, level)
        marked = split_marker(text.words)
        depth = self.find_list_depth(paragraph)
        if depth is None and not marked.is_listed and not content.has_box:
            return Paragraph(text)
        return Entry(
            replace(text, words=marked.words),
            depth or 0,
            has_box=marked.has_box or content.has_box,
            is_ticked=marked.is_ticked or content.is_ticked,
            id=content.id if self.has_item_ids else "",
        )

    def find_level(self, paragraph: etree._Element) -> int | None:
        """Return the level of a heading: 0 for the title, None for any other paragraph."""
        levels = [paragraph.find(f"{W}pPr/{W}outlineLvl")]
        for style in self.iter_styles(paragraph):
            if style.name.lower() == "title":
                return 0
            if found := HEADING_STYLE.fullmatch(style.name):
                return int(found[1])
            if style.properties is not None:
                levels.append(style.properties.find(f"{W}outlineLvl"))
        for level in levels:
            number = read_number(get(level, "val"), MAX_LEVEL) if level is not None else MAX_LEVEL
            if number < MAX_LEVEL:
                return number + 1
        return None

    def find_list_depth(self, paragraph: etree._Element) -> int | None:
        """Return how deep in a list a paragraph is, from 0; None outside a list."""
        own = paragraph.find(f"{W}pPr")
        for properties in (own, *(style.properties for style in self.iter_styles(paragraph))):
            numbering = properties.find(f"{W}numPr") if properties is not None else None
            if numbering is None:
                continue
            if get_value(numbering, "numId") == "0":  # the list of the style is switched off
                return None
            return read_number(get_value(numbering, "ilvl"), 0)
        return None

    def read_table(self, table: etree._Element) -> Table:
        """Return a table; cells that are merged stand in the first of their columns or rows."""
        self.table_count += 1
        number = self.table_count
        rows, headers = [], []
        for position, row in enumerate(iter_inside(table, f"{W}tr"), 1):
            cells: list[Cell] = []
            for element in iter_inside(row, f"{W}tc"):
                place = Place("table_cell", (number, position, len(cells) + 1))
                cell = self.read_cell(element, place)
                cells += [cell, *[Cell((), place)] * (cell.span - 1)]
            rows.append(cells)
            headers.append(is_on(row.find(f"{W}trPr/{W}tblHeader")))
        return Table(fill_rows(rows), has_header=headers[:1] == [True])

    def read_cell(self, element: etree._Element, place: Place) -> Cell:
        """Return a cell with the words of all paragraphs in it."""
        contents = [self.read_content(p, place) for p in iter_inside(element, f"{W}p")]
        for table in iter_inside(element, f"{W}tbl"):  # a table in a cell
            contents += [self.read_content(p, place) for p in table.iter(f"{W}p")]
        span = read_number(get_value(element.find(f"{W}tcPr"), "gridSpan"), 1)
        cell = Cell(
            tuple(content.text for content in contents if content.text.words),
            place,
            span=min(max(span, 1), MAX_SPAN),
        )
        boxed = box_cell(cell)
        controls = [content for content in contents if content.has_box]
        if not controls:
            return boxed
        ticked = any(content.is_ticked for content in controls)
        return replace(
            boxed, has_box=True, is_ticked=ticked, id=controls[0].id if self.has_item_ids else ""
        )

    def read_content(self, paragraph: etree._Element, place: Place) -> Content:
        """Return the words of a paragraph with their marks, and the box in it."""
        style_bold = next(
            (style.is_bold for style in self.iter_styles(paragraph) if style.is_bold), False
        )
        content = ContentReader(self.related, place, style_bold)
        content.read(paragraph)
        for box in paragraph.iter(f"{W}txbxContent"):
            if not any(parent.tag == f"{COMPATIBILITY}Fallback" for parent in box.iterancestors()):
                self.left += [
                    create_text(get_words(inner), place)
                    for inner in box.iter(f"{W}p")
                    if clean(get_words(inner))[0]
                ]
        return content.finish()

    def read_other_parts(self) -> Iterator[Text]:
        """Yield the texts of headers, footers, notes and comments."""
        for type_, target in sorted(self.related.values(), key=lambda relation: relation[1]):
            if not type_.endswith(OTHER_PARTS) or target not in self.package.names:
                continue
            for paragraph in self.package.read_xml(target).iter(f"{W}p"):
                text = create_text(get_words(paragraph), Place("part", (type_.rpartition("/")[2],)))
                if text.words:
                    yield text


@dataclass(frozen=True)
class Content:
    """The words of a paragraph, and the box in it: whether it is ticked, and its item's id."""

    text: Text
    has_box: bool
    is_ticked: bool
    id: str


class ContentReader:
    """Collects the words of one paragraph."""

    def __init__(self, related: dict[str, tuple[str, str]], place: Place, style_bold: bool) -> None:
        """Begin without words; `related`: the relations of the document, for links."""
        self.related, self.place, self.style_bold = related, place, style_bold
        self.pieces: list[str] = []
        self.bold: list[bool] = []  # of each piece with words
        self.marks: dict[Mark, None] = {}
        self.targets: list[str] = []
        self.has_box = self.is_ticked = False
        self.id = ""

    def finish(self) -> Content:
        """Return what was read."""
        words, removed = clean("".join(self.pieces))
        is_bold = bool(self.bold) and all(self.bold)
        text = Text(words, self.place, tuple(self.marks), tuple(self.targets), removed, is_bold)
        return Content(text, self.has_box, self.is_ticked, self.id)

    def read(self, parent: etree._Element) -> None:
        """Read what is in a paragraph, a link, a content control or an accepted change."""
        for element in parent:
            if element.tag == f"{W}r":
                self.read_run(element)
            elif element.tag == f"{W}sdt":
                self.read_control(element)
            elif element.tag == f"{W}hyperlink":
                _, target = self.related.get(element.get(f"{R}id", ""), ("", ""))
                self.add_link(target)
                self.read(element)
            elif element.tag not in (*SKIPPED, f"{W}pPr"):
                self.read(element)

    def read_control(self, control: etree._Element) -> None:
        """Read a content control; one that nobody filled in has only a hint."""
        properties = control.find(f"{W}sdtPr")
        content = control.find(f"{W}sdtContent")
        if properties is None or content is None:
            return
        checkbox = properties.find(f"{W14}checkbox")
        if checkbox is not None:
            state = checkbox.find(f"{W14}checked")
            self.has_box = True
            self.is_ticked = state is not None and state.get(f"{W14}val") in ("1", "true")
            self.id = get_value(properties, "tag")
        elif properties.find(f"{W}showingPlcHdr") is None:
            self.read(content)

    def read_run(self, run: etree._Element) -> None:
        """Read a run: words with the same marks."""
        properties = run.find(f"{W}rPr")
        if properties is not None and is_on(properties.find(f"{W}vanish")):
            return
        before = len(self.pieces)
        for element in run:
            self.read_piece(element)
        if not "".join(self.pieces[before:]).strip():
            return
        own = properties.find(f"{W}b") if properties is not None else None
        self.bold.append(self.style_bold if own is None else is_on(own))
        for tag, mark in MARK_PROPERTIES.items():
            found = properties.find(tag) if properties is not None else None
            if found is not None and is_on(found) and get(found, "val") != "none":
                self.marks[mark] = None

    def read_piece(self, element: etree._Element) -> None:
        """Read what a run has in it: text, a tab, a line break, a symbol, a field or a drawing."""
        if element.tag == f"{W}t":
            self.pieces.append(element.text or "")
        elif element.tag in (f"{W}tab", f"{W}br", f"{W}cr"):
            self.pieces.append(" ")
        elif element.tag == f"{W}noBreakHyphen":
            self.pieces.append("\u2011")
        elif element.tag == f"{W}sym":
            code = get(element, "char")
            self.pieces.append(chr(int(code, 16)) if re.fullmatch("[0-9A-Fa-f]{2,4}", code) else "")
        elif element.tag == f"{W}instrText" and (link := LINK_FIELD.match(element.text or "")):
            self.add_link(link["target"])
        elif element.tag == f"{W}fldChar":
            box = element.find(f"{W}ffData/{W}checkBox")
            if box is not None:
                self.has_box = True
                self.is_ticked = is_on(box.find(f"{W}checked"))
        elif element.tag in DRAWINGS and next(element.iter(f"{W}txbxContent"), None) is None:
            self.marks["image"] = None
        elif element.tag == f"{COMPATIBILITY}AlternateContent":
            for inner in element.iter(*DRAWINGS):
                self.read_piece(inner)

    def add_link(self, target: str) -> None:
        """Keep the address of a link."""
        if target:
            self.marks["link"] = None
            self.targets.append(target)


def iter_inside(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Yield the elements with a tag below another, through controls but not through tables."""
    for element in parent:
        if element.tag == tag:
            yield element
        elif element.tag not in (*SKIPPED, f"{W}tbl", f"{W}tr", f"{W}tc"):
            yield from iter_inside(element, tag)


def get_words(element: etree._Element) -> str:
    """Return the words of an element, without marks."""
    return "".join(
        (node.text or "") if node.tag == f"{W}t" else " "
        for node in element.iter(f"{W}t", f"{W}tab", f"{W}br")
    )


def get(element: etree._Element, name: str) -> str:
    """Return an attribute; empty when it is absent."""
    return element.get(f"{W}{name}", "")


def get_value(parent: etree._Element | None, name: str) -> str:
    """Return the value of the property with a name; empty when it is absent."""
    found = parent.find(f"{W}{name}") if parent is not None else None
    return get(found, "val") if found is not None else ""


def is_on(element: etree._Element | None) -> bool:
    """Return whether a property is there, and not switched off."""
    return element is not None and get(element, "val") not in ("0", "false", "off")
