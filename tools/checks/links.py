"""Every link, anchor, picture, style and script of the built site leads to something."""

from __future__ import annotations

import posixpath
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote, urlsplit

from tools.site.built_pages import BuiltPage, extract_text

EXTERNAL_SCHEMES = {"http", "https", "mailto", "tel"}
ID_REFERENCES_XPATH = "//@for | //@aria-labelledby | //@aria-describedby | //@aria-controls"
RESOURCES_XPATH = "//@src | //link[@rel='stylesheet' or @rel='icon' or @rel='manifest']/@href"


def check_links(site: Path, pages: Mapping[str, BuiltPage], address: str = "") -> Iterator[str]:
    """Give each dead link, each id that stands twice, and all that is loaded from elsewhere.

    `address`: where the site will stand; the page for unknown addresses links from its root.
    """
    root = urlsplit(address).path.rstrip("/") + "/"
    anchors = {page.url: page.anchors for page in pages.values()}
    for page in pages.values():
        for identity, count in Counter(str(i) for i in page.root.xpath("//@id")).items():
            if count > 1:
                yield f"{page.url}: the id {identity} stands {count} times"
        for name in dict.fromkeys(
            one for named in page.root.xpath(ID_REFERENCES_XPATH) for one in str(named).split()
        ):
            if name not in page.anchors:
                yield f"{page.url}: something is to be named by {name}, which is not there"
        for link in page.root.xpath("//article//a[@href='' or @href='#']"):
            yield f"{page.url}: the link “{extract_text(link)}” leads nowhere"
        for target in dict.fromkeys(str(t) for t in page.root.xpath("//@href | //@src")):
            finding = find_link_error(target, page, site, anchors, root)
            if finding:
                yield f"{page.url}: {finding}"
        for target in page.root.xpath(RESOURCES_XPATH):
            if urlsplit(str(target)).scheme in EXTERNAL_SCHEMES or str(target).startswith("//"):
                yield f"{page.url}: loads {target} from elsewhere"


def find_link_error(
    target: str, page: BuiltPage, site: Path, anchors: Mapping[str, frozenset[str]], root: str
) -> str | None:
    """Say what is wrong with a target on a page, or None; `anchors`: those of each page."""
    parts = urlsplit(target)
    if parts.scheme or parts.netloc:
        return None if parts.scheme in EXTERNAL_SCHEMES | {"data"} else f"odd address {target}"
    # The page for unknown addresses is served anywhere, so its links start at the root.
    way = unquote(parts.path)
    if page.url == "404.html":
        way = way.removeprefix(root)
    path = posixpath.normpath(posixpath.join(posixpath.dirname(page.url), way))
    if not parts.path:
        path = page.url
    elif not (site / path).exists() or path.startswith(".."):
        return f"{target} does not exist"
    if (site / path).is_dir():
        path = posixpath.normpath(posixpath.join(path, "index.html"))
    if parts.fragment and path in anchors and unquote(parts.fragment) not in anchors[path]:
        return f"{target}: no such heading or id"
    return None


def collect_external_links(pages: Mapping[str, BuiltPage]) -> dict[str, list[str]]:
    """Give every outside address once, with the pages that link to it."""
    found: dict[str, list[str]] = {}
    for page in pages.values():
        for target in page.root.xpath("//a/@href"):
            if urlsplit(str(target)).scheme in ("http", "https"):
                found.setdefault(str(target), []).append(page.url)
    return {address: sorted(set(found[address])) for address in sorted(found)}


def request_status(address: str) -> str:
    """Ask an address whether it answers: its status, with `!` in front when it does not."""
    request = urllib.request.Request(address, headers={"User-Agent": "Mozilla/5.0 (link check)"})
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return str(answer.status)
    except urllib.error.HTTPError as error:
        return f"!{error.code}"
    except OSError as error:
        return f"!{error}"
