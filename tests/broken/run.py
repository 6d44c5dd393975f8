"""Run a case through the real command, within limits, and check the outcome."""

from __future__ import annotations

import hashlib
import os
import re
import resource
import shutil
import subprocess
import sys
import time
import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from tests.broken.case import Case, Place
from tests.broken.limits import limit_resources
from tests.broken.pages import check_page_text
from tests.conftest import ROOT, copy_small
from tools.cli import main
from tools.model.rule_table import BY_CODE

MEMORY = 2 << 30  # bytes of address space, for each process
SECONDS = 60  # of a processor
PATIENCE = 300  # seconds on the clock; other processes may be running
LIMITED_COMMAND = (
    sys.executable, "-m", "tests.broken.limits", str(MEMORY), str(SECONDS),
    sys.executable, "-m", "tools",
)  # fmt: skip
OLD_PAGE = "<!doctype html><title>The old site</title>"
OLD_SITES = ("site/index.html", "build/editions/mine/index.html")
MESSAGE = re.compile(
    r"^(?P<file>[^\n]+?):(?P<line>\d+): (?P<code>[A-Z]\d{3}) (?P<text>.+)\n    → (?P<remedy>.+)$",
    re.M,
)


@dataclass(frozen=True)
class Outcome:
    """The outcome of a case; `problems` is empty when it behaves as expected."""

    case: Case
    group: str
    problems: tuple[str, ...]
    seconds: float
    megabytes: int


def run(
    case: Case, group: str, folder: Path, fork: bool = False, cache: Path | None = None
) -> Outcome:
    """Create a case in `folder`, run it in a process of its own, and check the outcome.

    `fork`: in a copy of this process, which has loaded all modules; it must have no threads.
    `cache`: the cache of an earlier build of the small publication, to save time.
    """
    root = copy_small(folder / "small")
    for name in OLD_SITES:
        (root / name).parent.mkdir(parents=True)
        (root / name).write_text(OLD_PAGE)
    if cache and case.valid:
        shutil.copytree(cache, root / "build" / "cache")
    place = case.patch(root)
    before = fingerprint(root)
    arguments = [
        "--project",
        *(argument.format(root=root) for argument in ("{root}", *case.arguments)),
    ]
    with (folder / "output").open("w+", encoding="utf-8", errors="backslashreplace") as output:
        if fork and not case.valid:  # a full build starts processes of its own
            status, usage = wait_for(fork_command(arguments, output))
        else:
            process = subprocess.Popen(
                [*LIMITED_COMMAND, *arguments],
                cwd=ROOT, stdout=output, stderr=output, start_new_session=True,
            )  # fmt: skip
            status, usage = wait_for(process.pid)
            process.returncode = status
        output.seek(0)
        text = output.read()
    seconds = usage.ru_utime + usage.ru_stime
    problems = [*check_outcome(case, place, status, text, root)]
    if not case.valid and fingerprint(root) != before:
        problems.append("the old site was touched")
    return Outcome(case, group, tuple(problems), seconds, usage.ru_maxrss // 1024)


def fork_command(arguments: list[str], output: IO[str]) -> int:
    """Run the command in a copy of this process; return its process id."""
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        os.setsid()
        os.dup2(output.fileno(), 1)
        os.dup2(output.fileno(), 2)
        sys.stdout = sys.stderr = os.fdopen(1, "w", encoding="utf-8", errors="backslashreplace")
        limit_resources(MEMORY, SECONDS)
        code = main(arguments)
    except BaseException:  # as the interpreter would do without the exit below
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        os._exit(code)


def wait_for(pid: int) -> tuple[int, resource.struct_rusage]:
    """Wait for a process; kill its group when it takes too long. Return its status and usage."""
    start = time.monotonic()
    while True:
        ended, status, usage = os.wait4(pid, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status), usage
        if time.monotonic() - start > PATIENCE:
            os.killpg(pid, 9)
            _, status, usage = os.wait4(pid, 0)
            return os.waitstatus_to_exitcode(status), usage
        time.sleep(0.02)


def fingerprint(root: Path) -> str:
    """Return a hash that changes when one of the old sites is touched."""
    digest = hashlib.sha256()
    for folder in (Path(name).parent for name in OLD_SITES):
        for path in sorted((root / folder).rglob("*")):
            digest.update(f"{path} {path.stat().st_mtime_ns}".encode())
            digest.update(path.read_bytes() if path.is_file() else b"")
    return digest.hexdigest()


def check_outcome(case: Case, place: Place, status: int, output: str, root: Path) -> list[str]:
    """Return what is wrong with the outcome of a case."""
    problems = []
    if "Traceback" in output:
        problems.append(f"a traceback: {output.strip().splitlines()[-1][:160]}")
    if status != (0 if case.valid else 1):
        problems.append(f"exit code {status}")
    if case.valid:
        if not problems:
            problems += case.check(root) if case.check else []
            problems += (
                check_page_text(root / "site" / case.page, case.renders) if case.renders else []
            )
        return [*problems, *([output.strip()[-300:]] if problems else [])]
    problems += check_messages(case, place, output)
    return problems


def check_messages(case: Case, place: Place, output: str) -> list[str]:
    """Return what is wrong with the messages: their rules, file, line or number."""
    found = [(BY_CODE[match["code"]].name, match) for match in MESSAGE.finditer(output)]
    expected = sorted([case.code, *case.also])
    reported = sorted(name for name, _ in found)
    if reported != expected:
        return [
            f"reported {reported[:6]} ({len(reported)}), not {expected}: {output.strip()[:400]}"
        ]
    places = [(match["file"], int(match["line"])) for name, match in found if name == case.code]
    if place not in places:
        return [f"reported at {places[0]}, not at {place}"]
    return []
