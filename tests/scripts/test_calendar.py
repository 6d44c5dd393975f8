"""The calendar file that the page makes: the static one, at the time that the reader chose."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import icalendar
import pytest
from playwright.sync_api import Page

from tests.conftest import Built, own_publication
from tests.exports import readers
from tests.exports.conftest import NASTY
from tests.scripts.conftest import (
    ADDRESSES,
    ALL_LISTS,
    LIST,
    get_checklist,
    wait_for_message,
)
from tools.exports.calendar import write_calendar
from tools.render import site_paths
from tools.render.site_paths import list_path

MOMENT = dt.datetime(2027, 3, 28, 1, 45)  # in the night in which summer time begins
VARIABLE_FIELDS = ("DTSTART", "DTEND", "UID", "DESCRIPTION")


def save_calendar(page: Page, folder: Path) -> Path:
    """Fill in day and time, and save the downloaded file."""
    page.get_by_text("Zet in agenda").click()
    page.locator("[name=day]").fill(MOMENT.date().isoformat())
    page.locator("[name=time]").fill(f"{MOMENT:%H:%M}")
    with page.expect_download() as download:
        page.locator(".take-plan button").click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def check_lines(path: Path) -> None:
    """Check what RFC 5545 asks of lines: CRLF, and at most 75 octets (3.1)."""
    data = path.read_bytes()
    assert data.endswith(b"\r\n")
    assert data.count(b"\n") == data.count(b"\r\n")
    for line in data.split(b"\r\n"):
        assert len(line) <= 75
        line.decode("utf-8")  # no character in two


@pytest.mark.parametrize("checklist_id", ALL_LISTS)
def test_the_event_is_the_static_one_at_the_chosen_moment(
    page: Page, address: str, tmp_path: Path, checklist_id: str
) -> None:
    checklist = get_checklist(checklist_id)
    page.goto(address + ADDRESSES[checklist_id])
    path = save_calendar(page, tmp_path)
    wait_for_message(page, f"{checklist_id}.ics")
    assert path.name == f"{checklist_id}.ics"
    check_lines(path)
    static_file = tmp_path / "static.ics"
    write_calendar(own_publication(), checklist, static_file)
    move_hint = own_publication().language.word("move_event")
    made, static_event = readers.event_of(path), readers.event_of(static_file)
    assert readers.moment(made, "DTSTART") == MOMENT
    minutes = dt.timedelta(minutes=checklist.pause.minutes or 0)
    assert readers.moment(made, "DTEND") == MOMENT + minutes
    assert str(made["UID"]) == f"{checklist_id}-20270328T014500@{own_publication().settings.slug}"
    description = str(static_event["DESCRIPTION"]).replace(f"{move_hint}\n", "")
    own_address = address + list_path(own_publication(), checklist_id)
    is_visited = address.startswith("http")  # then the page knows where it stands
    assert str(made["DESCRIPTION"]) == description + (f"\n{own_address}" if is_visited else "")
    assert set(made) == set(static_event) | ({"URL"} if is_visited else set())
    assert str(made.get("URL", own_address)) == own_address
    for name in set(static_event) - set(VARIABLE_FIELDS):
        assert made[name].to_ical() == static_event[name].to_ical(), name
    for name in ("PRODID", "VERSION", "CALSCALE"):
        values = [
            icalendar.Calendar.from_ical(ics_path.read_bytes())[name]
            for ics_path in (path, static_file)
        ]
        assert values[0] == values[1]


def test_the_event_leads_to_the_page_when_it_has_an_address(
    page: Page, built_small: Built, tmp_path: Path
) -> None:
    page.goto((built_small.site / "practices/tidy-tools.html").as_uri())
    page.get_by_text("Put in calendar").click()
    page.locator("[name=day]").fill("2027-01-04")
    page.locator("[name=time]").fill("16:30")
    with page.expect_download() as download:
        page.locator(".take-plan button").click()
    download.value.save_as(tmp_path / "made.ics")
    check_lines(tmp_path / "made.ics")
    made = readers.event_of(tmp_path / "made.ics")
    static_event = readers.event_of(
        built_small.site / site_paths.checklist_file_path("tidy-tools", "ics")
    )
    move = built_small.publication.language.word("move_event")
    assert str(made["DESCRIPTION"]) == str(static_event["DESCRIPTION"]).replace(f"{move}\n", "")
    for name in ("SUMMARY", "URL", "X-CHECKLIST-ITEMS", "X-CHECKLIST-VERSION"):
        assert str(made[name]) == str(static_event[name])


def test_the_static_file_is_linked_too(page: Page, built: Built) -> None:
    page.goto((built.site / LIST).as_uri())
    links = page.eval_on_selector_all(".checklist-files a", "all => all.map(a => a.href)")
    assert (built.site / site_paths.checklist_file_path("start-vandaag", "ics")).as_uri() in links


def test_only_the_chosen_items_are_in_it(page: Page, served: str, tmp_path: Path) -> None:
    page.goto(served + LIST)
    page.get_by_text("Kies punten").click()
    page.locator(".take-role select").select_option("leidinggevende")
    event = readers.event_of(save_calendar(page, tmp_path))
    items = [
        item
        for item in get_checklist("start-vandaag").items
        if "leidinggevende" in item.get_value("who")
    ]
    assert 0 < len(items) < 8
    lines = [line[2:] for line in str(event["DESCRIPTION"]).splitlines() if line[:2] == "☐ "]
    assert lines == [item.what for item in items]
    assert str(event["X-CHECKLIST-ITEMS"]).split() == [item.id for item in items]


def test_without_a_moment_no_file_is_made(page: Page, served: str) -> None:
    page.goto(served + LIST)
    page.evaluate("void (URL.createObjectURL = () => { throw new Error('made') })")
    page.get_by_text("Zet in agenda").click()
    page.locator(".take-plan button").click()
    assert page.locator("[name=day]").evaluate("field => field.matches(':invalid')")
    assert page.locator(".take-menu[open]").count() == 1


def test_nasty_texts_are_read_back(page: Page, served: str, tmp_path: Path) -> None:
    page.goto(served + LIST)
    actions = [" ".join(text.split()) for text in NASTY]
    file = page.evaluate(
        """texts => {
          const list = readChecklist(document.querySelector("[data-script=checklist]"))
          list.items = texts.map(text => ({id: "x", what: text, fields: []}))
          list.title = list.close = texts.join(" ")
          list.address = "https://example.org/a,b;c.html"
          return createCalendarEvent(
            list, {day: "2026-12-01", time: "09:00", product: "-//x//1//EN", host: "x"}
          )
        }""",
        actions,
    )
    path = tmp_path / "nasty.ics"
    path.write_bytes(file.encode("utf-8"))
    check_lines(path)
    event = readers.event_of(path)
    description = str(event["DESCRIPTION"])
    assert description.splitlines()[2 : 2 + len(actions)] == [f"☐ {what}" for what in actions]
    assert description.splitlines()[0] == " ".join(actions)
    assert str(event["SUMMARY"]) == f"Checklist: {' '.join(actions)}"
    assert str(event["URL"]) == "https://example.org/a,b;c.html"
