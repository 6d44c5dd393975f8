"""Docstrings say what comes out, in words that every engineer uses; ruff checks their mood."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.conftest import ROOT

MODULES = sorted(
    path for name in ("tools", "macros", "tests") for path in ROOT.glob(f"{name}/**/*.py")
)
DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef)
ODD_OPENINGS = {
    "Give", "Tell", "Say", "What", "Whether", "How", "When", "Where", "Which", "Who", "Why",
}  # fmt: skip


def odd_docstrings(source: str) -> list[str]:
    """Return the first lines of docstrings that open with an odd word."""
    nodes = (node for node in ast.walk(ast.parse(source)) if isinstance(node, DOCUMENTED))
    docstrings = (ast.get_docstring(node) or "" for node in nodes)
    lines = (docstring.partition("\n")[0] for docstring in docstrings)
    return [line for line in lines if line.partition(" ")[0] in ODD_OPENINGS]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_docstrings_open_with_the_result(path: Path) -> None:
    assert odd_docstrings(path.read_text(encoding="utf-8")) == []


def test_an_odd_docstring_is_found() -> None:
    assert odd_docstrings('def a():\n    """Give a thing.\n\n    More."""') == ["Give a thing."]
    assert odd_docstrings('def a():\n    """Return a thing."""') == []
