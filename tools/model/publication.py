"""The publication: all of it, typed and without problems."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import TypeVar

from tools.language import Language, UnknownLanguageError, load_language
from tools.model.checklist import ITEM_FIELDS, Checklist, Item, ItemField
from tools.model.data import (
    Change,
    Meeting,
    Question,
    Redirect,
    Retired,
    Role,
    Source,
    Statement,
    Term,
    Trial,
)
from tools.model.draft import Draft, read_draft, without_a_home
from tools.model.edition import FOREWORD, Edition
from tools.model.masked import unmasked
from tools.model.page import FrontMatter, Page
from tools.model.pictures import read_drawing
from tools.model.problems import InvalidPublicationError
from tools.model.rules import RULES
from tools.model.scan import Scan
from tools.model.settings import PublicationSettings, Settings
from tools.model.shape import Model, shaped
from tools.model.source import Node, UnreadableError, read_mapping
from tools.model.workform import Workform

SETTINGS = "mkdocs.yml"
HUES = 5  # colours of their own that the identity has, each with its marker
WHOLE_MENU = 200  # pages: with more, a page shows only its own part of the menu
CURRENT: dict[Path, tuple[tuple[tuple[Path, int], ...], Publication]] = {}
Value = TypeVar("Value")
Task = tuple[Page, Checklist, list[Item]]  # what a role does in a list of a page
Entry = TypeVar("Entry", Source, Term, Role, Meeting, Question, Statement)


@dataclass(frozen=True, eq=False)  # a publication is itself: two are never equal
class Publication:
    """Everything the outputs are made from. Orders are those of the files and settings.

    What is asked of each page again is looked up in an index, made once from all pages: so a
    publication of many pages takes the time of each, and not of each with every other.

    `redirects`: the address where a page was → its id. `changes`: the newest first. `tested`: what
    the last round of tests over the whole site found. For editions only: `edition`, what this
    publication is an edition of, and under which name; `left_out`, the pages that it does not hold,
    by id.
    """

    root: Path
    settings: Settings
    language: Language
    pages: dict[str, Page]
    statements: dict[str, Statement]
    statement_groups: dict[str, tuple[str, ...]]
    sources: dict[str, Source]
    terms: dict[str, Term]
    roles: dict[str, Role]
    meetings: dict[str, Meeting]
    retired: Retired
    questions: dict[str, Question] = field(default_factory=dict)
    redirects: dict[str, str] = field(default_factory=dict)
    changes: tuple[Change, ...] = ()
    tested: tuple[Trial, ...] = ()
    edition: Edition | None = None
    left_out: dict[str, Page] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The publication's name."""
        return self.settings.site_name

    @property
    def own(self) -> PublicationSettings:
        """The publication's own settings."""
        return self.settings.publication

    @property
    def text_language(self) -> str:
        """The tag of the language of the text; that of the interface may be another."""
        return self.settings.theme.language

    @property
    def text_locale(self) -> str:
        """The language of the text with its country, as office programs name it: `nl-NL`."""
        return load_language(self.text_language).word("locale")

    def minutes(self, page: Page) -> int:
        """Give the minutes that it takes to read a page's text; 0 is less than half a minute."""
        return load_language(self.text_language).prose.minutes(page.words)

    @property
    def prunes(self) -> bool:
        """Whether each page shows only its own part of the menu.

        The whole menu on every page would make a site that grows with the square of its pages.
        """
        return len(self.pages) > WHOLE_MENU

    @property
    def foreword(self) -> Page | None:
        """The page with the foreword of an edition, if it has one."""
        return self.pages.get(FOREWORD)

    @property
    def docs(self) -> Path:
        """The folder with the pages."""
        return self.root / self.settings.docs_dir

    @property
    def overrides(self) -> Path:
        """The folder with all templates, styles and scripts."""
        return self.root / self.settings.theme.custom_dir

    def asset(self, name: str) -> Path:
        """Find a file below `assets/`: the publication's own, or that of the look."""
        own = self.docs / "assets" / name
        return own if own.is_file() else self.overrides / "assets" / name

    def drawing_title(self, name: str) -> str:
        """Give the title that an own drawing holds; a rule has seen that it has one."""
        drawing = read_drawing(self.asset(f"drawings/{name}.svg"))
        return " ".join((drawing.findtext("{*}title") or "").split())

    def of_kind(self, kind: str) -> list[Page]:
        """Give the pages of a kind, by number and then by file."""
        return [*self._kinds.get(kind, ())]

    @cached_property
    def _kinds(self) -> dict[str, list[Page]]:
        """The pages of each kind."""
        pages = sorted(self.pages.values(), key=lambda one: (one.meta.number or 0, one.source))
        return grouped((page.meta.kind, page) for page in pages)

    @cached_property
    def book_pages(self) -> list[Page]:
        """The pages of the book, in order."""
        return [self.pages[identity] for part in self.own.book for identity in part.pages]

    @cached_property
    def _parts(self) -> dict[str, str]:
        """The id of each page of the book → the title of the part in which it first stands."""
        parts = reversed(self.own.book)
        return {identity: part.title for part in parts for identity in part.pages}

    @cached_property
    def handouts(self) -> list[Page]:
        """The pages of the book that are also handed out by themselves, in order."""
        return [page for page in self.book_pages if self.is_handed_out(page)]

    def is_handed_out(self, page: Page) -> bool:
        """Tell whether a page is also handed out by itself."""
        return page.id in self._parts and bool(self.own.kinds[page.meta.kind].handout)

    def is_in_book(self, page: Page) -> bool:
        """Tell whether a page stands in the book."""
        return page.id in self._parts

    def part_of(self, page: Page) -> str:
        """Give the title of the part of the book in which a page stands; empty outside the book."""
        return self._parts.get(page.id, "")

    @cached_property
    def list_pages(self) -> list[Page]:
        """The pages that have a checklist, in the order of the book and then by file."""
        rest = (page for page in self.pages.values() if not self.is_in_book(page))
        return [page for page in chain(self.book_pages, rest) if page.meta.checklist]

    @property
    def lists(self) -> Iterator[tuple[Page, Checklist]]:
        """All checklists with their pages, in order."""
        return ((page, page.meta.checklist) for page in self.list_pages if page.meta.checklist)

    @property
    def scan_pages(self) -> list[tuple[Page, Scan]]:
        """The pages that have a conversation scan, each with that scan, by file."""
        found = ((page, page.meta.scan) for page in self.pages.values())
        return [(page, scan) for page, scan in found if scan]

    @property
    def workform_pages(self) -> list[tuple[Page, Workform]]:
        """The pages that have a working form, each with that form, by file."""
        found = ((page, page.meta.workform) for page in self.pages.values())
        return [(page, form) for page, form in found if form]

    @property
    def book_lists(self) -> list[Page]:
        """The pages of the book that have a checklist, in order."""
        return [page for page in self.book_pages if page.meta.checklist]

    @property
    def checklists(self) -> Iterator[Checklist]:
        """All checklists, in order."""
        return (checklist for _, checklist in self.lists)

    def list_page(self, checklist: str) -> Page | None:
        """Give the page that holds a checklist, or None when the publication does not have it."""
        return self._list_pages.get(checklist)

    @cached_property
    def _list_pages(self) -> dict[str, Page]:
        """The id of each checklist → its page."""
        return {checklist.id: page for page, checklist in self.lists}

    def source_page(self, source: Path) -> Page:
        """Give the page whose file is `source` (relative to `docs/`); raise KeyError if none is."""
        return self._sources[source]

    @cached_property
    def _sources(self) -> dict[Path, Page]:
        """The file of each page → the page."""
        return {page.source: page for page in self.pages.values()}

    @cached_property
    def by_url(self) -> dict[str, Page]:
        """The address of each page, relative to the site → the page."""
        return {page.url: page for page in self.pages.values()}

    def treated_at(self, statement: str) -> list[tuple[Page, str, str]]:
        """Give where a statement is treated: page, anchor on it, and the heading or action."""
        return [*self._treated.get(statement, ())]

    @cached_property
    def _treated(self) -> dict[str, list[tuple[Page, str, str]]]:
        """The id of each statement → where it is treated, in the order of the pages."""
        return grouped(
            (statement, place)
            for page in self.pages.values()
            for statement, place in treated_on(page)
        )

    def field_text(self, item: Item, field: ItemField) -> str:
        """Give a field of an item as readers see it, in every output."""
        if field == "when":
            return item.when.moment
        if field == "who":
            lead, *others = (self.roles[role].title for role in item.who)
            return ", ".join([lead, *map(inside_a_line, others)])
        return str(getattr(item, field))

    def hue(self, page: Page) -> int:
        """Give the number of a page's own colour; 0 is the neutral one.

        A working form has the colour of its subject.
        """
        form = page.meta.workform
        subject = self.pages[form.page] if form else page
        number = subject.meta.number or 0
        return number if self.own.kinds[subject.meta.kind].hues and number <= HUES else 0

    def fields_from_text(self, item: Item) -> str:
        """Name the fields of an item that rest on a source text, in the readers' words."""
        own = (field for field in ITEM_FIELDS if field not in item.added_by_editors)
        return ", ".join(self.language.word(field).lower() for field in own)

    def tasks_of(self, role: str) -> list[Task]:
        """Give what a role does: each list in which it does something, with those items."""
        return [
            (page, checklist, items)
            for page, checklist in self.lists
            if (items := [item for item in checklist.items if role in item.who])
        ]

    def roles_in(self, checklist: Checklist) -> list[str]:
        """Give the roles that do something in a list or call it, in the order of the data."""
        named = {checklist.pause.caller, *(role for item in checklist.items for role in item.who)}
        return [role for role in self.roles if role in named]

    def role_page(self, role: str) -> Page | None:
        """Give the page about a role, or None when the publication has none."""
        return self._role_pages.get(role)

    @cached_property
    def _role_pages(self) -> dict[str, Page]:
        """The id of each role → the first page about it."""
        pages = reversed(self.pages.values())
        return {page.meta.role: page for page in pages if page.meta.role}

    def related(self, page: Page) -> list[Page]:
        """Give the pages that this page names and those that name it, each once."""
        named = [self.pages[identity] for identity in page.meta.related]
        return list(dict.fromkeys([*named, *self._naming.get(page.id, ())]))

    @cached_property
    def _naming(self) -> dict[str, list[Page]]:
        """The id of each page → the pages that name it as related."""
        return grouped(
            (identity, page)
            for page in self.pages.values()
            for identity in dict.fromkeys(page.meta.related)
        )

    @cached_property
    def stories(self) -> list[Page]:
        """The pages that tell a story, by file."""
        found = (page for page in self.pages.values() if page.meta.story)
        return sorted(found, key=lambda page: page.source)

    @property
    def subjects(self) -> list[tuple[str, list[Page]]]:
        """What the stories show: the name of each kind, and its pages that are shown."""
        told = (page.meta.story for page in self.stories)
        shown = {identity for story in told if story for identity in story.shows}
        groups = (
            (kind.many, [page for page in self.of_kind(name) if page.id in shown])
            for name, kind in self.own.kinds.items()
        )
        return [(name, pages) for name, pages in groups if pages]

    def answering(self, question: Question) -> list[Page]:
        """Give the stories that answer a question, the one that it names first."""
        found = self._answers.get(question.id, ())
        return sorted(found, key=lambda page: page.id != question.story)

    @cached_property
    def _answers(self) -> dict[str, list[Page]]:
        """The id of each question → the stories that answer it, by file."""
        return grouped(
            (identity, page)
            for page in self.stories
            if page.meta.story
            for identity in dict.fromkeys(page.meta.story.questions)
        )

    def shown_by(self, page: Page) -> list[Page]:
        """Give the stories that show this page's subject."""
        return [*self._showing.get(page.id, ())]

    @cached_property
    def _showing(self) -> dict[str, list[Page]]:
        """The id of each page → the stories that show its subject."""
        return grouped(
            (identity, page)
            for page in self.pages.values()
            if page.meta.story
            for identity in dict.fromkeys(page.meta.story.shows)
        )


def grouped(pairs: Iterable[tuple[str, Value]]) -> dict[str, list[Value]]:
    """Gather the values of each key, in their order."""
    groups: dict[str, list[Value]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return groups


def treated_on(page: Page) -> Iterator[tuple[str, tuple[Page, str, str]]]:
    """Give each statement that a page treats, with where: page, anchor, and heading or action.

    Of one statement the heading goes before the actions.
    """
    for statement, anchor in page.meta.statements.items():
        if anchor:
            yield statement, (page, anchor, page.headings[anchor])
    checklist = page.meta.checklist
    for item in checklist.items if checklist else ():
        for statement in dict.fromkeys(item.statements):
            if checklist:
                yield statement, (page, item_anchor(checklist, item), item.what)


def newest_first(changes: Iterable[Change]) -> tuple[Change, ...]:
    """Put changes in the order in which they are told; those of one day as in the file."""
    return tuple(sorted(changes, key=lambda change: change.date, reverse=True))


def inside_a_line(title: str) -> str:
    """Write a title as it stands inside a line: no capital, unless it is an abbreviation."""
    return title if title.isupper() else title[0].lower() + title[1:]


def item_anchor(checklist: Checklist, item: Item) -> str:
    """Give the id of an item in HTML; hangs on authored ids only, so it never changes."""
    return f"{checklist.id}--{item.id}"


def read_settings(root: Path) -> tuple[Settings, Node, Language]:
    """Read `mkdocs.yml`; raise InvalidPublicationError when it is absent or wrong."""
    fallback = load_language("en")
    try:
        node = read_mapping(root / SETTINGS, root)
    except UnreadableError as error:
        raise InvalidPublicationError([error.problem], fallback) from error
    theme = node.node("theme")
    code = (theme.text("language") if theme else None) or "en"
    try:
        language = load_language(code)
    except UnknownLanguageError as error:
        problem = (theme or node).problem("language", "language-unknown", id=code, known=str(error))
        raise InvalidPublicationError([problem], fallback) from error
    settings = shaped(Settings, node)
    if isinstance(settings, list):
        raise InvalidPublicationError(settings, language)
    return settings, node, language


def read_publication(root: Path) -> Publication:
    """Read and judge the project in `root`; raise InvalidPublicationError with all problems."""
    settings, node, language = read_settings(root)
    draft = read_draft(root, settings, node, language)
    problems = [*draft.problems, *chain.from_iterable(rule(draft) for rule in RULES)]

    def gather(model: type[Model], node: Node) -> Model | None:
        result = shaped(model, node)
        if isinstance(result, list):
            problems.extend(result)
            return None
        return result

    def indexed(model: type[Entry], nodes: tuple[Node, ...]) -> dict[str, Entry]:
        entries = (gather(model, entry) for entry in nodes)
        return {entry.id: entry for entry in entries if entry}

    pages = {}
    for page in draft.pages:
        meta = gather(FrontMatter, page.meta)
        if meta:
            pages[meta.id] = Page(
                source=page.document.source,
                meta=meta,
                headings={h.id: h.text for h in page.body.headings if h.id},
                cited=page.body.named("cite"),
                terms=page.body.named("term"),
                words=page.body.word_count,
                list_heading=page.body.heading_of("page_checklist"),
            )
    moved = [gather(Redirect, node) for node in draft.redirects]
    changes = [gather(Change, node) for node in draft.changes]
    retired = gather(Retired, draft.retired) if draft.retired else None
    publication = Publication(
        root=root,
        settings=settings,
        language=language,
        pages=pages,
        statements=indexed(Statement, draft.statements),
        statement_groups=statement_groups(draft),
        sources=indexed(Source, draft.sources),
        terms=indexed(Term, draft.terms),
        roles=indexed(Role, draft.roles),
        meetings=indexed(Meeting, draft.meetings),
        questions=indexed(Question, draft.questions),
        retired=retired or Retired(),
        redirects={one.was: one.page for one in moved if one},
        changes=newest_first(one for one in changes if one),
        tested=tuple(one for one in (gather(Trial, node) for node in draft.tested) if one),
    )
    if problems:
        raise InvalidPublicationError(unmasked(problems), language)
    return publication


def current_publication(root: Path) -> Publication:
    """Give the publication in `root` as it is now, read again only when a file has changed.

    Raises InvalidPublicationError, as `read_publication` does.
    """
    settings, node, language = read_settings(root)
    gone = [*without_a_home(root / settings.docs_dir, root, node)]
    if gone:  # before what stands there is looked through
        raise InvalidPublicationError(gone, language)
    files = [root / SETTINGS, *sorted((root / settings.docs_dir).rglob("*"))]
    stamps = tuple((file, file.stat().st_mtime_ns) for file in files if file.is_file())
    known = CURRENT.get(root)
    if known is None or known[0] != stamps:
        known = CURRENT[root] = (stamps, read_publication(root))
    return known[1]


def is_current(publication: Publication) -> bool:
    """Say whether no file has changed since `current_publication` read this publication.

    A new file does not count: editors lay files aside. Of a publication from elsewhere nothing is
    known.
    """
    stamps, known = CURRENT.get(publication.root, ((), None))
    return known is not publication or all(
        file.is_file() and file.stat().st_mtime_ns == moment for file, moment in stamps
    )


def statement_groups(draft: Draft) -> dict[str, tuple[str, ...]]:
    """Give the ids of the statements of each source text."""
    groups: dict[str, list[str]] = {}
    for node in draft.statements:
        groups.setdefault(str(node.path[0]), []).append(node.text("id") or "")
    return {group: tuple(ids) for group, ids in groups.items()}
