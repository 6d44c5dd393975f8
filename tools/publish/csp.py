"""The Content-Security-Policy of the site, computed from its built pages."""

import base64
import hashlib
from collections.abc import Iterable, Iterator, Mapping

from lxml.html import HtmlElement

from tools.site.built_pages import BuiltPage

TRUSTED_TYPES = "site-build"  # the policy of overrides/theme/assets/javascripts/trusted-types.js
EMBED_FOLDER = "embed"  # of the only pages that other sites may frame
# Scripts of these types run; others (application/json, application/ld+json) are data.
SCRIPT_TYPES = {"", "module", "text/javascript", "application/javascript"}


def inline_script_hashes(pages: Mapping[str, BuiltPage]) -> list[str]:
    """Return the source expressions of the inline scripts of the pages: no other one may run."""
    scripts = (script for page in pages.values() for script in inline_scripts(page.root))
    return sorted({source_hash(script) for script in scripts})


def build_policy(script_hashes: Iterable[str], frame_ancestors: str | None = None) -> str:
    """Return the policy, with the inline scripts that may run.

    `frame_ancestors`: who may put a page in a frame; None leaves that directive out.
    Images may come from `data:` (icons in the theme's styles) and from `blob:` (the logo that a
    reader chooses for a hand-out). A string becomes HTML, or the address of a script, only through
    the Trusted Types policy of the site's own scripts.
    """
    directives = {
        "default-src": "'none'",
        "script-src": " ".join(["'self'", *script_hashes]),
        "style-src": "'self'",
        "img-src": "'self' data: blob:",
        "font-src": "'self'",
        "connect-src": "'self'",
        "object-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'self'",
        "require-trusted-types-for": "'script'",
        "trusted-types": TRUSTED_TYPES,
        **({"frame-ancestors": frame_ancestors} if frame_ancestors else {}),
    }
    return "; ".join(f"{name} {sources}" for name, sources in directives.items())


def inline_scripts(root: HtmlElement) -> Iterator[str]:
    """Yield the text of every inline script that runs."""
    for script in root.iter("script"):
        if script.get("src") is None and (script.get("type") or "").lower() in SCRIPT_TYPES:
            yield script.text or ""


def source_hash(script: str) -> str:
    """Return the source expression by which a policy allows exactly this script."""
    digest = hashlib.sha256(script.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
