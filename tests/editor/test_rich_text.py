"""Texts that are shown as rich text are written back as they were."""

from __future__ import annotations

import json
import re
from collections.abc import Generator
from contextlib import closing, suppress
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Route, TimeoutError

from tests.conftest import copy_project
from tests.editor.conftest import serving
from tools.editor.rich_text import is_rich

PAUSE, ATTEMPTS = 400, 4  # milliseconds; tries


@pytest.mark.parametrize(
    "text",
    [
        "One line, *stressed* and **bold**, with [a link](../x_y.md).",
        '## A heading {: #a-heading }\n\n- One {{ cite("a_b") }}\n- Two\n\n{{ page_checklist() }}',
        "1. One\n2. Two\n\nText.",
        "{# hint: one line #}\n\nText.",
    ],
)
def test_a_text_of_usual_parts_is_rich(text: str) -> None:
    assert is_rich(text)


@pytest.mark.parametrize(
    "text",
    [
        "| a | b |\n| --- | ---: |\n| c | d |", "One line\nand another.", "- One\n\n- Two",
        "1. One\n1. Two", "- One\n1. Two", "- One\n    - Inner", "!!! note\n\n    Text.",
        "_So_ it is.", "So *a_b* is.", '{{ ref("a", "the \\"b\\"") }}',
        "A <b>word</b>.", "An end  \nand more.", "`a\\b`", "> Quoted", "One\n\n\nTwo", "H~2~O",
        "A note.[^1]\n\n[^1]: The note.", "![A spade](spade.png)",
        "* One", "***Both***", "&lt;", "```\ncode\n```",
    ],
)  # fmt: skip
def test_what_would_be_written_otherwise_is_not_rich(text: str) -> None:
    assert not is_rich(text)


def only_texts(route: Route) -> None:
    """Leave of each form the text, so that it opens at once."""
    answer = route.fetch()
    session: dict[str, Any] = answer.json()
    for collection in session["forms"]["collections"]:
        for part in [collection, *collection["files"]]:
            if collection["name"] != "data" and "fields" in part:
                part["fields"] = [one for one in part["fields"] if one["name"] == "body"]
    route.fulfill(response=answer, body=json.dumps(session))


def changed_texts(page: Page, root: Path) -> Generator[tuple[str, str, str]]:
    """Add a letter to each rich text of a project; yield its file, before and after."""
    with serving(root) as origin:
        page.route("**/session", only_texts)
        page.goto(origin)
        page.locator("#bar").wait_for()
        forms = page.evaluate("async () => (await (await fetch('/session')).json()).forms")
        rich = [(collection["name"], file["name"], file["file"])
                for collection in forms["collections"] for file in collection["files"]
                if file.get("_rich")]  # fmt: skip
        assert rich
        for kind, name, file in rich:
            before = (root / file).read_text(encoding="utf-8")
            text = page.locator('[data-key-path="body"] [contenteditable="true"]').first
            for _ in range(ATTEMPTS):  # Sveltia may lose an address during a transition
                for address in (kind, f"{kind}/entries/{name}"):
                    page.evaluate("one => { location.hash = one }", f"#/collections/{address}")
                    page.wait_for_timeout(PAUSE)
                with suppress(TimeoutError):
                    text.locator("p, h2, h3, li").first.wait_for(timeout=10 * PAUSE)
                    break
            save = page.get_by_role("button", name=re.compile("Save|Opslaan")).first
            page.wait_for_timeout(PAUSE)
            assert save.is_disabled(), f"{file} changes when it is opened"
            text.press("Control+End")
            text.press("X")
            page.wait_for_timeout(PAUSE)
            with page.expect_response(lambda answer: answer.request.method == "PUT"):
                save.click()
            yield file, before, (root / file).read_text(encoding="utf-8")


@pytest.mark.integration
@pytest.mark.parametrize("most", [3, pytest.param(None, marks=pytest.mark.corpus)])
def test_a_rich_text_keeps_every_byte(small_sources: Path, page: Page, most: int | None) -> None:
    assert find_wrong(page, small_sources, most) == []


@pytest.mark.corpus
def test_every_rich_text_of_this_publication_keeps_every_byte(tmp_path: Path, page: Page) -> None:
    assert find_wrong(page, copy_project(tmp_path / "own")) == []


def find_wrong(page: Page, root: Path, most: int | None = None) -> list[str]:
    """Return the files of which saving a text changes more; `most`: how many files to try."""
    with closing(changed_texts(page, root)) as texts:
        return [file for file, before, after in islice(texts, most)
                if after != add_letter(before.rstrip())]  # fmt: skip


def add_letter(text: str) -> str:
    """Return a text with a letter at its end, which is a new paragraph after a block."""
    ends_with_block = re.fullmatch(r"\{\{ \w+\(.*\) \}\}", text.splitlines()[-1])
    return f"{text}\n\nX\n" if ends_with_block else f"{text}X\n"
