"""The whole site as one file for who has no network: unpacked, it opens from its folder."""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from tools import downloads
from tools.model.publication import Publication
from tools.publish.findable import ROBOTS, SITEMAP
from tools.publish.hosts import HEADERS, HTACCESS, NGINX
from tools.publish.metadata import PICTURES
from tools.publish.moved import RULES
from tools.publish.policy import EMBED
from tools.publish.security import SECURITY

# What only hosts, robots and other sites ask for: files and whole folders, relative to the site.
LEFT_OUT = (
    "404.html",
    EMBED,
    HEADERS,
    HTACCESS,
    NGINX,
    PICTURES,
    ROBOTS,
    RULES,
    SECURITY,
    SITEMAP,
    f"{SITEMAP}.gz",
)
# Where a page offers the file; the element without content is for its size.
OFFER = re.compile(r'\s*<p class="offline".*?</p>', re.DOTALL)
SIZE = re.compile(r'(<p class="offline"[^>]*>(?:(?!</p>).)*<span>)[^<]*(?=</span>)', re.DOTALL)
FILE_MODE = 0o100644 << 16
UNIX = 3


def write_offline(publication: Publication, site: Path) -> None:
    """Pack the staged `site` into a file inside it, and say its size where a page offers it.

    The same site gives the same bytes: order, modes and times do not depend on the machine. A page
    inside does not offer the file, which is not there.
    """
    path = site / downloads.offline(publication.own.slug)
    path.unlink(missing_ok=True)
    files = sorted(taken(site))
    path.parent.mkdir(parents=True, exist_ok=True)
    with ZipFile(path, "w") as pack:
        name, text = readme(publication)
        put(pack, f"{publication.own.slug}/{name}", text.encode())
        for name in files:
            put(pack, f"{publication.own.slug}/{name}", inside(site / name))
    language = publication.language
    told = language.word("offline_size").format(size=language.size(path.stat().st_size))
    for page in offering(site):
        text = page.read_text(encoding="utf-8")
        page.write_text(SIZE.sub(rf"\g<1>{told}", text), encoding="utf-8")


def taken(site: Path) -> Iterator[str]:
    """Give the files that a reader without network needs, relative to the site."""
    for path in site.rglob("*"):
        name = path.relative_to(site).as_posix()
        if path.is_file() and not any(f"{name}/".startswith(f"{one}/") for one in LEFT_OUT):
            yield name


def offering(site: Path) -> Iterator[Path]:
    """Give the pages that offer the file."""
    return (page for page in site.rglob("*.html") if OFFER.search(page.read_text(encoding="utf-8")))


def inside(path: Path) -> bytes:
    """Give what stands in a file, without the offer of the file that all this is put into."""
    if path.suffix == ".html":
        return OFFER.sub("", path.read_text(encoding="utf-8")).encode()
    return path.read_bytes()


def put(pack: ZipFile, name: str, data: bytes) -> None:
    """Add a file that bears the time of the build."""
    made = dt.datetime.fromtimestamp(int(os.environ["SOURCE_DATE_EPOCH"]), dt.UTC)
    entry = ZipInfo(name, made.timetuple()[:6])
    entry.create_system, entry.external_attr = UNIX, FILE_MODE
    entry.compress_type = (
        ZIP_DEFLATED  # also of PDFs and pictures: together 4 % less than as they are
    )
    pack.writestr(entry, data, compresslevel=9)


def readme(publication: Publication) -> tuple[str, str]:
    """Give name and text of what tells how to open the site; with the line ends of any system."""
    word = publication.language.word
    lines = [
        f"{publication.name}. {publication.own.subtitle}",
        word("version_of").format(date=publication.language.date(publication.own.date)),
        "",
        word("offline_says"),
        "",
        word("offline_unpack"),
        word("offline_open").format(folder=publication.own.slug),
        "",
        word("offline_ticks"),
    ]
    return f"{word('offline_readme')}.txt", "".join(f"{line}\r\n" for line in lines)
