"""What a page says of itself to search engines, to previews of a link, and to who cites it.

A site without an address of its own (`site_url`) says no address, and shows no picture to previews:
both must be whole addresses.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from tools.model.entities.page import Page
from tools.model.publication import Publication, format_item_anchor
from tools.render.imprint import absolute_url

JsonLd = dict[str, Any]
SHARE_IMAGES_FOLDER = "assets/share"
CC_PREFIX = "CC "  # how the name of such a licence begins


@dataclass(frozen=True)
class Metadata:
    """Open Graph properties in order, JSON-LD, and how to cite a page."""

    open_graph: dict[str, str]
    json_ld: JsonLd
    citation: str


def build_metadata(publication: Publication, page: Page) -> Metadata:
    """Give what a page says of itself."""
    return Metadata(
        build_open_graph(publication, page),
        build_json_ld(publication, page),
        format_citation(publication, page),
    )


def share_image_path(page: Page) -> str:
    """Give the path of the picture that stands for a page in previews, relative to the site."""
    return f"{SHARE_IMAGES_FOLDER}/{page.id}.png"


def author_name(publication: Publication) -> str:
    """Give the name to cite as author: of the publisher, or else of the publication."""
    return publication.settings.publisher.name or publication.name


def is_article(publication: Publication, page: Page) -> bool:
    """Tell whether a page is a text to read from begin to end: a chapter or a story."""
    return publication.has_handout(page)


def format_citation(publication: Publication, page: Page) -> str:
    """Give how to cite a page, in one line: author, title, version, date, address."""
    own, word = publication.settings, publication.language.word
    version = (
        f"{word('version').lower()} {own.version}, {publication.language.format_date(own.date)}"
    )
    name = (
        publication.name if page.title == publication.name else f"{page.title}. {publication.name}"
    )
    who = f"{own.publisher.name}. " if own.publisher.name else ""
    where = absolute_url(publication, page.url)
    return f"{who}{name}, {version}." + (f" {where}" if where else "")


def build_open_graph(publication: Publication, page: Page) -> dict[str, str]:
    """Give the Open Graph properties of a page (ogp.me)."""
    where = absolute_url(publication, page.url)
    seen: dict[str, str] = {}
    if where:
        seen = {
            "og:url": where,
            "og:image": absolute_url(publication, share_image_path(page)) or "",
            "og:image:width": "1200",
            "og:image:height": "630",
            "og:image:alt": page.title,
        }
    return {
        "og:type": "article" if is_article(publication, page) else "website",
        "og:title": page.title,
        "og:description": page.meta.description,
        "og:site_name": publication.name,
        "og:locale": publication.language.word("locale").replace("-", "_"),
        **seen,
    }


def build_json_ld(publication: Publication, page: Page) -> JsonLd:
    """Give the JSON-LD of a page: what it is, what it is part of, and the list on it."""
    return {"@context": "https://schema.org", "@graph": list(json_ld_nodes(publication, page))}


def json_ld_nodes(publication: Publication, page: Page) -> Iterator[JsonLd]:
    """Give what a page tells of, in the words of schema.org."""
    own = publication.settings
    where = absolute_url(publication, page.url)
    yield {
        "@type": "Article" if is_article(publication, page) else "WebPage",
        "headline" if is_article(publication, page) else "name": page.title,
        "description": page.meta.description,
        "inLanguage": publication.content_language,
        "datePublished": own.date.isoformat(),
        "isPartOf": {"@type": "CreativeWork", "name": publication.name, "version": own.version},
        **({"license": licence} if (licence := licence_url(publication)) else {}),
        **(
            {"url": where, "image": absolute_url(publication, share_image_path(page))}
            if where
            else {}
        ),
        **({"publisher": publisher_node(publication)} if own.publisher.name else {}),
    }
    way = [*breadcrumb_pages(publication, page), page]
    if len(way) > 1:
        yield {
            "@type": "BreadcrumbList",
            "itemListElement": [
                list_item_node(n, one.title, absolute_url(publication, one.url), "item")
                for n, one in enumerate(way, 1)
            ],
        }
    checklist = page.meta.checklist
    if checklist:
        entries = [
            list_item_node(
                n,
                item.what,
                absolute_url(publication, f"{page.url}#{format_item_anchor(checklist, item)}"),
            )
            for n, item in enumerate(checklist.items, 1)
        ]
        yield {"@type": "ItemList", "name": checklist.title, "itemListElement": entries}


def list_item_node(position: int, name: str, where: str | None, key: str = "url") -> JsonLd:
    """Give an entry of a list; `key`: under which name its address stands, if it has one."""
    entry = {"@type": "ListItem", "position": position, "name": name}
    return {**entry, **({key: where} if where else {})}


def publisher_node(publication: Publication) -> JsonLd:
    """Give the publisher; its name is set."""
    own = publication.settings.publisher
    mail = {"email": own.mail} if own.mail else {}
    return {"@type": "Organization", "name": own.name, **mail}


def breadcrumb_pages(publication: Publication, page: Page) -> list[Page]:
    """Give the pages on the way to a page: the start, and the overview of its folder."""
    ways = [publication.settings.homes.start]
    overview = publication.pages_by_url.get(
        (PurePosixPath(page.url).parent / "index.html").as_posix()
    )
    found = dict.fromkeys([*ways, *([overview.id] if overview else [])])
    return [publication.pages[one] for one in found if one != page.id and one in publication.pages]


def licence_url(publication: Publication) -> str | None:
    """Give the address of the licence, where its name says it."""
    name = publication.settings.licence
    if not name.startswith(CC_PREFIX):
        return None
    kind, _, version = name.removeprefix(CC_PREFIX).rpartition(" ")
    return f"https://creativecommons.org/licenses/{kind.lower()}/{version}/"
