"""The sheet of a working form: one A4, by itself or in the book, with lines to write on.

The metrics of the texts follow from the styles (`overrides/print/workform.css`), as those of
checklists do; whether a sheet really fits is checked on the finished page.
"""

from dataclasses import dataclass

from lxml.html import HtmlElement

from tools.model.entities.page import Page
from tools.model.entities.workform import Workform
from tools.model.publication import Publication
from tools.pdf.qr_code import QrCode, make_qr_code
from tools.pdf.text_metrics import PAGE_HEIGHT_MM, LineMetrics
from tools.render.environment import render_template
from tools.render.imprint import absolute_url

HEADER_MM = 70.0  # of a sheet, without the texts that are counted
FOOTER_MM, FOOTER_WITH_QR_MM = 14.0, 29.0
STEP_MARGIN_MM = 2.7  # around the texts of a step
WRITING_LINE_MM = 7.8  # between two lines to write on
MAX_WRITING_LINES = 6
CANVASES_MM = 5.0  # of the line with the sheets to fill in
TITLE, GOAL, GROUP = LineMetrics(36, 9.5), LineMetrics(84, 5.7), LineMetrics(58, 4.5)
MATERIAL, STEP_TITLE, STEP_TEXT = LineMetrics(47, 5.4), LineMetrics(60, 4.8), LineMetrics(96, 4.45)
REMARK, RESULT = LineMetrics(108, 4.5), LineMetrics(90, 5.3)


@dataclass(frozen=True)
class WorkformSheet:
    """The data of a sheet besides the form itself: its subject, lines and QR code."""

    subject: Page
    writing_lines: int
    qr_code: QrCode | None


def build_workform_sheet(publication: Publication, page: Page) -> WorkformSheet:
    """Return the sheet of the form on a page, with a QR code if the site has an address.

    Raises ValueError for a page without a working form.
    """
    form = page.meta.workform
    if form is None:
        raise ValueError(f"{page.id} has no working form")
    url = absolute_url(publication, page.url)
    qr_code = make_qr_code(url) if url else None
    footer = FOOTER_WITH_QR_MM if qr_code else FOOTER_MM
    available = PAGE_HEIGHT_MM - content_height(page.title, form) - footer
    lines = max(1, min(MAX_WRITING_LINES, int(available / WRITING_LINE_MM)))
    return WorkformSheet(publication.pages[form.page], lines, qr_code)


def content_height(title: str, form: Workform) -> float:
    """Return the height of a sheet's texts and header, in millimetres."""
    steps = sum(
        STEP_MARGIN_MM
        + STEP_TITLE.height(step.what)
        + STEP_TEXT.height(step.how)
        + (STEP_TEXT.height(f"{'x' * 6}{step.say}") if step.say else 0)
        for step in form.steps
    )
    materials = [MATERIAL.height(material) for material in form.material]  # in two columns
    return (
        HEADER_MM
        + TITLE.height(title)
        + GOAL.height(form.goal)
        + GROUP.height(form.group)
        + sum(max(materials[row : row + 2]) for row in range(0, len(materials), 2))
        + steps
        + sum(map(REMARK.height, form.watch))
        + RESULT.height(f"{'x' * 11}{form.result}")
        + (CANVASES_MM if form.canvas else 0)
    )


def replace_with_reference(article: HtmlElement, text: str) -> None:
    """Replace the form in a chapter with a sentence that refers to the sheet after it.

    The bar of its minutes stays: the sheet has no room for it.
    """
    for form in article.xpath(".//section[@class='workform']"):
        bars = form.xpath("./*[@class='minutes-bar']")
        form.clear(keep_tail=True)
        form.tag = "p"
        form.text = text
        for bar in bars:
            form.addnext(bar)


def render_workform(publication: Publication, page: Page) -> str:
    """Render the sheet of the form on a page as an HTML document of one A4."""
    return render_template(
        publication,
        "print/workform_document.html",
        page=page,
        title=f"{page.title}. {publication.name}",
        build_workform_sheet=build_workform_sheet,
    )
