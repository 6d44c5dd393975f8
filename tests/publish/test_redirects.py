"""Redirects of moved pages: their rules, and where the old addresses lead."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import ReportedProblem
from tools.checks.links import check_links
from tools.cli import main
from tools.model.loader import load_project, load_publication
from tools.model.release.requirements import find_missing_requirements
from tools.publish.redirects import write_redirects
from tools.site.built_pages import read_pages

DATA = "docs/_data"
REDIRECT = "- was: old/place.html\n  page: contact\n"


def write_data(root: Path, name: str, text: str) -> None:
    """Write a data file."""
    (root / DATA / name).write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("redirects", "line", "code"),
    [
        (REDIRECT + REDIRECT, 3, "redirect-double"),
        ("- was: practices/tidy-tools.html\n  page: contact\n", 1, "redirect-taken"),
        ("- was: list/tidy-tools.html\n  page: contact\n", 1, "redirect-taken"),
        ("- was: old/place.html\n  page: nowhere\n", 2, "page-unknown"),
        ("- was: /old/place.html\n  page: contact\n", 1, "form-wrong"),
        ("- was: ../place.html\n  page: contact\n", 1, "form-wrong"),
        ("- was: https://example.org/place.html\n  page: contact\n", 1, "form-wrong"),
    ],
)
def test_a_wrong_redirect_is_reported(
    small: Path,
    problems_after: Callable[..., list[ReportedProblem]],
    redirects: str,
    line: int,
    code: str,
) -> None:
    write_data(small, "redirects.yml", redirects)
    assert problems_after() == [ReportedProblem(code, f"{DATA}/redirects.yml", line)]


def test_an_address_that_goes_needs_a_redirect_at_a_release_only(
    small: Path, problems_after: Callable[..., list[ReportedProblem]]
) -> None:
    assert main(["--project", str(small), "release"]) == 0
    path = small / DATA / "published_urls.txt"
    for line in ("about/contact.html contact\n", "list/tidy-tools.html tidy-tools\n"):
        assert line in path.read_text(encoding="utf-8")
    for line in ("old/place.html", "old/room.html room"):
        path.write_text(path.read_text(encoding="utf-8") + f"{line}\n", encoding="utf-8")
    count = len(path.read_text(encoding="utf-8").splitlines())
    assert problems_after() == []
    missing = [*find_missing_requirements(load_project(small))]
    assert [(p.code, p.file.as_posix(), p.line) for p in missing] == [
        ("address-gone", f"{DATA}/published_urls.txt", count - 1),
        ("address-gone", f"{DATA}/published_urls.txt", count),
    ]
    existing = (small / DATA / "redirects.yml").read_text(encoding="utf-8")
    others = REDIRECT.replace("place", "room")
    write_data(small, "redirects.yml", existing + REDIRECT + others)
    assert [*find_missing_requirements(load_project(small))] == []


def test_an_old_address_redirects(small: Path, tmp_path: Path, page: Page) -> None:
    write_data(small, "redirects.yml", REDIRECT)
    publication = load_publication(small)
    site = tmp_path / "site"
    (site / "about").mkdir(parents=True)
    (site / "about" / "contact.html").write_text(
        "<!doctype html><title>C</title><h1>Contact</h1>", encoding="utf-8"
    )
    write_redirects(publication, site)
    pages = read_pages(site)
    assert list(check_links(site, pages)) == []
    (canonical,) = pages["old/place.html"].root.xpath("//link[@rel='canonical']/@href")
    assert canonical == "https://example.org/sheds/about/contact.html"
    assert (site / "_redirects").read_text() == "/old/place.html /about/contact.html 301\n"
    page.goto((site / "old" / "place.html").as_uri())
    expect(page.get_by_role("heading", name="Contact", exact=True)).to_be_visible()
    assert page.url.endswith("/about/contact.html")


def test_without_redirects_nothing_is_written(small: Path, tmp_path: Path) -> None:
    write_data(small, "redirects.yml", "[]\n")
    write_redirects(load_publication(small), tmp_path)
    assert [*tmp_path.iterdir()] == [small]
