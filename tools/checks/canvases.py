"""Check that canvases show on their pages what the data says, and fit their sheets."""

from collections.abc import Iterator

from lxml.html import HtmlElement

from tools.checks.pdfs import EMPTY_PDF, RenderedPdfs
from tools.model.entities.page import Page
from tools.model.publication import Publication
from tools.pdf.canvases import CANVAS_FORMS, canvas_anchor, canvas_pdf_path, find_full_boxes
from tools.render.canvas_texts import BoxText, CanvasTexts
from tools.site.built_pages import Pages, collapse_whitespace, extract_text


def build_canvas_texts(publication: Publication, page: Page) -> list[str]:
    """Return the texts of the canvas of a page as the model has them, in reading order."""
    texts = CanvasTexts(publication, page, filled=True)
    canvas = texts.canvas
    boxes = [text for entry in texts.boxes for text in list_box_texts(entry.placed.box.hint, entry)]
    table: list[str] = []
    for heading in texts.headings:
        table += [heading.text or (heading.place.value if heading.place else "")]
    for row in texts.rows:
        table += [row.label, *(cell.value for cell in row.cells)]
    heads = [text for head in texts.heads for text in (head.label, head.value)]
    parts = [*table, *boxes] if canvas.table_first else [*boxes, *table]
    found = (canvas.goal, canvas.example.about, *heads, *parts, *canvas.notes)
    return [text for text in map(collapse_whitespace, found) if text]


def list_box_texts(hint: str | None, entry: BoxText) -> list[str]:
    """Return the texts of a box: its title, its hint, and what the example has in it."""
    return [entry.place.label, hint or "", entry.place.value]


def extract_canvas_texts(root: HtmlElement, page: Page) -> list[str]:
    """Return the texts of a page's canvas as the built page shows them."""
    found = map(extract_text, root.xpath(f"//*[@data-canvas='{page.id}']//*[@data-field]"))
    return [text for text in found if text]


def check_canvases(publication: Publication, pages: Pages, pdfs: RenderedPdfs) -> Iterator[str]:
    """Yield each canvas whose page differs from the model, or that is not one sheet."""
    for page, canvas in publication.canvas_pages:
        actual = extract_canvas_texts(pages[page.url].root, page) if page.url in pages else []
        if actual != build_canvas_texts(publication, page):
            yield f"{page.url}: the canvas does not say what its data says"
        for box in find_full_boxes(publication, page):
            yield f"{page.url}: the example is too long for the box {box}; shorten it"
        for form in CANVAS_FORMS:
            path = canvas_pdf_path(publication, canvas, form)
            pdf, anchor = pdfs.get(path, EMPTY_PDF), canvas_anchor(canvas, form)
            first, last = (pdf.page_of_anchor.get(f"{anchor}{end}") for end in ("", "-end"))
            if first is None or first != last or pdf.page_count != 1:
                yield f"{path}: the canvas does not fit one sheet; shorten its texts"
