"""Pagination, also of content that is hard to split: nothing is lost, doubled or hidden."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page

from tests.conftest import Built
from tests.scripts.test_composer import PAGE

# Paginate a source with the scripts and styles of the page.
FILL = """(source) => {
  const root = document.getElementById("hand-out")
  root.closest("[data-part=pages]").hidden = root.hidden = false
  root.textContent = ""
  const template = document.querySelector("template[data-template=page]")
  const content = document.createElement("template")
  content.innerHTML = source
  const bodies = []
  paginate(document.importNode(content.content, true), () => {
    root.append(template.content.cloneNode(true))
    bodies.push(root.lastElementChild.querySelector(".paper-body"))
    return bodies.at(-1)
  })
  return bodies.map(body => {
    const foot = body.getBoundingClientRect().bottom + 2
    const low = element => element.getBoundingClientRect().bottom > foot
    const over = [...body.querySelectorAll("*")].filter(low)
    return {text: body.textContent, html: body.innerHTML, over: over.map(e => e.tagName)}
  })
}"""
WORDS = " ".join(f"woord{number}" for number in range(3000))
ROWS = "".join(f"<tr><td>rij {number}</td><td>{'tekst ' * 12}</td></tr>" for number in range(80))
ITEMS = "".join(f"<li>punt {number} {'tekst ' * 12}</li>" for number in range(80))
LEAST_HEIGHT = f"<section style='min-height: 9em'>{'<p>alinea met tekst</p>' * 4}</section>"
PADDED = "<section style='padding: 1px 0 3em'><ul>{}</ul></section>".format(
    "<li>punt</li>" * 8 + "<li style='break-before: avoid'>punt</li>" * 2
)
CASES = {
    "a text longer than a page": f"<p>{WORDS}</p>",
    "a table longer than a page": f"<table><thead><tr><th>Kop</th><th>Nog een</th></tr></thead><tbody>{ROWS}</tbody></table>",  # noqa: E501
    "a list in lists": f"<section><ol start='3'>{ITEMS}<li>en<ol>{ITEMS}</ol></li></ol></section>",
    "an item longer than a page": f"<ul><li>voor</li><li>{WORDS}</li><li>na</li></ul>",
    "a row longer than a page": f"<table><tr><td>{WORDS}</td><td>ernaast</td></tr></table>",
    "what may not be cut but must": f"<div style='break-inside: avoid'>{'<p>alinea met tekst</p>' * 90}</div>",  # noqa: E501
    "headings alone": "<h3>kop</h3>" * 90,
    "boxes of a least height": LEAST_HEIGHT * 30,
    "boxes with room below their text": PADDED * 30,
    "nothing": "",
}


@pytest.fixture
def composer_page(page: Page, built: Built) -> Page:
    """The composer's page."""
    page.goto((built.site / PAGE).as_uri())
    return page


def remove_space(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("name", CASES)
def test_nothing_is_lost_or_overflows(composer_page: Page, name: str) -> None:
    source = CASES[name]
    pages = composer_page.evaluate(FILL, source)
    text = "".join(page["text"] for page in pages)
    source_text = re.sub(r"<[^>]*>", "", source)
    repeated = "KopNogeen" * (len(pages) - 1) if "<thead>" in source else ""
    assert len(remove_space(text)) == len(remove_space(source_text)) + len(repeated)
    if not repeated:
        assert remove_space(text) == remove_space(source_text)
    assert (len(pages) > 1) == bool(source)
    assert [page["over"] for page in pages] == [[]] * len(pages)
    assert all(page["text"].strip() for page in pages) == bool(source)


def test_a_heading_goes_along_with_what_follows(composer_page: Page) -> None:
    pages = composer_page.evaluate(FILL, "<p>voor<br>de<br>kop</p><h3>Kop</h3><p>na</p>" * 40)
    assert len(pages) > 1
    for page in pages[:-1]:
        assert page["text"].strip().endswith("na") or page["text"].strip().endswith("kop")


def test_a_list_goes_on_counting(composer_page: Page) -> None:
    pages = composer_page.evaluate(FILL, f"<ol start='3'>{ITEMS}</ol>")
    for page in pages[1:]:
        number = re.match(r'<ol start="(\d+)"[^>]*>\s*<li[^>]*>punt (\d+)', page["html"])
        assert number
        assert int(number[1]) == int(number[2]) + 3


def test_a_table_has_its_head_on_every_page(composer_page: Page) -> None:
    pages = composer_page.evaluate(FILL, CASES["a table longer than a page"])
    assert [page["html"].count("<thead>") for page in pages] == [1] * len(pages)


def test_a_name_stays_with_the_first_part(composer_page: Page) -> None:
    source = f"<section id='naam' aria-label='Naam'>{'<p>alinea</p>' * 200}</section>"
    pages = composer_page.evaluate(FILL, source)
    assert [page["html"].count("naam") for page in pages] == [1] + [0] * (len(pages) - 1)
    assert [page["html"].count("aria-label") for page in pages] == [1] + [0] * (len(pages) - 1)


def test_page_breaks_of_the_styles_are_followed(composer_page: Page) -> None:
    source = "<article class='chapter'><section><p>een</p><h3>Lijst</h3><p>twee</p><section class='checklist'><p>drie</p></section></section></article>"  # noqa: E501
    pages = composer_page.evaluate(FILL, source)
    assert [remove_space(page["text"]) for page in pages] == ["een", "Lijsttweedrie"]
