"""Meeting mode: led by keyboard, noted item by item, taken along as minutes, and wiped."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import icalendar
import pikepdf
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_accessibility import AXE, violations
from tests.browser.test_wcag import MEASURES, measure, walk_by_keyboard
from tests.conftest import Built, own_publication
from tests.exports.conftest import NASTY
from tests.publish.conftest import serve_with_headers
from tests.scripts.conftest import ADDRESSES, LIST, Clipboard, get_checklist
from tests.scripts.payloads import TEXT, body
from tools.exports.csv_file import escape_formula
from tools.exports.markdown_file import escape_markdown

OTHER = ADDRESSES["lange-adem"]
SCAN = "aan-de-slag/gespreksscan.html"
WORKFORM = "werkvormen/om-de-machine.html"
STORED = "JSON.stringify(localStorage)"
LABELS = ("Naam", "Datum", "Opmerking")
MOMENT = "30 november 2026"
TITLES = {
    "actions": "Wie doet wat, en wanneer",
    "done": "Besloten of gedaan",
    "left": "Blijft liggen",
}


@dataclass(frozen=True)
class Entry:
    """A note on an item: "done", "later" or nothing, and three fields."""

    state: str = ""
    name: str = ""
    date: str = ""
    note: str = ""

    @property
    def group(self) -> str:
        """The name of its group in the minutes."""
        if self.state == "done":
            return "done"
        return "actions" if not self.state and (self.name or self.date) else "left"

    @property
    def cells(self) -> list[str]:
        """The fields as the minutes have them."""
        return [self.name, in_words(self.date), self.note]


ENTRIES = [
    Entry("done", note="Iedereen zei ja; ook de nachtploeg"),
    Entry("done", "Ömer", "2026-12-01", "*Klant* <b>A & B</b>"),
    Entry("", "Ans de Vries", "2027-02-03", "=1+1, en meer"),
    Entry("later", "Bert", "2027-03-28", "Eerst de cijfers"),
    Entry("", "", "2027-12-31"),
    Entry("later"),
    Entry(),
    Entry("", "Karin"),
][: len(list(get_checklist("start-vandaag").items))]
COUNT = len(ENTRIES)


def in_words(date: str) -> str:
    """Return a date as readers see it: 3 februari 2027."""
    if not date:
        return ""
    day = dt.date.fromisoformat(date)
    months = own_publication().language.word("months").split()
    return f"{day.day} {months[day.month - 1]} {day.year}"


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until an element has the focus."""
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.evaluate("name => document.activeElement.matches(name)", selector):
            return
    raise AssertionError(f"{selector} cannot be reached")


def begin(page: Page, address: str, checklist_id: str = "start-vandaag") -> None:
    """Open a page, and its meeting by keyboard."""
    page.goto(address)
    page.locator(f"a[href='#overleg-{checklist_id}']").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".meeting h2")).to_be_focused()


def note(page: Page, entry: Entry) -> None:
    """Fill in the form of the item on the screen, by keyboard alone."""
    keys = page.keyboard
    tab_to(page, "[data-state=done]")
    if entry.state == "done":
        keys.press("Space")
    tab_to(page, "[data-state=later]")
    if entry.state == "later":
        keys.press("Enter")
    tab_to(page, ".meeting-name input")
    keys.type(entry.name)
    tab_to(page, ".meeting-date input")
    if entry.date:
        keys.type("{1}{2}{0}".format(*entry.date.split("-")))  # in the order of this browser
    tab_to(page, ".meeting-note input")
    keys.type(entry.note)


def lead(page: Page, entries: list[Entry] = ENTRIES) -> None:
    """Lead a whole meeting, up to its minutes."""
    for entry in entries:
        note(page, entry)
        page.keyboard.press("PageDown")
    expect(page.locator(".meeting")).to_have_attribute("data-screen", "--close")
    page.keyboard.press("ArrowRight")
    expect(page.locator(".meeting h2")).to_have_text("Verslag")


def expected_groups(entries: list[Entry] = ENTRIES) -> dict[str, list[list[str]]]:
    """Return the rows of the minutes of the first list, by the title of their group."""
    items = [*get_checklist("start-vandaag").items]
    rows = [(item.what, entry) for item, entry in zip(items, entries, strict=True)]
    groups = {
        title: [[what, *entry.cells] for what, entry in rows if entry.group == name]
        for name, title in TITLES.items()
    }
    return {title: found for title, found in groups.items() if found}


def shown_groups(page: Page) -> dict[str, list[list[str]]]:
    """Return the rows of the minutes on the screen, by the title of their group."""
    titles = page.locator(".meeting h3").all_inner_texts()
    tables = page.locator(".meeting table").all()
    return {
        title: [
            [cell.text_content() or "" for cell in row.locator("th, td").all()]
            for row in table.locator("tbody tr").all()
        ]
        for title, table in zip(titles, tables, strict=True)
    }


def joined(cells: list[str]) -> str:
    """Return the filled fields of a row, each with its label."""
    pairs = zip(LABELS, cells, strict=True)
    return " · ".join(f"{label}: {text}" for label, text in pairs if text)


def copy(page: Page, form: str) -> None:
    """Copy the minutes, by keyboard."""
    tab_to(page, f"[data-copy-minutes={form}]")
    page.keyboard.press("Enter")
    expect(page.locator(".meeting-status")).to_have_text("Het verslag is gekopieerd.")
    page.evaluate("document.querySelector('.meeting-status').textContent = ''")


def read_document(payload: dict[str, str]) -> dict[str, list[list[str]]]:
    """Return the rows of the copied document: the item, and its fields in one text."""
    groups: dict[str, list[list[str]]] = {}
    for element in body(payload).xpath(".//h3 | .//p"):
        strong = element.find("strong")
        if element.tag == "h3":
            rows = groups.setdefault(element.text or "", [])
        elif strong is not None:
            rows.append([strong.text or "", ""])
        elif (element.text or "").startswith(LABELS):
            rows[-1][1] = element.text or ""
    return groups


@pytest.fixture(scope="module")
def strict(built: Built) -> Iterator[str]:
    """The address of the site on a host that sends its headers."""
    yield from serve_with_headers(built.site)


@pytest.fixture(params=["http", "file", "strict"])
def origin(request: pytest.FixtureRequest, built: Built, served: str, strict: str) -> str:
    """The address of the site: over http, from a folder, on a host with the strict policy."""
    return {"http": served, "file": built.site.as_uri() + "/", "strict": strict}[str(request.param)]


@pytest.fixture
def today(page: Page) -> None:
    """A clock that stands still, so that dates can be compared."""
    page.clock.install(time=dt.datetime(2026, 11, 30, 12))


# ---- The whole, by keyboard alone ----------------------------------------------------------------


def test_the_minutes_are_what_was_entered_in_each_form(
    page: Page, origin: str, clipboard: Clipboard, today: None, tmp_path: Path
) -> None:
    requests: list[str] = []
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text))
    page.goto(origin + LIST)
    tab_to(page, "a[href='#overleg-start-vandaag']")
    page.keyboard.press("Enter")
    page.on("request", lambda request: requests.append(request.url))
    lead(page)
    groups = expected_groups()
    assert shown_groups(page) == groups
    assert refused == []

    copy(page, "document")
    payload = clipboard()
    short = {title: [[row[0], joined(row[1:])] for row in rows] for title, rows in groups.items()}
    assert read_document(payload) == short
    lines = ["Verslag: Start vandaag", MOMENT]
    for title, rows in short.items():
        lines += ["", title]
        for what, fields in rows:
            lines += [f"- {what}", *([f"  {fields}"] if fields else [])]
    assert payload[TEXT].splitlines()[: len(lines)] == lines
    close = get_checklist("start-vandaag").close
    assert f"Tot slot: {close}" in payload[TEXT]

    copy(page, "table")
    payload = clipboard()
    table = [["Wat", "Stand", *LABELS]] + [
        [row[0], title, *row[1:]] for title, rows in groups.items() for row in rows
    ]
    html_rows = body(payload).xpath(".//tr")
    assert [[cell.text_content() for cell in row] for row in html_rows] == table
    text_rows = [line.split("\t") for line in payload[TEXT].splitlines()]
    assert text_rows == [[escape_formula(cell) for cell in row] for row in table]

    copy(page, "markdown")
    markdown = clipboard()[TEXT]
    for title, rows in short.items():
        mark = "x" if title == TITLES["done"] else " "
        section = [f"## {title}", ""]
        for what, fields in rows:
            section.append(f"- [{mark}] {escape_markdown(what)}")
            section += [f"  {escape_markdown(fields)}"] if fields else []
        assert "\n".join(section) + "\n" in markdown

    tab_to(page, "[data-calendar-minutes]")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert download.value.suggested_filename == "start-vandaag-2026-11-30.ics"
    path = tmp_path / "actions.ics"
    download.value.save_as(path)
    items = [*get_checklist("start-vandaag").items]
    events = icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    found = [
        (str(event["SUMMARY"]), event.decoded("DTSTART"), event.decoded("DTEND"))
        for event in events
    ]
    day = dt.timedelta(days=1)
    assert found == [
        (
            ": ".join(filter(None, (entry.name, item.what))),
            dt.date.fromisoformat(entry.date),
            dt.date.fromisoformat(entry.date) + day,
        )
        for item, entry in zip(items, ENTRIES, strict=True)
        if entry.group == "actions" and entry.date
    ]
    assert [str(event["DESCRIPTION"]).splitlines()[0] for event in events] == [
        "=1+1, en meer", "Start vandaag",
    ]  # fmt: skip
    assert len({str(event["UID"]) for event in events}) == len(events)
    assert [url for url in requests if not url.startswith("blob:")] == []
    assert page.evaluate("location.search") == ""
    assert not any(entry.name and entry.name in page.url for entry in ENTRIES)

    tab_to(page, ".meeting-kept button")
    page.keyboard.press("Enter")
    expect(page.locator(".meeting h2")).to_have_text("Dit overleg wissen?")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".meeting")).to_have_count(0)
    expect(page.locator(".meeting-message")).to_have_text("Het overleg is gewist.")
    assert "meeting" not in page.evaluate(STORED)
    assert "Ömer" not in page.content()


def test_another_entry_would_be_found(page: Page, served: str) -> None:
    """The comparison can fail."""
    begin(page, served + LIST)
    lead(page, [*ENTRIES[:-1], Entry(note="anders")])
    assert shown_groups(page) != expected_groups()


def test_now_comes_first_and_each_item_shows_its_fields(page: Page, served: str) -> None:
    begin(page, served + LIST)
    checklist = get_checklist("start-vandaag")
    for number, item in enumerate(checklist.items, 1):
        expect(page.locator(".meeting h2")).to_have_text(item.what)
        expect(page.locator(".meeting-place")).to_contain_text(f"{number} van {COUNT}")
        expect(page.locator(".meeting dl")).to_contain_text(str(item.get_value("done_when")))
        page.keyboard.press(("PageDown", "ArrowRight", "Space")[number % 3])
    expect(page.locator(".meeting h2")).to_have_text(checklist.close)
    for key in ("PageUp", "ArrowLeft", "Shift+Space"):
        page.keyboard.press(key)
    expect(page.locator(".meeting-place")).to_contain_text(f"{COUNT - 2} van {COUNT}")


def test_only_the_chosen_items_are_led(page: Page, served: str) -> None:
    page.goto(served + LIST)
    chosen = page.locator("[data-item]")
    page.evaluate(
        "document.querySelectorAll('[data-item]').forEach((i, n) => { i.hidden = n > 1 })"
    )
    page.locator("a[href='#overleg-start-vandaag']").first.click()
    expect(page.locator(".meeting-place")).to_contain_text("1 van 2")
    expect(page.locator(".meeting h2")).to_have_text(
        str(chosen.first.locator("[data-field=what]").text_content())
    )


# ---- Kept, resumed, apart, wiped -----------------------------------------------------------------


def test_a_reload_in_the_middle_loses_nothing(page: Page, address: str) -> None:
    begin(page, address + LIST)
    for entry in ENTRIES[:3]:
        note(page, entry)
        page.keyboard.press("PageDown")
    page.keyboard.press("PageUp")
    page.reload()
    items = [*get_checklist("start-vandaag").items]
    expect(page.locator(".meeting h2")).to_have_text(items[2].what)
    expect(page.locator(".meeting-name input")).to_have_value("Ans de Vries")
    expect(page.locator(".meeting-date input")).to_have_value("2027-02-03")
    page.keyboard.press("PageDown")
    for entry in ENTRIES[3:]:
        note(page, entry)
        page.keyboard.press("PageDown")
    page.keyboard.press("PageDown")
    assert shown_groups(page) == expected_groups()


def test_the_clock_goes_on_after_a_reload(page: Page, served: str) -> None:
    begin(page, served + LIST)
    clock = page.locator(".meeting [role=timer]")
    expect(clock).to_contain_text("0:02 van 60 min")
    page.reload()
    expect(clock).to_contain_text(re.compile(r"0:0[3-6] van 60 min"))


def test_the_clock_counts_and_waits_in_a_pause(page: Page, served: str) -> None:
    page.clock.install(time=dt.datetime(2026, 11, 30, 12))
    begin(page, served + LIST)
    clock = page.locator(".meeting [role=timer]")
    page.clock.run_for(65_000)
    expect(clock).to_have_text("1:05 van 60 minnu 1:05 van 10 min")
    page.get_by_role("button", name="Pauze").click()
    page.clock.run_for(300_000)
    expect(clock).to_have_text(re.compile(r"^1:0[56] van 60 min"))
    page.keyboard.press("PageDown")  # a clicker ends the pause
    expect(page.locator(".meeting-place")).to_contain_text(f"1 van {COUNT}")
    page.clock.run_for(600_000)
    expect(page.locator(".meeting-late")).to_have_text(re.compile(r"nu 11:0\d van 10 min"))


def test_who_comes_back_is_asked_first(page: Page, served: str) -> None:
    begin(page, served + LIST)
    note(page, ENTRIES[2])
    page.keyboard.press("Escape")
    expect(page.locator(".meeting")).to_have_count(0)
    expect(page.locator("a[href='#overleg-start-vandaag']").first).to_be_focused()
    expect(page.locator(".meeting-message")).to_contain_text("staat nog in deze browser")
    assert "#overleg" not in page.url
    page.keyboard.press("Enter")
    expect(page.locator(".meeting h2")).to_have_text("Er staat nog een overleg")
    assert "Ans" not in page.locator(".meeting").inner_text()
    page.get_by_role("button", name="Ga verder").click()
    expect(page.locator(".meeting-name input")).to_have_value("Ans de Vries")
    page.goto(served + LIST + "#overleg-start-vandaag")  # by a link, not a reload
    page.goto("about:blank")
    page.goto(served + LIST + "#overleg-start-vandaag")
    expect(page.locator(".meeting h2")).to_have_text("Er staat nog een overleg")
    page.get_by_role("button", name="Begin opnieuw").click()
    expect(page.locator(".meeting-name input")).to_have_value("")
    assert "Ans" not in page.evaluate(STORED)


def test_a_meeting_without_notes_leaves_nothing(page: Page, served: str) -> None:
    begin(page, served + LIST)
    page.keyboard.press("PageDown")
    page.keyboard.press("Escape")
    expect(page.locator(".meeting")).to_have_count(0)
    assert "meeting" not in page.evaluate(STORED)


def test_two_meetings_do_not_mix(page: Page, address: str) -> None:
    begin(page, address + LIST)
    note(page, Entry("", "Ans", "2027-02-03", "eerste"))
    begin(page, address + OTHER, "lange-adem")
    expect(page.locator(".meeting-name input")).to_have_value("")
    note(page, Entry("done", "Bert", "", "tweede"))
    page.keyboard.press("Escape")
    expect(page.locator(".meeting")).to_have_count(0)
    page.goto(address + LIST)
    page.reload()
    page.locator("a[href='#overleg-start-vandaag']").first.click()
    page.get_by_role("button", name="Begin opnieuw").click()
    stored = page.evaluate(STORED)
    assert "tweede" in stored
    assert "eerste" not in stored


def test_wiped_in_one_tab_is_wiped_in_the_other(page: Page, served: str) -> None:
    begin(page, served + LIST)
    note(page, ENTRIES[2])
    page.evaluate("""() => {
      document.hasFocus = () => false
      localStorage.clear()
      dispatchEvent(new StorageEvent("storage", {key: null}))
    }""")
    expect(page.locator(".meeting")).to_have_count(0)
    assert "Ans" not in page.evaluate(STORED)


def test_a_link_to_it_opens_it_with_the_focus_on_the_item(page: Page, address: str) -> None:
    page.goto(address + LIST + "#overleg-start-vandaag")
    expect(page.locator(".meeting h2")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".meeting")).to_have_count(0)
    page.evaluate("location.hash = 'overleg-start-vandaag'")
    expect(page.locator(".meeting h2")).to_be_focused()
    page.reload()
    expect(page.locator(".meeting h2")).to_be_focused()
    page.keyboard.press("PageDown")
    expect(page.locator(".meeting-place")).to_contain_text(f"2 van {COUNT}")


def test_the_way_back_closes_it(page: Page, served: str) -> None:
    begin(page, served + LIST)
    assert page.url.endswith("#overleg-start-vandaag")
    page.go_back()
    expect(page.locator(".meeting")).to_have_count(0)
    assert page.url == served + LIST


def test_a_browser_that_keeps_nothing_says_so_and_works(page: Page, served: str) -> None:
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new Error('refused') }})"
    )
    begin(page, served + LIST)
    expect(page.locator(".meeting-warning")).to_contain_text("Deze browser bewaart niets")
    note(page, ENTRIES[2])
    page.keyboard.press("Escape")
    page.locator("a[href='#overleg-start-vandaag']").first.click()
    page.get_by_role("button", name="Ga verder").click()
    expect(page.locator(".meeting-name input")).to_have_value("Ans de Vries")


@pytest.mark.parametrize(
    "stored", ["null", "[]", "{", '{"entries": null}', '{"entries": {"x": 1}}']
)
def test_what_another_hand_stored_does_no_harm(page: Page, served: str, stored: str) -> None:
    page.goto(served + LIST)
    key = page.evaluate("`${common.storagePrefix}.meeting.start-vandaag`")
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [key, stored])
    page.goto(served + LIST + "?#overleg-start-vandaag")
    page.locator(".meeting").wait_for()
    if page.get_by_role("button", name="Ga verder").count():
        page.get_by_role("button", name="Ga verder").click()
    note(page, ENTRIES[2])
    expect(page.locator(".meeting-name input")).to_have_value("Ans de Vries")


def test_notes_on_an_item_that_left_the_list_stay_in_the_minutes(page: Page, served: str) -> None:
    begin(page, served + LIST)
    note(page, ENTRIES[2])
    page.keyboard.press("Escape")
    page.evaluate("document.querySelector('[data-item]').remove()")
    page.locator("a[href='#overleg-start-vandaag']").first.click()
    page.get_by_role("button", name="Ga verder").click()
    for _ in range(9):
        page.keyboard.press("PageDown")
    first = next(iter(get_checklist("start-vandaag").items)).what
    assert [first, *ENTRIES[2].cells] in shown_groups(page)[TITLES["actions"]]


def test_nasty_notes_are_read_back(page: Page, served: str, clipboard: Clipboard) -> None:
    begin(page, served + LIST)
    notes = [" ".join(text.split())[:200] for text in NASTY]
    page.locator(".meeting-note input").fill(" ".join(notes)[:200])
    noted = page.locator(".meeting-note input").input_value()
    for _ in range(9):
        page.keyboard.press("PageDown")
    copy(page, "table")
    payload = clipboard()
    cells = [cell.text_content() for cell in body(payload).xpath(".//td")]
    assert noted in cells
    assert noted in payload[TEXT] or escape_formula(noted) in payload[TEXT]


# ---- Scan and working form -----------------------------------------------------------------------


def test_a_scan_is_led_one_question_a_screen(page: Page, address: str) -> None:
    page.goto(address + SCAN)
    before = page.evaluate(STORED)
    page.locator("a[data-meeting]").first.focus()
    page.keyboard.press("Enter")
    ((_, scan),) = own_publication().scan_pages
    for row, (first, second) in zip(
        scan.rows, [(0, 0), (1, 1), (2, 0), (3, 3), (0, 0)], strict=True
    ):
        expect(page.locator(".meeting h2")).to_have_text(row.question)
        for group, position in enumerate((first, second)):
            tab_to(page, f"[data-group='{group}'][data-position='{position}']")
            page.keyboard.press("Space")
            expect(page.locator(f"[data-group='{group}'][aria-pressed=true]")).to_have_count(1)
            page.locator(".meeting h2").focus()
        page.keyboard.press("PageDown")
    expect(page.locator(".meeting-gaps li").first).to_contain_text("2 plaatsen")
    expect(page.locator(".meeting-gaps .scan-apart")).to_have_count(1)
    assert page.evaluate(STORED) == before
    tab_to(page, ".meeting-answers button")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Naast elkaar")).to_be_focused()
    expect(page.locator(".scan-largest h4")).to_have_count(1)
    expect(page.locator(".scan select")).to_have_value(scan.rows[2].id)


def test_a_scan_names_what_is_open(page: Page, served: str) -> None:
    page.goto(served + SCAN)
    page.locator("a[data-meeting]").first.click()
    for _ in range(5):
        page.keyboard.press("PageDown")
    expect(page.locator(".meeting-main li")).to_have_count(5)
    expect(page.locator(".meeting-answers")).to_have_count(0)


def test_a_working_form_is_led_step_by_step(page: Page, address: str) -> None:
    page.goto(address + WORKFORM)
    page.locator("a[data-meeting]").first.focus()
    page.keyboard.press("Enter")
    (form,) = [
        other.meta.workform
        for other in own_publication().pages.values()
        if other.meta.workform and other.url == WORKFORM
    ]
    expect(page.locator(".meeting li")).to_have_text(list(form.material))
    for step in form.steps:
        page.keyboard.press("PageDown")
        expect(page.locator(".meeting h2")).to_have_text(step.what)
        expect(page.locator(".meeting [role=timer]")).to_contain_text(f"van {step.minutes} min")
        expect(page.locator(".meeting-main")).to_contain_text(step.how)
        expect(page.locator(".meeting-say q")).to_have_text([step.say] if step.say else [])
    page.reload()
    expect(page.locator(".meeting h2")).to_have_text(form.steps[-1].what)
    page.keyboard.press("PageDown")
    expect(page.locator(".meeting h2")).to_have_text(form.result)
    page.keyboard.press("Escape")
    expect(page.locator(".meeting")).to_have_count(0)
    assert "meeting" not in page.evaluate(STORED)


# ---- How it looks, and reaches everyone ----------------------------------------------------------


SCREENS = (
    "item",
    "later item",
    "pause",
    "close",
    "minutes",
    "wipe",
    "found",
    "scan",
    "outcome",
    "step",
)


def walk_screens(page: Page, address: str) -> Iterator[str]:
    """Show every kind of screen, and yield its name."""
    keys = page.keyboard
    page.goto(address + LIST)
    page.locator("a[data-meeting]").first.click()
    yield "item"
    page.locator("[data-state=done]").click()
    page.locator(".meeting-note input").fill("x" * 200)
    for number in range(3):
        keys.press("PageDown")
        page.locator(".meeting-name input").fill("Ö. " + "w" * 57)
        page.locator(".meeting-date input").fill(f"2027-01-0{number + 1}")
    yield "later item"
    page.get_by_role("button", name="Pauze").click()
    yield "pause"
    keys.press("PageDown")
    while page.locator(".meeting").get_attribute("data-screen") != "--close":
        keys.press("PageDown")
    yield "close"
    keys.press("PageDown")
    yield "minutes"
    page.locator(".meeting-kept button").click()
    yield "wipe"
    keys.press("Escape")
    page.locator("a[data-meeting]").first.click()
    yield "found"
    page.goto(address + SCAN)
    page.locator("a[data-meeting]").first.click()
    page.locator(".meeting [data-group='0']").first.click()
    yield "scan"
    for _ in range(5):
        for group in (0, 1):
            page.locator(f".meeting [data-group='{group}']").nth(2 * group).click()
        page.locator(".meeting h2").focus()
        keys.press("PageDown")
    yield "outcome"
    page.goto(address + WORKFORM)
    page.locator("a[data-meeting]").first.click()
    keys.press("PageDown")
    yield "step"


@pytest.mark.parametrize(
    ("scheme", "width", "height"),
    [
        ("light", 320, 640),
        ("dark", 1366, 768),
        pytest.param("light", 1920, 1080, marks=pytest.mark.corpus),
        pytest.param("dark", 390, 844, marks=pytest.mark.corpus),
    ],
)
def test_no_screen_has_violations_or_scrolls_sideways(
    browser: Browser, built: Built, scheme: Literal["light", "dark"], width: int, height: int
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": height}, reduced_motion="reduce", color_scheme=scheme
    )
    page = context.new_page()
    names = []
    for name in walk_screens(page, built.site.as_uri() + "/"):
        names.append(name)
        page.add_script_tag(path=AXE)
        assert violations(page) == [], name
        wide = page.evaluate(
            "[...document.querySelectorAll('.meeting, .meeting-main')]"
            ".some(one => one.scrollWidth > one.clientWidth)"
        )
        assert not wide, name
    assert tuple(names) == SCREENS
    context.close()


@pytest.mark.parametrize("width", [1366, 320])
def test_each_screen_is_walked_by_keyboard(browser: Browser, built: Built, width: int) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 720}, reduced_motion="reduce"
    )  # fmt: skip
    page = context.new_page()
    for name in walk_screens(page, built.site.as_uri() + "/"):
        page.evaluate(f"{MEASURES.read_text(encoding='utf-8')}; window.wcag = wcag")
        stops, left = walk_by_keyboard(page)
        assert left, name
        assert [stop for stop in stops if stop["wrong"]] == [], name
        assert {stop["place"] for stop in stops}, name
        assert measure(page, "small", "unreachable", "moving") == {}, name
        page.locator(".meeting h2").focus()
    context.close()


def test_axe_finds_a_field_without_a_label(page: Page, served: str) -> None:
    begin(page, served + LIST)
    page.add_script_tag(path=AXE)
    page.evaluate("document.querySelector('.meeting-name span').remove()")
    assert [line.split(":")[0] for line in violations(page)] == ["label"]


@pytest.mark.parametrize(("width", "least"), [(1920, 64), (1366, 44), (390, 26)])
def test_an_item_is_read_at_the_back_of_the_room(
    page: Page, served: str, width: int, least: int
) -> None:
    page.set_viewport_size({"width": width, "height": width * 9 // 16 if width > 400 else 844})
    begin(page, served + LIST)
    size = page.locator(".meeting h2").evaluate("one => parseFloat(getComputedStyle(one).fontSize)")
    assert size >= least
    bottom = page.locator(".meeting-note input").evaluate(
        "one => one.getBoundingClientRect().bottom"
    )
    foot = page.locator(".meeting-foot").evaluate("one => one.getBoundingClientRect().top")
    assert bottom <= foot  # what is filled in stands in the first view


def test_it_can_take_the_whole_screen(page: Page, served: str) -> None:
    begin(page, served + LIST)
    page.get_by_role("button", name="Volledig scherm").click()
    page.wait_for_function("document.fullscreenElement?.matches('.meeting-body')")
    page.locator(".meeting h2").focus()
    page.keyboard.press("PageDown")
    expect(page.locator(".meeting-place")).to_contain_text(f"2 van {COUNT}")
    page.get_by_role("button", name="Sluit").click()
    page.wait_for_function("!document.fullscreenElement")
    expect(page.locator(".meeting")).to_have_count(0)


def test_a_swipe_turns_the_page(browser: Browser, built: Built) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
    page = context.new_page()
    page.goto((built.site / LIST).as_uri())
    page.locator("a[data-meeting]").first.tap()
    swipe = """([x, y, toX, toY]) => {
      const main = document.querySelector(".meeting-main")
      const touch = (clientX, clientY) =>
        [new Touch({identifier: 1, target: main, clientX, clientY})]
      main.dispatchEvent(new TouchEvent("touchstart", {touches: touch(x, y)}))
      main.dispatchEvent(new TouchEvent("touchend", {changedTouches: touch(toX, toY)}))
    }"""
    place = page.locator(".meeting-place")
    page.evaluate(swipe, [300, 400, 100, 420])
    expect(place).to_contain_text(f"2 van {COUNT}")
    page.evaluate(swipe, [200, 600, 220, 200])  # that is scrolling
    expect(place).to_contain_text(f"2 van {COUNT}")
    page.evaluate(swipe, [100, 400, 300, 420])
    expect(place).to_contain_text(f"1 van {COUNT}")
    context.close()


def test_the_fullest_minutes_print_on_one_sheet(page: Page, served: str, tmp_path: Path) -> None:
    begin(page, served + LIST)
    for _ in range(COUNT):
        page.locator(".meeting-name input").fill("Wilhelmina van den Broek-Oudenaarden")
        page.locator(".meeting-date input").fill("2027-12-31")
        page.locator(".meeting-note input").fill("Dit is een lange opmerking bij een punt. " * 5)
        page.keyboard.press("PageDown")
    page.keyboard.press("PageDown")
    page.pdf(path=tmp_path / "minutes.pdf", format="A4", prefer_css_page_size=True)
    with pikepdf.open(tmp_path / "minutes.pdf") as pdf:
        assert len(pdf.pages) == 1
    page.emulate_media(media="print")
    expect(page.locator(".meeting table").first).to_be_visible()
    assert page.locator("button:visible").count() == 0
    expect(page.locator(".checklist")).to_be_hidden()


def test_without_a_script_there_is_no_link(browser: Browser, built: Built) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for name in (SCAN, WORKFORM):
        page.goto((built.site / name).as_uri())
        expect(page.locator("a[data-meeting]").first).to_be_hidden()
    context.close()


def test_another_language_has_its_own_words(page: Page, built_small: Built) -> None:
    page.goto((built_small.site / "practices/tidy-tools.html").as_uri())
    page.locator("a[data-meeting]").first.click()
    expect(page.get_by_role("button", name="Next")).to_be_visible()
    page.get_by_label("Name").fill("Jo")
    while page.locator(".meeting").get_attribute("data-screen") != "--minutes":
        page.keyboard.press("PageDown")
    expect(page.locator(".meeting h2")).to_have_text("Minutes")
    expect(page.locator(".meeting td").first).to_have_text("Jo")
