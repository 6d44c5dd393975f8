"""Load a project from its folder: settings, pages and data, judged by all rules."""

import textwrap
from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import TypeVar

from tools.language import UnknownLanguageError, load_language
from tools.model.entities import reference_data as data
from tools.model.entities.chart import Chart
from tools.model.entities.page import Figure, FrontMatter, Page
from tools.model.entities.settings import BookPart, MkdocsSettings, PageKind
from tools.model.entities.wording import Wording
from tools.model.macro_signatures import FIGURE_MACROS
from tools.model.problems import InvalidPublicationError, Problem
from tools.model.project import (
    DATA_FOLDER,
    ConfiguredProject,
    ParsedPage,
    ParsedProject,
    check_docs_location,
    parse_project,
)
from tools.model.publication import Publication, group_by_key
from tools.model.reading.settings_file import SETTINGS_FILE as SETTINGS_FILE
from tools.model.reading.settings_file import read_settings
from tools.model.reading.short_forms import DEFAULT_KIND
from tools.model.reading.yaml_nodes import Node, UnreadableError
from tools.model.release.versions import find_versions
from tools.model.rules import RULES
from tools.model.rules.cascading import find_missing_data, suppress_cascading
from tools.model.rules.nav import iter_nav_entries
from tools.model.rules.noqa import read_remarks
from tools.model.rules.schema_version import find_former_key, find_version_problem
from tools.model.rules.settings import list_added_extensions, list_additions
from tools.model.validation import Model, validate_node

HOME_URL = "index.html"
SCREEN_MACROS = ("checklists", "page_composer", "page_tasks")  # these make a page for a screen
MAX_LEAD_LENGTH = 170  # characters: what search engines show of a description
FALLBACK_LANGUAGE = "en"  # of messages, when the settings name no language that there is
Stamps = tuple[tuple[Path, int], ...]  # files with their modification times
# Project folder → the publication that was loaded, the project that it is made from, and its files.
CACHE: dict[Path, tuple[Stamps, ParsedProject, Publication]] = {}
DataEntry = TypeVar(
    "DataEntry",
    data.Source, data.Term, data.Role, data.Meeting, data.Question, data.Statement, Chart,
)  # fmt: skip


def load_settings(root: Path) -> ConfiguredProject:
    """Read `mkdocs.yml`; raise InvalidPublicationError when it is absent or wrong."""
    try:
        node = read_settings(root)
    except UnreadableError as error:
        raise InvalidPublicationError([error.problem], load_language(FALLBACK_LANGUAGE)) from error
    theme = node.get_node("theme")
    code = (theme.get_text("language") if theme else None) or FALLBACK_LANGUAGE
    try:
        language = load_language(code)
    except UnknownLanguageError as error:
        values = {"id": code, "known": str(error)}
        problem = (theme or node).create_problem("language", "language-unknown", **values)
        raise InvalidPublicationError([problem], load_language(FALLBACK_LANGUAGE)) from error
    mismatch = find_version_problem(node)
    mkdocs = [mismatch] if mismatch else validate_node(MkdocsSettings, node)
    if isinstance(mkdocs, list):
        raise InvalidPublicationError(mkdocs, language)
    if not mkdocs.publication.kinds:  # all pages are of one kind
        mkdocs = mkdocs.with_publication(kinds={DEFAULT_KIND: PageKind()})
    return ConfiguredProject(root, mkdocs, language, node)


def load_project(root: Path) -> ParsedProject:
    """Read settings, pages and data, without judging them.

    Raises InvalidPublicationError when the settings are wrong, or there is no folder of pages.
    """
    return parse_project(load_settings(root))


def load_publication(root: Path) -> Publication:
    """Read and judge the project in `root`; raise InvalidPublicationError with all problems."""
    return judge_project(load_project(root))


def judge_project(project: ParsedProject) -> Publication:
    """Return the publication of a project, with the problems that are only warnings.

    Raises InvalidPublicationError with all problems when at least one is an error.
    """
    former = find_former_key(project)
    if former:
        raise InvalidPublicationError([former], project.language)
    problems = [*project.problems, *chain.from_iterable(rule(project) for rule in RULES)]
    problems += find_missing_data(problems, project.root, project.docs_folder / DATA_FOLDER)
    publication = build_publication(project, problems)
    levels, remarks = project.rule_levels, read_remarks(project)
    reported = remarks.silence(levels.leave_out_off(problems))
    reported += levels.leave_out_off((*remarks.find_mistakes(), *remarks.find_idle()))
    by_level = levels.group(suppress_cascading(reported))
    errors, warnings = by_level["error"], by_level["warning"]
    if errors:
        raise InvalidPublicationError(errors, project.language, warnings)
    return replace(publication, warnings=tuple(warnings), levels=levels)


def build_publication(project: ParsedProject, problems: list[Problem]) -> Publication:
    """Build the publication from all valid nodes; add the problems of the others to `problems`."""

    def build(model: type[Model], node: Node) -> Model | None:
        result = validate_node(model, node)
        if isinstance(result, list):
            problems.extend(result)
            return None
        return result

    def build_all(model: type[Model], nodes: Iterable[Node]) -> list[Model]:
        return [entity for node in nodes if (entity := build(model, node))]

    def build_by_id(model: type[DataEntry], nodes: Iterable[Node]) -> dict[str, DataEntry]:
        return {entry.id: entry for entry in build_all(model, nodes)}

    page_model = project.mkdocs.publication.models.page
    pages = {}
    chart_sources = {chart.id: chart.get_texts("sources") for chart in project.charts}
    for page in project.pages:
        meta = build(page_model, page.meta)
        if meta:
            pages[meta.id] = build_page(page, meta, chart_sources)
    for model, node in ((data.Retired, project.retired), (Wording, project.wording)):
        if node:
            build(model, node)
    mkdocs = project.mkdocs
    if not mkdocs.publication.book:
        mkdocs = mkdocs.with_publication(book=create_book(project, pages))
    return Publication(
        root=project.root,
        mkdocs=mkdocs,
        language=project.language,
        pages=pages,
        statements=build_by_id(data.Statement, project.statements),
        statement_groups=group_by_key(
            (str(node.key_path[0]), node.id) for node in project.statements
        ),
        sources=build_by_id(data.Source, project.sources),
        terms=build_by_id(data.Term, project.terms),
        roles=build_by_id(data.Role, project.roles),
        meetings=build_by_id(data.Meeting, project.meetings),
        questions=build_by_id(data.Question, project.questions),
        charts=build_by_id(Chart, project.charts),
        redirects={
            redirect.was: redirect.page for redirect in build_all(data.Redirect, project.redirects)
        },
        versions=find_versions(project),
        changes=sort_changes(build_all(data.Change, project.changes)),
        audit_results=tuple(build_all(data.AuditResult, project.audit_results)),
        additions=tuple(list_additions(project.mkdocs_node)),
        added_extensions=tuple(list_added_extensions(project.mkdocs_node)),
    )


def create_book(project: ParsedProject, pages: Mapping[str, Page]) -> tuple[BookPart, ...]:
    """Return a book in one part with all pages, but for the start and what is for a screen.

    Those are a page with changes, and pages that only list or offer what stands on others.
    They stand in the order of the navigation, and those that it lacks in the order of the files.
    """
    homes = project.mkdocs.publication.homes
    left_out = {homes.start, homes.checklists, homes.changes}
    left_out |= {page.id for page in project.pages if any(map(page.has_call, SCREEN_MACROS))}
    entries = iter_nav_entries(project.mkdocs_node.data.get("nav") or [])
    order = {path: number for number, (_, path, _) in enumerate(entries)}
    named = [page for id_, page in pages.items() if id_ not in left_out and page.url != HOME_URL]
    named.sort(key=lambda page: order.get(page.source_path.as_posix(), len(order)))
    ids = tuple(page.id for page in named) or tuple(pages)
    return (BookPart(pages=ids),) if ids else ()


def build_page(
    page: ParsedPage, meta: FrontMatter, chart_sources: Mapping[str, Iterable[str]]
) -> Page:
    """Build a page from its valid front matter and its parsed text.

    `chart_sources`: the id of each chart → the sources that a page with this chart cites.
    """
    cited = [*page.body.get_unique_arguments("cite")]
    for chart_id in page.body.get_unique_arguments("chart"):
        cited += chart_sources.get(chart_id, ())
    return Page(
        source_path=page.source_path,
        meta=meta,
        headings={heading.id: heading.text for heading in page.body.headings},
        title_id=page.title_id,
        places=page.body.places,
        aliases=page.aliases,
        cited_ids=tuple(dict.fromkeys(cited)),
        figures=tuple(
            Figure(call.name, call.args[0])
            for call in page.body.calls
            if call.name in FIGURE_MACROS and call.args
        ),
        term_ids=page.body.get_unique_arguments("term"),
        word_count=page.body.word_count,
        checklist_heading=page.body.find_call_heading("page_checklist"),
        lead=find_lead(page),
    )


def find_lead(page: ParsedPage) -> str:
    """Return the beginning of a page's text: its first paragraph, cut at a word."""
    texts = (" ".join(paragraph.text.split()) for paragraph in page.body.paragraphs)
    return textwrap.shorten(next(filter(None, texts), ""), MAX_LEAD_LENGTH, placeholder="…")


def load_cached_publication(root: Path) -> Publication:
    """Return the publication in `root` as it is now, read again only when a file has changed.

    Raises InvalidPublicationError, as `load_publication` does.
    """
    return load_cached(root)[1]


def load_cached_project(root: Path) -> ParsedProject:
    """Return the project of `load_cached_publication`, which raises the same errors."""
    return load_cached(root)[0]


def load_cached(root: Path) -> tuple[ParsedProject, Publication]:
    """Return the project in `root` and its publication, read again only when a file has changed.

    Raises InvalidPublicationError.
    """
    if root in CACHE:
        stamps, project, publication = CACHE[root]
        if stamps == stamp_files(root, publication.docs_folder):
            return project, publication
    settings = load_settings(root)
    check_docs_location(settings)  # before the files below that folder are listed
    stamps = stamp_files(root, settings.docs_folder)
    project = parse_project(settings)
    publication = judge_project(project)
    CACHE[root] = stamps, project, publication
    return project, publication


def stamp_files(root: Path, docs_folder: Path) -> Stamps:
    """Return the settings and all files of a publication, with their modification times."""
    files = [root / SETTINGS_FILE, *sorted(docs_folder.rglob("*"))]
    return tuple((file, file.stat().st_mtime_ns) for file in files if file.is_file())


def is_up_to_date(publication: Publication) -> bool:
    """Return whether no file has changed since `load_cached_publication` read this publication.

    A new file does not count: editors write temporary files beside the originals. A publication
    that is not in the cache counts as up to date.
    """
    stamps, _, cached = CACHE.get(publication.root, ((), None, None))
    return cached is not publication or all(
        file.is_file() and file.stat().st_mtime_ns == modified for file, modified in stamps
    )


def sort_changes(changes: Iterable[data.Change]) -> tuple[data.Change, ...]:
    """Sort changes, the newest first; those of one day stay in the order of the file."""
    return tuple(sorted(changes, key=lambda change: change.date, reverse=True))
