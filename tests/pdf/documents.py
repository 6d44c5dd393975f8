"""Every PDF of a built site that is meant for the screen, by kind, and a sample of each kind."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import Built

SAMPLE = 1  # files of each kind
# What is only for a machine that prints: judged by its pages and fonts, not by its structure.
FOR_PRINT: tuple[str, ...] = ()  # patterns that a path matches


def for_print(path: Path) -> bool:
    """Tell whether a file is for a machine that prints only."""
    return any(path.match(pattern) for pattern in FOR_PRINT)


def documents(built: Built) -> dict[str, list[Path]]:
    """Give the files of each kind: a folder's, its forms apart, and each that stands by itself."""
    downloads = built.site / "downloads"
    form = f"-{built.publication.language.word('fillable_word')}"
    kinds: dict[str, list[Path]] = {}
    for path in sorted(downloads.rglob("*.pdf")):
        place = path.relative_to(downloads)
        if for_print(path):
            continue
        folder = f"{place.parent}{form if place.stem.endswith(form) else ''}"
        kind = place.name if place.parent == Path() else folder
        kinds.setdefault(kind, []).append(path)
    return kinds


def sample(built: Built) -> list[Path]:
    """Give the first files of each kind."""
    return [path for files in documents(built).values() for path in files[:SAMPLE]]


def rest(built: Built) -> list[Path]:
    """Give all files that are not in the sample."""
    return [path for files in documents(built).values() for path in files[SAMPLE:]]
