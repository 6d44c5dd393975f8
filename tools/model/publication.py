"""The publication: all of it, typed and without problems."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import TypeVar

from tools.brand.palette import HUE_COUNT
from tools.language import Language, load_language
from tools.model.entities.checklist import ITEM_FIELDS, Checklist, Item, ItemField
from tools.model.entities.edition import FOREWORD_ID, Edition
from tools.model.entities.page import Page
from tools.model.entities.reference_data import (
    AuditResult,
    Change,
    Meeting,
    Question,
    Retired,
    Role,
    Source,
    Statement,
    Term,
)
from tools.model.entities.scan import Scan
from tools.model.entities.settings import MkdocsSettings, PublicationSettings
from tools.model.entities.workform import Workform
from tools.model.reading.images import read_drawing

MAX_FULL_NAV_PAGES = 200  # pages: with more, a page shows only its own part of the menu
Value = TypeVar("Value")
RoleTask = tuple[Page, Checklist, list[Item]]  # what a role does in a list of a page


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
    mkdocs: MkdocsSettings
    language: Language
    pages: dict[str, Page]
    statements: dict[str, Statement]
    statement_groups: dict[str, tuple[str, ...]]
    sources: dict[str, Source]
    terms: dict[str, Term]
    roles: dict[str, Role]
    meetings: dict[str, Meeting]
    retired_ids: Retired
    questions: dict[str, Question] = field(default_factory=dict)
    redirects: dict[str, str] = field(default_factory=dict)
    changes: tuple[Change, ...] = ()
    audit_results: tuple[AuditResult, ...] = ()
    edition: Edition | None = None
    excluded_pages: dict[str, Page] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The publication's name."""
        return self.mkdocs.site_name

    @property
    def settings(self) -> PublicationSettings:
        """The publication's own settings."""
        return self.mkdocs.publication

    @property
    def content_language(self) -> str:
        """The tag of the language of the text; that of the interface may be another."""
        return self.mkdocs.theme.language

    @property
    def content_locale(self) -> str:
        """The language of the text with its country, as office programs name it: `nl-NL`."""
        return load_language(self.content_language).word("locale")

    def estimate_reading_minutes(self, page: Page) -> int:
        """Give the minutes that it takes to read a page's text; 0 is less than half a minute."""
        return load_language(self.content_language).prose.reading_minutes(page.word_count)

    @property
    def has_pruned_nav(self) -> bool:
        """Whether each page shows only its own part of the menu.

        The whole menu on every page would make a site that grows with the square of its pages.
        """
        return len(self.pages) > MAX_FULL_NAV_PAGES

    @property
    def foreword_page(self) -> Page | None:
        """The page with the foreword of an edition, if it has one."""
        return self.pages.get(FOREWORD_ID)

    @property
    def docs_folder(self) -> Path:
        """The folder with the pages."""
        return self.root / self.mkdocs.docs_dir

    @property
    def theme_folder(self) -> Path:
        """The theme: the templates, styles and scripts that MkDocs reads."""
        return self.root / self.mkdocs.theme.custom_dir

    @property
    def templates_folder(self) -> Path:
        """The folder with the templates of macros, print and hosting, beside the theme."""
        return self.theme_folder.parent

    def find_asset(self, name: str) -> Path:
        """Find a file below `assets/`: the publication's own, or that of the look."""
        own = self.docs_folder / "assets" / name
        return own if own.is_file() else self.theme_folder / "assets" / name

    def read_drawing_title(self, name: str) -> str:
        """Give the title that an own drawing holds; a rule has seen that it has one."""
        drawing = read_drawing(self.find_asset(f"drawings/{name}.svg"))
        return " ".join((drawing.findtext("{*}title") or "").split())

    def get_pages_of_kind(self, kind: str) -> list[Page]:
        """Give the pages of a kind, by number and then by file."""
        return [*self._pages_by_kind.get(kind, ())]

    @cached_property
    def _pages_by_kind(self) -> dict[str, list[Page]]:
        """The pages of each kind."""
        pages = sorted(self.pages.values(), key=lambda one: (one.meta.number or 0, one.source_path))
        return group_by_key((page.meta.kind, page) for page in pages)

    @cached_property
    def book_pages(self) -> list[Page]:
        """The pages of the book, in order."""
        return [self.pages[identity] for part in self.settings.book for identity in part.pages]

    @cached_property
    def _part_titles(self) -> dict[str, str]:
        """The id of each page of the book → the title of the part in which it first stands."""
        parts = reversed(self.settings.book)
        return {identity: part.title for part in parts for identity in part.pages}

    @cached_property
    def pages_with_handout(self) -> list[Page]:
        """The pages of the book that are also handed out by themselves, in order."""
        return [page for page in self.book_pages if self.has_handout(page)]

    def has_handout(self, page: Page) -> bool:
        """Tell whether a page is also handed out by itself."""
        return page.id in self._part_titles and bool(self.settings.kinds[page.meta.kind].handout)

    def is_in_book(self, page: Page) -> bool:
        """Tell whether a page stands in the book."""
        return page.id in self._part_titles

    def get_part_title(self, page: Page) -> str:
        """Give the title of the part of the book in which a page stands; empty outside the book."""
        return self._part_titles.get(page.id, "")

    @cached_property
    def pages_with_checklist(self) -> list[Page]:
        """The pages that have a checklist, in the order of the book and then by file."""
        rest = (page for page in self.pages.values() if not self.is_in_book(page))
        return [page for page in chain(self.book_pages, rest) if page.meta.checklist]

    @property
    def checklist_pages(self) -> Iterator[tuple[Page, Checklist]]:
        """All checklists with their pages, in order."""
        return (
            (page, page.meta.checklist) for page in self.pages_with_checklist if page.meta.checklist
        )

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
        return (checklist for _, checklist in self.checklist_pages)

    def find_checklist_page(self, checklist: str) -> Page | None:
        """Give the page that holds a checklist, or None when the publication does not have it."""
        return self._pages_by_checklist.get(checklist)

    @cached_property
    def _pages_by_checklist(self) -> dict[str, Page]:
        """The id of each checklist → its page."""
        return {checklist.id: page for page, checklist in self.checklist_pages}

    def get_page_by_source(self, source: Path) -> Page:
        """Give the page whose file is `source` (relative to `docs/`); raise KeyError if none is."""
        return self._pages_by_source[source]

    @cached_property
    def _pages_by_source(self) -> dict[Path, Page]:
        """The file of each page → the page."""
        return {page.source_path: page for page in self.pages.values()}

    @cached_property
    def pages_by_url(self) -> dict[str, Page]:
        """The address of each page, relative to the site → the page."""
        return {page.url: page for page in self.pages.values()}

    def find_treatments(self, statement: str) -> list[tuple[Page, str, str]]:
        """Give where a statement is treated: page, anchor on it, and the heading or action."""
        return [*self._treatments.get(statement, ())]

    @cached_property
    def _treatments(self) -> dict[str, list[tuple[Page, str, str]]]:
        """The id of each statement → where it is treated, in the order of the pages."""
        return group_by_key(
            (statement, place)
            for page in self.pages.values()
            for statement, place in list_treatments(page)
        )

    def format_field(self, item: Item, field: ItemField) -> str:
        """Give a field of an item as readers see it, in every output."""
        if field == "when":
            return item.when.moment
        if field == "who":
            lead, *others = (self.roles[role].title for role in item.who)
            return ", ".join([lead, *map(lowercase_first, others)])
        return str(getattr(item, field))

    def get_hue(self, page: Page) -> int:
        """Give the number of a page's own colour; 0 is the neutral one.

        A working form has the colour of its subject.
        """
        form = page.meta.workform
        subject = self.pages[form.page] if form else page
        number = subject.meta.number or 0
        return number if self.settings.kinds[subject.meta.kind].hues and number <= HUE_COUNT else 0

    def format_source_fields(self, item: Item) -> str:
        """Name the fields of an item that rest on a source text, in the readers' words."""
        own = (field for field in ITEM_FIELDS if field not in item.added_by_editors)
        return ", ".join(self.language.word(field).lower() for field in own)

    def find_role_tasks(self, role: str) -> list[RoleTask]:
        """Give what a role does: each list in which it does something, with those items."""
        return [
            (page, checklist, items)
            for page, checklist in self.checklist_pages
            if (items := [item for item in checklist.items if role in item.who])
        ]

    def find_roles(self, checklist: Checklist) -> list[str]:
        """Give the roles that do something in a list or call it, in the order of the data."""
        named = {checklist.pause.caller, *(role for item in checklist.items for role in item.who)}
        return [role for role in self.roles if role in named]

    def find_role_page(self, role: str) -> Page | None:
        """Give the page about a role, or None when the publication has none."""
        return self._pages_by_role.get(role)

    @cached_property
    def _pages_by_role(self) -> dict[str, Page]:
        """The id of each role → the first page about it."""
        pages = reversed(self.pages.values())
        return {page.meta.role: page for page in pages if page.meta.role}

    def get_related_pages(self, page: Page) -> list[Page]:
        """Give the pages that this page names and those that name it, each once."""
        named = [self.pages[identity] for identity in page.meta.related]
        return list(dict.fromkeys([*named, *self._pages_relating_to.get(page.id, ())]))

    @cached_property
    def _pages_relating_to(self) -> dict[str, list[Page]]:
        """The id of each page → the pages that name it as related."""
        return group_by_key(
            (identity, page)
            for page in self.pages.values()
            for identity in dict.fromkeys(page.meta.related)
        )

    @cached_property
    def pages_with_story(self) -> list[Page]:
        """The pages that tell a story, by file."""
        found = (page for page in self.pages.values() if page.meta.story)
        return sorted(found, key=lambda page: page.source_path)

    @property
    def story_subjects(self) -> list[tuple[str, list[Page]]]:
        """What the stories show: the name of each kind, and its pages that are shown."""
        told = (page.meta.story for page in self.pages_with_story)
        shown = {identity for story in told if story for identity in story.shows}
        groups = (
            (kind.many, [page for page in self.get_pages_of_kind(name) if page.id in shown])
            for name, kind in self.settings.kinds.items()
        )
        return [(name, pages) for name, pages in groups if pages]

    def find_answering_stories(self, question: Question) -> list[Page]:
        """Give the stories that answer a question, the one that it names first."""
        found = self._stories_by_question.get(question.id, ())
        return sorted(found, key=lambda page: page.id != question.story)

    @cached_property
    def _stories_by_question(self) -> dict[str, list[Page]]:
        """The id of each question → the stories that answer it, by file."""
        return group_by_key(
            (identity, page)
            for page in self.pages_with_story
            if page.meta.story
            for identity in dict.fromkeys(page.meta.story.questions)
        )

    def find_stories_about(self, page: Page) -> list[Page]:
        """Give the stories that show this page's subject."""
        return [*self._stories_by_subject.get(page.id, ())]

    @cached_property
    def _stories_by_subject(self) -> dict[str, list[Page]]:
        """The id of each page → the stories that show its subject."""
        return group_by_key(
            (identity, page)
            for page in self.pages.values()
            if page.meta.story
            for identity in dict.fromkeys(page.meta.story.shows)
        )


def group_by_key(pairs: Iterable[tuple[str, Value]]) -> dict[str, list[Value]]:
    """Gather the values of each key, in their order."""
    groups: dict[str, list[Value]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return groups


def list_treatments(page: Page) -> Iterator[tuple[str, tuple[Page, str, str]]]:
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
                yield statement, (page, format_item_anchor(checklist, item), item.what)


def lowercase_first(title: str) -> str:
    """Write a title as it stands inside a line: no capital, unless it is an abbreviation."""
    return title if title.isupper() else title[0].lower() + title[1:]


def format_item_anchor(checklist: Checklist, item: Item) -> str:
    """Give the id of an item in HTML; hangs on authored ids only, so it never changes."""
    return f"{checklist.id}--{item.id}"
