"""The sheets: one A4 each, with the text of the data, and all in one file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
import zxingcpp
from PIL import Image

from tests.conftest import ROOT, Built, own_publication
from tests.item_texts import format_fields
from tests.pdf.conftest import ADDRESS, SAMPLE, ChecklistPdfs, with_address
from tests.pdf.read_back import pdftotext, remove_space
from tests.pdf.tagged_pdf import elements
from tests.sources import list_addresses
from tools.pdf.renderer import write_pdf
from tools.pdf.sheets import build_sheet, render_sheets
from tools.pdf.text_metrics import DENSITIES, choose_layout, distribute_height
from tools.render import site_paths
from tools.render.site_paths import list_path

LISTS = list(list_addresses())


@pytest.mark.parametrize("checklist_id", LISTS)
def test_a_sheet_is_one_page_with_the_words_of_its_list(built: Built, checklist_id: str) -> None:
    publication = built.publication
    checklist = next(c for c in publication.checklists if c.id == checklist_id)
    path = built.site / site_paths.sheet_path(checklist_id)
    with pikepdf.open(path) as pdf:
        assert len(pdf.pages) == 1
        assert str(pdf.docinfo["/Title"]).startswith(checklist.title)
        assert str(pdf.Root.Lang) == "nl"
        assert "/StructTreeRoot" in pdf.Root
        assert "/AcroForm" not in pdf.Root
    text = remove_space(pdftotext(path, "-raw"))
    place = 0
    for item in checklist.items:
        place = text.find(remove_space(item.what), place)
        assert place >= 0, f"{item.id} is not in its place"
        for words in format_fields(publication, item, "who", "when", "done_when"):
            assert remove_space(words) in text[place:], f"{item.id}: {words}"
    for words in (checklist.title, checklist.goal, checklist.pause.moment, checklist.close):
        assert remove_space(words) in text


def test_all_sheets_stand_in_one_file_in_order(built: Built) -> None:
    pages = pdftotext(built.site / site_paths.ALL_SHEETS_PDF, "-raw").split("\f")[:-1]
    checklists = list(built.publication.checklists)
    assert len(pages) == len(checklists)
    for page, checklist in zip(pages, checklists, strict=True):
        assert remove_space(checklist.title) in remove_space(page)
        assert remove_space(next(checklist.items).what) in remove_space(page)


def test_the_page_of_a_list_links_to_its_sheet(built: Built) -> None:
    for page in built.publication.pages_with_checklist:
        assert page.meta.checklist
        name = site_paths.sheet_path(page.meta.checklist.id)
        assert page.get_relative_url(name) in (built.site / page.url).read_text(encoding="utf-8")


def test_longer_texts_take_a_smaller_setting() -> None:
    publication = own_publication()
    checklist = next(publication.checklists)
    assert choose_layout(publication, checklist).density == ""
    items = [
        item.model_copy(update={"what": "x" * 60, "done_when": "x" * 90, "canvas": ()})
        for block in checklist.blocks
        for item in block.items * 3
    ]
    block = checklist.blocks[0].model_copy(update={"items": tuple(items[:9])})
    longer = checklist.model_copy(update={"blocks": (block,)})
    assert choose_layout(publication, longer).density == "tight"
    assert (
        choose_layout(publication, longer).writing_lines
        < choose_layout(publication, checklist).writing_lines
    )
    full = [item.model_copy(update={"what": "x" * 80}) for item in block.items]
    blocks = tuple(block.model_copy(update={"items": tuple(full[n::4])}) for n in range(4))
    longest = longer.model_copy(update={"blocks": blocks, "close": "x" * 100, "goal": "x" * 110})
    assert choose_layout(with_address(publication), longest).density == "compact"


def test_every_setting_has_its_styles() -> None:
    styles = (ROOT / "overrides" / "print" / "checklists.css").read_text(encoding="utf-8")
    assert [density.name for density in DENSITIES] == ["", "tight", "dense", "compact"]
    assert all(f".sheet-{density.name} " in styles for density in DENSITIES if density.name)


@pytest.mark.parametrize(
    ("room", "needs", "each"),
    [(100, [10, 20], 50), (100, [70, 10], 30), (100, [60, 60], 60), (90, [50, 10, 10], 20)],
)
def test_room_is_shared_evenly_after_the_greatest_needs(
    room: float, needs: list[float], each: float
) -> None:
    assert distribute_height(room, needs) == each


# -- the foot and the code


@pytest.mark.integration
@pytest.mark.parametrize("kind", ["sheet", "form"])
@pytest.mark.parametrize("checklist_id", SAMPLE)
def test_the_code_leads_to_the_list_on_the_site(
    pdfs_with_address: ChecklistPdfs, picture: Callable[[Path], Path], checklist_id: str, kind: str
) -> None:
    path = pdfs_with_address.file(checklist_id, kind)
    with Image.open(picture(path)) as image:
        found = [code.text for code in zxingcpp.read_barcodes(image)]
    address = f"{ADDRESS}{list_path(pdfs_with_address.publication, checklist_id)}"
    assert found == [address]
    assert address in unwrapped_text(path), "the address is not printed"


def unwrapped_text(path: Path) -> str:
    """Return the text of a PDF with its lines joined, as long addresses are broken."""
    return "".join(pdftotext(path, "-raw").splitlines())


@pytest.mark.parametrize("kind", ["sheet", "form"])
def test_the_code_is_a_figure_with_words_at_its_place(
    pdfs_with_address: ChecklistPdfs, kind: str
) -> None:
    with pikepdf.open(pdfs_with_address.file("start-vandaag", kind)) as pdf:
        figures = [e.obj for e in elements(pdf.Root.StructTreeRoot.K) if e.kind == "Figure"]
        described = [element for element in figures if "/Alt" in element]
        assert [str(element.Alt) for element in described] == [
            "QR-code die leidt naar de lijst “Start vandaag” op de site"
        ]
        left, low, right, high = (float(x) for x in described[0].A.BBox)
        millimetres = 25.4 / 72
        assert 20 <= (right - left) * millimetres <= 25.1
        assert 20 <= (high - low) * millimetres <= 25.1
        assert right < 595
        assert low > 20
        links = [element for element in pdf.pages[0].Annots if element.Subtype == "/Link"]
        assert [str(element.A.URI) for element in links] == [f"{ADDRESS}lijst/start-vandaag.html"]


def test_without_an_address_there_is_no_code(built: Built) -> None:
    for path in (built.site / site_paths.CHECKLISTS_FOLDER).glob("*.pdf"):
        with pikepdf.open(path) as pdf:
            kinds = [e.kind for e in elements(pdf.Root.StructTreeRoot.K)]
            assert kinds.count("Figure") == 0
            assert kinds.count("Link") == 0
    page = built.publication.pages_with_checklist[0]
    assert build_sheet(built.publication, page).qr_code is None


@pytest.mark.integration
@pytest.mark.parametrize("fillable", [False, True])
def test_every_list_with_a_code_takes_one_page(fillable: bool) -> None:
    publication = with_address(own_publication())
    source = render_sheets(publication, publication.pages_with_checklist, "x", fillable)
    rendered = write_pdf(source, None, publication, fillable=fillable)
    assert rendered.page_count == len(LISTS)


@pytest.mark.parametrize("checklist_id", LISTS)
def test_the_footer_names_the_list_and_its_origin(built: Built, checklist_id: str) -> None:
    checklist = next(c for c in built.publication.checklists if c.id == checklist_id)
    assert checklist.reviewed
    date = built.publication.language.format_date
    *_, about, origin = pdftotext(built.site / site_paths.sheet_path(checklist_id), "-raw").split(
        "\n"
    )[:-1]
    assert about == (
        f"{checklist.title} · {built.publication.format_version(checklist)} · "
        f"opnieuw te bekijken vóór {date(checklist.reviewed.again)}"
    )
    version = built.publication.settings.version
    assert origin.strip("\f") == f"Gebaseerd op Samenscholing, versie {version}"


def test_a_sheet_by_itself_has_no_page_number(built: Built) -> None:
    for checklist in built.publication.checklists:
        text = pdftotext(built.site / site_paths.sheet_path(checklist.id), "-raw").strip()
        assert text.endswith(f"versie {built.publication.settings.version}")


def test_a_page_without_a_list_has_no_sheet(built: Built) -> None:
    page = next(page for page in built.publication.pages.values() if not page.meta.checklist)
    with pytest.raises(ValueError, match=page.id):
        build_sheet(built.publication, page)
