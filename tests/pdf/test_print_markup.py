"""The forms of ordinary writing on paper: open, complete, and with their roles in the structure."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from lxml import html
from lxml.html import HtmlElement

from tests.conftest import Built
from tests.pdf.read_back import destination_pages, pdftotext
from tests.pdf.tagged_pdf import Element, TaggedPdf
from tools.pdf.print_markup import adapt_markup

FOLDED = "<details class='tip'><summary>Titel</summary><p>Tekst</p></details>"
NOTES = (
    "<p>Een<sup id='fnref:1'>"
    "<a class='footnote-ref' role='doc-noteref' href='#fn:1'>1</a></sup></p>"
    "<section class='footnotes' role='doc-endnotes'><p class='label'>Noten</p><ol><li id='fn:1'>"
    "<p>Noot <a class='note-back' role='doc-backlink' href='#fnref:1'>↑</a></p></li></ol></section>"
)


def adapt(source: str) -> tuple[HtmlElement, HtmlElement | None]:
    """Adapt an article, and return it with its footnotes."""
    article = html.fragment_fromstring(source, create_parent="article")
    return article, adapt_markup(article)


def test_details_are_open_under_their_title() -> None:
    article, _ = adapt(FOLDED + "<details><summary><p>Los</p></summary>x</details>")
    assert not article.xpath(".//details | .//summary")
    first, second = article
    assert (first.tag, first.get("class")) == ("div", "tip details")
    assert first[0].text_content() == "Titel"
    assert (second[0].tag, second[0].get("class")) == ("div", "admonition-title")


@pytest.mark.parametrize(("done", "name"), [("", "task-open"), (" task-box-done", "task-done")])
def test_a_task_box_is_a_picture_with_words(done: str, name: str) -> None:
    article, _ = adapt(f"<span class='task-box{done}' role='img' aria-label='Gedaan'></span>")
    (image,) = article.iter("img")
    assert (image.get("src"), image.get("alt")) == (f"/assets/drawings/{name}.svg", "Gedaan")


def test_an_abbreviation_is_spelled_out_once() -> None:
    article, _ = adapt("<p>" + "<abbr title='Ondernemingsraad'>OR</abbr> en " * 2 + "</p>")
    assert article.text_content() == "OR (Ondernemingsraad) en OR en "
    assert [one.get("title") for one in article.iter("abbr")] == [None, "Ondernemingsraad"]


@pytest.mark.parametrize(
    ("attributes", "style"),
    [
        ("width='300'", "width: 300px"),
        ("width='50%' height='20px'", "width: 50%; height: 20px"),
        ("width='expression(1)'", None),
        ("", None),
    ],
)
def test_the_size_of_a_picture_becomes_a_style(attributes: str, style: str | None) -> None:
    article, _ = adapt(f"<img src='a.png' alt='x' {attributes}>")
    assert article[0].get("style") == style
    assert "width" not in article[0].attrib


@pytest.mark.parametrize(
    ("link", "shown"),
    [
        ("<a href='https://example.org/v'><img src='a.png' alt='x'></a>", True),
        ("<a href='https://example.org/v' class='md-button'>Film</a>", True),
        ("<a href='https://example.org/v'>Film</a>", False),
        ("<a href='https://example.org/v'><img src='a.png' alt='x'> Film</a>", False),
        ("<a href='page.html'><img src='a.png' alt='x'></a>", False),
    ],
)
def test_the_address_of_a_picture_or_button_is_shown(link: str, shown: bool) -> None:
    article, _ = adapt(link)
    assert ("https://example.org/v" in article.text_content()) is shown


def test_footnotes_are_a_section_of_their_own() -> None:
    article, notes = adapt(NOTES)
    assert notes is not None
    assert notes.getparent() is None
    assert notes.findtext("h2") == "Noten"
    assert [note.get("id") for note in notes.xpath(".//li/*[@role='doc-footnote']")] == ["fn:1"]
    assert not article.find_class("footnotes")


def test_an_article_without_notes_has_no_such_section() -> None:
    assert adapt("<p>x</p>")[1] is None


@pytest.fixture(
    scope="module", params=["downloads/chapters/writing.pdf", "downloads/good-sheds.pdf"]
)
def path(request: pytest.FixtureRequest, built_small: Built) -> Path:
    """The hand-out of the page that holds everything, and the book."""
    return built_small.site / str(request.param)


@pytest.fixture(scope="module")
def tagged(path: Path) -> Iterator[TaggedPdf]:
    """The structure of that file."""
    with pikepdf.open(path) as pdf:
        yield TaggedPdf(pdf)


def links_of(element: Element) -> list[Element]:
    """Return the links in an element."""
    found = [Element(str(child.S)[1:], child, ()) for child in element.elements]
    return [
        link for child in found for link in ([child] if child.kind == "Link" else links_of(child))
    ]


def destinations(element: Element) -> list[str]:
    """Return the destinations of the links in an element."""
    return [str(link.Dest) for one in links_of(element) for link in one.annotations]


def test_notes_have_ids_and_lead_back(tagged: TaggedPdf) -> None:
    notes = tagged.of_kind("Note")
    ids = [str(note.obj.ID) for note in notes]
    assert ids == ["writing--fn:path", "writing--fn:long"]
    tree = pikepdf.NameTree(tagged.root.IDTree)
    assert {name: value.objgen for name, value in tree.items()} == {
        str(note.obj.ID): note.obj.objgen for note in notes
    }
    assert [len(destinations(note)) for note in notes] == [3, 1]
    places = destination_pages(tagged.pdf)
    assert all(name in places for note in notes for name in destinations(note))
    assert all(
        str(annotation.Contents).startswith("Back to note")
        for note in notes
        for link in links_of(note)
        for annotation in link.annotations
    )


def test_calls_are_references_that_lead_to_their_note(tagged: TaggedPdf) -> None:
    calls = [call for call in tagged.of_kind("Reference") if "TOCI" not in call.ancestors]
    names = [name for call in calls for name in destinations(call)]
    path, long = "writing--fn:path", "writing--fn:long"
    assert names == [path, path, long, path]
    assert [tagged.text(call).strip() for call in calls] == ["1", "1", "2", "1"]
    assert "TD" in calls[3].ancestors


@pytest.mark.integration
def test_calls_and_notes_print_no_page_number(path: Path) -> None:
    text = pdftotext(path, "-raw")
    assert "at the end1, may come back1, and may be long2." in " ".join(text.split())


def test_an_abbreviation_that_is_not_spelled_out_has_its_meaning(tagged: TaggedPdf) -> None:
    spans = [span for span in tagged.of_kind("Span") if "/E" in span.obj]
    assert [(tagged.text(span).strip(), str(span.obj.E)) for span in spans] == [
        ("HTML", "Hypertext Markup Language.")
    ] * len(spans)
    assert spans


def test_task_boxes_have_words(tagged: TaggedPdf) -> None:
    words = [str(figure.obj.get("/Alt")) for figure in tagged.of_kind("Figure")]
    assert [word for word in words if word in ("To do", "Done")] == [
        "To do",
        "Done",
        "Done",
        "To do",
    ]
