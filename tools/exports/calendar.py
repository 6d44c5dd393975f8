"""A checklist as one calendar event: its pause point, with the items in the description."""

import datetime as dt
from pathlib import Path

from icalendar import Calendar, Event

from tools.exports.checklist_texts import EMPTY_BOX, ChecklistTexts
from tools.model.entities.checklist import Checklist, Item
from tools.model.publication import Publication

DEFAULT_MINUTES = 30  # of a checklist that does not say how long it takes


def write_calendar(publication: Publication, checklist: Checklist, path: Path) -> None:
    """Write one event to `path`, a week after the version; its text asks the reader to move it."""
    texts = ChecklistTexts(publication, checklist)
    version = publication.get_version(checklist).date
    # Floating: nine o'clock wherever the reader is.
    start = dt.datetime.combine(version + dt.timedelta(days=7), dt.time(9))
    event = Event()
    event.add("uid", f"{checklist.id}@{publication.settings.slug}")
    event.add("dtstamp", dt.datetime.combine(version, dt.time(), dt.UTC))
    event.add("dtstart", start)
    event.add("dtend", start + dt.timedelta(minutes=checklist.pause.minutes or DEFAULT_MINUTES))
    event.add("summary", f"{publication.language.word('list')}: {checklist.title}")
    event.add("description", "\n".join(description_lines(texts)))
    event.add("status", "TENTATIVE")
    event.add("transp", "TRANSPARENT")
    if texts.url:
        event.add("url", texts.url)
    event.add("x-checklist-version", version.isoformat())
    event.add("x-checklist-items", " ".join(item.id for item in checklist.items if item.id))
    calendar = Calendar()
    calendar.add("prodid", f"-//{publication.settings.slug}//{publication.settings.version}//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add_component(event)
    path.write_bytes(calendar.to_ical())


def description_lines(texts: ChecklistTexts) -> list[str]:
    """Return the lines of the description: a request to move it, the checklist, and its origin."""
    checklist, word = texts.checklist, texts.publication.language.word
    return [
        checklist.title,
        word("move_event"),
        "",
        *(line for item in checklist.items for line in item_lines(texts.publication, item)),
        "",
        *([f"{word('close')}: {checklist.close}", ""] if checklist.close else []),
        texts.version_text,
        texts.based_on,
        *([texts.url] if texts.url else []),
    ]


def item_lines(publication: Publication, item: Item) -> list[str]:
    """Return an item with a box, and the fields that a calendar shows, a line for each."""
    texts = (
        (field.label, publication.format_field(item, field))
        for field in publication.get_fields("calendar")
    )
    fields = [f"   {label}: {text}" for label, text in texts if text]
    return [f"{EMPTY_BOX} {item.what}", *fields]
