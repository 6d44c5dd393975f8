"""The command line: `python -m tools <command>`."""

from __future__ import annotations

import argparse
import datetime as dt
import os
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import BrokenExecutor
from pathlib import Path

from tools import commands, system, trouble
from tools.errors import BuildError
from tools.language import languages
from tools.pdf.paper import PangoMissingError
from tools.stage import work

INTERRUPTED = 130  # what shells give for a command that was stopped by Ctrl-C
Command = Callable[[argparse.Namespace], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; give the exit code. A mistake of the user is told without a traceback."""
    options = parser().parse_args(arguments)
    command: Command = options.command
    try:
        return command(options)
    except BuildError as error:
        print(error, file=sys.stderr)
    except PangoMissingError:
        print(system.advice(["pango"]), file=sys.stderr)
    except KeyboardInterrupt:
        print(commands.language_of(options).word("interrupted"), file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:  # nobody reads on, as with `| head`: nothing can be told any more
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, BrokenExecutor, MemoryError) as error:
        told = trouble.told(error, work(commands.root_of(options)), commands.language_of(options))
        if told is None:
            raise
        print(told, file=sys.stderr)
    return 1


def parser() -> argparse.ArgumentParser:
    """Describe the commands."""
    result = argparse.ArgumentParser(prog="python -m tools", description=__doc__)
    result.add_argument(
        "--project", type=Path, default=Path(), metavar="DIR",
        help="the folder with mkdocs.yml and docs/ (default: this folder)",
    )  # fmt: skip
    known = result.add_subparsers(required=True, metavar="command")

    def add(name: str, command: Command, text: str) -> argparse.ArgumentParser:
        added = known.add_parser(name, help=text, description=text)
        added.set_defaults(command=command)
        return added

    add("build", commands.build, "make everything, check it, and put it in site/")
    judge = add(
        "check", commands.check, "judge the sources only: front matter, checklists, links, data"
    )
    judge.add_argument("--release", action="store_true", help="also publisher and review dates")
    prose = add(
        "language",
        commands.language,
        "judge the sentences and words of the pages, and measure them",
    )
    prose.add_argument("pages", nargs="*", metavar="PAGE", help="files or ids (default: all pages)")
    first = add(
        "begin",
        commands.begin_own,
        "begin a publication of your own, where docs/ and mkdocs.yml are gone",
    )
    first.add_argument("slug", help="the name of the files that readers download")
    first.add_argument("name", help="the name of the publication")
    first.add_argument(
        "--language", default="en", choices=languages(), help="of text and interface (default: en)"
    )
    page = add("new", commands.new, "make a page that builds, from the template of its kind")
    page.add_argument("kind", help="a kind of page from mkdocs.yml")
    page.add_argument("slug", help="the name of its file, and its id")
    page.add_argument("title", help="its title")
    again = add(
        "due", commands.due_again, "list what is to be checked again: pages, facts, checklists"
    )
    again.add_argument(
        "--by", type=dt.date.fromisoformat, metavar="DATE",
        help="what is due by then, such as 2027-05-31 (default: today)",
    )  # fmt: skip
    editions = add("edition", commands.edition, "make editions, each in build/editions/<id>/")
    editions.add_argument("files", type=Path, nargs="+", metavar="FILE")
    editions.add_argument("--press", action="store_true", help="also the book for a press")
    editions.add_argument(
        "--shard", type=shard, default=(1, 1), metavar="I/N",
        help="make only every N-th of the files, from the I-th on (for several machines)",
    )  # fmt: skip
    add("pdf", commands.pdf, "make the pages and the book in build/staged, and leave site/ alone")
    add(
        "press",
        commands.press,
        "make the book for a press in build/press: print shop, booklet, proof",
    )
    add("export", commands.export, "make the data files in build/staged, and leave site/ alone")
    live = add("serve", commands.serve, "show pages live while you write")
    live.add_argument("--address", default="127.0.0.1:8000", metavar="HOST:PORT")
    links = add("addresses", commands.addresses, "list the outside addresses of the site")
    links.add_argument("--online", action="store_true", help="ask whether each answers (network)")
    out = add(
        "released",
        commands.released,
        "note what is published: addresses, ids, versions and digests",
    )
    out.add_argument(
        "--anew", action="store_true",
        help="forget what was noted before: only while nobody has anything of it yet",
    )  # fmt: skip
    add("draw", commands.draw, "draw the shoal and its markers again, in overrides/assets/drawings")
    add(
        "schema",
        commands.schema,
        "write the schemas and snippets that help editors while they type",
    )
    hashes = add(
        "runs", commands.runs, "hash the word runs of source texts, for the test on quotations"
    )
    hashes.add_argument("texts", type=Path, nargs="+", metavar="TEXT")
    doctor = add("doctor", commands.examine, "look whether this machine has what is needed")
    doctor.add_argument("--install", action="store_true", help="install it, if allowed")
    doctor.add_argument("--tests", action="store_true", help="also what only the tests need")
    return result


def shard(text: str) -> tuple[int, int]:
    """Read a share of the work: `2/8` is the second of eight."""
    which, _, count = text.partition("/")
    if not (which.isdecimal() and count.isdecimal() and 1 <= int(which) <= int(count)):
        raise argparse.ArgumentTypeError(f"{text} is not a share such as 2/8")
    return int(which), int(count)
