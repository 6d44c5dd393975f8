"""Missing, doubled and misordered entries in overviews of pages and data are found."""

from __future__ import annotations

import re
from copy import deepcopy
from pathlib import Path

import pytest

from tests.conftest import Built
from tools.checks.overviews import check_overviews
from tools.checks.page_text import check_page_text
from tools.site.built_pages import read_pages

HOME, ROLE, CHANGES = "index.html", "roles/member.html", "about/changes.html"
CARD = re.compile(r'<li class="card .*?</li>', re.DOTALL)
TASK = re.compile(r"<tr data-item=.*?</tr>", re.DOTALL)
CHANGE = re.compile(r'<li id="change-.*?</li>', re.DOTALL)
NAVIGATION = re.compile(r'(?<=<a href="practices/weekly-round.html">)[^<]+')


def test_every_overview_is_complete(built: Built, built_small: Built) -> None:
    for project in (built, built_small):
        assert list(check_overviews(project.publication, read_pages(project.site))) == []


@pytest.mark.parametrize("mutation", ["drop", "double", "swap", "blur"])
@pytest.mark.parametrize(
    ("url", "part", "expected"),
    [
        (HOME, CARD, "card"),
        (ROLE, TASK, "does not show what the role does"),
        (CHANGES, CHANGE, "does not tell all changes"),
    ],
)
def test_missing_or_misordered_entries_are_found(
    built_small: Built,
    tmp_path: Path,
    url: str,
    part: re.Pattern[str],
    expected: str,
    mutation: str,
) -> None:
    text = (built_small.site / url).read_text(encoding="utf-8")
    first, second = [*part.finditer(text)][:2]
    new = {
        "drop": "",
        "double": first[0] * 2,
        "swap": second[0] + text[first.end() : second.start()] + first[0],
        "blur": re.sub(r">[^<]{12,}<", ">…<", first[0]),
    }[mutation]
    end = second.end() if mutation == "swap" else first.end()
    (tmp_path / url).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / url).write_text(text[: first.start()] + new + text[end:], encoding="utf-8")
    pages = {**read_pages(built_small.site), **read_pages(tmp_path)}
    found = [*check_overviews(built_small.publication, pages)]
    if (url, mutation) == (HOME, "drop"):  # cards that a source calls are checked with its text
        found = [*check_page_text(built_small.publication, pages)]
    assert len(found) == 1
    assert expected in found[0]


@pytest.mark.parametrize("role", ["sources", "glossary", "accountability"])
def test_entries_out_of_order_or_doubled_are_found(built_small: Built, role: str) -> None:
    publication = built_small.publication
    url = publication.pages[getattr(publication.settings.homes, role)].url
    for mutation in ("swap", "double"):
        pages = {**read_pages(built_small.site)}
        kind = {"sources": "source", "glossary": "term", "accountability": "statement"}[role]
        *_, previous, last = pages[url].root.xpath(f"//*[starts-with(@id, '{kind}-')]")
        if mutation == "double":
            copy = deepcopy(last)
            del copy.attrib["id"]
            last.addnext(copy)
        else:
            previous.attrib["id"], last.attrib["id"] = last.attrib["id"], previous.attrib["id"]
        assert [*check_overviews(publication, pages)]


def test_a_heading_that_is_named_like_an_entry_is_none(built_small: Built, tmp_path: Path) -> None:
    url = built_small.publication.pages[built_small.publication.settings.homes.glossary].url
    text = (built_small.site / url).read_text(encoding="utf-8")
    (tmp_path / url).parent.mkdir(parents=True, exist_ok=True)
    for tag, wrong in (("h2", False), ("p", True)):
        extra = f'<{tag} id="term-of-use">Term of use</{tag}></article>'
        (tmp_path / url).write_text(text.replace("</article>", extra), encoding="utf-8")
        pages = {**read_pages(built_small.site), **read_pages(tmp_path)}
        assert any(check_overviews(built_small.publication, pages)) == wrong


def test_a_changed_navigation_is_found(built_small: Built, tmp_path: Path) -> None:
    text = (built_small.site / HOME).read_text(encoding="utf-8")
    changed = NAVIGATION.sub("Other", text)
    assert changed != text
    (tmp_path / HOME).write_text(changed, encoding="utf-8")
    pages = {**read_pages(built_small.site), **read_pages(tmp_path)}
    (found,) = check_overviews(built_small.publication, pages)
    assert "menu" in found
