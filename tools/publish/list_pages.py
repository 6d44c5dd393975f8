"""A page for each checklist with that list and nothing else: the one that a QR code leads to.

It has the header of the site, without search and menu, and is found by search engines. The page of
the subject, with the explanation, shows the same list.
"""

import posixpath
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from lxml import etree, html
from lxml.html import HtmlElement

from tools.model.publication import Publication
from tools.publish.checklist_view import build_list_values
from tools.render.environment import make_linker, render_template
from tools.render.imprint import absolute_url
from tools.render.site_paths import list_path
from tools.runtime.files import write_file
from tools.site.built_pages import parse_page
from tools.site.bundle import bundle_scripts
from tools.site.published_files import SITEMAP

SITEMAP_NAMES = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINKS = ("href", "src", "data-assets")
# What the header of a page holds that has no place on a page of one list.
LEFT_OUT = ("search-open", "search", "contents-open")


@dataclass(frozen=True)
class Frame:
    """The parts that the page of a list has of the site: in its head, its header and its body."""

    scripts: tuple[str, ...]
    styles: tuple[str, ...]
    header: str
    direction: str
    scheme: str


def write_list_pages(publication: Publication, site: Path) -> None:
    """Write the pages of all checklists into the staged `site`, and name them in its sitemap."""
    script = bundle_scripts(publication.theme_folder).path
    for page, checklist in publication.checklist_pages:
        path = list_path(publication, checklist.id)
        text = render_template(
            publication,
            "publish/list.html",
            page=page,
            frame=take_frame(parse_page(site / page.url), page.url, path),
            script=script,
            address=absolute_url(publication, path),
            link=make_linker(posixpath.dirname(path)),
            **build_list_values(publication, page),
        )
        write_file(site / path, text + "\n")
    extend_sitemap(publication, site)


def take_frame(root: HtmlElement, url: str, path: str) -> Frame:
    """Return what stands around the text of the built page at `url`, with links from `path`."""
    styles = root.xpath("//head/link[@rel='stylesheet']")
    scripts = root.xpath("//head/script[@data-assets]")
    headers = root.xpath("//header[contains(@class, 'md-header')]")
    for part in [*styles, *scripts, *headers]:
        for element in part.iter():
            for name in LINKS:
                if target := element.get(name):
                    element.set(name, move_link(target, url, path))
        for name in LEFT_OUT:
            has_name = f".//*[contains(concat(' ', @class, ' '), ' {name} ')]"
            for element in part.xpath(has_name):
                element.drop_tree()
    write = partial(html.tostring, encoding="unicode", with_tail=False)
    return Frame(
        scripts=tuple(map(write, scripts)),
        styles=tuple(str(style.get("href")) for style in styles),
        header="".join(map(write, headers)),
        direction=str(root.body.get("dir", "ltr")),
        scheme=str(root.body.get("data-md-color-scheme", "default")),
    )


def move_link(target: str, url: str, path: str) -> str:
    """Return a link on the page at `url` as it must be on the page at `path`."""
    if urlsplit(target).scheme or target.startswith(("#", "/")):
        return target
    moved = posixpath.relpath(urljoin(f"/{url}", target), posixpath.dirname(f"/{path}"))
    return f"{moved}/" if target.endswith("/") else moved


def extend_sitemap(publication: Publication, site: Path) -> None:
    """Add the pages of all checklists to the sitemap, if the site has an address."""
    file = site / SITEMAP
    if not publication.mkdocs.site_url or not file.is_file():
        return
    sitemap = etree.parse(file)
    root = sitemap.getroot()
    for checklist in publication.checklists:
        entry = etree.SubElement(root, f"{SITEMAP_NAMES}url")
        address = absolute_url(publication, list_path(publication, checklist.id))
        etree.SubElement(entry, f"{SITEMAP_NAMES}loc").text = address
        day = publication.get_version(checklist).date
        etree.SubElement(entry, f"{SITEMAP_NAMES}lastmod").text = day.isoformat()
    etree.indent(sitemap, "    ")
    file.write_bytes(etree.tostring(sitemap, xml_declaration=True, encoding="UTF-8"))
