"""The page that holds everything says all of it in every output: nothing folded, lost or raw."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import html

from tests.conftest import Built
from tests.pdf.read_back import join_lines, pdftotext
from tools.pdf.composer import piece_path
from tools.site.built_pages import extract_text, read_pages
from tools.site.search_index import build_index

# From each form a piece of its text, as a reader sees it.
PHRASES = (
    "A note stands at the end",
    "The shed opens at nine.",
    "one who can lift;",
    "Mind the step",
    "Question",
    "Who has the key?",
    "Hang the key where it is seen.",
    "Important",
    "A plain quotation keeps its bar.",
    "How the lock works",
    "This box is folded on the page",
    "Keep fingers out of the hinge.",
    "This one is open from the start.",
    "Folded as well, and safe.",
    "By hand",
    "Sweep below it.",
    "With a machine",
    "Before you start",
    "Dust settles by itself.",
    "Tuesday",
    "Wednesday",
    "CO₂ as typed; added later.",
    "and a line break.",
    'Inline code shows tags: <div class="x">',
    'print("{}")',
    "Shadow board",
    "Painted once, used for years.",
    "Count the hooks",
    "Buy paint",
    "Weight in kg",
    "12.5",
    "The shed in spring.",
    "on our own network",
    "the keeper",
    "Watch the film",
    "Find the shed on the map",
    "Once, one afternoon.",
    "count.py",
    "return len(hooks)",
    'python count.py --shed "Good Sheds" | sort',
    "Read the number.",
    "The path is the same each week.",
    "It ends at the bench, after a second paragraph.",
)
# Marks of Markdown that must not reach a reader.
RAW = re.compile(
    r"!!!|\?\?\?|=== |\[!|\[\^|~~|==|\*\[|\[[ xX]\]|\{ ?\.|\{ ?width|```|<!--|remark to editors"
)
PAGE = "writing"


def read_page(built: Built) -> str:
    """Return the text of the page."""
    (article,) = read_pages(built.site)[f"{PAGE}.html"].root.xpath("//article")
    return extract_text(article)


def read_handout(built: Built) -> str:
    """Return the text of the page's own hand-out."""
    return join_lines(pdftotext(built.site / "downloads" / "chapters" / f"{PAGE}.pdf"))


def read_book(built: Built) -> str:
    """Return the text of the book, from the page's title on."""
    text = join_lines(pdftotext(built.site / "downloads" / "good-sheds.pdf"))
    return text[text.rindex("A note stands at the end") :][:20_000]


def read_piece(built: Built) -> str:
    """Return the text of the page in a hand-out that a reader composes."""
    script = (built.site / piece_path(built.publication.pages[PAGE])).read_text(encoding="utf-8")
    pieces = json.loads(script[script.index("{") : script.rindex("}") + 1])
    return extract_text(html.fragment_fromstring(pieces["chapter"]))


def read_index(built: Built) -> str:
    """Return what the search index holds of the page: titles and texts."""
    pages = build_index(built.publication, built.site)["pages"]
    (page,) = [page for page in pages if page["url"] == f"{PAGE}.html"]
    return " ".join(" ".join(f"{title} {text}".split()) for _, _, title, text in page["places"])


OUTPUTS: dict[str, Callable[[Built], str]] = {
    "page": read_page,
    "handout": read_handout,
    "book": read_book,
    "composer": read_piece,
    "search": read_index,
}


def squeeze(text: str) -> str:
    """Remove white space, as lines break where the output has room."""
    return re.sub(r"\s+", "", text)


@pytest.mark.integration
@pytest.mark.parametrize("output", OUTPUTS)
def test_every_form_is_in_every_output(built_small: Built, output: str) -> None:
    text = OUTPUTS[output](built_small)
    squeezed = squeeze(text)
    assert [phrase for phrase in PHRASES if squeeze(phrase) not in squeezed] == []
    assert RAW.findall(text) == []


def test_the_phrases_are_those_of_the_page() -> None:
    source = (Path(__file__).parent.parent / "fixtures/small/docs/writing.md").read_text("utf-8")
    plain = squeeze(re.sub(r"[*~=^`]|\{.*?\}", "", source))
    defaults = {"Question", "Important"}  # titles that the page does not write
    missing = [p for p in PHRASES if squeeze(re.sub(r"[~=^`]", "", p)) not in plain]
    assert set(missing) <= {*defaults, 'print("{}")', "CO₂ as typed; added later."}


def test_the_page_has_no_style_and_nothing_that_acts(built_small: Built) -> None:
    (article,) = read_pages(built_small.site)[f"{PAGE}.html"].root.xpath("//article")
    assert article.xpath(".//@style | .//@align | .//input | .//label | .//script") == []
    assert article.xpath(".//comment()") == []


def test_columns_are_aligned_on_every_output(built_small: Built) -> None:
    (article,) = read_pages(built_small.site)[f"{PAGE}.html"].root.xpath("//article")
    assert len(article.xpath(".//td[@class='align-right']")) == 3


def test_a_search_finds_no_mark_of_a_note_in_a_word(built_small: Built) -> None:
    text = read_index(built_small)
    assert "A note stands at the end, may come back, and may be long." in text
    assert "↑" not in text


def test_a_search_finds_what_an_abbreviation_means(built_small: Built) -> None:
    pages = build_index(built_small.publication, built_small.site)["pages"]
    words = {page["url"]: page["words"] for page in pages}
    assert "Hypertext Markup Language." in words[f"{PAGE}.html"]
