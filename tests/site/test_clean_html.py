"""What only the machinery needs does not go out with the site."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import ROOT, Built
from tools.site.clean_html import TEMPLATE_FOLDERS, clean_site

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
    clean_site(site, LOOK, "nl")
    assert files(site) == {"index.html", "assets/style/site.css"}
    assert (site / "index.html").read_text(encoding="utf-8") == "index.html"


def test_no_empty_folder_is_left(tmp_path: Path) -> None:
    site = staged(tmp_path)
    clean_site(site, LOOK, "nl")
    assert {path.name for path in site.iterdir()} == {"assets", "index.html"}


def test_a_site_without_machinery_stays_as_it_is(tmp_path: Path) -> None:
    site = staged(tmp_path)
    clean_site(site, LOOK, "nl")
    before = files(site)
    clean_site(site, LOOK, "nl")
    assert files(site) == before


def test_only_folders_at_the_top_are_machinery(tmp_path: Path) -> None:
    deep = tmp_path / "ways" / "print" / "page.html"
    deep.parent.mkdir(parents=True)
    deep.write_text("a page", encoding="utf-8")
    clean_site(tmp_path, LOOK, "nl")
    assert deep.is_file()


def test_the_machinery_is_that_of_the_look() -> None:
    assert [name for name in TEMPLATE_FOLDERS if not (ROOT / "overrides" / name).is_dir()] == []


def test_what_the_publication_itself_has_there_stays(tmp_path: Path) -> None:
    site = staged(tmp_path)
    (site / "print" / "index.html").write_text("a page", encoding="utf-8")
    clean_site(site, LOOK, "nl")
    assert files(site) == {"index.html", "assets/style/site.css", "print/index.html"}


def brought(root: Path) -> Path:
    """Make a staged site with what the theme brings, whose page names some of it."""
    scripts, styles = "assets/javascripts", "assets/stylesheets"
    texts = {
        "index.html": f'<link rel="stylesheet" href="{styles}/main.0f.min.css">\n'
        f'<script src="{scripts}/site.js"></script>',
        f"{scripts}/bundle.1a.min.js": "run()\n//# sourceMappingURL=bundle.1a.min.js.map\n",
        f"{scripts}/bundle.1a.min.js.map": "{}",
        f"{scripts}/site.js": "one.className = 'md-a'",
        f"{scripts}/workers/search.2b.min.js": "find()",
        f"{scripts}/lunr/min/lunr.nl.min.js": "",
        f"{styles}/main.0f.min.css": "a{b:c}.md-a{b:c}.md-b{b:c}/*# sourceMappingURL=main.map */",
        f"{styles}/main.0f.min.css.map": "{}",
        f"{styles}/palette.0f.min.css": "",
    }
    for name, text in texts.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root


def test_of_the_theme_only_the_style_that_pages_name_stays(tmp_path: Path) -> None:
    site = brought(tmp_path)
    clean_site(site, LOOK, "nl")
    style = "assets/stylesheets/main.0f.min.css"
    assert files(site) == {"index.html", style, "assets/javascripts/site.js"}
    assert (site / style).read_text(encoding="utf-8") == "a{b:c}.md-a{b:c}\n"


def test_styles_that_no_page_names_go_with_their_folder(tmp_path: Path) -> None:
    site = brought(tmp_path)
    (site / "index.html").write_text("", encoding="utf-8")
    clean_site(site, LOOK, "nl")
    assert not (site / "assets/stylesheets").exists()


def test_the_built_site_holds_nothing_to_spare(built: Built) -> None:
    """What the theme brings is named by a page or a script; its search is not there."""
    assert not list(built.site.rglob("*.map"))
    named = "".join(
        path.read_text(encoding="utf-8")
        for suffix in ("html", "css", "js")
        for path in built.site.rglob(f"*.{suffix}")
    )
    assert "sourceMappingURL" not in named
    brought = [
        *built.site.glob("assets/stylesheets/*"),
        *built.site.glob("assets/javascripts/*.js"),
    ]
    assert [path.name for path in brought if path.name not in named] == []
    assert not any(name in path.name for path in brought for name in ("bundle", "palette"))
    assert not (built.site / "assets/javascripts/lunr").exists()
