"""Copying: the real clipboard in five formats, from every kind of origin."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, Route

from tests.conftest import Built, own_publication
from tests.exports.conftest import NASTY
from tests.scripts.conftest import (
    ADDRESSES,
    LIST,
    ROLE,
    SAMPLE,
    Clipboard,
    get_checklist,
    wait_for_message,
)
from tests.scripts.payloads import (
    BOTH,
    FORMS,
    HTML,
    READERS,
    TEXT,
    Payload,
    Row,
    body,
    element_text,
    expected_rows,
)
from tools.exports.checklist_texts import ChecklistTexts
from tools.exports.csv_file import escape_formula
from tools.exports.markdown_file import escape_markdown
from tools.model.entities.checklist import Item
from tools.render.imprint import based_on_line
from tools.render.site_paths import list_path

NEVER_RESOLVES = "ClipboardItem && (navigator.clipboard.write = () => new Promise(() => {}))"


def copy_form(page: Page, form: str) -> None:
    """Click a copy button, and wait for the message."""
    page.evaluate("document.querySelector('.take-status').textContent = ''")
    page.locator("summary", has_text="Kopieer").click()
    page.locator(f"[data-copy={form}]").click()
    wait_for_message(page, "Gekopieerd")


def list_items(checklist_id: str) -> list[tuple[str, Item]]:
    """Return the items of a list, each with the title of its block as readers see it."""
    title = own_publication().format_block_title
    blocks = get_checklist(checklist_id).blocks
    return [(title(block), item) for block in blocks for item in block.items]


def differences(
    payload: Payload, form: str, items: list[tuple[str, Item]], has_columns_only: bool = False
) -> list[Row]:
    """Return the rows of a payload that differ from the model, in any of its media types."""
    rows = expected_rows(own_publication(), items, form, has_columns_only)
    found = []
    for read in READERS[form]:
        actual = read(payload)
        assert len(actual) == len(rows)
        found += [
            actual_row
            for actual_row, expected_row in zip(actual, rows, strict=True)
            if actual_row != expected_row
        ]
    return found


ORIGINS = ("http", "file", "intranet")  # a secure address, a folder, plain http


@pytest.fixture
def site_address(request: pytest.FixtureRequest, built: Built, served: str) -> str:
    """The address of the site from an origin."""
    return {
        "http": served,
        "file": built.site.as_uri() + "/",
        "intranet": served.replace("127.0.0.1", "intranet.test"),
    }[str(request.param)]


@pytest.mark.parametrize(
    ("site_address", "checklist_id"),
    [
        pytest.param(origin, checklist_id, marks=[] if is_sample else pytest.mark.corpus)
        for origin in ORIGINS
        for checklist_id in ADDRESSES
        for is_sample in [checklist_id in (SAMPLE if origin == "http" else SAMPLE[:1])]
    ],
    indirect=["site_address"],
)
def test_every_form_holds_the_items_of_the_model(
    page: Page, site_address: str, clipboard: Clipboard, checklist_id: str
) -> None:
    secure = "intranet" not in site_address
    if secure:  # then the first method must work, without the old one
        page.add_init_script("void (document.execCommand = () => false)")
    page.goto(site_address + ADDRESSES[checklist_id])
    assert page.evaluate("isSecureContext") == secure
    texts = ChecklistTexts(own_publication(), get_checklist(checklist_id))
    origin = f"{texts.version_text} · {based_on_line(own_publication())}"
    if site_address.startswith("http"):  # where it can be visited, though the site has no address
        origin += f" · {site_address}{list_path(own_publication(), checklist_id)}"
    closing = f"Tot slot: {texts.checklist.close}"
    for form in FORMS:
        copy_form(page, form)
        payload = clipboard()
        assert set(payload) == ({HTML, TEXT} if form in BOTH else {TEXT})
        assert differences(payload, form, list_items(checklist_id)) == []
        if form in ("document", "tasks"):
            root = body(payload)
            assert [element_text(heading) for heading in root.xpath(".//h2")] == [
                texts.checklist.title
            ]
            footer = element_text(root.xpath(".//p[last()]")[-1])
            assert footer == origin
            assert element_text(root.xpath(".//p[last() - 1]")[-1]) == closing
        if form in ("document", "tasks", "markdown"):
            assert payload[TEXT].splitlines()[0].lstrip("# ") == texts.checklist.title
            text = payload[TEXT].replace("<http", "http").replace(">\n", "\n")
            assert text.endswith(f"\n{closing}\n\n{origin}\n")


def test_one_changed_word_on_the_page_is_found(
    page: Page, served: str, clipboard: Clipboard
) -> None:
    """The comparison above can fail: it finds a page with another word."""
    what = "Schrap één controle die niets oplevert"

    def change(route: Route) -> None:
        response = route.fetch()
        text = response.text()
        assert text.count(what) == 2, "the words stand in the card and in the list"
        route.fulfill(response=response, body=text.replace(what, what.replace("één", "geen")))

    page.route("**/" + LIST, change)
    page.goto(served + LIST)
    for form in FORMS:
        copy_form(page, form)
        assert len(differences(clipboard(), form, list_items("start-vandaag"))) == len(
            READERS[form]
        )


# -- when the first method does not work


def test_a_browser_that_never_answers_copies_the_old_way(
    page: Page, served: str, clipboard: Clipboard
) -> None:
    page.add_init_script(f"void ({NEVER_RESOLVES})")
    page.goto(served + LIST)
    copy_form(page, "document")
    assert differences(clipboard(), "document", list_items("start-vandaag")) == []


def test_without_clipboard_access_the_text_is_selected(page: Page, served: str) -> None:
    page.add_init_script(f"void ({NEVER_RESOLVES}); document.execCommand = () => false")
    page.goto(served + LIST)
    by_hand = page.locator(".take-by-hand")
    assert not by_hand.is_visible()
    page.locator("summary", has_text="Kopieer").click()
    page.locator("[data-copy=tasks]").click()
    by_hand.wait_for(state="visible")
    assert "Ctrl+C" in by_hand.inner_text()
    selected = page.evaluate(
        "(area => area.value.slice(area.selectionStart, area.selectionEnd))(document.activeElement)"
    )
    assert differences({TEXT: selected}, "markdown", list_items("start-vandaag")) == []
    by_hand.get_by_role("button").click()
    assert not by_hand.is_visible()
    assert page.evaluate("document.activeElement.localName") == "summary"


# -- the choice of items


def test_only_items_of_a_role_are_copied(page: Page, served: str, clipboard: Clipboard) -> None:
    page.goto(served + LIST)
    page.get_by_text("Kies punten").click()
    page.locator(".take-role select").select_option("leidinggevende")
    role_items = [
        (block, item)
        for block, item in list_items("start-vandaag")
        if "leidinggevende" in item.get_value("who")
    ]
    assert 0 < len(role_items) < 7
    assert page.locator(".take-chosen [role=status]").inner_text() == (
        f"{len(role_items)} van 7 punten gekozen, voor de rol Leidinggevende."
    )
    for form in FORMS:
        copy_form(page, form)
        assert differences(clipboard(), form, role_items) == []
    page.locator(".take-chosen button").click()
    page.locator(".take-chosen").wait_for(state="hidden")
    assert page.locator("[data-item]:visible").count() == 7
    assert page.locator(".take-role select").input_value() == ""
    copy_form(page, "lines")
    assert differences(clipboard(), "lines", list_items("start-vandaag")) == []


def test_single_items_can_be_left_out(page: Page, served: str, clipboard: Clipboard) -> None:
    page.goto(served + LIST)
    page.get_by_text("Kies punten").click()
    choices = page.locator(".take-choose fieldset label")
    items = list_items("start-vandaag")
    assert choices.all_inner_texts() == [item.what for _, item in items]
    choices.nth(0).click()
    choices.nth(5).click()
    remaining = [entry for index, entry in enumerate(items) if index not in (0, 5)]
    copy_form(page, "table")
    assert differences(clipboard(), "table", remaining) == []


def test_without_an_item_nothing_is_copied(page: Page, served: str) -> None:
    page.goto(served + LIST)
    page.get_by_text("Kies punten").click()
    for box in page.locator(".take-choose input").all():
        box.click()
    page.locator("summary", has_text="Kopieer").click()
    page.locator("[data-copy=lines]").click()
    wait_for_message(page, "nog geen punt gekozen")


@pytest.mark.parametrize("site_address", ORIGINS, indirect=True)
def test_the_tasks_of_a_role_are_copied_across_lists(
    page: Page, site_address: str, clipboard: Clipboard
) -> None:
    page.goto(site_address + ROLE)
    tasks, joins = own_publication().split_role_tasks("leidinggevende")
    items = [(checklist.title, item) for _, checklist, role_items in tasks for item in role_items]
    copy_form(page, "lines")  # what is folded is not copied
    assert differences(clipboard(), "lines", items) == []
    page.locator(".tasks-rest summary").click()
    items += [(checklist.title, item) for _, checklist, role_items in joins for item in role_items]
    for form in FORMS:
        copy_form(page, form)
        assert differences(clipboard(), form, items, has_columns_only=True) == []
    page.get_by_text("Kies lijsten").click()
    page.locator(".take-choose fieldset label").nth(1).click()
    copy_form(page, "lines")
    second = tasks[1][1].title
    remaining = [entry for entry in items if entry[0] != second]
    assert len(remaining) < len(items)
    assert differences(clipboard(), "lines", remaining) == []


# -- an address, and another language


def test_the_address_of_the_page_is_copied(
    page: Page, built_small: Built, clipboard: Clipboard
) -> None:
    """The small publication, with many characters of HTML and Markdown in its texts."""
    publication = built_small.publication
    address = "https://example.org/sheds/list/tidy-tools.html"
    checklist = next(
        candidate for candidate in publication.checklists if candidate.id == "tidy-tools"
    )
    items = [
        (own_publication().format_block_title(block), item)
        for block in checklist.blocks
        for item in block.items
    ]
    page.goto((built_small.site / "practices/tidy-tools.html").as_uri())
    for form in ("document", "tasks", "markdown", "lines"):
        page.evaluate("document.querySelector('.take-status').textContent = ''")
        page.locator("summary", has_text="Copy").click()
        page.locator(f"[data-copy={form}]").click()
        wait_for_message(page, "Copied: 6 of 6 items.")
        payload = clipboard()
        for read in READERS[form]:
            assert read(payload) == expected_rows(publication, items, form)
        if form != "lines":
            assert based_on_line(publication) in payload[TEXT].replace("\\", "")
            assert address in payload[TEXT]
        if form in BOTH:
            assert body(payload).xpath(".//p[last()]/a/@href") == [address]
            assert [element_text(candidate) for candidate in body(payload).xpath(".//h2")] == [
                checklist.title
            ]


# -- nasty texts


def fill_items(page: Page, served: str, texts: list[str]) -> None:
    """Open a list with a text in every field of as many items."""
    page.goto(served + LIST)
    page.evaluate(
        """texts => {
          const block = document.querySelector("[data-block]")
          const item = block.querySelector("[data-item]")
          document.querySelectorAll("[data-block]").forEach(one => one === block || one.remove())
          item.parentNode.replaceChildren(...texts.map(text => {
            const copy = item.cloneNode(true)
            copy.querySelectorAll("[data-field]").forEach(field => { field.textContent = text })
            return copy
          }))
        }""",
        texts,
    )


def copied_line(text: str) -> str:
    """Return the line of an item that has the same text in every field."""
    return f"{text} ({text} · {text} · {text}) Klaar als: {text}"


def test_nasty_texts_are_copied_unchanged(page: Page, served: str, clipboard: Clipboard) -> None:
    fill_items(page, served, [*NASTY])
    collapsed = [" ".join(text.split()) for text in NASTY]
    for form in ("document", "tasks", "table", "lines"):
        copy_form(page, form)
        payload = clipboard()
        for read in READERS[form]:
            if form == "tasks" and read is not READERS["tasks"][0]:
                continue  # Markdown: below
            column = 1 if form == "table" else -1
            actual = [row[column] for row in read(payload)]
            has_details = form in ("document", "tasks")
            assert actual == [
                copied_line(plain_text) if has_details else plain_text for plain_text in collapsed
            ]
        if HTML in payload:
            assert not body(payload).xpath(".//script | .//b | .//img | .//comment()")


def test_nasty_texts_in_markdown_are_displayed_unchanged(
    page: Page, served: str, clipboard: Clipboard
) -> None:
    fill_items(page, served, [*NASTY])
    copy_form(page, "markdown")
    actual = [row[-1] for row in READERS["markdown"][0](clipboard())]
    collapsed = [" ".join(text.split()) for text in NASTY]
    assert actual == [copied_line(text) for text in collapsed]


def test_script_and_generator_escape_alike(page: Page, served: str) -> None:
    page.goto(served + LIST)
    texts = [
        *NASTY,
        "éhttp://x",
        "www.www.",
        "xhttps:ftp:",
        "www.x.nl",
        "  12) x",
        "1.2",
        "=",
        "'=1",
        "''@a",
        "＝1",
        "a=b",
    ]
    assert page.evaluate("all => all.map(clipboardPayloads.escapeMarkdown)", texts) == [
        *map(escape_markdown, texts)
    ]
    assert page.evaluate("all => all.map(clipboardPayloads.escapeFormula)", texts) == [
        *map(escape_formula, texts)
    ]
