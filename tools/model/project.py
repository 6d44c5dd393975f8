"""A project as parsed from its files, before any rule has judged it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from tools.model.entities.settings import PageKind, Project
from tools.model.item_details import create_detail_reader
from tools.model.levels import RuleLevels
from tools.model.problems import InvalidPublicationError, Problem
from tools.model.reading.files import DATA_FOLDER as DATA_FOLDER
from tools.model.reading.files import DocsFiles, check_folders, find_files
from tools.model.reading.heading_aliases import Aliases, find_aliases, group_headings
from tools.model.reading.manifest import MANIFEST_FILE, Manifest, read_manifest
from tools.model.reading.markdown import PageBody, find_hint_lines, parse_body
from tools.model.reading.page_title import TitleHeading, derive_title, extract_title
from tools.model.reading.short_forms import (
    DEFAULT_KIND,
    derive_id,
    expand_front_matter,
    has_items,
)
from tools.model.reading.task_list import extract_task_list
from tools.model.reading.yaml_nodes import (
    Document,
    Node,
    UnreadableError,
    read_document,
    read_entries,
    read_list,
    read_mapping,
    read_text,
)
from tools.model.wording import adapt_language

CHANGES_FILE = "changes.yml"
AUDIT_FILE = "tested.yml"
WORDING_FILE = "wording.yml"  # changes of the word lists of the language
SHINGLES_FILE = "source_shingles.txt"  # when source texts may not be copied
RETIRED_FILE = "retired.yml"
URLS_FILE = "published_urls.txt"  # the page addresses of the last release
HOME_FILE = Path("index.md")  # opens the site; without an id it has that of the start page
README = "README.md"  # for those who edit the files; no page
Content = TypeVar("Content")


@dataclass(frozen=True)
class ParsedPage(Document):
    """A page as parsed: its document and the parts of its text.

    Its front matter has no short forms, and includes the title and the checklist that stand in the
    text as a heading and a task list; its text does not. `title_heading`: that heading;
    `judged_text`: the text with it, of which nothing may be unsafe; `list_notes`: the name of a
    rule → the lines of that list that it reports; `written_meta`: the front matter as it stands in
    the file; `aliases`: the former ids of its headings.
    """

    body: PageBody
    written_meta: Node
    has_authored_id: bool = True
    title_heading: TitleHeading | None = None
    judged_text: str = ""
    list_notes: Mapping[str, Sequence[int]] = field(default_factory=dict)
    aliases: Aliases = field(default_factory=dict)

    @property
    def id(self) -> str:
        """The page's id; empty when it has none."""
        return self.meta.id

    @property
    def checklist(self) -> Node | None:
        """The page's checklist, if it has one."""
        return self.meta.get_node("checklist")

    @cached_property
    def is_unfinished(self) -> bool:
        """Return whether the text still has a hint to its writer, and so may be incomplete."""
        return bool(find_hint_lines(self.text))

    def has_call(self, macro: str) -> bool:
        """Return whether the page calls a macro."""
        return any(call.name == macro for call in self.body.calls)

    @cached_property
    def anchors(self) -> frozenset[str]:
        """The ids of the page's headings, and those that they had in a release."""
        former = (id_ for ids in self.aliases.values() for id_ in ids)
        return frozenset([*(heading.id for heading in self.body.headings), *former])

    @cached_property
    def title_id(self) -> str:
        """The id of the heading that is its title; empty when there is none, or it is in use."""
        heading = self.title_heading
        is_free = heading and heading.words and heading.id not in self.anchors | self.body.places
        return heading.id if heading and is_free else ""

    @cached_property
    def link_targets(self) -> frozenset[str]:
        """The ids to which links may lead: headings, the title, and other places with an id."""
        return self.anchors | self.body.places | {self.title_id}


@dataclass(frozen=True)
class ConfiguredProject(Project):
    """A project with the lines of its settings, before anything else of it is read."""

    mkdocs_node: Node


@dataclass(frozen=True)
class ParsedProject(ConfiguredProject):
    """A project as parsed. `problems` holds what could not be read at all.

    `language` has the word lists with the changes in `wording`, the publication's own.
    `manifest`: the entries of the last release, as digests; `published_urls`: its page addresses,
    one a line. Both are empty before the first.
    """

    pages: tuple[ParsedPage, ...]
    statements: tuple[Node, ...]
    sources: tuple[Node, ...]
    terms: tuple[Node, ...]
    roles: tuple[Node, ...]
    meetings: tuple[Node, ...]
    questions: tuple[Node, ...]
    charts: tuple[Node, ...]
    retired: Node | None
    redirects: tuple[Node, ...]
    changes: tuple[Node, ...]
    audit_results: tuple[Node, ...]
    wording: Node | None
    manifest: Manifest
    published_urls: str
    docs_files: DocsFiles
    problems: tuple[Problem, ...]

    @property
    def settings_node(self) -> Node:
        """The node of `extra.publication` in the settings."""
        extra = self.mkdocs_node.get_node("extra")
        return (extra.get_node("publication") if extra else None) or self.mkdocs_node

    @cached_property
    def page_ids(self) -> frozenset[str]:
        """The ids of all pages."""
        return frozenset(page.id for page in self.pages if page.id)

    @property
    def entries_by_kind(self) -> dict[str, tuple[Node, ...]]:
        """The entries whose ids authors choose, by their kind in the release manifest."""
        return {
            "source": self.sources,
            "term": self.terms,
            "statement": self.statements,
            "role": self.roles,
            "meeting": self.meetings,
            "question": self.questions,
            "chart": self.charts,
            "change": self.changes,
        }

    @cached_property
    def rule_levels(self) -> RuleLevels:
        """The levels and limits of all rules."""
        by_file = {page.file: kind.rules for page, kind in self.iter_pages_with_kind()}
        return RuleLevels(self.mkdocs.publication.rules, by_file)

    def get_limit(self, name: str, node: Node) -> int:
        """Return the limit (`most`) of a rule, by the file of a node."""
        return self.rule_levels.get_limit(name, node.origin.file)

    def iter_fields(self, key: str) -> Iterator[tuple[ParsedPage, Node]]:
        """Yield every page with a mapping under `key` in its front matter, with that mapping."""
        for page in self.pages:
            node = page.meta.get_node(key)
            if node:
                yield page, node

    def iter_pages_with_kind(self) -> Iterator[tuple[ParsedPage, PageKind]]:
        """Yield every page whose kind is in the settings, with that kind."""
        for page in self.pages:
            kind = self.mkdocs.publication.kinds.get(page.meta.get_text("kind") or "")
            if kind:
                yield page, kind

    def iter_checklists(self) -> Iterator[Node]:
        """Yield all checklists, each labelled with its id."""
        for _, checklist in self.iter_fields("checklist"):
            yield checklist.with_label(f"checklist {checklist.id}".strip())

    def iter_items(self) -> Iterator[Node]:
        """Yield all items of all checklists."""
        for checklist in self.iter_checklists():
            yield from iter_checklist_items(checklist)

    def iter_reviews(self) -> Iterator[tuple[str, str, Node]]:
        """Yield the reviews of pages, checklists and facts.

        Each comes with its id in the release manifest, and the title of its subject.
        """
        for page in self.pages:
            for id_, subject in ((page.id, page.meta), (f"{page.id}--list", page.checklist)):
                review = subject.get_node("reviewed") if subject else None
                if subject and review:
                    yield id_, subject.get_text("title") or "", review
            titles = {heading.id: heading.text for heading in page.body.headings}
            facts = page.meta.get_node("facts")
            for heading_id, review in facts.iter_nodes() if facts else ():
                title = titles.get(heading_id, heading_id)
                yield f"{page.id}#{heading_id}", f"{page.meta.get_text('title')}: {title}", review


def iter_checklist_items(checklist: Node) -> Iterator[Node]:
    """Yield the items of a checklist in order, each labelled with the ids of checklist and item."""
    for block in checklist.get_nodes("blocks"):
        yield from block.with_label(checklist.label).get_nodes("items")


def parse_project(project: ConfiguredProject) -> ParsedProject:
    """Read the pages and data of a project; what cannot be read becomes a problem.

    Raises InvalidPublicationError when there is no folder to read them from.
    """
    check_docs_location(project)
    root, docs = project.root, project.docs_folder
    files = find_files(docs, root)
    problems = [*files.problems]
    data = DataReader(docs / DATA_FOLDER, root, problems)
    data.read(SHINGLES_FILE, read_text)  # a check of built pages needs it
    wording = data.read(WORDING_FILE, read_mapping)
    roles = data.read_list("roles.yml")
    manifest = data.read(MANIFEST_FILE, read_manifest) or {}
    return ParsedProject(
        **{**vars(project), "language": adapt_language(project.language, wording)},
        pages=tuple(parse_pages(project, files, roles, group_headings(manifest), problems)),
        statements=tuple(data.read_groups("statements.yml")),
        sources=data.read_list("sources.yml"),
        terms=data.read_list("glossary.yml"),
        roles=roles,
        meetings=data.read_list("meetings.yml"),
        questions=data.read_list("questions.yml"),
        charts=data.read_list("charts.yml"),
        retired=data.read(RETIRED_FILE, read_mapping),
        redirects=data.read_list("redirects.yml"),
        changes=data.read_list(CHANGES_FILE),
        audit_results=data.read_list(AUDIT_FILE),
        wording=wording,
        manifest=manifest,
        published_urls=data.read(URLS_FILE, read_text) or "",
        docs_files=files,
        problems=tuple(problems),
    )


def parse_pages(
    project: ConfiguredProject,
    files: DocsFiles,
    roles: Iterable[Node],
    released_headings: Mapping[str, list[list[str]]],
    problems: list[Problem],
) -> Iterator[ParsedPage]:
    """Yield all pages that can be read; add the problems of the others to `problems`.

    `released_headings`: by page, the ids of the headings of the last release.
    """
    settings = project.mkdocs.publication
    kind = DEFAULT_KIND if DEFAULT_KIND in settings.kinds else None
    titles = {role.get_text("title") or "": role.id for role in roles}
    read_detail = create_detail_reader(settings.fields, titles, project.language)
    link_fields = [name for name, one in settings.fields.items() if one.type == "link"]
    link_field = link_fields[0] if len(link_fields) == 1 else None
    documents = [*read_documents(project, files, problems)]
    authored_ids = {document.meta.id for document in documents}
    for document in documents:
        offset = document.line_offset - document.meta.origin.line_offset
        task_list = extract_task_list(document.text, read_detail, offset, link_field)
        if task_list and has_items(document.meta):
            problems.append(document.create_problem(task_list.line, "checklist-twice"))
        blocks = task_list.blocks if task_list else None
        judged_text = task_list.rest if task_list else document.text
        heading = extract_title(judged_text)
        text = heading.rest if heading else judged_text
        title = (
            (heading.words, heading.line + offset)
            if heading and heading.words
            else (derive_title(document.source_path, project.mkdocs.site_name), 1)
        )
        id_ = derive_id(document.source_path)
        if document.source_path == HOME_FILE and settings.homes.start not in authored_ids:
            id_ = settings.homes.start or id_
        meta = expand_front_matter(document.meta, id_, kind, title, blocks, settings.front_matter)
        body = parse_body(text)
        released = released_headings.get(meta.id, [])
        yield ParsedPage(
            document.source_path,
            meta,
            text,
            document.line_offset,
            body=body,
            written_meta=document.meta,
            has_authored_id="id" in document.meta.data,
            title_heading=heading,
            judged_text=judged_text,
            list_notes=task_list.notes if task_list else {},
            aliases=find_aliases(released, (heading.id for heading in body.headings)),
        )


def read_documents(
    project: ConfiguredProject, files: DocsFiles, problems: list[Problem]
) -> Iterator[Document]:
    """Yield the documents of all pages that can be read; add the other problems to `problems`."""
    docs = project.docs_folder
    for name in files.find_published(".md"):
        if Path(name).name != README:
            try:
                yield read_document(docs / name, docs, project.root)
            except UnreadableError as error:
                problems.append(error.problem)


class DataReader:
    """Reads the data files; adds a problem to `problems` for each that cannot be read.

    A file that `problems` already names is not read.
    """

    def __init__(self, folder: Path, root: Path, problems: list[Problem]) -> None:
        """Store where to read and where to report."""
        self.folder = folder
        self.root = root
        self.problems = problems
        self.reported = {problem.file for problem in problems}

    def read(self, name: str, reader: Callable[[Path, Path], Content]) -> Content | None:
        """Return what `reader` makes of a file; None when it cannot be read or is absent."""
        path = self.folder / name
        if not path.exists() or path.relative_to(self.root) in self.reported:
            return None
        try:
            return reader(path, self.root)
        except UnreadableError as error:
            self.problems.append(error.problem)
            return None

    def read_list(self, name: str) -> tuple[Node, ...]:
        """Return the entries of a file with a list; none when it cannot be read."""
        return tuple(self.read(name, read_list) or ())

    def read_groups(self, name: str) -> Iterator[Node]:
        """Yield the entries of a file with lists under keys."""
        node = self.read(name, read_mapping)
        for key in node.data if node else ():
            try:
                yield from read_entries(node, key, node.get_line(key)) if node else ()
            except UnreadableError as error:
                self.problems.append(error.problem)


def check_docs_location(project: ConfiguredProject) -> None:
    """Raise InvalidPublicationError unless there is a folder of pages below the project."""
    root, docs = project.root, project.docs_folder
    if not docs.is_symlink() and root.resolve() not in docs.resolve().parents:
        problems = [project.mkdocs_node.create_problem("docs_dir", "docs-outside")]
    else:
        problems = [*check_folders(docs, root)]
    if problems:
        raise InvalidPublicationError(problems, project.language)
