"""No folder of a machine gets into the site; `tests/test_machine_traces.py` unpacks all files."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Built
from tools.checks.local_paths import check_local_paths

SVG = '<svg xmlns="http://www.w3.org/2000/svg" {}/>'


@pytest.mark.any_publication
def test_the_sites_name_no_folder(built: Built, built_small: Built) -> None:
    for one in (built, built_small):
        assert list(check_local_paths(one.root, one.site)) == []


@pytest.mark.parametrize(
    ("name", "text", "told"),
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
def test_a_folder_of_a_machine_is_found(tmp_path: Path, name: str, text: str, told: bool) -> None:
    root, site = tmp_path / "a project", tmp_path / "site"
    site.mkdir()
    filled = text.replace("{root}", str(root)).replace("{uri}", root.as_uri())
    (site / name).write_text(filled.replace("{home}", str(Path.home())), encoding="utf-8")
    found = list(check_local_paths(root, site))
    assert [one.startswith(f"{name}: ") for one in found] == [True] * told
