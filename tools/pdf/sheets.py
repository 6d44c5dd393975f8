"""The sheet of a checklist: one A4 to write on, or with form fields to fill in."""

from collections.abc import Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from tools.exports.checklist_texts import ChecklistTexts
from tools.model.entities.page import Page
from tools.model.publication import Publication
from tools.pdf.qr_code import QrCode, make_qr_code
from tools.pdf.text_metrics import SheetLayout, choose_layout
from tools.render.environment import jinja_environment

CHECKLIST_XPATH = ".//section[contains(concat(' ', @class, ' '), ' checklist ')]"
# The parts of a list with its title, goal, meeting, close and version, and the fields on the sheet
# that are no explanation: short ones, and those with a column of their own.
ON_SHEET_XPATH = """./*[not(contains(concat(' ', @class, ' '), ' form '))]
    | .//p[@class='block-intro'] | .//span[@class='box']
    | .//dl/div[not(contains(@class, 'field-extra'))]
        [contains(@class, 'field-short') or contains(@class, 'field-column')]"""


@dataclass(frozen=True)
class Sheet:
    """The data of a sheet besides the checklist itself: texts, layout and QR code."""

    texts: ChecklistTexts
    layout: SheetLayout
    qr_code: QrCode | None


def build_sheet(publication: Publication, page: Page) -> Sheet:
    """Return the sheet of the checklist on a page, with a QR code if the site has an address.

    Raises ValueError for a page without a checklist.
    """
    checklist = page.meta.checklist
    if checklist is None:
        raise ValueError(f"{page.id} has no checklist")
    texts = ChecklistTexts(publication, checklist)
    qr_code = make_qr_code(texts.url) if texts.url else None
    return Sheet(texts, choose_layout(publication, checklist), qr_code)


def leave_out_what_sheet_has(article: HtmlElement) -> None:
    """Leave of the list in a chapter only the explanation of each item; its sheet has the rest.

    The words and the id of each item stay, since links lead to them.
    """
    for section in article.xpath(CHECKLIST_XPATH):
        for element in section.xpath(ON_SHEET_XPATH):
            element.drop_tree()
        section.classes.add("checklist-explained")


def render_sheets(
    publication: Publication, pages: Sequence[Page], title: str, fillable: bool = False
) -> str:
    """Render the sheets of the checklists on `pages` as one HTML document, one A4 each.

    With `fillable`, boxes and lines are form fields.
    """
    template = jinja_environment(publication).get_template("print/sheet_document.html")
    return template.render(pages=pages, title=title, build_sheet=build_sheet, fillable=fillable)
