"""Take the pictures of the guide to the browser editor: `python -m tests.editor.take_pictures`.

They show a copy of this publication, in a browser of its language. Needs Chromium, as the tests do.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page

from tests.chromium import open_chromium
from tests.conftest import ROOT

FOLDER = ROOT / "tools" / "guides" / "pictures"
PORT = 8470
ORIGIN = f"http://127.0.0.1:{PORT}"
PARTS = ("docs", "macros", "mkdocs.yml", "overrides")
STORY = "story/entries/verhaal-suselbeek"
COLOURS = 64
SETTLED = 2500  # milliseconds


def open_form(page: Page, entry: str) -> None:
    """Open a form, without a cursor in it, and its page beside it."""
    page.goto(f"{ORIGIN}/")
    page.evaluate("hash => { location.hash = hash }", f"#/collections/{entry}")
    page.reload()
    page.locator("[data-key-path]").first.wait_for()
    page.wait_for_timeout(SETTLED)
    page.evaluate("document.activeElement.blur()")
    page.locator("[data-key-path]").first.scroll_into_view_if_needed()


def take(page: Page, name: str) -> None:
    """Take a picture of the window, with few colours."""
    page.wait_for_timeout(SETTLED)
    image = Image.open(BytesIO(page.screenshot())).convert("RGB")
    few = image.quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(FOLDER / f"edit-{name}.png", optimize=True)


def take_all(page: Page, story: Path) -> None:
    """Take all pictures of an editor that runs; `story`: the file in which to make a mistake."""
    page.goto(f"{ORIGIN}/#/collections/story")
    take(page, "list")
    open_form(page, STORY)
    take(page, "page")
    page.locator("#new-open").click()
    page.locator("#new-kind").select_option("story")
    page.locator("#new-name").fill("Een ploeg leert meten")
    take(page, "new")
    page.locator("#new-stop").click()
    page.locator("#picture-open").click()
    page.locator("#picture-text").fill("Twee mensen kijken naar een werkstuk op een bank.")
    take(page, "picture")
    page.locator("#picture-stop").click()
    page.locator("#page-open").click()
    page.locator("#page-successor").select_option("verhalen")
    page.locator("#page-ask").click()
    take(page, "move")
    page.locator("#page-stop").click()
    open_form(page, "data/entries/sources")
    take(page, "data")
    items = "checklist.blocks.0.items"
    page.goto(f"{ORIGIN}/#/collections/practice/entries/zelfsturende-teams?field={items}.1.what")
    page.locator(f'[data-key-path="{items}.1.what"] :focus').wait_for()
    take(page, "items")
    open_form(page, STORY)
    text = story.read_text(encoding="utf-8")
    story.write_text(text.replace('cite("', 'cite("het-', 1), encoding="utf-8")
    page.frame_locator("#view").get_by_role("alert").wait_for()
    page.locator("[data-key-path]").first.scroll_into_view_if_needed()
    take(page, "message")


def main() -> None:
    """Run the editor of a copy, and take the pictures."""
    with tempfile.TemporaryDirectory() as folder, open_chromium() as browser:
        for name in PARTS:
            source = ROOT / name
            (shutil.copytree if source.is_dir() else shutil.copy)(source, Path(folder) / name)
        server = subprocess.Popen(
            [sys.executable, "-m", "tools", "--project", folder, "edit",
             "--port", str(PORT), "--no-open"],
            cwd=ROOT, stdout=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            for _ in range(60):
                time.sleep(1)
                try:
                    urllib.request.urlopen(f"http://127.0.0.1:{PORT + 1}/", timeout=5)
                    break
                except OSError:
                    continue
            page = browser.new_page(viewport={"width": 1280, "height": 720}, locale="nl-NL")
            take_all(page, Path(folder) / "docs/verhalen/suselbeek.md")
        finally:
            server.terminate()


if __name__ == "__main__":
    main()
