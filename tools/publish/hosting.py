"""Headers for common hosts: the same rules in the words of each, in files inside the site.

`_headers` is read by Netlify and Cloudflare Pages, `.htaccess` by Apache, and `hosts/nginx.conf` is
included in a `server` block of nginx. Other hosts read none of them, and the site works there too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from tools.publish.csp import EMBED_FOLDER, build_policy, inline_script_hashes
from tools.site.built_pages import BuiltPage

CSP_HEADER = "Content-Security-Policy"
HEADERS_FILE, HTACCESS_FILE, NGINX_FILE = "_headers", ".htaccess", "hosts/nginx.conf"
FRAMED_BY_NONE, FRAMED_BY_ANY = "'none'", "*"
# tools/decisions/0016-security-headers.md says why each of these, and why no others.
SECURITY_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def write_hosting_files(site: Path, pages: Mapping[str, BuiltPage]) -> None:
    """Write the files for hosts into a staged site with these pages."""
    scripts = inline_script_hashes(pages)
    for name, text in (
        (HEADERS_FILE, render_headers(scripts, pages)),
        (HTACCESS_FILE, render_htaccess(scripts)),
        (NGINX_FILE, render_nginx(scripts)),
    ):
        (site / name).parent.mkdir(exist_ok=True)
        (site / name).write_text(text, encoding="utf-8")


def render_headers(scripts: Sequence[str], pages: Iterable[str]) -> str:
    """Give `_headers`: a path, and below it what is sent for it; `pages`: their addresses.

    Where two rules match, one host joins the policies (then all of them hold) and another takes the
    last. So the rule for everything does not speak of frames, and no rule takes anything back.
    """
    first = {"/*": {CSP_HEADER: build_policy(scripts), **SECURITY_HEADERS}}
    frames = {
        path: {CSP_HEADER: build_policy(scripts, FRAMED_BY_NONE)}
        for path in unframeable_paths(pages)
    }
    return "".join(
        f"{path}\n" + "".join(f"  {name}: {value}\n" for name, value in sent.items())
        for path, sent in {**first, **frames}.items()
    )


def unframeable_paths(pages: Iterable[str]) -> Iterator[str]:
    """Give the paths that hold all pages but those that may be framed, the fewest there are."""
    yield "/"
    tops = dict.fromkeys(url.partition("/")[:2] for url in pages)
    yield from (f"/{top}/*" if inside else f"/{top}" for top, inside in tops if top != EMBED_FOLDER)


def render_htaccess(scripts: Sequence[str]) -> str:
    """Give `.htaccess`: what stands in `<If>` comes last, and so takes the place of the rest."""
    lines = [
        "<IfModule mod_headers.c>",
        *(f'  Header always set {name} "{value}"' for name, value in SECURITY_HEADERS.items()),
        f'  Header always set {CSP_HEADER} "{build_policy(scripts, FRAMED_BY_NONE)}"',
        f'  <If "%{{REQUEST_URI}} =~ m#/{EMBED_FOLDER}/#">',
        f'    Header always set {CSP_HEADER} "{build_policy(scripts, FRAMED_BY_ANY)}"',
        "  </If>",
        "</IfModule>",
    ]
    return "\n".join(lines) + "\n"


def render_nginx(scripts: Sequence[str]) -> str:
    """Give what a `server` block includes (again in a block inside it that adds headers)."""
    lines = [
        f'set $framed "{FRAMED_BY_NONE}";',
        f"if ($uri ~ /{EMBED_FOLDER}/) {{ set $framed {FRAMED_BY_ANY}; }}",
        *(f'add_header {name} "{value}" always;' for name, value in SECURITY_HEADERS.items()),
        f'add_header {CSP_HEADER} "{build_policy(scripts, "$framed")}" always;',
    ]
    return "\n".join(lines) + "\n"
