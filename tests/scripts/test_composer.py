"""The composer as people use it: by keyboard, from a link, with a logo, up to the printed PDF."""

from __future__ import annotations

import base64
import datetime as dt
import re
import subprocess
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from urllib.parse import quote

import pikepdf
import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.conftest import Built, own_publication
from tests.pdf.read_back import pdftotext, remove_space
from tests.scripts.conftest import Clipboard, allow_clipboard, get_checklist
from tools.pdf.composer import piece_path

PAGE = "aan-de-slag/hand-out-maken.html"
CHOICE = ("lange-adem", "start-vandaag~sheet", "begrippen", "wat-is-sociale-innovatie")
MAKE, PRINT = "Toon de pagina’s", "Print of bewaar als PDF"
STORED_DATA = "[document.cookie, JSON.stringify(localStorage), JSON.stringify(sessionStorage)]"
NASTY = "<img src=x onerror=\"window.hit=1\"> & 'x' {count} %00 ‮ 🐟"
ONE_PIXEL_PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
SVG = """<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"
 onload="parent.hit = top.hit = window.hit = 1"><script>parent.hit = top.hit = 1</script>
 <image href="http://elsewhere.example/x.png" width="9" height="9"/>
 <rect width="40" height="20" fill="#a3290f"/></svg>"""
# The policy that a careful host may set.
POLICY = "script-src 'self'; style-src 'self'; img-src 'self' blob:; object-src 'none'"
FIND_LOST_CONTENT = """async (keys) => {
  const lost = []
  for (const [key, page, form] of keys) {
    const source = document.createElement("template")
    const { addPage } = handout
    await new Promise(done => {
      handout.addPage = (_, forms) => { source.innerHTML = forms[form]; addPage(_, forms); done() }
      const script = document.createElement("script")
      script.src = "../assets/composer/" + page + ".js"
      document.head.append(script)
    })
    handout.addPage = addPage
    const id = source.content.querySelector("[id]").id
    const folios = [...document.querySelectorAll(".folio")]
    const starts = folios.filter(f => f.querySelector(".chapter-opening, section.sheet[id]"))
    const first = document.getElementById(id).closest(".folio")
    const next = starts[starts.indexOf(first) + 1]
    const own = folios.slice(folios.indexOf(first), next ? folios.indexOf(next) : undefined)
    const heads = own.flatMap(f => [...f.querySelectorAll(".at-top")].flatMap(top => {
      const table = top.closest("table")
      return table && table.tHead && top.closest("tbody") ? [table.tHead] : []
    }))
    heads.forEach(head => head.remove())
    const plain = text => text.replace(/\\s+/g, "")
    const shown = plain(own.map(f => f.querySelector(".paper-body").textContent).join(""))
    if (shown !== plain(source.content.textContent)) lost.push(key)
  }
  return lost
}"""


def titles_of_parts() -> dict[str, str]:
    """Return the title of each part that can be chosen, by the key of its box."""
    publication = own_publication()
    lists = {f"{page.id}~sheet": checklist.title for page, checklist in publication.checklist_pages}
    forms = {f"{page.id}~sheet": page.title for page, _ in publication.workform_pages}
    return {page.id: page.title for page in publication.book_pages} | lists | forms


def open_with(page: Page, address: str, keys: Sequence[str], parameters: str = "") -> None:
    """Open the composer's page by a link with a choice."""
    page.goto("about:blank")
    page.goto(f"{address}{PAGE}#hand-out={'.'.join(keys)}{parameters}")


def make_pages(page: Page) -> int:
    """Make the pages; return their number."""
    page.get_by_role("button", name=MAKE).click()
    page.get_by_role("button", name=PRINT).wait_for(timeout=60_000)
    return page.locator(".folio").count()


def chosen_keys(page: Page) -> list[str]:
    """Return the keys in their order."""
    return [
        str(item.get_attribute("data-piece")) for item in page.locator(".composer-order li").all()
    ]


def read_contents(page: Page) -> list[tuple[str, int]]:
    """Return the lines of the contents: title and page."""
    return [
        (line.locator("a").inner_text(), int(line.locator(".contents-number").inner_text()))
        for line in page.locator(".contents li").all()
    ]


@pytest.fixture
def composer(page: Page, built_uri: str) -> Page:
    """The page of the composer, just opened."""
    page.goto(built_uri + PAGE)
    return page


@pytest.fixture(scope="module")
def printed(browser: Browser, built: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A hand-out as Chromium prints it, without backgrounds, as browsers do."""
    path = tmp_path_factory.mktemp("hand-out") / "hand-out.pdf"
    page = browser.new_page()
    parameters = f"&title={quote('Leren in de fabriek')}&client={quote('Klant & Zn <b>')}&name=Bureau&date=2026-11-30"  # noqa: E501
    open_with(page, built.site.as_uri() + "/", CHOICE, parameters)
    page.locator("#composer-logo").set_input_files(
        {"name": "logo.png", "mimeType": "image/png", "buffer": ONE_PIXEL_PNG}
    )
    page.locator("[data-part=shown] img").wait_for()
    make_pages(page)
    page.pdf(
        path=path, prefer_css_page_size=True, print_background=False, tagged=True, outline=True
    )
    page.close()
    return path


def test_everything_can_be_chosen_over_http_and_from_a_folder(page: Page, address: str) -> None:
    page.goto(address + PAGE)
    values = page.eval_on_selector_all("input[name=piece]", "all => all.map(box => box.value)")
    sheets = len(own_publication().pages_with_checklist) + len(own_publication().workform_pages)
    sheets += len(own_publication().canvas_pages)
    assert len(values) == len(own_publication().book_pages) + sheets
    for key in CHOICE:
        page.locator(f"input[value='{key}']").check()
    assert chosen_keys(page) == sorted(CHOICE, key=values.index)  # the order of the book
    count = make_pages(page)
    expect(page.locator("[data-part=made]")).to_contain_text(f"{count} pagina’s")
    lines = read_contents(page)
    assert [title for title, _ in lines] == [titles_of_parts()[key] for key in chosen_keys(page)]
    for title, number in lines:
        heading = page.locator(".folio").nth(number - 1).locator("h2")
        expect(heading).to_have_text(title)
        expect(page.locator(".paper-number").nth(number - 1)).to_have_text(str(number))


def test_a_foreword_is_a_page_of_its_own_and_travels_if_asked(
    composer: Page, clipboard: Clipboard
) -> None:
    composer.locator("input[value='lange-adem']").check()
    composer.get_by_label("Voorwoord van u").fill(f"Beste collega,\n\n{NASTY}")
    count = make_pages(composer)
    assert read_contents(composer)[0] == ("Voorwoord", 3)
    folio = composer.locator(".folio").nth(2)
    expect(folio.locator("h2")).to_have_text("Voorwoord")
    assert folio.locator(".paper-body p").all_inner_texts() == ["Beste collega,", NASTY]
    assert not composer.evaluate("window.hit")
    composer.get_by_role("checkbox", name="Neem ook titel").check()
    composer.get_by_role("button", name="Kopieer de link").click()
    expect(composer.locator("[data-part=shared]")).not_to_be_empty()
    composer.goto("about:blank")
    composer.goto(clipboard()["text/plain"])
    expect(composer.get_by_label("Voorwoord van u")).to_have_value(f"Beste collega,\n\n{NASTY}")
    assert make_pages(composer) == count


def test_a_ready_choice_replaces_what_was_chosen_and_can_be_undone(composer: Page) -> None:
    composer.locator("input[value='begrippen']").check()
    preset = own_publication().settings.hand_outs[0]
    composer.get_by_role("button", name=preset.title).click()
    assert chosen_keys(composer) == [*preset.pieces]
    expect(composer.locator("[data-part=status]")).to_have_text(f"{len(preset.pieces)} gekozen.")
    composer.get_by_role("button", name="Zet terug").click()
    assert chosen_keys(composer) == ["begrippen"]


def test_the_number_of_pages_is_told_while_choosing(composer: Page) -> None:
    shown = composer.locator("[data-part=count]")
    expect(shown).to_be_empty()
    for key in CHOICE:
        composer.locator(f"input[value='{key}']").check()
    expect(shown).to_contain_text("pagina’s, met omslag en inhoud")
    told = int(re.findall(r"\d+", shown.inner_text())[0])
    assert abs(make_pages(composer) - told) <= 1
    composer.get_by_role("button", name="Maak leeg").click()
    expect(shown).to_be_empty()


def test_no_chapter_ends_with_a_few_lines_on_a_page(composer: Page) -> None:
    for button in composer.locator("[data-all]").all():
        button.click()
    make_pages(composer)
    last_pages = composer.locator(".folio").evaluate_all(
        """all => all.flatMap((folio, index) => {
             const body = folio.querySelector(".paper-body")
             const starts = one => one?.querySelector(".chapter-opening, .sheet")
             if (!folio.querySelector(".paper-text") || starts(folio)) return []
             if (all[index + 1] && !starts(all[index + 1])) return []
             const content = document.createRange()
             content.selectNodeContents(body)
             return [[body.textContent.slice(0, 40), content.getBoundingClientRect().height]]
           })"""
    )
    assert len(last_pages) > 10
    assert [page for page in last_pages if page[1] < 60] == []


def test_everything_works_by_keyboard(composer: Page) -> None:
    keys = composer.keyboard
    composer.evaluate("window.print = () => { window.asked = true }")
    composer.get_by_role("button", name="Alle hoofdstukken: Waarom").focus()
    keys.press("Enter")
    keys.press("Tab")
    expect(composer.get_by_role("checkbox", name="Waarom nu")).to_be_focused()
    keys.press("Space")
    assert chosen_keys(composer) == ["een-leven-lang-leren", "wat-is-sociale-innovatie"]
    composer.get_by_role("button", name="Omhoog: Wat is sociale innovatie?").focus()
    keys.press("Enter")
    assert chosen_keys(composer) == ["wat-is-sociale-innovatie", "een-leven-lang-leren"]
    up = composer.get_by_role("button", name="Omhoog: Wat is sociale innovatie?")
    expect(up).to_be_focused()
    status = composer.locator("[data-part=status]")
    expect(status).to_have_text("Wat is sociale innovatie?: nu op plaats 1 van 2.")
    assert status.get_attribute("role") == "status"
    keys.press("Enter")
    expect(status).to_have_text("Dit staat al bovenaan.")
    expect(up).to_be_focused()
    keys.press("Tab")
    keys.press("Enter")
    expect(composer.get_by_role("button", name="Omlaag: Wat is")).to_be_focused()
    assert chosen_keys(composer)[1] == "wat-is-sociale-innovatie"
    keys.press("Tab")
    keys.press("Enter")
    assert chosen_keys(composer) == ["een-leven-lang-leren"]
    expect(composer.get_by_role("button", name="Haal weg: Een leven lang leren")).to_be_focused()
    keys.press("Tab")
    expect(composer.get_by_role("button", name="Maak leeg")).to_be_focused()
    for name, text in (("Titel", "Leren"), ("Naam of organisatie", "Bureau"), ("Klant", "Zij")):
        keys.press("Tab")
        expect(composer.get_by_label(name, exact=True)).to_be_focused()
        keys.type(text)
    for _ in range(4):  # the parts of a date, and its calendar
        keys.press("Tab")
    keys.press("Tab")
    expect(composer.get_by_label("Voorwoord van u")).to_be_focused()
    keys.press("Tab")
    expect(composer.get_by_label("Logo", exact=True)).to_be_focused()
    keys.press("Tab")
    expect(composer.get_by_role("checkbox", name="Neem ook titel")).to_be_focused()
    keys.press("Tab")
    expect(composer.get_by_role("button", name="Kopieer de link")).to_be_focused()
    keys.press("Tab")
    expect(composer.get_by_role("button", name=MAKE)).to_be_focused()
    keys.press("Enter")
    expect(composer.locator("[data-part=made]")).to_contain_text("Klaar: ")
    keys.press("Tab")
    expect(composer.get_by_role("button", name=PRINT)).to_be_focused()
    keys.press("Enter")
    assert composer.evaluate("window.asked")
    keys.press("Tab")  # nothing in the pages catches the focus
    expect(composer.locator(".composer-ready-made a").first).to_be_focused()


def test_a_changed_order_stays_when_more_is_chosen(composer: Page, built_uri: str) -> None:
    open_with(composer, built_uri, ("begrippen", "waarom"))
    composer.locator("input[value='bronnen']").check()
    assert chosen_keys(composer) == ["begrippen", "waarom", "bronnen"]
    composer.locator("input[value='waarom']").uncheck()
    assert chosen_keys(composer) == ["begrippen", "bronnen"]


def test_a_change_removes_the_outdated_pages(composer: Page, built_uri: str) -> None:
    changes: tuple[Callable[[], None], ...] = (
        lambda: composer.locator("input[value='contact']").check(),
        lambda: composer.get_by_label("Klant", exact=True).fill("Zij"),
        lambda: composer.get_by_role("button", name="Haal weg: Contact").click(),
    )
    open_with(composer, built_uri, ("waarom",))
    for change in changes:
        make_pages(composer)
        change()
        expect(composer.get_by_role("button", name=PRINT)).to_be_hidden()
        expect(composer.locator("[data-part=made]")).to_contain_text("Toon de pagina’s opnieuw")
        assert composer.locator(".folio").count() == 0


def test_without_a_choice_there_is_a_hint(composer: Page) -> None:
    composer.get_by_role("button", name=MAKE).click()
    expect(composer.locator("[data-part=made]")).to_have_text(
        "Kies eerst een hoofdstuk of een blad."
    )
    expect(composer.locator("input[name=piece]").first).to_be_focused()


def test_a_link_restores_the_choice_and_names_only_when_asked(
    page: Page, served: str, clipboard: Clipboard
) -> None:
    allow_clipboard(page.context, served)
    open_with(page, served, CHOICE)
    page.get_by_label("Klant", exact=True).fill(NASTY[:80])
    page.get_by_label("Datum", exact=True).fill("2026-12-24")
    page.locator("#composer-logo").set_input_files(
        {"name": "logo.png", "mimeType": "image/png", "buffer": ONE_PIXEL_PNG}
    )
    page.get_by_role("button", name="Kopieer de link").click()
    expect(page.locator("[data-part=shared]")).to_have_text("De link met uw keuze is gekopieerd.")
    plain = clipboard()["text/plain"]
    assert plain == f"{served}{PAGE}#hand-out={'.'.join(CHOICE)}"
    page.get_by_role("checkbox", name="Neem ook titel").check()
    page.get_by_role("button", name="Kopieer de link").click()
    page.wait_for_timeout(100)
    personal = clipboard()["text/plain"]
    assert "blob:" not in personal
    assert "data:" not in personal
    page.goto("about:blank")
    page.goto(personal)
    assert chosen_keys(page) == list(CHOICE)
    expect(page.get_by_label("Klant", exact=True)).to_have_value(NASTY[:80])
    expect(page.get_by_label("Datum", exact=True)).to_have_value("2026-12-24")
    expect(page.locator("[data-part=shown]")).to_be_hidden()
    # The address afterwards holds no names.
    assert page.url == plain
    page.reload()
    assert chosen_keys(page) == list(CHOICE)
    expect(page.get_by_label("Klant", exact=True)).to_have_value("")


@pytest.mark.parametrize(
    ("fragment", "expected_keys", "expected"),
    [
        ("waarom.bestaat-niet.waarom~sheet.waarom", ["waarom"], "die hier niet staan: 2"),
        (quote(NASTY) + ".contact", ["contact"], "die hier niet staan"),
        ("constructor.__proto__.toString", [], "die hier niet staan: 3"),
        ("", [], ""),
        ("contact&client=%E0%A4%A&title=" + quote(NASTY * 40), ["contact"], "overgenomen: 1"),
        ("contact&date=morgen", ["contact"], "overgenomen: 1"),
        ("../../index&name=x", [], "die hier niet staan: 2"),
    ],
)
def test_a_strange_link_is_text(
    page: Page, built_uri: str, fragment: str, expected_keys: list[str], expected: str
) -> None:
    page.goto(f"{built_uri}{PAGE}#hand-out={fragment}")
    page.locator("[data-part=form]").wait_for()
    expect(page.locator("[data-part=received]")).to_contain_text(expected)
    assert chosen_keys(page) == expected_keys
    assert len(page.get_by_label("Titel", exact=True).input_value()) <= 90
    if expected_keys:
        make_pages(page)
    assert page.evaluate("window.hit") is None
    assert page.locator(".composer img[src=x]").count() == 0


def test_a_link_opened_on_the_page_itself_is_taken_over(composer: Page) -> None:
    composer.locator("input[value='waarom']").check()
    composer.evaluate("location.hash = '#hand-out=contact.begrippen'")
    expect(composer.locator("[data-part=received]")).to_contain_text("overgenomen: 2")
    assert chosen_keys(composer) == ["contact", "begrippen"]


def test_clear_can_be_undone(composer: Page, built_uri: str) -> None:
    open_with(composer, built_uri, CHOICE, "&client=Zij&title=Leren")
    composer.locator("#composer-logo").set_input_files(
        {"name": "logo.png", "mimeType": "image/png", "buffer": ONE_PIXEL_PNG}
    )
    expect(composer.locator("[data-part=shown]")).to_be_visible()
    composer.get_by_role("button", name="Maak leeg").click()
    assert chosen_keys(composer) == []
    expect(composer.locator("[data-part=shown]")).to_be_hidden()
    expect(composer.get_by_label("Klant", exact=True)).to_have_value("")
    undo = composer.get_by_role("button", name="Zet terug")
    expect(undo).to_be_focused()
    undo.press("Enter")
    assert chosen_keys(composer) == list(CHOICE)
    expect(composer.get_by_label("Klant", exact=True)).to_have_value("Zij")
    expect(composer.locator("[data-part=shown]")).to_be_visible()
    expect(composer.get_by_role("button", name="Maak leeg")).to_be_focused()
    composer.get_by_role("button", name="Maak leeg").click()
    composer.locator("input[value='waarom']").check()
    expect(undo).to_be_hidden()  # a new choice takes the place of the old one


def test_a_logo_with_a_script_is_inert(composer: Page) -> None:
    composer.locator("#composer-logo").set_input_files(
        {"name": "logo.svg", "mimeType": "image/svg+xml", "buffer": SVG.encode()}
    )
    expect(composer.locator("[data-part=shown] img")).to_be_visible()
    composer.locator("input[value='contact']").check()
    composer.get_by_label("Naam of organisatie").fill("Bureau")
    make_pages(composer)
    logo = composer.locator(".cover-logo")
    assert str(logo.get_attribute("src")).startswith("blob:")
    assert logo.get_attribute("alt") == "Bureau"
    assert logo.evaluate("one => one.complete && one.naturalWidth") == 40
    assert composer.evaluate("window.hit") is None  # the fixture fails on a request to elsewhere
    composer.get_by_role("button", name="Haal het logo weg").click()
    make_pages(composer)
    expect(composer.locator(".cover-logo")).to_have_count(0)


@pytest.mark.parametrize(
    ("name", "kind", "content", "expected"),
    [
        ("logo.pdf", "application/pdf", b"%PDF-1.7", "PNG, JPEG of SVG is"),
        ("logo.png", "image/png", b"not a picture", "kan dit logo niet tonen"),
        ("logo.png", "image/png", ONE_PIXEL_PNG + bytes(5_000_001), "groter dan 5 MB"),
        ("logo.svg", "image/svg+xml", b"<svg", "kan dit logo niet tonen"),
    ],
)
def test_an_invalid_logo_is_reported(
    composer: Page, name: str, kind: str, content: bytes, expected: str
) -> None:
    composer.locator("#composer-logo").set_input_files(
        {"name": name, "mimeType": kind, "buffer": content}
    )
    expect(composer.locator("[data-part=wrong]")).to_contain_text(expected)
    expect(composer.locator("[data-part=shown]")).to_be_hidden()
    expect(composer.locator("#composer-logo")).to_have_value("")


def test_nothing_is_stored_or_sent(browser: Browser, built: Built, served: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(served + PAGE)
    page.wait_for_load_state("networkidle")
    before = page.evaluate(STORED_DATA)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(f"{request.method} {request.url}"))
    page.locator("input[value='contact']").check()
    page.get_by_label("Klant", exact=True).fill("Geheime klant")
    page.locator("#composer-logo").set_input_files(
        {"name": "logo.png", "mimeType": "image/png", "buffer": ONE_PIXEL_PNG}
    )
    make_pages(page)
    assert page.evaluate(STORED_DATA) == before
    assert context.cookies() == []
    allowed = re.compile(rf"GET ({re.escape(served)}assets/.*\.(js|svg|woff2)|blob:.*)")
    assert [request_line for request_line in asked if not allowed.fullmatch(request_line)] == []
    assert f"GET {served}{piece_path(built.publication.pages['contact'])}" in asked
    assert "Geheime" not in page.url
    context.close()


def test_it_works_under_a_strict_policy(browser: Browser, served: str) -> None:
    def with_policy(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(
            response=answer, headers={**answer.headers, "content-security-policy": POLICY}
        )

    page = browser.new_page()
    page.route("**/*.html", with_policy)
    refused: list[str] = []
    page.add_init_script(
        "addEventListener('securitypolicyviolation', e => console.log('refused', e.blockedURI,"
        " e.violatedDirective, e.sourceFile))"
    )
    page.on("console", lambda message: refused.append(message.text))
    page.goto(f"{served}{PAGE}#hand-out={'.'.join(CHOICE)}")
    page.locator("#composer-logo").set_input_files(
        {"name": "logo.png", "mimeType": "image/png", "buffer": ONE_PIXEL_PNG}
    )
    before = len(refused)  # apart from the theme's own scripts in the page
    assert make_pages(page) > len(CHOICE)
    assert [report for report in refused[before:] if report.startswith("refused")] == []
    assert page.locator(".sheet").evaluate("one => one.style.getPropertyValue('--room')")
    page.close()


def test_without_scripts_it_links_to_ready_made_files(browser: Browser, built: Built) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((built.site / PAGE).as_uri())
    notice = page.locator(".composer-without")
    expect(notice).to_contain_text("JavaScript nodig")
    for link in notice.locator("a").all():
        assert (built.site / "aan-de-slag" / str(link.get_attribute("href"))).is_file()
    assert notice.locator("a").count() == 2
    assert page.locator(".composer :is(button, input):visible").count() == 0
    context.close()


def test_a_missing_file_is_named(page: Page, served: str) -> None:
    page.route("**/composer/waarom.js", lambda route: route.fulfill(status=404))
    open_with(page, served, ("waarom",))
    page.get_by_role("button", name=MAKE).click()
    expect(page.locator("[data-part=made]")).to_contain_text("assets/composer/waarom.js")
    expect(page.get_by_role("button", name=PRINT)).to_be_hidden()
    page.unroute("**/composer/waarom.js")
    make_pages(page)


@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_scrolls_sideways(composer: Page, built_uri: str, width: int) -> None:
    composer.set_viewport_size({"width": width, "height": 800})
    open_with(composer, built_uri, CHOICE, "&title=" + "W" * 90)
    make_pages(composer)
    assert composer.evaluate("document.documentElement.scrollWidth") == width
    sizes = composer.eval_on_selector_all(
        ".folio", "all => all.map(one => one.clientHeight / one.clientWidth)"
    )
    assert all(abs(size - 297 / 210) < 0.01 for size in sizes)
    composer.set_viewport_size({"width": 700, "height": 800})
    assert composer.evaluate("document.documentElement.scrollWidth") == 700


def test_the_full_book_loses_nothing_on_its_pages(composer: Page, built_uri: str) -> None:
    values: list[str] = composer.eval_on_selector_all(
        "input[name=piece]", "all => all.map(box => box.value)"
    )
    open_with(composer, built_uri, values)
    count = make_pages(composer)
    assert count > len(values)
    overflowing = """all => all.filter(folio => {
      const body = folio.querySelector(".paper-body").getBoundingClientRect()
      return [...folio.querySelectorAll(".paper-body *")].some(one =>
        one.getBoundingClientRect().bottom > body.bottom + 2)
    }).map(folio => folio.getAttribute("aria-label"))"""
    assert composer.eval_on_selector_all(".folio", overflowing) == []
    ids: list[str] = composer.eval_on_selector_all("[id]", "all => all.map(one => one.id)")
    assert [name for name, times in Counter(ids).items() if times > 1] == []
    # References to pages are the real ones.
    wrong_references = """all => all.filter(link => {
      const folios = [...document.querySelectorAll(".folio")]
      const target = document.getElementById(link.dataset.to.slice(1)).closest(".folio")
      return folios.indexOf(target) + 1 !== Number(link.dataset.page)
    }).length"""
    assert composer.locator("a[data-page]").count() > 100
    assert composer.eval_on_selector_all("a[data-page]", wrong_references) == 0
    keys = [[v, v.partition("~")[0], "sheet" if "~" in v else "chapter"] for v in values]
    assert composer.evaluate(FIND_LOST_CONTENT, keys) == []  # it removes heads that come again


def test_the_pdf_has_the_pages_of_the_preview(printed: Path) -> None:
    with pikepdf.open(printed) as pdf:
        count = len(pdf.pages)
        assert {tuple(round(float(x)) for x in page.MediaBox) for page in pdf.pages} == {
            (0, 0, 595, 842)
        }
        assert str(pdf.Root.Lang) == "nl"
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.docinfo.Title) == "Leren in de fabriek"
        with pdf.open_outline() as outline:
            (cover,) = outline.root
            titles = [entry.title for entry in cover.children]
    assert titles == ["Inhoud", *map(titles_of_parts().get, CHOICE)]
    texts = pdftotext(printed, "-raw").split("\f")[:-1]
    assert len(texts) == count
    for number, text in enumerate(texts, 1):
        assert text.strip()
        assert (str(number) in text.split()) or number == 1


def test_the_pdf_has_a_cover(printed: Path) -> None:
    cover = " ".join(pdftotext(printed, "-raw", "-l", "1").split())
    assert cover.startswith("Leren in de fabriek Voor Klant & Zn <b> Bureau 30 november 2026")
    settings = own_publication().settings
    assert f"Gebaseerd op {own_publication().name}, versie {settings.version}" in cover
    assert settings.licence in cover
    images = subprocess.run(
        ["pdfimages", "-list", "-l", "1", str(printed)], capture_output=True, text=True, check=True
    ).stdout
    assert len(images.splitlines()) > 2  # the logo


def test_the_pdf_has_contents_with_the_real_pages(printed: Path) -> None:
    text = pdftotext(printed, "-layout", "-f", "2", "-l", "2")
    lines = dict(re.findall(r"^ *(?:Checklist: )?(\S.*?) {2,}(\d+)$", text, re.MULTILINE))
    assert list(lines) == [titles_of_parts()[key] for key in CHOICE]
    with pikepdf.open(printed) as pdf:
        links = [link for link in pdf.pages[1].Annots if link.Subtype == "/Link"]
        links.sort(key=lambda link: -float(link.Rect[1]))
        targets = [pdf.Root.Dests[str(link.Dest)][0].objgen for link in links]
        target_pages = [
            number
            for target in targets
            for number, page in enumerate(pdf.pages, 1)
            if page.objgen == target
        ]
    assert target_pages == [int(number) for number in lines.values()]
    for title, number in lines.items():
        page = pdftotext(printed, "-raw", "-f", number, "-l", number)
        assert remove_space(title) in remove_space(page)


def test_the_pdf_has_every_word_of_what_was_chosen_in_its_order(
    printed: Path, composer: Page
) -> None:
    plain = remove_space(pdftotext(printed, "-raw"))
    for key in CHOICE:
        page, _, form = key.partition("~")
        source = """([page, form]) => new Promise(done => {
          handout.addPage = (_, forms) => {
            const template = document.createElement("template")
            template.innerHTML = forms[form]
            for (const one of template.content.querySelectorAll("svg title, svg desc")) one.remove()
            done(template.content.textContent)
          }
          const script = document.createElement("script")
          script.src = "../assets/composer/" + page + ".js"
          document.head.append(script)
        })"""
        words = re.findall(r"\w+", str(composer.evaluate(source, [page, form or "chapter"])))
        assert len(words) > 100
        assert [word for word in words if word not in plain] == []
    place = 0
    for page_id in ("lange-adem", "start-vandaag", "vier-opbrengsten"):
        for item in get_checklist(page_id).items:
            place = plain.find(remove_space(item.what), place)
            assert place >= 0, (page_id, item.id)
            assert plain.find(remove_space(item.get_value("done_when")), place) > 0


def test_links_in_the_pdf_stay_inside_or_are_plain_text(printed: Path) -> None:
    with pikepdf.open(printed) as pdf:
        links = [link for page in pdf.pages for link in page.get("/Annots", [])]
        inside = [str(link.Dest) for link in links if "/Dest" in link]
        outside = [str(link.A.URI) for link in links if "/A" in link]
        assert len(inside) > len(CHOICE)
        assert [name for name in inside if name not in pdf.Root.Dests] == []
    assert [address for address in outside if not re.match("https?://|mailto:", address)] == []


def test_where_the_site_has_an_address_links_lead_there(
    page: Page, built_small: Built, tmp_path: Path
) -> None:
    site = str(built_small.publication.mkdocs.site_url)
    page.goto(f"{built_small.site.as_uri()}/hand-out.html#hand-out=tidy-tools.weekly-round~sheet")
    page.get_by_role("button", name="Show the pages").click()
    page.get_by_role("button", name="Print or save as PDF").wait_for()
    page.pdf(path=tmp_path / "small.pdf", prefer_css_page_size=True)
    with pikepdf.open(tmp_path / "small.pdf") as pdf:
        links = [
            link for pdf_page in pdf.pages for link in pdf_page.get("/Annots", []) if "/A" in link
        ]
        urls = {str(link.A.URI) for link in links}
    assert site in urls  # on the cover
    assert f"{site}practices/weekly-round.html" in urls  # chosen as a sheet only
    assert page.locator("#hand-out a[href]").count() == 0  # on the screen they lead nowhere


def test_without_made_pages_the_page_itself_is_printed(composer: Page, tmp_path: Path) -> None:
    composer.pdf(path=tmp_path / "page.pdf")
    assert "Deel alleen uit" in pdftotext(tmp_path / "page.pdf")


def test_the_date_defaults_to_today(composer: Page) -> None:
    day = composer.get_by_label("Datum", exact=True).input_value()
    assert abs((dt.date.fromisoformat(day) - dt.date.today()).days) <= 1
