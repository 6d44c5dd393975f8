"""Canvases: the same parts in data, page, sheets, form, Word and Excel, on one sheet each."""

from __future__ import annotations

import shutil
from pathlib import Path

import pikepdf
import pytest
from docx import Document

from tests.conftest import SMALL, Built, change, own_publication
from tests.exports.readers import sheets
from tests.pdf.read_back import pdftotext, remove_space
from tests.pdf.tagged_pdf import elements
from tests.pdf.test_form_fields import form_fields
from tools.checks.canvases import build_canvas_texts, check_canvases, extract_canvas_texts
from tools.editions.derive import select_pages
from tools.model.entities.canvas import Box, Canvas, compute, place_boxes
from tools.model.entities.edition import BasedOn, Edition, EditionSpec
from tools.model.entities.page import Page
from tools.model.loader import load_publication
from tools.model.publication import Publication
from tools.pdf.canvases import (
    CANVAS_FORMS,
    CanvasForm,
    canvas_anchor,
    canvas_pdf_path,
    choose_layout,
    find_full_boxes,
)
from tools.pdf.renderer import RenderedPdf
from tools.render import site_paths
from tools.render.canvas_picture import draw_canvas
from tools.render.canvas_texts import CanvasTexts
from tools.site.built_pages import read_pages

SIZES = {"A4": {595, 842}, "A3": {842, 1191}}  # in points


@pytest.fixture(params=["built", "built_small"])
def any_built(request: pytest.FixtureRequest) -> Built:
    """The publication, and the small one with its nasty texts."""
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Built)
    return found


def get_canvas(publication: Publication, id_: str) -> tuple[Page, Canvas]:
    """Return a canvas with its page."""
    return next(pair for pair in publication.canvas_pages if pair[1].id == id_)


def pdf_file(built: Built, canvas: Canvas, form: CanvasForm) -> Path:
    """Return the PDF of a canvas in a form."""
    return built.site / canvas_pdf_path(built.publication, canvas, form)


def form_names(publication: Publication, page: Page) -> dict[str, str]:
    """Return the names of the fields of a form with their labels, in reading order."""
    canvas = CanvasTexts(publication, page).canvas
    found: dict[str, str] = {}
    for copy in range(1, canvas.copies + 1):
        texts = CanvasTexts(publication, page, copy=copy)
        boxes = [entry.place for entry in texts.boxes if entry.placed.box.fill != "picture"]
        table = [heading.place for heading in texts.headings if heading.place]
        table += [cell for row in texts.rows for cell in row.cells]
        parts = [*table, *boxes] if canvas.table_first else [*boxes, *table]
        found |= {place.name: place.label for place in (*texts.heads, *parts)}
    return found


def rendered_pdfs(publication: Publication) -> dict[str, RenderedPdf]:
    """Return PDFs of one page of all canvases."""
    found = {}
    for _, canvas in publication.canvas_pages:
        for form in CANVAS_FORMS:
            anchor = canvas_anchor(canvas, form)
            pages = {anchor: 1, f"{anchor}-end": 1}
            found[canvas_pdf_path(publication, canvas, form)] = RenderedPdf(1, pages)
    return found


def test_boxes_fill_the_grid_row_by_row_without_overlap() -> None:
    boxes = [Box(id="wide", title="A", columns=2), Box(id="high", title="B", rows=2)]
    boxes += [Box(id="one", title="C"), Box(id="two", title="D")]
    placed = [(p.box.id, p.row, p.column, p.columns) for p in place_boxes(tuple(boxes), 2)]
    assert placed == [("wide", 0, 0, 2), ("high", 1, 0, 1), ("one", 1, 1, 1), ("two", 2, 1, 1)]
    too_wide = place_boxes((Box(id="wide", title="A", columns=6),), 3)
    assert [place.columns for place in too_wide] == [3]


@pytest.mark.parametrize(
    ("formula", "result"),
    [("a * b / 60", "20"), ("a + b - 1", "69"), ("a / 0", ""), ("a * c", ""), ("a * d", "")],
)
def test_a_formula_goes_from_left_to_right(formula: str, result: str) -> None:
    assert compute(formula, {"a": "40", "b": "30", "d": "some"}) == result


def test_totals_follow_from_the_cells() -> None:
    publication = load_publication(SMALL)
    _, canvas = get_canvas(publication, "round-table")
    rows = canvas.table_values
    assert [row[5] for row in rows] == ["2", "1", "", "", ""]
    assert [row[6] for row in rows] == ["Ben", "", "", "", ""]
    _, card = get_canvas(publication, "tool-card")
    assert card.box_values["minutes"] == "13000"


def test_a_blank_holds_no_example() -> None:
    publication = load_publication(SMALL)
    for page, _ in publication.canvas_pages:
        texts = CanvasTexts(publication, page)
        places = [*texts.heads, *(entry.place for entry in texts.boxes)]
        places += [cell for row in texts.rows for cell in row.cells]
        assert places
        assert {place.value for place in places} == {""}


def test_the_page_matches_the_data_and_links_to_the_files(any_built: Built) -> None:
    publication, pages = any_built.publication, read_pages(any_built.site)
    assert publication.canvas_pages
    for page, canvas in publication.canvas_pages:
        root = pages[page.url].root
        assert extract_canvas_texts(root, page) == build_canvas_texts(publication, page)
        paths = [canvas_pdf_path(publication, canvas, form) for form in CANVAS_FORMS]
        paths += [site_paths.canvas_path(canvas.id, "docx")]
        for path in paths:
            assert root.xpath(f"//a[@href='{page.get_relative_url(path)}']"), path
        assert publication.language.word("canvas_example") in root.text_content()


def test_lists_and_working_forms_link_to_what_they_ask_for(any_built: Built) -> None:
    publication, pages = any_built.publication, read_pages(any_built.site)
    asked = {
        (user.id, page.id)
        for page, canvas in publication.canvas_pages
        for user in publication.find_canvas_users(canvas.id)
    }
    assert asked
    for user_id, page_id in asked:
        user, page = publication.pages[user_id], publication.pages[page_id]
        link = user.get_relative_url(page.url)
        assert pages[user.url].root.xpath(f"//*[@class='canvas-asked']//a[@href='{link}']")


@pytest.mark.integration
def test_sheets_say_what_the_data_says(any_built: Built) -> None:
    publication = any_built.publication
    for page, canvas in publication.canvas_pages:
        blank, example = (
            remove_space(pdftotext(pdf_file(any_built, canvas, form), "-raw"))
            for form in ("blank", "example")
        )
        label = remove_space(publication.language.word("canvas_example"))
        assert label in example
        assert label not in blank
        filled = CanvasTexts(publication, page, filled=True)
        for entry in filled.boxes:
            assert remove_space(entry.placed.box.title) in blank
            assert remove_space(entry.placed.box.hint or "") in blank
        for heading in filled.headings:
            assert remove_space(heading.text) in blank


def test_each_file_is_one_tagged_sheet_of_its_paper(any_built: Built) -> None:
    publication = any_built.publication
    for page, canvas in publication.canvas_pages:
        for form in CANVAS_FORMS:
            with pikepdf.open(pdf_file(any_built, canvas, form)) as pdf:
                (sheet,) = pdf.pages
                _, _, width, height = (round(float(side)) for side in sheet.MediaBox)
                assert {width, height} == SIZES[canvas.paper]
                assert (width > height) is (canvas.orientation == "landscape")
                assert str(pdf.docinfo["/Title"]).startswith(page.title)
                assert ("/AcroForm" in pdf.Root) is (form == "form")
                kinds = [element.kind for element in elements(pdf.Root.StructTreeRoot.K)]
            assert kinds.count("H1") == canvas.copies
            assert kinds.count("H2") == canvas.copies * len(canvas.boxes)
            assert kinds.count("Table") == canvas.copies * bool(canvas.table)


def test_a_form_has_a_named_field_for_each_place_that_keeps_what_is_typed(
    any_built: Built, tmp_path: Path
) -> None:
    publication = any_built.publication
    for page, canvas in publication.canvas_pages:
        target, expected = tmp_path / f"{canvas.id}.pdf", form_names(publication, page)
        with pikepdf.open(pdf_file(any_built, canvas, "form")) as pdf:
            fields = [*form_fields(pdf)]
            assert {str(field.T): str(field.TU) for field in fields} == expected
            assert [str(field.T) for field in fields] == [*expected]
            for field in fields:
                field.V = f"é & {field.T}"
            pdf.save(target)
        with pikepdf.open(target) as pdf:
            read = {str(field.T): str(field.V) for field in form_fields(pdf)}
        assert read == {name: f"é & {name}" for name in expected}


def test_word_has_a_cell_for_each_part(any_built: Built) -> None:
    publication = any_built.publication
    for page, canvas in publication.canvas_pages:
        file = any_built.site / site_paths.canvas_path(canvas.id, "docx")
        document = Document(str(file))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        texts = CanvasTexts(publication, page)
        for title in (entry.placed.box.title for entry in texts.boxes):
            assert any(text.startswith(title) for text in cells), title
        for heading in texts.headings:
            assert any(text.startswith(heading.text) for text in cells)
        for row in texts.rows:
            assert not row.label or row.label in cells
        assert document.core_properties.title == page.title
        assert [p.text for p in document.paragraphs].count(page.title) == canvas.copies


def test_excel_is_there_for_tables_and_computes(any_built: Built) -> None:
    publication = any_built.publication
    for page, canvas in publication.canvas_pages:
        file = any_built.site / site_paths.canvas_path(canvas.id, "xlsx")
        assert file.is_file() is bool(canvas.table)
        if not canvas.table:
            continue
        blank, example = sheets(file)
        texts = CanvasTexts(publication, page, filled=True)
        written = {*example.cells.values()}
        assert texts.about in written
        assert texts.about not in {*blank.cells.values()}
        for heading in texts.headings:
            assert any(text.startswith(heading.text) for text in written)
        computed = sum(column.total is not None for column in canvas.table.columns)
        computed += sum(box.formula is not None for box in canvas.boxes)
        assert bool(blank.formulas) is bool(computed)


def test_a_correct_build_has_no_findings(any_built: Built) -> None:
    publication = any_built.publication
    pdfs = rendered_pdfs(publication)
    assert list(check_canvases(publication, read_pages(any_built.site), pdfs)) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('data-field="hint">', 'data-field="hint">Now '),
        ('data-field="title">', ">"),
        ("data-canvas=", "data-form="),
    ],
)
def test_a_page_that_differs_from_its_data_is_found(
    built_small: Built, tmp_path: Path, old: str, new: str
) -> None:
    publication, site = built_small.publication, tmp_path / "site"
    page, _ = get_canvas(publication, "tool-card")
    shutil.copytree(built_small.site, site)
    change(site, page.url, old, new)
    found = list(check_canvases(publication, read_pages(site), rendered_pdfs(publication)))
    assert found == [f"{page.url}: the canvas does not say what its data says"]


def test_a_sheet_of_two_pages_is_found(built_small: Built) -> None:
    publication, pages = built_small.publication, read_pages(built_small.site)
    _, canvas = get_canvas(publication, "tool-card")
    pdfs, path = rendered_pdfs(publication), canvas_pdf_path(publication, canvas, "form")
    pdfs[path] = RenderedPdf(2, pdfs[path].page_of_anchor)
    found = list(check_canvases(publication, pages, pdfs))
    assert found == [f"{path}: the canvas does not fit one sheet; shorten its texts"]


def test_an_example_that_overfills_a_box_is_found(small: Path) -> None:
    page, _ = get_canvas(load_publication(small), "tool-card")
    assert find_full_boxes(load_publication(small), page) == []
    change(small, "docs/canvases/tool-card.md", "photo: The rake", f"photo: {'The rake ' * 90}")
    publication = load_publication(small)
    page, _ = get_canvas(publication, "tool-card")
    assert find_full_boxes(publication, page) == ["photo"]


FOOTER = "Tool card. Based on Good Sheds, version 0.1. Version of 21 November 2026."


def test_a_layout_fills_the_sheet() -> None:
    publication = load_publication(SMALL)
    _, canvas = get_canvas(publication, "round-table")
    layout = choose_layout(canvas, FOOTER)
    smaller = choose_layout(canvas.model_copy(update={"paper": "A4"}), FOOTER)
    assert layout.table_row == pytest.approx(smaller.table_row * layout.scale, abs=0.02)
    without_boxes = choose_layout(canvas.model_copy(update={"boxes": ()}), FOOTER)
    assert without_boxes.table_row > layout.table_row
    assert without_boxes.box_row == 0


@pytest.mark.parametrize("canvas_id", ["round-table", "tool-card"])
def test_a_foot_of_two_lines_leaves_the_rest_less_room(canvas_id: str) -> None:
    """As that of an edition with long names: all of it still fits the sheet."""
    _, canvas = get_canvas(load_publication(SMALL), canvas_id)
    short, long = (choose_layout(canvas, footer) for footer in (FOOTER, FOOTER * 4))
    assert (long.box_row, long.table_row) < (short.box_row, short.table_row)


def test_a_picture_has_a_shape_for_each_part_inside_its_frame(any_built: Built) -> None:
    for _, canvas in any_built.publication.canvas_pages:
        picture = draw_canvas(canvas)
        assert (picture.width > picture.height) is (canvas.orientation == "landscape")
        assert len(picture.shapes) >= canvas.copies * (1 + len(canvas.boxes))
        for shape in picture.shapes:
            assert shape.width > 0
            assert shape.height > 0
            assert shape.x + shape.width <= picture.width
            assert shape.y + shape.height <= picture.height


def test_an_edition_without_the_subject_has_no_canvas() -> None:
    publication = load_publication(SMALL)
    page, canvas = get_canvas(publication, "tool-card")
    settings = publication.settings
    based_on = BasedOn(publication.name, settings.version, settings.date, settings.licence)

    def select(*chapters: str) -> set[str]:
        spec = EditionSpec(
            id="x",
            name="A shed",
            organisation="A club",
            date=settings.date,
            chapters=chapters,
        )
        return {*select_pages(publication, Edition(spec, based_on, None, ""))}

    assert page.id in select(canvas.page)
    assert page.id not in select("weekly-round")
    excluded = [id_ for id_ in publication.pages_by_canvas if id_ != canvas.id]
    assert publication.find_canvas_pages(["gone", *excluded])[0].id != page.id


def test_the_wall_sheet_and_the_programme_name_each_question_and_its_list() -> None:
    publication = own_publication()
    _, canvas = get_canvas(publication, "tien-vragen")
    programme = publication.pages["programma-een-uur"]
    text = (publication.docs_folder / programme.source_path).read_text(encoding="utf-8")
    titles = {checklist.id: checklist.title for checklist in publication.checklists}
    questions = publication.questions.values()
    assert [(box.id, box.title, box.hint) for box in canvas.boxes] == [
        (question.id, question.short, f"Lijst: {titles[question.checklist]}")
        for question in questions
    ]
    for question in questions:
        page = publication.pages_by_checklist[question.checklist]
        link = f'{{{{ ref("{page.id}#checklist", "{titles[question.checklist]}") }}}}'
        assert f"| **{question.short}.** {link} |" in text
