"""Two commands at once on one project: the later one waits and reports that; both succeed."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

from tests.editions.conftest import write_edition
from tests.stopped.workspace import Row, Workspace, create_workspace, digest

WAIT_MESSAGE = "begins when"
PAIRS = (("build", "build"), ("build", "export"), ("export", "build"), ("build", "edition"),
         ("edition", "build"), ("build", "press"), ("build", "pdf"))  # fmt: skip


def command_arguments(workspace: Workspace, name: str) -> list[str]:
    """Return a command with the arguments it needs."""
    if name != "edition":
        return [name]
    folder = workspace.root.parent / "edition"
    return [name, str(write_edition(folder, chapters=["tidy-tools"]))]


def run_both(workspace: Workspace, first: str, second: str) -> list[str]:
    """Run two commands, the second while the first is running; return what went wrong."""
    problems = []
    first_process = workspace.start(*command_arguments(workspace, first))
    assert first_process.stdout
    first_process.stdout.readline()
    os.killpg(first_process.pid, signal.SIGSTOP)  # paused, so that the second certainly has to wait
    second_process = workspace.start(*command_arguments(workspace, second))
    assert second_process.stdout
    line = second_process.stdout.readline()
    os.killpg(first_process.pid, signal.SIGCONT)
    _, first_stderr = first_process.communicate()
    _, second_stderr = second_process.communicate()
    if first_process.returncode or second_process.returncode:
        codes = f"{first_process.returncode} and {second_process.returncode}"
        problems.append(f"codes {codes}: {first_stderr} {second_stderr}")
    if WAIT_MESSAGE not in line:
        problems.append("the second did not report that it waits")
    return problems


def kill_first(workspace: Workspace, parent_only: bool) -> list[str]:
    """Kill the first build while the second waits; return what went wrong in the second."""
    first = workspace.start()
    assert first.stdout
    for line in first.stdout:
        if "hand-outs" in line:
            break
    second = workspace.start()
    assert second.stdout
    first_line = second.stdout.readline()
    time.sleep(0.1)
    if parent_only:
        first.kill()
    else:
        os.killpg(first.pid, signal.SIGKILL)
    _, stderr = second.communicate()
    first.communicate()
    problems = [] if WAIT_MESSAGE in first_line else [f"the second did not wait: {first_line}"]
    return problems + ([f"code {second.returncode}: {stderr}"] if second.returncode else [])


def trial(folder: Path, seed: int, pairs: tuple[tuple[str, str], ...] = PAIRS) -> Iterator[Row]:
    """Run each pair of commands at once; then kill builds that another one waits for."""
    workspace = create_workspace(folder)
    current = 0
    row = Row("two commands at once")
    for first, second in pairs:
        workspace.write(1 - current)
        problems = run_both(workspace, first, second)
        current = 1 - current
        if digest(workspace.site) != workspace.expected[current]:
            problems.append("the site is wrong")
        row.tried += 1
        row.count("in turn" if not problems else "wrong")
        row.failures += [f"{first} and {second}: {problem}" for problem in problems]
    yield row
    row = Row("killed while another waits")
    for parent_only in (True, False) * 2:
        workspace.write(1 - current)
        problems = kill_first(workspace, parent_only)
        current = 1 - current
        if digest(workspace.site) != workspace.expected[current]:
            problems.append("the site is wrong")
        row.tried += 1
        row.count("taken over" if not problems else "wrong")
        row.failures += problems
    yield row
