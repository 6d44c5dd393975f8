"""The texts of a checklist that its files share, besides those of the items."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from tools.language import load_language
from tools.model.entities.checklist import Block, Checklist, Item
from tools.model.entities.page import Page
from tools.model.publication import Publication
from tools.render.imprint import absolute_url, based_on_line, dated
from tools.render.site_paths import list_path

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
    def tickable_items(self) -> list[Item]:
        """The items with an id: a browser can keep the ticks of these."""
        return [item for item in self.checklist.items if item.id]

    @property
    def locale(self) -> str:
        """The language of the text with its country, as office programs name it: `nl-NL`."""
        return load_language(self.publication.content_language).word("locale")

    def qualified_id(self, item: Item) -> str:
        """Return the id of an item outside its checklist, `checklist/item`; empty without an id."""
        return f"{self.checklist.id}/{item.id}" if item.id else ""

    @property
    def pause(self) -> str:
        """The moment at which the checklist is used, and how long that takes; may be empty."""
        return format_pause(self.publication, self.checklist)

    @property
    def caller(self) -> str:
        """The role that calls the pause; may be empty."""
        return self.publication.role_titles.get(self.checklist.pause.caller, "")

    @property
    def facts(self) -> list[tuple[str, str]]:
        """The name and value of each fact that comes before the first item, if it is known."""
        word = self.publication.language.word
        facts = [(word("pause"), self.pause), (word("caller"), self.caller)]
        return [(name, value) for name, value in facts if value]

    @property
    def references(self) -> list[str]:
        """The items of other lists that this one refers to: their words, and the list's name."""
        text = self.publication.language.word("see_item")
        return [
            text.format(what=reference.item.what, list=reference.checklist.title)
            for reference in self.publication.find_references(self.checklist)
        ]

    @property
    def see(self) -> str:
        """The line that refers to items of other lists; empty without any."""
        if not self.references:
            return ""
        label = self.publication.language.word("see_items")
        return f"{label}: {'; '.join(self.references)}."

    @property
    def has_date_like_cells(self) -> bool:
        """True when spreadsheets would take a text of an item for a date, in CSV."""
        months = load_language(self.publication.content_language).interface["months"].split()
        fields = self.publication.get_fields("csv")
        return any(
            is_date_like(self.publication.format_field(item, field), months)
            for item in self.checklist.items
            for field in fields
        )

    @property
    def version_text(self) -> str:
        """The version of the checklist, and whether it changed since that was released."""
        return self.publication.format_version(self.checklist)

    @property
    def version_label(self) -> str:
        """The version for programs: a date; in words when the list is not what was released."""
        version = self.publication.get_version(self.checklist)
        return version.date.isoformat() if version.state == "released" else self.version_text

    @property
    def review_text(self) -> str:
        """The date before which the checklist is to be reviewed; empty when none is planned."""
        review = self.checklist.reviewed
        return dated(self.publication, "review_before", review.again) if review else ""

    @property
    def based_on(self) -> str:
        """The publication that the list is from, with its version."""
        return based_on_line(self.publication)

    @property
    def url(self) -> str | None:
        """The address of the list by itself, or None when the site has no address."""
        return absolute_url(self.publication, list_path(self.publication, self.checklist.id))

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


def format_pause(publication: Publication, checklist: Checklist) -> str:
    """Return when a checklist is used, and how many minutes it takes, as far as it says."""
    pause = checklist.pause
    if pause.minutes is None:
        return pause.moment
    minutes = publication.language.word("minutes").format(minutes=pause.minutes)
    return f"{pause.moment} ({minutes})" if pause.moment else minutes


def is_date_like(text: str, months: Sequence[str]) -> bool:
    """Return whether spreadsheets take a text for a date: `1-2`, `1/2/2026`, `1 mei`, `May 2026`.

    `months` are the names of the months in the language of the text.
    """
    names = "|".join(rf"{re.escape(month[:3])}[^\W\d]*\.?" for month in months)
    return bool(
        re.fullmatch(r"\d{1,4}([-/.])\d{1,2}(?:\1\d{1,4})?", text)
        or re.fullmatch(rf"\d{{1,2}}[ -](?:{names})(?:[ -]\d{{2,4}})?", text, re.IGNORECASE)
        or re.fullmatch(rf"(?:{names})[ -]\d{{1,4}}", text, re.IGNORECASE)
    )


def status_labels(publication: Publication) -> StatusLabels:
    """Return the values of a status in the language of the publication."""
    word = publication.language.word
    return StatusLabels(*(word(f"status_{name}") for name in ("open", "busy", "done", "skipped")))


def document_timestamp(day: dt.date) -> dt.datetime:
    """Return the time of creation of a file: its version, so that the bytes follow the text."""
    return dt.datetime.combine(day, dt.time())
