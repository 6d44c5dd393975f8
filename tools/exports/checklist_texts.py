"""The texts of a checklist that its files share, besides those of the items."""

import datetime as dt
from dataclasses import dataclass
from typing import NamedTuple

from tools.language import load_language
from tools.model.entities.checklist import Block, Checklist, Item
from tools.model.entities.page import Page
from tools.model.publication import Publication
from tools.render.imprint import absolute_url, based_on_line, dated

EMPTY_BOX = "☐"  # in formats without check boxes
NumberedItem = tuple[int, Block, Item]


class StatusLabels(NamedTuple):
    """The values of a status, in the order in which they are offered; the first is the default."""

    open: str
    in_progress: str
    done: str
    skipped: str


@dataclass(frozen=True)
class ChecklistTexts:
    """The texts of one checklist in the language and words of its publication."""

    publication: Publication
    checklist: Checklist

    @property
    def page(self) -> Page:
        """The page with the checklist; raises KeyError for a checklist without a page."""
        page = self.publication.pages_by_checklist.get(self.checklist.id)
        if page is None:
            raise KeyError(self.checklist.id)
        return page

    @property
    def numbered_items(self) -> list[NumberedItem]:
        """The items with their number (from 1) and block, in order."""
        items = ((block, item) for block in self.checklist.blocks for item in block.items)
        return [(number, *pair) for number, pair in enumerate(items, 1)]

    @property
    def locale(self) -> str:
        """The language of the text with its country, as office programs name it: `nl-NL`."""
        return load_language(self.publication.content_language).word("locale")

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
        """The way in which the checklist is used."""
        mode = self.publication.language.word(self.checklist.mode)
        return mode[:1].upper() + mode[1:]

    @property
    def facts(self) -> tuple[tuple[str, str], ...]:
        """The name and value of each fact that comes before the first item."""
        word = self.publication.language.word
        return (word("pause"), self.pause), (word("caller"), self.caller), (word("mode"), self.mode)

    @property
    def version_text(self) -> str:
        """The version of the checklist, which is a date."""
        return dated(self.publication, "version_of", self.checklist.version)

    @property
    def review_text(self) -> str:
        """The date before which the checklist is to be reviewed."""
        return dated(self.publication, "review_before", self.checklist.reviewed.again)

    @property
    def based_on(self) -> str:
        """The publication that the list is from, with its version."""
        return based_on_line(self.publication)

    @property
    def url(self) -> str | None:
        """The address of the checklist's page, or None when the site has no address."""
        return absolute_url(self.publication, self.page.url)

    @property
    def footer_lines(self) -> list[str]:
        """The footer on two lines without the address: what the checklist is, and of whom."""
        *about, origin = (text for text in self.footer if text != self.url)
        return [" · ".join(about), origin]

    @property
    def footer(self) -> tuple[str, ...]:
        """The parts of the footer: title, version, review, publication, and address if any."""
        parts = (self.checklist.title, self.version_text, self.review_text, self.based_on, self.url)
        return tuple(part for part in parts if part)


def status_labels(publication: Publication) -> StatusLabels:
    """Return the values of a status in the language of the publication."""
    word = publication.language.word
    return StatusLabels(*(word(f"status_{name}") for name in ("open", "busy", "done", "skipped")))


def document_timestamp(day: dt.date) -> dt.datetime:
    """Return the time of creation of a file: its version, so that the bytes follow the text."""
    return dt.datetime.combine(day, dt.time())
