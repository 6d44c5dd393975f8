"""The index of a large publication: the same words, and results in nearly the same order."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import Built
from tests.search.queries import load_finder
from tools import search
from tools.search import INDEX, TEXTS, forms_of, letter, write_index

ASKS = ("label", "hooks dry", "weekly round", "beanpole", "tool")
FOUND = "asks => asks.map(ask => finder.find(ask).pages.map(page => page.url))"


@pytest.fixture
def apart(built_small: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small site with its index as that of a large publication."""
    monkeypatch.setattr(search, "WHOLE", 0)
    site = tmp_path / "site"
    shutil.copytree(built_small.site, site, ignore=shutil.ignore_patterns("downloads"))
    write_index(built_small.publication, site)
    return site


def given(path: Path, call: str) -> Any:
    """Read what a script hands over."""
    text = path.read_text(encoding="utf-8").strip()
    return json.loads("[" + text.removeprefix(f"finder.{call}(").removesuffix(")") + "]")


def test_the_texts_stand_apart_and_whole(built_small: Built, apart: Path) -> None:
    [whole] = given(built_small.site / INDEX, "bring")
    [index] = given(apart / INDEX, "bring")
    assert [page["url"] for page in index["pages"]] == [page["url"] for page in whole["pages"]]
    texts = []
    for number in range(len(list(apart.glob(TEXTS.format(number="*"))))):
        told, places = given(apart / TEXTS.format(number=number), "bringTexts")
        assert told == number
        assert len(places) <= index["together"]
        texts += places
    assert texts == [page["places"] for page in whole["pages"]]
    assert not any("places" in page for page in index["pages"])


def test_it_finds_what_a_whole_index_finds(page: Page, built_small: Built, apart: Path) -> None:
    load_finder(page, built_small.site)
    whole = page.evaluate(FOUND, [*ASKS])
    load_finder(page, apart)
    for ask, one, other in zip(ASKS, whole, page.evaluate(FOUND, [*ASKS]), strict=True):
        assert one, ask
        assert other[0] == one[0], ask
        assert {*other} == {*one}, ask


def test_the_box_fetches_only_texts_that_it_shows(page: Page, apart: Path) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    page.goto((apart / "index.html").as_uri())
    page.get_by_role("searchbox").fill("beanpole")
    expect(page.locator(".search-list li").first).to_be_visible()
    expect(page.locator(".search-list mark").first).to_be_visible()
    fetched = [name for name in asked if name.startswith("texts-")]
    assert len(fetched) == len(set(fetched)) > 0
    page.get_by_role("searchbox").fill("beanpoles")
    expect(page.locator(".search-list li").first).to_be_visible()
    assert [name for name in asked if name.startswith("texts-")] == fetched


def test_a_long_page_is_cut_and_its_words_still_count() -> None:
    [one, two] = search.shortened([["", "", "A", "x" * search.LONGEST], ["b", "", "B", "more"]])
    assert (len(one[3]), two) == (search.LONGEST, ["b", "", "B", ""])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("De HR-adviseur vraagt één ding.", "de hradviseur hr adviseur vraagt een ding"),
        ("team's A&O 2,5", "team ao 2 5"),
        ("_onder_", "onder"),
    ],
)
def test_words_are_read_as_the_finder_reads_them(text: str, words: str) -> None:
    assert [*forms_of(text)] == words.split()


def test_a_weight_becomes_the_letter_that_the_finder_reads() -> None:
    for weight in (0.1, 0.4, 1.0, 8.0, 60.0):
        read = 0.1 * 2 ** ((ord(letter(weight)) - ord("A")) / 2.5)
        assert 0.85 < read / weight < 1.18
    assert (letter(0.001), letter(1e6)) == ("A", "Z")
