"""The pieces from which a reader composes a hand-out in the browser: chapters and sheets as HTML.

A page opened from a folder may not read files, but it may load scripts, so the HTML of each page
is in a script that passes it on. It is the HTML of the book: the same article, the same template of
a sheet. The styles of the book come along in one style sheet, limited to the hand-out.
"""

import json
from dataclasses import dataclass
from pathlib import Path

from lxml import html
from lxml.html import HtmlElement

from tools.model.entities.page import Page
from tools.model.publication import Publication
from tools.pdf.canvases import canvas_values
from tools.pdf.chapter import LinkResolver, read_chapter, resolver_for
from tools.pdf.sheets import build_sheet
from tools.pdf.workforms import build_workform_sheet
from tools.render.environment import render_template
from tools.render.imprint import absolute_url

COMPOSER_FOLDER = "assets/composer"
STYLES_PATH = f"{COMPOSER_FOLDER}/hand-out.css"
PRINT_STYLES = (
    "text",
    "writing",
    "checklists",
    "fit",
    "scan",
    "workform",
    "canvas",
)  # shared with the book
COMPOSER_ATTRIBUTE = 'data-script="composer"'  # on a page with the composer


@dataclass(frozen=True)
class PageGroup:
    """Pages to choose from, under one title; without `has_chapters` only their sheets."""

    title: str
    pages: list[Page]
    has_chapters: bool = True


def page_groups(publication: Publication) -> list[PageGroup]:
    """Return the pages to choose from: the parts of the book, then checklists outside the book."""
    groups = [
        PageGroup(part.title or publication.name, [publication.pages[id_] for id_ in part.pages])
        for part in publication.settings.book
    ]
    rest = [page for page in publication.pages_with_checklist if not publication.is_in_book(page)]
    if rest:
        groups.append(PageGroup(publication.language.word("lists"), rest, has_chapters=False))
    canvases = [page for page, _ in publication.canvas_pages]
    if canvases:
        kind = publication.settings.kinds[canvases[0].meta.kind]
        groups.append(PageGroup(kind.many or kind.one, canvases, has_chapters=False))
    return groups


def list_presets(publication: Publication) -> list[tuple[str, list[str]]]:
    """Return what readers can begin with: titles and keys, as far as this publication has them."""
    groups = page_groups(publication)
    keys = {page.id for group in groups if group.has_chapters for page in group.pages}
    keys |= {f"{page.id}~sheet" for group in groups for page in group.pages if has_sheet(page)}
    presets = [
        (preset.title, [key for key in preset.pieces if key in keys])
        for preset in publication.settings.hand_outs
    ]
    return [(title, pieces) for title, pieces in presets if pieces]


def has_sheet(page: Page) -> bool:
    """Return whether a page has something to hand out on a sheet."""
    return bool(page.meta.checklist or page.meta.workform or page.meta.canvas)


def piece_path(page: Page) -> str:
    """Return the path of the script with the pieces of a page, relative to the site."""
    return f"{COMPOSER_FOLDER}/{page.id}.js"


def write_composer(publication: Publication, site: Path) -> None:
    """Write scripts and styles into the staged `site`, if one of its pages has the composer.

    Raises PageNotBuiltError when a page is missing.
    """
    pages = (path.read_text(encoding="utf-8") for path in site.rglob("*.html"))
    if not any(COMPOSER_ATTRIBUTE in page for page in pages):
        return
    (site / COMPOSER_FOLDER).mkdir(parents=True, exist_ok=True)
    resolve_link = resolver_for(publication.book_pages)
    for group in page_groups(publication):
        resolve = resolve_link if group.has_chapters else None
        for page in group.pages:
            pieces = render_pieces(publication, site, page, resolve)
            arguments = f"{json.dumps(page.id)}, {json.dumps(pieces, ensure_ascii=False)}"
            script = f"handout.addPage({arguments})\n"
            (site / piece_path(page)).write_text(script, encoding="utf-8")
    (site / STYLES_PATH).write_text(render_styles(publication), encoding="utf-8")


def render_pieces(
    publication: Publication, site: Path, page: Page, resolve_link: LinkResolver | None
) -> dict[str, str]:
    """Render what can be chosen of a page: its `chapter`, its `sheet`, or both.

    `resolve_link` resolves the links of the chapter; without it there is no chapter.
    """

    def render(name: str, **values: object) -> str:
        source = render_template(publication, f"print/{name}.html", **{"page": page, **values})
        return prepare_fragment(publication, source)

    pieces = {}
    if resolve_link:
        chapter = read_chapter(publication, page, site, resolve_link, names_site=True)
        pieces["chapter"] = render("chapter", chapter=chapter, part="", figures_before=0, fill=None)
    if page.meta.checklist:
        pieces["sheet"] = render("sheet", level=2, fillable=False, build_sheet=build_sheet)
    if page.meta.workform:
        pieces["sheet"] = render("workform", level=2, build_workform_sheet=build_workform_sheet)
    if page.meta.canvas:
        values = canvas_values(publication, page, "blank", shrink=True)
        pieces["sheet"] = render("canvas", level=2, **values)
    return pieces


def prepare_fragment(publication: Publication, source: str) -> str:
    """Adapt HTML so that it can be put into a page at any depth, under a strict security policy.

    A link inside the book also gets the address of its page on the site, for a hand-out without
    that page. Addresses of images become relative to the site. Inline styles move to an attribute,
    as only the script may set them.
    """
    root = html.fragment_fromstring(source.strip())
    for link in root.iterfind(".//a[@href]"):
        if url := site_url_of(publication, link):
            link.set("data-outside", url)
        link.attrib.pop("data-page-of", None)  # the script numbers its own pages
        link.attrib.pop("role", None)  # which needs an address, and that is there in print only
    for image in root.iterfind(".//img[@src]"):
        image.set("src", image.get("src", "").removeprefix("/"))
    for element in root.xpath("descendant-or-self::*[@style]"):
        element.set("data-style", element.attrib.pop("style"))
    return str(html.tostring(root, encoding="unicode", with_tail=False))


def site_url_of(publication: Publication, link: HtmlElement) -> str | None:
    """Return the address on the site of a link inside the book; None for another link."""
    before, _, target_id = link.get("href", "").partition("#")
    if before or not target_id:
        return None
    page_id, separator, anchor = target_id.partition("--")  # as chapter.book_id writes it
    page = publication.pages[page_id if separator else target_id.removeprefix("page-")]
    return absolute_url(publication, f"{page.url}#{anchor}" if separator else page.url)


def render_styles(publication: Publication) -> str:
    """Render the styles of the book, nested (CSS Nesting) so that they hold for the hand-out only.

    The template first resets the styles of the site there, so that the hand-out looks as the book.
    """
    folder = publication.templates_folder / "print"
    printed = [(folder / f"{name}.css").read_text(encoding="utf-8") for name in PRINT_STYLES]
    styles = "\n".join(printed).replace("url(../assets/", "url(../")
    return render_template(publication, "print/composer.css", printed=styles)
