"""Rules for the data in `docs/_data/`."""

from __future__ import annotations

from collections.abc import Iterator

from tools.model.problems import Problem
from tools.model.project import DATA_FOLDER, SHINGLES_FILE, ParsedProject
from tools.model.reading.yaml_nodes import UnreadableError, read_text
from tools.model.rules.common import (
    check_duplicates,
    check_known_ids,
    check_repeated_values,
    get_ids,
)

UNIQUE_FIELDS = ("term", "definition", "title", "ask", "short", "answer", "says", "url", "what")


def check_entry_ids(project: ParsedProject) -> Iterator[Problem]:
    """Use a unique id for every entry of a data file, never a retired one."""
    for nodes in (
        project.statements,
        project.sources,
        project.terms,
        project.roles,
        project.meetings,
        project.questions,
        project.changes,
    ):
        yield from check_duplicates(nodes, "data-id-double")
    for key, nodes in (("sources", project.sources), ("terms", project.terms)):
        retired = set(project.retired.get_texts(key)) if project.retired else set()
        for node in nodes:
            if node.get_text("id") in retired:
                yield node.create_problem("id", "id-retired", id=node.get_text("id"))


def check_term_references(project: ParsedProject) -> Iterator[Problem]:
    """Refer from a term to an existing page and source."""
    sources = get_ids(project.sources)
    for term in project.terms:
        yield from check_known_ids(term, "page", project.page_ids, "page-unknown")
        yield from check_known_ids(term, "source", sources, "source-unknown")


def check_unused_sources(project: ParsedProject) -> Iterator[Problem]:
    """Remove sources that nothing uses: no page cites them, and no term names them."""
    used = {term.get_text("source") for term in project.terms}
    for page in project.pages:
        used.update(page.body.get_unique_arguments("cite"))
        if page.body.has_unreadable_calls:
            return  # unreadable calls are reported by another rule
    for source in project.sources:
        source_id = source.get_text("id")
        if source_id and source_id not in used:
            yield source.create_problem("id", "source-unused", id=source_id)


def check_change_references(project: ParsedProject) -> Iterator[Problem]:
    """Name existing pages in a change; describe a change to a removed page without naming it."""
    for change in project.changes:
        for key in ("page", "also"):
            yield from check_known_ids(change, key, project.page_ids, "page-unknown")
        yield from check_repeated_values(change, "also")


def check_source_text_names(project: ParsedProject) -> Iterator[Problem]:
    """Name in the settings each source text that statements come from."""
    named = project.mkdocs.publication.source_texts
    for node in project.statements:
        if node.key_path[0] not in named:
            yield node.create_problem("id", "source-text-unnamed", id=node.key_path[0])


def check_unique_entries(project: ParsedProject) -> Iterator[Problem]:
    """Write no two entries with the same term, question, address or other text."""
    for nodes in (
        project.terms,
        project.roles,
        project.meetings,
        project.questions,
        project.statements,
        project.changes,
    ):
        for key in UNIQUE_FIELDS:
            yield from check_duplicates(nodes, "data-double", key)
    yield from check_duplicates(project.sources, "data-double", "url")


def check_shingles_file(project: ParsedProject) -> Iterator[Problem]:
    """Keep the file with the hashes of source texts readable: a check of built pages needs it."""
    path = project.docs_folder / DATA_FOLDER / SHINGLES_FILE
    if path.exists():
        try:
            read_text(path, project.root)
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
