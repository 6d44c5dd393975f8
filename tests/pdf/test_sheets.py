"""The sheets by themselves: one A4 each, with the words of the data, and all in one file."""

from __future__ import annotations

import pikepdf
import pytest

from tests.conftest import ROOT, Built
from tests.pdf.test_book import pdftotext, squeezed
from tools import downloads
from tools.model.publication import read_publication
from tools.pdf.sheets import fit

LISTS = [checklist.id for checklist in read_publication(ROOT).checklists]


@pytest.mark.parametrize("identity", LISTS)
def test_a_sheet_is_one_page_with_the_words_of_its_list(built: Built, identity: str) -> None:
    publication = built.publication
    checklist = next(c for c in publication.checklists if c.id == identity)
    path = built.site / downloads.sheet(identity)
    with pikepdf.open(path) as pdf:
        assert len(pdf.pages) == 1
        assert str(pdf.docinfo["/Title"]).startswith(checklist.title)
        assert str(pdf.Root.Lang) == "nl"
        assert "/StructTreeRoot" in pdf.Root
        assert "/AcroForm" not in pdf.Root
    text = squeezed(pdftotext(path, "-raw"))
    place = 0
    for item in checklist.items:
        place = text.find(squeezed(item.what), place)
        assert place >= 0, f"{item.id} is not in its place"
        for words in (item.when.moment, publication.field_text(item, "who"), item.done_when):
            assert squeezed(words) in text[place:], f"{item.id}: {words}"
    for words in (checklist.title, checklist.goal, checklist.pause.moment, checklist.close):
        assert squeezed(words) in text


def test_all_sheets_stand_in_one_file_in_order(built: Built) -> None:
    pages = pdftotext(built.site / downloads.ALL_SHEETS, "-raw").split("\f")[:-1]
    checklists = list(built.publication.checklists)
    assert len(pages) == len(checklists)
    for page, checklist in zip(pages, checklists, strict=True):
        assert squeezed(checklist.title) in squeezed(page)
        assert squeezed(next(checklist.items).what) in squeezed(page)


def test_the_page_of_a_list_links_to_its_sheet(built: Built) -> None:
    for page in built.publication.list_pages:
        assert page.meta.checklist
        name = downloads.sheet(page.meta.checklist.id)
        assert page.link_to(name) in (built.site / page.url).read_text(encoding="utf-8")


def test_longer_texts_take_the_smaller_setting(built: Built) -> None:
    publication = built.publication
    checklist = next(publication.checklists)
    assert not fit(publication, checklist).tight
    items = [
        item.model_copy(update={"what": "x" * 60, "done_when": "x" * 110})
        for block in checklist.blocks
        for item in block.items * 3
    ]
    block = checklist.blocks[0].model_copy(update={"items": tuple(items[:9])})
    longer = checklist.model_copy(update={"blocks": (block,)})
    assert fit(publication, longer).tight
    assert fit(publication, longer).rows < fit(publication, checklist).rows
