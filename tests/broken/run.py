"""Running a case through the real command, under limits, and judging what came of it."""

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
from tests.broken.limited import bound
from tests.broken.pages import reads
from tests.conftest import ROOT, copy_small
from tools.cli import main
from tools.language import load_language

MEMORY = 2 << 30  # bytes of address space, for each process
SECONDS = 60  # of a processor
PATIENCE = 300  # seconds on the clock: other work may go on beside
BOUNDED = (
    sys.executable, "-m", "tests.broken.limited", str(MEMORY), str(SECONDS),
    sys.executable, "-m", "tools",
)  # fmt: skip
OLD = "<!doctype html><title>The old site</title>"
OLD_SITES = ("site/index.html", "build/editions/mine/index.html")
MESSAGE = re.compile(r"^(?P<file>[^\n:]+):(?P<line>\d+): (?P<said>.+)\n    → (?P<mend>.+)$", re.M)
PLACEHOLDER = re.compile(r"\\\{\w+\\\}")


@dataclass(frozen=True)
class Outcome:
    """What came of a case; `wrong` is empty when all is as it should be."""

    case: Case
    group: str
    wrong: tuple[str, ...]
    seconds: float
    megabytes: int


def run(
    case: Case, group: str, home: Path, fork: bool = False, kept: Path | None = None
) -> Outcome:
    """Make a case in the folder `home`, run it in a process of its own, and judge it.

    `fork`: in a copy of this process, which has all modules at hand; it must have no threads.
    `kept`: what an earlier build of the small publication left in its cache, to save time.
    """
    root = copy_small(home / "small")
    for name in OLD_SITES:
        (root / name).parent.mkdir(parents=True)
        (root / name).write_text(OLD)
    if kept and case.right:
        shutil.copytree(kept, root / "build" / "cache")
    place = case.patch(root)
    before = fingerprint(root)
    arguments = ["--project", *(one.format(root=root) for one in ("{root}", *case.arguments))]
    with (home / "said").open("w+", encoding="utf-8", errors="backslashreplace") as said:
        if fork and not case.right:  # a whole build starts processes of its own
            status, used = wait(forked(arguments, said))
        else:
            process = subprocess.Popen(
                [*BOUNDED, *arguments],
                cwd=ROOT, stdout=said, stderr=said, start_new_session=True,
            )  # fmt: skip
            status, used = wait(process.pid)
            process.returncode = status
        said.seek(0)
        text = said.read()
    seconds = used.ru_utime + used.ru_stime
    wrong = [*judge(case, place, status, text, root)]
    if not case.right and fingerprint(root) != before:
        wrong.append("the old site was touched")
    return Outcome(case, group, tuple(wrong), seconds, used.ru_maxrss // 1024)


def forked(arguments: list[str], said: IO[str]) -> int:
    """Run the command in a copy of this process; give its number."""
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        os.setsid()
        os.dup2(said.fileno(), 1)
        os.dup2(said.fileno(), 2)
        sys.stdout = sys.stderr = os.fdopen(1, "w", encoding="utf-8", errors="backslashreplace")
        bound(MEMORY, SECONDS)
        code = main(arguments)
    except BaseException:  # as the interpreter would, were it not for what comes below
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        os._exit(code)


def wait(pid: int) -> tuple[int, resource.struct_rusage]:
    """Wait for a process, and end it with all that it started when it takes too long."""
    start = time.monotonic()
    while True:
        ended, status, used = os.wait4(pid, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status), used
        if time.monotonic() - start > PATIENCE:
            os.killpg(pid, 9)
            _, status, used = os.wait4(pid, 0)
            return os.waitstatus_to_exitcode(status), used
        time.sleep(0.02)


def fingerprint(root: Path) -> str:
    """Give what changes when a site that was there before is touched."""
    digest = hashlib.sha256()
    for home in (Path(name).parent for name in OLD_SITES):
        for path in sorted((root / home).rglob("*")):
            digest.update(f"{path} {path.stat().st_mtime_ns}".encode())
            digest.update(path.read_bytes() if path.is_file() else b"")
    return digest.hexdigest()


def judge(case: Case, place: Place, status: int, said: str, root: Path) -> list[str]:
    """Give what is wrong with how a case ended."""
    wrong = []
    if "Traceback" in said:
        wrong.append(f"a traceback: {said.strip().splitlines()[-1][:160]}")
    if status != (0 if case.right else 1):
        wrong.append(f"exit code {status}")
    if case.right:
        if not wrong:
            wrong += case.proof(root) if case.proof else []
            wrong += reads(root / "site" / case.page, case.shown) if case.shown else []
        return [*wrong, *([said.strip()[-300:]] if wrong else [])]
    wrong += judge_messages(case, place, said)
    return wrong


def judge_messages(case: Case, place: Place, said: str) -> list[str]:
    """Give what is wrong with the messages: code, file, line, and how many there are."""
    messages = load_language("en").messages
    known = {code: pattern(one["wrong"]) for code, one in messages.items()}
    found = [*MESSAGE.finditer(said)]
    wanted = sorted([case.code, *case.also])
    known |= {code: re.compile("(?!)") for code in wanted if code not in known}
    told = sorted(
        next((code for code in (*wanted, *known) if known[code].search(one["said"])), "?")
        for one in found
    )
    if told != wanted:
        return [f"told {told[:6]} ({len(told)}), not {wanted}: {said.strip()[:400]}"]
    own = [one for one in found if known[case.code].search(one["said"])]
    if place not in [(one["file"], int(one["line"])) for one in own]:
        return [f"told at {own[0]['file']}:{own[0]['line']}, not at {place[0]}:{place[1]}"]
    return []


def pattern(message: str) -> re.Pattern[str]:
    """Give what a message of the catalogue looks like once it is filled in."""
    return re.compile(
        PLACEHOLDER.sub(".*?", re.escape(message.replace("{{", "{").replace("}}", "}")))
    )
