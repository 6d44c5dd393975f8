"""Settings for common hosts: the same rules in the format of each, in files of the site.

They are about security, pages that moved or do not exist, caches and compression.

`_headers` is read by Netlify and Cloudflare Pages, `.htaccess` by Apache, and `hosts/nginx.conf` is
included in a `server` block of nginx. Other hosts read none of them; the site works there as well.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from tools.model.publication import Publication
from tools.publish.csp import EMBED_FOLDER, build_policy, hash_inline_content
from tools.publish.redirects import list_redirects
from tools.site.built_pages import BuiltPage

CACHE_HEADER = "Cache-Control"
ASK_AGAIN = "no-cache"  # kept, and asked for again before each use
# How long browsers keep a file without asking, by a pattern for its address: one with a hash in its
# name for good, a font for a month.
KEPT_FILES = {
    r"/assets/(style|javascripts)/all-[0-9a-f]+[.](css|js)$": "public, max-age=31536000, immutable",
    r"[.]woff2$": "public, max-age=2592000",
}
COMPRESSED_TYPES = (
    "text/css text/plain text/csv text/markdown text/calendar text/javascript"
    " application/javascript application/json image/svg+xml"
)
Policy = Callable[[str | None], str]  # from who may frame a page to the policy
CSP_HEADER = "Content-Security-Policy"
HEADERS_FILE, HTACCESS_FILE, NGINX_FILE = "_headers", ".htaccess", "hosts/nginx.conf"
FRAMED_BY_NONE, FRAMED_BY_ANY = "'none'", "*"
# The reasons for each of these, and for no others: tools/decisions/0016-security-headers.md.
SECURITY_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def write_hosting_files(
    publication: Publication, site: Path, pages: Mapping[str, BuiltPage]
) -> None:
    """Write the files for hosts into the staged `site` with these pages."""
    security = publication.settings.security
    policy = partial(build_policy, hash_inline_content(pages), security=security)
    moved = list_redirects(publication)
    root = urlsplit(publication.mkdocs.site_url or "/").path.rstrip("/") + "/"
    for name, lines in (
        (HEADERS_FILE, render_headers(policy, pages)),
        (HTACCESS_FILE, render_htaccess(policy, moved)),
        (NGINX_FILE, render_nginx(policy, moved, root)),
    ):
        (site / name).parent.mkdir(exist_ok=True)
        (site / name).write_text("\n".join(lines) + "\n", encoding="utf-8")


def render_headers(policy: Policy, urls: Iterable[str]) -> list[str]:
    """Return the lines of `_headers`: each path, and below it its headers.

    `urls` are those of all pages. Where two rules match, one host combines the policies (all of
    them hold) and another takes the last. So the rule for everything leaves out frames, and no rule
    takes anything back.
    """
    rules = {"/*": {CSP_HEADER: policy(None), **SECURITY_HEADERS}}
    for path in unframeable_paths(urls):
        rules[path] = {CSP_HEADER: policy(FRAMED_BY_NONE)}
    lines = []
    for path, headers in rules.items():
        lines += [path, *(f"  {name}: {value}" for name, value in headers.items())]
    return lines


def unframeable_paths(urls: Iterable[str]) -> Iterator[str]:
    """Yield the fewest paths that match all pages except those that may be framed."""
    yield "/"
    for top, separator in dict.fromkeys(url.partition("/")[:2] for url in urls):
        if top != EMBED_FOLDER:
            yield f"/{top}/*" if separator else f"/{top}"


def render_htaccess(policy: Policy, moved: Mapping[str, str]) -> list[str]:
    """Return the lines of `.htaccess`; what is in `<If>` is applied last and replaces the rest.

    `moved`: the former addresses of pages, with the new ones. The site may stand in any folder: a
    rule first notes which, because Apache takes addresses from the root of the host only.
    """
    return [
        "<IfModule mod_rewrite.c>",
        "  RewriteEngine On",
        "  RewriteCond $0#%{REQUEST_URI} ([^#]*)#/?(.*)\\1$",
        "  RewriteRule ^.*$ - [E=SITE:%2]",
        '  ErrorDocument 404 "/%{reqenv:SITE}404.html"',
        *(
            f"  RewriteRule ^{re.escape(former)}$ /%{{ENV:SITE}}{url} [R=301,L]"
            for former, url in moved.items()
        ),
        "</IfModule>",
        "<IfModule mod_headers.c>",
        *(f'  Header always set {name} "{value}"' for name, value in SECURITY_HEADERS.items()),
        f'  Header always set {CSP_HEADER} "{policy(FRAMED_BY_NONE)}"',
        f'  <If "%{{REQUEST_URI}} =~ m#/{EMBED_FOLDER}/#">',
        f'    Header always set {CSP_HEADER} "{policy(FRAMED_BY_ANY)}"',
        "  </If>",
        f'  Header always set {CACHE_HEADER} "{ASK_AGAIN}"',
        *(
            line
            for pattern, value in KEPT_FILES.items()
            for line in (
                f'  <If "%{{REQUEST_URI}} =~ m#{pattern}#">',
                f'    Header always set {CACHE_HEADER} "{value}"',
                "  </If>",
            )
        ),
        "</IfModule>",
        "<IfModule mod_deflate.c>",
        f"  AddOutputFilterByType DEFLATE text/html {COMPRESSED_TYPES}",
        "</IfModule>",
    ]


def render_nginx(policy: Policy, moved: Mapping[str, str], root: str) -> list[str]:
    """Return the lines that a `server` block includes (and a block inside it that adds headers).

    `moved`: the former addresses of pages, with the new ones; `root`: the path of the site on its
    host, from `/` to `/`.
    """
    return [
        f"error_page 404 {root}404.html;",
        "gzip on;",
        "gzip_vary on;",
        f"gzip_types {COMPRESSED_TYPES};",
        *(
            f"rewrite ^(.*/){re.escape(former)}$ $1{url} permanent;"
            for former, url in moved.items()
        ),
        f'set $framed "{FRAMED_BY_NONE}";',
        f"if ($uri ~ /{EMBED_FOLDER}/) {{ set $framed {FRAMED_BY_ANY}; }}",
        f'set $kept "{ASK_AGAIN}";',
        *(
            f'if ($uri ~ "{pattern}") {{ set $kept "{value}"; }}'
            for pattern, value in KEPT_FILES.items()
        ),
        *(f'add_header {name} "{value}" always;' for name, value in SECURITY_HEADERS.items()),
        f'add_header {CSP_HEADER} "{policy("$framed")}" always;',
        f"add_header {CACHE_HEADER} $kept always;",
    ]
