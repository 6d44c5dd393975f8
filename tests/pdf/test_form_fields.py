"""The form PDFs: one A4 each, the text of the data, and fields that people can find and fill."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from tests.conftest import Built, own_publication
from tests.exports.conftest import NASTY, nasty_items, with_items, with_list
from tests.exports.test_libreoffice import fill_first_list
from tests.pdf import sheet_structure
from tests.pdf.conftest import ChecklistPdfs, with_address, write_checklist_pdf
from tests.pdf.read_back import pdftotext
from tests.pdf.tagged_pdf import elements
from tests.sources import list_addresses
from tools.build.stage import epoch_seconds
from tools.model.entities.checklist import Checklist
from tools.model.publication import Publication, format_item_anchor
from tools.pdf.renderer import PartFile, write_pdf
from tools.pdf.sheets import render_sheets
from tools.pdf.single_page import sheet_anchors
from tools.render import site_paths

LISTS = list(list_addresses())
MULTILINE = 1 << 12  # ISO 32000-1, table 228
PRINTED = 1 << 2  # table 165
LONG_LABELS = ("Hoe", "Klaar als")  # of the fields that have a line of their own


def form_path(built: Built, checklist_id: str) -> Path:
    """The form PDF of a list."""
    return built.site / "downloads" / "checklists" / f"{checklist_id}-formulier.pdf"


def get_checklist(publication: Publication, checklist_id: str) -> Checklist:
    return next(checklist for checklist in publication.checklists if checklist.id == checklist_id)


def form_fields(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Yield the field annotations in the order of the page."""
    for page in pdf.pages:
        if "/Annots" in page:
            yield from (annotation for annotation in page.Annots if annotation.Subtype == "/Widget")


def expected_fields(checklist: Checklist) -> dict[str, tuple[str, str]]:
    """Return the type and description of each field by name, in reading order."""
    found = {
        f"{checklist.id}--name": ("/Tx", f"Naam: {checklist.title}"),
        f"{checklist.id}--date": ("/Tx", f"Datum: {checklist.title}"),
    }
    for item in checklist.items:
        anchor = format_item_anchor(checklist, item)
        found[f"{anchor}--box"] = ("/Btn", f"Klaar: {item.what}")
        found[f"{anchor}--name"] = ("/Tx", f"Naam: {item.what}")
        found[f"{anchor}--date"] = ("/Tx", f"Datum: {item.what}")
    return found


@pytest.mark.parametrize("checklist_id", LISTS)
def test_every_item_has_a_box_a_name_and_a_date_with_words(built: Built, checklist_id: str) -> None:
    expected = expected_fields(get_checklist(built.publication, checklist_id))
    with pikepdf.open(form_path(built, checklist_id)) as pdf:
        found = {str(widget.T): (str(widget.FT), str(widget.TU)) for widget in form_fields(pdf)}
        assert found == expected
        assert len(pdf.Root.AcroForm.Fields) == len(expected)
        assert not any("." in name for name in found)
        for widget in form_fields(pdf):
            assert int(widget.F) & PRINTED
            assert bool(int(widget.get("/Ff", 0)) & MULTILINE) == str(widget.T).endswith("--remark")
            left, low, right, high = (float(x) for x in widget.Rect)
            assert right - left > 9
            assert high - low > 9
            assert 0 < left < right < 596
            assert 0 < low < high < 843


@pytest.mark.parametrize("checklist_id", LISTS)
def test_fields_stand_in_the_structure_in_reading_order(built: Built, checklist_id: str) -> None:
    expected = expected_fields(get_checklist(built.publication, checklist_id))
    with pikepdf.open(form_path(built, checklist_id)) as pdf:
        root = pdf.Root.StructTreeRoot
        parents = dict(pikepdf.NumberTree(root.ParentTree).items())
        for widget in form_fields(pdf):
            parent = parents[int(widget.StructParent)]
            assert parent.S == "/Form"
            assert [kid.Obj.objgen for kid in parent.K] == [widget.objgen]
        content = [e.obj.K[0].Obj.T for e in elements(root.K) if e.kind == "Form"]
        assert [str(name) for name in content] == list(expected)


@pytest.mark.parametrize("checklist_id", LISTS)
def test_a_form_is_one_a4_for_everyone(built: Built, checklist_id: str) -> None:
    checklist = get_checklist(built.publication, checklist_id)
    with pikepdf.open(form_path(built, checklist_id)) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert [tuple(round(float(x)) for x in page.mediabox) for page in pdf.pages] == [
            (0, 0, 595, 842)
        ]
        assert pdf.pages[0].Tabs == "/S"
        assert str(pdf.Root.Lang) == "nl"
        assert str(pdf.docinfo["/Title"]) == f"{checklist.title}. {built.publication.name}"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert pdf.Root.MarkInfo.Marked
        with pdf.open_metadata() as metadata:
            assert metadata.get("pdfuaid:part") == "1"
    content = sheet_structure.read_structure(form_path(built, checklist_id)).full_text
    pause = f"{checklist.pause.moment} ({checklist.pause.minutes} minuten)"
    place = 0
    for text in (
        checklist.title, checklist.goal, pause, next(checklist.items).what, checklist.close,
        built.publication.format_version(checklist),
        "opnieuw te bekijken vóór",
        f"Gebaseerd op Samenscholing, versie {built.publication.settings.version}",
    ):  # fmt: skip
        place = content.find(sheet_structure.remove_space(text), place)
        assert place >= 0, text


@pytest.mark.parametrize("kind", ["sheet", "form"])
@pytest.mark.parametrize("checklist_id", LISTS)
def test_a_checklist_pdf_matches_the_model(built: Built, checklist_id: str, kind: str) -> None:
    checklist = get_checklist(built.publication, checklist_id)
    path = form_path(built, checklist_id)
    if kind == "sheet":
        path = built.site / site_paths.sheet_path(checklist_id)
    expected = sheet_structure.expected_rows(built.publication, checklist)
    assert sheet_structure.read_rows(path, *LONG_LABELS) == expected


@pytest.mark.integration
@pytest.mark.parametrize("field", ["what", "how", "done_when", "when", "who"])
@pytest.mark.parametrize("kind", ["sheet", "form"])
def test_one_changed_word_is_found(pdfs_with_address: ChecklistPdfs, kind: str, field: str) -> None:
    checklist = get_checklist(pdfs_with_address.publication, "start-vandaag")
    path = pdfs_with_address.file(checklist, kind)
    rows = sheet_structure.read_rows(path, *LONG_LABELS)
    assert rows == sheet_structure.expected_rows(pdfs_with_address.publication, checklist)
    *_, item = checklist.items
    value: object = "Iets anders"
    if field == "when":
        value = item.get_value("when").model_copy(update={"moment": "Iets anders"})
    if field == "who":
        who = item.get_value("who")
        value = (*who, "hr") if "hr" not in who else tuple(reversed(who))
    changed = item.model_copy(update={field: value})
    last = checklist.blocks[-1]
    block = last.model_copy(update={"items": (*last.items[:-1], changed)})
    other = checklist.model_copy(update={"blocks": (*checklist.blocks[:-1], block)})
    assert rows != sheet_structure.expected_rows(pdfs_with_address.publication, other)


def test_field_names_are_unique_over_all_forms(built: Built) -> None:
    names: list[str] = []
    for checklist_id in LISTS:
        with pikepdf.open(form_path(built, checklist_id)) as pdf:
            names += [str(widget.T) for widget in form_fields(pdf)]
    lists = [*built.publication.checklists]
    count = sum(len([*checklist.items]) for checklist in lists)
    assert len(names) == len(set(names)) == 3 * count + 2 * len(lists)


def test_only_the_forms_have_fields(built: Built) -> None:
    paths = sorted((built.site / "downloads").rglob("*.pdf"))
    assert len(paths) >= 2 + 2 * len(LISTS)
    for path in paths:
        with pikepdf.open(path) as pdf:
            assert ("/AcroForm" in pdf.Root) == path.name.endswith("-formulier.pdf"), path


def fill(source: Path, target: Path, text: str) -> list[tuple[float, float, float, float]]:
    """Tick every box and fill every text field; return the rectangles of the boxes."""
    boxes = []
    with pikepdf.open(source) as pdf:
        for widget in form_fields(pdf):
            if widget.FT == "/Btn":
                widget.V = widget.AS = pikepdf.Name("/on")
                left, low, right, high = (float(x) for x in widget.Rect)
                boxes.append((left, low, right, high))
            else:
                widget.V = pikepdf.String(text)
        pdf.save(target)
    return boxes


def darkness(path: Path, place: tuple[float, float, float, float]) -> float:
    """Return the dark share of a rectangle of a page; the picture has 150 dots per inch."""
    with Image.open(path) as picture:
        scale, height = 150 / 72, picture.height
        left, low, right, high = (x * scale for x in place)
        part = picture.convert("L").crop(
            (int(left), int(height - high), int(right), int(height - low))
        )
        return sum(part.histogram()[:128]) / (part.width * part.height)


def test_filled_in_values_are_visible(
    built: Built, tmp_path: Path, picture: Callable[[Path], Path]
) -> None:
    empty, filled = form_path(built, "start-vandaag"), tmp_path / "ingevuld.pdf"
    boxes = fill(empty, filled, "Łukasz, efficiënt")
    before, after = picture(empty), picture(filled)
    assert len(boxes) == 7
    for place in boxes:
        assert darkness(before, place) < 0.01
        assert darkness(after, place) > 0.15
    assert pdftotext(filled).count("Łukasz, efficiënt") == 7 * 2 + 2
    assert "Łukasz" not in pdftotext(empty)


def test_ligatures_stay_readable_beside_fields(built: Built) -> None:
    """WeasyPrint 70 forgets what a ligature means in a font that fields use too."""
    with pikepdf.open(form_path(built, "start-vandaag")) as pdf:
        fonts = pdf.pages[0].Resources.Font
        field_fonts = {
            str(widget.DA).split("/")[1].split()[0]
            for widget in form_fields(pdf)
            if "/DA" in widget
        }
        assert len(field_fonts) == 1
        assert "Fields" in str(fonts[f"/{field_fonts.pop()}"].BaseFont)
        assert sum("Fields" in str(font.BaseFont) for font in fonts.values()) == 1
        assert not any(" gs" in str(widget.DA) for widget in form_fields(pdf) if "/DA" in widget)


def test_fields_have_appearances(built: Built) -> None:
    with pikepdf.open(form_path(built, "start-vandaag")) as pdf:
        assert not pdf.Root.AcroForm.NeedAppearances
        boxes = [widget for widget in form_fields(pdf) if widget.FT == "/Btn"]
        assert boxes
        assert all(set(widget.AP.N.keys()) == {"/on", "/Off"} for widget in boxes)
        assert all(widget.AS == widget.V == "/Off" for widget in boxes)


def test_a_page_leads_to_the_form_of_its_list(built: Built) -> None:
    for page in built.publication.pages_with_checklist:
        assert page.meta.checklist
        name = site_paths.fillable_path(page.meta.checklist.id, "formulier")
        assert page.get_relative_url(name) in (built.site / page.url).read_text(encoding="utf-8")


def test_the_same_forms_have_the_same_bytes(
    built: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publication = built.publication
    monkeypatch.setenv(
        "SOURCE_DATE_EPOCH", str(epoch_seconds(publication))
    )  # the fonts bear a time
    part_files = [
        PartFile(
            *sheet_anchors(widget.id),
            tmp_path / f"{widget.id}.pdf",
            f"{widget.title}. {publication.name}",
        )
        for widget in publication.checklists
    ]
    source = render_sheets(
        publication, publication.pages_with_checklist, publication.name, fillable=True
    )
    write_pdf(source, None, publication, part_files=part_files, fillable=True)
    for checklist_id in LISTS:
        assert (tmp_path / f"{checklist_id}.pdf").read_bytes() == form_path(
            built, checklist_id
        ).read_bytes()


def with_fullest_list(publication: Publication) -> Publication:
    """Return a publication whose first checklist and its head are as full as the rules allow."""
    filled = fill_first_list(publication)
    checklist = next(filled.checklists)
    sentence = "Vraag elke ploeg wat er morgen anders moet en schrijf dat samen op het bord. "
    blocks = [b.model_copy(update={"title": sentence[:40].strip()}) for b in checklist.blocks]
    return with_list(
        filled,
        checklist.model_copy(
            update={
                "title": sentence[:60].strip(),
                "goal": (sentence * 2)[:110].strip(),
                "close": (sentence * 2)[:99] + "?",
                "pause": checklist.pause.model_copy(update={"moment": sentence[:60].strip()}),
                "blocks": tuple(blocks),
            }
        ),
    )


@pytest.mark.integration
@pytest.mark.parametrize("address", ["", "https://toolkit.example.org/leren-en-vernieuwen/"])
@pytest.mark.parametrize("fillable", [False, True])
def test_the_fullest_list_takes_one_page(tmp_path: Path, fillable: bool, address: str) -> None:
    publication = with_fullest_list(with_address(own_publication(), address))
    path = tmp_path / "vol.pdf"
    assert write_checklist_pdf(publication, path, fillable).page_count == 1
    checklist = next(publication.checklists)
    assert sheet_structure.read_rows(path, *LONG_LABELS) == sheet_structure.expected_rows(
        publication, checklist
    )
    assert len([*checklist.items]) == publication.settings.lists.items.most


@pytest.mark.integration
@pytest.mark.parametrize("fillable", [False, True])
def test_nasty_texts_survive_in_pdfs(tmp_path: Path, fillable: bool) -> None:
    publication = own_publication()
    item = next(next(publication.checklists).items)
    publication = with_items(publication, nasty_items(item))
    checklist = next(publication.checklists).model_copy(
        update={"title": "A/B: [x] & \"q\" = '🎉' * ?", "goal": "=1+1 & <doel> 👩🏽‍🔧"}
    )
    publication = with_list(publication, checklist)
    path = tmp_path / "raar.pdf"
    write_checklist_pdf(publication, path, fillable)
    assert sheet_structure.read_rows(path, *LONG_LABELS) == sheet_structure.expected_rows(
        publication, checklist
    )
    assert len([*checklist.items]) == len(NASTY)
    content = sheet_structure.read_structure(path).full_text
    for text in (checklist.title, checklist.goal):
        assert sheet_structure.remove_space(text) in content
    if fillable:
        with pikepdf.open(path) as pdf:
            found = {str(widget.T): (str(widget.FT), str(widget.TU)) for widget in form_fields(pdf)}
            assert found == expected_fields(checklist)
