"""All that was read from a project, before it is known to be right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from tools.language import Language
from tools.model.body import Body, hinted, read_body
from tools.model.files import DATA as DATA
from tools.model.files import Found, look, missing
from tools.model.problems import InvalidPublicationError, Problem
from tools.model.released import RELEASED, Known, read_released
from tools.model.settings import Settings
from tools.model.source import (
    Document,
    Node,
    UnreadableError,
    entries_of,
    read_document,
    read_list,
    read_mapping,
)

QUESTIONS = "questions.yml"  # only there when readers may enter by a question
REDIRECTS = "redirects.yml"  # only there once a page has moved
CHANGES = "changes.yml"  # only there where readers are told of changes
TESTED = "tested.yml"  # only there once the whole site was tested
RUNS = "source_runs.txt"  # only there when source texts may not be copied
ADDRESSES = "addresses.txt"  # the addresses of the last release; only there once there was one


@dataclass(frozen=True)
class DraftPage:
    """A page as read: its document, and its text taken apart."""

    document: Document
    body: Body

    @property
    def meta(self) -> Node:
        """The front matter."""
        return self.document.meta

    @property
    def id(self) -> str | None:
        """The page's id, if it has one."""
        return self.meta.text("id")

    @property
    def checklist(self) -> Node | None:
        """The page's checklist, if it has one."""
        return self.meta.node("checklist")

    @cached_property
    def under_way(self) -> bool:
        """Tell whether a hint to its writer still stands in the text: it may lack things then."""
        return bool(hinted(self.document.body))

    def calls(self, macro: str) -> bool:
        """Tell whether the page calls a macro."""
        return any(call.name == macro for call in self.body.calls)

    @cached_property
    def anchors(self) -> frozenset[str]:
        """The ids of the page's headings."""
        return frozenset(heading.id for heading in self.body.headings if heading.id)


@dataclass(frozen=True)
class Draft:
    """A project as read. `problems` holds what could not be read at all.

    `released`: what the last release held, as digests; nothing before the first.
    """

    root: Path
    settings: Settings
    settings_node: Node
    language: Language
    pages: tuple[DraftPage, ...]
    statements: tuple[Node, ...]
    sources: tuple[Node, ...]
    terms: tuple[Node, ...]
    roles: tuple[Node, ...]
    meetings: tuple[Node, ...]
    questions: tuple[Node, ...]
    retired: Node | None
    redirects: tuple[Node, ...]
    changes: tuple[Node, ...]
    tested: tuple[Node, ...]
    released: Known
    found: Found
    problems: tuple[Problem, ...]

    @property
    def own(self) -> Node:
        """The publication's own settings, to name their lines."""
        extra = self.settings_node.node("extra")
        return (extra.node("publication") if extra else None) or self.settings_node

    @property
    def docs(self) -> Path:
        """The folder with the pages."""
        return self.root / self.settings.docs_dir

    @property
    def files(self) -> frozenset[str]:
        """The files below the folder with the pages, by path relative to it."""
        return self.found.names

    @property
    def overrides(self) -> Path:
        """The folder with all templates, styles and scripts."""
        return self.root / self.settings.theme.custom_dir

    def lists(self) -> Iterator[Node]:
        """All checklists, each named by its id."""
        for page in self.pages:
            checklist = page.checklist
            if checklist:
                place = f"checklist {checklist.text('id') or ''}".strip()
                yield Node(checklist.data, checklist.origin, checklist.path, place)

    def items(self) -> Iterator[Node]:
        """All items of all checklists."""
        for checklist in self.lists():
            yield from items_of(checklist)

    def reviews(self) -> Iterator[tuple[str, Node]]:
        """All that is to be checked again: pages, their facts, checklists, each with its title."""
        for page in self.pages:
            for owner in filter(None, (page.meta, page.checklist)):
                review = owner.node("reviewed")
                if review:
                    yield owner.text("title") or "", review
            titles = {heading.id: heading.text for heading in page.body.headings}
            facts = page.meta.node("facts")
            for heading in facts.data if facts else ():
                review = facts.node(heading) if facts else None
                if review:
                    yield f"{page.meta.text('title')}: {titles.get(heading, heading)}", review


def items_of(checklist: Node) -> Iterator[Node]:
    """Give the items of a checklist in order, each named by list and item id."""
    for block in checklist.nodes("blocks"):
        yield from Node(block.data, block.origin, block.path, checklist.place).nodes("items")


def read_draft(root: Path, settings: Settings, node: Node, language: Language) -> Draft:
    """Read pages and data of the project in `root`; what cannot be read becomes a problem.

    Raises InvalidPublicationError when there is no folder to read them from.
    """
    docs = root / settings.docs_dir
    data = docs / DATA
    gone = [*without_a_home(docs, root, node)]
    if gone:
        raise InvalidPublicationError(gone, language)
    found = look(docs, root)
    problems = [*found.problems]
    told = {problem.file for problem in problems}
    pages = []
    for name in found.below(".md"):
        if name.split("/")[-1] == "README.md":
            continue
        try:
            document = read_document(docs / name, docs, root)
        except UnreadableError as error:
            problems.append(error.problem)
        else:
            pages.append(DraftPage(document, read_body(document.body)))

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
                yield from entries_of(node, group, node.line(group)) if node else ()
            except UnreadableError as error:
                problems.append(error.problem)

    def noted() -> Known:
        if (data / RELEASED).relative_to(root) in told:
            return {}
        try:
            return read_released(data / RELEASED, root)
        except UnreadableError as error:
            problems.append(error.problem)
            return {}

    statements = tuple(grouped("statements.yml"))
    return Draft(
        root=root,
        settings=settings,
        settings_node=node,
        language=language,
        pages=tuple(pages),
        statements=statements,
        sources=listed("sources.yml"),
        terms=listed("glossary.yml"),
        roles=listed("roles.yml"),
        meetings=listed("meetings.yml"),
        questions=listed(QUESTIONS, needed=False),
        retired=mapped("retired.yml"),
        redirects=listed(REDIRECTS, needed=False),
        changes=listed(CHANGES, needed=False),
        tested=listed(TESTED, needed=False),
        released=noted(),
        found=found,
        problems=tuple(problems),
    )


def without_a_home(docs: Path, root: Path, settings: Node) -> Iterator[Problem]:
    """Give why there is no folder of pages to read: below the project, and no link elsewhere."""
    if not docs.is_symlink() and root.resolve() not in docs.resolve().parents:
        yield settings.problem("docs_dir", "docs-outside")
    else:
        yield from missing(docs, root)
