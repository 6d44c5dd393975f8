"""Chapters of which the last page would be short: set closer or wider, once, and no others."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.conftest import own_publication
from tests.pdf.conftest import small_document
from tools.pdf.page_filling import Ending
from tools.pdf.renderer import bundled_fonts_only, write_pdf
from tools.pdf.typesetter import Typesetter
from tools.runtime.cache import Cache

# A page has room for 40 mm.
STYLE = """
figure { margin: 4mm 0 } .topic { margin: 0 !important } .topic-but-one { break-inside: avoid }
.topic-last { break-before: avoid }
"""


def block(height: float) -> str:
    """Return a block of a height in millimetres."""
    return f'<div style="height: {height}mm"></div>'


FITTING = block(20) + block(19)
LITTLE_LEFT = f"<figure>{block(30)}</figure>{block(3)}"  # fits with less above and below the figure
THIRD = (
    f'<section class="topic">{block(13)}{block(13)}</section>'
    f'<section class="topic topic-but-one">{block(12)}</section>'
    f'<section class="topic topic-last">{block(3)}</section>'
)
HALF = block(39) + block(20)
HOPELESS = block(39) + block(39) + block(3)


@pytest.fixture
def settings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The settings in which sections are laid out, as they are tried."""
    found: list[str] = []
    lay_out_in = Typesetter.lay_out_in

    def note(typesetter: Typesetter, setting: str, source: str, first_page: int) -> Any:
        found.append(setting)
        return lay_out_in(typesetter, setting, source, first_page)

    monkeypatch.setattr(Typesetter, "lay_out_in", note)
    return found


def lay_out(content: str, attribute: str = 'data-fill="41"') -> tuple[str, int]:
    """Return the setting that was chosen for a chapter, and its number of pages."""
    body = f'<article class="chapter" {attribute}>{content}</article>'
    head, start, rest = small_document(body, style=STYLE).partition("<body")
    with bundled_fonts_only():
        typesetter = Typesetter(own_publication(), tagged=False, fillable=False, cache=None)
        typesetter.sheets = typesetter.styles.load(head, typesetter.fetcher)
        laid_out = typesetter.lay_out(start + rest, 1)
    return laid_out.setting, len(laid_out.pages)


@pytest.mark.parametrize("content", [FITTING, HALF])
def test_what_ends_well_is_laid_out_once(settings: list[str], content: str) -> None:
    assert lay_out(content)[0] == ""
    assert settings == [""]


def test_what_is_left_over_finds_room_before(settings: list[str]) -> None:
    assert lay_out(LITTLE_LEFT) == ("closer", 1)
    assert settings == ["", "closer"]


def test_a_third_of_a_page_gets_more_from_before(settings: list[str]) -> None:
    assert lay_out(THIRD) == ("wider", 2)
    assert settings == ["", "closer", "wider"]


def test_what_no_setting_mends_stays_as_it_was(settings: list[str]) -> None:
    assert lay_out(HOPELESS) == ("", 3)
    assert settings == ["", "closer", "wider"]


def test_only_what_asks_for_it_is_filled(settings: list[str]) -> None:
    assert lay_out(LITTLE_LEFT, attribute="") == ("", 2)
    assert settings == [""]


def test_a_choice_comes_from_the_cache(settings: list[str], tmp_path: Path) -> None:
    def write(end: str = "") -> bytes:
        chapter = f'<article class="chapter" data-fill="41">{LITTLE_LEFT}</article>'
        contents = '<p><a href="#end" data-page-of="end">x</a></p>'
        source = small_document(chapter + contents, f'{end}<p id="end">y</p>', style=STYLE)
        write_pdf(source, path, own_publication(), cache=Cache(tmp_path / "cache", "same"))
        return path.read_bytes()

    path = tmp_path / "x.pdf"
    first = write()
    assert settings == ["", "closer", ""]
    settings.clear()
    assert write() == first
    assert settings == []
    # The page of what the chapter refers to is another: it is laid out in the setting of before.
    write(end='<div style="height: 39mm"></div>')
    assert settings == ["", "closer"]


def test_a_hand_out_may_end_with_less(settings: list[str]) -> None:
    assert lay_out(THIRD, attribute='data-fill="15"') == ("", 2)
    assert settings == [""]


@pytest.mark.parametrize(
    ("better", "worse"),
    [(Ending(1, 0.1, 0.4), Ending(2, 0.9, 0.4)), (Ending(2, 0.3, 0.4), Ending(2, 0.2, 0.4))],
)
def test_fewer_pages_are_better_and_then_fuller_ones(better: Ending, worse: Ending) -> None:
    assert better.rank > worse.rank


@pytest.mark.parametrize(
    ("ending", "short"),
    [(Ending(1, 0.1, 0.4), False), (Ending(2, 0.39, 0.4), True), (Ending(2, 0.4, 0.4), False)],
)
def test_only_a_page_after_others_is_short(ending: Ending, short: bool) -> None:
    assert ending.is_short is short
