"""The Python with the packages: a command that another one runs goes on there, or says how to.

Nothing is imported here that is not in any Python 3.
"""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PYTHONS = (Path(".venv", "bin", "python"), Path(".venv", "Scripts", "python.exe"))
OWN_PACKAGES = ("tools", "macros")


def continue_in_environment(root: Path = ROOT) -> None:
    """Run this command with the Python of `.venv` in `root` when the system's own one runs it.

    Returns when there is no `.venv`, or when a virtual environment is in use, whichever it is.
    """
    python = next((root / path for path in PYTHONS if (root / path).is_file()), None)
    if sys.prefix != sys.base_prefix or python is None:
        return
    command = [str(python), "-m", "tools", *sys.argv[1:]]
    if os.name == "nt":  # where `exec` does not wait
        sys.exit(subprocess.call(command))
    os.execv(command[0], command)


def describe_missing(error: ModuleNotFoundError, folder: Path) -> str:
    """Return in one line how to get a package that is missing, in the language of the project.

    `folder` is that of the project. Raises the error again when a module of the generator lacks.
    """
    name = (error.name or "").partition(".")[0]
    if name in OWN_PACKAGES:
        raise error
    python = PYTHONS[1 if os.name == "nt" else 0]
    return read_word(folder, "package_missing").format(name=name, python=python.as_posix())


def read_word(folder: Path, key: str) -> str:
    """Return an interface text without the package that reads YAML; English by default."""
    try:
        settings = (folder / "mkdocs.yml").read_text(encoding="utf-8")
    except (OSError, ValueError):
        settings = ""
    found: Any = re.search(r"^ +language: *[\"']?([a-z-]+)", settings, re.MULTILINE)
    catalogue = ROOT / "tools" / "languages" / (found[1] if found else "en") / "interface.yml"
    if not catalogue.is_file():
        catalogue = ROOT / "tools" / "languages" / "en" / "interface.yml"
    found = re.search(rf'^{key}: "(.*)"$', catalogue.read_text(encoding="utf-8"), re.MULTILINE)
    return str(found[1])
