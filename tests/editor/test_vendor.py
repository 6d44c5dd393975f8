"""The packages of the editor are those that the lock file pins, with their licences."""

from __future__ import annotations

import hashlib
import json
import zipfile
from pathlib import Path

from tools.editor.server import PACKAGES, REMOTE_FONT, WORDS_FOLDER, read_part
from tools.editor.vendor.pack import PARTS, pack

FOLDER = PACKAGES.parent


def test_every_file_has_its_checksum() -> None:
    lines = (FOLDER / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    sums = {name: digest for digest, name in (line.split("  ") for line in lines)}
    with zipfile.ZipFile(PACKAGES) as archive:
        found = {
            name: hashlib.sha256(archive.read(name)).hexdigest() for name in archive.namelist()
        }
    assert found == sums


def test_the_licences_go_with_it() -> None:
    with zipfile.ZipFile(PACKAGES) as archive:
        names = archive.namelist()
        assert b"MIT License" in archive.read("sveltia/LICENSE.txt")
        assert b"Permission to use, copy, modify" in archive.read("yaml/LICENSE")
    fonts = [name for name in names if name.endswith(".woff2")]
    licences = [name.rpartition("/")[2].removesuffix(".LICENSE.txt") for name in names
                if name.endswith(".LICENSE.txt") and "assets" in name]  # fmt: skip
    assert fonts
    assert [font for font in fonts if not any(one in font for one in licences)] == []


def test_versions_are_exact_and_the_same_in_the_lock_file() -> None:
    wanted = json.loads((FOLDER / "package.json").read_text(encoding="utf-8"))["dependencies"]
    locked = json.loads((FOLDER / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert {name: locked[f"node_modules/{name}"]["version"] for name in wanted} == wanted


def test_fonts_come_from_here() -> None:
    program = read_part("vendor/sveltia/npm/index.js")
    assert program
    assert REMOTE_FONT.search(program) is None
    assert program.count(b"/vendor/sveltia/npm/assets/") == 3
    assert (read_part("vendor/sveltia/locales/nl.json") or b"").startswith(b"export default {")
    assert read_part("vendor/../server.py") is None
    assert read_part("../server.py") is None


def test_dutch_words_are_amended() -> None:
    """Ours replace and complete those of Sveltia, and leave the others."""
    module = read_part("vendor/sveltia/locales/nl.json") or b""
    sent = json.loads(module.removeprefix(b"export default "))
    own = json.loads((WORDS_FOLDER / "nl.json").read_text(encoding="utf-8"))
    with zipfile.ZipFile(PACKAGES) as archive:
        theirs = json.loads(archive.read("sveltia/locales/nl.json"))
    assert sent["show_errors"] == own["show_errors"]
    assert sent["sign_out"] == theirs["sign_out"]
    assert sent["validation"].keys() == theirs["validation"].keys()


def test_packing_gives_the_same_bytes(tmp_path: Path) -> None:
    for pattern in PARTS:
        path = tmp_path / "modules" / pattern.replace("**/", "").replace("*", "one")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(pattern, encoding="utf-8")
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
        pack(tmp_path / "modules", tmp_path / name)
    first, second = (tmp_path / name / "editor.zip" for name in ("first", "second"))
    assert first.read_bytes() == second.read_bytes()
