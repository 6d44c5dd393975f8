"""Rules for the data in `docs/_data/`."""

from __future__ import annotations

from collections.abc import Iterator

from tools.model.problems import Problem
from tools.model.project import DATA_FOLDER, SHINGLES_FILE, ParsedProject
from tools.model.reading.yaml_nodes import UnreadableError, read_text
from tools.model.rules.checklists import check_duplicates
from tools.model.rules.items import check_repeated_values
from tools.model.rules.pages import check_known_ids


def check_entry_ids(draft: ParsedProject) -> Iterator[Problem]:
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
        yield from check_duplicates([*nodes], "data-id-double")
    for key, nodes in (("sources", draft.sources), ("terms", draft.terms)):
        gone = set(draft.retired.get_texts(key)) if draft.retired else set()
        for node in nodes:
            if node.get_text("id") in gone:
                yield node.create_problem("id", "id-retired", id=node.get_text("id"))


def check_term_references(draft: ParsedProject) -> Iterator[Problem]:
    """Let a term point to an existing page and source."""
    pages = {page.id for page in draft.pages}
    sources = {node.get_text("id") for node in draft.sources}
    for term in draft.terms:
        for key, known, code in (
            ("page", pages, "page-unknown"),
            ("source", sources, "source-unknown"),
        ):
            identity = term.get_text(key)
            if identity and identity not in known:
                yield term.create_problem(key, code, id=identity)


def check_unused_sources(draft: ParsedProject) -> Iterator[Problem]:
    """Keep no source that nothing rests on: no page cites it, and no word is explained by it."""
    used = {term.get_text("source") for term in draft.terms}
    for page in draft.pages:
        used.update(page.body.get_unique_arguments("cite"))
        if page.body.has_unreadable_calls:
            return  # its calls cannot be read; another rule tells
    for source in draft.sources:
        if source.get_text("id") and source.get_text("id") not in used:
            yield source.create_problem("id", "source-unused", id=source.get_text("id"))


def check_change_references(draft: ParsedProject) -> Iterator[Problem]:
    """Let a change name an existing page; of a page that is gone, tell without naming it."""
    pages = {page.id for page in draft.pages}
    for change in draft.changes:
        identity = change.get_text("page")
        if identity and identity not in pages:
            yield change.create_problem("page", "page-unknown", id=identity)
        yield from check_known_ids(change, "also", pages, "page-unknown")
        yield from check_repeated_values(change, "also")


def check_source_text_names(draft: ParsedProject) -> Iterator[Problem]:
    """Name in the settings each source text that statements come from."""
    named = draft.mkdocs.publication.source_texts
    for node in draft.statements:
        if node.key_path[0] not in named:
            yield node.create_problem("id", "source-text-unnamed", id=node.key_path[0])


UNIQUE_FIELDS = ("term", "definition", "title", "ask", "short", "answer", "says", "url", "what")


def check_unique_entries(draft: ParsedProject) -> Iterator[Problem]:
    """Say a thing in one entry only: the same word, question or address twice is one too many."""
    for kind in ("terms", "roles", "meetings", "questions", "statements", "sources", "changes"):
        nodes = [*getattr(draft, kind)]
        for key in UNIQUE_FIELDS:
            if kind != "sources" or key == "url":
                yield from check_duplicates(nodes, "data-double", key)


def check_shingles_file(draft: ParsedProject) -> Iterator[Problem]:
    """Keep the hashes of source texts in a file that the check of the built pages can read."""
    path = draft.docs_folder / DATA_FOLDER / SHINGLES_FILE
    if path.exists():
        try:
            read_text(path, draft.root)
        except UnreadableError as error:
            yield error.problem


RULES = (
    check_entry_ids,
    check_unique_entries,
    check_term_references,
    check_unused_sources,
    check_change_references,
    check_source_text_names,
    check_shingles_file,
)
