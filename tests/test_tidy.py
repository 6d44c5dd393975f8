"""What only the machinery needs does not go out with the site."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import ROOT
from tools.tidy import MACHINERY, tidy

LOOK = ROOT / "overrides"


def staged(root: Path) -> Path:
    """Make a staged site with pages, the look, and the machinery's own files."""
    for name in (
        "index.html",
        "assets/style/site.css",
        "print/book.html",
        "print/fonts/README.md",
        "macros/cards.html",
        "assets/javascripts/lunr/min/lunr.nl.min.js",
        "assets/javascripts/workers/search.min.js",
    ):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(name, encoding="utf-8")
    return root


def files(root: Path) -> set[str]:
    """Give the files below a folder."""
    return {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}


def test_the_machinery_goes_and_the_rest_stays(tmp_path: Path) -> None:
    site = staged(tmp_path)
    tidy(site, LOOK)
    assert files(site) == {"index.html", "assets/style/site.css"}
    assert (site / "index.html").read_text(encoding="utf-8") == "index.html"


def test_no_empty_folder_is_left(tmp_path: Path) -> None:
    site = staged(tmp_path)
    tidy(site, LOOK)
    assert {path.name for path in site.iterdir()} == {"assets", "index.html"}


def test_a_site_without_machinery_stays_as_it_is(tmp_path: Path) -> None:
    site = staged(tmp_path)
    tidy(site, LOOK)
    before = files(site)
    tidy(site, LOOK)
    assert files(site) == before


def test_only_folders_at_the_top_are_machinery(tmp_path: Path) -> None:
    deep = tmp_path / "ways" / "print" / "page.html"
    deep.parent.mkdir(parents=True)
    deep.write_text("a page", encoding="utf-8")
    tidy(tmp_path, LOOK)
    assert deep.is_file()


def test_the_machinery_is_that_of_the_look() -> None:
    assert [name for name in MACHINERY if not (ROOT / "overrides" / name).is_dir()] == []


def test_what_the_publication_itself_has_there_stays(tmp_path: Path) -> None:
    site = staged(tmp_path)
    (site / "print" / "index.html").write_text("a page", encoding="utf-8")
    tidy(site, LOOK)
    assert files(site) == {"index.html", "assets/style/site.css", "print/index.html"}
