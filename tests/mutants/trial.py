"""The trials: over the sources of a publication, and over what was built of it."""

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
from tests.mutants.built import mutants_built
from tests.mutants.desk import Desk
from tests.mutants.files import all_mutants
from tests.mutants.judges import CRASH, NOBODY, Outcome, desk, judge
from tests.mutants.mutant import EACH, Mutant, sample
from tools.build.pipeline import available_cpus
from tools.model.loader import load_publication

KNOWN = Path(__file__).parent / "survivors.yml"
LOST = {NOBODY, CRASH}


def try_sources(
    project: Path, share: int = 0, of: int = 1, most: int = 0, each: int = EACH
) -> list[Outcome]:
    """Try the changes of a publication's sources, or every `of`-th of them.

    So many of each kind and way are drawn, and of those `most`, spread over all kinds.
    """
    mutants = spread(sample(all_mutants(project), each), most)[share::of]
    with tempfile.TemporaryDirectory() as folder, desk(project, Path(folder) / "desk") as root:
        return [judge(mutant, root) for mutant in mutants]


def try_built(
    project: Path, share: int = 0, of: int = 1, most: int = 0, each: int = EACH
) -> list[Outcome]:
    """Try the changes of what was built of a publication, in the same way."""
    with tempfile.TemporaryDirectory() as folder:
        if project == SMALL:  # its settings name the look of the project above it
            project = copy_small(Path(folder) / "project")
        publication = load_publication(project)
        desk = Desk(publication, Path(folder) / "desk")
        assert desk.checked([]) == []
        drawn = sample(mutants_built(publication, desk.built.site), each)
        mutants = spread(drawn, most)[share::of]
        return [desk.judge(mutant) for mutant in mutants]


# A trial, the publication, and how many changes are tried (0: all that are drawn). A change of a
# large site costs seconds, for all checks go over all of it.
PARTS: dict[str, tuple[Callable[..., list[Outcome]], Path, int]] = {
    "sources": (try_sources, ROOT, 0),
    "sources of the small publication": (try_sources, SMALL, 0),
    "built": (try_built, ROOT, 40),
    "built of the small publication": (try_built, SMALL, 0),
}


def spread(mutants: list[Mutant], most: int) -> list[Mutant]:
    """Take `most` at most, at equal distances (0: all)."""
    count = min(most or len(mutants), len(mutants))
    return [mutants[number * len(mutants) // count] for number in range(count)]


def try_part(name: str, each: int = EACH) -> list[Outcome]:
    """Share a trial between the processors."""
    trial, project, most = PARTS[name]
    count = available_cpus()
    with ProcessPoolExecutor(count, mp_context=get_context("spawn")) as pool:
        tasks = [pool.submit(trial, project, share, count, most, each) for share in range(count)]
    return [outcome for task in tasks for outcome in task.result()]


def reasons(part: str) -> dict[str, str]:
    """Give why survivors of a part may survive: pattern → reason."""
    data: Any = YAML(typ="safe", pure=True).load(KNOWN.read_text(encoding="utf-8"))
    return dict(data[part] or {})


def unexplained(outcomes: Iterable[Outcome], known: dict[str, str]) -> tuple[list[str], list[str]]:
    """Give the survivors without a reason, and the reasons that no survivor needs."""
    alive = [one for one in outcomes if one.who in LOST]
    silent = [
        f"{one.mutant} {one.said}".rstrip()
        for one in alive
        if one.who == CRASH or not any(fnmatchcase(one.mutant, pattern) for pattern in known)
    ]
    idle = [
        pattern for pattern in known if not any(fnmatchcase(one.mutant, pattern) for one in alive)
    ]
    return silent, idle


def figures(outcomes: Sequence[Outcome]) -> str:
    """Give a table: for each kind how many were tried, and who noticed how many."""
    judges = [*dict.fromkeys([*sorted({one.who for one in outcomes} - LOST), NOBODY])]
    rows = [["changed", "tried", *judges]]
    groups = sorted({one.group for one in outcomes})
    for group in (*groups, ""):
        own = [one for one in outcomes if group in ("", one.group)]
        count = Counter(NOBODY if one.who in LOST else one.who for one in own)
        rows.append([group or "together", str(len(own)), *(str(count[who]) for who in judges)])
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(
            [
                row[0].ljust(widths[0]),
                *(t.rjust(w) for t, w in zip(row[1:], widths[1:], strict=True)),
            ]
        )
        for row in rows
    )
