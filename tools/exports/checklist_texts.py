"""The texts of a checklist that its files share, besides those of the items."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from tools.language import load_language
from tools.model.entities.checklist import Block, Checklist, Item, ItemField
from tools.model.entities.page import Page
from tools.model.publication import Publication
from tools.render.imprint import absolute_url, based_on_line

EMPTY_BOX = "☐"  # in formats without check boxes
NumberedItem = tuple[int, Block, Item]


@dataclass(frozen=True)
class StatusLabels:
    """The values of a status, in the order in which they are offered; the first is the default."""

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
        """The page with the checklist; raises KeyError for a checklist without a page."""
        page = self.publication.find_checklist_page(self.checklist.id)
        if page is None:
            raise KeyError(self.checklist.id)
        return page

    @property
    def numbered_items(self) -> Iterator[NumberedItem]:
        """The items with their number (from 1) and block, in order."""
        number = 0
        for block in self.checklist.blocks:
            for item in block.items:
                number += 1
                yield number, block, item

    @property
    def item_count(self) -> int:
        """The number of items."""
        return sum(len(block.items) for block in self.checklist.blocks)

    @property
    def locale(self) -> str:
        """The language of the text with its country, as office programs name it: `nl-NL`."""
        return load_language(self.publication.content_language).word("locale")

    def field_text(self, item: Item, field: ItemField) -> str:
        """Return the text of a field, as readers see it."""
        return self.publication.format_field(item, field)

    def qualified_id(self, item: Item) -> str:
        """Return the id of an item outside its checklist: `checklist/item`."""
        return f"{self.checklist.id}/{item.id}"

    def origin_text(self, item: Item) -> str:
        """Return which fields rest on which statements; empty when all are the editors' own."""
        if not item.statements:
            return ""
        word = self.publication.language.word
        fields = ", ".join(word(field).lower() for field in item.source_fields)
        return word("origin_of").format(fields=fields, statements=", ".join(item.statements))

    @property
    def pause(self) -> str:
        """The moment at which the checklist is used, and how long that takes."""
        pause, word = self.checklist.pause, self.publication.language.word
        return f"{pause.moment} ({word('minutes').format(minutes=pause.minutes)})"

    @property
    def caller(self) -> str:
        """The role that calls the pause."""
        return self.publication.roles[self.checklist.pause.caller].title

    @property
    def mode(self) -> str:
        """How the checklist is used."""
        mode = self.publication.language.word(self.checklist.mode)
        return mode[:1].upper() + mode[1:]

    @property
    def facts(self) -> tuple[tuple[str, str], ...]:
        """The name and value of each fact that comes before the first item."""
        word = self.publication.language.word
        return (
            (word("pause"), self.pause),
            (word("caller"), self.caller),
            (word("mode"), self.mode),
        )

    @property
    def version_text(self) -> str:
        """The version of the checklist, which is a date."""
        language = self.publication.language
        date = language.format_date(self.checklist.version)
        return language.word("version_of").format(date=date)

    @property
    def review_text(self) -> str:
        """The date before which the checklist is to be reviewed."""
        language = self.publication.language
        date = language.format_date(self.checklist.reviewed.again)
        return language.word("review_before").format(date=date)

    @property
    def based_on(self) -> str:
        """The publication that the list is from, with its version."""
        return based_on_line(self.publication)

    @property
    def url(self) -> str | None:
        """The address of the checklist's page, or None when the site has no address."""
        return absolute_url(self.publication, self.page.url)

    @property
    def footer(self) -> tuple[str, ...]:
        """The parts of the footer: title, version, review, publication, and address if any."""
        parts = (
            self.checklist.title,
            self.version_text,
            self.review_text,
            self.based_on,
            self.url,
        )
        return tuple(part for part in parts if part)


def status_labels(publication: Publication) -> StatusLabels:
    """Return the values of a status in the language of the publication."""
    word = publication.language.word
    return StatusLabels(
        open=word("status_open"),
        in_progress=word("status_busy"),
        done=word("status_done"),
        skipped=word("status_skipped"),
    )


def document_timestamp(day: dt.date) -> dt.datetime:
    """Return the time of creation of a file: its version, so that the bytes follow the text."""
    return dt.datetime(day.year, day.month, day.day)
