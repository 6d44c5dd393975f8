"""The whole site as one file for who has no network: unpacked, it opens from its folder."""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from tools.model.publication import Publication
from tools.publish.csp import EMBED_FOLDER
from tools.publish.hosting import HEADERS_FILE, HTACCESS_FILE, NGINX_FILE
from tools.publish.metadata import SHARE_IMAGES_FOLDER
from tools.publish.redirects import REDIRECTS_FILE
from tools.publish.robots import ROBOTS, SITEMAP
from tools.publish.security_txt import SECURITY_TXT
from tools.render import artifacts

# What only hosts, robots and other sites ask for: files and whole folders, relative to the site.
EXCLUDED_PATHS = (
    "404.html",
    EMBED_FOLDER,
    HEADERS_FILE,
    HTACCESS_FILE,
    NGINX_FILE,
    SHARE_IMAGES_FOLDER,
    ROBOTS,
    REDIRECTS_FILE,
    SECURITY_TXT,
    SITEMAP,
    f"{SITEMAP}.gz",
)
# Where a page offers the file; the element without content is for its size.
DOWNLOAD_OFFER = re.compile(r'\s*<p class="offline".*?</p>', re.DOTALL)
OFFER_SIZE = re.compile(
    r'(<p class="offline"[^>]*>(?:(?!</p>).)*<span>)[^<]*(?=</span>)', re.DOTALL
)
FILE_MODE = 0o100644 << 16
ZIP_CREATED_ON_UNIX = 3


def write_offline_archive(publication: Publication, site: Path) -> None:
    """Pack the staged `site` into a file inside it, and say its size where a page offers it.

    The same site gives the same bytes: order, modes and times do not depend on the machine. A page
    inside does not offer the file, which is not there.
    """
    path = site / artifacts.offline_archive_path(publication.settings.slug)
    path.unlink(missing_ok=True)
    files = sorted(archived_files(site))
    path.parent.mkdir(parents=True, exist_ok=True)
    with ZipFile(path, "w") as pack:
        name, text = render_readme(publication)
        add_entry(pack, f"{publication.settings.slug}/{name}", text.encode())
        for name in files:
            add_entry(pack, f"{publication.settings.slug}/{name}", archive_content(site / name))
    language = publication.language
    told = language.word("offline_size").format(size=language.format_size(path.stat().st_size))
    for page in pages_with_offer(site):
        text = page.read_text(encoding="utf-8")
        page.write_text(OFFER_SIZE.sub(rf"\g<1>{told}", text), encoding="utf-8")


def archived_files(site: Path) -> Iterator[str]:
    """Give the files that a reader without network needs, relative to the site."""
    for path in site.rglob("*"):
        name = path.relative_to(site).as_posix()
        if path.is_file() and not any(f"{name}/".startswith(f"{one}/") for one in EXCLUDED_PATHS):
            yield name


def pages_with_offer(site: Path) -> Iterator[Path]:
    """Give the pages that offer the file."""
    return (
        page
        for page in site.rglob("*.html")
        if DOWNLOAD_OFFER.search(page.read_text(encoding="utf-8"))
    )


def archive_content(path: Path) -> bytes:
    """Give what stands in a file, without the offer of the file that all this is put into."""
    if path.suffix == ".html":
        return DOWNLOAD_OFFER.sub("", path.read_text(encoding="utf-8")).encode()
    return path.read_bytes()


def add_entry(pack: ZipFile, name: str, data: bytes) -> None:
    """Add a file that bears the time of the build."""
    made = dt.datetime.fromtimestamp(int(os.environ["SOURCE_DATE_EPOCH"]), dt.UTC)
    entry = ZipInfo(name, made.timetuple()[:6])
    entry.create_system, entry.external_attr = ZIP_CREATED_ON_UNIX, FILE_MODE
    entry.compress_type = (
        ZIP_DEFLATED  # also of PDFs and pictures: together 4 % less than as they are
    )
    pack.writestr(entry, data, compresslevel=9)


def render_readme(publication: Publication) -> tuple[str, str]:
    """Give name and text of what tells how to open the site; with the line ends of any system."""
    word = publication.language.word
    lines = [
        f"{publication.name}. {publication.settings.subtitle}",
        word("version_of").format(date=publication.language.format_date(publication.settings.date)),
        "",
        word("offline_says"),
        "",
        word("offline_unpack"),
        word("offline_open").format(folder=publication.settings.slug),
        "",
        word("offline_ticks"),
    ]
    return f"{word('offline_readme')}.txt", "".join(f"{line}\r\n" for line in lines)
