"""Rules for what reaches a reader's browser: no HTML, script or file beyond what is allowed."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from tools.model.problems import Problem
from tools.model.project import ParsedProject
from tools.model.reading import images
from tools.model.reading.files import DRAWING_SUFFIXES, IMAGE_FORMATS
from tools.model.validation import shorten_value


def check_disallowed_constructs(project: ParsedProject) -> Iterator[Problem]:
    """Write Markdown, macro calls and the few allowed boxes, and nothing else."""
    for page in project.pages:
        for construct in page.body.disallowed:
            excerpt = shorten_value(construct.excerpt)
            yield page.create_problem(construct.line, construct.code, sign=excerpt)


def check_images(project: ParsedProject) -> Iterator[Problem]:
    """Use images of the format in their name, complete, and no larger than can be shown."""
    yield from find_file_problems(project, IMAGE_FORMATS, images.find_image_error)


def check_drawings(project: ParsedProject) -> Iterator[Problem]:
    """Use drawings without scripts and references: pages show them inline, and links open them."""
    yield from find_file_problems(project, DRAWING_SUFFIXES, images.find_drawing_error)


def find_file_problems(
    project: ParsedProject, endings: Iterable[str], find_error: Callable[[Path], str | None]
) -> Iterator[Problem]:
    """Yield a problem for each published file with one of the endings that has an error."""
    for name in project.docs_files.find_published(*endings):
        path = project.docs_folder / name
        code = find_error(path)
        if code:
            megapixels, kilobytes = images.MAX_PIXELS // 1_000_000, images.MAX_DRAWING_BYTES // 1000
            values = {"megapixels": megapixels, "side": images.MAX_SIDE_LENGTH, "most": kilobytes}
            file = path.relative_to(project.root)
            yield Problem(file, 1, code, values={"target": name, **values})
