"""Rules for links and images in the text of a page."""

import posixpath
import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from tools.model.problems import Problem
from tools.model.project import DATA_FOLDER, README, ParsedPage, ParsedProject
from tools.model.reading.files import PICTURE_SUFFIXES
from tools.model.release.entries import map_images_to_pages
from tools.model.rules.link_hints import ask_for, suggest_anchor, suggest_file

# A host of one word is on an own network; behind it stands a port or a path, or it is a typing
# error.
EXTERNAL_LINK = re.compile(
    r"^https?://[\w-]+(?:\.[\w-]+)+\.?(?::\d{1,5})?(?:[/?#]\S*)?$"
    r"|^https?://(?:localhost|[\w-]+:\d{1,5})(?:[/?#]\S*)?$|^https?://[\w-]+/\S*$|^mailto:[^@\s]+@[^@\s]+$|^tel:\+?\d[\d().-]+$"
)


def check_links(project: ParsedProject) -> Iterator[Problem]:
    """Link to files and headings that exist, with a relative path to the Markdown file."""
    anchors = {page.source_path.as_posix(): page.link_targets for page in project.pages}
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
                hint = ask_for(suggest_target(project, page, link.target, code), project.language)
                yield page.create_problem(link.line, code, target=link.target, hint=hint)
            elif link.is_image and EXTERNAL_LINK.match(link.target):
                yield page.create_problem(link.line, "image-outside", target=link.target)
            if link.is_image and not link.text.strip():
                yield page.create_problem(link.line, "image-without-words", target=link.target)


def suggest_target(project: ParsedProject, page: ParsedPage, target: str, code: str) -> str:
    """Return the target that an author probably meant, where only one is near; else nothing."""
    source = page.source_path.as_posix()
    if code in ("link-absolute", "link-missing", "image-missing"):
        published = {*project.docs_files.find_published("")}
        return suggest_file(source, target, published)
    if code != "anchor-missing":
        return ""
    path = unquote(urlsplit(target).path)
    name = posixpath.normpath(posixpath.join(posixpath.dirname(source), path)) if path else source
    targets = (one.link_targets for one in project.pages if one.source_path.as_posix() == name)
    return suggest_anchor(target, next(targets, ()))


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
    if posixpath.basename(path) == README:
        return "link-to-readme"
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
    for name in project.docs_files.find_published(*PICTURE_SUFFIXES):
        overrides_theme = (project.theme_folder / name).is_file()
        used = name in used_images or name in settings or overrides_theme
        if name.startswith("assets/") and not used:
            file = (project.docs_folder / name).relative_to(project.root)
            yield Problem(file, 1, "image-unused", "", {"name": name})
