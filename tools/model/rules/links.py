"""Rules for what a page's text points at: links, anchors, pictures, macro calls."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from tools.model.problems import Problem
from tools.model.project import DATA_FOLDER, ParsedPage, ParsedProject
from tools.model.reading.markdown import MacroCall
from tools.model.release.entries import map_images_to_pages
from tools.model.rules.pages import FIELD_MACROS

DRAWINGS_FOLDER = "assets/drawings"
EXTERNAL_LINK = re.compile(
    r"^https?://[\w-]+(?:\.[\w-]+)+\.?(?::\d{1,5})?(?:[/?#]\S*)?$|^mailto:[^@\s]+@[^@\s]+$"
)

# The macros that a page can call, with the most arguments each takes; `macros/` registers these.
# None may have the name of a front matter field: in a page that field would stand before it.
MACRO_MAX_ARGUMENTS = {
    "accountability": 0,
    "cards": 1,
    "changes": 0,
    "checked": 1,
    "checklists": 0,
    "cite": 2,
    "contact": 0,
    "drawing": 1,
    "glossary": 0,
    "page_checklist": 0,
    "page_composer": 0,
    "page_related": 0,
    "page_scan": 0,
    "page_sources": 0,
    "page_stories": 0,
    "page_tasks": 0,
    "page_workform": 0,
    "publisher": 0,
    "questions": 0,
    "ref": 2,
    "sources": 0,
    "stories": 0,
    "story_note": 0,
    "term": 2,
    "tested": 0,
}
IMAGE_SUFFIXES = {".svg", ".png", ".jpg", ".jpeg", ".webp", ".gif"}
SINGLE_USE_MACROS = {
    *(name for name, most in MACRO_MAX_ARGUMENTS.items() if most == 0),
    "cards",
    "drawing",
}
MACROS_WITH_ARGUMENT = {"cards", "checked", "cite", "drawing", "ref", "term"}


def check_links(draft: ParsedProject) -> Iterator[Problem]:
    """Link to files and headings that exist, with a relative path to the Markdown file."""
    anchors = {page.document.source_path.as_posix(): page.anchors for page in draft.pages}
    for page in draft.pages:
        lines = page.body.disallowed_lines  # of which another rule tells
        for link in (one for one in page.body.links if one.line not in lines):
            problem = find_link_error(draft, page, link.target, anchors)
            if problem:
                code = "picture-missing" if link.is_image and problem == "link-missing" else problem
                yield page.document.create_problem(link.line, code, target=link.target)
            elif link.is_image and EXTERNAL_LINK.match(link.target):
                yield page.document.create_problem(link.line, "picture-outside", target=link.target)
            if link.is_image and not link.text.strip():
                yield page.document.create_problem(
                    link.line, "picture-without-words", target=link.target
                )


def find_link_error(
    draft: ParsedProject, page: ParsedPage, target: str, anchors: dict[str, frozenset[str]]
) -> str | None:
    """Give the code of what is wrong with a link's target, or None."""
    if not target:
        return "link-empty"
    try:
        parts = urlsplit(target)
    except ValueError:  # an address of numbers that is none
        return "address-malformed"
    if parts.scheme or parts.netloc:
        return None if EXTERNAL_LINK.match(target) else "address-malformed"
    source = page.document.source_path.as_posix()
    path = posixpath.normpath(posixpath.join(posixpath.dirname(source), unquote(parts.path)))
    if not parts.path:
        path = source
    elif parts.path.startswith("/"):
        return "link-absolute"
    # By the names as they are written: some systems take other capitals for the same.
    published = path in draft.file_names and path.split("/")[0] != DATA_FOLDER
    if not published or parts.path.endswith("/"):
        return "link-missing"
    # A page that is not among the anchors could not be read, which is told already.
    if parts.fragment and path in anchors and unquote(parts.fragment) not in anchors[path]:
        return "anchor-missing"
    return None


def check_macro_calls(draft: ParsedProject) -> Iterator[Problem]:
    """Call macros by their names, with the arguments they take."""
    for page in draft.pages:
        if page.body.call_error:
            line, reason = page.body.call_error
            yield page.document.create_problem(line, "macro-broken", reason=reason)
        for call in page.body.calls:
            if call.name not in MACRO_MAX_ARGUMENTS:
                known = ", ".join(MACRO_MAX_ARGUMENTS)
                yield page.document.create_problem(
                    call.line, "macro-unknown", name=call.name, known=known
                )
            elif call.args is None:
                yield page.document.create_problem(call.line, "macro-not-called", name=call.name)
            elif not (call.name in MACROS_WITH_ARGUMENT) <= len(call.args) <= MACRO_MAX_ARGUMENTS[
                call.name
            ] or not all(isinstance(given, str) for given in call.args):
                yield page.document.create_problem(call.line, "macro-arguments", name=call.name)


def check_macro_references(draft: ParsedProject) -> Iterator[Problem]:
    """Refer by ids that exist: pages, their headings, sources, terms, kinds, drawings."""
    pages = {page.id or "": page for page in draft.pages}
    sources = {node.get_text("id") for node in draft.sources}
    terms = {node.get_text("id") for node in draft.terms}
    kinds = draft.mkdocs.publication.kinds
    for page in draft.pages:
        for call in page.body.calls:
            if not call.args or not isinstance(call.args[0], str):
                continue  # another rule tells
            identity = call.args[0]
            code = None
            if call.name == "ref":
                code = find_reference_error(call, pages)
            elif call.name == "cite" and identity not in sources:
                code = "source-unknown"
            elif call.name == "term" and identity not in terms:
                code = "term-unknown"
            elif call.name == "cards" and identity not in kinds:
                code = "kind-unknown"
            elif call.name == "drawing":
                missing = f"{DRAWINGS_FOLDER}/{identity}.svg" not in draft.file_names
                code = "picture-missing" if missing else None
            if code:
                yield page.document.create_problem(
                    call.line,
                    code,
                    id=identity,
                    known=", ".join(kinds),
                    target=f"{DRAWINGS_FOLDER}/{identity}.svg",
                )


def find_reference_error(call: MacroCall, pages: dict[str, ParsedPage]) -> str | None:
    """Give the code of what is wrong with a `ref()` to a page or heading, or None."""
    identity, _, anchor = str(call.args[0] if call.args else "").partition("#")
    if identity not in pages:
        return "page-unknown"
    if anchor and anchor not in pages[identity].anchors:
        return "anchor-unknown"
    return None


def check_home_pages(draft: ParsedProject) -> Iterator[Problem]:
    """Call on each home the macro that shows what it is the home of: links lead there."""
    homes = draft.settings_node.get_node("homes") or draft.settings_node
    for key in homes.data:
        pages = [
            page
            for page in draft.pages
            if key in MACRO_MAX_ARGUMENTS and page.id == homes.get_text(key)
        ]
        if pages and not any(
            page.body.has_unreadable_calls or page.has_call(key) for page in pages
        ):
            yield pages[0].meta.create_problem("id", "home-empty", macro=key)


def check_repeated_macros(draft: ParsedProject) -> Iterator[Problem]:
    """Call once on a page what shows a whole: the same list or drawing twice is a slip."""
    placed = {*FIELD_MACROS.values()}  # another rule counts these
    for page in draft.pages:
        shown = [call for call in page.body.calls if call.args is not None]
        shown = [call for call in shown if call.name in SINGLE_USE_MACROS - placed]
        counts = Counter((call.name, call.args) for call in shown)
        for call in shown:
            count = counts.pop((call.name, call.args), 0)
            if count > 1:
                yield page.document.create_problem(
                    call.line, "macro-twice", name=call.name, count=count
                )


def check_unused_images(draft: ParsedProject) -> Iterator[Problem]:
    """Keep no picture that nothing shows: it goes out with the site, and nobody looks after it."""
    if any(page.body.has_unreadable_calls for page in draft.pages):
        return  # its calls cannot be read; another rule tells
    shown = map_images_to_pages(draft)
    settings = (draft.root / draft.mkdocs_node.origin.file).read_text(encoding="utf-8")
    look = draft.root / draft.mkdocs.theme.custom_dir
    for name in draft.docs_files.find_published(*IMAGE_SUFFIXES):
        used = (
            name in shown or name in settings or (look / name).is_file()
        )  # in place of the look's
        if name.startswith("assets/") and not used:
            file = (draft.docs_folder / name).relative_to(draft.root)
            yield Problem(file, 1, "picture-unused", "", {"name": name})


RULES = (
    check_links,
    check_macro_calls,
    check_macro_references,
    check_home_pages,
    check_repeated_macros,
    check_unused_images,
)
