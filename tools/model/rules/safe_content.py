"""Rules for what reaches a reader's browser: no HTML, script or file beyond what is allowed."""

from collections.abc import Iterator

from tools.model.problems import Problem
from tools.model.project import ParsedProject
from tools.model.reading import images
from tools.model.reading.files import DRAWING_SUFFIXES, PICTURE_SUFFIXES
from tools.model.release.entries import DRAWINGS_FOLDER
from tools.model.validation import shorten_value


def check_disallowed_constructs(project: ParsedProject) -> Iterator[Problem]:
    """Write Markdown, macro calls and the few allowed boxes, and nothing else."""
    for page in project.pages:
        for construct in page.body.disallowed:
            excerpt = shorten_value(construct.excerpt)
            yield page.create_problem(construct.line, construct.code, sign=excerpt)


def check_images(project: ParsedProject) -> Iterator[Problem]:
    """Use images that are complete, still, and no larger than can be read.

    Use drawings without scripts and references: pages show them inline, and links open them. Those
    that only decorate need no words.
    """
    decorative = find_decorative(project)
    by_address: dict[str, str] = {}
    for name in project.docs_files.find_published(*PICTURE_SUFFIXES):
        path = project.docs_folder / name
        is_drawing = path.suffix.lower() in DRAWING_SUFFIXES
        code = images.find_drawing_error(path) if is_drawing else images.find_image_error(path)
        first = name
        if not is_drawing and code in (None, "image-animated"):
            address = images.get_image_address(name, path)
            first = by_address.setdefault(address.casefold(), name)
            if first != name:  # such as a PNG with the name of a photograph beside it
                code = "file-name-clash"
        if code and not (code == "drawing-without-words" and name in decorative):
            megapixels, kilobytes = images.MAX_PIXELS // 1_000_000, images.MAX_DRAWING_BYTES // 1000
            values = {"megapixels": megapixels, "side": images.MAX_SIDE_LENGTH, "most": kilobytes}
            file = path.relative_to(project.root)
            yield Problem(
                file, 1, code, values={"target": name, "name": name, "first": first, **values}
            )


def find_decorative(project: ParsedProject) -> set[str]:
    """Return the drawings, by path below `docs/`, of which readers of text miss nothing.

    Those are the drawings of the identity, and those in the place of one of the theme.
    """
    names = {name for _, name in project.mkdocs.publication.identity.files}
    names |= {name for name in project.docs_files.names if (project.theme_folder / name).is_file()}
    shown = (name for page in project.pages for name in page.body.get_unique_arguments("drawing"))
    return names - {f"{DRAWINGS_FOLDER}/{name}.svg" for name in shown}
