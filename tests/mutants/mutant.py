"""A change of a publication: its kind, its operator, its place, and the files it makes."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

SEED = 7
PER_OPERATOR = 1  # mutants of each kind and operator

Files = Mapping[str, bytes | None]  # path in the project → its bytes, or None: removed


@dataclass(frozen=True)
class Mutant:
    """A change: `kind` of content, `operator` applied to it, place, and `make` for the files."""

    kind: str
    operator: str
    where: str
    make: Callable[[], Files] = field(compare=False, repr=False)

    @property
    def group(self) -> str:
        """The kind without its field: the row in the table of results."""
        return self.kind.partition(".")[0]

    def __str__(self) -> str:
        """Return the mutant as one line, as `survivors.yml` matches it."""
        return f"{self.kind} · {self.operator} · {self.where}"


def fixed_files(files: Files) -> Files:
    """Return the files of a mutant that are made beforehand, for use with `partial`."""
    return files


def sample(
    mutants: Iterable[Mutant], per_operator: int = PER_OPERATOR, seed: int = SEED
) -> list[Mutant]:
    """Return a reproducible sample of mutants: `per_operator` of each kind and operator."""
    groups: dict[tuple[str, str], list[Mutant]] = defaultdict(list)
    for mutant in mutants:
        groups[mutant.kind, mutant.operator].append(mutant)
    chosen = []
    for (kind, operator), group in sorted(groups.items()):
        rng = random.Random(f"{seed} {kind} {operator}")
        chosen += rng.sample(group, min(per_operator, len(group)))
    return chosen
