"""The publication as typed objects, with the relations between them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import NamedTuple, TypeVar

from tools.brand.palette import Palette
from tools.language import load_language
from tools.model.entities import reference_data as data
from tools.model.entities.canvas import Canvas
from tools.model.entities.chart import Chart
from tools.model.entities.checklist import Block, Checklist, Item
from tools.model.entities.edition import FOREWORD_ID, Edition
from tools.model.entities.fields import (
    MINUTES_FIELD,
    BlankId,
    BlankOutput,
    FieldOutput,
    ItemField,
    choose_text,
)
from tools.model.entities.identity import derive_dark
from tools.model.entities.page import Page
from tools.model.entities.scan import Scan
from tools.model.entities.settings import Project, PublicationSettings
from tools.model.entities.version import Version
from tools.model.entities.workform import Workform
from tools.model.levels import DEFAULT_LEVELS, RuleLevels
from tools.model.problems import Problem

Value = TypeVar("Value")
WIDE_ITEM_LENGTH = 60  # characters of `what` that stand in a column beside the fields
RoleTask = tuple[Page, Checklist, list[Item]]  # the items of a checklist that a role has


class ItemReference(NamedTuple):
    """An item of another list, with that list and its page."""

    page: Page
    checklist: Checklist
    item: Item


@dataclass(frozen=True, eq=False)  # compared by identity, and hashable
class Publication(Project):
    """Everything the outputs are made from. Orders are those of the files and settings.

    What every page asks for is looked up in an index that is built once, so that the time of a
    build grows linearly with the number of pages.

    `statement_groups`: source text → the ids of its statements. `redirects`: the address where a
    page was → its id. `versions`: the id of each checklist → its version, compared with the last
    release. `changes`: the newest first. `audit_results`: the findings of the last tests
    over the whole site. `warnings`: problems that stop no build; `levels`: those of the rules. For
    editions only: `edition`, the source and the name of this edition; `excluded_pages`, the pages
    that it leaves out, by id.
    """

    pages: dict[str, Page]
    statements: dict[str, data.Statement]
    statement_groups: dict[str, list[str]]
    sources: dict[str, data.Source]
    terms: dict[str, data.Term]
    roles: dict[str, data.Role]
    meetings: dict[str, data.Meeting]
    questions: dict[str, data.Question] = field(default_factory=dict)
    charts: dict[str, Chart] = field(default_factory=dict)
    redirects: dict[str, str] = field(default_factory=dict)
    versions: dict[str, Version] = field(default_factory=dict)
    changes: tuple[data.Change, ...] = ()
    audit_results: tuple[data.AuditResult, ...] = ()
    warnings: tuple[Problem, ...] = ()
    levels: RuleLevels = DEFAULT_LEVELS
    additions: tuple[str, ...] = ()
    added_extensions: tuple[str, ...] = ()
    edition: Edition | None = None
    excluded_pages: dict[str, Page] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The publication's name."""
        return self.mkdocs.site_name

    @property
    def full_title(self) -> str:
        """The publication's name, with its subtitle if it has one."""
        return ". ".join(filter(None, (self.name, self.settings.subtitle)))

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

    def find_home(self, name: str) -> Page | None:
        """Return the page that the settings name under `homes`, by key: such as `sources`."""
        return self.pages.get(getattr(self.settings.homes, name))

    @property
    def start_page(self) -> Page:
        """The page where readers begin: that of the settings, `index.md`, or the first."""
        found = self.find_home("start") or self.pages_by_source.get(Path("index.md"))
        return found or next(iter(self.pages.values()))

    @property
    def foreword_page(self) -> Page | None:
        """The page with the foreword of an edition, if it has one."""
        return self.pages.get(FOREWORD_ID)

    @property
    def templates_folder(self) -> Path:
        """The folder with the templates of macros, print and hosting, beside the theme."""
        return self.theme_folder.parent

    @cached_property
    def palette(self) -> Palette:
        """The colours; those of an edition have its accent in the place of the neutral colour."""
        palette = self.settings.identity.colours.palette
        accent = self.edition.spec.accent if self.edition else None
        neutral = {"hue-0": accent} if accent else {}
        return palette.replace(neutral, derive_dark(neutral))

    @property
    def logo(self) -> str:
        """The path of the logo below `docs/`, of an edition its own; empty without one."""
        edition_logo = self.edition.logo_path if self.edition else ""
        return edition_logo or self.settings.identity.logo or ""

    def find_drawing(self, name: str) -> Path:
        """Return the file of a drawing: that of the publication, or else that of the theme."""
        name = f"assets/drawings/{name}.svg"
        path = self.docs_folder / name
        return path if path.is_file() else self.theme_folder / name

    def read_coloured(self, path: Path) -> str:
        """Return the text of a drawing or style; of the theme's own in the publication's colours.

        A drawing of the publication itself has its own colours.
        """
        text = path.read_text(encoding="utf-8")
        if not path.resolve().is_relative_to(self.theme_folder.resolve()):
            return text
        if path.suffix == ".svg":
            return self.palette.recolour(text)
        return self.palette.render_style(path.name, text)

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

    def has_edit_link(self, page: Page) -> bool:
        """Return whether a page leads to its source on another site: the settings say where."""
        has_address = self.mkdocs.edit_uri or self.mkdocs.edit_uri_template
        return bool(has_address) and page.id != FOREWORD_ID

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

    @cached_property
    def canvas_pages(self) -> list[tuple[Page, Canvas]]:
        """The pages that have a canvas, each with that canvas, in the order of their subjects."""
        order = [*dict.fromkeys([*(page.id for page in self.book_pages), *self.pages])]
        found = [(page, page.meta.canvas) for page in self.pages.values() if page.meta.canvas]
        return sorted(found, key=lambda pair: (order.index(pair[1].page), pair[0].source_path))

    @cached_property
    def pages_by_canvas(self) -> dict[str, Page]:
        """The id of each canvas → its page."""
        return {canvas.id: page for page, canvas in self.canvas_pages}

    def find_canvas_pages(self, ids: Iterable[str]) -> list[Page]:
        """Return the pages of canvases, without those that an edition leaves out."""
        return [self.pages_by_canvas[id_] for id_ in ids if id_ in self.pages_by_canvas]

    def format_canvases(self, item: Item) -> str:
        """Return the canvases that an item asks for, as its sheet names them."""
        titles = "; ".join(page.title for page in self.find_canvas_pages(item.canvas))
        return f"{self.language.word('canvas_ask')}: {titles}" if titles else ""

    def find_canvas_users(self, canvas_id: str) -> list[Page]:
        """Return the pages of the lists and working forms that ask for a canvas."""
        return [page for page in self.pages.values() if canvas_id in list_canvases(page)]

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

    def find_references(self, checklist: Checklist) -> list[ItemReference]:
        """Return the items of other lists that a checklist refers to, without those left out."""
        found = []
        for reference in checklist.see:
            page_id, _, item_id = reference.partition("#")
            page = self.pages.get(page_id)
            other = page.meta.checklist if page else None
            if page and other:
                items = (item for item in other.items if item.id == item_id)
                found += [ItemReference(page, other, item) for item in items]
        return found

    def get_version(self, checklist: Checklist) -> Version:
        """Return the version of a checklist; raises KeyError for one without a page."""
        return self.versions[checklist.id]

    def format_version(self, checklist: Checklist) -> str:
        """Return the version of a checklist as readers see it, in every output."""
        version = self.get_version(checklist)
        key = "version_of" if version.state == "released" else f"version_{version.state}"
        return self.language.word(key).format(date=self.language.format_date(version.date))

    def find_treatments(self, statement_id: str) -> list[tuple[Page, str, str]]:
        """Return where a statement is treated: page, anchor on it, and the heading or action."""
        return [*self._treatments.get(statement_id, ())]

    @cached_property
    def _treatments(self) -> dict[str, list[tuple[Page, str, str]]]:
        """The id of each statement → where it is treated, in the order of the pages."""
        return group_by_key(
            treatment
            for page in self.pages.values()
            for treatment in iter_treatments(page, self.format_origin)
        )

    @cached_property
    def item_fields(self) -> list[ItemField]:
        """The fields of items besides `what`, in order, labelled in the interface's language."""
        words, code = self.language.interface, self.language.code
        return [
            ItemField(
                id=field_id,
                settings=field,
                label=choose_text(field.label, code) or words.get(field_id) or name_field(field_id),
            )
            for field_id, field in self.settings.fields.items()
        ]

    def get_fields(self, output: FieldOutput) -> list[ItemField]:
        """Return the fields that an output shows, in order."""
        return [field for field in self.item_fields if output in field.settings.show]

    def get_columns(self, output: FieldOutput) -> list[ItemField]:
        """Return the fields that have a column of their own in an output, in order."""
        return [field for field in self.get_fields(output) if field.settings.column]

    def get_blanks(self, output: BlankOutput) -> dict[BlankId, str]:
        """Return the labels of the places in an output where readers write by hand, by id."""
        words, code = self.language.interface, self.language.code
        return {
            name: choose_text(blank.label, code) or words[f"blank_{name}"]
            for name, blank in self.settings.blanks.items()
            if output in blank.show
        }

    @cached_property
    def role_titles(self) -> dict[str, str]:
        """The title of each role, by id."""
        return {role.id: role.title for role in self.roles.values()}

    def format_field(self, item: Item, field: ItemField) -> str:
        """Return the value of a field as readers see it, in every output; empty without one."""
        return field.format_value(item.get_value(field.id), self.role_titles, self.language)

    def split_fields(
        self, item: Item, output: FieldOutput
    ) -> tuple[list[tuple[ItemField, str]], list[tuple[ItemField, str]]]:
        """Return the fields of an item with their values in an output, where they are not empty.

        First those with short values, which can share a line, and then those with long ones.
        """
        values = [(field, self.format_field(item, field)) for field in self.get_fields(output)]
        short = [(field, text) for field, text in values if text and not field.is_long]
        long = [(field, text) for field, text in values if text and field.is_long]
        return short, long

    def has_wide_items(self, checklist: Checklist) -> bool:
        """Return whether the items of a list are too long to stand beside their fields, or bare."""
        longest = max(len(item.what) for item in checklist.items)
        has_fields = any(any(self.split_fields(item, "page")) for item in checklist.items)
        return longest > WIDE_ITEM_LENGTH or not has_fields

    def get_item_roles(self, item: Item) -> list[str]:
        """Return the ids of the roles that an item names, each once."""
        fields = [field.id for field in self.item_fields if field.settings.type == "roles"]
        return list(dict.fromkeys(chain.from_iterable(item.get_value(id_) or () for id_ in fields)))

    def format_block_title(self, block: Block) -> str:
        """Return the title of a block: its own, or that of its phase; may be empty."""
        if block.title or not block.phase:
            return block.title
        return self.language.word(f"phase_{block.phase}")

    def format_block_minutes(self, block: Block) -> str:
        """Return how long the items of a block of the meeting take; empty when that is unknown."""
        minutes = [item.get_value(MINUTES_FIELD) for item in block.items]
        if block.phase != "now" or not all(isinstance(count, int) for count in minutes):
            return ""
        return self.language.word("minutes").format(minutes=sum(minutes))

    def format_origin(self, item: Item, fields: Sequence[str]) -> str:
        """Return an action with the labels of its fields that rest on a statement."""
        names = {"what": self.language.word("what")}
        names |= {field.id: field.label for field in self.item_fields}
        labels = ", ".join(name.lower() for id_, name in names.items() if id_ in fields)
        return self.language.word("origin_of").format(what=item.what, fields=labels)

    def get_hue(self, page: Page) -> int:
        """Return the number of a page's colour; 0 is the neutral one.

        A working form or canvas has the colour of its subject.
        """
        about = page.meta.workform or page.meta.canvas
        subject = self.pages[about.page] if about else page
        number = subject.meta.number or 0
        has_hues = self.settings.kinds[subject.meta.kind].hues
        return number if has_hues and number <= self.settings.identity.colours.hue_count else 0

    def find_role_tasks(self, role_id: str) -> list[RoleTask]:
        """Return the tasks of a role: each checklist with items for it, with those items."""
        return [
            (page, checklist, items)
            for page, checklist in self.checklist_pages
            if (items := [i for i in checklist.items if role_id in self.get_item_roles(i)])
        ]

    def split_role_tasks(self, role_id: str) -> tuple[list[RoleTask], list[RoleTask]]:
        """Return the tasks that a role leads, and those in which it joins, both by checklist.

        The first role of an item takes the lead.
        """

        def keep(leads: bool) -> list[RoleTask]:
            return [
                (page, checklist, kept)
                for page, checklist, items in self.find_role_tasks(role_id)
                if (kept := [i for i in items if (self.get_item_roles(i)[0] == role_id) == leads])
            ]

        return keep(True), keep(False)

    def find_roles(self, checklist: Checklist) -> list[str]:
        """Return the ids of the roles with a part in a checklist, in the order of the data.

        Those are the roles that do something in it, and the role that calls the pause.
        """
        acting = chain.from_iterable(map(self.get_item_roles, checklist.items))
        named = {checklist.pause.caller, *acting}
        return [role for role in self.roles if role in named]

    @cached_property
    def pages_by_role(self) -> dict[str, Page]:
        """The id of each role → the first page about it."""
        pages = reversed(self.pages.values())
        return {page.meta.role: page for page in pages if page.meta.role}

    def format_kind(self, page: Page) -> str:
        """Return the name of a page's kind, with the number of the page; empty without a name."""
        name = self.settings.kinds[page.meta.kind].one
        return f"{name} {page.meta.number}" if name and page.meta.number else name

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
            (kind.many or name, pages)
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


def list_canvases(page: Page) -> list[str]:
    """Return the ids of the canvases that the list and the working form of a page ask for."""
    items = page.meta.checklist.items if page.meta.checklist else ()
    named = [id_ for item in items for id_ in item.canvas]
    return list(dict.fromkeys([*named, *(page.meta.workform.canvas if page.meta.workform else ())]))


def group_by_key(pairs: Iterable[tuple[str, Value]]) -> dict[str, list[Value]]:
    """Return the values of each key, in their order."""
    groups: dict[str, list[Value]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return groups


def iter_treatments(
    page: Page, format_origin: Callable[[Item, Sequence[str]], str]
) -> Iterator[tuple[str, tuple[Page, str, str]]]:
    """Yield the id of each statement that a page treats, with page, anchor, and heading or action.

    Of one statement the heading goes before the actions; `format_origin` returns an action with the
    fields of it that rest on the statement.
    """
    for statement_id, anchor in page.meta.statements.items():
        if anchor:
            yield statement_id, (page, anchor, page.headings[anchor])
    checklist = page.meta.checklist
    if checklist:
        for item in checklist.items:
            for statement_id, fields in item.statements.items():
                anchor = format_item_anchor(checklist, item) or f"checklist-{checklist.id}"
                yield statement_id, (page, anchor, format_origin(item, fields))


def format_item_anchor(checklist: Checklist, item: Item) -> str:
    """Return the id of an item in HTML, made of authored ids; empty for an item without an id."""
    return f"{checklist.id}--{item.id}" if item.id else ""


def name_field(field_id: str) -> str:
    """Return a label for a field that has none: its id as words."""
    return field_id.replace("_", " ").capitalize()
