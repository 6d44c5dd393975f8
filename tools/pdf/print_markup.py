"""The forms of ordinary writing on paper: nothing folded, nothing that needs a pointer to read.

They come from the built page as `tools/markup` makes them. Folded details and tabs stand open under
their titles, footnotes become a section with the roles that the structure tree knows, boxes of
tasks become pictures with words, the first use of an abbreviation is followed by its meaning, and
the address of a picture or button that leads to another site stands below it.
"""

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from lxml.html import HtmlElement

TASK_PICTURES = {False: "task-open", True: "task-done"}  # in the theme's `assets/drawings/`
LENGTH = re.compile(r"(\d{1,4})(?:px)?|(\d{1,3}%)")  # as browsers read `width` and `height`


def adapt_markup(article: HtmlElement) -> HtmlElement | None:
    """Adapt the markup of an article; return the section of its footnotes, taken out, if any."""
    unfold_details(article.iter("details"))
    draw_task_boxes(article.find_class("task-box"))
    spell_out_abbreviations(article.iterfind(".//abbr[@title]"))
    for image in article.iter("img"):
        set_size(image)
    for link in [*article.iter("a")]:
        show_address(link)
    return take_footnotes(article)


def unfold_details(elements: Iterable[HtmlElement]) -> None:
    """Make blocks of details, with the summary as their title."""
    for details in [*elements]:
        details.tag = "div"
        details.classes.add("details")
        details.attrib.pop("open", None)
        for summary in details.iterchildren("summary"):
            summary.tag = "div" if len(summary.xpath("./p | ./h2 | ./h3 | ./h4")) else "p"
            summary.set("class", "admonition-title")


def draw_task_boxes(boxes: Iterable[HtmlElement]) -> None:
    """Make pictures of the boxes of tasks; their words are the alternative text."""
    for box in [*boxes]:
        name = TASK_PICTURES["task-box-done" in box.classes]
        box.tag = "img"
        words = box.get("aria-label", "")
        box.attrib.clear()
        box.attrib.update(
            {"class": "task-box", "src": f"/assets/drawings/{name}.svg", "alt": words}
        )


def spell_out_abbreviations(abbreviations: Iterable[HtmlElement]) -> None:
    """Put the meaning of an abbreviation after its first use; others keep it as a property."""
    known: set[tuple[str, str]] = set()
    for abbreviation in [*abbreviations]:
        text, meaning = str(abbreviation.text_content()), abbreviation.get("title", "")
        if meaning and (text, meaning) not in known:
            known.add((text, meaning))
            abbreviation.tail = f" ({meaning}){abbreviation.tail or ''}"
            del abbreviation.attrib["title"]


def set_size(image: HtmlElement) -> None:
    """Make a style of the size of a picture, as print styles do not read these attributes."""
    sizes = [
        f"{name}: {found[2] or f'{found[1]}px'}"
        for name in ("width", "height")
        if (found := LENGTH.fullmatch(image.attrib.pop(name, "").strip()))
    ]
    if sizes:
        image.set("style", "; ".join(sizes))


def show_address(link: HtmlElement) -> None:
    """Put the address of a link to another site below it, when that is a picture or a button."""
    address = link.get("href", "")
    is_picture = link.find(".//img") is not None and not str(link.text_content()).strip()
    if urlsplit(address).scheme in ("http", "https") and (
        is_picture or "md-button" in link.classes
    ):
        shown = link.makeelement("span", {"class": "link-address"})
        shown.text = address
        link.append(shown)


def take_footnotes(article: HtmlElement) -> HtmlElement | None:
    """Take the footnotes out as a section with a heading, or return None when there are none.

    Each note becomes an element of its own in its item, with the id.
    """
    for notes in article.find_class("footnotes"):
        for title in notes.find_class("label"):
            title.tag = "h2"
            title.attrib.clear()
        for link in notes.find_class("note-back"):
            link.attrib.pop("role", None)
        for item in notes.iterfind("ol/li"):
            note = item.makeelement("div", {"role": "doc-footnote", "id": item.get("id", "")})
            item.attrib.pop("id", None)
            note.text, item.text = item.text, None
            note.extend([*item])
            item.append(note)
        notes.attrib.clear()
        notes.set("class", "topic footnotes")
        notes.getparent().remove(notes)
        return notes
    return None
