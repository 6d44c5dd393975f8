"""Check that a working form shows on its page what the data says, and is one sheet as PDF."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from lxml.html import HtmlElement

from tools.model.entities.page import Page
from tools.model.entities.workform import Workform
from tools.model.publication import Publication
from tools.pdf.renderer import RenderedPdf
from tools.render import artifacts
from tools.site.built_pages import BuiltPage, collapse_whitespace, extract_text


def build_expected_texts(publication: Publication, form: Workform) -> list[str]:
    """Return the texts of a form as the model has them, in reading order."""
    minutes = publication.language.word("minutes")
    texts = [form.goal, minutes.format(minutes=form.minutes), publication.roles[form.leader].title]
    texts += [form.group, *form.material]
    for step in form.steps:
        texts += [minutes.format(minutes=step.minutes), step.what, step.how]
        if step.say:
            texts.append(step.say)
    return [*map(collapse_whitespace, (*texts, form.result, *form.watch))]


def extract_texts(root: HtmlElement, page: Page) -> list[str]:
    """Return the texts of a page's form as the built page shows them."""
    return [*map(extract_text, root.xpath(f"//*[@data-workform='{page.id}']//*[@data-field]"))]


def check_workforms(
    publication: Publication,
    site: Path,
    pages: Mapping[str, BuiltPage],
    pdfs: Mapping[str, RenderedPdf],
) -> Iterator[str]:
    """Yield each form whose page differs from the model, or that is not one sheet.

    In the book, too, it is to stand on one page.
    """
    book = artifacts.book_path(publication.settings.slug)
    for page, form in publication.workform_pages:
        actual = extract_texts(pages[page.url].root, page) if page.url in pages else []
        if actual != build_expected_texts(publication, form):
            yield f"{page.url}: the working form does not say what its data says"
        sheet = artifacts.workform_path(page.id)
        if not (site / sheet).is_file():
            yield f"{sheet}: missing"
        for name in (sheet, book) if publication.is_in_book(page) else (sheet,):
            anchors = pdfs[name].page_of_anchor if name in pdfs else {}
            first, last = (anchors.get(f"workform-{page.id}{end}") for end in ("", "-end"))
            if first is None or first != last:
                yield f"{name}: the form of {page.id} does not fit one page; shorten it"
