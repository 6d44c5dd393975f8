"""A working form on one A4, by itself and in the book: how many lines to write on it has room for.

The places follow from the styles (`overrides/print/workforms.css`), as those of the sheets of
checklists do; whether it really fits is checked on the finished page.
"""

from __future__ import annotations

from dataclasses import dataclass

from lxml.html import HtmlElement

from tools.exports.texts import address, based_on
from tools.model.page import Page
from tools.model.publication import Publication
from tools.model.workform import Workform
from tools.pdf.code import Code, code_of
from tools.pdf.sheets import PAGE, Place
from tools.templates import environment

HEAD = 70.0  # what stands on a sheet beside the texts that are counted
FOOT, CODED = 14.0, 29.0  # the foot, and the foot beside a code
STEP = 2.7  # around the texts of a step
LINE = 7.8  # between two lines to write on
MOST_LINES = 6
TITLE, GOAL, GROUP = Place(36, 9.5), Place(84, 5.7), Place(58, 4.5)
THING, WHAT, TEXT = Place(47, 5.4), Place(60, 4.8), Place(96, 4.45)
REMARK, RESULT = Place(108, 4.5), Place(90, 5.3)


@dataclass(frozen=True)
class WorkformSheet:
    """What the template of a sheet needs beside the form: its subject, lines, and code."""

    subject: Page
    lines: int
    code: Code | None


def workform_sheet(publication: Publication, page: Page) -> WorkformSheet:
    """Prepare the sheet of the form on a page; it has a code if the site has an address.

    Raises ValueError for a page without a working form.
    """
    form = page.meta.workform
    if form is None:
        raise ValueError(f"{page.id} has no working form")
    where = address(publication, page.url)
    code = code_of(where) if where else None
    left = PAGE - taken(page.title, form) - (CODED - FOOT if code else 0)
    lines = max(1, min(MOST_LINES, int(left / LINE)))
    return WorkformSheet(publication.pages[form.page], lines, code)


def taken(title: str, form: Workform) -> float:
    """Give the height in millimetres that the texts of a sheet take."""
    steps = sum(
        STEP
        + WHAT.height(step.what)
        + TEXT.height(step.how)
        + (TEXT.height(f"{'x' * 6}{step.say}") if step.say else 0)
        for step in form.steps
    )
    things = [THING.height(thing) for thing in form.material]
    return (
        HEAD
        + TITLE.height(title)
        + GOAL.height(form.goal)
        + GROUP.height(form.group)
        + sum(max(things[at : at + 2]) for at in range(0, len(things), 2))
        + steps
        + sum(map(REMARK.height, form.watch))
        + RESULT.height(f"{'x' * 11}{form.result}")
        + FOOT
    )


def leave_to_sheet(article: HtmlElement, says: str) -> None:
    """Put a sentence in the place of the form in a chapter that its sheet follows."""
    for form in article.xpath(".//section[@class='workform']"):
        form.clear(keep_tail=True)
        form.tag = "p"
        form.text = says


def workform_html(publication: Publication, page: Page) -> str:
    """Put the sheet of the form on a page into a document of one A4."""
    template = environment(publication).get_template("print/workforms.html")
    return template.render(
        page=page,
        title=f"{page.title}. {publication.name}",
        workform_sheet=workform_sheet,
        based_on=based_on(publication),
    )
