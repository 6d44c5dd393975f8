"""One change of a publication: what it changes, in which way, where, and the files it makes."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

SEED = 7
EACH = 1  # so many of each kind and each way

Files = Mapping[str, bytes | None]  # path relative to the project → its bytes, or None: it is gone


@dataclass(frozen=True)
class Mutant:
    """A change: `kind` and `how` say what it does, `where` the place, `make` gives the files."""

    kind: str
    how: str
    where: str
    make: Callable[[], Files] = field(compare=False, repr=False)

    @property
    def group(self) -> str:
        """The kind without its field: the row in the table of figures."""
        return self.kind.partition(".")[0]

    def __str__(self) -> str:
        """Tell the change on a line."""
        return f"{self.kind} · {self.how} · {self.where}"


def given(files: Files) -> Files:
    """Give the files of a mutant that are known beforehand."""
    return files


def sample(mutants: Iterable[Mutant], each: int = EACH, seed: int = SEED) -> list[Mutant]:
    """Choose so many of each kind and each way, the same ones each time."""
    groups: dict[tuple[str, str], list[Mutant]] = defaultdict(list)
    for mutant in mutants:
        groups[mutant.kind, mutant.how].append(mutant)
    chosen = []
    for (kind, how), group in sorted(groups.items()):
        dice = random.Random(f"{seed} {kind} {how}")
        chosen += dice.sample(group, min(each, len(group)))
    return chosen
