"""Load a publication from its folder: settings, pages and data, judged by all rules."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from pathlib import Path
from typing import TypeVar

from tools.language import Language, UnknownLanguageError, load_language
from tools.model.entities.page import FrontMatter, Page
from tools.model.entities.reference_data import (
    AuditResult,
    Change,
    Meeting,
    Question,
    Redirect,
    Retired,
    Role,
    Source,
    Statement,
    Term,
)
from tools.model.entities.settings import MkdocsSettings
from tools.model.problems import InvalidPublicationError
from tools.model.project import ParsedProject, check_docs_location, parse_project
from tools.model.publication import Publication
from tools.model.reading.yaml_nodes import Node, UnreadableError, read_mapping
from tools.model.rules import RULES
from tools.model.rules.cascading import suppress_cascading
from tools.model.validation import Model, validate_node

SETTINGS_FILE = "mkdocs.yml"


CACHE: dict[Path, tuple[tuple[tuple[Path, int], ...], Publication]] = {}


DataEntry = TypeVar("DataEntry", Source, Term, Role, Meeting, Question, Statement)


def sort_changes(changes: Iterable[Change]) -> tuple[Change, ...]:
    """Put changes in the order in which they are told; those of one day as in the file."""
    return tuple(sorted(changes, key=lambda change: change.date, reverse=True))


def load_settings(root: Path) -> tuple[MkdocsSettings, Node, Language]:
    """Read `mkdocs.yml`; raise InvalidPublicationError when it is absent or wrong."""
    fallback = load_language("en")
    try:
        node = read_mapping(root / SETTINGS_FILE, root)
    except UnreadableError as error:
        raise InvalidPublicationError([error.problem], fallback) from error
    theme = node.get_node("theme")
    code = (theme.get_text("language") if theme else None) or "en"
    try:
        language = load_language(code)
    except UnknownLanguageError as error:
        problem = (theme or node).create_problem(
            "language", "language-unknown", id=code, known=str(error)
        )
        raise InvalidPublicationError([problem], fallback) from error
    settings = validate_node(MkdocsSettings, node)
    if isinstance(settings, list):
        raise InvalidPublicationError(settings, language)
    return settings, node, language


def load_publication(root: Path) -> Publication:
    """Read and judge the project in `root`; raise InvalidPublicationError with all problems."""
    settings, node, language = load_settings(root)
    draft = parse_project(root, settings, node, language)
    problems = [*draft.problems, *chain.from_iterable(rule(draft) for rule in RULES)]

    def gather(model: type[Model], node: Node) -> Model | None:
        result = validate_node(model, node)
        if isinstance(result, list):
            problems.extend(result)
            return None
        return result

    def indexed(model: type[DataEntry], nodes: tuple[Node, ...]) -> dict[str, DataEntry]:
        entries = (gather(model, entry) for entry in nodes)
        return {entry.id: entry for entry in entries if entry}

    pages = {}
    for page in draft.pages:
        meta = gather(FrontMatter, page.meta)
        if meta:
            pages[meta.id] = Page(
                source_path=page.document.source_path,
                meta=meta,
                headings={h.id: h.text for h in page.body.headings if h.id},
                cited_ids=page.body.get_unique_arguments("cite"),
                term_ids=page.body.get_unique_arguments("term"),
                word_count=page.body.word_count,
                checklist_heading=page.body.find_call_heading("page_checklist"),
            )
    moved = [gather(Redirect, node) for node in draft.redirects]
    changes = [gather(Change, node) for node in draft.changes]
    retired = gather(Retired, draft.retired) if draft.retired else None
    publication = Publication(
        root=root,
        mkdocs=settings,
        language=language,
        pages=pages,
        statements=indexed(Statement, draft.statements),
        statement_groups=group_statements(draft),
        sources=indexed(Source, draft.sources),
        terms=indexed(Term, draft.terms),
        roles=indexed(Role, draft.roles),
        meetings=indexed(Meeting, draft.meetings),
        questions=indexed(Question, draft.questions),
        retired_ids=retired or Retired(),
        redirects={one.was: one.page for one in moved if one},
        changes=sort_changes(one for one in changes if one),
        audit_results=tuple(
            one for one in (gather(AuditResult, node) for node in draft.audit_results) if one
        ),
    )
    if problems:
        raise InvalidPublicationError(suppress_cascading(problems), language)
    return publication


def load_cached_publication(root: Path) -> Publication:
    """Give the publication in `root` as it is now, read again only when a file has changed.

    Raises InvalidPublicationError, as `read_publication` does.
    """
    settings, node, language = load_settings(root)
    gone = [*check_docs_location(root / settings.docs_dir, root, node)]
    if gone:  # before what stands there is looked through
        raise InvalidPublicationError(gone, language)
    files = [root / SETTINGS_FILE, *sorted((root / settings.docs_dir).rglob("*"))]
    stamps = tuple((file, file.stat().st_mtime_ns) for file in files if file.is_file())
    known = CACHE.get(root)
    if known is None or known[0] != stamps:
        known = CACHE[root] = (stamps, load_publication(root))
    return known[1]


def is_up_to_date(publication: Publication) -> bool:
    """Say whether no file has changed since `current_publication` read this publication.

    A new file does not count: editors lay files aside. Of a publication from elsewhere nothing is
    known.
    """
    stamps, known = CACHE.get(publication.root, ((), None))
    return known is not publication or all(
        file.is_file() and file.stat().st_mtime_ns == moment for file, moment in stamps
    )


def group_statements(draft: ParsedProject) -> dict[str, tuple[str, ...]]:
    """Give the ids of the statements of each source text."""
    groups: dict[str, list[str]] = {}
    for node in draft.statements:
        groups.setdefault(str(node.key_path[0]), []).append(node.get_text("id") or "")
    return {group: tuple(ids) for group, ids in groups.items()}
