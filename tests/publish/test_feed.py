"""The changes are the same on their page and in the Atom feed (RFC 4287)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest
from lxml import etree

from tests.conftest import Built
from tools.publish.feed import FEED_PATH
from tools.site.built_pages import extract_text, read_pages

SHEDS = "https://example.org/sheds/"
ATOM = "{http://www.w3.org/2005/Atom}"
REQUIRED = ("id", "title", "updated")


@pytest.fixture(scope="module")
def text(built_small: Built) -> bytes:
    return (built_small.site / FEED_PATH).read_bytes()


def find_problems(text: bytes) -> Iterator[str]:
    """Yield the requirements of the standard (sections 4.1 and 4.2) that a feed does not meet."""
    feed = etree.fromstring(text)
    entries = feed.findall(f"{ATOM}entry")
    if feed.tag != f"{ATOM}feed":
        yield "root"
    if not feed.findtext(f"{ATOM}author/{ATOM}name"):
        yield "author"
    for rel in ("self", "alternate"):
        if len(feed.findall(f"{ATOM}link[@rel='{rel}']")) != 1:
            yield rel
    for part in (feed, *entries):
        yield from (name for name in REQUIRED if len(part.findall(f"{ATOM}{name}")) != 1)
        moment = part.findtext(f"{ATOM}updated", "")
        try:
            if datetime.fromisoformat(moment).tzinfo is None:
                yield f"no zone: {moment}"
        except ValueError:
            yield f"no moment: {moment}"
        for link in part.iter(f"{ATOM}link"):
            if not link.get("href", "").startswith("https://"):
                yield f"no whole address: {link.get('href')}"
    ids = [part.findtext(f"{ATOM}id") for part in (feed, *entries)]
    if len(set(ids)) != len(ids):
        yield "an id stands twice"


def test_the_feed_is_as_the_standard_asks(text: bytes) -> None:
    assert list(find_problems(text)) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<updated>2026-11-24T00:00:00Z</updated>", "<updated>24 November 2026</updated>"),
        ("<id>", "<name>"),
        ("#change-round</id>", "#change-first</id>"),
        ('rel="self"', 'rel="other"'),
        (f'href="{SHEDS}practices', 'href="practices'),
    ],
)
def test_what_is_wrong_in_a_feed_is_found(text: bytes, old: str, new: str) -> None:
    changed = text.decode().replace(old, new, 1)
    if old == "<id>":
        changed = changed.replace("</id>", "</name>", 1)
    assert changed.encode() != text
    assert list(find_problems(changed.encode()))


def test_feed_and_page_match_the_data(text: bytes, built_small: Built) -> None:
    publication, pages = built_small.publication, read_pages(built_small.site)
    assert [change.id for change in publication.changes] == ["round", "first"], "newest first"
    assert '<ten> minutes & "no more"' in publication.changes[0].what
    entries = etree.fromstring(text).findall(f"{ATOM}entry")
    rows = pages["about/changes.html"].root.xpath("//ul[@class='changes']/li")
    for change, entry, row in zip(publication.changes, entries, rows, strict=True):
        title = publication.pages[change.page].title if change.page else publication.name
        assert entry.findtext(f"{ATOM}title") == title
        assert entry.findtext(f"{ATOM}content") == change.what
        assert entry.findtext(f"{ATOM}updated") == f"{change.date}T00:00:00Z"
        day = publication.language.format_date(change.date)
        assert extract_text(row) == f"{day} {title} {change.what}"
        links = [link.get("href", "") for link in entry.findall(f"{ATOM}link")]
        assert len(links) == 1
        for address in (entry.findtext(f"{ATOM}id", ""), *links):
            url, _, anchor = address.removeprefix(SHEDS).partition("#")
            assert not anchor or anchor in pages[url].anchors


def test_every_page_leads_to_the_feed_if_there_is_one(built: Built, built_small: Built) -> None:
    link = "//link[@rel='alternate' and @type='application/atom+xml']"
    for url in ("index.html", "practices/tidy-tools.html"):
        (feed,) = read_pages(built_small.site)[url].root.xpath(link)
        assert feed.get("title") == "Changes in Good Sheds"
        assert (built_small.site / url).parent.joinpath(
            feed.get("href")
        ).resolve().name == FEED_PATH
    assert not (built.site / FEED_PATH).exists()
    for page in read_pages(built.site).values():
        assert not page.root.xpath(f"{link} | //article//a[contains(@href, '{FEED_PATH}')]")
    rows = read_pages(built.site)["over/wijzigingen.html"].root.xpath("//ul[@class='changes']/li")
    assert len(rows) == len(built.publication.changes) > 3
