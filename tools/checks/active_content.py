"""What acts in the built site is what the machinery put there: the second net.

The rules over the Markdown keep HTML that acts out of the sources, where a line can be named. Here
each built file is judged as a browser gets it, whoever wrote it. A page is read twice, parsed and
as text: what a browser sees where the parser saw none stops the build too.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import etree
from lxml.html import HtmlElement

from tools.model.publication import Publication
from tools.model.reading.images import is_active_element
from tools.pdf import composer
from tools.publish.csp import SCRIPT_TYPES
from tools.publish.embed import embed_path
from tools.publish.feed import FEED_PATH
from tools.publish.robots import SITEMAP
from tools.site.built_pages import BuiltPage
from tools.site.bundle import SCRIPTS_FOLDER, bundle_scripts
from tools.site.search_index import INDEX_PATH

NOT_FOUND_PAGE = "404.html"
# What acts, shows another document, or hides from a parser what a browser sees.
ACTIVE_ELEMENTS = {
    "applet", "embed", "fencedframe", "frame", "frameset", "iframe", "noembed", "noframes",
    "noscript", "object", "plaintext", "portal", "style", "xmp",
    "animate", "animatemotion", "animatetransform", "foreignobject", "set",
}  # fmt: skip
RESTRICTED_ELEMENTS = {"base", "link", "meta", "script"}  # each by a template, in its place
CHECKED_TAG = re.compile(
    rf"<({'|'.join(sorted(ACTIVE_ELEMENTS | RESTRICTED_ELEMENTS))})\b", re.IGNORECASE
)
# The attributes of a tag as a browser reads them, wherever a tag may begin: what stands in a value
# is no attribute. Each is taken whole (possessive), and only so many of a tag, so that the time
# does not grow with what is tried.
WHITESPACE = r"[ \t\n\f\r]"
VALUE = rf"""{WHITESPACE}*+={WHITESPACE}*+(?:"[^"]*+"|'[^']*+'|[^ \t\n\f\r"'>][^ \t\n\f\r>]*+)"""
ATTRIBUTE = rf"(?:{WHITESPACE}|/)*+[^ \t\n\f\r/>][^ \t\n\f\r/>=]*+(?:{VALUE})?+"
ACTIVE_ATTRIBUTE = re.compile(
    rf"<[a-z][^ \t\n\f\r/>]*+(?>{ATTRIBUTE}){{0,100}}?(?:{WHITESPACE}|/)*+(on\w+|style|srcdoc){WHITESPACE}*=",
    re.IGNORECASE,
)
# Attributes that hold an address, and the schemes that may stand there; none: of the site only.
LINK_SCHEMES = {"", "http", "https", "mailto", "tel"}
RESOURCE_SCHEMES = {"", "data"}
ALLOWED_SCHEMES = {
    "action": {""},
    "background": RESOURCE_SCHEMES,
    "cite": LINK_SCHEMES,
    "data": {""},
    "formaction": {""},
    "href": LINK_SCHEMES,
    "ping": {""},
    "poster": RESOURCE_SCHEMES,
    "src": RESOURCE_SCHEMES,
    "srcset": {""},
    "xlink:href": {""},
}
SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):")
IGNORED_CHARACTERS = re.compile(r"[\x00-\x20]")  # by a browser, inside an address
INLINE_SCRIPT = re.compile(r"<script(?:\s[^>]*)?>(.*?)</script>", re.DOTALL)
# A script that only hands over data.
DATA_SCRIPT = re.compile(r"(?:searchEngine\.loadIndex|handout\.addPage)\((.*)\)\s*", re.DOTALL)
EXTERNAL_STYLE = re.compile(
    r"@import|url\(\s*[\"']?\s*(?!data:)(?:[a-z][a-z0-9+.-]*:|//)", re.IGNORECASE
)
EXECUTABLE_SUFFIXES = {
    ".asp", ".cgi", ".hta", ".htc", ".htm", ".jsp", ".mht", ".mjs", ".php", ".shtml", ".swf",
    ".wasm", ".xht", ".xhtml", ".xml", ".xsl", ".xslt",
}  # fmt: skip
REMEDY = "what acts in a page stands in overrides/theme/"


@dataclass(frozen=True)
class TrustedContent:
    """What the machinery itself puts into the site of a publication."""

    publication: Publication
    site: Path

    @cached_property
    def inline_scripts(self) -> frozenset[str]:
        """The scripts that templates write into pages."""
        templates = self.publication.templates_folder.rglob("*.html")
        texts = (path.read_text(encoding="utf-8") for path in templates)
        return frozenset(
            script for text in texts for script in INLINE_SCRIPT.findall(text) if script
        )

    @cached_property
    def theme_scripts(self) -> frozenset[str]:
        """The texts of the theme's scripts, each by itself and bundled."""
        theme = self.publication.theme_folder
        paths = (theme / SCRIPTS_FOLDER).glob("*.js")
        texts = (path.read_text(encoding="utf-8") for path in paths)
        return frozenset([*texts, bundle_scripts(theme).text])

    @cached_property
    def data_script_paths(self) -> frozenset[str]:
        """The scripts that only hand over what the machinery took from the pages, by path."""
        pages = self.publication.pages.values()
        return frozenset([INDEX_PATH, *(composer.piece_path(page) for page in pages)])

    @cached_property
    def page_urls(self) -> frozenset[str]:
        """The addresses of all pages that it makes, relative to the site."""
        pages = (page.url for page in self.publication.pages.values())
        lists = (embed_path(checklist.id) for checklist in self.publication.checklists)
        return frozenset([NOT_FOUND_PAGE, *pages, *lists, *self.publication.redirects])

    @cached_property
    def script_verdicts(self) -> dict[str, bool]:
        """The scripts that were judged already, by path: every page loads the same ones."""
        return {}

    def is_trusted_script(self, name: str) -> bool:
        """Tell whether a script of the site (its path there) is the machinery's own, to the end."""
        if name not in self.script_verdicts:
            self.script_verdicts[name] = self.is_unmodified(name)
        return self.script_verdicts[name]

    def is_unmodified(self, name: str) -> bool:
        """Read a script, and tell whether it is the machinery's own."""
        path = self.site / name
        if not path.is_file() or path.is_symlink():
            return False
        text = path.read_text(encoding="utf-8")
        if name in self.data_script_paths:
            return is_data_script(text)
        return posixpath.dirname(name) == SCRIPTS_FOLDER and text in self.theme_scripts


def check_active_content(
    publication: Publication, site: Path, pages: Mapping[str, BuiltPage]
) -> Iterator[str]:
    """Give what acts, or loads from elsewhere, and was not put there by the machinery."""
    machinery = TrustedContent(publication, site)
    for url, page in pages.items():
        if url not in machinery.page_urls:
            yield f"{url}: no page of the publication; HTML of one's own does not go into the site"
        for finding in dict.fromkeys(check_page(machinery, page)):
            yield f"{url}: {finding}; {REMEDY}"
    for path in sorted(site.rglob("*")):
        wrong = find_file_error(machinery, path)
        if wrong:
            yield f"{path.relative_to(site).as_posix()}: {wrong}; {REMEDY}"


def check_page(machinery: TrustedContent, page: BuiltPage) -> Iterator[str]:
    """Give what is wrong in a page, parsed and as text."""
    seen = Counter[str]()
    for element in page.root.iter():
        if not isinstance(element.tag, str):
            yield "a comment, in which a browser may see more than a reader of it"
            continue
        tag = element.tag.lower()
        seen[tag] += 1
        if tag in ACTIVE_ELEMENTS or (
            tag in RESTRICTED_ELEMENTS and not ELEMENT_TESTS[tag](machinery, page, element)
        ):
            yield f"<{tag}> is not the machinery's own"
        for name, value in element.attrib.items():
            finding = find_attribute_error(tag, str(name).lower(), str(value))
            if finding:
                yield finding
    path = machinery.site / page.url
    text = path.read_text(encoding="utf-8")
    opened = Counter(tag.lower() for tag in CHECKED_TAG.findall(text))
    for tag in sorted(tag for tag in opened if opened[tag] != seen[tag]):
        yield f"<{tag}> that hides from a parser"
    for name in ACTIVE_ATTRIBUTE.findall(text):
        yield f"{name} in a tag"


def find_attribute_error(tag: str, name: str, value: str) -> str | None:
    """Say what is wrong with an attribute, or None."""
    if name.startswith("on") or name in ("style", "srcdoc"):
        return f"{name} in <{tag}>"
    allowed = ALLOWED_SCHEMES.get(name)
    if allowed is None:
        return None
    address = IGNORED_CHARACTERS.sub("", value).lower().replace("\\", "/")
    found = SCHEME.match(address)
    scheme = found[1] if found else "https" if address.startswith("//") else ""
    if name == "href" and tag in ("use", "image", "feimage"):
        allowed = {""}
    return None if scheme in allowed else f"{name} in <{tag}> leads to {scheme}:"


def is_allowed_script(machinery: TrustedContent, page: BuiltPage, element: HtmlElement) -> bool:
    """Tell whether a script is ours: a file of ours, a text of a template, or data in its place."""
    source = element.get("src")
    kind = (element.get("type") or "").lower()
    if source is None and kind in SCRIPT_TYPES:
        return (element.text or "") in machinery.inline_scripts
    if element.getparent().tag not in ("head", "body"):
        return False
    if source is None:
        return True
    parts = urlsplit(source)
    if parts.scheme or parts.netloc:
        return False
    way = posixpath.join("/" + posixpath.dirname(page.url), unquote(parts.path))
    name = posixpath.normpath(way).lstrip("/")
    if (
        page.url == NOT_FOUND_PAGE
    ):  # served anywhere, so it names its files from the root of the host
        base = urlsplit(machinery.publication.mkdocs.site_url or "/").path
        name = unquote(parts.path).removeprefix(base).lstrip("/")
    return machinery.is_trusted_script(name)


def is_allowed_link(machinery: TrustedContent, page: BuiltPage, element: HtmlElement) -> bool:
    """Tell whether a template wrote a link to a style, an icon or another page."""
    kinds = set((element.get("rel") or "").lower().split())
    loads = kinds & {"stylesheet", "icon", "preload", "modulepreload", "prefetch", "manifest"}
    parts = urlsplit(element.get("href") or "")
    outside = parts.scheme or parts.netloc
    return element.getparent().tag == "head" and not (loads and outside)


def is_allowed_meta(machinery: TrustedContent, page: BuiltPage, element: HtmlElement) -> bool:
    """Tell whether a `meta` only describes; a page that moved also leads on, inside the site."""
    if element.getparent().tag != "head":
        return False
    asked = (element.get("http-equiv") or "").lower()
    content = IGNORED_CHARACTERS.sub("", element.get("content") or "").lower()
    moved = page.url in machinery.publication.redirects
    leads_on = moved and asked == "refresh" and re.fullmatch(r"0;url=(?!/)[^:]*", content)
    return not asked or bool(leads_on)


def is_allowed_base(machinery: TrustedContent, page: BuiltPage, element: HtmlElement) -> bool:
    """Tell whether a `base` only says where links open."""
    return element.getparent().tag == "head" and element.get("href") is None


ELEMENT_TESTS = {
    "script": is_allowed_script,
    "link": is_allowed_link,
    "meta": is_allowed_meta,
    "base": is_allowed_base,
}


def find_file_error(machinery: TrustedContent, path: Path) -> str | None:
    """Say what is wrong with a file that is no page, or None."""
    kind = path.suffix.lower()
    name = path.relative_to(machinery.site).as_posix()
    if kind == ".js" and not machinery.is_trusted_script(name):
        return "a script that is not the machinery's own"
    if kind == ".css" and EXTERNAL_STYLE.search(path.read_text(encoding="utf-8")):
        return "a style that loads something from elsewhere"
    if kind == ".svg" and not is_inert_drawing(path.read_bytes()):
        return "a drawing that acts, or loads something"
    if kind in EXECUTABLE_SUFFIXES and name not in (FEED_PATH, SITEMAP):
        return "a kind of file that a browser or a host may run"
    return None


def is_data_script(text: str) -> bool:
    """Tell whether a script does no more than hand over data."""
    given = DATA_SCRIPT.fullmatch(text)
    try:
        return given is not None and bool(json.loads(f"[{given[1]}]"))
    except ValueError:
        return False


def is_inert_drawing(data: bytes) -> bool:
    """Tell whether an SVG only draws."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        return False
    tree = root.getroottree()
    declares = tree.docinfo.internalDTD is not None or tree.xpath("//processing-instruction()")
    return not declares and not any(map(is_active_element, root.iter()))
