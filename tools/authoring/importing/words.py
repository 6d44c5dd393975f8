"""Words as a page can have them, and the marks before them that only say that a list is there."""

import re
from dataclasses import replace
from typing import NamedTuple

from tools.authoring.importing.parts import Cell, Place, Text
from tools.model.reading.characters import FORBIDDEN_CHARACTERS

# White space of every kind but the no-break space, which is part of the words.
WHITE_SPACE = re.compile(r"[ \t\r\n\x0b\x0c\x1c-\x1f\x85\u2000-\u200a\u2028\u2029\u3000]+")
# Invisible, inside words: soft hyphens, zero width spaces, word joiners and byte order marks.
INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
EDGE = " \u00a0\u202f"
EMPTY_BOXES, TICKED_BOXES = "☐□▢◻◽⬜❏❐❑❒🔲🔳", "☑☒✓✔✗✘✅🗹🗷🗸⊠"
# Boxes in the private characters of Wingdings, as Word writes them.
EMPTY_SYMBOLS, TICKED_SYMBOLS = "\uf06f\uf070\uf071\uf072\uf0a8", "\uf0fb\uf0fc\uf0fd\uf0fe"
BULLETS = "•◦▪▫■●○‣⁃∙·➢➤►▸❖\uf0b7\uf0a7\uf0d8\uf076"
EMPTY_BOX = rf"[{EMPTY_BOXES}{EMPTY_SYMBOLS}]\ufe0f?|\[[ _]?\]|\( \)"
TICKED_BOX = rf"[{TICKED_BOXES}{TICKED_SYMBOLS}]\ufe0f?|\[[xX✓✔]\]"
MARKER = re.compile(
    rf"(?P<empty>{EMPTY_BOX})|(?P<ticked>{TICKED_BOX})|(?P<bullet>[{BULLETS}]|[-–—*+](?=[ \u00a0]))"
    r"|(?P<number>(?:\d{1,3}[.)]|[a-z]\))(?=[ \u00a0]))"
)
# A field in a line of its own: `Label: value`.
DETAIL = re.compile(r"(?P<label>[^\W\d_][^:.!?]{0,39}?)[ \u00a0]*:(?:[ \u00a0]+(?P<value>.*))?")
MAX_LABEL_WORDS = 4


class Marked(NamedTuple):
    """Words without the marker before them, and what that was."""

    words: str
    is_listed: bool = False
    has_box: bool = False
    is_ticked: bool = False


def clean(raw: str) -> tuple[str, tuple[str, ...]]:
    """Return words on one line, and the code points of characters that no page may have."""
    words = INVISIBLE.sub("", WHITE_SPACE.sub(" ", raw))
    removed = tuple(
        dict.fromkeys(f"U+{ord(sign):04X}" for sign in FORBIDDEN_CHARACTERS.findall(words))
    )
    return FORBIDDEN_CHARACTERS.sub("", words).strip(EDGE), removed


def create_text(raw: str, place: Place) -> Text:
    """Return a text without marks."""
    words, removed = clean(raw)
    return Text(words, place, removed=removed)


def split_marker(words: str) -> Marked:
    """Return words without the bullet, number or box before them, or the box behind them."""
    is_listed = has_box = is_ticked = False
    while marker := MARKER.match(words):
        if is_listed and marker["number"]:
            break
        is_listed = True
        has_box = has_box or bool(marker["empty"] or marker["ticked"])
        is_ticked = is_ticked or bool(marker["ticked"])
        words = words[marker.end() :].strip(EDGE)
    if behind := re.search(rf"(?:{EMPTY_BOX})$", words):
        return Marked(words[: behind.start()].strip(EDGE), True, True, is_ticked)
    return Marked(words, is_listed, has_box, is_ticked)


def split_box(words: str) -> Marked:
    """Return words without a box before them; other markers stay."""
    found = re.match(rf"(?:{EMPTY_BOX}|(?P<ticked>{TICKED_BOX}))+", words)
    if not found:
        return Marked(words)
    return Marked(words[found.end() :].strip(EDGE), True, True, bool(found["ticked"]))


def split_detail(words: str) -> tuple[str, str] | None:
    """Return the label and the value in a line such as `Who: the lead`, if it is one."""
    found = DETAIL.fullmatch(words)
    if not found or len(found["label"].split()) > MAX_LABEL_WORDS:
        return None
    return found["label"].strip(EDGE), (found["value"] or "").strip(EDGE)


def create_cell(raw: str, place: Place) -> Cell:
    """Return a cell without marks; its lines are those of the text."""
    lines = [create_text(line, place) for line in re.split(r"\r\n|[\r\n\x0b\u2028]", raw)]
    return box_cell(Cell(tuple(line for line in lines if line.words), place))


def box_cell(cell: Cell) -> Cell:
    """Return a cell with the box that its first line begins with as a box."""
    if not cell.lines:
        return cell
    first, *rest = cell.lines
    marked = split_box(first.words)
    if not marked.has_box:
        return cell
    lines = (replace(first, words=marked.words), *rest)
    return replace(
        cell,
        lines=tuple(line for line in lines if line.words),
        has_box=True,
        is_ticked=marked.is_ticked,
    )
