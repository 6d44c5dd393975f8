"""What every file of a checklist says beside its items, in one place for all forms."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from tools.model.checklist import Block, Checklist, Item, ItemField
from tools.model.page import Page
from tools.model.publication import Publication

BOX = "☐"  # how an open box is written where a form has no box of its own
Row = tuple[int, Block, Item]


@dataclass(frozen=True)
class Statuses:
    """The values of a status, in the order in which they are offered; the first is given."""

    open: str
    busy: str
    done: str
    skipped: str

    def __iter__(self) -> Iterator[str]:
        return iter((self.open, self.busy, self.done, self.skipped))


@dataclass(frozen=True)
class Texts:
    """The texts of one checklist in the language and words of its publication."""

    publication: Publication
    checklist: Checklist

    @property
    def page(self) -> Page:
        """The page that holds the list; raises KeyError for a list of no page."""
        page = self.publication.list_page(self.checklist.id)
        if page is None:
            raise KeyError(self.checklist.id)
        return page

    @property
    def rows(self) -> Iterator[Row]:
        """All items with their number (from 1) and block, in order."""
        pairs = ((block, item) for block in self.checklist.blocks for item in block.items)
        return ((number, block, item) for number, (block, item) in enumerate(pairs, 1))

    @property
    def count(self) -> int:
        """How many items there are."""
        return sum(len(block.items) for block in self.checklist.blocks)

    def field(self, item: Item, field: ItemField) -> str:
        """Give a field as readers see it."""
        return self.publication.field_text(item, field)

    def id(self, item: Item) -> str:
        """Give the id by which an item is known outside its list."""
        return f"{self.checklist.id}/{item.id}"

    def origin(self, item: Item) -> str:
        """Tell which fields rest on which statements; empty when all is the editors'."""
        if not item.statements:
            return ""
        word = self.publication.language.word
        fields = self.publication.fields_from_text(item)
        return word("origin_of").format(fields=fields, statements=", ".join(item.statements))

    @property
    def pause(self) -> str:
        """The moment at which the list is taken up, and how long that takes."""
        pause, word = self.checklist.pause, self.publication.language.word
        return f"{pause.moment} ({word('minutes').format(minutes=pause.minutes)})"

    @property
    def caller(self) -> str:
        """The role that calls the pause."""
        return self.publication.roles[self.checklist.pause.caller].title

    @property
    def mode(self) -> str:
        """How the list is used."""
        mode = self.publication.language.word(self.checklist.mode)
        return mode[:1].upper() + mode[1:]

    @property
    def facts(self) -> tuple[tuple[str, str], ...]:
        """What the reader must know before the first item: name and value."""
        word = self.publication.language.word
        return (
            (word("pause"), self.pause),
            (word("caller"), self.caller),
            (word("mode"), self.mode),
        )

    @property
    def version(self) -> str:
        """The version of the list, which is a date."""
        word = self.publication.language.word("version_of")
        return word.format(date=self.publication.language.date(self.checklist.version))

    @property
    def review(self) -> str:
        """By when the list is to be reviewed."""
        word = self.publication.language.word("review_before")
        return word.format(date=self.publication.language.date(self.checklist.reviewed.again))

    @property
    def address(self) -> str | None:
        """The address of the list's page, or None when the publication has none."""
        return address(self.publication, self.page.url)

    @property
    def foot(self) -> tuple[str, ...]:
        """What stands at the foot: title, version, review, publication, address when known."""
        parts = (
            self.checklist.title,
            self.version,
            self.review,
            based_on(self.publication),
            self.address,
        )
        return tuple(part for part in parts if part)


def address(publication: Publication, url: str = "") -> str | None:
    """Give the full address of `url` (relative to the site), or None when the site has none."""
    site = publication.settings.site_url
    return f"{site.rstrip('/')}/{url}" if site else None


def based_on(publication: Publication) -> str:
    """Name the publication and its version, as the one that a file is based on.

    A file of an edition names that first, and whose it is.
    """
    word = publication.language.word
    version = f"{word('version').lower()} {publication.own.version}"
    return f"{of_edition(publication)}{word('based_on')} {base_name(publication)}, {version}"


def of_edition(publication: Publication) -> str:
    """Name an edition and whose it is, as a sentence before another; empty without an edition."""
    edition = publication.edition
    return f"{publication.name}, {edition.says.organisation}. " if edition else ""


def base_name(publication: Publication) -> str:
    """Give the name of the publication, or of the one that it is an edition of."""
    return publication.edition.based_on.name if publication.edition else publication.name


def statuses(publication: Publication) -> Statuses:
    """Give the values of a status in the publication's language."""
    word = publication.language.word
    return Statuses(
        open=word("status_open"),
        busy=word("status_busy"),
        done=word("status_done"),
        skipped=word("status_skipped"),
    )


def made_at(day: dt.date) -> dt.datetime:
    """Give the moment that a file bears: the version, so that the same text gives the same file."""
    return dt.datetime(day.year, day.month, day.day)
