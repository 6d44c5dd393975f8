"""Rules for the data in `docs/_data/`."""

from collections.abc import Iterator

from tools.model.problems import Problem
from tools.model.project import ParsedProject
from tools.model.rules import common

UNIQUE_FIELDS = ("term", "definition", "title", "ask", "short", "answer", "says", "url", "what")


def check_entry_ids(project: ParsedProject) -> Iterator[Problem]:
    """Use a unique id for every entry of a data file, never a retired one."""
    for nodes in project.entries_by_kind.values():
        yield from common.find_duplicates(nodes, "data-id-double")
    for key, nodes in (("sources", project.sources), ("terms", project.terms)):
        yield from common.find_retired(nodes, project.retired, key)


def check_term_references(project: ParsedProject) -> Iterator[Problem]:
    """Refer from a term to an existing page and source."""
    sources = common.get_ids(project.sources)
    for term in project.terms:
        yield from common.find_unknown_ids(term, "page", project.page_ids, "page-unknown")
        yield from common.find_unknown_ids(term, "source", sources, "source-unknown")


def check_unused_sources(project: ParsedProject) -> Iterator[Problem]:
    """Remove sources that nothing uses: no page cites them, and no term or chart names them."""
    used = {term.get_text("source") for term in project.terms}
    for chart in project.charts:
        used.update(chart.get_texts("sources"))
    for page in project.pages:
        used.update(page.body.get_unique_arguments("cite"))
        if page.body.has_unreadable_calls:
            return  # unreadable calls are reported by another rule
    for source in project.sources:
        if source.id and source.id not in used:
            yield source.create_problem("id", "source-unused", id=source.id)


def check_change_references(project: ParsedProject) -> Iterator[Problem]:
    """Name existing pages in a change; describe a change to a removed page without naming it."""
    for change in project.changes:
        for key in ("page", "also"):
            yield from common.find_unknown_ids(change, key, project.page_ids, "page-unknown")
        yield from common.find_repeats(change, "also")


def check_source_text_names(project: ParsedProject) -> Iterator[Problem]:
    """Name in the settings each source text that statements come from."""
    named = project.mkdocs.publication.source_texts
    for node in project.statements:
        if node.key_path[0] not in named:
            yield node.create_problem("id", "source-text-unnamed", id=node.key_path[0])


def check_unique_entries(project: ParsedProject) -> Iterator[Problem]:
    """Write no two entries with the same term, question, address or other text."""
    for kind, nodes in project.entries_by_kind.items():
        for key in ("url",) if kind == "source" else UNIQUE_FIELDS:
            yield from common.find_duplicates(nodes, "data-double", key)
