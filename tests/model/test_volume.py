"""Where a book splits into volumes: at its parts, and inside one that is longer than a volume."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

import pytest

from tests.conftest import ROOT, SMALL
from tools.model.page import Page
from tools.model.publication import Publication, read_publication
from tools.model.volume import OPENING, Portion, Volume, split

ONE = 3  # pages of A4 that each chapter takes here


@pytest.fixture(scope="module")
def small_publication() -> Publication:
    return read_publication(SMALL)


@pytest.fixture(scope="module")
def page(small_publication: Publication) -> Page:
    return small_publication.book_pages[0]


def book(page: Page, *chapters: int) -> list[Portion]:
    """Make a book of parts that have so many chapters, which are all the same page."""
    return [Portion(number, f"Part {number}", (page,) * n) for number, n in enumerate(chapters, 1)]


def shape(volumes: Sequence[Volume]) -> list[list[tuple[int, int, bool]]]:
    """Give of each volume its parts: the number, how many chapters, and whether it goes on."""
    return [[(one.number, len(one.pages), one.goes_on) for one in v.parts] for v in volumes]


@pytest.mark.parametrize(
    ("chapters", "most", "wanted"),
    [
        ((2, 2), 14, [[(1, 2, False), (2, 2, False)]]),
        ((2, 2), 13, [[(1, 2, False)], [(2, 2, False)]]),
        ((1, 1, 4), 13, [[(1, 1, False), (2, 1, False)], [(3, 4, False)]]),
        # A part too long for one volume begins one of its own, and its end goes with what follows.
        ((1, 5, 1), 10, [[(1, 1, False)], [(2, 3, False)], [(2, 2, True)], [(3, 1, False)]]),
        ((1, 4, 1), 10, [[(1, 1, False)], [(2, 3, False)], [(2, 1, True), (3, 1, False)]]),
        # A chapter never splits.
        ((2,), 1, [[(1, 1, False)], [(1, 1, True)]]),
    ],
)
def test_parts_are_gathered_as_far_as_they_fit(
    page: Page, chapters: tuple[int, ...], most: int, wanted: list[list[tuple[int, int, bool]]]
) -> None:
    assert shape(split(book(page, *chapters), lambda page: ONE, most)) == wanted


@pytest.mark.parametrize("seed", range(20))
def test_nothing_is_lost_and_no_volume_is_too_long(page: Page, seed: int) -> None:
    chance = random.Random(seed)
    parts = book(page, *(chance.randint(1, 30) for _ in range(chance.randint(1, 12))))
    most = chance.randint(ONE + OPENING, 80)
    volumes = split(parts, lambda page: ONE, most)
    numbers = [number for part in parts for number in [part.number] * len(part.pages)]
    assert numbers == [
        number for v in volumes for part in v.parts for number in [part.number] * len(part.pages)
    ]
    assert [(v.number, v.count) for v in volumes] == [
        (number, len(volumes)) for number in range(1, len(volumes) + 1)
    ]
    for volume in volumes:
        assert sum(OPENING + ONE * len(part.pages) for part in volume.parts) <= most
    for part in parts:
        found = [one.goes_on for v in volumes for one in v.parts if one.number == part.number]
        assert found == [False, *[True] * (len(found) - 1)]


def test_the_publication_is_one_book(small_publication: Publication) -> None:
    for publication in (small_publication, read_publication(ROOT)):
        (volume,) = publication.volumes
        assert volume.alone
        assert volume.pages == publication.book_pages
        assert volume.titles == [part.title for part in publication.own.book]


def test_the_estimate_comes_near_the_pages_that_the_book_takes() -> None:
    """The book has 170 pages, of which covers, contents, register and blanks are no chapter's."""
    publication = read_publication(ROOT)
    own = publication.own.model_copy(update={"volume_pages": 130})
    extra = publication.settings.extra.model_copy(update={"publication": own})
    settings = publication.settings.model_copy(update={"extra": extra})
    assert len(replace(publication, settings=settings).volumes) == 2


def test_each_page_knows_its_volume(small_publication: Publication) -> None:
    (volume,) = small_publication.volumes
    outside = {*small_publication.pages} - {page.id for page in small_publication.book_pages}
    for page in small_publication.book_pages:
        assert small_publication.volume_of(page) is volume
    assert outside
    assert all(small_publication.volume_of(small_publication.pages[i]) is None for i in outside)
