"""Unneeded files of the theme are removed from the site."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import Built
from tools.site.clean_html import clean_site

SCRIPTS, STYLES = "assets/javascripts", "assets/stylesheets"


def stage_site(root: Path) -> Path:
    """Create a staged site with a page and files of the theme."""
    texts = {
        "index.html": '<html lang="en"><p lang="en"></p>',
        "deep/assets/stylesheets/page.html": "a page",
        f"{SCRIPTS}/site.js": "run()",
        f"{SCRIPTS}/bundle.1a.min.js": "run()",
        f"{SCRIPTS}/bundle.1a.min.js.map": "{}",
        f"{SCRIPTS}/workers/search.2b.min.js": "find()",
        f"{SCRIPTS}/lunr/min/lunr.nl.min.js": "",
        f"{STYLES}/main.0f.min.css": "",
        f"{STYLES}/palette.0f.min.css.map": "",
    }
    for name, text in texts.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root


def files(root: Path) -> set[str]:
    """Return the files below a folder."""
    return {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}


def test_files_of_the_theme_are_removed_and_others_stay(tmp_path: Path) -> None:
    site = stage_site(tmp_path)
    clean_site(site, "nl")
    expected = {"index.html", "deep/assets/stylesheets/page.html", f"{SCRIPTS}/site.js"}
    assert files(site) == expected
    assert not (site / STYLES).exists()
    clean_site(site, "nl")
    assert files(site) == expected


def test_styles_of_a_plug_in_stay(tmp_path: Path) -> None:
    site = stage_site(tmp_path)
    (site / STYLES / "gallery.min.css").touch()
    clean_site(site, "nl")
    assert f"{STYLES}/gallery.min.css" in files(site)
    assert f"{STYLES}/main.0f.min.css" not in files(site)


def test_a_page_has_the_language_of_the_text(tmp_path: Path) -> None:
    site = stage_site(tmp_path)
    clean_site(site, "nl")
    page = (site / "index.html").read_text(encoding="utf-8")
    assert page == '<html lang="nl"><p lang="en"></p>'


def test_the_built_site_has_no_unused_files(built: Built) -> None:
    """Files of the theme are used by a page or a script; its search is removed."""
    assert not list(built.site.rglob("*.map"))
    all_text = "".join(
        path.read_text(encoding="utf-8")
        for suffix in ("html", "css", "js")
        for path in built.site.rglob(f"*.{suffix}")
    )
    assert "sourceMappingURL" not in all_text
    assert not (built.site / STYLES).exists()
    theme_files = [*built.site.glob("assets/style/*"), *built.site.glob("assets/javascripts/*.js")]
    assert [path.name for path in theme_files if path.name not in all_text] == []
    assert not any("bundle" in path.name for path in theme_files)
    for folder in ("macros", "print", "publish", "editions", "theme"):
        assert not (built.site / folder).exists()
    assert not (built.site / "assets/javascripts/lunr").exists()
