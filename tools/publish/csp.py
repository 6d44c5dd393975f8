"""The Content-Security-Policy of the site, computed from its built pages."""

import base64
import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from tools.model.entities.settings import SecuritySettings
from tools.site.built_pages import BuiltPage

TRUSTED_TYPES = "site-build"  # the policy of overrides/theme/assets/javascripts/trusted-types.js
EMBED_FOLDER = "embed"  # of the only pages that other sites may frame
STRICT = SecuritySettings()
UNSAFE_HASHES, UNSAFE_INLINE = "'unsafe-hashes'", "'unsafe-inline'"
# Scripts of these types run; others (application/json, application/ld+json) are data.
SCRIPT_TYPES = {"", "module", "text/javascript", "application/javascript"}


@dataclass(frozen=True)
class PageHashes:
    """The source expressions of what stands in pages themselves: nothing else of it may act."""

    scripts: tuple[str, ...] = ()
    styles: tuple[str, ...] = ()


def hash_inline_content(pages: Mapping[str, BuiltPage]) -> PageHashes:
    """Return the source expressions of the inline scripts and styles of the pages.

    With those of attributes (handlers, styles) comes the expression that lets them count.
    """
    scripts, styles, handlers, attributes = set[str](), set[str](), set[str](), set[str]()
    for page in pages.values():
        scripts.update(inline_scripts(page.root))
        styles.update(style.text or "" for style in page.root.iter("style"))
        for attribute in page.root.xpath("//@*[name() = 'style' or starts-with(name(), 'on')]"):
            (attributes if attribute.attrname == "style" else handlers).add(str(attribute))
    return PageHashes(join_hashes(scripts, handlers), join_hashes(styles, attributes))


def join_hashes(elements: Iterable[str], attributes: Collection[str]) -> tuple[str, ...]:
    """Return the source expressions of texts of elements and of attributes."""
    hashes = sorted(map(source_hash, {*elements, *attributes}))
    return tuple([UNSAFE_HASHES, *hashes] if attributes else hashes)


def build_policy(
    hashes: PageHashes,
    frame_ancestors: str | None = None,
    security: SecuritySettings = STRICT,
) -> str:
    """Return the policy, with what may act in pages and what the settings allow.

    `frame_ancestors`: who may put a page in a frame; None leaves that directive out.
    Frames are of the site itself: a page shows what a list looks like on another site.
    Images may come from `data:` (icons in the theme's styles) and from `blob:` (the logo that a
    reader chooses for a hand-out). A string becomes HTML, or the address of a script, only through
    the Trusted Types policy of the site's own scripts.
    """
    directives = {
        "default-src": ("'none'",),
        "script-src": ("'self'", *hashes.scripts),
        "style-src": ("'self'", *hashes.styles),
        "img-src": ("'self'", "data:", "blob:"),
        "font-src": ("'self'",),
        "connect-src": ("'self'",),
        "frame-src": ("'self'",),
        "object-src": ("'none'",),
        "base-uri": ("'none'",),
        "form-action": ("'self'",),
    }
    for name, sources in security.allow.items():
        directives[name] = join_sources(directives.get(name, ()), sources)
    policy = {name: " ".join(sources) for name, sources in directives.items()}
    if security.trusted_types:
        policy |= {"require-trusted-types-for": "'script'", "trusted-types": TRUSTED_TYPES}
    if frame_ancestors:
        policy["frame-ancestors"] = frame_ancestors
    return "; ".join(f"{name} {sources}" for name, sources in policy.items())


def join_sources(own: Sequence[str], allowed: Sequence[str]) -> tuple[str, ...]:
    """Return the sources of a directive; a hash would cancel `'unsafe-inline'`."""
    sources = dict.fromkeys([*own, *allowed])
    if UNSAFE_INLINE in sources:
        sources = {one: None for one in sources if "sha256-" not in one and one != UNSAFE_HASHES}
    return tuple(one for one in sources if one != "'none'")


def inline_scripts(root: HtmlElement) -> Iterator[str]:
    """Yield the text of every inline script that runs."""
    for script in root.iter("script"):
        if script.get("src") is None and (script.get("type") or "").lower() in SCRIPT_TYPES:
            yield script.text or ""


def source_hash(script: str) -> str:
    """Return the source expression by which a policy allows exactly this script."""
    digest = hashlib.sha256(script.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
