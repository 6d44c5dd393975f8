"""Metadata of a page for search engines, for previews of a link, and for citing it.

A site without an address (`site_url`) has no addresses in it, and no image for previews: both must
be absolute.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from tools.model.entities.licence import find_licence
from tools.model.entities.page import Page
from tools.model.publication import Publication, format_item_anchor
from tools.render.imprint import absolute_url

JsonLd = dict[str, Any]
SHARE_IMAGES_FOLDER = "assets/share"


@dataclass(frozen=True)
class Metadata:
    """Open Graph properties in order, JSON-LD, and how to cite a page."""

    open_graph: dict[str, str]
    json_ld: JsonLd
    citation: str


def build_metadata(publication: Publication, page: Page) -> Metadata:
    """Return the metadata of a page."""
    return Metadata(
        build_open_graph(publication, page),
        {"@context": "https://schema.org", "@graph": list(json_ld_nodes(publication, page))},
        format_citation(publication, page),
    )


def share_image_path(page: Page) -> str:
    """Return the path of the image of a page in previews, relative to the site."""
    return f"{SHARE_IMAGES_FOLDER}/{page.id}.png"


def author_name(publication: Publication) -> str:
    """Return the name to cite as author: of the publisher, or else of the publication."""
    return publication.settings.publisher.name or publication.name


def format_citation(publication: Publication, page: Page) -> str:
    """Return how to cite a page, in one line: author, title, version, date, address."""
    settings, language = publication.settings, publication.language
    author = f"{settings.publisher.name}. " if settings.publisher.name else ""
    title = publication.name
    if page.title != publication.name:
        title = f"{page.title}. {title}"
    version = f"{language.word('version').lower()} {settings.version}"
    citation = f"{author}{title}, {version}, {language.format_date(settings.date)}."
    url = absolute_url(publication, page.url)
    return f"{citation} {url}" if url else citation


def build_open_graph(publication: Publication, page: Page) -> dict[str, str]:
    """Return the Open Graph properties of a page (ogp.me)."""
    properties = {
        "og:type": "article" if publication.has_handout(page) else "website",
        "og:title": page.title,
        "og:description": page.description,
        "og:site_name": publication.name,
        "og:locale": publication.language.word("locale").replace("-", "_"),
    }
    if url := absolute_url(publication, page.url):
        properties |= {
            "og:url": url,
            "og:image": absolute_url(publication, share_image_path(page)) or "",
            "og:image:width": "1200",
            "og:image:height": "630",
            "og:image:alt": page.title,
        }
    return properties


def json_ld_nodes(publication: Publication, page: Page) -> Iterator[JsonLd]:
    """Yield the nodes of a page in JSON-LD: the page, its breadcrumbs, and the checklist on it.

    They are in the vocabulary of schema.org.
    """
    yield page_node(publication, page)
    breadcrumbs = [*breadcrumb_pages(publication, page), page]
    if len(breadcrumbs) > 1:
        yield {
            "@type": "BreadcrumbList",
            "itemListElement": [
                list_item_node(n, crumb.title, absolute_url(publication, crumb.url), "item")
                for n, crumb in enumerate(breadcrumbs, 1)
            ],
        }
    if checklist := page.meta.checklist:
        entries = []
        for n, item in enumerate(checklist.items, 1):
            anchor = format_item_anchor(checklist, item)
            url = absolute_url(publication, f"{page.url}#{anchor}") if anchor else None
            entries.append(list_item_node(n, item.what, url))
        yield {"@type": "ItemList", "name": checklist.title, "itemListElement": entries}


def page_node(publication: Publication, page: Page) -> JsonLd:
    """Return the node of the page itself."""
    settings = publication.settings
    article = publication.has_handout(page)  # a text to read from beginning to end
    node: JsonLd = {
        "@type": "Article" if article else "WebPage",
        "headline" if article else "name": page.title,
        "description": page.description,
        "inLanguage": publication.content_language,
        "datePublished": settings.date.isoformat(),
        "isPartOf": {
            "@type": "CreativeWork",
            "name": publication.name,
            "version": settings.version,
        },
    }
    node |= licence_properties(publication)
    if url := absolute_url(publication, page.url):
        node |= {"url": url, "image": absolute_url(publication, share_image_path(page))}
    if settings.publisher.name:
        mail = {"email": settings.publisher.mail} if settings.publisher.mail else {}
        node["publisher"] = {"@type": "Organization", "name": settings.publisher.name, **mail}
    return node


def list_item_node(position: int, name: str, url: str | None, url_key: str = "url") -> JsonLd:
    """Return the node of an item in a list; `url_key` is the key of its address, if any."""
    node = {"@type": "ListItem", "position": position, "name": name}
    return {**node, url_key: url} if url else node


def breadcrumb_pages(publication: Publication, page: Page) -> list[Page]:
    """Return the pages above a page: the start, and the overview of its folder."""
    overview_url = (PurePosixPath(page.url).parent / "index.html").as_posix()
    above = (publication.start_page, publication.pages_by_url.get(overview_url))
    return [*{outer.id: outer for outer in above if outer and outer.id != page.id}.values()]


def licence_properties(publication: Publication) -> JsonLd:
    """Return the properties that name the licence: the address of its text, or else a notice."""
    settings = publication.settings
    known = find_licence(settings.licence)
    url = settings.licence_url or (known.url if known else None)
    return {"license": url} if url else {"copyrightNotice": settings.licence}
