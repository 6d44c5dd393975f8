"""The Dutch spelling of the site, as `python -m tools words` checks that of the sources."""

from __future__ import annotations

import pytest
from lxml.html import HtmlElement

from tests.conftest import ROOT, Built
from tools.model.loader import load_project
from tools.model.project import ParsedProject
from tools.prose.spelling import (
    find_unknown_words,
    locale_of,
    look_up,
    read_accepted_words,
    split_spelled_words,
    words_path,
)
from tools.site.built_pages import read_pages

pytestmark = pytest.mark.integration


def words_in(element: HtmlElement) -> set[str]:
    """Return the words of an element in the language of the publication, without titles."""
    text = " ".join(
        str(part)
        for part in element.xpath(
            ".//text()[not(ancestor::cite or ancestor::code or ancestor::script"
            " or ancestor::style or ancestor::*[contains(@class, 'address')]"
            " or ancestor::th[@scope='row'])]"
        )
    )
    return {*split_spelled_words(text)}


def test_every_source_is_spelt_well() -> None:
    assert [*map(str, find_unknown_words(load_project(ROOT)))] == [], "python -m tools words"


def test_every_page_is_spelt_well(built: Built) -> None:
    """Pages also have words of the generator, which stand in no source."""
    found: dict[str, str] = {}
    for page in read_pages(built.site).values():
        for article in page.root.xpath("//article"):
            for word in words_in(article):
                found.setdefault(word, page.url)
    assert len(found) > 2500
    project = load_project(ROOT)
    words = {*found} - read_accepted_words(project)
    misspelt = look_up(words, project.language, locale_of(project))
    assert sorted(f"{word} ({found[word]})" for word in misspelt) == []


def read_word_list(project: ParsedProject) -> list[str]:
    text = (ROOT / words_path(project)).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and line[0] != "#"]


def test_the_word_list_is_sorted() -> None:
    lines = read_word_list(load_project(ROOT))
    assert lines == sorted(set(lines))


@pytest.mark.corpus
def test_the_word_list_has_no_unneeded_words() -> None:
    project = load_project(ROOT)
    lines = read_word_list(project)
    needed = look_up(lines, project.language, locale_of(project))
    # The dictionary knows the parts of some words with hyphens that other versions of it do not.
    unneeded = {word for word in lines if word not in needed and "-" not in word}
    assert unneeded == set()
