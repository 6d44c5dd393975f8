"""Report how far other engines build the small publication: `python -m tests.engines`.

ProperDocs is tested (`test_properdocs.py`). Zensical may fail: each row of its table removes one
feature that it lacks, in a copy, so that the next one shows. It is installed from pins with hashes
in an environment of its own, `build/engines/zensical`.
"""

from __future__ import annotations

import argparse
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

ENGINE_FOLDER = ROOT / "build" / "engines" / "zensical"
PINS = ROOT / "tests" / "engines" / "zensical.txt"
SETTINGS = "zensical.yml"  # beside mkdocs.yml, which the model reads unchanged
ERROR_LINE = re.compile(r"^(?:\w+Error|Error|error)\b.*", re.MULTILINE)


@dataclass(frozen=True)
class Outcome:
    """The result of an engine: exit code, pages, pages with a checklist, and its last error."""

    code: int
    pages: int
    lists: int
    message: str


def change_nothing(root: Path) -> None:
    """Change nothing."""


def quote_date(root: Path) -> None:
    """Write the date in the settings as text."""
    path = root / SETTINGS
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"( date: )([\d-]+)", r'\1"\2"', text), encoding="utf-8")


def rename_variables(root: Path) -> None:
    """Make the macros use Zensical's names for project and page."""
    path = root / "macros" / "__init__.py"
    text = path.read_text(encoding="utf-8")
    text = text.replace('env.conf["config_file_path"]', 'env.conf["root_dir"] + "/mkdocs.yml"')
    path.write_text(text.replace("env.page.file.src_uri", "env.page.path"), encoding="utf-8")


def remove_templates(root: Path) -> None:
    """Leave out our templates, so that Zensical's own theme renders the pages."""
    path = root / SETTINGS
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"(?m)^ *custom_dir:.*\n", "", text), encoding="utf-8")
    for page in (root / "docs").rglob("*.md"):
        text = page.read_text(encoding="utf-8")
        page.write_text(re.sub(r"(?m)^template: .*\n", "", text), encoding="utf-8")


CHANGES: dict[str, Callable[[Path], None]] = {
    "as it is": change_nothing,
    "the date of the settings as text": quote_date,
    "its own names for project and page": rename_variables,
    "the theme's templates in the place of ours": remove_templates,
}


def install() -> bool:
    """Create the environment, once; return whether it exists."""
    if not (ENGINE_FOLDER / "bin" / "zensical").exists():
        setup = ["sh", "tools/setup.sh", sys.executable, str(ENGINE_FOLDER), str(PINS)]
        subprocess.run(setup, cwd=ROOT, check=False)
    return (ENGINE_FOLDER / "bin" / "zensical").exists()


def build(root: Path) -> Outcome:
    """Build a project with Zensical; it does not look for imports in the project itself."""
    shutil.rmtree(root / "site", ignore_errors=True)
    done = subprocess.run(
        [ENGINE_FOLDER / "bin" / "zensical", "build", "-f", SETTINGS],
        cwd=root, env={"PYTHONPATH": str(root)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    errors = ERROR_LINE.findall(done.stdout + done.stderr)
    texts = [page.read_text(encoding="utf-8") for page in (root / "site").rglob("*.html")]
    lists = sum("data-item" in text for text in texts)
    return Outcome(done.returncode, len(texts), lists, errors[-1] if errors else "")


def main() -> int:
    """Print the table; a report never fails."""
    argparse.ArgumentParser(prog="python -m tests.engines", description=__doc__).parse_args()
    if not install():
        print("Zensical cannot be installed here.")
        return 0
    expected = load_publication(SMALL)
    print(f"Pages: {len(expected.pages)}, with a checklist: {len(expected.pages_with_checklist)}")
    with tempfile.TemporaryDirectory() as folder:
        root = copy_small(Path(folder) / "small")
        shutil.copytree(ROOT / "tools", root / "tools")
        shutil.copy(root / "mkdocs.yml", root / SETTINGS)
        for name, change in CHANGES.items():
            change(root)
            outcome = build(root)
            pages = f"{outcome.pages} pages, {outcome.lists} with items"
            print(f"{name}: exit code {outcome.code}, {pages}")
            if outcome.message:
                print(f"    {outcome.message}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
