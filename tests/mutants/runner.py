"""Run the trials: over the sources of a publication, and over its built site."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from fnmatch import fnmatchcase
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from tests.conftest import ROOT, SMALL, copy_small
from tests.mutants.built import built_mutants
from tests.mutants.detectors import CRASH, UNDETECTED, Outcome, detect, source_sandbox
from tests.mutants.files import all_mutants
from tests.mutants.mutant import PER_OPERATOR, Mutant, sample
from tests.mutants.sandbox import SiteSandbox
from tools.build.pipeline import available_cpus
from tools.model.loader import load_publication

SURVIVORS_FILE = Path(__file__).parent / "survivors.yml"
SURVIVED = {UNDETECTED, CRASH}


def try_sources(
    project: Path,
    share: int = 0,
    shares: int = 1,
    maximum: int = 0,
    per_operator: int = PER_OPERATOR,
) -> list[Outcome]:
    """Try the mutants of a publication's sources, or every `shares`-th of them.

    `per_operator` of each kind and operator are drawn; of those `maximum` are tried, spread evenly.
    """
    mutants = spread(sample(all_mutants(project), per_operator), maximum)[share::shares]
    with (
        tempfile.TemporaryDirectory() as folder,
        source_sandbox(project, Path(folder) / "sandbox") as root,
    ):
        return [detect(mutant, root) for mutant in mutants]


def try_built(
    project: Path,
    share: int = 0,
    shares: int = 1,
    maximum: int = 0,
    per_operator: int = PER_OPERATOR,
) -> list[Outcome]:
    """Try the mutants of a publication's built site, drawn in the same way."""
    with tempfile.TemporaryDirectory() as folder:
        if project == SMALL:  # its settings name the theme of the project above it
            project = copy_small(Path(folder) / "project")
        publication = load_publication(project)
        sandbox = SiteSandbox(publication, Path(folder) / "sandbox")
        assert sandbox.find_problems([]) == []
        candidates = sample(built_mutants(publication, sandbox.built.site), per_operator)
        mutants = spread(candidates, maximum)[share::shares]
        return [sandbox.detect(mutant) for mutant in mutants]


# A trial, its publication, and how many mutants are tried (0: all that are drawn). A mutant of a
# large site costs seconds, as all checks go over the whole site.
PARTS: dict[str, tuple[Callable[..., list[Outcome]], Path, int]] = {
    "sources": (try_sources, ROOT, 0),
    "sources of the small publication": (try_sources, SMALL, 0),
    "built": (try_built, ROOT, 40),
    "built of the small publication": (try_built, SMALL, 0),
}


def spread(mutants: list[Mutant], maximum: int) -> list[Mutant]:
    """Return at most `maximum` mutants, at equal distances (0: all)."""
    count = min(maximum or len(mutants), len(mutants))
    return [mutants[number * len(mutants) // count] for number in range(count)]


def try_part(name: str, per_operator: int = PER_OPERATOR) -> list[Outcome]:
    """Run a trial on all processors; return its outcomes."""
    trial, project, maximum = PARTS[name]
    count = available_cpus()
    with ProcessPoolExecutor(count, mp_context=get_context("spawn")) as pool:
        tasks = [
            pool.submit(trial, project, share, count, maximum, per_operator)
            for share in range(count)
        ]
    return [outcome for task in tasks for outcome in task.result()]


def reasons(part: str) -> dict[str, str]:
    """Return the accepted survivors of a part: pattern → reason."""
    data: Any = YAML(typ="safe", pure=True).load(SURVIVORS_FILE.read_text(encoding="utf-8"))
    return dict(data[part] or {})


def unexplained(
    outcomes: Iterable[Outcome], explained: dict[str, str]
) -> tuple[list[str], list[str]]:
    """Return the survivors without a reason, and the patterns that match no survivor."""
    survivors = [outcome for outcome in outcomes if outcome.detector in SURVIVED]
    unexplained_survivors = [
        f"{outcome.mutant} {outcome.message}".rstrip()
        for outcome in survivors
        if outcome.detector == CRASH
        or not any(fnmatchcase(outcome.mutant, pattern) for pattern in explained)
    ]
    unneeded = [
        pattern
        for pattern in explained
        if not any(fnmatchcase(outcome.mutant, pattern) for outcome in survivors)
    ]
    return unexplained_survivors, unneeded


def format_figures(outcomes: Sequence[Outcome]) -> str:
    """Return a table: for each kind how many were tried, and how many each detector found."""
    detectors = [
        *dict.fromkeys([*sorted({outcome.detector for outcome in outcomes} - SURVIVED), UNDETECTED])
    ]
    rows = [["changed", "tried", *detectors]]
    groups = sorted({outcome.group for outcome in outcomes})
    for group in (*groups, ""):
        group_outcomes = [outcome for outcome in outcomes if group in ("", outcome.group)]
        count = Counter(
            UNDETECTED if outcome.detector in SURVIVED else outcome.detector
            for outcome in group_outcomes
        )
        rows.append(
            [
                group or "together",
                str(len(group_outcomes)),
                *(str(count[detector]) for detector in detectors),
            ]
        )
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(
            [
                row[0].ljust(widths[0]),
                *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True)),
            ]
        )
        for row in rows
    )
