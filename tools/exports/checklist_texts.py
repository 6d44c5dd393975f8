"""What every file of a checklist says beside its items, in one place for all forms."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from tools.language import load_language
from tools.model.entities.checklist import Block, Checklist, Item, ItemField
from tools.model.entities.page import Page
from tools.model.publication import Publication
from tools.render.imprint import (
    absolute_url,
    based_on_line,
)

EMPTY_BOX = "☐"  # how an open box is written where a form has no box of its own
NumberedItem = tuple[int, Block, Item]


@dataclass(frozen=True)
class StatusLabels:
    """The values of a status, in the order in which they are offered; the first is given."""

    open: str
    in_progress: str
    done: str
    skipped: str

    def __iter__(self) -> Iterator[str]:
        return iter((self.open, self.in_progress, self.done, self.skipped))


@dataclass(frozen=True)
class ChecklistTexts:
    """The texts of one checklist in the language and words of its publication."""

    publication: Publication
    checklist: Checklist

    @property
    def page(self) -> Page:
        """The page that holds the list; raises KeyError for a list of no page."""
        page = self.publication.find_checklist_page(self.checklist.id)
        if page is None:
            raise KeyError(self.checklist.id)
        return page

    @property
    def numbered_items(self) -> Iterator[NumberedItem]:
        """All items with their number (from 1) and block, in order."""
        pairs = ((block, item) for block in self.checklist.blocks for item in block.items)
        return ((number, block, item) for number, (block, item) in enumerate(pairs, 1))

    @property
    def item_count(self) -> int:
        """How many items there are."""
        return sum(len(block.items) for block in self.checklist.blocks)

    @property
    def locale(self) -> str:
        """The language of the text with its country, as office programs name it: `nl-NL`."""
        return load_language(self.publication.content_language).word("locale")

    def field_text(self, item: Item, field: ItemField) -> str:
        """Give a field as readers see it."""
        return self.publication.format_field(item, field)

    def qualified_id(self, item: Item) -> str:
        """Give the id by which an item is known outside its list."""
        return f"{self.checklist.id}/{item.id}"

    def origin_text(self, item: Item) -> str:
        """Tell which fields rest on which statements; empty when all is the editors'."""
        if not item.statements:
            return ""
        word = self.publication.language.word
        fields = ", ".join(word(field).lower() for field in item.source_fields)
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
    def version_text(self) -> str:
        """The version of the list, which is a date."""
        word = self.publication.language.word("version_of")
        return word.format(date=self.publication.language.format_date(self.checklist.version))

    @property
    def review_text(self) -> str:
        """By when the list is to be reviewed."""
        word = self.publication.language.word("review_before")
        return word.format(
            date=self.publication.language.format_date(self.checklist.reviewed.again)
        )

    @property
    def based_on(self) -> str:
        """The publication that the list is from, with its version."""
        return based_on_line(self.publication)

    @property
    def url(self) -> str | None:
        """The address of the list's page, or None when the publication has none."""
        return absolute_url(self.publication, self.page.url)

    @property
    def footer(self) -> tuple[str, ...]:
        """What stands at the foot: title, version, review, publication, address when known."""
        parts = (
            self.checklist.title,
            self.version_text,
            self.review_text,
            self.based_on,
            self.url,
        )
        return tuple(part for part in parts if part)


def status_labels(publication: Publication) -> StatusLabels:
    """Give the values of a status in the publication's language."""
    word = publication.language.word
    return StatusLabels(
        open=word("status_open"),
        in_progress=word("status_busy"),
        done=word("status_done"),
        skipped=word("status_skipped"),
    )


def document_timestamp(day: dt.date) -> dt.datetime:
    """Give the moment that a file bears: the version, so that the same text gives the same file."""
    return dt.datetime(day.year, day.month, day.day)
