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

from tools.model.entities.page import Page
from tools.model.publication import Publication
from tools.pdf.chapter import LinkResolver, read_chapter, resolver_for
from tools.pdf.sheets import build_sheet
from tools.pdf.workforms import build_workform_sheet
from tools.render.environment import jinja_environment
from tools.render.imprint import absolute_url, based_on_line

COMPOSER_FOLDER = "assets/composer"
STYLES_PATH = f"{COMPOSER_FOLDER}/hand-out.css"
PRINT_STYLES = (
    "text",
    "checklists",
    "scan",
    "workform",
)  # styles of the book that a hand-out shares
COMPOSER_ATTRIBUTE = 'data-script="composer"'  # on a page that shows the composer


@dataclass(frozen=True)
class PageGroup:
    """Pages to choose from under one title; `chapters`: as chapters too, or as sheets alone."""

    title: str
    pages: list[Page]
    has_chapters: bool = True


def page_groups(publication: Publication) -> list[PageGroup]:
    """Give what there is to choose: the parts of the book, then lists that stand in no part."""
    pages, word = publication.pages, publication.language.word
    parts = [
        PageGroup(part.title, [pages[i] for i in part.pages]) for part in publication.settings.book
    ]
    rest = [page for page in publication.pages_with_checklist if not publication.is_in_book(page)]
    return [*parts, PageGroup(word("lists"), rest, has_chapters=False)] if rest else parts


def piece_path(page: Page) -> str:
    """Give the path of the script that hands over a page, relative to the site."""
    return f"{COMPOSER_FOLDER}/{page.id}.js"


def write_composer(publication: Publication, site: Path) -> None:
    """Write scripts and styles into the staged `site`, if one of its pages shows the composer.

    Raises PageNotBuiltError when a page lacks.
    """
    if not any(
        COMPOSER_ATTRIBUTE in path.read_text(encoding="utf-8") for path in site.rglob("*.html")
    ):
        return
    (site / COMPOSER_FOLDER).mkdir(parents=True, exist_ok=True)
    target = resolver_for(publication.book_pages)
    for shelf in page_groups(publication):
        for page in shelf.pages:
            forms = dict(
                render_pieces(publication, site, page, target if shelf.has_chapters else None)
            )
            data = f"{json.dumps(page.id)}, {json.dumps(forms, ensure_ascii=False)}"
            (site / piece_path(page)).write_text(f"handout.addPage({data})\n", encoding="utf-8")
    (site / STYLES_PATH).write_text(render_styles(publication), encoding="utf-8")


def render_pieces(
    publication: Publication, site: Path, page: Page, target: LinkResolver | None
) -> Iterator[tuple[str, str]]:
    """Give the forms in which a page can be chosen, each with its HTML: `chapter`, `sheet`.

    `target` tells where a link of a chapter leads in the book; without it there is no chapter.
    """
    templates = jinja_environment(publication)
    if target:
        text = read_chapter(publication, page, site, target).html
        template = templates.get_template("print/composer_chapter.html")
        yield "chapter", prepare_fragment(publication, template.render(page=page, text=text))
    if page.meta.checklist:
        template = templates.get_template("print/sheet.html")
        sheet = template.render(page=page, level=2, fillable=False, build_sheet=build_sheet)
        yield "sheet", prepare_fragment(publication, sheet)
    if page.meta.workform:
        template = templates.get_template("print/workform.html")
        sheet = template.render(
            page=page,
            level=2,
            build_workform_sheet=build_workform_sheet,
            based_on=based_on_line(publication),
        )
        yield "sheet", prepare_fragment(publication, sheet)


def prepare_fragment(publication: Publication, source: str) -> str:
    """Make a form ready to be put into a page at any depth, under a strict security policy.

    A link inside the book also says where its page stands on the site, for a hand-out without that
    page. Pictures are relative to the site; styles are handed to the script, which may set them.
    """
    root = html.fragment_fromstring(source.strip())
    for link in root.iterfind(".//a[@href]"):
        outside = site_url_of(publication, link)
        if outside:
            link.set("data-outside", outside)
    for picture in root.iterfind(".//img[@src]"):
        picture.set("src", picture.get("src", "").removeprefix("/"))
    for element in [root, *root.iterfind(".//*[@style]")]:
        if "style" in element.attrib:
            element.set("data-style", element.attrib.pop("style"))
    return str(html.tostring(root, encoding="unicode", with_tail=False))


def site_url_of(publication: Publication, link: HtmlElement) -> str | None:
    """Give where a link inside the book leads on the site, or None."""
    mark, _, place = link.get("href", "").partition("#")
    if mark or not place:
        return None
    name, split, anchor = place.partition("--")
    page = publication.pages[name if split else place.removeprefix("page-")]
    return absolute_url(publication, f"{page.url}#{anchor}" if split else page.url)


def render_styles(publication: Publication) -> str:
    """Give the styles of the book as styles of the hand-out alone: nested (CSS Nesting).

    The site's own styles are undone there first, so that paper looks as it does in the book.
    """
    printed = [
        (publication.templates_folder / "print" / f"{name}.css").read_text(encoding="utf-8")
        for name in PRINT_STYLES
    ]
    template = jinja_environment(publication).get_template("print/composer.css")
    return template.render(printed="\n".join(printed).replace("url(../assets/", "url(../"))
