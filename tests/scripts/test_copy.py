"""Copying: what is really on the clipboard, in five forms, wherever the page is opened from."""

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
    checklist_of,
    wait_said,
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
    said,
    wanted,
)
from tools.exports.checklist_texts import ChecklistTexts
from tools.exports.csv_file import escape_formula
from tools.exports.markdown_file import escape_markdown
from tools.model.entities.checklist import Item
from tools.render.imprint import based_on_line

STUCK = "ClipboardItem && (navigator.clipboard.write = () => new Promise(() => {}))"


def copy(page: Page, form: str) -> None:
    """Copy by hand, and wait for word that it is done."""
    page.evaluate("document.querySelector('.take-said').textContent = ''")
    page.locator("summary", has_text="Kopieer").click()
    page.locator(f"[data-copy={form}]").click()
    wait_said(page, "Gekopieerd")


def items_of(identity: str) -> list[tuple[str, Item]]:
    return [(block.title, item) for block in checklist_of(identity).blocks for item in block.items]


def differences(payload: Payload, form: str, items: list[tuple[str, Item]]) -> list[Row]:
    """Give the rows in which a payload is not what the model has, in any of its flavours."""
    rows = wanted(own_publication(), items, form)
    found = []
    for read in READERS[form]:
        shown = read(payload)
        assert len(shown) == len(rows)
        found += [show for show, want in zip(shown, rows, strict=True) if show != want]
    return found


ORIGINS = ("http", "file", "intranet")  # a secure address, a folder, plain http


@pytest.fixture
def opened_from(request: pytest.FixtureRequest, built: Built, served: str) -> str:
    """The address of the site from an origin."""
    return {
        "http": served,
        "file": built.site.as_uri() + "/",
        "intranet": served.replace("127.0.0.1", "intranet.test"),
    }[str(request.param)]


@pytest.mark.parametrize(
    ("opened_from", "identity"),
    [
        pytest.param(origin, identity, marks=[] if fast else pytest.mark.corpus)
        for origin in ORIGINS
        for identity in ADDRESSES
        for fast in [identity in (SAMPLE if origin == "http" else SAMPLE[:1])]
    ],
    indirect=["opened_from"],
)
def test_every_form_holds_the_items_of_the_model(
    page: Page, opened_from: str, clipboard: Clipboard, identity: str
) -> None:
    secure = "intranet" not in opened_from
    if secure:  # then the first way must do, without the old one
        page.add_init_script("void (document.execCommand = () => false)")
    page.goto(opened_from + ADDRESSES[identity])
    assert page.evaluate("isSecureContext") == secure
    texts = ChecklistTexts(own_publication(), checklist_of(identity))
    for form in FORMS:
        copy(page, form)
        payload = clipboard()
        assert set(payload) == ({HTML, TEXT} if form in BOTH else {TEXT})
        assert differences(payload, form, items_of(identity)) == []
        if form in ("document", "tasks"):
            root = body(payload)
            assert [said(one) for one in root.xpath(".//h2")] == [texts.checklist.title]
            foot = said(root.xpath(".//p[last()]")[-1])
            assert foot == f"{texts.version_text} · {based_on_line(own_publication())}"
        if form in ("document", "tasks", "markdown"):
            assert payload[TEXT].splitlines()[0].lstrip("# ") == texts.checklist.title
            assert payload[TEXT].endswith(
                f"{texts.version_text} · {based_on_line(own_publication())}\n"
            )


def test_one_changed_word_on_the_page_is_found(
    page: Page, served: str, clipboard: Clipboard
) -> None:
    """What the parity above says is worth something: it sees a page that says something else."""
    what = "Schrap één controle die niets oplevert"

    def change(route: Route) -> None:
        response = route.fetch()
        text = response.text()
        assert text.count(what) == 1, "the words stand on the page once"
        route.fulfill(response=response, body=text.replace(what, what.replace("één", "geen")))

    page.route("**/" + LIST, change)
    page.goto(served + LIST)
    for form in FORMS:
        copy(page, form)
        assert len(differences(clipboard(), form, items_of("start-vandaag"))) == len(READERS[form])


# -- when the first way does not work


def test_a_browser_that_never_answers_copies_the_old_way(
    page: Page, served: str, clipboard: Clipboard
) -> None:
    page.add_init_script(f"void ({STUCK})")
    page.goto(served + LIST)
    copy(page, "document")
    assert differences(clipboard(), "document", items_of("start-vandaag")) == []


def test_when_nothing_works_the_text_is_there_to_copy(page: Page, served: str) -> None:
    page.add_init_script(f"void ({STUCK}); document.execCommand = () => false")
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
    assert differences({TEXT: selected}, "markdown", items_of("start-vandaag")) == []
    by_hand.get_by_role("button").click()
    assert not by_hand.is_visible()
    assert page.evaluate("document.activeElement.localName") == "summary"


# -- what goes along


def test_only_what_a_role_does_goes_along(page: Page, served: str, clipboard: Clipboard) -> None:
    page.goto(served + LIST)
    page.get_by_text("Kies punten").click()
    page.locator(".take-role select").select_option("leidinggevende")
    own = [pair for pair in items_of("start-vandaag") if "leidinggevende" in pair[1].who]
    assert 0 < len(own) < 8
    assert page.locator(".take-chosen [role=status]").inner_text() == (
        f"{len(own)} van 8 punten gekozen."
    )
    for form in FORMS:
        copy(page, form)
        assert differences(clipboard(), form, own) == []
    page.locator(".take-chosen button").click()
    page.locator(".take-chosen").wait_for(state="hidden")
    assert page.locator("[data-item]:visible").count() == 8
    assert page.locator(".take-role select").input_value() == ""
    copy(page, "lines")
    assert differences(clipboard(), "lines", items_of("start-vandaag")) == []


def test_single_items_can_be_left_out(page: Page, served: str, clipboard: Clipboard) -> None:
    page.goto(served + LIST)
    page.get_by_text("Kies punten").click()
    choices = page.locator(".take-choose fieldset label")
    items = items_of("start-vandaag")
    assert choices.all_inner_texts() == [item.what for _, item in items]
    choices.nth(0).click()
    choices.nth(5).click()
    left = [pair for at, pair in enumerate(items) if at not in (0, 5)]
    copy(page, "table")
    assert differences(clipboard(), "table", left) == []


def test_without_an_item_nothing_is_copied(page: Page, served: str) -> None:
    page.goto(served + LIST)
    page.get_by_text("Kies punten").click()
    for box in page.locator(".take-choose input").all():
        box.click()
    page.locator("summary", has_text="Kopieer").click()
    page.locator("[data-copy=lines]").click()
    wait_said(page, "nog geen punt gekozen")


@pytest.mark.parametrize("opened_from", ORIGINS, indirect=True)
def test_the_tasks_of_a_role_are_copied_across_lists(
    page: Page, opened_from: str, clipboard: Clipboard
) -> None:
    page.goto(opened_from + ROLE)
    tasks = own_publication().find_role_tasks("leidinggevende")
    items = [(checklist.title, item) for _, checklist, own in tasks for item in own]
    for form in FORMS:
        copy(page, form)
        assert differences(clipboard(), form, items) == []
    page.get_by_text("Kies lijsten").click()
    page.locator(".take-choose fieldset label").nth(1).click()
    copy(page, "lines")
    second = tasks[1][1].title
    left = [pair for pair in items if pair[0] != second]
    assert len(left) < len(items)
    assert differences(clipboard(), "lines", left) == []


# -- an address, and another language


def test_the_address_of_the_page_goes_along_when_there_is_one(
    page: Page, built_small: Built, clipboard: Clipboard
) -> None:
    """The small publication, whose texts are full of signs that HTML and Markdown read."""
    publication = built_small.publication
    address = "https://example.org/sheds/practices/tidy-tools.html"
    checklist = next(one for one in publication.checklists if one.id == "tidy-tools")
    items = [(block.title, item) for block in checklist.blocks for item in block.items]
    page.goto((built_small.site / "practices/tidy-tools.html").as_uri())
    for form in ("document", "tasks", "markdown", "lines"):
        page.evaluate("document.querySelector('.take-said').textContent = ''")
        page.locator("summary", has_text="Copy").click()
        page.locator(f"[data-copy={form}]").click()
        wait_said(page, "Copied: 6 of 6 items.")
        payload = clipboard()
        for read in READERS[form]:
            assert read(payload) == wanted(publication, items, form)
        if form != "lines":
            assert based_on_line(publication) in payload[TEXT].replace("\\", "")
            assert address in payload[TEXT]
        if form in BOTH:
            assert body(payload).xpath(".//p[last()]/a/@href") == [address]
            assert [said(one) for one in body(payload).xpath(".//h2")] == [checklist.title]


# -- nasty texts


def put(page: Page, served: str, texts: list[str]) -> None:
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


def test_nasty_texts_arrive_as_they_are(page: Page, served: str, clipboard: Clipboard) -> None:
    put(page, served, [*NASTY])
    plain = [" ".join(text.split()) for text in NASTY]
    for form in ("document", "tasks", "table", "lines"):
        copy(page, form)
        payload = clipboard()
        for read in READERS[form]:
            if form == "tasks" and read is not READERS["tasks"][0]:
                continue  # Markdown: below
            column = 1 if form == "table" else -1
            shown = [row[column] for row in read(payload)]
            asides = form in ("document", "tasks")
            assert shown == [f"{t} ({t} · {t})" if asides else t for t in plain]
        if HTML in payload:
            assert not body(payload).xpath(".//script | .//b | .//img | .//comment()")


def test_nasty_texts_in_markdown_are_shown_as_they_are(
    page: Page, served: str, clipboard: Clipboard
) -> None:
    put(page, served, [*NASTY])
    copy(page, "markdown")
    shown = [row[-1] for row in READERS["markdown"][0](clipboard())]
    plain = [" ".join(text.split()) for text in NASTY]
    assert shown == [f"{text} ({text} · {text})" for text in plain]


def test_script_and_tool_escape_alike(page: Page, served: str) -> None:
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
