"""Pages lead to their source on another site, when the settings say where that is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.conftest import change
from tools.model.entities.edition import FOREWORD_ID
from tools.model.loader import load_publication
from tools.site.built_pages import read_pages
from tools.site.engine import build_site

pytestmark = pytest.mark.integration  # seconds: each test writes and judges a publication

REPOSITORY = "repo_url: https://example.org/garden/sheds\n"


@pytest.mark.parametrize(
    ("settings", "address"),
    [
        (
            f"{REPOSITORY}edit_uri: edit/main/docs/\n",
            "https://example.org/garden/sheds/edit/main/docs/{}",
        ),
        ("edit_uri: https://example.org/e/\n", "https://example.org/e/{}"),
        (f"{REPOSITORY}edit_uri_template: 'e/{{path}}'\n", "https://example.org/garden/sheds/e/{}"),
        (REPOSITORY, ""),  # MkDocs would guess the branch
        ("", ""),
    ],
)
def test_each_page_leads_to_its_own_source(small: Path, settings: str, address: str) -> None:
    change(small, "mkdocs.yml", "docs_dir: docs\n", f"docs_dir: docs\n{settings}")
    publication, site = load_publication(small), small / "site"
    build_site(publication, site)
    sources = {page.url: page.source_path.as_posix() for page in publication.pages.values()}
    for url, page in read_pages(site).items():
        links = page.root.xpath("//a[@class='edit-page']/@href")
        has_source = address and url in sources
        assert links == ([address.format(sources[url])] if has_source else []), url


def test_a_generated_page_has_no_source(small: Path) -> None:
    change(small, "mkdocs.yml", "docs_dir: docs\n", "docs_dir: docs\nedit_uri: https://x.org/e/\n")
    publication = load_publication(small)
    page = next(iter(publication.pages.values()))
    assert publication.has_edit_link(page)
    meta = page.meta.model_copy(update={"id": FOREWORD_ID})
    assert not publication.has_edit_link(replace(page, meta=meta))
