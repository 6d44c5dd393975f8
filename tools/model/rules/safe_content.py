"""Rules for what reaches a reader's browser: no HTML, script or file that is not ours."""

from __future__ import annotations

from collections.abc import Iterator

from tools.model.problems import Problem
from tools.model.project import ParsedProject
from tools.model.reading.files import DRAWING_SUFFIXES, IMAGE_FORMATS
from tools.model.reading.images import (
    MAX_DRAWING_BYTES,
    MAX_PIXELS,
    MAX_SIDE_LENGTH,
    find_drawing_error,
    find_image_error,
)
from tools.model.validation import shorten_value


def check_disallowed_constructs(draft: ParsedProject) -> Iterator[Problem]:
    """Write Markdown, calls of macros and the few boxes that are allowed, and nothing else."""
    for page in draft.pages:
        for one in page.body.disallowed:
            yield page.document.create_problem(one.line, one.code, sign=shorten_value(one.excerpt))


def check_images(draft: ParsedProject) -> Iterator[Problem]:
    """Let a picture be what its name says, whole, and no larger than can be shown."""
    for name in draft.docs_files.find_published(*IMAGE_FORMATS):
        yield from create_file_problem(draft, name, find_image_error(draft.docs_folder / name))


def check_drawings(draft: ParsedProject) -> Iterator[Problem]:
    """Let a drawing be a drawing only: it stands in the page itself, and is also a file to open."""
    for name in draft.docs_files.find_published(*DRAWING_SUFFIXES):
        yield from create_file_problem(draft, name, find_drawing_error(draft.docs_folder / name))


def create_file_problem(draft: ParsedProject, name: str, code: str | None) -> Iterator[Problem]:
    """Give the problem of a file, if it has one."""
    if code:
        file = (draft.docs_folder / name).relative_to(draft.root)
        values = {
            "target": name,
            "megapixels": MAX_PIXELS // 1_000_000,
            "side": MAX_SIDE_LENGTH,
            "most": MAX_DRAWING_BYTES // 1000,
        }
        yield Problem(file, 1, code, values=values)


RULES = (check_disallowed_constructs, check_images, check_drawings)
