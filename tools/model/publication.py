"""The publication as typed objects, with the relations between them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import TypeVar

from tools.brand.palette import HUE_COUNT
from tools.language import load_language
from tools.model.entities import reference_data as data
from tools.model.entities.checklist import Checklist, Item, ItemField
from tools.model.entities.edition import FOREWORD_ID, Edition
from tools.model.entities.page import Page
from tools.model.entities.scan import Scan
from tools.model.entities.settings import Project, PublicationSettings
from tools.model.entities.workform import Workform

Value = TypeVar("Value")
RoleTask = tuple[Page, Checklist, list[Item]]  # the items of a checklist that a role has


@dataclass(frozen=True, eq=False)  # compared by identity, and hashable
class Publication(Project):
    """Everything the outputs are made from. Orders are those of the files and settings.

    What every page asks for is looked up in an index that is built once, so that the time of a
    build grows linearly with the number of pages.

    `statement_groups`: source text → the ids of its statements. `redirects`: the address where a
    page was → its id. `changes`: the newest first. `audit_results`: the findings of the last tests
    over the whole site. For editions only: `edition`, the source and the name of this edition;
    `excluded_pages`, the pages that it leaves out, by id.
    """

    pages: dict[str, Page]
    statements: dict[str, data.Statement]
    statement_groups: dict[str, list[str]]
    sources: dict[str, data.Source]
    terms: dict[str, data.Term]
    roles: dict[str, data.Role]
    meetings: dict[str, data.Meeting]
    questions: dict[str, data.Question] = field(default_factory=dict)
    redirects: dict[str, str] = field(default_factory=dict)
    changes: tuple[data.Change, ...] = ()
    audit_results: tuple[data.AuditResult, ...] = ()
    edition: Edition | None = None
    excluded_pages: dict[str, Page] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The publication's name."""
        return self.mkdocs.site_name

    @property
    def settings(self) -> PublicationSettings:
        """The settings of the publication (`extra.publication`)."""
        return self.mkdocs.publication

    @property
    def content_language(self) -> str:
        """The tag of the language of the text; the interface may have another language."""
        return self.mkdocs.theme.language

    def estimate_reading_minutes(self, page: Page) -> int:
        """Return the minutes that it takes to read a page's text; 0 is less than half a minute."""
        return load_language(self.content_language).prose.reading_minutes(page.word_count)

    @property
    def foreword_page(self) -> Page | None:
        """The page with the foreword of an edition, if it has one."""
        return self.pages.get(FOREWORD_ID)

    @property
    def templates_folder(self) -> Path:
        """The folder with the templates of macros, print and hosting, beside the theme."""
        return self.theme_folder.parent

    def find_asset(self, name: str) -> Path:
        """Return a file below `assets/`: that of the publication, or else that of the theme."""
        path = self.docs_folder / "assets" / name
        return path if path.is_file() else self.theme_folder / "assets" / name

    def find_drawing(self, name: str) -> Path:
        """Return the file of a drawing, which pages show inline."""
        return self.find_asset(f"drawings/{name}.svg")

    def get_pages_of_kind(self, kind: str) -> list[Page]:
        """Return the pages of a kind, by number and then by file."""
        return [*self._pages_by_kind.get(kind, ())]

    @cached_property
    def _pages_by_kind(self) -> dict[str, list[Page]]:
        """The pages of each kind."""
        pages = sorted(self.pages.values(), key=lambda p: (p.meta.number or 0, p.source_path))
        return group_by_key((page.meta.kind, page) for page in pages)

    @cached_property
    def book_pages(self) -> list[Page]:
        """The pages of the book, in order."""
        return [self.pages[page_id] for part in self.settings.book for page_id in part.pages]

    @cached_property
    def _part_titles(self) -> dict[str, str]:
        """The id of each page of the book → the title of the first part with that page."""
        parts = reversed(self.settings.book)
        return {page_id: part.title for part in parts for page_id in part.pages}

    @cached_property
    def pages_with_handout(self) -> list[Page]:
        """The pages of the book that also have a handout (a PDF of their own), in order."""
        return [page for page in self.book_pages if self.has_handout(page)]

    def has_handout(self, page: Page) -> bool:
        """Return whether a page has a handout: a PDF of its own."""
        return self.is_in_book(page) and bool(self.settings.kinds[page.meta.kind].handout)

    def is_in_book(self, page: Page) -> bool:
        """Return whether a page is in the book."""
        return page.id in self._part_titles

    def get_part_title(self, page: Page) -> str:
        """Return the title of the part of the book with a page; empty outside the book."""
        return self._part_titles.get(page.id, "")

    @cached_property
    def pages_with_checklist(self) -> list[Page]:
        """The pages that have a checklist, in the order of the book and then by file."""
        rest = (page for page in self.pages.values() if not self.is_in_book(page))
        return [page for page in chain(self.book_pages, rest) if page.meta.checklist]

    @property
    def checklist_pages(self) -> Iterator[tuple[Page, Checklist]]:
        """All checklists with their pages, in order."""
        pages = self.pages_with_checklist
        return ((page, page.meta.checklist) for page in pages if page.meta.checklist)

    @property
    def scan_pages(self) -> list[tuple[Page, Scan]]:
        """The pages that have a conversation scan, each with that scan, by file."""
        return [(page, page.meta.scan) for page in self.pages.values() if page.meta.scan]

    @property
    def workform_pages(self) -> list[tuple[Page, Workform]]:
        """The pages that have a working form, each with that form, by file."""
        return [(page, page.meta.workform) for page in self.pages.values() if page.meta.workform]

    @property
    def book_pages_with_checklist(self) -> list[Page]:
        """The pages of the book that have a checklist, in order."""
        return [page for page in self.book_pages if page.meta.checklist]

    @property
    def checklists(self) -> Iterator[Checklist]:
        """All checklists, in order."""
        return (checklist for _, checklist in self.checklist_pages)

    @cached_property
    def pages_by_checklist(self) -> dict[str, Page]:
        """The id of each checklist → its page."""
        return {checklist.id: page for page, checklist in self.checklist_pages}

    @cached_property
    def pages_by_source(self) -> dict[Path, Page]:
        """The file of each page, relative to `docs/` → the page."""
        return {page.source_path: page for page in self.pages.values()}

    @cached_property
    def pages_by_url(self) -> dict[str, Page]:
        """The address of each page, relative to the site → the page."""
        return {page.url: page for page in self.pages.values()}

    def find_treatments(self, statement_id: str) -> list[tuple[Page, str, str]]:
        """Return where a statement is treated: page, anchor on it, and the heading or action."""
        return [*self._treatments.get(statement_id, ())]

    @cached_property
    def _treatments(self) -> dict[str, list[tuple[Page, str, str]]]:
        """The id of each statement → where it is treated, in the order of the pages."""
        return group_by_key(
            treatment for page in self.pages.values() for treatment in iter_treatments(page)
        )

    def format_field(self, item: Item, field: ItemField) -> str:
        """Return a field of an item as readers see it, in every output."""
        if field == "when":
            return item.when.moment
        if field == "who":
            lead, *others = (self.roles[role].title for role in item.who)
            return ", ".join([lead, *map(lowercase_first, others)])
        return str(getattr(item, field))

    def get_hue(self, page: Page) -> int:
        """Return the number of a page's colour; 0 is the neutral one.

        A working form has the colour of its subject.
        """
        form = page.meta.workform
        subject = self.pages[form.page] if form else page
        number = subject.meta.number or 0
        return number if self.settings.kinds[subject.meta.kind].hues and number <= HUE_COUNT else 0

    def find_role_tasks(self, role_id: str) -> list[RoleTask]:
        """Return the tasks of a role: each checklist with items for it, with those items."""
        return [
            (page, checklist, items)
            for page, checklist in self.checklist_pages
            if (items := [item for item in checklist.items if role_id in item.who])
        ]

    def find_roles(self, checklist: Checklist) -> list[str]:
        """Return the ids of the roles with a part in a checklist, in the order of the data.

        Those are the roles that do something in it, and the role that calls the pause.
        """
        named = {checklist.pause.caller, *(role for item in checklist.items for role in item.who)}
        return [role for role in self.roles if role in named]

    @cached_property
    def pages_by_role(self) -> dict[str, Page]:
        """The id of each role → the first page about it."""
        pages = reversed(self.pages.values())
        return {page.meta.role: page for page in pages if page.meta.role}

    def get_related_pages(self, page: Page) -> list[Page]:
        """Return the pages that this page names and those that name it, each once."""
        named = [self.pages[page_id] for page_id in page.meta.related]
        return list(dict.fromkeys([*named, *self._pages_relating_to.get(page.id, ())]))

    @cached_property
    def _pages_relating_to(self) -> dict[str, list[Page]]:
        """The id of each page → the pages that name it as related."""
        return group_by_key(
            (page_id, page)
            for page in self.pages.values()
            for page_id in dict.fromkeys(page.meta.related)
        )

    @cached_property
    def pages_with_story(self) -> list[Page]:
        """The pages with a story, by file."""
        pages = (page for page in self.pages.values() if page.meta.story)
        return sorted(pages, key=lambda page: page.source_path)

    @property
    def story_subjects(self) -> list[tuple[str, list[Page]]]:
        """The subjects of all stories: the plural name of each kind, with its pages."""
        return [
            (kind.many, pages)
            for name, kind in self.settings.kinds.items()
            if (pages := [*filter(self.find_stories_about, self.get_pages_of_kind(name))])
        ]

    def find_answering_stories(self, question: data.Question) -> list[Page]:
        """Return the stories that answer a question, the one that it names first."""
        pages = self._stories_by_question.get(question.id, ())
        return sorted(pages, key=lambda page: page.id != question.story)

    @cached_property
    def _stories_by_question(self) -> dict[str, list[Page]]:
        """The id of each question → the stories that answer it, by file."""
        return group_by_key(
            (question_id, page)
            for page in self.pages_with_story
            if page.meta.story
            for question_id in dict.fromkeys(page.meta.story.questions)
        )

    def find_stories_about(self, page: Page) -> list[Page]:
        """Return the stories that show this page's subject."""
        return [*self._stories_by_subject.get(page.id, ())]

    @cached_property
    def _stories_by_subject(self) -> dict[str, list[Page]]:
        """The id of each page → the stories that show its subject."""
        return group_by_key(
            (page_id, page)
            for page in self.pages.values()
            if page.meta.story
            for page_id in dict.fromkeys(page.meta.story.shows)
        )


def group_by_key(pairs: Iterable[tuple[str, Value]]) -> dict[str, list[Value]]:
    """Return the values of each key, in their order."""
    groups: dict[str, list[Value]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return groups


def iter_treatments(page: Page) -> Iterator[tuple[str, tuple[Page, str, str]]]:
    """Yield the id of each statement that a page treats, with page, anchor, and heading or action.

    Of one statement the heading goes before the actions.
    """
    for statement_id, anchor in page.meta.statements.items():
        if anchor:
            yield statement_id, (page, anchor, page.headings[anchor])
    checklist = page.meta.checklist
    if checklist:
        for item in checklist.items:
            for statement_id in dict.fromkeys(item.statements):
                yield statement_id, (page, format_item_anchor(checklist, item), item.what)


def lowercase_first(title: str) -> str:
    """Return a title for use inside a line: in lower case, unless it is an abbreviation."""
    return title if title.isupper() else title[0].lower() + title[1:]


def format_item_anchor(checklist: Checklist, item: Item) -> str:
    """Return the id of an item in HTML; made of authored ids only, so it never changes."""
    return f"{checklist.id}--{item.id}"
