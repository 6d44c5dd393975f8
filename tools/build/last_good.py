"""The last good state of the sources, for a preview that goes on when a page has a mistake.

A copy of the sources stands in `build/preview/good/`: settings and pages as they were when the
rules last found no errors; all else there is a link to the project. When a page has a mistake, its
copy is shown, with all other pages as they are now. Where these do not go together, everything is
shown as it was.
"""

import shutil
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from tools.build.stage import build_folder
from tools.model.loader import (
    SETTINGS_FILE,
    load_cached_publication,
    load_publication,
    load_settings,
)
from tools.model.problems import InvalidPublicationError, Problem
from tools.model.publication import Publication
from tools.runtime.atomic_swap import remove_tree

GOOD_FOLDER, TRIAL_FOLDER = "good", "trial"


@dataclass(frozen=True)
class Preview:
    """The publication to show, and the problems of the sources as they are now."""

    publication: Publication
    problems: tuple[Problem, ...] = ()


def preview_folder(root: Path) -> Path:
    """Return the folder of the preview of a project."""
    return build_folder(root) / "preview"


def load_preview(root: Path) -> Preview:
    """Return the publication in `root` as far as it is good.

    Raises InvalidPublicationError when it has errors and there is no good state to show.
    """
    folder = preview_folder(root)
    good = folder / GOOD_FOLDER
    try:
        publication = load_cached_publication(root)
    except InvalidPublicationError as error:
        if not (good / SETTINGS_FILE).is_file():
            raise
        broken = {problem.file for problem in error.problems}
        try:
            return Preview(load_partly_good(root, good, broken), tuple(error.problems))
        except (InvalidPublicationError, OSError):
            raise error from None
    with suppress(OSError):  # the preview does without
        copy_sources(root, good, publication.docs_folder)
    return Preview(publication)


def load_partly_good(root: Path, good: Path, broken: Collection[Path]) -> Publication:
    """Return the publication with the good state of the `broken` files, or of all files.

    Raises InvalidPublicationError when no state is good any more, and OSError.
    """
    trial = good.with_name(TRIAL_FOLDER)
    docs_folder = root / load_settings(good).docs_folder.relative_to(good)
    remove_tree(trial)
    shutil.copytree(good, trial, symlinks=True)
    copy_sources(root, trial, docs_folder, broken)
    with suppress(InvalidPublicationError):
        load_publication(trial)
        copy_sources(root, good, docs_folder, broken)  # pages are shown from there meanwhile
    remove_tree(trial)
    return load_cached_publication(good)


def copy_sources(
    root: Path, target: Path, docs_folder: Path, broken: Collection[Path] = ()
) -> None:
    """Copy settings and pages to `target`, but for `broken` files, and link to all else there.

    The paths of `broken` files are relative to `root`. Raises OSError.
    """
    target.mkdir(parents=True, exist_ok=True)
    docs = docs_folder.relative_to(root)
    for entry in root.iterdir():
        link = target / entry.name
        copied = entry.name in (docs.parts[0], SETTINGS_FILE)
        if not copied and not link.is_symlink():
            link.symlink_to(entry)
    if Path(SETTINGS_FILE) not in broken:
        copy_changed(root / SETTINGS_FILE, target / SETTINGS_FILE)
    names = {path.relative_to(root) for path in docs_folder.rglob("*") if path.is_file()}
    for name in names - {*broken}:
        copy_changed(root / name, target / name)
    for path in [*(target / docs).rglob("*")]:
        name = path.relative_to(target)
        if path.is_file() and name not in names and name not in broken:
            path.unlink()


def copy_changed(source: Path, target: Path) -> None:
    """Copy a file with its time, unless size and time say that it is there already."""
    known = source.stat()
    if target.is_file():
        present = target.stat()
        if (present.st_size, present.st_mtime_ns) == (known.st_size, known.st_mtime_ns):
            return
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy2(source, target)
