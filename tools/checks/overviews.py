"""Check what pages show of other pages and of the data: all of it, in order, and nothing twice."""

import posixpath
from collections.abc import Iterator
from itertools import chain

from lxml.html import HtmlElement

from tools.model.entities.page import Page
from tools.model.publication import Publication
from tools.model.reading.collation import sort_key
from tools.site.built_pages import Pages, collapse_whitespace, extract_text
from tools.site.pruned_nav import has_pruned_nav

TABS_XPATH = "//nav[@class='tabs']//a[@href]"
NAV_XPATH = f"{TABS_XPATH} | //nav[@id='__contents']//a[@href]"

# A heading written by an author may have an id that begins like those of entries.
HEADING_TEST = "self::h1 or self::h2 or self::h3 or self::h4 or self::h5 or self::h6"
ENTRIES_XPATH = f"//article//*[starts-with(@id, $kind)][not({HEADING_TEST})]"

NavLinks = tuple[tuple[str, str], ...]  # the URL and the words of each link


def check_overviews(publication: Publication, pages: Pages) -> Iterator[str]:
    """Yield what cards, changes, tasks of a role and navigation lack, repeat or reorder."""
    first_page_by_nav: dict[NavLinks, str] = {}
    for page in publication.pages.values():
        if page.url in pages:
            root = pages[page.url].root
            yield from check_cards(publication, page, root)
            yield from check_tasks(publication, page, root)
            first_page_by_nav.setdefault(extract_nav(publication, page, root), page.url)
    if len(first_page_by_nav) > 1:
        yield f"the menu differs between {' and '.join([*first_page_by_nav.values()][:2])}"
    yield from check_listings(publication, pages)
    yield from check_changes(publication, pages)


def check_changes(publication: Publication, pages: Pages) -> Iterator[str]:
    """Yield the page with changes if it does not show all of them in order."""
    page = publication.find_home("changes")
    if page is None or page.url not in pages:
        return
    url = page.url
    rows = pages[url].root.xpath("//ul[@class='changes']/li")
    ids = [str(row.get("id")) for row in rows]
    if ids != [f"change-{change.id}" for change in publication.changes] or any(
        change.what not in extract_text(row)
        for change, row in zip(publication.changes, rows, strict=True)
    ):
        yield f"{url}: does not tell all changes, the newest first"


def check_listings(publication: Publication, pages: Pages) -> Iterator[str]:
    """Yield each list of terms, sources or statements that lacks or repeats an entry."""
    terms = sorted(publication.terms.values(), key=lambda term: sort_key(term.term))
    sources = sorted(publication.sources.values(), key=lambda source: source.sort_key)
    treated = [id_ for id_ in publication.statements if publication.find_treatments(id_)]
    for name, kind, expected in (
        ("glossary", "term", [term.id for term in terms]),
        ("sources", "source", [source.id for source in sources]),
        ("accountability", "statement", treated),
    ):
        home = publication.find_home(name)
        if home is None or home.url not in pages:
            continue
        url = home.url
        entries = pages[url].root.xpath(ENTRIES_XPATH, kind=f"{kind}-")
        actual = [str(entry.get("id")).partition("-")[2] for entry in entries]
        if actual != expected:
            yield f"{url}: does not show every {kind} once, in order"
        lists = dict.fromkeys(entry.getparent() for entry in entries)
        for element in chain.from_iterable(lists):
            if isinstance(element.tag, str) and not element.get("id"):
                yield f"{url}: has more than each {kind} once: {extract_text(element)[:60]}"


def check_cards(publication: Publication, page: Page, root: HtmlElement) -> Iterator[str]:
    """Yield cards that lack something of their page, or are not in the order of their kind."""
    for cards in root.xpath("//article//ul[@class='cards']"):
        linked_pages = []
        for card in cards.xpath("./li"):
            links = card.xpath(".//a[contains(@class, 'card-title')]")
            url = resolve_url(page, str(links[0].get("href"))) if links else ""
            linked, text = publication.pages_by_url.get(url), extract_text(card)
            if linked and linked.title in text and linked.summary in text:
                linked_pages.append(linked)
            else:
                yield f"{page.url}: a card does not say what its page says: {text[:60]}"
        kinds = {linked.meta.kind for linked in linked_pages}
        in_order = publication.get_pages_of_kind(kinds.pop()) if len(kinds) == 1 else linked_pages
        if linked_pages != [linked for linked in in_order if linked in linked_pages]:
            yield f"{page.url}: its cards stand in another order, or twice"


def check_tasks(publication: Publication, page: Page, root: HtmlElement) -> Iterator[str]:
    """Yield a page of a role that does not show all tasks of that role in order."""
    if not page.meta.role:
        return
    item_ids = [str(id_) for id_ in root.xpath("//*[@class='tasks']//@data-item")]
    checklist_ids = [str(id_) for id_ in root.xpath("//*[@class='tasks']//@data-block")]
    fields = [*map(extract_text, root.xpath("//*[@class='tasks']//tr//*[@data-field]"))]
    leads, joins = publication.split_role_tasks(page.meta.role)
    tasks = [*leads, *joins]
    items = [(checklist, item) for _, checklist, items in tasks for item in items]
    columns = publication.get_columns("page")
    texts = [
        text
        for _, item in items
        for text in (item.what, *(publication.format_field(item, field) for field in columns))
    ]
    if (
        item_ids != [f"{checklist.id}/{item.id}" for checklist, item in items]
        or checklist_ids != [checklist.id for _, checklist, _ in tasks]
        or fields != [*map(collapse_whitespace, texts)]
    ):
        yield f"{page.url}: does not show what the role does, or not in order"


def extract_nav(publication: Publication, page: Page, root: HtmlElement) -> NavLinks:
    """Return the links of a page's navigation that every page has."""
    elements = root.xpath(TABS_XPATH if has_pruned_nav(publication) else NAV_XPATH)
    links = ((resolve_url(page, str(link.get("href"))), extract_text(link)) for link in elements)
    return tuple((url, text) for url, text in links if url in publication.pages_by_url)


def resolve_url(page: Page, target: str) -> str:
    """Return the URL in the site to which a link on a page leads."""
    folder = posixpath.dirname(page.url)
    return target if target.startswith("#") else posixpath.normpath(posixpath.join(folder, target))
