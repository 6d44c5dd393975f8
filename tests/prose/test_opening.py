"""The opening of a page: its summary and reading time."""

from __future__ import annotations

import pytest

from tests.conftest import Built
from tools.language import load_language
from tools.site.built_pages import BuiltPages, extract_text, read_pages

TIME = "//p[@class='opening-strip']/span[@class='opening-time']"


@pytest.fixture(scope="module")
def pages(built: Built) -> BuiltPages:
    """The built pages of the publication."""
    return read_pages(built.site)


@pytest.mark.parametrize(
    ("words", "minutes"), [(0, 0), (118, 0), (120, 1), (356, 1), (358, 2), (2380, 10)]
)
def test_minutes_are_rounded(words: int, minutes: int) -> None:
    assert load_language("nl").prose.reading_minutes(words) == minutes


def test_a_page_has_a_summary_and_a_reading_time(built: Built, pages: BuiltPages) -> None:
    word = built.publication.language.word("reading_time")
    times = []
    for page in built.publication.pages.values():
        root = pages[page.url].root
        if page.meta.hero:
            continue  # the home page has another opening
        (summary,) = root.xpath("//header/h1/following-sibling::p[@class='opening-summary']")
        assert extract_text(summary) == page.meta.summary
        minutes = built.publication.estimate_reading_minutes(page)
        times_shown = [extract_text(time) for time in root.xpath(TIME)]
        assert times_shown == ([word.format(minutes=minutes)] if minutes else [])
        times.append(minutes)
    assert 0 in times, "a reference page has no reading time"
    assert max(times) > 1


def test_a_card_has_a_reading_time(built: Built, pages: BuiltPages) -> None:
    word = built.publication.language.word("reading_time")
    found = 0
    for page in built.publication.get_pages_of_kind("way"):
        for card in pages[built.publication.pages["manieren"].url].root.xpath(
            f"//li[contains(@class, 'card')][a[@href='{page.source_path.name[:-3]}.html']]"
        ):
            time = extract_text(card.xpath("span[contains(@class, 'card-time')]")[0])
            assert time == word.format(minutes=built.publication.estimate_reading_minutes(page))
            found += 1
    assert found == 5
