"""The whole site as one ZIP file, for readers without network: unpacked, it opens from a folder."""

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
from tools.publish.robots import ROBOTS
from tools.publish.security_txt import SECURITY_TXT
from tools.render import site_paths
from tools.render.imprint import dated
from tools.site.published_files import SITEMAP

# What only hosts, robots and other sites request.
FOR_HOSTS = (HEADERS_FILE, HTACCESS_FILE, NGINX_FILE, REDIRECTS_FILE, "404.html")
FOR_ROBOTS = (ROBOTS, SITEMAP, SECURITY_TXT)
FOR_OTHER_SITES = (f"{EMBED_FOLDER}/", f"{SHARE_IMAGES_FOLDER}/")
# Where a page offers the file; the size of the file goes into the empty `span`.
DOWNLOAD_OFFER = re.compile(r'\s*<p class="offline".*?</p>', re.DOTALL)
OFFER_SIZE = re.compile(
    r'(<p class="offline"[^>]*>(?:(?!</p>).)*<span>)[^<]*(?=</span>)', re.DOTALL
)


def write_offline_archive(publication: Publication, site: Path) -> None:
    """Write the archive into the staged `site`, and its size on the pages that offer it.

    The same site gives the same bytes: order, modes and times do not depend on the machine. Pages
    in the archive do not offer it, as it is not there.
    """
    path = site / site_paths.offline_archive_path(publication.settings.slug)
    path.unlink(missing_ok=True)
    files = sorted(archived_files(site))
    path.parent.mkdir(parents=True, exist_ok=True)
    folder = publication.settings.slug
    with ZipFile(path, "w") as archive:
        name, text = render_readme(publication)
        add_entry(archive, f"{folder}/{name}", text.encode())
        for name in files:
            add_entry(archive, f"{folder}/{name}", archive_content(site / name))
    language = publication.language
    size = language.word("offline_size").format(size=language.format_size(path.stat().st_size))
    for page in site.rglob("*.html"):
        html = page.read_text(encoding="utf-8")
        if DOWNLOAD_OFFER.search(html):
            page.write_text(OFFER_SIZE.sub(rf"\g<1>{size}", html), encoding="utf-8")


def archived_files(site: Path) -> Iterator[str]:
    """Yield the files that a reader without network needs, relative to the site."""
    for path in site.rglob("*"):
        name = path.relative_to(site).as_posix()
        is_excluded = name in FOR_HOSTS + FOR_ROBOTS or name.startswith(FOR_OTHER_SITES)
        if path.is_file() and not is_excluded:
            yield name


def archive_content(path: Path) -> bytes:
    """Return the bytes of a file for the archive: pages without the offer of the archive."""
    if path.suffix == ".html":
        return DOWNLOAD_OFFER.sub("", path.read_text(encoding="utf-8")).encode()
    return path.read_bytes()


def add_entry(archive: ZipFile, name: str, data: bytes) -> None:
    """Add a file with the time of the build."""
    time = dt.datetime.fromtimestamp(int(os.environ["SOURCE_DATE_EPOCH"]), dt.UTC)
    entry = ZipInfo(name, time.timetuple()[:6])
    entry.create_system, entry.external_attr = 3, 0o100644 << 16  # a file of Unix
    entry.compress_type = ZIP_DEFLATED  # PDFs and images too: together that saves 4 %
    archive.writestr(entry, data, compresslevel=9)


def render_readme(publication: Publication) -> tuple[str, str]:
    """Return name and text of a file on how to open the site, with line ends for any system."""
    word = publication.language.word
    lines = [
        publication.full_title,
        dated(publication, "version_of", publication.settings.date),
        "",
        word("offline_says"),
        "",
        word("offline_unpack"),
        word("offline_open").format(folder=publication.settings.slug),
        "",
        word("offline_ticks"),
    ]
    return f"{word('offline_readme')}.txt", "".join(f"{line}\r\n" for line in lines)
