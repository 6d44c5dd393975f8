"""What readers do not need does not go out with the site."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import Built
from tools.site.clean_html import clean_site

SCRIPTS, STYLES = "assets/javascripts", "assets/stylesheets"


def staged(root: Path) -> Path:
    """Make a staged site with a page and what the theme brings."""
    texts = {
        "index.html": '<html lang="en"><p lang="en"></p>',
        "deep/assets/stylesheets/page.html": "a page",
        f"{SCRIPTS}/site.js": "run()",
        f"{SCRIPTS}/bundle.1a.min.js": "run()",
        f"{SCRIPTS}/bundle.1a.min.js.map": "{}",
        f"{SCRIPTS}/workers/search.2b.min.js": "find()",
        f"{SCRIPTS}/lunr/min/lunr.nl.min.js": "",
        f"{STYLES}/main.0f.min.css": "",
    }
    for name, text in texts.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root


def files(root: Path) -> set[str]:
    """Return the files below a folder."""
    return {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}


def test_what_the_theme_brings_goes_and_the_rest_stays(tmp_path: Path) -> None:
    site = staged(tmp_path)
    clean_site(site, "nl")
    kept = {"index.html", "deep/assets/stylesheets/page.html", f"{SCRIPTS}/site.js"}
    assert files(site) == kept
    clean_site(site, "nl")
    assert files(site) == kept


def test_a_page_has_the_language_of_the_text(tmp_path: Path) -> None:
    site = staged(tmp_path)
    clean_site(site, "nl")
    page = (site / "index.html").read_text(encoding="utf-8")
    assert page == '<html lang="nl"><p lang="en"></p>'


def test_the_built_site_holds_nothing_to_spare(built: Built) -> None:
    """What the theme brings is named by a page or a script; its search is not there."""
    assert not list(built.site.rglob("*.map"))
    named = "".join(
        path.read_text(encoding="utf-8")
        for suffix in ("html", "css", "js")
        for path in built.site.rglob(f"*.{suffix}")
    )
    assert "sourceMappingURL" not in named
    assert not (built.site / STYLES).exists()
    brought = [*built.site.glob("assets/style/*"), *built.site.glob("assets/javascripts/*.js")]
    assert [path.name for path in brought if path.name not in named] == []
    assert not any("bundle" in path.name for path in brought)
    for folder in ("macros", "print", "publish", "editions", "theme"):
        assert not (built.site / folder).exists()
    assert not (built.site / "assets/javascripts/lunr").exists()
