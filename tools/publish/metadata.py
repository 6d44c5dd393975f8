"""What a page says of itself to search engines, to previews of a link, and to who cites it.

A site without an address of its own (`site_url`) says no address, and shows no picture to previews:
both must be whole addresses.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from tools.exports.texts import address
from tools.model.page import Page
from tools.model.publication import Publication, item_anchor

Data = dict[str, Any]
PICTURES = "assets/share"
CREATIVE_COMMONS = "CC "  # how the name of such a licence begins


@dataclass(frozen=True)
class Metadata:
    """Open Graph properties in order, JSON-LD, and how to cite a page."""

    properties: dict[str, str]
    data: Data
    cite: str


def metadata(publication: Publication, page: Page) -> Metadata:
    """Give what a page says of itself."""
    return Metadata(properties(publication, page), data(publication, page), cite(publication, page))


def picture(page: Page) -> str:
    """Give the path of the picture that stands for a page in previews, relative to the site."""
    return f"{PICTURES}/{page.id}.png"


def author(publication: Publication) -> str:
    """Give the name to cite as author: of the publisher, or else of the publication."""
    return publication.own.publisher.name or publication.name


def is_article(publication: Publication, page: Page) -> bool:
    """Tell whether a page is a text to read from begin to end: a chapter or a story."""
    return publication.is_handed_out(page)


def cite(publication: Publication, page: Page) -> str:
    """Give how to cite a page, in one line: author, title, version, date, address."""
    own, word = publication.own, publication.language.word
    version = f"{word('version').lower()} {own.version}, {publication.language.date(own.date)}"
    name = (
        publication.name if page.title == publication.name else f"{page.title}. {publication.name}"
    )
    who = f"{own.publisher.name}. " if own.publisher.name else ""
    where = address(publication, page.url)
    return f"{who}{name}, {version}." + (f" {where}" if where else "")


def properties(publication: Publication, page: Page) -> dict[str, str]:
    """Give the Open Graph properties of a page (ogp.me)."""
    where = address(publication, page.url)
    seen: dict[str, str] = {}
    if where:
        seen = {
            "og:url": where,
            "og:image": address(publication, picture(page)) or "",
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


def data(publication: Publication, page: Page) -> Data:
    """Give the JSON-LD of a page: what it is, what it is part of, and the list on it."""
    return {"@context": "https://schema.org", "@graph": list(things(publication, page))}


def things(publication: Publication, page: Page) -> Iterator[Data]:
    """Give what a page tells of, in the words of schema.org."""
    own = publication.own
    where = address(publication, page.url)
    yield {
        "@type": "Article" if is_article(publication, page) else "WebPage",
        "headline" if is_article(publication, page) else "name": page.title,
        "description": page.meta.description,
        "inLanguage": publication.text_language,
        "datePublished": own.date.isoformat(),
        "isPartOf": {"@type": "CreativeWork", "name": publication.name, "version": own.version},
        **({"license": licence} if (licence := licence_address(publication)) else {}),
        **({"url": where, "image": address(publication, picture(page))} if where else {}),
        **({"publisher": publisher(publication)} if own.publisher.name else {}),
    }
    way = [*above(publication, page), page]
    if len(way) > 1:
        yield {
            "@type": "BreadcrumbList",
            "itemListElement": [
                listed(n, one.title, address(publication, one.url), "item")
                for n, one in enumerate(way, 1)
            ],
        }
    checklist = page.meta.checklist
    if checklist:
        entries = [
            listed(n, item.what, address(publication, f"{page.url}#{item_anchor(checklist, item)}"))
            for n, item in enumerate(checklist.items, 1)
        ]
        yield {"@type": "ItemList", "name": checklist.title, "itemListElement": entries}


def listed(position: int, name: str, where: str | None, key: str = "url") -> Data:
    """Give an entry of a list; `key`: under which name its address stands, if it has one."""
    entry = {"@type": "ListItem", "position": position, "name": name}
    return {**entry, **({key: where} if where else {})}


def publisher(publication: Publication) -> Data:
    """Give the publisher; its name is set."""
    own = publication.own.publisher
    mail = {"email": own.mail} if own.mail else {}
    return {"@type": "Organization", "name": own.name, **mail}


def above(publication: Publication, page: Page) -> list[Page]:
    """Give the pages on the way to a page: the start, and the overview of its folder."""
    ways = [publication.own.homes.start]
    overview = publication.by_url.get((PurePosixPath(page.url).parent / "index.html").as_posix())
    found = dict.fromkeys([*ways, *([overview.id] if overview else [])])
    return [publication.pages[one] for one in found if one != page.id and one in publication.pages]


def licence_address(publication: Publication) -> str | None:
    """Give the address of the licence, where its name says it."""
    name = publication.own.licence
    if not name.startswith(CREATIVE_COMMONS):
        return None
    kind, _, version = name.removeprefix(CREATIVE_COMMONS).rpartition(" ")
    return f"https://creativecommons.org/licenses/{kind.lower()}/{version}/"
