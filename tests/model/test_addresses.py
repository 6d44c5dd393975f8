"""Names that people give to files become safe addresses; safe names stay as they are."""

from __future__ import annotations

import unicodedata

import pytest

from tools.model.reading.addresses import (
    SAFE_NAME,
    TAKEN_NAME,
    get_address,
    get_page_address,
    make_safe_name,
)


@pytest.mark.parametrize("name", ["shed.png", "IMG_2031.JPG", "a-b_c.1.md", "README.md", "x"])
def test_a_safe_name_is_its_own_address(name: str) -> None:
    assert make_safe_name(name) == name


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("Foto werkplaats 2.JPG", "foto-werkplaats-2.jpg"),
        ("Één op één.md", "een-op-een.md"),
        ("Straße & Ærø (2).png", "strasse-aero-2.png"),
        ("schéma’s – v1.2.png", "schema-s-v1.2.png"),
        ("R&D.pdf", "r-d.pdf"),
        ("map met spatie", "map-met-spatie"),
    ],
)
def test_another_name_gets_a_safe_address(name: str, address: str) -> None:
    assert TAKEN_NAME.fullmatch(name)
    assert make_safe_name(name) == address
    assert SAFE_NAME.fullmatch(address)


def test_names_in_another_script_get_different_addresses() -> None:
    addresses = {make_safe_name(name) for name in ("фото.png", "план.png", "фото план.png")}
    assert len(addresses) == 3
    assert all(SAFE_NAME.fullmatch(address) for address in addresses)


@pytest.mark.parametrize(
    "name",
    [
        "a#b.png", "a%20b.png", "a?b.png", "a:b.png", "a|b.png", "a\\b.png", "<b>.png", 'a"b.png',
        "a*b.png", "con.png", " a.png", "-a.png", ".a", "a. ", "a\nb.png", "{{ a }}.png",
        unicodedata.normalize("NFD", "één.png"),
    ],
)  # fmt: skip
def test_a_name_that_no_address_can_have_is_not_taken(name: str) -> None:
    assert not TAKEN_NAME.fullmatch(name)


def test_paths_of_files_and_pages() -> None:
    assert get_address("assets/Foto's 1/Één.JPG") == "assets/foto-s-1/een.jpg"
    assert get_page_address("Mijn map/Eerste stap.md") == "mijn-map/eerste-stap.html"
    assert get_page_address("a/b.md") == "a/b.html"
