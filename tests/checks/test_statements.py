"""Every statement of the source texts is treated, under headings that match it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from lxml.html import HtmlElement

from tests.conftest import ROOT, Built
from tools.model.publication import Publication
from tools.site.built_pages import BuiltPage, extract_text, read_pages

# Words without content.
STOP_WORDS = frozenset(
    re.findall(
        r"\w+",
        """
    aan alle alles als andere anders bij daar daarbij daarop dat de deel den der deze die dit
    doe door dus een eigen elk en er goed haar hand heb hebben heel het hier hij hoe hoort horen
    hun iets in is ja je jullie kan ken kost krijgt laat maar maak mee meer men met mij moet
    moeten naar nee niet nog nodig nu of om omdat onder ons ook op open over per raken samen
    sterk sterker straks te tegelijk toch tot tussen u uit uitnodiging van veel via vlak voor
    vraag waar was wat weer welke wel wie wil word worden ze zeer zelf zelfde zich zij zijn zo
    zoals zonder zorg zou uw zien zoek vanaf toegeschreven geverifieerd citaat herkomst leidende
    gevonden openbaar
    """,
    )
)
MINIMUM_SHARE = 0.4  # of the content words of a statement that its section must have


def stems(text: str) -> set[str]:
    """Return the stems of the content words of a text."""
    found = (word.lower() for word in re.findall(r"[^\W\d_]+", text))
    return {word[:5] for word in found if len(word) > 2 and word not in STOP_WORDS}


def find_anchor(page: BuiltPage, anchor: str) -> HtmlElement | None:
    """Return the element with an anchor."""
    found = page.root.xpath(f"//*[@id='{anchor}']")
    return found[0] if found else None


def section_text(heading: HtmlElement) -> str:
    """Return the text under a heading, up to the next one of its level or higher."""
    parts = [extract_text(heading)]
    for element in heading.itersiblings():
        if element.tag in ("h1", "h2") and element.tag <= heading.tag:
            break
        parts.append(extract_text(element))
    return " ".join(parts)


def claims(publication: Publication) -> Iterator[tuple[str, str, str]]:
    """Yield each claim: statement id, page URL, anchor."""
    for statement in publication.statements:
        for page, anchor, _ in publication.find_treatments(statement):
            yield statement, page.url, anchor


def share(statement: str, text: str) -> float:
    """Return the share of a statement's content words that a text has."""
    expected, found = stems(statement), stems(text)
    hits = sum(any(word in other or other in word for other in found) for word in expected)
    return hits / len(expected)


def test_every_statement_is_treated_under_a_heading(built: Built) -> None:
    publication = built.publication
    under_heading = {s for page in publication.pages.values() for s in page.meta.statements}
    assert under_heading == set(publication.statements)
    assert len(publication.statements) == 61


def test_each_claim_is_true_to_its_statement(built: Built) -> None:
    publication, pages = built.publication, read_pages(built.site)
    weak = []
    for statement, url, anchor in claims(publication):
        element = find_anchor(pages[url], anchor)
        assert element is not None, f"{url}#{anchor}"
        if element.get("data-item") is None:
            found = share(publication.statements[statement].says, section_text(element))
            if found < MINIMUM_SHARE:
                weak.append(f"{statement} {url}#{anchor}: {found:.2f}")
    assert weak == []


def test_a_claim_that_is_not_true_is_found(built: Built) -> None:
    says = built.publication.statements["B-ingredient-3"].says
    other = find_anchor(read_pages(built.site)["over/colofon.html"], "licentie")
    text = (
        section_text(other) if other is not None else "Programmatuur staat onder de MIT-licentie."
    )
    assert share(says, text) < MINIMUM_SHARE


def test_the_accountability_page_lists_every_statement(built: Built) -> None:
    page = read_pages(built.site)["over/verantwoording.html"]
    for statement_id, statement in built.publication.statements.items():
        row = find_anchor(page, f"statement-{statement_id}")
        assert row is not None
        assert statement.says in extract_text(row)
        assert len(row.xpath(".//a")) >= 1


def test_the_statements_are_those_of_the_source_texts() -> None:
    text = (ROOT / "docs" / "_data" / "statements.yml").read_text(encoding="utf-8")
    assert len(re.findall(r"\{id: B-", text)) == 31
    assert len(re.findall(r"\{id: L-", text)) == 30


@pytest.mark.parametrize("text", ["", "Wat, waarom, hoe en wanneer."])
def test_empty_words_do_not_count(text: str) -> None:
    assert share("Maak concrete afspraken over leren", text) < MINIMUM_SHARE
