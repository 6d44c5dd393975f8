"""Tables get the first layout in which their words stay whole; topics are as high as headings."""

from __future__ import annotations

from itertools import repeat

import pytest
from lxml import html
from lxml.html import HtmlElement

from tests.conftest import SMALL
from tools.model.loader import load_publication
from tools.model.publication import Publication
from tools.pdf.fit import fit_headings, fit_tables
from tools.pdf.font_metrics import HEADING_FONT, count_lines, font_of, split_syllables

WORD = "communication"


@pytest.fixture(scope="module")
def publication() -> Publication:
    return load_publication(SMALL)


def make_table(columns: int, text: str = WORD) -> str:
    """Return a table of one row."""
    return f"<table><tr>{''.join(f'<td>{text}</td>' for _ in repeat(None, columns))}</tr></table>"


def make_article(body: str) -> HtmlElement:
    """Return an article with this HTML in it."""
    return html.fragment_fromstring(f"<article>{body}</article>")


@pytest.mark.parametrize(
    ("columns", "text", "classes", "turned"),
    [
        (3, WORD, "", False),
        (12, "1", "", False),
        (6, WORD, "table-wide", False),
        (10, WORD, "table-wide table-small", False),
        (17, WORD, "table-small table-broken", True),
        (2, "x" * 50, "table-wide table-small", False),
        (4, "Many words in one cell. " * 90, "table-small table-broken", True),
    ],
)
def test_a_table_gets_the_first_layout_that_fits(
    publication: Publication, columns: int, text: str, classes: str, turned: bool
) -> None:
    article = make_article(f"<h3>Above</h3>{make_table(columns, text)}<p>Below.</p>")
    fit_tables(article, publication)
    (table,) = article.iter("table")
    assert table.get("class", "") == classes
    page = table.getparent()
    assert (page.get("class") == "turned") is turned
    assert [one.tag for one in page] == (["h3", "table"] if turned else ["h3", "table", "p"])


def test_a_table_in_a_list_stays_there(publication: Publication) -> None:
    article = make_article(f"<ul><li>{make_table(17)}</li><li>{make_table(2)}</li></ul>")
    fit_tables(article, publication)
    broken, whole = article.iter("table")
    assert (broken.get("class"), whole.get("class")) == ("table-small table-broken", None)
    assert [one.tag for one in article] == ["ul"]


def test_tables_of_the_generator_keep_their_styles(publication: Publication) -> None:
    own = make_table(17).replace("<table", '<table class="scan-table"')
    article = make_article(f"{own}<div class='accountability'>{make_table(17)}</div>")
    fit_tables(article, publication)
    assert [table.get("class") for table in article.iter("table")] == ["scan-table", None]


@pytest.mark.parametrize(
    ("heading", "style"),
    [
        ("Short", None),
        ("A heading that takes two lines", "--lines: 2"),
        ("A heading in the margin that takes more lines", "--lines: 3"),
    ],
)
def test_a_topic_is_as_high_as_its_heading(
    publication: Publication, heading: str, style: str | None
) -> None:
    article = make_article(f"<section class='topic'><h2>{heading}</h2></section>")
    fit_headings(article, publication)
    assert article[0].get("style") == style


def test_lines_of_a_long_word_and_of_a_word_with_hyphens(publication: Publication) -> None:
    font = font_of(publication, HEADING_FONT)
    width = font.measure("mmmm", 10) + 0.01
    assert count_lines("mmmm", width, font, 10) == 1
    assert count_lines("mmmm mmmm", width, font, 10) == 2
    assert count_lines("mm-mmmm", width, font, 10) == 2
    assert count_lines("m" * 10, width, font, 10) >= 3


def test_words_are_hyphenated_as_in_their_language() -> None:
    assert split_syllables("communication,", "en") == ["commu-", "nication,"]
    assert split_syllables("Arbeidsomstandigheden", "nl") == ["Arbeids-", "omstan-", "digheden"]
    assert split_syllables("communication", "xx") == ["communication"]
