"""Plain `mkdocs build` makes the whole site but for the documents on paper."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT, Built, change
from tools.build.artifacts import ARTIFACTS
from tools.build.live import UNMADE_PAGE, lead_to_unmade, list_documents
from tools.checks.links import check_links
from tools.checks.search_index import check_search_index
from tools.model.loader import load_publication
from tools.site.built_pages import read_pages

LINK = re.compile("<a.*?>")


def mkdocs(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Build a project with MkDocs itself."""
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "-f", str(project / "mkdocs.yml"), *arguments],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.integration
def test_plain_builds_have_all_but_documents_on_paper(
    small_cached: Path, built_small: Built
) -> None:
    done = mkdocs(small_cached)
    assert done.returncode == 0, done.stderr
    site, publication = small_cached / "site", load_publication(small_cached)
    made = {path for artifact in ARTIFACTS for path in artifact.files(publication)}
    documents = set(list_documents(publication))
    assert {path for path in made if not (site / path).is_file()} == documents
    assert len(documents) > 8
    others = {path.relative_to(built_small.site) for path in built_small.site.rglob("*")}
    missing = {path.as_posix() for path in others if not (site / path).exists()}
    assert {path for path in missing if Path(path).suffix not in (".pdf", ".pptx", ".zip")} <= {
        "downloads/chapters", "downloads/decks", "downloads/stories", "downloads/workforms",
    }  # fmt: skip
    assert list(check_search_index(publication, site)) == []
    pages = read_pages(site)
    assert list(check_links(site, pages, publication.mkdocs.site_url or "")) == []
    links = pages["practices/tidy-tools.html"].root.xpath("//a/@href")
    assert f"../{UNMADE_PAGE}#downloads/chapters/tidy-tools.pdf" in links
    for path in ("checklists.json", "practices/weekly-round.html", "assets/search/index.js"):
        whole = (built_small.site / path).read_text(encoding="utf-8")
        plain = (site / path).read_text(encoding="utf-8")
        assert LINK.sub("", plain) == LINK.sub("", whole), path


@pytest.mark.integration
def test_a_plain_build_never_replaces_a_whole_site(small: Path) -> None:
    document = small / "site" / "downloads" / "good-sheds.pdf"
    document.parent.mkdir(parents=True)
    document.write_bytes(b"%PDF")
    done = mkdocs(small)
    assert done.returncode != 0
    assert "--site-dir" in done.stderr
    assert "Traceback" not in done.stderr
    assert document.read_bytes() == b"%PDF"


@pytest.mark.integration
def test_a_plain_build_stops_at_a_mistake_in_the_sources(small: Path) -> None:
    line = change(small, "docs/practices/tidy-tools.md", "          why: ", "          wy: ")
    done = mkdocs(small)
    assert done.returncode != 0
    assert f"docs/practices/tidy-tools.md:{line}: Y302" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.integration
def test_a_plain_build_is_judged_as_built(small: Path) -> None:
    change(small, "overrides/theme/partials/content.html", "{", "<p onclick='go()'>A</p>{")
    done = mkdocs(small)
    assert done.returncode != 0
    assert "B103 onclick in <p>" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("url", "tag", "changed"),
    [
        ("a.html", '<a href="downloads/a%20b.pdf">', '<a href="documents.html#downloads/a b.pdf">'),
        (
            "x/a.html", '<a class="b" href="../downloads/c.pdf" download="d.pdf">',
            '<a class="b" href="../documents.html#downloads/c.pdf">',
        ),
        ("x/a.html", '<a href="downloads/c.pdf">', '<a href="downloads/c.pdf">'),
        ("a.html", '<a href="downloads/other.pdf">', '<a href="downloads/other.pdf">'),
        (
            "a.html", '<a href="https://x.org/downloads/c.pdf">',
            '<a href="https://x.org/downloads/c.pdf">',
        ),
    ],
)  # fmt: skip
def test_links_to_documents_lead_to_the_page_about_them(url: str, tag: str, changed: str) -> None:
    paths = {"downloads/a b.pdf", "downloads/c.pdf"}
    match = re.fullmatch(r'<a.*?href="([^"]*)".*>', tag)
    assert match
    assert lead_to_unmade(url, paths, match) == changed
