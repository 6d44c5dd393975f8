"""The identity of a publication reaches pages, paper, office files and share pictures."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from tests.conftest import ROOT, change, command, copy_small
from tools.site.built_pages import BuiltPage, read_pages

pytestmark = pytest.mark.integration

ACCENT, HUE, PAPER, INK = "#1c4f8a", "#7a1f5c", "#fbf8f3", "#22302a"
IDENTITY = f"""    identity:
      logo: assets/pictures/shed.png
      colours: {{accent: "{ACCENT}", hues: ["{HUE}", "#2d6a4f"], paper: "{PAPER}", ink: "{INK}"}}
      drawings:
        home: assets/drawings/hills.svg
        cover: assets/drawings/hills.svg
"""
HILLS = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 4">'
    f'<path fill="{HUE}" d="M0 0h8"/></svg>'
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small publication with an identity, built."""
    root = copy_small(tmp_path_factory.mktemp("identity") / "small")
    (root / "docs/assets/drawings/hills.svg").write_text(HILLS, encoding="utf-8")
    change(root, "mkdocs.yml", "    homes:\n", f"{IDENTITY}    homes:\n")
    done = command(root, "build")
    assert done.returncode == 0, done.stdout + done.stderr
    return root / "site"


@pytest.fixture(scope="module")
def home(site: Path) -> BuiltPage:
    return read_pages(site)["index.html"]


def test_styles_and_drawings_of_the_site_have_the_colours(site: Path) -> None:
    styles = {path.name: path.read_text(encoding="utf-8") for path in site.rglob("*.css")}
    (bundle,) = (text for name, text in styles.items() if name.startswith("all-"))
    for text in (bundle, styles["palette.css"].replace(" ", "")):
        assert f"--paper:{PAPER};--ink:{INK};" in text
        assert f"--hue-0:{ACCENT};--hue-1:{HUE};" in text
    dark = re.search(r"--hue-1: (#[0-9a-f]{6})", styles["palette-dark.css"])
    assert dark
    assert dark[1] != HUE
    drawings = site / "assets/drawings"
    assert HUE in (drawings / "marker-1.svg").read_text(encoding="utf-8")
    assert ACCENT in (drawings / "favicon.svg").read_text(encoding="utf-8")
    assert (drawings / "hills.svg").read_text(encoding="utf-8") == HILLS


def test_the_home_page_has_logo_and_drawing(home: BuiltPage) -> None:
    assert home.root.xpath("//*[@class='brand']/img[@class='brand-logo']/@src") == [
        "assets/pictures/shed.png"
    ]
    (drawing,) = home.root.xpath("//*[@class='hero-drawing']")
    assert drawing.get("aria-hidden") == "true"
    assert drawing.xpath(".//*[local-name()='path']/@fill") == [HUE]


def test_share_pictures_have_the_colours(site: Path) -> None:
    with Image.open(site / "assets/share/tidy-tools.png") as image:
        pixels = image.convert("RGB")
        band, background = pixels.getpixel((5, 5)), pixels.getpixel((1190, 5))
    assert band == tuple(bytes.fromhex(HUE[1:]))
    assert background == tuple(bytes.fromhex(PAPER[1:]))


@pytest.mark.parametrize(
    ("suffix", "part"), [("docx", "word/document.xml"), ("xlsx", "xl/styles.xml")]
)
def test_office_files_have_the_colour_of_the_page(site: Path, suffix: str, part: str) -> None:
    with zipfile.ZipFile(site / f"downloads/checklists/tidy-tools.{suffix}") as package:
        text = "".join(package.read(name).decode() for name in (part, *others(package, part)))
    assert HUE[1:].upper() in text


def others(package: zipfile.ZipFile, part: str) -> list[str]:
    """Return the styles and the theme of a Word file."""
    names = ("word/styles.xml", "word/theme/theme1.xml") if part.startswith("word/") else ()
    return [name for name in package.namelist() if name in names]


def test_the_cover_has_the_logo_and_paper(site: Path) -> None:
    with pikepdf.open(site / "downloads/good-sheds.pdf") as book:
        cover = book.pages[0]
        content = cover.Contents.read_bytes().decode("latin-1")
        assert len(cover.get_images()) == 1
    red, green, blue = (int(PAPER[at : at + 2], 16) / 255 for at in (1, 3, 5))
    fills = [
        tuple(map(float, rgb)) for rgb in re.findall(r"([\d.]+) ([\d.]+) ([\d.]+) rg", content)
    ]
    assert any(pytest.approx((red, green, blue), abs=0.002) == fill for fill in fills)


def test_without_an_identity_there_is_nothing_of_this_publication() -> None:
    theme = ROOT / "overrides"
    texts = [path.read_text(encoding="utf-8") for path in theme.rglob("*") if is_text(path)]
    assert not [text for text in texts if "shoal" in text]
    assert not list((theme / "theme/assets/drawings").glob("shoal*"))


def is_text(path: Path) -> bool:
    """Return whether a file of the theme is text that its makers wrote."""
    return path.suffix in {".html", ".css", ".svg", ".js"}
