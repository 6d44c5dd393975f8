"""Check that every link, anchor, image, style and script of the built site leads to something."""

import posixpath
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path
from urllib.parse import unquote, urlsplit

from tools.model.rules.redirects import NOT_FOUND_PAGE
from tools.site.built_pages import BuiltPage, Pages, extract_text

EXTERNAL_SCHEMES = {"http", "https", "mailto", "tel"}
ID_REFERENCES_XPATH = "//@for | //@aria-labelledby | //@aria-describedby | //@aria-controls"


def check_links(site: Path, pages: Pages, site_url: str = "") -> Iterator[str]:
    """Yield each dead link and each duplicate id.

    `site_url` is where the site will stand; the page for unknown URLs links from its root.
    """
    root = urlsplit(site_url).path.rstrip("/") + "/"
    anchors = {page.url: page.anchors for page in pages.values()}
    for page in pages.values():
        yield from check_ids(page)
        for link in page.root.xpath("//article//a[@href='' or @href='#']"):
            yield f"{page.url}: the link “{extract_text(link)}” leads nowhere"
        for target in dict.fromkeys(str(target) for target in page.root.xpath("//@href | //@src")):
            error = find_link_error(target, page, site, anchors, root)
            if error:
                yield f"{page.url}: {error}"


def check_ids(page: BuiltPage) -> Iterator[str]:
    """Yield each duplicate id of a page, and each reference to an id that it does not have."""
    for id_, count in Counter(str(id_) for id_ in page.root.xpath("//@id")).items():
        if count > 1:
            yield f"{page.url}: the id {id_} stands {count} times"
    references = (str(value).split() for value in page.root.xpath(ID_REFERENCES_XPATH))
    for id_ in dict.fromkeys(chain.from_iterable(references)):
        if id_ not in page.anchors:
            yield f"{page.url}: something is to be named by {id_}, which is not there"


def find_link_error(
    target: str, page: BuiltPage, site: Path, anchors: Mapping[str, frozenset[str]], root: str
) -> str | None:
    """Return what is wrong with a link target on a page, or None.

    `anchors`: those of each page, by its URL; `root`: the path of the site on its host.
    """
    parts = urlsplit(target)
    if parts.scheme or parts.netloc:
        return None if parts.scheme in EXTERNAL_SCHEMES | {"data"} else f"odd address {target}"
    path = unquote(parts.path)
    if page.url == NOT_FOUND_PAGE:  # served at any URL, so its links start at the root
        path = path.removeprefix(root)
    path = posixpath.normpath(posixpath.join(posixpath.dirname(page.url), path))
    if not parts.path:
        path = page.url
    elif not (site / path).exists() or path.startswith(".."):
        return f"{target} does not exist"
    if (site / path).is_dir():
        path = posixpath.normpath(posixpath.join(path, "index.html"))
    if parts.fragment and path in anchors and unquote(parts.fragment) not in anchors[path]:
        return f"{target}: no such heading or id"
    return None


def collect_external_links(pages: Pages) -> dict[str, list[str]]:
    """Return each external URL, sorted, with the URLs of the pages that link to it."""
    linking_pages: dict[str, set[str]] = {}
    for page in pages.values():
        for target in page.root.xpath("//a/@href"):
            if urlsplit(str(target)).scheme in ("http", "https"):
                linking_pages.setdefault(str(target), set()).add(page.url)
    return {url: sorted(linking_pages[url]) for url in sorted(linking_pages)}


def request_status(url: str) -> str:
    """Return the status with which a URL answers, or `!` and the status or error of a failure."""
    request = urllib.request.Request(url, headers={"User-Agent": "Mozilla/5.0 (link check)"})
    try:
        with urllib.request.urlopen(request, timeout=20) as response:
            return str(response.status)
    except urllib.error.HTTPError as error:
        return f"!{error.code}"
    except OSError as error:
        return f"!{error}"
