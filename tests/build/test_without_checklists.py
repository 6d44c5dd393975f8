"""A publication without checklists has no files, folders or links of checklists."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from pathlib import Path

import pytest

from tests.conftest import ROOT, change, command
from tools.authoring.begin import Beginning, begin_publication
from tools.language import load_language
from tools.site.built_pages import read_pages

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A begun publication without its checklist and the page that lists all of them, built."""
    root = tmp_path_factory.mktemp("bare")
    for name in ("overrides", "macros"):
        shutil.copytree(ROOT / name, root / name)
    beginning = Beginning(load_language("en"), "Tomatoes", "tomatoes")
    begin_publication(root, beginning, dt.date(2026, 12, 1))
    (root / "docs/checklists.md").unlink()
    page = root / "docs/first-checklist.md"
    page.write_text("---\nid: about\ntitle: About\n---\n\nWho we are.\n", encoding="utf-8")
    page.rename(root / "docs/about.md")
    home = root / "docs/index.md"
    home.write_text("---\nid: start\ntitle: Home\ntemplate: home.html\n---\n\nWelcome.\n")
    change(root, "mkdocs.yml", ", checklists: checklists", "")
    done = command(root, "build")
    assert done.returncode == 0, done.stdout + done.stderr
    (root / "output.txt").write_text(done.stdout, encoding="utf-8")
    return root


def test_no_file_of_checklists_is_made(bare: Path) -> None:
    names = {path.relative_to(bare / "site").as_posix() for path in (bare / "site").rglob("*")}
    assert "downloads/tomatoes.pdf" in names
    assert {name for name in names if "checklist" in name.lower()} <= {"assets/style/checklist.css"}
    assert "embed" not in names


def test_no_file_is_empty(bare: Path) -> None:
    empty = [
        path for path in (bare / "site").rglob("*") if path.is_file() and not path.read_bytes()
    ]
    assert empty == []


def test_no_page_links_to_checklists(bare: Path) -> None:
    for page in read_pages(bare / "site").values():
        links = {str(link) for link in page.root.xpath("//article//a/@href | //nav//a/@href")}
        assert not [link for link in links if "checklist" in link]


def test_the_footer_names_a_page_once(bare: Path) -> None:
    root = read_pages(bare / "site")["index.html"].root
    titles = root.xpath("//div[contains(@class, 'imprint')]//li/a/text()")
    assert len(titles) == len(set(titles))


def test_the_summary_does_not_count_checklists(bare: Path) -> None:
    output = (bare / "output.txt").read_text(encoding="utf-8")
    assert re.search(r"site/index\.html +2 pages$", output, re.MULTILINE)
    assert " 0 " not in output.partition("Made in")[2].partition("Files:")[0]


def test_a_home_page_without_an_opening_text_has_no_empty_one(bare: Path) -> None:
    root = read_pages(bare / "site")["index.html"].root
    assert root.xpath("//h1/text()")[0] == "Home"
    assert not root.xpath("//*[contains(@class, 'hero-line') or contains(@class, 'hero-text')]")
