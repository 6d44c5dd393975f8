"""Rules for the addresses of pages: one that was published once keeps leading to something."""

from __future__ import annotations

from collections.abc import Iterator

from tools.model.problems import Problem
from tools.model.project import DATA_FOLDER, URLS_FILE, ParsedProject
from tools.model.reading.yaml_nodes import UnreadableError, read_text
from tools.model.rules.checklists import check_duplicates

NOT_FOUND_PAGE = "404.html"  # what hosts show when there is no page


def list_page_urls(draft: ParsedProject) -> set[str]:
    """Give the addresses of all pages."""
    return {page.document.source_path.with_suffix(".html").as_posix() for page in draft.pages}


def check_redirects(draft: ParsedProject) -> Iterator[Problem]:
    """Let a redirect lead from an address where no page stands, named once, to an existing page."""
    pages = {page.id for page in draft.pages}
    taken = list_page_urls(draft)
    yield from check_duplicates([*draft.redirects], "redirect-double", "was")
    folders = {f"{address}/" for address in taken}
    for node in draft.redirects:
        was = node.get_text("was") or ""
        if was in {*taken, NOT_FOUND_PAGE} or was.startswith(tuple(folders)):
            yield node.create_problem("was", "redirect-taken", id=node.get_text("was"))
        if node.get_text("page") and node.get_text("page") not in pages:
            yield node.create_problem("page", "page-unknown", id=node.get_text("page"))


def check_removed_urls(draft: ParsedProject) -> Iterator[Problem]:
    """Give each page that moved or was removed since the last release a redirect."""
    path = draft.docs_folder / DATA_FOLDER / URLS_FILE
    if not path.exists():
        return
    known = list_page_urls(draft) | {node.get_text("was") or "" for node in draft.redirects}
    try:
        text = read_text(path, draft.root)
    except UnreadableError as error:
        yield error.problem
        return
    for number, line in enumerate(text.splitlines(), 1):
        if line and not line.startswith("#") and line not in known:
            yield Problem(path.relative_to(draft.root), number, "address-gone", "", {"id": line})


RULES = (check_redirects, check_removed_urls)
