"""ESLint finds no faults in scripts and templates, and finds each kind of fault."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tools.checks.trusted_content import INLINE_SCRIPT

pytestmark = pytest.mark.integration

CONFIG = Path(__file__).with_name("eslint.config.cjs")
MODULES = ROOT / "build" / "editors" / "node_modules"
OVERRIDES = ROOT / "overrides"
EDITOR = ROOT / "tools" / "editor" / "web"
SCRIPT = '(() => {{\n  "use strict"\n  {line}\n}})()\n'
SINK = "no-restricted-syntax"
# A line of a script, and the rule that forbids it.
FAULTS = {
    "var one = 1; print(one)": "no-var",
    "let one = 1; print(one)": "prefer-const",
    "const one = 1": "no-unused-vars",
    "if (name == 1) print()": "eqeqeq",
    "addEventListener('load', function () { print() })": "prefer-arrow-callback",
    "setTimeout('print()')": "no-implied-eval",
    "eval(name)": "no-eval",
    "new Function(name)": "no-new-func",
    "location = 'javascript:print()'": "no-script-url",
    "unknownFunction()": "no-undef",
    "document.body.innerHTML = name": SINK,
    "document.body['innerHTML'] += name": SINK,
    "document.body.outerHTML = `<p>${name}`": SINK,
    "Object.assign(document.body, { innerHTML: name })": SINK,
    "document.body.insertAdjacentHTML('beforeend', name)": SINK,
    "document.write(name)": SINK,
    "new DOMParser().parseFromString(name, 'text/html')": SINK,
    "document.createRange().createContextualFragment(name)": SINK,
    "document.body.setHTMLUnsafe(name)": SINK,
    "document.head.append(document.createElement('script'))": SINK,
}
ALLOWED = ("document.body.textContent = name", "print(document.body.outerHTML)")


def lint(folder: Path) -> dict[str, list[str]]:
    """Return the rules that ESLint finds broken in the scripts of a folder, by file name."""
    program = MODULES / "eslint" / "bin" / "eslint.js"
    assert program.is_file(), "ESLint is missing: make build/editors/ready"
    node = shutil.which("node")
    assert node, "node is missing: python -m tools doctor --tests"
    done = subprocess.run(
        [node, program, "--config", CONFIG, "--format", "json", "."],
        cwd=folder, env={**os.environ, "NODE_PATH": str(MODULES)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.stdout, done.stderr
    return {
        Path(file["filePath"]).name: [
            message["ruleId"] or message["message"] for message in file["messages"]
        ]
        for file in json.loads(done.stdout)
    }


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """The findings of one run of ESLint in all scripts, and in faulty ones."""
    folder = tmp_path_factory.mktemp("lint")
    for path in (OVERRIDES / "theme" / "assets" / "javascripts").glob("*.js"):
        shutil.copy(path, folder)
    for path in EDITOR.glob("*.js"):
        shutil.copy(path, folder / f"module-{path.name}")
    for path in OVERRIDES.rglob("*.html"):
        for script in filter(None, INLINE_SCRIPT.findall(path.read_text(encoding="utf-8"))):
            if "{{" not in script:  # else it is data
                (folder / f"inline-{path.stem}.js").write_text(script, encoding="utf-8")
    for number, line in enumerate([*FAULTS, *ALLOWED]):
        (folder / f"case-{number}.js").write_text(SCRIPT.format(line=line), encoding="utf-8")
    return lint(folder)


def test_no_script_breaks_a_rule(found: dict[str, list[str]]) -> None:
    project_scripts = {name: rules for name, rules in found.items() if not name.startswith("case-")}
    assert {"trusted-types.js", "inline-palette.js", "module-editor.js"} <= set(project_scripts)
    assert {name: rules for name, rules in project_scripts.items() if rules} == {}


def test_each_fault_is_found(found: dict[str, list[str]]) -> None:
    for number, (line, rule) in enumerate(FAULTS.items()):
        assert rule in found[f"case-{number}.js"], line


def test_allowed_code_is_not_reported(found: dict[str, list[str]]) -> None:
    for number, line in enumerate(ALLOWED, len(FAULTS)):
        assert found[f"case-{number}.js"] == [], line
