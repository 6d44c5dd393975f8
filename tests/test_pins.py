"""What is installed is pinned with hashes, and says nowhere where to get it."""

from __future__ import annotations

import json
import re

import pytest

from tests.conftest import ROOT

PYTHON = ("requirements.txt", "requirements-dev.txt", "tests/bench/peers.txt")
NODE = ("tests/editors/package-lock.json", "tests/bench/node/package-lock.json")
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
    packages = {name: one for name, one in lock["packages"].items() if name}
    assert len(packages) > 20
    assert [
        name for name, one in packages.items() if not {"version", "integrity"} <= set(one)
    ] == []
