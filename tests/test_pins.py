"""Dependencies are pinned with hashes, and without addresses to download them from."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.conftest import ROOT

PYTHON = (
    "requirements.txt",
    "requirements-dev.txt",
    "tests/bench/peers.txt",
    "tests/engines/zensical.txt",
)
NODE = (
    "tests/editors/package-lock.json",
    "tests/bench/node/package-lock.json",
    "tools/editor/vendor/package-lock.json",
)
ADDRESS = re.compile(r"(https?|git|ssh|file):|//")


@pytest.mark.parametrize("name", [*PYTHON, *NODE])
def test_pins_hold_no_address(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    found = [line for line in text.splitlines() if ADDRESS.search(line)]
    # base64 may hold two slashes in a row; a hash is no address
    assert [line for line in found if '"integrity": "sha' not in line] == []


@pytest.mark.parametrize("name", PYTHON)
def test_every_python_package_has_a_version_and_a_hash(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    packages = re.split(r"^(?=[A-Za-z])", text, flags=re.MULTILINE)[1:]
    assert len(packages) > 20
    assert [p for p in packages if "==" not in p.split()[0] or "--hash=sha256:" not in p] == []


@pytest.mark.parametrize("name", NODE)
def test_every_node_package_has_a_version_and_a_hash(name: str) -> None:
    lock = json.loads((ROOT / name).read_text(encoding="utf-8"))
    packages = {name: package for name, package in lock["packages"].items() if name}
    assert len(packages) > 20
    assert [
        name for name, package in packages.items() if not {"version", "integrity"} <= set(package)
    ] == []


def build_wheel(folder: Path, text: str) -> str:
    """Build a wheel; return its hash."""
    path = folder / "pinned-1.0-py3-none-any.whl"
    metadata = "Metadata-Version: 2.1\nName: pinned\nVersion: 1.0\n"
    kind = "Wheel-Version: 1.0\nGenerator: x\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    files = {
        "pinned.py": text,
        "pinned-1.0.dist-info/METADATA": metadata,
        "pinned-1.0.dist-info/WHEEL": kind,
    }
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
        record = "".join(f"{name},,\n" for name in [*files, "pinned-1.0.dist-info/RECORD"])
        archive.writestr("pinned-1.0.dist-info/RECORD", record)
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.integration
def test_the_set_up_takes_only_what_has_the_pinned_hash(tmp_path: Path) -> None:
    """The real script, on a local package that it installs into a folder."""
    python = tmp_path / "venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n', encoding="utf-8")
    python.chmod(0o755)
    pins = tmp_path / "pins.txt"
    local_index = {
        "PIP_NO_INDEX": "1",
        "PIP_FIND_LINKS": str(tmp_path),
        "PIP_TARGET": str(tmp_path / "installed"),
        "PIP_CONFIG_FILE": os.devnull,
    }

    def set_up(line: str) -> subprocess.CompletedProcess[str]:
        pins.write_text(f"{line}\n", encoding="utf-8")
        return subprocess.run(
            ["sh", ROOT / "tools" / "setup.sh", sys.executable, tmp_path / "venv", pins],
            env={**os.environ, **local_index}, capture_output=True, text=True, check=False,
        )  # fmt: skip

    right = build_wheel(tmp_path, "value = 1\n")
    wrong = build_wheel(
        tmp_path, "value = 2\n"
    )  # the package changed under the same name and version
    assert right != wrong
    for line in (f"pinned==1.0 --hash=sha256:{right}", "pinned==1.0"):
        done = set_up(line)
        assert done.returncode != 0
        assert "hash" in done.stderr.lower()
        assert not (tmp_path / "installed").exists()
    assert set_up(f"pinned==1.0 --hash=sha256:{wrong}").returncode == 0
    assert (tmp_path / "installed" / "pinned.py").is_file()


@pytest.mark.integration
def test_the_set_up_writes_a_program_that_shells_complete(tmp_path: Path) -> None:
    python = tmp_path / "venv of mine" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n', encoding="utf-8")
    python.chmod(0o755)
    (tmp_path / "pins.txt").touch()

    def run(*command: str | Path, **environment: str) -> str:
        return subprocess.run(
            command, cwd=tmp_path, env={**os.environ, **environment},
            capture_output=True, text=True, check=True,
        ).stdout  # fmt: skip

    run("sh", ROOT / "tools" / "setup.sh", sys.executable, python.parents[1], "pins.txt")
    toolkit = python.with_name("toolkit")
    assert "Usage: toolkit " in run(toolkit, "--help")
    completion = {
        "_TOOLKIT_COMPLETE": "complete_bash",
        "COMP_WORDS": "toolkit re",
        "COMP_CWORD": "1",
    }
    assert sorted(run(toolkit, **completion).split()) == ["release", "remove", "reviews"]


def test_node_packages_come_from_the_lock_file_only() -> None:
    scripts = [ROOT / "Makefile", *ROOT.glob("tests/**/*.sh"), *ROOT.glob("tools/**/*.sh")]
    commands = [
        line.strip()
        for path in scripts
        if "node_modules" not in path.parts and path.name != "lock.sh"
        for line in path.read_text(encoding="utf-8").splitlines()
        if re.search(r"\bnpm (?:ci|i|install|add|update)\b", line)
    ]
    assert commands
    assert [line for line in commands if not re.search(r"\bnpm ci\b", line)] == []
