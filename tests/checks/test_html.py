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


def validate_html(pages: Iterable[Path]) -> list[str]:
    """Return the errors and warnings of the checker, as `file:line: message`."""
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
        f"{message['url']}:{message.get('lastLine', '?')}: {message['message']}"
        for message in json.loads(done.stdout)["messages"]
        if message["type"] == "error" or message.get("subType") == "warning"
    ]


# An element where it may not stand, a wrong attribute, a label for nothing, and a bad role.
MISTAKES = {
    "wrong-place": "<ul><p>x</p></ul>",
    "wrong-attribute": '<input type="checkbox" autocomplete="off">',
    "wrong-reference": '<label for="nothing">x</label>',
    "wrong-role": '<p role="heading1">x</p>',
}


def test_every_page_is_valid_and_what_is_wrong_is_found(
    built: Built, built_small: Built, tmp_path: Path
) -> None:
    pages = [page for project in (built, built_small) for page in project.site.rglob("*.html")]
    assert len(pages) > len(built.publication.pages) + len(built_small.publication.pages)
    valid = (built.site / "checklists.html").read_text(encoding="utf-8")
    for name, markup in MISTAKES.items():
        text = valid.replace("</article>", f"{markup}</article>", 1)
        (tmp_path / f"{name}.html").write_text(text, encoding="utf-8")
    found = validate_html([*pages, *tmp_path.iterdir()])  # in one go: the checker starts slowly
    assert [line for line in found if str(tmp_path) not in line] == []
    assert sorted(line.split(".html:")[0].rsplit("/", 1)[-1] for line in found) == sorted(MISTAKES)
