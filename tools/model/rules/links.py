"""Rules for links and images in the text of a page."""

import posixpath
import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from tools.model.problems import Problem
from tools.model.project import DATA_FOLDER, ParsedPage, ParsedProject
from tools.model.release.entries import map_images_to_pages

# A host of one word is on an own network; behind it stands a path, or it is a typing error.
EXTERNAL_LINK = re.compile(
    r"^https?://[\w-]+(?:\.[\w-]+)+\.?(?::\d{1,5})?(?:[/?#]\S*)?$"
    r"|^https?://[\w-]+(?::\d{1,5})?/\S*$|^mailto:[^@\s]+@[^@\s]+$|^tel:\+?\d[\d().-]+$"
)

IMAGE_SUFFIXES = {".svg", ".png", ".jpg", ".jpeg", ".webp", ".gif"}


def check_links(project: ParsedProject) -> Iterator[Problem]:
    """Link to files and headings that exist, with a relative path to the Markdown file."""
    anchors = {page.source_path.as_posix(): page.anchors for page in project.pages}
    for page in project.pages:
        for link in page.body.links:
            if link.line in page.body.disallowed_lines:
                continue  # reported by another rule
            code = find_link_error(project, page, link.target, anchors)
            if link.is_html and not link.is_image and urlsplit(link.target).path.endswith(".md"):
                code = code or "link-in-html"
            if code:
                if link.is_image and code == "link-missing":
                    code = "image-missing"
                yield page.create_problem(link.line, code, target=link.target)
            elif link.is_image and EXTERNAL_LINK.match(link.target):
                yield page.create_problem(link.line, "image-outside", target=link.target)
            if link.is_image and not link.text.strip():
                yield page.create_problem(link.line, "image-without-words", target=link.target)


def find_link_error(
    project: ParsedProject, page: ParsedPage, target: str, anchors: dict[str, frozenset[str]]
) -> str | None:
    """Return the code of the problem with a link's target, or None."""
    if not target:
        return "link-empty"
    try:
        parts = urlsplit(target)
    except ValueError:  # an invalid IPv6 address
        return "address-malformed"
    if parts.scheme or parts.netloc:
        return None if EXTERNAL_LINK.match(target) else "address-malformed"
    source = page.source_path.as_posix()
    path = posixpath.normpath(posixpath.join(posixpath.dirname(source), unquote(parts.path)))
    if not parts.path:
        path = source
    elif parts.path.startswith("/"):
        return "link-absolute"
    # Compared with names as they are written: some file systems ignore case.
    published = path in project.docs_files.names and path.split("/")[0] != DATA_FOLDER
    if not published or parts.path.endswith("/"):
        return "link-missing"
    # A page that is not in `anchors` could not be read, which is reported by another rule.
    if parts.fragment and path in anchors and unquote(parts.fragment) not in anchors[path]:
        return "anchor-missing"
    return None


def check_unused_images(project: ParsedProject) -> Iterator[Problem]:
    """Remove images that nothing shows: they are published, and nobody maintains them."""
    if any(page.body.has_unreadable_calls for page in project.pages):
        return  # unreadable calls are reported by another rule
    used_images = map_images_to_pages(project)
    settings = (project.root / project.mkdocs_node.origin.file).read_text(encoding="utf-8")
    for name in project.docs_files.find_published(*IMAGE_SUFFIXES):
        overrides_theme = (project.theme_folder / name).is_file()
        used = name in used_images or name in settings or overrides_theme
        if name.startswith("assets/") and not used:
            file = (project.docs_folder / name).relative_to(project.root)
            yield Problem(file, 1, "image-unused", "", {"name": name})
