"""Every link of the built site works; the check finds each kind of dead link."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conftest import Built, change
from tools.checks.links import check_links, collect_external_links
from tools.site.built_pages import extract_text, read_pages


def test_every_link_leads_somewhere(built: Built) -> None:
    assert list(check_links(built.site, read_pages(built.site))) == []


def test_nothing_is_loaded_from_elsewhere(built: Built) -> None:
    pages = read_pages(built.site)
    assert len(pages) >= 35
    for page in pages.values():
        for address in page.root.xpath("//script/@src | //img/@src | //link/@href | //iframe/@src"):
            assert "//" not in str(address), f"{page.url}: {address}"


@pytest.mark.parametrize(
    ("old", "new", "finding"),
    [
        ('href="../over/bronnen.html#source-', 'href="../over/weg.html#source-', "does not exist"),
        (
            'href="../over/bronnen.html#source-',
            'href="../over/bronnen.html#weg-',
            "no such heading",
        ),
        ("<h1>", '<img src="weg.png" alt="x"><h1>', "does not exist"),
        ("<h1>", '<p id="checklist"></p><h1>', "stands 2 times"),
    ],
)
def test_a_dead_link_is_found(
    built: Built, tmp_path: Path, old: str, new: str, finding: str
) -> None:
    site = tmp_path / "site"
    shutil.copytree(built.site, site)
    change(site, "ingredienten/lange-adem.html", old, new)
    findings = list(check_links(site, read_pages(site)))
    assert findings
    assert all("ingredienten/lange-adem.html" in text and finding in text for text in findings)


@pytest.mark.parametrize("target", ["", "#"])
def test_a_link_that_leads_nowhere_is_found(built_small: Built, target: str) -> None:
    pages = {**read_pages(built_small.site)}
    pages["checklists.html"].root.xpath("//article//a[@href]")[-1].set("href", target)
    address = built_small.publication.mkdocs.site_url or ""
    (found,) = check_links(built_small.site, pages, address)
    assert "leads nowhere" in found


def test_outside_addresses_are_listed_once_and_well_formed(built: Built) -> None:
    found = collect_external_links(read_pages(built.site))
    assert set(found) >= {source.url for source in built.publication.sources.values()}
    assert all(" " not in address for address in found)


def test_labels_links_and_headers_are_not_empty(built: Built) -> None:
    """A word missing from the catalogue would leave a label, a link or a header empty."""
    labels = "//label[not(@hidden)]"
    naming = f"//dt | //th | {labels} | //legend | //h1 | //h2 | //h3 | //article//a[@href]"
    selector = f"({naming})[not(ancestor::template)]"  # templates are filled in by a script
    count = 0
    for page in read_pages(built.site).values():
        for element in page.root.xpath(selector):
            named = extract_text(element) or element.get("aria-label") or element.get("title")
            assert named or element.get("for", "").startswith("__"), f"{page.url}: {element.tag}"
            count += 1
    assert count > 1500
