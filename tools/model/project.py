"""All that was read from a project, before it is known to be right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from tools.language import Language
from tools.model.entities.settings import MkdocsSettings
from tools.model.problems import InvalidPublicationError, Problem
from tools.model.reading.files import DATA_FOLDER as DATA_FOLDER
from tools.model.reading.files import DocsFiles, check_folders, find_files
from tools.model.reading.manifest import MANIFEST_FILE, Manifest, read_manifest
from tools.model.reading.markdown import PageBody, find_hint_lines, parse_body
from tools.model.reading.yaml_nodes import (
    Document,
    Node,
    UnreadableError,
    read_document,
    read_entries,
    read_list,
    read_mapping,
)

QUESTIONS_FILE = "questions.yml"  # only there when readers may enter by a question
REDIRECTS_FILE = "redirects.yml"  # only there once a page has moved
CHANGES_FILE = "changes.yml"  # only there where readers are told of changes
AUDIT_FILE = "tested.yml"  # only there once the whole site was tested
SHINGLES_FILE = "source_runs.txt"  # only there when source texts may not be copied
URLS_FILE = "addresses.txt"  # the addresses of the last release; only there once there was one


@dataclass(frozen=True)
class ParsedPage:
    """A page as read: its document, and its text taken apart."""

    document: Document
    body: PageBody

    @property
    def meta(self) -> Node:
        """The front matter."""
        return self.document.meta

    @property
    def id(self) -> str | None:
        """The page's id, if it has one."""
        return self.meta.get_text("id")

    @property
    def checklist(self) -> Node | None:
        """The page's checklist, if it has one."""
        return self.meta.get_node("checklist")

    @cached_property
    def is_unfinished(self) -> bool:
        """Tell whether a hint to its writer still stands in the text: it may lack things then."""
        return bool(find_hint_lines(self.document.body))

    def has_call(self, macro: str) -> bool:
        """Tell whether the page calls a macro."""
        return any(call.name == macro for call in self.body.calls)

    @cached_property
    def anchors(self) -> frozenset[str]:
        """The ids of the page's headings."""
        return frozenset(heading.id for heading in self.body.headings if heading.id)


@dataclass(frozen=True)
class ParsedProject:
    """A project as read. `problems` holds what could not be read at all.

    `released`: what the last release held, as digests; nothing before the first.
    """

    root: Path
    mkdocs: MkdocsSettings
    mkdocs_node: Node
    language: Language
    pages: tuple[ParsedPage, ...]
    statements: tuple[Node, ...]
    sources: tuple[Node, ...]
    terms: tuple[Node, ...]
    roles: tuple[Node, ...]
    meetings: tuple[Node, ...]
    questions: tuple[Node, ...]
    retired: Node | None
    redirects: tuple[Node, ...]
    changes: tuple[Node, ...]
    audit_results: tuple[Node, ...]
    manifest: Manifest
    docs_files: DocsFiles
    problems: tuple[Problem, ...]

    @property
    def settings_node(self) -> Node:
        """The publication's own settings, to name their lines."""
        extra = self.mkdocs_node.get_node("extra")
        return (extra.get_node("publication") if extra else None) or self.mkdocs_node

    @property
    def docs_folder(self) -> Path:
        """The folder with the pages."""
        return self.root / self.mkdocs.docs_dir

    @property
    def file_names(self) -> frozenset[str]:
        """The files below the folder with the pages, by path relative to it."""
        return self.docs_files.names

    @property
    def theme_folder(self) -> Path:
        """The folder with all templates, styles and scripts."""
        return self.root / self.mkdocs.theme.custom_dir

    def iter_checklists(self) -> Iterator[Node]:
        """All checklists, each named by its id."""
        for page in self.pages:
            checklist = page.checklist
            if checklist:
                place = f"checklist {checklist.get_text('id') or ''}".strip()
                yield Node(checklist.data, checklist.origin, checklist.key_path, place)

    def iter_items(self) -> Iterator[Node]:
        """All items of all checklists."""
        for checklist in self.iter_checklists():
            yield from iter_checklist_items(checklist)

    def iter_reviews(self) -> Iterator[tuple[str, Node]]:
        """All that is to be checked again: pages, their facts, checklists, each with its title."""
        for page in self.pages:
            for owner in filter(None, (page.meta, page.checklist)):
                review = owner.get_node("reviewed")
                if review:
                    yield owner.get_text("title") or "", review
            titles = {heading.id: heading.text for heading in page.body.headings}
            facts = page.meta.get_node("facts")
            for heading in facts.data if facts else ():
                review = facts.get_node(heading) if facts else None
                if review:
                    yield f"{page.meta.get_text('title')}: {titles.get(heading, heading)}", review


def iter_checklist_items(checklist: Node) -> Iterator[Node]:
    """Give the items of a checklist in order, each named by list and item id."""
    for block in checklist.get_nodes("blocks"):
        yield from Node(block.data, block.origin, block.key_path, checklist.label).get_nodes(
            "items"
        )


def parse_project(
    root: Path, settings: MkdocsSettings, node: Node, language: Language
) -> ParsedProject:
    """Read pages and data of the project in `root`; what cannot be read becomes a problem.

    Raises InvalidPublicationError when there is no folder to read them from.
    """
    docs = root / settings.docs_dir
    data = docs / DATA_FOLDER
    gone = [*check_docs_location(docs, root, node)]
    if gone:
        raise InvalidPublicationError(gone, language)
    found = find_files(docs, root)
    problems = [*found.problems]
    told = {problem.file for problem in problems}
    pages = []
    for name in found.find_published(".md"):
        if name.split("/")[-1] == "README.md":
            continue
        try:
            document = read_document(docs / name, docs, root)
        except UnreadableError as error:
            problems.append(error.problem)
        else:
            pages.append(ParsedPage(document, parse_body(document.body)))

    def listed(name: str, needed: bool = True) -> tuple[Node, ...]:
        if (data / name).relative_to(root) in told or (not needed and not (data / name).exists()):
            return ()
        try:
            return tuple(read_list(data / name, root))
        except UnreadableError as error:
            problems.append(error.problem)
            return ()

    def mapped(name: str) -> Node | None:
        if (data / name).relative_to(root) in told:
            return None
        try:
            return read_mapping(data / name, root)
        except UnreadableError as error:
            problems.append(error.problem)
            return None

    def grouped(name: str) -> Iterator[Node]:
        node = mapped(name)
        for group in node.data if node else ():
            try:
                yield from read_entries(node, group, node.get_line(group)) if node else ()
            except UnreadableError as error:
                problems.append(error.problem)

    def noted() -> Manifest:
        if (data / MANIFEST_FILE).relative_to(root) in told:
            return {}
        try:
            return read_manifest(data / MANIFEST_FILE, root)
        except UnreadableError as error:
            problems.append(error.problem)
            return {}

    statements = tuple(grouped("statements.yml"))
    return ParsedProject(
        root=root,
        mkdocs=settings,
        mkdocs_node=node,
        language=language,
        pages=tuple(pages),
        statements=statements,
        sources=listed("sources.yml"),
        terms=listed("glossary.yml"),
        roles=listed("roles.yml"),
        meetings=listed("meetings.yml"),
        questions=listed(QUESTIONS_FILE, needed=False),
        retired=mapped("retired.yml"),
        redirects=listed(REDIRECTS_FILE, needed=False),
        changes=listed(CHANGES_FILE, needed=False),
        audit_results=listed(AUDIT_FILE, needed=False),
        manifest=noted(),
        docs_files=found,
        problems=tuple(problems),
    )


def check_docs_location(docs: Path, root: Path, settings: Node) -> Iterator[Problem]:
    """Give why there is no folder of pages to read: below the project, and no link elsewhere."""
    if not docs.is_symlink() and root.resolve() not in docs.resolve().parents:
        yield settings.create_problem("docs_dir", "docs-outside")
    else:
        yield from check_folders(docs, root)
