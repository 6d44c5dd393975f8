"""The Content-Security-Policy under which the whole site works, computed from its built pages."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator, Mapping

from lxml.html import HtmlElement

from tools.site.built_pages import BuiltPage

TRUSTED_TYPES = "site-build"  # the policy of overrides/theme/assets/javascripts/trusted-types.js
EMBED_FOLDER = "embed"  # the folder with the only pages that others may frame
# A script of these types runs; one of another type (application/json, application/ld+json) is data.
SCRIPT_TYPES = {"", "module", "text/javascript", "application/javascript"}


def inline_script_hashes(pages: Mapping[str, BuiltPage]) -> list[str]:
    """Give the few inline scripts of the pages by hash, so that no other one runs."""
    return sorted(
        {source_hash(script) for page in pages.values() for script in inline_scripts(page.root)}
    )


def build_policy(scripts: Iterable[str], framed: str | None = None) -> str:
    """Give the policy, with the inline scripts that may run.

    `framed`: who may put a page in a frame (left out: nothing is said of that).
    Pictures may come from `data:` (signs in the theme's styles) and from `blob:` (the logo that a
    reader chooses for a hand-out). A string becomes HTML, or the address of a script, only by the
    Trusted Types policy of the site's own scripts.
    """
    directives = {
        "default-src": "'none'",
        "script-src": " ".join(["'self'", *scripts]),
        "style-src": "'self'",
        "img-src": "'self' data: blob:",
        "font-src": "'self'",
        "connect-src": "'self'",
        "object-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'self'",
        "require-trusted-types-for": "'script'",
        "trusted-types": TRUSTED_TYPES,
        **({"frame-ancestors": framed} if framed else {}),
    }
    return "; ".join(f"{name} {sources}" for name, sources in directives.items())


def inline_scripts(root: HtmlElement) -> Iterator[str]:
    """Give the text of every inline script that runs."""
    for script in root.iter("script"):
        if script.get("src") is None and (script.get("type") or "").lower() in SCRIPT_TYPES:
            yield script.text or ""


def source_hash(script: str) -> str:
    """Give the source expression by which a policy allows this script and no other."""
    digest = hashlib.sha256(script.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
