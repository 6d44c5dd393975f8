"""A working form says on its page what the data says, and stands on a sheet, in the book too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from lxml.html import HtmlElement

from tools.model.entities.page import Page
from tools.model.entities.workform import Workform
from tools.model.publication import Publication
from tools.pdf.renderer import RenderedPdf
from tools.render import artifacts
from tools.site.built_pages import BuiltPage, extract_text


def build_expected_texts(publication: Publication, form: Workform) -> list[str]:
    """Give the texts of a form as the model has them, in the order in which they are read."""
    minutes = publication.language.word("minutes")
    told = [form.goal, minutes.format(minutes=form.minutes), publication.roles[form.leader].title]
    told += [form.group, *form.material]
    for step in form.steps:
        told += [minutes.format(minutes=step.minutes), step.what, step.how]
        told += [step.say] if step.say else []
    return [" ".join(text.split()) for text in (*told, form.result, *form.watch)]


def extract_texts(root: HtmlElement, page: Page) -> list[str]:
    """Give the texts of the form of a page as the built page shows them."""
    fields = root.xpath(f"//*[@data-workform='{page.id}']//*[@data-field]")
    return [" ".join(extract_text(field).split()) for field in fields]


def check_workforms(
    publication: Publication,
    site: Path,
    pages: Mapping[str, BuiltPage],
    papers: Mapping[str, RenderedPdf],
) -> Iterator[str]:
    """Give each form whose page does not say what the model says, or that is not one sheet."""
    for page, form in publication.workform_pages:
        shown = extract_texts(pages[page.url].root, page) if page.url in pages else []
        if shown != build_expected_texts(publication, form):
            yield f"{page.url}: the working form does not say what its data says"
        name = artifacts.workform_path(page.id)
        if not (site / name).is_file():
            yield f"{name}: missing"
        book = artifacts.book_path(publication.settings.slug)
        for paper in (name, *([book] if publication.is_in_book(page) else [])):
            places = papers[paper].page_of_anchor if paper in papers else {}
            first, last = (places.get(f"workform-{page.id}{end}") for end in ("", "-end"))
            if first is None or first != last:
                yield f"{paper}: the form of {page.id} does not fit one page; shorten it"
