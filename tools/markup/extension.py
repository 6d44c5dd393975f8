"""An extension of Python-Markdown that adapts the HTML of the others, for MkDocs and for the rules.

The extensions in the settings decide how a page is written; this one decides what is built of it.
No element gets a style, an input or an id that others may count on, so that the strict security
policy holds, a page works without scripts, and paper, search and hand-outs get plain text:

- boxes and folded details without a title of their own get one in the language of the page;
- tabs become titled blocks, one below the other, of which a script makes tabs;
- footnotes get a title, and roles and names for those who listen (DPUB-ARIA 1.1);
- the boxes of task lists are pictures with words, as nobody can tick them;
- the alignment of table columns becomes a class, and lists of terms have one;
- places that are named in an old way (`<a name="…">`) get an id, and `</br>` is written `<br>`;
- comments to editors are left out.
"""

import re
from collections.abc import Container, Iterator, Mapping
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import HTML_PLACEHOLDER

TITLE_PREFIX = "admonition_"  # of the words for boxes: `admonition_note`
BACK_SIGN = "↑"  # that of the extension, ↩, is an emoji in some fonts
AFTER_ALL_EXTENSIONS = 1  # MkDocs itself has 0 and below
ALIGNMENT = re.compile(r"text-align: (left|center|right);")
# As a browser reads one: it may also end with `--!>`, or where it begins.
COMMENT = re.compile(r"<!--(?:-?>|.*?(?:--!?>|\Z))", re.DOTALL)
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
LINE_PREFIX = "__codelineno"  # of the names of lines of code, which the engine writes
NAMED_PLACE = re.compile(
    r"(?P<before><a(?=\s)[^<>]*?)\sname=(?P<value>\"[^\"<>]*\"|'[^'\"<>]*'|[^\s\"'=<>`]+)"
    r"(?P<after>[^<>]*>)",
    re.IGNORECASE,
)
PICTURE_WITHOUT_WORDS = re.compile(r"<img(?=\s)(?![^<>]*\salt(?:=|\s|/?>))", re.IGNORECASE)
ID_ATTRIBUTE = re.compile(r"\sid=", re.IGNORECASE)
END_OF_BREAK = re.compile(r"</br\s*>", re.IGNORECASE)  # which browsers take for a break
TASK_BOX = re.compile(
    r'(?:<label class="task-list-control">)?<input type="checkbox"(?: disabled)?(?P<done> checked)?'
    r' ?/>(?:<span class="task-list-indicator"></span></label>)?'
)


class MarkupExtension(Extension):
    """Adapts the HTML of the other extensions; `words` are those of the interface, by their key."""

    def __init__(self, words: Mapping[str, str]) -> None:
        super().__init__()
        self.words = words

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (a name of Python-Markdown)
        """Register the step that adapts a page, after those of all extensions."""
        step = MarkupAdapter(md, self.words)
        md.treeprocessors.register(step, "markup", AFTER_ALL_EXTENSIONS)


class MarkupAdapter(Treeprocessor):
    """Adapts the element tree of a page, and the HTML that is kept apart from it until the end."""

    def __init__(self, md: Markdown, words: Mapping[str, str]) -> None:
        super().__init__(md)
        self.words = words

    def run(self, root: Element) -> None:
        """Adapt all forms on a page."""
        for box in [*root.iter("div"), *root.iter("details")]:
            set_default_title(box, self.words)
        for tab_set in find_by_class(root, "div", "tabbed-set"):
            convert_tab_set(tab_set)
        for notes in find_by_class(root, "div", "footnote"):
            convert_footnotes(notes, self.words)
        for reference in find_by_class(root, "a", "footnote-ref"):
            reference.set("role", "doc-noteref")
        for terms in root.iter("dl"):
            terms.set("class", f"definitions {terms.get('class', '')}".strip())
        for cell in [*root.iter("th"), *root.iter("td")]:
            convert_alignment(cell)
        heading_ids = {element.get("id", "") for element in root.iter() if element.tag in HEADINGS}
        for place in root.iter("a"):
            rename_place(place, heading_ids)
        self.adapt_stash(root, heading_ids)

    def adapt_stash(self, root: Element, heading_ids: Container[str]) -> None:
        """Adapt the HTML that stands in the tree as placeholders only: comments and task boxes."""
        empty: set[str | None] = set()
        blocks = self.md.htmlStash.rawHtmlBlocks
        for number, block in enumerate(blocks):
            if not isinstance(block, str):
                continue
            if box := TASK_BOX.fullmatch(block.strip()):
                word = self.words["task_done" if box["done"] else "task_open"]
                done = " task-box-done" if box["done"] else ""
                blocks[number] = (
                    f'<span class="task-box{done}" role="img" aria-label="{word}"></span> '
                )
                continue
            blocks[number] = block = correct_html(block, heading_ids)
            if "<!--" in block:
                # A space, so that what stands around a comment does not become one tag.
                blocks[number] = rest = COMMENT.sub(" ", block)
                if not rest.strip():
                    empty.add(HTML_PLACEHOLDER % number)
        for parent in root.iter() if empty else ():
            for child in [*parent]:
                if child.tag == "p" and child.text in empty and not len(child):
                    parent.remove(child)


def rename_place(place: Element, heading_ids: Container[str]) -> None:
    """Make an id of the name of a place, unless it has one or a heading has the same."""
    name = place.get("name")
    if name is not None and not name.startswith(LINE_PREFIX):
        del place.attrib["name"]
        if name not in heading_ids and "id" not in place.attrib:
            place.set("id", name)


def correct_html(text: str, heading_ids: Container[str]) -> str:
    """Return HTML of an author as the standard has it, in what every browser reads the same.

    The names of places become ids, unless these have one or a heading has the same. A picture
    without words is decoration; the rules for links tell of it.
    """

    def rename(tag: re.Match[str]) -> str:
        name = tag["value"].strip("\"'")
        has_id = name in heading_ids or ID_ATTRIBUTE.search(tag[0])
        return tag["before"] + ("" if has_id else f' id="{name}"') + tag["after"]

    text = PICTURE_WITHOUT_WORDS.sub(r'\g<0> alt=""', text)
    return END_OF_BREAK.sub("<br>", NAMED_PLACE.sub(rename, text))


def find_by_class(root: Element, tag: str, name: str) -> list[Element]:
    """Return the elements of a tag that have a class."""
    return [element for element in root.iter(tag) if name in element.get("class", "").split()]


def set_default_title(box: Element, words: Mapping[str, str]) -> None:
    """Set the title of a box that has none of its own, which is then its English class."""
    classes = [name for name in box.get("class", "").split() if name != "admonition"]
    title = next(iter(box), None)
    if not classes or title is None:
        return
    is_title = title.tag == "summary" or title.get("class") == "admonition-title"
    word = words.get(TITLE_PREFIX + classes[0].lower())
    if is_title and word and title.text == classes[0].capitalize() and not len(title):
        title.text = word


def convert_tab_set(tab_set: Element) -> None:
    """Replace the inputs and labels of a set of tabs by a title above each block."""
    inputs = [child for child in tab_set if child.tag == "input"]
    labels = tab_set.findall("label") + tab_set.findall("div[@class='tabbed-labels']/label")
    parts = zip(inputs, labels, [*iter_tab_blocks(tab_set)], strict=True)
    for child in [*tab_set]:
        tab_set.remove(child)
    tab_set.attrib.clear()
    tab_set.set("class", "tab-set")
    for control, label, block in parts:
        tab = SubElement(tab_set, "div", {"class": "tab"})
        if "checked" in control.attrib and control is not inputs[0]:
            tab.set("data-selected", "")
        label.tag, label.tail = "p", None
        label.attrib.clear()
        label.set("class", "tab-title")
        tab.extend([label, *block])
        tab[0].tail = block.text


def iter_tab_blocks(tab_set: Element) -> Iterator[Element]:
    """Yield the contents of tabs, in either of the forms that pymdownx writes."""
    for content in tab_set:
        if content.get("class") == "tabbed-content":
            blocks = [child for child in content if child.get("class") == "tabbed-block"]
            yield from blocks or [content]


def convert_footnotes(notes: Element, words: Mapping[str, str]) -> None:
    """Add a title and roles to the notes below a page, and a name to each link back."""
    notes.tag = "section"
    notes.attrib.clear()
    notes.attrib.update(
        {"class": "footnotes", "role": "doc-endnotes", "aria-label": words["notes"]}
    )
    title = Element("p", {"class": "label"})
    title.text = words["notes"]
    for line in notes.findall("hr"):
        notes.remove(line)
    notes.insert(0, title)
    for number, note in enumerate(notes.iterfind("ol/li"), 1):
        links = find_by_class(note, "a", "footnote-backref")
        for count, link in enumerate(links, 1):
            name = words["note_back"].format(number=number)
            link.attrib.pop("title", None)
            link.text = BACK_SIGN
            link.set("class", "note-back")
            link.set("role", "doc-backlink")
            link.set("aria-label", f"{name} ({count})" if len(links) > 1 else name)


def convert_alignment(cell: Element) -> None:
    """Replace the alignment of a cell, a style, by a class."""
    alignment = ALIGNMENT.fullmatch(cell.get("style", ""))
    if alignment:
        del cell.attrib["style"]
        cell.set("class", f"{cell.get('class', '')} align-{alignment[1]}".strip())
