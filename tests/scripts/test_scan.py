"""The conversation scan as people use it: by keyboard, in two groups, and without traces."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pikepdf
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import Built

PAGE = "aan-de-slag/gespreksscan.html"
PASS_ON = "Klaar, geef door aan de andere groep"
COMPARE = "Klaar, leg de antwoorden naast elkaar"
STORED_DATA = "[document.cookie, JSON.stringify(localStorage), JSON.stringify(sessionStorage)]"


@pytest.fixture
def scan(browser: Browser, built: Built) -> Iterator[Page]:
    """The page with the scan, just opened; an error on it fails the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page_errors: list[str] = []
    page.on("pageerror", lambda error: page_errors.append(str(error)))
    page.goto((built.site / PAGE).as_uri())
    yield page
    context.close()
    assert page_errors == []


def choose_positions(page: Page, group: int, positions: Sequence[int]) -> None:
    """Choose for a group (0 or 1) a position in each row, as far as they go."""
    for row, position in enumerate(positions):
        boxes = page.locator(".scan-row").nth(row).locator(f"[data-group='{group}'] input")
        boxes.nth(position).check()


def compare_groups(page: Page, first: Sequence[int], second: Sequence[int]) -> None:
    """Fill in the answers of both groups, up to the outcome."""
    choose_positions(page, 0, first)
    page.get_by_role("button", name=PASS_ON).click()
    choose_positions(page, 1, second)
    page.get_by_role("button", name=COMPARE).click()


def read_table(page: Page) -> list[list[str]]:
    """Return the cells of each row of the outcome: a letter for each group, and the gap."""
    rows = page.locator(".scan-table tbody tr")
    return [
        ["".join(text.split()) if index < 4 else text for index, text in enumerate(cells)]
        for cells in (row.locator("td").all_inner_texts() for row in rows.all())
    ]


def largest_differences(page: Page) -> list[str]:
    """Return the rows that are named as furthest apart."""
    return [title.partition(".")[0] for title in page.locator(".scan-largest h4").all_inner_texts()]


def test_everything_works_by_keyboard(scan: Page) -> None:
    keys = scan.keyboard
    scan.locator("a[data-meeting]").focus()
    for group, key in enumerate(("ArrowDown", "ArrowUp")):
        for row in range(5):
            keys.press("Tab")
            focused_name = "document.activeElement.name"
            assert str(scan.evaluate(focused_name)).endswith(f"-{group + 1}"), row
            keys.press("Space")
            keys.press(key)
        keys.press("Tab")
        keys.press("Enter")
        expect(scan.locator(".scan-step:focus, .scan-outcome h3:focus")).to_have_count(1)
    expect(scan.get_by_role("heading", name="Naast elkaar")).to_be_focused()
    expect(scan.get_by_role("status").first).to_contain_text("Stap 3 van 3")
    assert read_table(scan)[0] == ["", "A", "", "B", "2 plaatsen"]
    for _ in range(5):  # the links of the rows
        keys.press("Tab")
    keys.press("Tab")
    keys.press("ArrowDown")
    expect(scan.get_by_label("Checklist", exact=True)).to_have_value("richting")
    keys.press("Tab")
    expect(scan.locator(".scan-link a")).to_be_focused()
    keys.press("Tab")
    keys.type("Ö. de Vries")
    keys.press("Tab")
    keys.type("vrijdag")
    keys.press("Tab")
    expect(scan.get_by_role("button", name="Print")).to_be_focused()
    keys.press("Tab")
    keys.press("Enter")
    expect(scan.get_by_role("heading", name="A: Directie en leidinggevenden")).to_be_focused()
    assert scan.locator(".scan input:checked").count() == 0


@pytest.mark.parametrize(
    ("first", "second", "rows", "gap", "proposed"),
    [
        ((0, 1, 2, 3, 0), (0, 1, 2, 3, 3), ["5"], "3 plaatsen", "leren"),
        ((0, 1, 2, 3, 1), (1, 1, 0, 2, 1), ["3"], "2 plaatsen", "afspraken"),
        ((0, 3, 1, 1, 1), (3, 0, 1, 1, 2), ["1", "2"], "3 plaatsen", ""),
        ((0, 0, 0, 0, 0), (1, 1, 1, 1, 1), ["1", "2", "3", "4", "5"], "1 plaats", ""),
        ((2, 1, 0, 3, 3), (2, 1, 0, 3, 3), [], "geen", ""),
    ],
)
def test_the_largest_difference_is_named(
    scan: Page,
    first: Sequence[int],
    second: Sequence[int],
    rows: list[str],
    gap: str,
    proposed: str,
) -> None:
    compare_groups(scan, first, second)
    words = ("geen", "1 plaats", "2 plaatsen", "3 plaatsen")
    for cells, first_position, second_position in zip(read_table(scan), first, second, strict=True):
        assert [index for index, cell in enumerate(cells[:4]) if "A" in cell] == [first_position]
        assert [index for index, cell in enumerate(cells[:4]) if "B" in cell] == [second_position]
        assert cells[4] == words[abs(first_position - second_position)]
    assert largest_differences(scan) == rows
    summary = scan.locator(".scan-largest > p").inner_text()
    if rows:
        assert summary.endswith(gap)
        assert scan.locator(".scan-largest li").count() == 2 * len(rows)
    else:
        assert summary.startswith("Beide groepen kozen overal hetzelfde")
    expect(scan.get_by_label("Checklist", exact=True)).to_have_value(proposed)
    expect(scan.locator(".scan-link")).to_be_visible(visible=bool(proposed))


def test_no_sum_and_no_mean_is_displayed(scan: Page) -> None:
    compare_groups(scan, (0, 1, 2, 3, 0), (3, 1, 2, 3, 3))
    content = scan.locator(".scan").inner_text().lower()
    for word in ("totaal", "gemiddeld", "score", "%"):
        assert word not in content


def test_each_difference_has_both_descriptions(scan: Page, built: Built) -> None:
    ((_, model),) = built.publication.scan_pages
    compare_groups(scan, (0, 1, 2, 3, 0), (0, 1, 2, 3, 3))
    first_line, second_line = scan.locator(".scan-largest li").all_inner_texts()
    descriptions = model.rows[4].signs
    assert " ".join(first_line.split()) == f"A {model.positions[0]}. {descriptions[0]}"
    assert " ".join(second_line.split()) == f"B {model.positions[3]}. {descriptions[3]}"


def test_the_second_group_cannot_see_what_the_first_chose(scan: Page) -> None:
    def second_view(positions: Sequence[int]) -> tuple[str, bytes, int]:
        scan.reload()
        choose_positions(scan, 0, positions)
        scan.get_by_role("button", name=PASS_ON).click()
        scan.mouse.move(0, 0)
        checked = scan.locator(".scan input:checked").count()
        picture = scan.locator(".scan-questions").screenshot(animations="disabled")
        return scan.locator(".scan").inner_html(), picture, checked

    first_view, other_view = second_view((0, 1, 2, 3, 0)), second_view((3, 3, 0, 0, 1))
    assert first_view == other_view
    assert first_view[2] == 0
    assert scan.locator(".scan-answer[data-group='0']:visible").count() == 0
    assert scan.locator(".scan-answer[data-group='1']:visible").count() == 20


def test_an_open_question_is_reported_and_focused(scan: Page) -> None:
    choose_positions(scan, 0, (0, 1))
    scan.get_by_role("button", name=PASS_ON).click()
    summary = scan.locator(".scan-open")
    expect(summary).to_have_text(
        "Nog te kiezen: 3. Concrete afspraken over leren; 4. Een lange adem;"
        " 5. Leren met en van elkaar."
    )
    assert summary.get_attribute("role") == "status"
    assert scan.evaluate("document.activeElement.name") == "afspraken-1"
    assert scan.locator(".scan").get_attribute("data-step") == "0"


def test_a_box_is_labelled_by_its_text_and_group(scan: Page) -> None:
    name = "Eén keer Eén team heeft een lijst met besluiten die het zelf neemt. "
    box = scan.get_by_role("radio", name=name + "A Directie en leidinggevenden", exact=True)
    group = scan.get_by_role("group", name="Weet elk team waar het bedrijf heen gaat")
    scan.get_by_text("Eén team heeft een lijst").click()
    expect(group.get_by_role("radio", name="Eén keer")).to_be_checked()
    expect(box).to_be_checked()


def test_nothing_is_stored_or_sent(browser: Browser, built: Built) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto((built.site / PAGE).as_uri())
    page.wait_for_load_state("networkidle")
    before, address = page.evaluate(STORED_DATA), page.url
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    compare_groups(page, (0, 1, 2, 3, 0), (3, 1, 2, 3, 3))
    page.get_by_label("Naam").fill("Ö. de Vries")
    page.get_by_label("Naam").press("Enter")
    page.get_by_label("Datum").fill("vrijdag")
    assert page.evaluate(STORED_DATA) == before
    assert (page.url, requests) == (address, [])
    assert context.cookies() == []
    context.close()


def test_a_reload_begins_anew(scan: Page) -> None:
    compare_groups(scan, (0, 1, 2, 3, 0), (3, 1, 2, 3, 3))
    scan.get_by_label("Naam").fill("Ö. de Vries")
    scan.reload()
    expect(scan.get_by_role("heading", name="A: Directie en leidinggevenden")).to_be_visible()
    assert scan.locator(".scan input:checked").count() == 0
    typed = ".scan input[type=text], .scan select"
    assert scan.eval_on_selector_all(typed, "all => all.map(one => one.value)") == [""] * 4


def test_again_clears_and_can_be_undone(scan: Page) -> None:
    undo = scan.get_by_role("button", name="Maak ongedaan")
    compare_groups(scan, (0, 1, 2, 3, 0), (3, 1, 2, 3, 0))
    scan.get_by_label("Naam").fill("Ö. de Vries")
    scan.get_by_label("Checklist", exact=True).select_option("adem")
    before = read_table(scan)
    scan.get_by_role("button", name="Opnieuw").click()
    assert scan.locator(".scan input:checked").count() == 0
    undo.click()
    expect(scan.get_by_role("heading", name="Naast elkaar")).to_be_focused()
    assert read_table(scan) == before
    expect(scan.get_by_label("Naam")).to_have_value("Ö. de Vries")
    expect(scan.get_by_label("Checklist", exact=True)).to_have_value("adem")
    expect(undo).to_be_hidden()
    scan.get_by_role("button", name="Opnieuw").click()
    choose_positions(scan, 0, (1,))
    expect(undo).to_be_hidden()  # a new answer takes the place of the old ones


def test_half_an_answer_comes_back_too(scan: Page) -> None:
    choose_positions(scan, 0, (0, 1, 2, 3, 0))
    scan.get_by_role("button", name=PASS_ON).click()
    choose_positions(scan, 1, (2, 2))
    scan.get_by_role("button", name="Opnieuw").click()
    scan.get_by_role("button", name="Maak ongedaan").click()
    expect(scan.get_by_role("heading", name="B: Medewerkers")).to_be_focused()
    chosen = "all => all.map(one => one.name + one.value)"
    boxes = scan.eval_on_selector_all(".scan input:checked", chosen)
    assert boxes == ["richting-22", "gesprek-22"]


def test_the_chosen_list_is_linked(scan: Page, built: Built) -> None:
    compare_groups(scan, (0, 1, 2, 3, 0), (3, 1, 2, 3, 0))
    link = scan.locator(".scan-link a")
    for row in built.publication.scan_pages[0][1].rows:
        scan.get_by_label("Checklist", exact=True).select_option(row.id)
        target = str(link.evaluate("one => one.href"))
        page = built.publication.pages[row.page]
        assert page.meta.checklist
        assert target.endswith(f"{page.url}#checklist-{page.meta.checklist.id}")
        assert page.meta.checklist.title in link.inner_text()


def test_without_a_script_both_groups_can_fill_in(browser: Browser, built: Built) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((built.site / PAGE).as_uri())
    scan = page.locator(".scan")
    choose_positions(page, 0, (0, 1, 2, 3, 0))
    choose_positions(page, 1, (3, 1, 2, 3, 3))
    assert scan.locator("input:checked").count() == 10
    assert scan.locator("input[type=radio]:visible").count() == 40
    assert scan.locator(".scan-table tbody tr:visible").count() == 5
    assert scan.locator("button:visible").count() == 0
    page.get_by_label("Naam").fill("Ö. de Vries")
    page.get_by_label("Datum").press("Enter")
    assert page.url == (built.site / PAGE).as_uri()
    context.close()


@pytest.mark.parametrize("width", [320, 1280])
def test_no_step_scrolls_sideways(browser: Browser, built: Built, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    page.goto((built.site / PAGE).as_uri())

    def scroll_width() -> object:
        return page.evaluate("document.documentElement.scrollWidth")

    assert scroll_width() == width
    choose_positions(page, 0, (0, 0, 0, 0, 0))
    page.get_by_role("button", name=PASS_ON).click()
    assert scroll_width() == width
    choose_positions(page, 1, (1, 1, 1, 1, 1))
    page.get_by_role("button", name=COMPARE).click()
    assert scroll_width() == width
    context.close()


def test_the_outcome_prints_on_one_sheet(scan: Page, tmp_path: Path) -> None:
    compare_groups(scan, (0, 0, 0, 0, 0), (1, 1, 1, 1, 1))  # the most that can be named
    scan.get_by_label("Naam").fill("Ö. de Vries")
    margin = "10mm"
    scan.pdf(
        path=tmp_path / "outcome.pdf",
        format="A4",
        margin={"top": margin, "right": margin, "bottom": margin, "left": margin},
    )
    with pikepdf.open(tmp_path / "outcome.pdf") as pdf:
        assert len(pdf.pages) == 1
    scan.emulate_media(media="print")
    expect(scan.locator(".scan-outcome")).to_be_visible()
    expect(scan.locator("#zo-doet-u-het")).to_be_hidden()
    assert scan.locator(".scan button:visible").count() == 0
