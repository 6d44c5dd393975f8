"""Printing a checklist from its page: one A4 with the ticks, and nothing else of the page."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest
from PIL import Image, ImageChops
from playwright.sync_api import Page

from tests.conftest import own_publication
from tests.item_texts import format_fields
from tests.pdf.read_back import pdftotext, remove_space
from tests.scripts.conftest import ADDRESSES, ALL_LISTS, LIST, boxes, get_checklist
from tools.exports.checklist_texts import ChecklistTexts
from tools.render.imprint import based_on_line

# The print dialogue does not open here: page.pdf() returns what it would get.
STUB_PRINT = "window.print = () => { window.asked = true }"
FULLEST_LIST = """() => {
  const form = document.querySelector(".checklist-form"), list = form.querySelector("fieldset")
  const item = list.querySelector("[data-item]")
  list.querySelectorAll("[data-item]").forEach(one => one === item || one.remove())
  form.replaceChildren(...[2, 2, 2, 2].map(count => {
    const block = list.cloneNode(true)
    const places = block.querySelector("ul")
    places.replaceChildren(...Array.from({length: count}, () => item.cloneNode(true)))
    return block
  }))
}"""  # eight items in four blocks: the maximum of the model


def print_list(page: Page, folder: Path) -> Path:
    """Print the list of a page as the reader does, to a PDF without backgrounds."""
    page.locator(".take-print").click()
    assert page.evaluate("window.asked")
    path = folder / "list.pdf"
    page.pdf(path=path, format="A4", prefer_css_page_size=True, print_background=False)
    return path


def count_pages(path: Path) -> int:
    with pikepdf.open(path) as pdf:
        return len(pdf.pages)


@pytest.mark.parametrize("checklist_id", ALL_LISTS)
def test_a_list_prints_on_one_page(
    page: Page, built_uri: str, tmp_path: Path, checklist_id: str
) -> None:
    checklist = get_checklist(checklist_id)
    texts = ChecklistTexts(own_publication(), checklist)
    page.add_init_script(STUB_PRINT)
    page.goto(built_uri + ADDRESSES[checklist_id])
    path = print_list(page, tmp_path)
    assert count_pages(path) == 1
    text = remove_space(pdftotext(path, "-raw"))
    place = 0
    for item in checklist.items:
        place = text.find(remove_space(item.what), place)
        assert place >= 0, f"{item.id} is not in its place"
        for words in format_fields(own_publication(), item, "how", "who", "when", "done_when"):
            assert remove_space(words) in text[place:], f"{item.id}: {words}"
        assert remove_space(item.get_value("why")) not in text
    for words in (
        checklist.title, checklist.goal, texts.pause, checklist.close, texts.version_text,
        based_on_line(own_publication()),
    ):  # fmt: skip
        assert remove_space(words) in text, words
    assert text.startswith(remove_space(checklist.title))
    for hidden_text in ("Neem mee", "Kopieer", "Lees verder", "Deel vinkjes", "Zoeken"):
        assert remove_space(hidden_text) not in text, hidden_text


def test_the_longest_list_that_is_allowed_fits(page: Page, built_uri: str, tmp_path: Path) -> None:
    page.add_init_script(STUB_PRINT)
    page.goto(built_uri + LIST)
    page.evaluate(FULLEST_LIST)
    assert boxes(page).count() == 8
    assert count_pages(print_list(page, tmp_path)) == 1


def test_ticks_are_printed(page: Page, built_uri: str, tmp_path: Path) -> None:
    page.add_init_script(STUB_PRINT)
    page.goto(built_uri + LIST)
    page.emulate_media(media="print")
    page.locator(".take-print").evaluate("button => button.click()")
    box = boxes(page).nth(1)
    screenshots: list[Path] = []
    for _ in range(2):
        screenshots.append(tmp_path / f"{len(screenshots)}.png")
        box.screenshot(path=screenshots[-1])
        box.evaluate("box => box.click()")
    empty, ticked = (Image.open(screenshot).convert("L") for screenshot in screenshots)
    dark = [sum(image.histogram()[:100]) for image in (empty, ticked)]
    assert ImageChops.difference(empty, ticked).getbbox()
    assert (
        dark[1] > dark[0] + 40
    )  # a tick of ink in the box, not a background that printers leave out
    assert box.evaluate("box => getComputedStyle(box).backgroundImage") == "none"
    assert box.evaluate("box => getComputedStyle(box).backgroundColor") == "rgba(0, 0, 0, 0)"


def test_only_the_chosen_items_are_printed(page: Page, built_uri: str, tmp_path: Path) -> None:
    page.add_init_script(STUB_PRINT)
    page.goto(built_uri + LIST)
    page.get_by_text("Kies punten").click()
    page.locator(".take-role select").select_option("leidinggevende")
    text = remove_space(pdftotext(print_list(page, tmp_path), "-raw"))
    for item in get_checklist("start-vandaag").items:
        assert (remove_space(item.what) in text) == ("leidinggevende" in item.get_value("who"))


def test_afterwards_the_full_page_prints_again(page: Page, built_uri: str, tmp_path: Path) -> None:
    page.add_init_script(STUB_PRINT)
    page.goto(built_uri + LIST)
    print_list(page, tmp_path)
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    path = tmp_path / "page.pdf"
    page.pdf(path=path, format="A4")
    text = remove_space(pdftotext(path, "-raw"))
    heading = remove_space(
        page.locator("article h2").first.evaluate("h => h.firstChild.textContent")
    )
    assert heading in text
    assert remove_space(next(get_checklist("start-vandaag").items).get_value("why")) in text
