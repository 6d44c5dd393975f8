"""A publication without checklists has no files, folders or links of checklists."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from pathlib import Path

import pytest

from tests.conftest import ROOT, change, command
from tools.authoring.new_publication import create_publication
from tools.site.built_pages import read_pages

pytestmark = pytest.mark.integration

TOPIC = "docs/topics/first-topic.md"
KIND = """
        checklist: true    # each page has one
        handout: chapters  # and is also a PDF by itself
        words: {least: 60, most: 900}
        headings: [what, why, checklist, reading]
"""


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The starter without its checklist and without the page that lists all of them, built."""
    root = tmp_path_factory.mktemp("bare")
    for name in ("overrides", "macros"):
        shutil.copytree(ROOT / name, root / name)
    create_publication(root, "tomatoes", "Tomatoes", "en", dt.date(2026, 12, 1))
    (root / "docs/checklists.md").unlink()
    for name in (TOPIC, "docs/index.md", "docs/about.md"):
        path = root / name
        text = re.sub(r"(?ms)^checklist:\n.*?(?=^---$)", "", path.read_text(encoding="utf-8"))
        text = re.sub(r"(?ms)^## [^\n]*#checklist \}.*?(?=^## )", "", text)
        text = re.sub(r"^related: .*$", "related: [about]", text, flags=re.MULTILINE)
        path.write_text(text.replace("related: [about]", "related: []"), encoding="utf-8")
    for old, new in (
        (KIND, "\n        handout: chapters\n"),
        ("  - Checklists: checklists.md\n", ""),
        ("      checklists: checklists\n", ""),
        ("count: 1", "count: 0"),
        (
            "overview: {one: Overview, many: Overviews, pages: {least: 1",
            "overview: {one: Overview, many: Overviews, pages: {least: 0",
        ),
    ):
        change(root, "mkdocs.yml", old, new)
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
    assert re.search(r"site/index\.html +3 pages$", output, re.MULTILINE)
    assert " 0 " not in output.partition("Made in")[2].partition("Files:")[0]
