"""The command line: `python -m tools <command>`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from tools import system
from tools.model.problems import InvalidPublicationError
from tools.model.publication import current_publication, read_settings
from tools.pdf.chapters import PageNotBuiltError
from tools.pdf.paper import AssetMissingError, PangoMissingError, PaperError
from tools.pipeline import ChecksFailedError, run
from tools.shoal import drawings
from tools.site import SiteBuildError, serve_site

KNOWN_ERRORS = (
    InvalidPublicationError,
    SiteBuildError,
    PageNotBuiltError,
    AssetMissingError,
    PaperError,
    ChecksFailedError,
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; give the exit code. A mistake of the user is told without a traceback."""
    options = parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = options.command
    try:
        return command(options)
    except KNOWN_ERRORS as error:
        print(error, file=sys.stderr)
    except PangoMissingError:
        print(system.advice(["pango"]), file=sys.stderr)
    return 1


def parser() -> argparse.ArgumentParser:
    """Describe the commands."""
    result = argparse.ArgumentParser(prog="python -m tools", description=__doc__)
    result.add_argument(
        "--project", type=Path, default=Path(), metavar="DIR",
        help="the folder with mkdocs.yml and docs/ (default: this folder)",
    )  # fmt: skip
    commands = result.add_subparsers(required=True, metavar="command")

    def add(name: str, command: Callable[[argparse.Namespace], int], text: str) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=text, description=text)
        added.set_defaults(command=command)
        return added

    add("build", build, "make everything, check it, and put it in site/")
    add("check", check, "judge the sources only: front matter, checklists, links, data").add_argument(
        "--release", action="store_true",
        help="also what must be right on the day of publication: publisher, review dates",
    )  # fmt: skip
    add("pdf", pdf, "make the pages and the book in build/staged, and leave site/ alone")
    add("export", export, "make the data files in build/staged, and leave site/ alone")
    add("serve", serve, "show pages live while you write").add_argument(
        "--address", default="127.0.0.1:8000", metavar="HOST:PORT"
    )
    add("draw", draw, "draw the shoal and its markers again, in overrides/assets/drawings")
    doctor = add("doctor", examine, "look whether this machine has what is needed")
    doctor.add_argument("--install", action="store_true", help="install what is missing, if allowed")
    doctor.add_argument("--tests", action="store_true", help="also what only the tests need")
    return result


def root_of(options: argparse.Namespace) -> Path:
    """Give the project's folder."""
    project: Path = options.project
    return project.resolve()


def say(line: str) -> None:
    """Tell something on the way, at once."""
    print(line, flush=True)


def build(options: argparse.Namespace) -> int:
    """Make everything."""
    run(root_of(options), say)
    return 0


def pdf(options: argparse.Namespace) -> int:
    """Make the pages and the book."""
    run(root_of(options), say, ("site", "tidy", "book"))
    return 0


def export(options: argparse.Namespace) -> int:
    """Make the data files."""
    run(root_of(options), say, ("exports",))
    return 0


def check(options: argparse.Namespace) -> int:
    """Judge the sources; with `--release` also what ages."""
    publication = current_publication(root_of(options))
    return 0


def serve(options: argparse.Namespace) -> int:
    """Serve the pages live."""
    serve_site(root_of(options), options.address)
    return 0


def draw(options: argparse.Namespace) -> int:
    """Draw the ornament: the same every time."""
    home = root_of(options) / "overrides" / "assets" / "drawings"
    for name, drawing in drawings().items():
        (home / name).write_text(drawing, encoding="utf-8")
        say(f"{home / name}")
    return 0


def examine(options: argparse.Namespace) -> int:
    """Look at the machine."""
    return system.examine(install=options.install, tests=options.tests)
