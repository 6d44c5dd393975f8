"""Valid HTML: the W3C's checker (vnu) over every page of both publications, in one process."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.conftest import PATIENCE, ROOT, Built

JAR = ROOT / "build" / "editors" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
pytestmark = pytest.mark.skipif(
    not shutil.which("java") and "CI" not in os.environ,
    reason="Java is missing: python -m tools doctor --tests",
)


def judge(pages: Iterable[Path]) -> list[str]:
    """Give what the checker calls an error or a warning, as `file:line: message`."""
    assert JAR.is_file(), "vnu is missing: make test"
    command: list[str | Path] = [
        "java",
        "-jar",
        JAR,
        "--stdout",
        "--exit-zero-always",
        "--format",
        "json",
    ]
    done = subprocess.run(
        [*command, *pages], capture_output=True, text=True, check=True, timeout=PATIENCE
    )
    return [
        f"{one['url']}:{one.get('lastLine', '?')}: {one['message']}"
        for one in json.loads(done.stdout)["messages"]
        if one["type"] == "error" or one.get("subType") == "warning"
    ]


def test_every_page_is_valid(built: Built, built_small: Built) -> None:
    pages = [page for one in (built, built_small) for page in one.site.rglob("*.html")]
    assert len(pages) > len(built.publication.pages) + len(built_small.publication.pages)
    assert judge(pages) == []


def test_the_checker_finds_what_is_wrong(built: Built, tmp_path: Path) -> None:
    """A wrong attribute, an element where it may not stand, a label for nothing, and a bad role."""
    page = (built.site / "checklists.html").read_text(encoding="utf-8")
    wrong = {
        "attribute": '<input type="checkbox" autocomplete="off">',
        "place": "<ul><p>x</p></ul>",
        "reference": '<label for="nothing">x</label>',
        "role": '<p role="heading1">x</p>',
    }
    for name, markup in wrong.items():
        text = page.replace("</article>", f"{markup}</article>", 1)
        (tmp_path / f"{name}.html").write_text(text, encoding="utf-8")
    found = judge(tmp_path.glob("*.html"))
    assert {line.split(".html:")[0].rsplit("/", 1)[-1] for line in found} == set(wrong)
    assert len(found) == len(wrong), found
