"""Rules for the data in `docs/_data/`."""

from __future__ import annotations

from collections.abc import Iterator

from tools.model.draft import DATA, RUNS, Draft
from tools.model.problems import Problem
from tools.model.rules.checklists import doubles
from tools.model.rules.items import twice
from tools.model.rules.pages import unknown
from tools.model.source import UnreadableError, read_text


def has_own_ids(draft: Draft) -> Iterator[Problem]:
    """Give every entry of a data file an id of its own, never a retired one."""
    for nodes in (
        draft.statements,
        draft.sources,
        draft.terms,
        draft.roles,
        draft.meetings,
        draft.questions,
        draft.changes,
    ):
        yield from doubles([*nodes], "data-id-double")
    for key, nodes in (("sources", draft.sources), ("terms", draft.terms)):
        gone = set(draft.retired.texts(key)) if draft.retired else set()
        for node in nodes:
            if node.text("id") in gone:
                yield node.problem("id", "id-retired", id=node.text("id"))


def terms_refer_to_what_exists(draft: Draft) -> Iterator[Problem]:
    """Let a term point to an existing page and source."""
    pages = {page.id for page in draft.pages}
    sources = {node.text("id") for node in draft.sources}
    for term in draft.terms:
        for key, known, code in (
            ("page", pages, "page-unknown"),
            ("source", sources, "source-unknown"),
        ):
            identity = term.text(key)
            if identity and identity not in known:
                yield term.problem(key, code, id=identity)


def sources_are_used(draft: Draft) -> Iterator[Problem]:
    """Keep no source that nothing rests on: no page cites it, and no word is explained by it."""
    used = {term.text("source") for term in draft.terms}
    for page in draft.pages:
        used.update(page.body.named("cite"))
        if page.body.unread:
            return  # its calls cannot be read; another rule tells
    for source in draft.sources:
        if source.text("id") and source.text("id") not in used:
            yield source.problem("id", "source-unused", id=source.text("id"))


def changes_refer_to_what_exists(draft: Draft) -> Iterator[Problem]:
    """Let a change name an existing page; of a page that is gone, tell without naming it."""
    pages = {page.id for page in draft.pages}
    for change in draft.changes:
        identity = change.text("page")
        if identity and identity not in pages:
            yield change.problem("page", "page-unknown", id=identity)
        yield from unknown(change, "also", pages, "page-unknown")
        yield from twice(change, "also")


def statements_have_a_named_text(draft: Draft) -> Iterator[Problem]:
    """Name in the settings each source text that statements come from."""
    named = draft.settings.publication.source_texts
    for node in draft.statements:
        if node.path[0] not in named:
            yield node.problem("id", "source-text-unnamed", id=node.path[0])


TOLD_APART = ("term", "definition", "title", "ask", "short", "answer", "says", "url", "what")


def is_told_apart(draft: Draft) -> Iterator[Problem]:
    """Say a thing in one entry only: the same word, question or address twice is one too many."""
    for kind in ("terms", "roles", "meetings", "questions", "statements", "sources", "changes"):
        nodes = [*getattr(draft, kind)]
        for key in TOLD_APART:
            if kind != "sources" or key == "url":
                yield from doubles(nodes, "data-double", key)


def runs_can_be_read(draft: Draft) -> Iterator[Problem]:
    """Keep the hashes of source texts in a file that the check of the built pages can read."""
    path = draft.docs / DATA / RUNS
    if path.exists():
        try:
            read_text(path, draft.root)
        except UnreadableError as error:
            yield error.problem


RULES = (
    has_own_ids,
    is_told_apart,
    terms_refer_to_what_exists,
    sources_are_used,
    changes_refer_to_what_exists,
    statements_have_a_named_text,
    runs_can_be_read,
)
