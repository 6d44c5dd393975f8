"""No folder of the machine gets into the site; see also `tests/test_machine_traces.py`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Built
from tools.checks.local_paths import check_local_paths

SVG = '<svg xmlns="http://www.w3.org/2000/svg" {}/>'


@pytest.mark.any_publication
def test_the_sites_name_no_folder(built: Built, built_small: Built) -> None:
    for project in (built, built_small):
        assert list(check_local_paths(project.root, project.site)) == []


@pytest.mark.parametrize(
    ("name", "text", "is_reported"),
    [
        ("a.html", "<p>{root}/docs</p>", True),
        ("a.js", "go('{uri}')", True),
        ("a.html", "<p>{home}/.ssh</p>", True),
        ("a.html", "<p>/home/somebody/ is a folder</p>", False),
        ("a.svg", SVG.format('docname="/home/jan/a.svg"'), True),
        ("a.svg", SVG.format(r'export="C:\Users\jan\a.png"'), True),
        ("a.svg", SVG.format('href="file:///Volumes/a.png"'), True),
        ("a.svg", SVG.format('viewBox="0 0 9 9"'), False),
    ],
)
def test_a_folder_of_a_machine_is_found(
    tmp_path: Path, name: str, text: str, is_reported: bool
) -> None:
    root, site = tmp_path / "a project", tmp_path / "site"
    site.mkdir()
    content = text.replace("{root}", str(root)).replace("{uri}", root.as_uri())
    (site / name).write_text(content.replace("{home}", str(Path.home())), encoding="utf-8")
    found = list(check_local_paths(root, site))
    assert [finding.startswith(f"{name}: ") for finding in found] == [True] * is_reported
