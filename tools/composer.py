"""What the composer puts a hand-out together from: chapters and sheets, each ready as HTML.

A page that was opened from a folder may not read files, but it may load scripts. So the HTML of
each page stands in a script that hands it over. Its words are those of the book: the same article,
the same template of a sheet. Styles go along the same way: those of the book, held to the hand-out.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import html
from lxml.html import HtmlElement

from tools.exports.texts import address, based_on
from tools.model.page import Page
from tools.model.publication import Publication
from tools.pdf.chapters import Target, inside, read_chapter
from tools.pdf.sheets import sheet_of
from tools.pdf.workforms import workform_sheet
from tools.templates import environment

HOME = "assets/composer"
STYLES = f"{HOME}/hand-out.css"
PRINTED = ("text", "checklists", "scan", "workforms")  # styles of the book that a hand-out shares
MARK = 'data-script="composer"'  # on a page that shows the composer


@dataclass(frozen=True)
class Shelf:
    """Pages to choose from under one title; `chapters`: as chapters too, or as sheets alone."""

    title: str
    pages: list[Page]
    chapters: bool = True


def shelves(publication: Publication) -> list[Shelf]:
    """Give what there is to choose: the parts of the book, then lists that stand in no part."""
    pages, word = publication.pages, publication.language.word
    parts = [Shelf(part.title, [pages[i] for i in part.pages]) for part in publication.own.book]
    rest = [page for page in publication.list_pages if not publication.is_in_book(page)]
    return [*parts, Shelf(word("lists"), rest, chapters=False)] if rest else parts


def script(page: Page) -> str:
    """Give the path of the script that hands over a page, relative to the site."""
    return f"{HOME}/{page.id}.js"


def write_composer(publication: Publication, site: Path) -> None:
    """Write scripts and styles into the staged `site`, if one of its pages shows the composer.

    Raises PageNotBuiltError when a page lacks.
    """
    if not any(MARK in path.read_text(encoding="utf-8") for path in site.rglob("*.html")):
        return
    (site / HOME).mkdir(parents=True, exist_ok=True)
    target = inside(publication.book_pages)
    for shelf in shelves(publication):
        for page in shelf.pages:
            forms = dict(forms_of(publication, site, page, target if shelf.chapters else None))
            data = f"{json.dumps(page.id)}, {json.dumps(forms, ensure_ascii=False)}"
            (site / script(page)).write_text(f"handout.addPage({data})\n", encoding="utf-8")
    (site / STYLES).write_text(styles(publication), encoding="utf-8")


def forms_of(
    publication: Publication, site: Path, page: Page, target: Target | None
) -> Iterator[tuple[str, str]]:
    """Give the forms in which a page can be chosen, each with its HTML: `chapter`, `sheet`.

    `target` tells where a link of a chapter leads in the book; without it there is no chapter.
    """
    templates = environment(publication)
    if target:
        text = read_chapter(publication, page, site, target).html
        template = templates.get_template("print/composer_chapter.html")
        yield "chapter", ready(publication, template.render(page=page, text=text))
    if page.meta.checklist:
        template = templates.get_template("print/sheet.html")
        sheet = template.render(page=page, level=2, fillable=False, sheet_of=sheet_of)
        yield "sheet", ready(publication, sheet)
    if page.meta.workform:
        template = templates.get_template("print/workform.html")
        sheet = template.render(
            page=page, level=2, workform_sheet=workform_sheet, based_on=based_on(publication)
        )
        yield "sheet", ready(publication, sheet)


def ready(publication: Publication, source: str) -> str:
    """Make a form ready to be put into a page at any depth, under a strict security policy.

    A link inside the book also says where its page stands on the site, for a hand-out without that
    page. Pictures are relative to the site; styles are handed to the script, which may set them.
    """
    root = html.fragment_fromstring(source.strip())
    for link in root.iterfind(".//a[@href]"):
        outside = outside_address(publication, link)
        if outside:
            link.set("data-outside", outside)
    for picture in root.iterfind(".//img[@src]"):
        picture.set("src", picture.get("src", "").removeprefix("/"))
    for element in [root, *root.iterfind(".//*[@style]")]:
        if "style" in element.attrib:
            element.set("data-style", element.attrib.pop("style"))
    return str(html.tostring(root, encoding="unicode", with_tail=False))


def outside_address(publication: Publication, link: HtmlElement) -> str | None:
    """Give where a link inside the book leads on the site, or None."""
    mark, _, place = link.get("href", "").partition("#")
    if mark or not place:
        return None
    name, split, anchor = place.partition("--")
    page = publication.pages[name if split else place.removeprefix("page-")]
    return address(publication, f"{page.url}#{anchor}" if split else page.url)


def styles(publication: Publication) -> str:
    """Give the styles of the book as styles of the hand-out alone: nested (CSS Nesting).

    The site's own styles are undone there first, so that paper looks as it does in the book.
    """
    printed = [
        (publication.overrides / "print" / f"{name}.css").read_text(encoding="utf-8")
        for name in PRINTED
    ]
    template = environment(publication).get_template("macros/composer_pages.css")
    return template.render(printed="\n".join(printed).replace("url(../assets/", "url(../"))
