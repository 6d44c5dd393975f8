"""Headers for common hosts: the same rules in the words of each, in files inside the site.

`_headers` is read by Netlify and Cloudflare Pages, `.htaccess` by Apache, and `hosts/nginx.conf` is
included in a `server` block of nginx. Other hosts read none of them, and the site works there too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from tools.checks.pages import BuiltPage
from tools.publish.policy import EMBED, allowed, policy

POLICY = "Content-Security-Policy"
HEADERS, HTACCESS, NGINX = "_headers", ".htaccess", "hosts/nginx.conf"
NOBODY, EVERYBODY = "'none'", "*"
# tools/decisions/0016-security-headers.md says why each of these, and why no others.
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def write_hosts(site: Path, pages: Mapping[str, BuiltPage]) -> None:
    """Write the files for hosts into a staged site with these pages."""
    scripts = allowed(pages)
    for name, text in (
        (HEADERS, headers_file(scripts, pages)),
        (HTACCESS, htaccess(scripts)),
        (NGINX, nginx(scripts)),
    ):
        (site / name).parent.mkdir(exist_ok=True)
        (site / name).write_text(text, encoding="utf-8")


def headers_file(scripts: Sequence[str], pages: Iterable[str]) -> str:
    """Give `_headers`: a path, and below it what is sent for it; `pages`: their addresses.

    Where two rules match, one host joins the policies (then all of them hold) and another takes the
    last. So the rule for everything does not speak of frames, and no rule takes anything back.
    """
    first = {"/*": {POLICY: policy(scripts), **ALWAYS}}
    frames = {path: {POLICY: policy(scripts, NOBODY)} for path in unframed(pages)}
    return "".join(
        f"{path}\n" + "".join(f"  {name}: {value}\n" for name, value in sent.items())
        for path, sent in {**first, **frames}.items()
    )


def unframed(pages: Iterable[str]) -> Iterator[str]:
    """Give the paths that hold all pages but those that may be framed, the fewest there are."""
    yield "/"
    tops = dict.fromkeys(url.partition("/")[:2] for url in pages)
    yield from (f"/{top}/*" if inside else f"/{top}" for top, inside in tops if top != EMBED)


def htaccess(scripts: Sequence[str]) -> str:
    """Give `.htaccess`: what stands in `<If>` comes last, and so takes the place of the rest."""
    lines = [
        "<IfModule mod_headers.c>",
        *(f'  Header always set {name} "{value}"' for name, value in ALWAYS.items()),
        f'  Header always set {POLICY} "{policy(scripts, NOBODY)}"',
        f'  <If "%{{REQUEST_URI}} =~ m#/{EMBED}/#">',
        f'    Header always set {POLICY} "{policy(scripts, EVERYBODY)}"',
        "  </If>",
        "</IfModule>",
    ]
    return "\n".join(lines) + "\n"


def nginx(scripts: Sequence[str]) -> str:
    """Give what a `server` block includes (again in a block inside it that adds headers)."""
    lines = [
        f'set $framed "{NOBODY}";',
        f"if ($uri ~ /{EMBED}/) {{ set $framed {EVERYBODY}; }}",
        *(f'add_header {name} "{value}" always;' for name, value in ALWAYS.items()),
        f'add_header {POLICY} "{policy(scripts, "$framed")}" always;',
    ]
    return "\n".join(lines) + "\n"
