"""All pages share one style sheet and one script, which hold the theme's files in order."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import ROOT, Built
from tools.site.built_pages import read_pages
from tools.site.bundle import (
    PADDING,
    PALETTES,
    SCRIPTS,
    SCRIPTS_FOLDER,
    STYLES_FOLDER,
    build_bundle,
    bundle_scripts,
    bundle_styles,
)

THEME = ROOT / "overrides" / "theme"
COMPRESSED = (".html", ".css", ".js", ".svg")
LAZY = {"search-engine.js"}  # loaded when a reader goes to the search box
MAX_REQUESTS, MAX_BYTES = 8, 132_000  # of a first view


def write(folder: Path, **texts: str) -> Path:
    """Write files `<name>.css`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.css").write_text(text, encoding="utf-8")
    return folder


def reader(folder: Path) -> Callable[[str], str]:
    """Return a function that reads a file of a folder."""
    return lambda name: (folder / name).read_text(encoding="utf-8")


def test_a_bundle_holds_its_files_in_order_without_source_maps(tmp_path: Path) -> None:
    write(tmp_path, a="a {}\n/*# sourceMappingURL=a.css.map */\n", b="b {}")
    bundle = bundle_styles(["b.css", "a.css"], reader(tmp_path))
    assert bundle.text == "b{}\na{}\n"
    assert bundle.sources == ("b.css", "a.css")


def test_its_name_changes_with_its_content(tmp_path: Path) -> None:
    write(tmp_path / "one", a="a {}", b="b {}")
    write(tmp_path / "two", a="a {}", b="b { color: red }")
    names = ["a.css", "b.css"]
    first, same, reordered, changed = (
        bundle_styles(order, reader(tmp_path / folder)).path
        for folder, order in (
            ("one", names), ("one", names), ("one", names[::-1]), ("two", names),
        )
    )  # fmt: skip
    assert first == same
    assert first.startswith(f"{STYLES_FOLDER}/all-")
    assert len({first, reordered, changed}) == 3


def test_it_takes_the_place_of_its_files_but_palettes(tmp_path: Path) -> None:
    for name in ("a.css", *PALETTES):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(f"/* {name} */", encoding="utf-8")
    bundle = bundle_styles(["a.css", *PALETTES], reader(tmp_path))
    bundle.write(tmp_path)
    assert not (tmp_path / "a.css").exists()
    assert all((tmp_path / name).is_file() for name in (*PALETTES, bundle.path))


def test_every_script_of_the_theme_is_bundled_or_loaded_later() -> None:
    files = {path.name for path in (THEME / SCRIPTS_FOLDER).glob("*.js")}
    assert files - {Path(name).name for name in SCRIPTS} == LAZY
    text = bundle_scripts(THEME).text
    for name in SCRIPTS:
        script = (THEME / name).read_text(encoding="utf-8")
        assert PADDING.sub("", script).strip() in text


def test_styles_hold_no_comments_but_licences(tmp_path: Path) -> None:
    write(tmp_path, a="/* One\n   two */\n/*! licence */\na { color: red } /* more */\n")
    assert bundle_styles(["a.css"], reader(tmp_path)).text == "/*! licence */a{color:red}\n"


def test_styles_mean_the_same_without_padding(page: Page) -> None:
    """Every rule of the theme, as a browser reads it."""
    names = [f"assets/style/{path.name}" for path in sorted((THEME / STYLES_FOLDER).glob("*.css"))]
    whole = "".join((THEME / name).read_text(encoding="utf-8") for name in names)
    short = bundle_styles(names, lambda name: (THEME / name).read_text(encoding="utf-8")).text
    assert len(short) < len(whole)
    read, shortened = (
        page.evaluate(
            """text => {
              const sheet = new CSSStyleSheet()
              sheet.replaceSync(text)
              return [...sheet.cssRules].map(rule => rule.cssText.replace(/\\s*,\\s*/g, ","))
            }""",
            text,
        )
        for text in (whole, short)
    )
    assert read == shortened


def test_scripts_hold_no_lines_of_comments(tmp_path: Path) -> None:
    script = '// b\nb("https://a")\n/** B */\n  b(`/* c */ ${`${d}: ${e}`}`) // d\n/* e */ b()\n'
    for name in SCRIPTS:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(script, encoding="utf-8")
    kept = 'try {\nb("https://a")\nb(`/* c */ ${`${d}: ${e}`}`) // d\n/* e */ b()\n} catch'
    assert bundle_scripts(tmp_path).text.count(kept) == len(SCRIPTS)


def test_no_text_in_a_script_has_lines_that_could_be_comments() -> None:
    for name in SCRIPTS:
        script = PADDING.sub("", (THEME / name).read_text(encoding="utf-8"))
        code = re.sub(r"/[^/\n]*`[^/\n]*/", "", script)  # a pattern with this character
        assert all(line.count("`") % 2 == 0 for line in code.splitlines()), name


def test_a_script_that_fails_stops_no_other(tmp_path: Path, page: Page) -> None:
    for name, text in (
        ("a", "window.ran = 'a'"), ("wrong", "window.absent.word()"), ("b", "window.ran += 'b'"),
    ):  # fmt: skip
        (tmp_path / f"{name}.js").write_text(text, encoding="utf-8")
    template = "try {{\n{text}\n}} catch (error) {{ setTimeout(() => {{ throw error }}) }}\n"
    assert template.partition("{text}")[2] in bundle_scripts(THEME).text.replace("{", "{{").replace(
        "}", "}}"
    )
    names = ("a.js", "wrong.js", "b.js")
    bundle = build_bundle(names, reader(tmp_path), "all-{digest}.js", template)
    bundle.write(tmp_path)
    index = tmp_path / "index.html"
    index.write_text(f'<script src="{bundle.path}" defer></script>', encoding="utf-8")
    context = page.context.browser.new_context()  # type: ignore[union-attr]
    opened, failed = context.new_page(), list[str]()
    opened.on("pageerror", lambda error: failed.append(str(error)))
    opened.goto(index.as_uri())
    opened.wait_for_function("window.ran === 'ab'")
    context.close()
    assert len(failed) == 1  # and it is still reported


def test_every_built_page_links_to_the_same_two(built: Built, built_small: Built) -> None:
    for site in (built.site, built_small.site):
        linked = {
            name.rpartition("/")[2]
            for page in read_pages(site).values()
            if not page.url.startswith("embed/")
            for name in page.root.xpath("//link[@rel='stylesheet']/@href | //script/@src")
        }
        assert len(linked - {"hand-out.css"}) == 2, linked


@pytest.mark.parametrize(
    "name", ["ingredienten/lange-adem.html", "aan-de-slag/hand-out-maken.html"]
)
def test_a_first_view_asks_for_little(built: Built, page: Page, served: str, name: str) -> None:
    requested: list[str] = []
    page.on("request", lambda request: requested.append(request.url.removeprefix(served)))
    page.goto(served + name, wait_until="networkidle")
    expect(page.locator("h1")).to_be_visible()
    sizes = []
    for path in requested:
        data = (built.site / path).read_bytes()
        sizes.append(len(gzip.compress(data) if path.endswith(COMPRESSED) else data))
    assert len(requested) <= MAX_REQUESTS, requested
    assert sum(sizes) <= MAX_BYTES
