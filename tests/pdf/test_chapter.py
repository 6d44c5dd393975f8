"""A page as a chapter: its topics, call-outs, figures and links with page numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html
from lxml.html import HtmlElement

from tests.conftest import SMALL, Built
from tools.model.entities.page import Page
from tools.model.loader import load_publication
from tools.model.publication import Publication
from tools.model.reading.images import read_drawing_title
from tools.pdf.book import render_book
from tools.pdf.chapter import Chapter, read_chapter, resolver_for

ARTICLE = """<article class="md-content__inner"><p>First.</p>
<h2 id="one">One</h2><p>1</p>
<h2 id="list">List</h2><p>Take it.</p><section class="checklist"><p>x</p></section>
<h2 id="two">Two</h2><ul><li>2</li></ul>
<h2 id="three">Three</h2><p><a href="../index.html">home</a></p></article>"""


@pytest.fixture
def page() -> Page:
    """A page of the small publication."""
    return load_publication(SMALL).pages["tidy-tools"]


@pytest.fixture
def chapter(page: Page, tmp_path: Path) -> Chapter:
    """A page with a list between its headings, as a chapter."""
    path = tmp_path / page.url
    path.parent.mkdir(parents=True)
    path.write_text(f"<body>{ARTICLE}</body>", encoding="utf-8")
    publication = load_publication(SMALL)
    publication_settings = publication.settings.model_copy(
        update={"callouts": {"two": "warning", "none": "example"}}
    )
    extra = publication.mkdocs.extra.model_copy(update={"publication": publication_settings})
    settings = publication.mkdocs.model_copy(update={"extra": extra})
    target = resolver_for([publication.pages["start"]])
    return read_chapter(replace(publication, mkdocs=settings), page, tmp_path, target)


def topics(element: HtmlElement) -> Iterator[tuple[str, list[str]]]:
    """Yield the heading and the classes of each topic."""
    for topic in element.xpath("./section"):
        yield topic.xpath("string(./h3)"), topic.get("class", "").split()


def test_headings_and_what_follows_are_topics_with_the_list_last(chapter: Chapter) -> None:
    assert list(topics(chapter.element)) == [
        ("One", ["topic"]),
        ("Two", ["topic", "callout", "callout-warning", "topic-but-one"]),
        ("Three", ["topic", "topic-last"]),
        ("List", ["topic"]),
    ]
    first, *_ = chapter.element
    assert (first.tag, first.text) == ("p", "First.")
    assert chapter.element.xpath("string(./section[2]/ul)") == "2"


def test_a_link_inside_knows_the_place_whose_page_it_prints(chapter: Chapter) -> None:
    (link,) = chapter.element.xpath(".//a")
    assert f"#{link.get('data-page-of')}" == link.get("href")


@pytest.mark.parametrize(
    ("link", "shown"),
    [
        ('<a href="../contact.html">write us</a>.', "write us."),  # no page of the publication
        ('<a href="../about/contact.html">write us</a>.', "write us (on the site: Contact)."),
        ('<a href="../about/contact.html#top">Contact</a>.', "Contact (on the site)."),
        ('<a href="../index.html">home</a>.', "home."),
        ('<a href="https://example.org/">away</a>.', "away."),
        ('<a href="../about/contact.html"></a>.', "."),
    ],
)
def test_a_reference_to_a_page_outside_the_document_says_where_it_is(
    page: Page, tmp_path: Path, link: str, shown: str
) -> None:
    publication = load_publication(SMALL)
    path = tmp_path / page.url
    path.parent.mkdir(parents=True)
    path.write_text(f'<article class="md-content__inner"><p>{link}</p></article>', encoding="utf-8")
    target = resolver_for([publication.pages["start"]])
    for names_site in (True, False):
        made = read_chapter(publication, page, tmp_path, target, names_site=names_site)
        text = str(made.element.text_content()).strip()
        plain = str(html.fromstring(f"<p>{link}</p>").xpath("string()"))
        assert text == (shown if names_site else plain)


def test_every_printed_page_number_has_such_a_place(built: Built) -> None:
    book: HtmlElement = html.document_fromstring(render_book(built.publication, built.site))
    ids = set(book.xpath("//@id"))
    inside = book.xpath("//a[contains(@class, 'inside') or contains(@class, 'book-index-place')]")
    for element in [*inside, *book.xpath("//*[@class='page-of']")]:
        assert element.get("data-page-of") in ids, html.tostring(element)


def test_the_settings_define_the_call_outs(built: Built) -> None:
    book: HtmlElement = html.document_fromstring(render_book(built.publication, built.site))
    for anchor, sort in built.publication.settings.callouts.items():
        headings = [
            heading for heading in book.xpath("//h3/@id") if heading.endswith(f"--{anchor}")
        ]
        found = book.xpath(f"//section[contains(@class, 'callout-{sort}')]/h3/@id")
        assert len(found) > 10
        assert found == headings


def test_the_caption_of_a_figure_is_the_title_of_its_drawing(
    built: Built, built_small: Built
) -> None:
    def captions(publication: Publication, site: Path) -> Iterator[tuple[str, str]]:
        for page in publication.pages.values():
            root: HtmlElement = html.parse(str(site / page.url)).getroot()
            for figure in root.xpath("//figure[@class='drawing']"):
                name = figure.get("id").removeprefix("drawing-")
                (caption,) = figure.xpath("./figcaption")
                assert figure.xpath("./svg/desc"), "the description stays"
                title = read_drawing_title(publication.find_drawing(name))
                yield caption.text_content(), f"{publication.language.word('figure')} {title}"

    for project in (built, built_small):
        found = list(captions(project.publication, project.site))
        assert found
        assert all(caption == expected for caption, expected in found)


def test_pages_before_the_first_part_have_no_number_and_a_part_has_its_summary(
    built: Built,
) -> None:
    publication = built.publication
    front, part, *rest = publication.settings.book
    front = front.model_copy(update={"title": ""})
    part = part.model_copy(update={"title": "Named", "summary": ("Two & a half.", "Begin small.")})
    rest = [one.model_copy(update={"summary": ()}) for one in rest]
    mkdocs = publication.mkdocs.with_publication(book=(front, part, *rest))
    source = render_book(replace(publication, mkdocs=mkdocs), built.site)
    book: HtmlElement = html.document_fromstring(source)
    numbers = [str(one.text_content()) for one in book.find_class("part-number")]
    word = publication.language.word("part")
    assert numbers == [f"{word} {number}" for number, _ in enumerate([part, *rest], 1)]
    (summary,) = book.find_class("part-summary")
    assert [line.text for line in summary] == ["Two & a half.", "Begin small."]
    openings = [str(one.get("id")) for one in book.xpath("//section[@id]") if one.get("id")]
    assert openings[0] == f"page-{front.pages[0]}"
