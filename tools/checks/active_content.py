"""Check that all active content of the built site was put there by the generator.

The rules over the Markdown keep active HTML out of the sources, where they can name a line. Here
each built file is judged as a browser gets it, whoever wrote it. A page is read twice, parsed and
as text: what a browser sees where the parser saw nothing stops the build too.
"""

import posixpath
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import etree, html
from lxml.html import HtmlElement

from tools.checks.trusted_content import TrustedContent
from tools.model.publication import Publication
from tools.model.reading.images import is_active_element
from tools.model.rules.redirects import NOT_FOUND_PAGE
from tools.publish.csp import SCRIPT_TYPES
from tools.publish.feed import FEED_PATH
from tools.site.built_pages import BuiltPage, Pages
from tools.site.published_files import SITEMAP

# What acts, shows another document, or hides from a parser what a browser sees.
ACTIVE_ELEMENTS = {
    "applet", "embed", "fencedframe", "frame", "frameset", "iframe", "noembed", "noframes",
    "noscript", "object", "plaintext", "portal", "style", "xmp",
    "animate", "animatemotion", "animatetransform", "foreignobject", "set",
}  # fmt: skip
RESTRICTED_ELEMENTS = {"base", "link", "meta", "script"}  # allowed where a template puts them
CHECKED_TAG = re.compile(
    rf"<({'|'.join(sorted(ACTIVE_ELEMENTS | RESTRICTED_ELEMENTS))})\b", re.IGNORECASE
)
# The attributes of a tag as a browser reads them, wherever a tag may begin: text inside a value is
# no attribute. Possessive quantifiers, and a limit on the attributes of a tag, keep the time
# linear: nothing is tried twice.
WHITESPACE = r"[ \t\n\f\r]"
VALUE = rf"""{WHITESPACE}*+={WHITESPACE}*+(?:"[^"]*+"|'[^']*+'|[^ \t\n\f\r"'>][^ \t\n\f\r>]*+)"""
ATTRIBUTE = rf"(?:{WHITESPACE}|/)*+[^ \t\n\f\r/>][^ \t\n\f\r/>=]*+(?:{VALUE})?+"
ACTIVE_ATTRIBUTE = re.compile(
    rf"<[a-z][^ \t\n\f\r/>]*+(?>{ATTRIBUTE}){{0,100}}?(?:{WHITESPACE}|/)*+"
    rf"(on\w+|style|srcdoc){WHITESPACE}*=",
    re.IGNORECASE,
)
# Of files that plug-ins, hooks and extensions may add; none of them may stand in `docs/`.
ADDED_SUFFIXES = {".css", ".htm", ".js", ".mjs", ".wasm", ".xml", ".xsl"}
# Attributes that hold a URL, with the schemes allowed in them; "" is a URL within the site.
LINK_SCHEMES = {"", "http", "https", "mailto", "tel"}
RESOURCE_SCHEMES = {"", "data"}
ALLOWED_SCHEMES = {
    **dict.fromkeys(("cite", "href"), LINK_SCHEMES),
    **dict.fromkeys(("background", "poster", "src"), RESOURCE_SCHEMES),
    **{name: {""} for name in ("action", "data", "formaction", "ping", "srcset", "xlink:href")},
}
SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):")
IGNORED_CHARACTERS = re.compile(r"[\x00-\x20]")  # by a browser, inside a URL
REFRESH_WITHIN_SITE = re.compile(r"0;url=(?!/)[^:]*")
EXTERNAL_STYLE = re.compile(
    r"@import|url\(\s*[\"']?\s*(?!data:)(?:[a-z][a-z0-9+.-]*:|//)", re.IGNORECASE
)
EXECUTABLE_SUFFIXES = {
    ".asp", ".cgi", ".hta", ".htc", ".htm", ".jsp", ".mht", ".mjs", ".php", ".shtml", ".swf",
    ".wasm", ".xht", ".xhtml", ".xml", ".xsl", ".xslt",
}  # fmt: skip
LOADING_RELATIONS = {"stylesheet", "icon", "preload", "modulepreload", "prefetch", "manifest"}
REMEDY = "what acts in a page stands in overrides/theme/"


@dataclass(frozen=True)
class ActiveContent:
    """Something in a page that acts, or loads something, and is not the generator's own.

    `finding`: in words; `name`: of the element or attribute; `value`: its address or text.
    """

    finding: str
    name: str = ""
    value: str = ""
    tag: str = ""


def check_active_content(
    publication: Publication,
    site: Path,
    pages: Pages,
    authored: Mapping[str, str],
    more_pages: Collection[str] = (),
) -> Iterator[str]:
    """Yield what acts, or loads from elsewhere, and may not.

    `authored`: the HTML that the engine made of the text of each page, by URL, before plug-ins
    changed it. Where the settings list what may add to pages, only that is judged, and files.
    `more_pages`: URLs of pages that the generator wrote beside those of a whole site.
    """
    trusted = TrustedContent(publication, site)
    for url, page in pages.items():
        is_own = url in trusted.page_urls or url in more_pages
        if not is_own and not publication.additions:
            yield f"{url}: no page of the publication; HTML of one's own does not go into the site"
        for active in dict.fromkeys(find_active(trusted, page)):
            if not publication.additions or is_authored(trusted, page, active, authored):
                yield f"{url}: {active.finding}; {REMEDY}"
    for path in sorted(site.rglob("*")):
        error = find_file_error(trusted, path)
        is_addition = publication.additions and path.suffix.lower() in ADDED_SUFFIXES
        if error and not is_addition:
            yield f"{path.relative_to(site).as_posix()}: {error}; {REMEDY}"


def is_authored(
    trusted: TrustedContent, page: BuiltPage, active: ActiveContent, authored: Mapping[str, str]
) -> bool:
    """Return whether the text of a page has active content, as its author wrote it.

    It is in what the engine made of the text, and its name stands in the text itself: an extension
    of Markdown makes other things of what stands there.
    """
    own = trusted.publication.pages_by_url.get(page.url)
    text = authored.get(page.url, "")
    if own is None or active not in find_active_in_text(trusted, page.url, text):
        return False
    source = (trusted.publication.docs_folder / own.source_path).read_text(encoding="utf-8-sig")
    return active.name.lower() in source.lower()


def find_active_in_text(trusted: TrustedContent, url: str, text: str) -> set[ActiveContent]:
    """Return the active content of a part of a page."""
    root = html.fragment_fromstring(text, create_parent="article")
    return {*find_active_elements(trusted, BuiltPage(url, root), text)}


def find_active(trusted: TrustedContent, page: BuiltPage) -> Iterator[ActiveContent]:
    """Yield the active content of a page, parsed and as text."""
    text = (trusted.site / page.url).read_text(encoding="utf-8")
    yield from find_active_elements(trusted, page, text)


def find_active_elements(
    trusted: TrustedContent, page: BuiltPage, text: str
) -> Iterator[ActiveContent]:
    """Yield the active content below the root of a page, of which `text` is the HTML."""
    parsed_tags = Counter[str]()
    for element in page.root.iter():
        if not isinstance(element.tag, str):
            finding = "a comment, in which a browser may see more than a reader of it"
            yield ActiveContent(finding, "<!--")
            continue
        tag = element.tag.lower()
        parsed_tags[tag] += 1
        if tag in ACTIVE_ELEMENTS or not is_allowed_element(trusted, page, element):
            value = element.get("src") or element.get("href") or (element.text or "")
            yield ActiveContent(f"<{tag}> is not the machinery's own", f"<{tag}", value, tag)
        for name, value in element.attrib.items():
            error = find_attribute_error(tag, str(name).lower(), str(value))
            if error:
                yield ActiveContent(error, str(name).lower(), str(value), tag)
    tags_in_text = Counter(tag.lower() for tag in CHECKED_TAG.findall(text))
    for tag in sorted(tags_in_text):
        if tags_in_text[tag] != parsed_tags[tag]:
            yield ActiveContent(f"<{tag}> that hides from a parser", f"<{tag}")
    for name in ACTIVE_ATTRIBUTE.findall(text):
        yield ActiveContent(f"{name} in a tag", name.lower())


def find_attribute_error(tag: str, name: str, value: str) -> str | None:
    """Return what is wrong with an attribute, or None; tag and name are in lower case."""
    if name.startswith("on") or name in ("style", "srcdoc"):
        return f"{name} in <{tag}>"
    allowed = ALLOWED_SCHEMES.get(name)
    if allowed is None:
        return None
    if name == "href" and tag in ("use", "image", "feimage"):
        allowed = {""}
    url = IGNORED_CHARACTERS.sub("", value).lower().replace("\\", "/")
    match = SCHEME.match(url)
    scheme = match[1] if match else "https" if url.startswith("//") else ""
    return None if scheme in allowed else f"{name} in <{tag}> leads to {scheme}:"


def is_allowed_element(trusted: TrustedContent, page: BuiltPage, element: HtmlElement) -> bool:
    """Return whether a template may write an element; all but restricted ones stand anywhere."""
    tag = element.tag.lower()
    if tag == "script":
        return is_allowed_script(trusted, page, element)
    if tag not in RESTRICTED_ELEMENTS:
        return True
    if element.getparent().tag != "head":
        return False
    if tag == "base":  # which only sets where links open
        return element.get("href") is None
    return is_allowed_link(element) if tag == "link" else is_allowed_meta(trusted, page, element)


def is_allowed_script(trusted: TrustedContent, page: BuiltPage, element: HtmlElement) -> bool:
    """Return whether a script is the generator's: a file, text of a template, or data."""
    source = element.get("src")
    script_type = (element.get("type") or "").lower()
    if source is None and script_type in SCRIPT_TYPES:
        return (element.text or "") in trusted.inline_scripts
    if element.getparent().tag not in ("head", "body"):
        return False
    if source is None:
        return True
    parts = urlsplit(source)
    if parts.scheme or parts.netloc:
        return False
    if page.url == NOT_FOUND_PAGE:  # served at any URL, so its links start at the host's root
        base = urlsplit(trusted.publication.mkdocs.site_url or "/").path
        path = unquote(parts.path).removeprefix(base)
    else:
        folder = posixpath.dirname(page.url)
        path = posixpath.normpath(posixpath.join("/", folder, unquote(parts.path)))
    return trusted.is_trusted_script(path.lstrip("/"))


def is_allowed_link(element: HtmlElement) -> bool:
    """Return whether a template may write a `link`: nothing is loaded from another site."""
    relations = {*(element.get("rel") or "").lower().split()}
    parts = urlsplit(element.get("href") or "")
    return not (relations & LOADING_RELATIONS and (parts.scheme or parts.netloc))


def is_allowed_meta(trusted: TrustedContent, page: BuiltPage, element: HtmlElement) -> bool:
    """Return whether a `meta` only describes; a redirect may also refresh to a page of the site."""
    directive = (element.get("http-equiv") or "").lower()
    if directive != "refresh" or page.url not in trusted.publication.redirects:
        return not directive
    content = IGNORED_CHARACTERS.sub("", element.get("content") or "").lower()
    return REFRESH_WITHIN_SITE.fullmatch(content) is not None


def find_file_error(trusted: TrustedContent, path: Path) -> str | None:
    """Return what is wrong with a file that is no page, or None."""
    suffix = path.suffix.lower()
    name = path.relative_to(trusted.site).as_posix()
    if suffix == ".js" and not trusted.is_trusted_script(name):
        return "a script that is not the machinery's own"
    if suffix == ".css" and EXTERNAL_STYLE.search(path.read_text(encoding="utf-8")):
        return "a style that loads something from elsewhere"
    if suffix == ".svg" and not is_inert_drawing(path.read_bytes()):
        return "a drawing that acts, or loads something"
    if suffix in EXECUTABLE_SUFFIXES and name not in (FEED_PATH, SITEMAP):
        return "a kind of file that a browser or a host may run"
    return None


def is_inert_drawing(data: bytes) -> bool:
    """Return whether an SVG file only draws: it neither acts nor loads anything."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        return False
    tree = root.getroottree()
    declares = tree.docinfo.internalDTD is not None or tree.xpath("//processing-instruction()")
    return not declares and not any(map(is_active_element, root.iter()))
