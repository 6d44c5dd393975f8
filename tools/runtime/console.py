"""Output of the commands: every line that a user reads in the terminal passes here.

The text is plain, without escape codes, where the output is no terminal or NO_COLOR is set.
"""

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from shutil import get_terminal_size
from typing import NamedTuple

UNLIMITED = 10_000  # columns: outside a terminal no line is broken


class StepProgress(NamedTuple):
    """Progress of a piece of work: its name, its title for readers, and the share from 0 to 1."""

    name: str
    title: str
    share: float


Message = str | StepProgress

# While a bar is shown: what shows messages there, or in a worker sends them to its parent.
RECEIVERS: list[Callable[[Message], None]] = []


def report(line: str) -> None:
    """Print a line and flush it; above the bar, if there is one."""
    if not send(line):
        print(printable(line), flush=True)


def send(message: Message) -> bool:
    """Send a message to the bar; return False, and do nothing, when there is none."""
    for receive in RECEIVERS[-1:]:
        receive(message)
    return bool(RECEIVERS)


def printable(text: str) -> str:
    """Return text in which a character that the terminal cannot show is a `?`."""
    encoding = sys.stdout.encoding or "utf-8"
    return text.encode(encoding, "replace").decode(encoding)


def report_error(line: str) -> None:
    """Print a line to standard error."""
    print(line, file=sys.stderr)


def is_styled() -> bool:
    """Return whether output may hold colours and other styles (see no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def can_ask() -> bool:
    """Return whether somebody can answer a question in the terminal."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def ask(question: str, default: str | None = None) -> str:
    """Return the answer to a question in the terminal, without white space around it."""
    from typer import prompt

    return str(prompt(question, default=default)).strip()


def can_animate() -> bool:
    """Return whether output is a terminal that can print over a line that it printed."""
    return is_styled() and os.environ.get("TERM") not in ("dumb", "unknown")


def format_table(
    rows: Iterable[Sequence[str]],
    headings: Sequence[str] = (),
    align: str = "",
    wrap: bool = True,
) -> list[str]:
    """Return the lines of a table in aligned columns, two spaces apart.

    `align`: `l` or `r` for each column (default: all to the left); `wrap`: break the last column at
    the width of the terminal, where its words fit. Elsewhere a row is always one line.
    """
    from rich.console import Console
    from rich.table import Table

    rows = [*rows]
    count = max(len(row) for row in [headings, *rows])
    if not count:
        return []
    table = Table(box=None, show_header=any(headings), pad_edge=False, padding=(0, 2, 0, 0))
    for number in range(count):
        table.add_column(
            headings[number] if headings else "",
            justify="right" if align[number : number + 1] == "r" else "left",
            no_wrap=number < count - 1,
        )
    for row in rows:
        table.add_row(*row)
    window = get_terminal_size().columns if wrap and sys.stdout.isatty() else UNLIMITED
    console = Console(
        force_terminal=is_styled(), width=UNLIMITED, markup=False, emoji=False, highlight=False
    )
    with console.capture() as captured:
        console.print(table, width=max(window, console.measure(table).minimum))
    return [line.rstrip() for line in captured.get().splitlines()]
