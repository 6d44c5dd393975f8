"""Unusual characters in PDFs: rendered in our own fonts, read back, or reported when missing."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

from tests.conftest import ROOT, change, own_publication
from tests.pdf.conftest import html_page
from tests.pdf.read_back import pdftotext
from tests.pdf.sheet_structure import read_structure, remove_space
from tools.model.loader import load_publication
from tools.pdf.missing_glyphs import explain_log_message
from tools.pdf.renderer import PdfRenderError, bundled_fonts_only, write_pdf

FONTS_FOLDER = ROOT / "overrides" / "print" / "fonts"
CHARACTERS = (
    "feest 🎉 👩🏽‍🔧 👨‍👩‍👧 👍🏽 🇳🇱 1️⃣ ❤️ ⚠ einde",
    "→ ← ↔ ⇒ ✓ ✔ ✗ ☐ ☑ ★ ● ▶ ≥ ≠ ½ ① ∞ µ Ω",
    "Łukasz Dvořák Şahin Ōta",
)
RIGHT_TO_LEFT = ("مرحبا", "שלום")


@pytest.fixture(scope="module")
def pdf_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A PDF with all characters in running text, bold, in a heading and italic."""
    path = tmp_path_factory.mktemp("characters") / "characters.pdf"
    body = "".join(
        f"<h2>{text}</h2><p>{text}</p><p><b>{text}</b></p><p><i>{text}</i></p>"
        for text in (*CHARACTERS, *RIGHT_TO_LEFT)
    )
    write_pdf(html_page(body), path, own_publication())
    return path


@pytest.mark.integration
@pytest.mark.parametrize("text", CHARACTERS)
def test_characters_are_read_back(pdf_path: Path, text: str) -> None:
    content = remove_space(pdftotext(pdf_path))
    assert content.count(remove_space(text)) == 4
    assert read_structure(pdf_path).full_text.count(remove_space(text)) == 4


@pytest.mark.integration
@pytest.mark.parametrize("text", RIGHT_TO_LEFT)
def test_right_to_left_text_is_read_back(pdf_path: Path, text: str) -> None:
    content = re.sub(r"[\u202a-\u202e\s]", "", pdftotext(pdf_path))
    assert content.count(text) == 4


@pytest.mark.integration
def test_characters_are_rendered_in_our_own_fonts(pdf_path: Path) -> None:
    done = subprocess.run(["pdffonts", str(pdf_path)], capture_output=True, text=True, check=True)
    names = {row.split()[0].partition("+")[2] for row in done.stdout.splitlines()[2:]}
    ours = ("Atkinson", "Bricolage", "Signs", "emoji", "Arabic", "Hebrew")
    assert {name for name in names if not name.startswith(ours)} == set()
    assert {family for family in ours if any(name.startswith(family) for name in names)} == set(
        ours
    )


def test_a_missing_character_stops_the_pdf_and_is_reported(tmp_path: Path) -> None:
    with pytest.raises(PdfRenderError, match=r"Het teken 漢 \(U\+6F22\) staat in geen lettertype"):
        write_pdf(html_page("<p>漢</p>"), tmp_path / "x.pdf", own_publication())


def test_a_missing_character_is_reported_at_its_line(small: Path) -> None:
    file = "docs/practices/tidy-tools.md"
    line = change(small, file, "search_words: [", "search_words: [漢字, ")
    report = '.notdef glyph rendered for Unicode string unsupported by fonts: "漢" (U+6F22)'
    message = explain_log_message(report, load_publication(small))
    assert message.startswith(f"{file}:{line}: No font for paper holds the sign 漢 (U+6F22).")
    assert message.count("\n") == 0


def test_other_log_messages_are_unchanged() -> None:
    assert explain_log_message("Something else", own_publication()) == "Something else"


def test_fonts_of_the_machine_are_hidden_only_while_setting(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for before in (None, "/somewhere/fonts.conf"):
        if before:
            monkeypatch.setenv("FONTCONFIG_FILE", before)
        else:
            monkeypatch.delenv("FONTCONFIG_FILE", raising=False)
        with bundled_fonts_only():
            conf = Path(os.environ["FONTCONFIG_FILE"]).read_text(encoding="utf-8")
            assert "<dir" not in conf
            assert "<include" not in conf
        assert os.environ.get("FONTCONFIG_FILE") == before


def test_every_print_font_is_declared_and_licensed() -> None:
    declared = set(
        re.findall(
            r"url\(fonts/([\w.-]+)\)", (FONTS_FOLDER.parent / "fonts.css").read_text("utf-8")
        )
    )
    files = {path.name for path in FONTS_FOLDER.iterdir() if path.suffix in (".woff2", ".ttf")}
    assert files == declared
    readme = (FONTS_FOLDER / "README.md").read_text(encoding="utf-8")
    licences = [
        *FONTS_FOLDER.glob("LICENSE-*"),
        *(ROOT / "overrides/theme/assets/fonts").glob("LICENSE-*"),
    ]
    licensed = [path.stem.removeprefix("LICENSE-") for path in licences]
    for name in files - {"frame-signs.ttf"}:  # drawn by the generator itself
        assert any(name.startswith(family) for family in licensed), f"{name} has no licence"
        assert re.sub(r"^.*?(-more-italic)?\.(woff2|ttf)$", r"\1", name) in readme
    for path in licences:
        assert "SIL OPEN FONT LICENSE" in path.read_text(encoding="utf-8").upper()
