"""What pages show of other pages and of the data: all of it, in order, and no part twice."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from itertools import chain

from lxml.html import HtmlElement

from tools.model.entities.page import Page
from tools.model.publication import Publication
from tools.site.built_pages import BuiltPage, extract_text
from tools.site.pruned_nav import has_pruned_nav

TABS_XPATH = "//nav[@class='tabs']//a[@href]"
NAV_XPATH = f"{TABS_XPATH} | //nav[@id='__contents']//a[@href]"

# A heading of an author's own may have an id that begins like those of entries.
HEADING_TEST = "self::h1 or self::h2 or self::h3 or self::h4 or self::h5 or self::h6"
ENTRIES_XPATH = f"//article//*[starts-with(@id, $kind)][not({HEADING_TEST})]"


def check_overviews(publication: Publication, pages: Mapping[str, BuiltPage]) -> Iterator[str]:
    """Give what cards, changes, tasks of a role, and the menu lack, double or turn round."""
    menus: dict[tuple[tuple[str, str], ...], str] = {}
    for page in publication.pages.values():
        if page.url in pages:
            root = pages[page.url].root
            yield from check_cards(publication, page, root)
            yield from check_tasks(publication, page, root)
            menus.setdefault(extract_nav(publication, page, root), page.url)
    if len(menus) > 1:
        yield f"the menu differs between {' and '.join([*menus.values()][:2])}"
    yield from check_listings(publication, pages)
    home = publication.settings.homes.changes
    if home and publication.pages[home].url in pages:
        told = pages[publication.pages[home].url].root.xpath("//ul[@class='changes']/li")
        ids = [str(one.get("id")) for one in told]
        if ids != [f"change-{one.id}" for one in publication.changes] or any(
            one.what not in extract_text(row)
            for one, row in zip(publication.changes, told, strict=False)
        ):
            yield f"{publication.pages[home].url}: does not tell all changes, the newest first"


def check_listings(publication: Publication, pages: Mapping[str, BuiltPage]) -> Iterator[str]:
    """Give a list of words, sources or statements that lacks or doubles an entry."""
    homes = publication.settings.homes
    terms = sorted(publication.terms.values(), key=lambda one: one.term.lower())
    sources = sorted(publication.sources.values(), key=lambda one: one.sort_key)
    treated = [one for one in publication.statements if publication.find_treatments(one)]
    for home, kind, wanted in (
        (homes.glossary, "term", [one.id for one in terms]),
        (homes.sources, "source", [one.id for one in sources]),
        (homes.accountability, "statement", treated),
    ):
        url = publication.pages[home].url
        if url not in pages:
            continue
        entries = pages[url].root.xpath(ENTRIES_XPATH, kind=f"{kind}-")
        shown = [str(one.get("id")).partition("-")[2] for one in entries]
        if shown != wanted:
            yield f"{url}: does not show every {kind} once, in order"
        for one in chain.from_iterable(dict.fromkeys(one.getparent() for one in entries)):
            if isinstance(one.tag, str) and not one.get("id"):
                yield f"{url}: has more than each {kind} once: {extract_text(one)[:60]}"


def check_cards(publication: Publication, page: Page, root: HtmlElement) -> Iterator[str]:
    """Give cards that lack something, or that stand in another order than their kind has."""
    for cards in root.xpath("//article//ul[@class='cards']"):
        shown = []
        for card in cards.xpath("./li"):
            links = card.xpath(".//a[contains(@class, 'card-title')]")
            url = resolve_url(page, str(links[0].get("href"))) if links else ""
            other = publication.pages_by_url.get(url)
            if other is None or any(
                text not in extract_text(card) for text in (other.title, other.meta.summary)
            ):
                yield f"{page.url}: a card does not say what its page says: {extract_text(card)[:60]}"
            else:
                shown.append(other)
        kinds = {one.meta.kind for one in shown}
        of_kind = publication.get_pages_of_kind(kinds.pop()) if len(kinds) == 1 else shown
        if shown != [one for one in of_kind if one in shown]:
            yield f"{page.url}: its cards stand in another order, or twice"


def check_tasks(publication: Publication, page: Page, root: HtmlElement) -> Iterator[str]:
    """Give a page of a role that does not show all that the role does."""
    if not page.meta.role:
        return
    shown = [str(one) for one in root.xpath("//*[@class='tasks']//@data-item")]
    heads = [str(one) for one in root.xpath("//*[@class='tasks']//@data-block")]
    tasks = publication.find_role_tasks(page.meta.role)
    fields = [extract_text(one) for one in root.xpath("//*[@class='tasks']//tr//*[@data-field]")]
    wanted = [
        publication.format_field(item, field)
        for _, _, items in tasks
        for item in items
        for field in ("what", "when", "who", "done_when")
    ]
    if (
        shown != [f"{one.id}/{item.id}" for _, one, items in tasks for item in items]
        or heads != [one.id for _, one, _ in tasks]
        or fields != [" ".join(text.split()) for text in wanted]
    ):
        yield f"{page.url}: does not show what the role does, or not in order"


def extract_nav(
    publication: Publication, page: Page, root: HtmlElement
) -> tuple[tuple[str, str], ...]:
    """Give the menu of a page, as far as all pages have it: where it leads, and in which words."""
    menu = TABS_XPATH if has_pruned_nav(publication) else NAV_XPATH
    links = [
        (resolve_url(page, str(link.get("href"))), extract_text(link)) for link in root.xpath(menu)
    ]
    return tuple(link for link in links if link[0] in publication.pages_by_url)


def resolve_url(page: Page, target: str) -> str:
    """Give the address in the site to which a link on a page leads."""
    here = posixpath.dirname(page.url)
    return posixpath.normpath(posixpath.join(here, target)) if target[:1] != "#" else target
