"""The engine's Markdown: Python-Markdown, with the extensions of the publication.

MkDocs runs the same parser over the same text, and then lets macros and plugins add to it. Here
each macro call is a word of its own, so that only what the author wrote is judged.
"""

import re
from collections.abc import Mapping
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.treeprocessors import Treeprocessor

from tools.markup.html_marks import END_TAG, HTML_MARK, RAW_HTML
from tools.markup.html_tree import parse_html
from tools.markup.normalise import EMPTY_BLOCK

# What MkDocs adds to the extensions in the settings.
ENGINE_EXTENSIONS = ("toc", "tables", "fenced_code")
TEXT_ELEMENTS = {"figcaption", "summary", "p", "caption", "dt"}  # these need no paragraph
MARK = re.compile(rf"{HTML_MARK}(?P<kind>\w)(?P<digits>[0-9a-f]*)")
BEFORE_INLINE = 25  # after the blocks and the footnotes (50), before the text in them (20)


class ReadingExtension(Extension):
    """Makes Python-Markdown read the text that `normalise` writes.

    Lists keep their number and their kind, HTML of the author is put in the place of its marks, and
    empty blocks that kept two others apart are left out.
    """

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (a name of Python-Markdown)
        """Register the lists of CommonMark, and the step that reads the marks of `normalise`."""
        SaneListExtension().extendMarkdown(md)
        md.treeprocessors.register(MarkReader(md), "reading-marks", BEFORE_INLINE)


class MarkReader(Treeprocessor):
    """Reads the marks of `normalise` in the tree of a page."""

    def run(self, root: Element) -> None:
        """Replace the marks in all elements."""
        for table in root.iter("table"):
            remove_empty_body(table)
        for parent in [*root.iter()]:
            if parent.text:  # of a heading, the list of its attributes comes behind
                parent.text = parent.text.removeprefix(EMPTY_BLOCK)
            if any(is_mark(child) for child in parent):
                self.replace_marks(parent)
        for parent in [*root.iter()]:
            for child in [*parent]:
                if child.tag == "p" and not (child.text or len(child)):
                    parent.remove(child)

    def replace_marks(self, parent: Element) -> None:
        """Put HTML in the place of its marks, and what is between two tags inside their element."""
        places = [parent]
        children = [*parent]
        for child in children:
            parent.remove(child)
        for child in children:
            kind, text = decode_mark(child)
            if not kind:
                places[-1].append(child)
            elif kind == RAW_HTML:
                child.text = MARK.sub(self.md.htmlStash.store(text), child.text or "", count=1)
                places[-1].append(child)
            elif kind == END_TAG:
                if len(places) > 1:
                    end_element(places.pop())
            elif (element := create_element(text)) is not None:
                places[-1].append(element)
                places.append(element)
            else:
                child.text = self.md.htmlStash.store(text)
                places[-1].append(child)


def remove_empty_body(table: Element) -> None:
    """Remove the row of empty cells that Python-Markdown adds to a table with a head only."""
    for body in table.findall("tbody"):
        cells = [*body.iter("td")]
        if len(body) == 1 and not any((cell.text or "").strip() or len(cell) for cell in cells):
            table.remove(body)


def is_mark(element: Element) -> bool:
    """Return whether a paragraph is a mark for HTML."""
    return element.tag == "p" and (element.text or "").startswith(HTML_MARK)


def decode_mark(element: Element) -> tuple[str, str]:
    """Return the kind of a mark and its HTML; empty texts for any other element."""
    mark = MARK.match(element.text or "") if is_mark(element) else None
    return (mark["kind"], bytes.fromhex(mark["digits"]).decode()) if mark else ("", "")


def create_element(tag: str) -> Element | None:
    """Return the element of an opening tag without `markdown`, or None if it cannot be read."""
    parsed, errors = parse_html(tag)
    element = next(parsed.iter(), None)
    if element is None or not all(error.is_unbalanced for error in errors):
        return None
    attributes = {key: value for key, value in element.attributes.items() if key != "markdown"}
    return Element(element.tag, attributes)


def end_element(element: Element) -> None:
    """Take the text of an element that holds only text out of its paragraph."""
    if element.tag in TEXT_ELEMENTS and len(element) == 1 and element[0].tag == "p":
        paragraph = element[0]
        element.text = paragraph.text
        element.remove(paragraph)
        element.extend([*paragraph])


def create_engine(extensions: Mapping[str, Mapping[str, Any] | None], *more: Extension) -> Markdown:
    """Return the engine's Markdown with the extensions of the settings, each with its options.

    Raises an error of the extension itself when it cannot be loaded with these options.
    """
    names = list(dict.fromkeys([*ENGINE_EXTENSIONS, *extensions]))
    return Markdown(
        extensions=[*names, *more, ReadingExtension()],
        extension_configs={name: dict(values) for name, values in extensions.items() if values},
    )
