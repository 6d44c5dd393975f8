"""Messages of the scripts: filled in, and in the form that fits a number."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.conftest import ROOT

COMMON = ROOT / "overrides/theme/assets/javascripts/common.js"


@pytest.mark.parametrize(
    ("message", "values", "expected"),
    [
        ("{count} of {all:# list|# lists}", {"count": 0, "all": 1}, "0 of 1 list"),
        ("{count} of {all:# list|# lists}", {"count": 1, "all": 2}, "1 of 2 lists"),
        ("Ready: {count:# page. It stands|# pages. They stand} below.", {"count": 1},
         "Ready: 1 page. It stands below."),
        ("{title}: gone.", {"title": "A | b"}, "A | b: gone."),
    ],
)  # fmt: skip
def test_a_message_follows_its_numbers(
    message: str, values: dict[str, object], expected: str, page: Page, tmp_path: Path
) -> None:
    (tmp_path / "common.js").write_text(COMMON.read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "index.html").write_text('<script src="common.js"></script>', encoding="utf-8")
    page.goto((tmp_path / "index.html").as_uri())
    found = page.evaluate(
        "([text, values]) => common.formatMessage(text, values)", [message, values]
    )
    assert found == expected
