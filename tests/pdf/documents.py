"""Every PDF of a built site that is meant for the screen, by kind, and a sample of each kind."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import Built

SAMPLE = 1  # files of each kind
# PDFs for a printing press only are tested by their pages and fonts, not by their structure.
FOR_PRINT: tuple[str, ...] = ()  # patterns that a path matches


def is_for_print(path: Path) -> bool:
    """Return whether a file is for a printing press only."""
    return any(path.match(pattern) for pattern in FOR_PRINT)


def group_pdfs(built: Built) -> dict[str, list[Path]]:
    """Return the PDFs by kind: those of a folder, the forms in it, and each single one."""
    downloads = built.site / "downloads"
    form = f"-{built.publication.language.word('fillable_word')}"
    kinds: dict[str, list[Path]] = {}
    for path in sorted(downloads.rglob("*.pdf")):
        relative = path.relative_to(downloads)
        if is_for_print(path):
            continue
        folder = f"{relative.parent}{form if relative.stem.endswith(form) else ''}"
        kind = relative.name if relative.parent == Path() else folder
        kinds.setdefault(kind, []).append(path)
    return kinds


def sample_pdfs(built: Built) -> list[Path]:
    """Return the first files of each kind."""
    return [path for files in group_pdfs(built).values() for path in files[:SAMPLE]]


def remaining_pdfs(built: Built) -> list[Path]:
    """Return all files that are not in the sample."""
    return [path for files in group_pdfs(built).values() for path in files[SAMPLE:]]
