"""Rules for the addresses of pages: one that was published once keeps leading to something."""

from __future__ import annotations

from collections.abc import Iterator

from tools.model.draft import ADDRESSES, DATA, Draft
from tools.model.problems import Problem
from tools.model.rules.checklists import doubles
from tools.model.source import UnreadableError, read_text

NOT_FOUND = "404.html"  # what hosts show when there is no page


def addresses_of(draft: Draft) -> set[str]:
    """Give the addresses of all pages."""
    return {page.document.source.with_suffix(".html").as_posix() for page in draft.pages}


def lead_from_old_to_new(draft: Draft) -> Iterator[Problem]:
    """Let a redirect lead from an address where no page stands, named once, to an existing page."""
    pages = {page.id for page in draft.pages}
    taken = addresses_of(draft)
    yield from doubles([*draft.redirects], "redirect-double", "was")
    folders = {f"{address}/" for address in taken}
    for node in draft.redirects:
        was = node.text("was") or ""
        if was in {*taken, NOT_FOUND} or was.startswith(tuple(folders)):
            yield node.problem("was", "redirect-taken", id=node.text("was"))
        if node.text("page") and node.text("page") not in pages:
            yield node.problem("page", "page-unknown", id=node.text("page"))


def stay_where_they_were(draft: Draft) -> Iterator[Problem]:
    """Give each page that moved or was removed since the last release a redirect."""
    path = draft.docs / DATA / ADDRESSES
    if not path.exists():
        return
    known = addresses_of(draft) | {node.text("was") or "" for node in draft.redirects}
    try:
        text = read_text(path, draft.root)
    except UnreadableError as error:
        yield error.problem
        return
    for number, line in enumerate(text.splitlines(), 1):
        if line and not line.startswith("#") and line not in known:
            yield Problem(path.relative_to(draft.root), number, "address-gone", "", {"id": line})


RULES = (lead_from_old_to_new, stay_where_they_were)
