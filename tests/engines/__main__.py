"""How far other engines build the small publication: `python -m tests.engines`, a report.

ProperDocs is tested (`test_properdocs.py`). Zensical may fail: each row of its table takes away one
thing that it lacks, in a copy, so that the next one shows. It is installed from pins with hashes in
an environment of its own, `build/engines/zensical`.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import ROOT, SMALL, copy_small
from tools.model.loader import load_publication

HOME = ROOT / "build" / "engines" / "zensical"
PINS = ROOT / "tests" / "engines" / "zensical.txt"
SETTINGS = "zensical.yml"  # beside mkdocs.yml, which the model reads as it is
FAULT = re.compile(r"^(?:\w+Error|Error|error)\b.*", re.MULTILINE)


@dataclass(frozen=True)
class Outcome:
    """What an engine made: its exit code, the pages, those with a checklist, what it says last."""

    code: int
    pages: int
    lists: int
    said: str


def plain(root: Path) -> None:
    """Change nothing."""


def dated(root: Path) -> None:
    """Write the date in the settings as text."""
    path = root / SETTINGS
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"( date: )([\d-]+)", r'\1"\2"', text), encoding="utf-8")


def named(root: Path) -> None:
    """Let the macros find project and page under the names that Zensical gives them."""
    path = root / "macros" / "__init__.py"
    text = path.read_text(encoding="utf-8")
    text = text.replace('env.conf["config_file_path"]', 'env.conf["root_dir"] + "/mkdocs.yml"')
    path.write_text(text.replace("env.page.file.src_uri", "env.page.path"), encoding="utf-8")


def unlooked(root: Path) -> None:
    """Leave our templates out: the theme that Zensical brings shows the pages."""
    path = root / SETTINGS
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"(?m)^ *custom_dir:.*\n", "", text), encoding="utf-8")
    for page in (root / "docs").rglob("*.md"):
        text = page.read_text(encoding="utf-8")
        page.write_text(re.sub(r"(?m)^template: .*\n", "", text), encoding="utf-8")


CHANGES: dict[str, Callable[[Path], None]] = {
    "as it is": plain,
    "the date of the settings as text": dated,
    "its own names for project and page": named,
    "the theme's templates in the place of ours": unlooked,
}


def install() -> bool:
    """Make the environment, once; tell whether it is there."""
    if not (HOME / "bin" / "zensical").exists():
        setup = ["sh", "tools/setup.sh", sys.executable, str(HOME), str(PINS)]
        subprocess.run(setup, cwd=ROOT, check=False)
    return (HOME / "bin" / "zensical").exists()


def build(root: Path) -> Outcome:
    """Build a project with Zensical; it does not look for imports in the project itself."""
    shutil.rmtree(root / "site", ignore_errors=True)
    done = subprocess.run(
        [HOME / "bin" / "zensical", "build", "-f", SETTINGS],
        cwd=root, env={"PYTHONPATH": str(root)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    said = FAULT.findall(done.stdout + done.stderr)
    texts = [page.read_text(encoding="utf-8") for page in (root / "site").rglob("*.html")]
    lists = sum("data-item" in text for text in texts)
    return Outcome(done.returncode, len(texts), lists, said[-1] if said else "")


def main() -> int:
    """Print the table; a report never fails."""
    if not install():
        print("Zensical cannot be installed here.")
        return 0
    wanted = load_publication(SMALL)
    print(f"Pages: {len(wanted.pages)}, with a checklist: {len(wanted.pages_with_checklist)}")
    with tempfile.TemporaryDirectory() as folder:
        root = copy_small(Path(folder) / "small")
        shutil.copytree(ROOT / "tools", root / "tools")
        shutil.copy(root / "mkdocs.yml", root / SETTINGS)
        for name, change in CHANGES.items():
            change(root)
            found = build(root)
            print(f"{name}: exit code {found.code}, {found.pages} pages, {found.lists} with items")
            if found.said:
                print(f"    {found.said}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
