"""Sheets of long lists: first the lines to write on share a row, then a sheet runs on."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pikepdf

from tools.model.loader import load_publication
from tools.model.publication import Publication
from tools.pdf.renderer import PartFile, write_pdf
from tools.pdf.sheets import render_sheets
from tools.pdf.single_page import extract_sheet, fits_one_page, sheet_anchors
from tools.pdf.text_metrics import choose_layout


def lengthen(publication: Publication, count: int) -> Publication:
    """Return a publication of which the first list has so many items, in one block."""
    page = publication.pages_with_checklist[0]
    checklist = next(publication.checklists)
    block = checklist.blocks[0]
    items = tuple(block.items[0].model_copy(update={"id": f"item-{n}"}) for n in range(count))
    long = checklist.model_copy(update={"blocks": (block.model_copy(update={"items": items}),)})
    changed = replace(page, meta=page.meta.model_copy(update={"checklist": long}))
    return replace(publication, pages={**publication.pages, page.id: changed})


def test_lines_to_write_on_share_a_row_when_a_list_is_long(small: Path) -> None:
    publication = load_publication(small)
    short, long = (
        choose_layout(lengthened, next(lengthened.checklists))
        for lengthened in (lengthen(publication, 6), lengthen(publication, 16))
    )
    assert short.writing_lines > 1
    assert (long.density, long.writing_lines) == ("compact", 1)


def test_a_sheet_runs_on(small: Path, tmp_path: Path) -> None:
    publication = lengthen(load_publication(small), 60)
    ids = [checklist.id for checklist in publication.checklists]
    parts = [PartFile(*sheet_anchors(id_), tmp_path / f"{id_}.pdf", id_) for id_ in ids]
    source = render_sheets(publication, publication.pages_with_checklist, "x")
    pdf = write_pdf(source, tmp_path / "all.pdf", publication, part_files=parts)
    counts = []
    for part in parts:
        with pikepdf.open(part.path) as opened:
            counts.append(len(opened.pages))
    assert counts[0] > 1
    assert counts[1:] == [1] * (len(ids) - 1)
    assert pdf.page_count == sum(counts)
    assert [extract_sheet(pdf, id_).page_count for id_ in ids] == counts
    assert [fits_one_page(pdf, id_) for id_ in ids] == [count == 1 for count in counts]
