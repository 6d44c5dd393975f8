"""The editor in Chromium: a page is changed, seen and saved, and nothing leaves the machine."""

from __future__ import annotations

import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Dialog, Locator, Page, expect

from tests.browser.test_accessibility import AXE, RUN
from tests.conftest import ROOT, change, command
from tests.editor.test_format import changed_lines

pytestmark = pytest.mark.integration

PATIENCE = 60  # seconds
STORY = "docs/stories/beanpole-garden.md"
TIDY = "docs/practices/tidy-tools.md"


@dataclass
class Session:
    """An editor in a page of a browser; `requests` and `errors` are those of the page."""

    root: Path
    origin: str
    page: Page
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def open(self, kind: str, name: str) -> None:
        """Open a file in the editor."""
        self.page.goto(f"{self.origin}/#/collections/{kind}/entries/{name}")
        self.page.reload()
        self.page.locator("[data-key-path]").first.wait_for(timeout=PATIENCE * 1000)

    def go(self, address: str) -> None:
        """Go to an address in the editor that is open."""
        self.page.evaluate("address => { location.hash = address }", address)

    def show(self, key: str) -> Locator:
        """Show a field of the file that is open, as a link in a message does; return it."""
        self.page.evaluate("key => { location.hash += `?field=${key}` }", key)
        self.page.wait_for_url(lambda url: "?field" not in url)
        field_ = self.page.locator(f'[data-key-path="{key}"]')
        field_.locator(":focus").first.wait_for()
        return field_

    def fill(self, key: str, text: str) -> None:
        """Write a text in a field."""
        field_ = self.page.locator(f'[data-key-path="{key}"]')
        markdown = field_.get_by_role("button", name="Edit in Markdown", pressed=False)
        control = field_.locator("input, textarea").first
        for _ in range(300 if key == "body" else 0):  # rich text, or not there yet
            if control.is_visible():
                break
            if markdown.is_visible():
                markdown.click()
            self.page.wait_for_timeout(100)
        control.fill(text)

    def save(self, file: str) -> tuple[list[str], list[str]]:
        """Save; return the lines of the file that were removed and added."""
        old = self.read(file)
        self.page.locator("#bar-status").evaluate("status => status.replaceChildren()")
        self.page.get_by_role("button", name="Save", exact=True).click()
        expect(self.page.locator("#bar-status")).to_have_text(
            f"Saved: {file}", timeout=PATIENCE * 1000
        )
        return changed_lines(old, self.read(file))

    def check(self) -> None:
        """Check that the sources have no problems."""
        checked = command(self.root, "check")
        assert checked.returncode == 0, checked.stderr

    def read(self, file: str) -> str:
        """Return the text of a file of the project."""
        return (self.root / file).read_text(encoding="utf-8")


def violations(page: Page, selector: str) -> list[str]:
    """Return the violations that axe finds in a part of the page that is ours."""
    assert AXE.is_file(), "axe-core is missing: make test"
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found: list[str] = page.evaluate(RUN.replace("axe.run(document", f'axe.run("{selector}"'))
    return found


def find_port() -> int:
    """Return a port that is free, with the next one."""
    while True:
        with socket.socket() as first, socket.socket() as second:
            first.bind(("127.0.0.1", 0))
            port = int(first.getsockname()[1])
            try:
                second.bind(("127.0.0.1", port + 1))
            except OSError:
                continue
            return port


@pytest.fixture
def session(small_cached: Path, tmp_path: Path, page: Page) -> Iterator[Session]:
    """The editor of the small publication, with its preview."""
    port = find_port()
    with (tmp_path / "edit.log").open("w") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "tools", "--project", str(small_cached), "edit",
             "--port", str(port), "--no-open"],
            cwd=ROOT, stdout=log, stderr=log,
        )  # fmt: skip
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port + 1}/sheds/", timeout=5)
            break
        except OSError:
            time.sleep(0.3)
    opened = Session(small_cached, f"http://127.0.0.1:{port}", page)
    page.on("request", lambda request: opened.requests.append(request.url))
    page.on("pageerror", lambda error: opened.errors.append(str(error)))
    page.on("console", lambda message: opened.errors.append(message.text)
            if message.type == "error" else None)  # fmt: skip
    yield opened
    server.send_signal(signal.SIGINT)
    assert server.wait(20) == 0
    assert "Traceback" not in (tmp_path / "edit.log").read_text()
    local = (opened.origin, f"http://127.0.0.1:{port + 1}", "data:", "blob:", "about:")
    assert [url for url in opened.requests if not url.startswith(local)] == []


def test_a_change_is_saved_alone_and_seen(session: Session) -> None:
    session.open("story", "story-beanpole")
    session.fill("summary", "A fictional club hangs up hooks.")
    removed, added = session.save(STORY)
    assert added == ["summary: 'A fictional club hangs up hooks.'"]
    assert len(removed) == 1
    view = session.page.frame_locator("#view")
    expect(view.locator("article")).to_contain_text("hangs up hooks.", timeout=PATIENCE * 1000)
    assert session.errors == []


@pytest.mark.parametrize("most", [1, pytest.param(None, marks=pytest.mark.corpus)])
def test_files_of_every_kind_open(session: Session, most: int | None) -> None:
    session.open("story", "story-beanpole")
    forms = session.page.evaluate("async () => (await (await fetch('/session')).json()).forms")
    go = "hash => { location.hash = hash }"
    for collection in forms["collections"]:
        for file in collection["files"][:most]:
            address = f"#/collections/{collection['name']}"
            session.page.evaluate(go, address)  # as one does: back to the list
            session.page.locator("[data-key-path]").first.wait_for(state="hidden")
            session.page.evaluate(go, f"{address}/entries/{file['name']}")
            status = session.page.get_by_text(f"the “\u2068{file['label']}\u2069” file")
            expect(status.first).to_be_attached(timeout=PATIENCE * 1000)
            session.page.locator("[data-key-path]").first.wait_for()
            assert session.page.get_by_role("button", name="Save", exact=True).is_disabled()
    assert session.errors == []


def test_messages_stand_in_the_preview(session: Session) -> None:
    """A mistake that no form can know is saved, and told on the page beside it."""
    session.open("story", "story-beanpole")
    session.fill("body", "This is a fictional example.\n\n{{ unheard_of() }}\n")
    session.save(STORY)
    notice = session.page.frame_locator("#view").get_by_role("alert")
    expect(notice).to_contain_text("unheard_of", timeout=PATIENCE * 1000)
    notice.get_by_role("link", name="Go to: Text › Line 2").click()
    session.page.wait_for_function("() => String(getSelection()) === '{{ unheard_of() }}'")
    session.fill("body", "{{ story_note() }}")
    expect(session.page.locator("#bar-status")).to_contain_text("story_note: ")
    session.fill("body", '{{ ref("tidy-tools", "a list") }}')
    expect(session.page.locator("#bar-status")).to_contain_text("– Tidy tools")
    item = "checklist.blocks.1.items.1.why"
    session.page.once("dialog", lambda dialog: dialog.accept())  # the text was not saved
    session.page.goto(f"{session.origin}/#/collections/practice/entries/tidy-tools?field={item}")
    why = session.page.locator(f'[data-key-path="{item}"] :is(textarea, input):focus')
    expect(why).to_have_value(re.compile("A name in two scripts"), timeout=PATIENCE * 1000)


def test_a_wrong_value_is_told_in_the_form(session: Session) -> None:
    session.open("data", "sources")
    session.page.get_by_role("button", name="Expand All").click()
    session.fill("rows.0.url", "example.org")
    old = session.read("docs/_data/sources.yml")
    session.page.get_by_role("button", name="Save", exact=True).click()
    expect(session.page.get_by_text("beginning with https://").first).to_be_visible()
    assert session.read("docs/_data/sources.yml") == old


def test_a_file_that_changed_meanwhile_is_refused(session: Session) -> None:
    session.open("story", "story-beanpole")
    change(session.root, STORY, "three rakes in one", "four rakes in one")
    session.fill("summary", "Other words.")
    session.page.get_by_role("button", name="Save", exact=True).click()
    dialog = session.page.get_by_role("dialog").or_(session.page.get_by_role("alertdialog"))
    expect(dialog.filter(has_text="Another program changed").first).to_be_visible()
    expect(session.page.locator("#bar-status")).to_contain_text("Another program changed")
    assert "four rakes in one" in session.read(STORY)
    assert "Other words" not in session.read(STORY)


def test_nothing_unsaved_is_lost_without_a_question(session: Session) -> None:
    """The way back asks; the preview follows a page that is opened again, and data files."""
    page, view = session.page, session.page.frame_locator("#view")
    asked: list[str] = []
    answers = [False, True]

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.accept() if answers.pop(0) else dialog.dismiss()

    page.on("dialog", answer)
    session.open("story", "story-beanpole")
    summary = page.locator('[data-key-path="summary"] textarea')
    saved = summary.input_value()
    session.fill("summary", "Not saved.")
    page.get_by_role("button", name="Move or remove").click()
    expect(page.locator("#bar-status")).to_contain_text("First save what you changed")
    back = page.get_by_role("button", name="Cancel Editing")
    with page.expect_event("dialog"):
        back.click()
    expect(summary).to_have_value("Not saved.")
    page.wait_for_url("**/entries/story-beanpole")
    with page.expect_event("dialog"):
        back.click()
    page.wait_for_url("**/#/collections/story")
    session.go("#/collections/story/entries/story-beanpole")
    expect(summary).to_have_value(saved)
    expect(view.locator("h1")).to_contain_text("Beanpole")
    session.fill("summary", "Saved.")
    session.save(STORY)
    session.go("#/collections/data/entries/sources")
    expect(view.locator("h1")).to_have_text("Sources", timeout=PATIENCE * 1000)
    expect(page.locator("#bar-status")).to_have_text("")  # "saved" was of another page
    expect(page.locator("#bar-title")).to_have_text("Sources")
    session.go("#/collections/data/entries/glossary")  # of the same kind
    expect(page.locator("#bar-title")).to_have_text("Glossary")
    expect(page.locator("[data-key-path]").first).to_be_visible(timeout=PATIENCE * 1000)
    assert len(asked) == 2


def test_a_narrow_window_shows_one_of_both(session: Session) -> None:
    page = session.page
    page.set_viewport_size({"width": 390, "height": 800})
    session.open("story", "story-beanpole")
    form, view = page.locator("#nc-root"), page.locator("#view")
    expect(view).to_be_hidden()
    page.get_by_role("button", name="Show preview").click()
    expect(view).to_be_visible()
    expect(form).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert violations(page, "#bar") == []
    page.get_by_role("button", name="Hide preview").click()
    expect(form).to_be_visible()


def test_a_call_of_a_macro_is_a_block(session: Session) -> None:
    """It says what readers get and offers what can be chosen; only its line changes."""
    page, home = session.page, "docs/index.md"
    session.open("story", "story-beanpole")
    expect(page.locator("#nc-root .component.block").last).to_be_attached()
    scrolled = "parts => parts.filter(part => part.scrollTop).length"
    assert page.locator("#nc-root *").evaluate_all(scrolled) == 0, "blocks took no focus"
    session.open("home", "start")
    block = session.show("body").locator("[data-lexical-decorator]").last
    expect(block).to_contain_text("A card for each page of a kind")
    for _ in range(PATIENCE):
        if block.get_by_role("combobox").is_visible():
            break
        block.get_by_role("button", name="Expand").click()  # which may not listen yet
        page.wait_for_timeout(1000)
    block.get_by_role("combobox").click()
    page.get_by_role("option", name="story").click()
    assert session.save(home) == (['{{ cards("practice") }}'], ['{{ cards("story") }}'])
    session.check()


def test_a_story_from_nothing(session: Session, tmp_path: Path) -> None:
    """A source, a page, its text and a picture, another picture, undo; moved, and removed."""
    page = session.page
    session.open("data", "sources")
    count = session.read("docs/_data/sources.yml").count("- id:")
    page.get_by_role("button", name="Add").last.click()
    for key, text in {
        "short": "Diary of 2025", "title": "A diary", "url": "https://example.org/diary",
        "seen": "2026-12-01",
        "note": "An invented diary.",
    }.items():  # fmt: skip
        session.fill(f"rows.{count}.{key}", text)
    assert "- id: diary-of-2025" in session.save("docs/_data/sources.yml")[1]
    page.wait_for_event("load")  # so that the form knows the id
    note = page.locator(f'[data-key-path="rows.{count}.note"] :is(textarea, input):focus')
    note.wait_for(timeout=PATIENCE * 1000)  # the form is back where it was

    page.get_by_role("button", name="New page").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Kind of page").select_option("story")
    dialog.get_by_label("Title").fill("A second garden")
    assert violations(page, "#bar") == violations(page, "#new") == []
    dialog.get_by_role("button", name="Make the page").click()
    title = page.locator('[data-key-path="title"] input')
    expect(title).to_have_value("A second garden (fictional example)", timeout=PATIENCE * 1000)
    file = "docs/stories/a-second-garden.md"
    assert "stories/a-second-garden.md" in session.read("mkdocs.yml")
    session.fill("summary", "Another garden.")
    session.show("story.sources").get_by_role("combobox").click()
    page.get_by_role("option", name="Diary of 2025").click()
    session.show("body")
    what = '## What {: #what }\n\nIt rained {{ cite("diary-of-2025") }}.'
    session.fill("body", f"{what}\n\n{{{{ story_note() }}}}")
    added = session.save(file)[1]
    assert "summary: Another garden." in added
    assert "  sources: [diary-of-2025]" in added
    session.check()

    picture = next((session.root / "docs/assets").rglob("*.png"))
    for name, words in (("IMG 1.PNG", "A spade on a hook"), ("IMG 2.PNG", "A rake")):
        shutil.copy(picture, tmp_path / name)
        page.get_by_role("button", name="Picture").click()
        dialog.get_by_label("File").set_input_files(tmp_path / name)
        dialog.get_by_label("What it shows").fill(words)
        assert violations(page, "#picture") == []
        dialog.get_by_role("button", name="Add").click()
        expect(page.locator("#bar-status")).to_contain_text("at the end of the text.")
        expect(dialog).to_be_hidden()
        target = f"../assets/pictures/{words.lower().replace(' ', '-')}.png"
        written = f"![{words}]({target})"
        area = page.locator('[data-key-path="body"] textarea').first
        expect(area).to_have_value(re.compile(re.escape(f"}}}}\n\n{written}\n") + "$"))
        file_ = session.root / "docs/stories" / target
        assert file_.read_bytes() == picture.read_bytes()
        session.fill("body", f"{what}\n\n{written}\n\n{{{{ story_note() }}}}")
        session.save(file)
        page.wait_for_event("load")  # so that the editor knows the picture
        focused = page.locator('[data-key-path="body"] :focus')  # as before
        expect(focused).to_be_visible(timeout=PATIENCE * 1000)

    view = page.frame_locator("#view")
    former = "docs/assets/pictures/a-spade-on-a-hook.png"
    view.get_by_role("link", name="Go to: a-spade-on-a-hook.png").click()  # it stands nowhere now
    page.get_by_role("button", name="Delete Asset").click()
    page.get_by_role("alertdialog").get_by_role("button", name="Delete").click()
    expect(page.locator("#bar-status")).to_have_text(f"Removed: {former}")
    assert not (session.root / former).exists()
    expect(view.get_by_alt_text("A rake")).to_be_visible(timeout=PATIENCE * 1000)
    session.check()
    session.go("#/collections/story/entries/story-a-second-garden")
    expect(page.locator('[data-key-path="summary"] textarea')).to_have_value("Another garden.")

    saved = session.read(file)
    session.fill("summary", "A mistake.")
    page.get_by_role("button", name="Show Editor Options").click()
    page.get_by_role("menuitem", name="Revert All Changes").click()
    expect(page.locator('[data-key-path="summary"] textarea')).to_have_value("Another garden.")
    assert session.read(file) == saved

    page.get_by_role("button", name="Move or remove").click()
    assert violations(page, "#page") == []
    dialog.get_by_label("Name in the address").fill("Rain")
    dialog.get_by_role("button", name="Move the page", exact=True).click()
    expect(page.locator("#bar-status")).to_contain_text("was moved", timeout=PATIENCE * 1000)
    assert session.read("docs/stories/rain.md") == saved
    session.check()
    page.get_by_role("button", name="Move or remove").click()
    dialog.get_by_label("Readers get instead").select_option("tidy-tools")
    dialog.get_by_role("button", name="Remove the page").click()
    expect(dialog).to_contain_text("“A second garden (fictional example)” goes, with all its text")
    expect(dialog).to_contain_text("will lead to “Tidy tools")
    assert violations(page, "#page") == []
    assert (session.root / "docs/stories/rain.md").exists()
    dialog.get_by_role("button", name="Yes, remove it").click()
    page.wait_for_url("**/#/collections/story")
    assert not (session.root / "docs/stories/rain.md").exists()
    assert "rain.md" not in session.read("mkdocs.yml")
    told = command(session.root, "check").stderr  # what only that page used stays, and is told
    assert "F201 × 1, L205 × 1" in told


def test_items_are_added_swapped_and_removed(session: Session) -> None:
    session.open("practice", "tidy-tools")
    items = session.page.locator('[data-key-path="checklist.blocks.0.items"]')
    blocks = session.page.locator('[data-key-path="checklist.blocks"]')
    session.page.set_viewport_size({"width": 1600, "height": 1400})

    def show() -> None:
        for key in ("checklist", "checklist.blocks"):  # what is out of sight is not there yet
            session.page.locator(f'[data-key-path="{key}"]').first.scroll_into_view_if_needed()
        blocks.get_by_role("button", name="Expand All").first.click()

    show()
    items.locator("button", has_text="Item").last.click()
    new = items.locator('[data-key-path$=".what"]').last.get_attribute("data-key-path") or ""
    item = new.removesuffix(".what")
    for key, text in {
        "what": "Oil the lock: twice",
        "why": "A dry lock breaks the key.",
        "how": "Take a drop of oil and turn the key.",
        "when.moment": "Each spring",
        "done_when": "The key turns by itself.",
    }.items():
        session.fill(f"{item}.{key}", text)
    who = session.page.locator(f'[data-key-path="{item}.who"]')
    who.get_by_role("combobox").click()
    session.page.get_by_role("option", name="Member").click()
    removed, added = session.save(TIDY)
    assert removed == []
    assert added == [
        "        - id: oil-the-lock-twice",
        '          what: "Oil the lock: twice"',
        "          why: A dry lock breaks the key.",
        "          how: Take a drop of oil and turn the key.",
        "          when: {moment: Each spring}",
        "          who: [member]",
        "          done_when: The key turns by itself.",
    ]
    session.check()
    session.page.wait_for_event("load")  # so that the form knows the id
    show()
    items.get_by_role("button", name="Expand All").first.click()
    items.get_by_role("button", name="Remove").first.click()
    removed, added = session.save(TIDY)
    assert len(added) == 1
    assert added[0].strip().startswith("retired: [")
    assert "- id: oil-the-lock-twice\n" in session.read(TIDY)
    session.check()
    items.get_by_role("button", name="Collapse All").first.click()
    items.get_by_role("button", name="Reorder Item").last.press("ArrowUp")
    removed, added = session.save(TIDY)
    assert sorted(removed) == sorted(added)
    assert len(added) == 7  # the lines of one item
    session.check()
