"""Printing one list from its page: one A4 with the ticks, and nothing else of the page."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest
from PIL import Image, ImageChops
from playwright.sync_api import Page

from tests.conftest import own_publication
from tests.pdf.backread import pdftotext, squeezed
from tests.scripts.conftest import ADDRESSES, EVERY, LIST, boxes, checklist_of
from tools.exports.checklist_texts import ChecklistTexts
from tools.render.imprint import based_on_line

# The browser's own dialogue does not open here: what it would get is what page.pdf() gives.
NO_DIALOGUE = "window.print = () => { window.asked = true }"
WORST = """() => {
  const form = document.querySelector(".checklist-form"), list = form.querySelector("fieldset")
  const item = list.querySelector("[data-item]")
  list.querySelectorAll("[data-item]").forEach(one => one === item || one.remove())
  form.replaceChildren(...[3, 2, 2, 2].map(count => {
    const block = list.cloneNode(true)
    const places = block.querySelector("ul")
    places.replaceChildren(...Array.from({length: count}, () => item.cloneNode(true)))
    return block
  }))
}"""  # nine items in four blocks: the most that the model lets through


def printed(page: Page, folder: Path) -> Path:
    """Print the list of a page as the reader does, to a PDF without backgrounds."""
    page.locator(".take-print").click()
    assert page.evaluate("window.asked")
    path = folder / "list.pdf"
    page.pdf(path=path, format="A4", prefer_css_page_size=True, print_background=False)
    return path


def pages(path: Path) -> int:
    with pikepdf.open(path) as pdf:
        return len(pdf.pages)


@pytest.mark.parametrize("identity", EVERY)
def test_a_list_prints_on_one_page(
    page: Page, built_uri: str, tmp_path: Path, identity: str
) -> None:
    checklist = checklist_of(identity)
    texts = ChecklistTexts(own_publication(), checklist)
    page.add_init_script(NO_DIALOGUE)
    page.goto(built_uri + ADDRESSES[identity])
    path = printed(page, tmp_path)
    assert pages(path) == 1
    text = squeezed(pdftotext(path, "-raw"))
    place = 0
    for item in checklist.items:
        place = text.find(squeezed(item.what), place)
        assert place >= 0, f"{item.id} is not in its place"
        for words in (
            item.when.moment,
            own_publication().format_field(item, "who"),
            item.done_when,
        ):
            assert squeezed(words) in text[place:], f"{item.id}: {words}"
        for words in (item.why, item.how):
            assert squeezed(words) not in text
    for words in (
        checklist.title, checklist.goal, texts.pause, checklist.close, texts.version_text,
        based_on_line(own_publication()),
    ):  # fmt: skip
        assert squeezed(words) in text, words
    assert text.startswith(squeezed(checklist.title))
    for gone in ("Neem mee", "Kopieer", "Lees verder", "Deel vinkjes", "Zoeken"):
        assert squeezed(gone) not in text, gone


def test_the_longest_list_that_is_allowed_fits(page: Page, built_uri: str, tmp_path: Path) -> None:
    page.add_init_script(NO_DIALOGUE)
    page.goto(built_uri + LIST)
    page.evaluate(WORST)
    assert boxes(page).count() == 9
    assert pages(printed(page, tmp_path)) == 1


def test_ticks_are_seen_on_paper(page: Page, built_uri: str, tmp_path: Path) -> None:
    page.add_init_script(NO_DIALOGUE)
    page.goto(built_uri + LIST)
    page.emulate_media(media="print")
    page.locator(".take-print").evaluate("button => button.click()")
    box = boxes(page).nth(1)
    shots: list[Path] = []
    for _ in range(2):
        shots.append(tmp_path / f"{len(shots)}.png")
        box.screenshot(path=shots[-1])
        box.evaluate("box => box.click()")
    empty, ticked = (Image.open(shot).convert("L") for shot in shots)
    dark = [sum(image.histogram()[:100]) for image in (empty, ticked)]
    assert ImageChops.difference(empty, ticked).getbbox()
    assert dark[1] > dark[0] + 40  # a mark of ink in the box, not a ground that printers leave out
    assert box.evaluate("box => getComputedStyle(box).backgroundImage") == "none"
    assert box.evaluate("box => getComputedStyle(box).backgroundColor") == "rgba(0, 0, 0, 0)"


def test_only_the_chosen_items_are_printed(page: Page, built_uri: str, tmp_path: Path) -> None:
    page.add_init_script(NO_DIALOGUE)
    page.goto(built_uri + LIST)
    page.get_by_text("Kies punten").click()
    page.locator(".take-role select").select_option("hr")
    text = squeezed(pdftotext(printed(page, tmp_path), "-raw"))
    for item in checklist_of("start-vandaag").items:
        assert (squeezed(item.what) in text) == ("hr" in item.who)


def test_afterwards_the_page_prints_whole_again(page: Page, built_uri: str, tmp_path: Path) -> None:
    page.add_init_script(NO_DIALOGUE)
    page.goto(built_uri + LIST)
    printed(page, tmp_path)
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    path = tmp_path / "page.pdf"
    page.pdf(path=path, format="A4")
    text = squeezed(pdftotext(path, "-raw"))
    heading = squeezed(page.locator("article h2").first.evaluate("h => h.firstChild.textContent"))
    assert heading in text
    assert squeezed(next(checklist_of("start-vandaag").items).why) in text
