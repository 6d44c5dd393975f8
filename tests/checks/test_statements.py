"""Every statement of the source texts is treated, and each claim is true to the statement."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from lxml.html import HtmlElement

from tests.conftest import ROOT, Built
from tools.model.publication import Publication
from tools.site.built_pages import BuiltPage, extract_text, read_pages

# Words that carry no content of a statement.
EMPTY = frozenset(
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
LEAST = 0.4  # of a statement's content words stand under the heading that claims to treat it


def stems(text: str) -> set[str]:
    """Give the content words of a text, cut to what inflections share."""
    found = (word.lower() for word in re.findall(r"[^\W\d_]+", text))
    return {word[:5] for word in found if len(word) > 2 and word not in EMPTY}


def under(page: BuiltPage, anchor: str) -> HtmlElement | None:
    """Give the element that has the anchor."""
    found = page.root.xpath(f"//*[@id='{anchor}']")
    return found[0] if found else None


def section_text(heading: HtmlElement) -> str:
    """Give what stands under a heading, up to the next of its level or higher."""
    parts = [extract_text(heading)]
    for element in heading.itersiblings():
        if element.tag in ("h1", "h2") and element.tag <= heading.tag:
            break
        parts.append(extract_text(element))
    return " ".join(parts)


def claims(publication: Publication) -> Iterator[tuple[str, str, str]]:
    """Give each claim: statement, page address, anchor."""
    for statement in publication.statements:
        for page, anchor, _ in publication.find_treatments(statement):
            yield statement, page.url, anchor


def share(statement: str, text: str) -> float:
    """Give the share of a statement's content words that a text has."""
    wanted, found = stems(statement), stems(text)
    hits = sum(any(word in other or other in word for other in found) for word in wanted)
    return hits / len(wanted)


def test_every_statement_is_treated_under_a_heading(built: Built) -> None:
    publication = built.publication
    under_heading = {s for page in publication.pages.values() for s in page.meta.statements}
    assert under_heading == set(publication.statements)
    assert len(publication.statements) == 61


def test_each_claim_is_true_to_its_statement(built: Built) -> None:
    publication, pages = built.publication, read_pages(built.site)
    weak = []
    for statement, url, anchor in claims(publication):
        element = under(pages[url], anchor)
        assert element is not None, f"{url}#{anchor}"
        if element.get("data-item") is None:
            found = share(publication.statements[statement].says, section_text(element))
            if found < LEAST:
                weak.append(f"{statement} {url}#{anchor}: {found:.2f}")
    assert weak == []


def test_a_claim_that_is_not_true_is_found(built: Built) -> None:
    says = built.publication.statements["B-ingredient-3"].says
    other = under(read_pages(built.site)["over/colofon.html"], "licentie")
    text = (
        section_text(other) if other is not None else "Programmatuur staat onder de MIT-licentie."
    )
    assert share(says, text) < LEAST


def test_the_accountability_page_shows_every_statement(built: Built) -> None:
    page = read_pages(built.site)["over/verantwoording.html"]
    for identity, statement in built.publication.statements.items():
        row = under(page, f"statement-{identity}")
        assert row is not None
        assert statement.says in extract_text(row)
        assert len(row.xpath(".//a")) >= 1


def test_the_statements_are_those_of_the_source_texts() -> None:
    text = (ROOT / "docs" / "_data" / "statements.yml").read_text(encoding="utf-8")
    assert len(re.findall(r"\{id: B-", text)) == 31
    assert len(re.findall(r"\{id: L-", text)) == 30


@pytest.mark.parametrize("text", ["", "Wat, waarom, hoe en wanneer."])
def test_empty_words_do_not_count(text: str) -> None:
    assert share("Maak concrete afspraken over leren", text) < LEAST
