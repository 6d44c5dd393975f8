"""Rules for what reaches a reader's browser: no HTML, script or file beyond what is allowed."""

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


def check_disallowed_constructs(project: ParsedProject) -> Iterator[Problem]:
    """Write Markdown, macro calls and the few allowed boxes, and nothing else."""
    for page in project.pages:
        for construct in page.body.disallowed:
            yield page.document.create_problem(
                construct.line, construct.code, sign=shorten_value(construct.excerpt)
            )


def check_images(project: ParsedProject) -> Iterator[Problem]:
    """Use images of the format in their name, complete, and no larger than can be shown."""
    for name in project.docs_files.find_published(*IMAGE_FORMATS):
        yield from create_file_problem(project, name, find_image_error(project.docs_folder / name))


def check_drawings(project: ParsedProject) -> Iterator[Problem]:
    """Use drawings without scripts and references: pages show them inline, and links open them."""
    for name in project.docs_files.find_published(*DRAWING_SUFFIXES):
        yield from create_file_problem(
            project, name, find_drawing_error(project.docs_folder / name)
        )


def create_file_problem(project: ParsedProject, name: str, code: str | None) -> Iterator[Problem]:
    """Yield the problem of a file, if it has one."""
    if code:
        file = (project.docs_folder / name).relative_to(project.root)
        values = {
            "target": name,
            "megapixels": MAX_PIXELS // 1_000_000,
            "side": MAX_SIDE_LENGTH,
            "most": MAX_DRAWING_BYTES // 1000,
        }
        yield Problem(file, 1, code, values=values)


RULES = (check_disallowed_constructs, check_images, check_drawings)
