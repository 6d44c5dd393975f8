"""Security headers for common hosts: the same rules in the format of each, in files of the site.

`_headers` is read by Netlify and Cloudflare Pages, `.htaccess` by Apache, and `hosts/nginx.conf` is
included in a `server` block of nginx. Other hosts read none of them; the site works there as well.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path

from tools.model.entities.settings import SecuritySettings
from tools.publish.csp import EMBED_FOLDER, STRICT, build_policy, hash_inline_content
from tools.site.built_pages import BuiltPage

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
    site: Path, pages: Mapping[str, BuiltPage], security: SecuritySettings = STRICT
) -> None:
    """Write the files for hosts into the staged `site` with these pages."""
    policy = partial(build_policy, hash_inline_content(pages), security=security)
    for name, lines in (
        (HEADERS_FILE, render_headers(policy, pages)),
        (HTACCESS_FILE, render_htaccess(policy)),
        (NGINX_FILE, render_nginx(policy)),
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


def render_htaccess(policy: Policy) -> list[str]:
    """Return the lines of `.htaccess`; what is in `<If>` is applied last and replaces the rest."""
    return [
        "<IfModule mod_headers.c>",
        *(f'  Header always set {name} "{value}"' for name, value in SECURITY_HEADERS.items()),
        f'  Header always set {CSP_HEADER} "{policy(FRAMED_BY_NONE)}"',
        f'  <If "%{{REQUEST_URI}} =~ m#/{EMBED_FOLDER}/#">',
        f'    Header always set {CSP_HEADER} "{policy(FRAMED_BY_ANY)}"',
        "  </If>",
        "</IfModule>",
    ]


def render_nginx(policy: Policy) -> list[str]:
    """Return the lines that a `server` block includes (and a block inside it that adds headers)."""
    return [
        f'set $framed "{FRAMED_BY_NONE}";',
        f"if ($uri ~ /{EMBED_FOLDER}/) {{ set $framed {FRAMED_BY_ANY}; }}",
        *(f'add_header {name} "{value}" always;' for name, value in SECURITY_HEADERS.items()),
        f'add_header {CSP_HEADER} "{policy("$framed")}" always;',
    ]
