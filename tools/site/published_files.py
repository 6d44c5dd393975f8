"""Files of `docs/` in a built site: at safe addresses, and pictures as they are published.

The engine copies files under the names that authors gave, and links to those. This step gives them
the addresses that the model knows (`tools/model/reading/addresses.py`), and changes the links.
"""

import html
import posixpath
import re
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from tools.model.publication import Publication
from tools.model.reading.addresses import (
    get_address,
    get_page_address,
    make_safe_name,
)
from tools.model.reading.files import DATA_FOLDER, DRAWING_SUFFIXES, PAGE_SUFFIXES, find_files
from tools.model.reading.images import get_image_address
from tools.site.pictures import PictureStore, is_picture

LINK_ATTRIBUTE = re.compile(r'(?P<name>\s(?:href|src|poster|content)=)"(?P<value>[^"]*)"')
ROOTED_LINK = re.compile(r'(?P<name>\s(?:href|src|data-[a-z]+)=")/(?=[^/"])')
NOT_FOUND_PAGE = "404.html"
SITEMAP = "sitemap.xml"


def publish_files(publication: Publication, site: Path) -> None:
    """Move the files of `docs/` in a built `site` to their addresses, with the links to them."""
    store = PictureStore(publication.root)
    moved: dict[str, str] = {}  # from paths in the site, as the engine writes them
    for name in find_files(publication.docs_folder, publication.root).find_published(""):
        path = Path(name)
        is_page = path.suffix in PAGE_SUFFIXES
        built = path.with_suffix(".html").as_posix() if is_page else name
        if not (site / built).is_file():  # left out of the site
            continue
        address = get_page_address(name) if is_page else get_address(name)
        if is_picture(path):
            source = publication.docs_folder / name
            address = get_image_address(name, source)
            (site / built).write_bytes(store.publish(source, address))
        if address != built:
            (site / address).parent.mkdir(parents=True, exist_ok=True)
            (site / built).replace(site / address)
            moved[built] = address
    if not publication.edition:  # of which the pictures are a part
        store.cache.prune()
    if not publication.mkdocs.site_url:
        unroot_links(site / NOT_FOUND_PAGE)
    if moved:
        remove_empty_folders(site, moved)
        rewrite_links(site, moved, publication.mkdocs.site_url or "")


def find_source(docs: Path, address: str) -> Path | None:
    """Return the image in `docs/` that has an address in the site; None when there is none."""
    folders = [docs] if address.split("/")[0] != DATA_FOLDER else []
    *parents, last = address.split("/")
    for parent in parents:
        inner = (entry for folder in folders for entry in folder.iterdir())
        folders = [
            entry for entry in inner if is_folder(entry) and make_safe_name(entry.name) == parent
        ]
    for path in sorted(path for folder in folders for path in folder.iterdir()):
        if path.is_symlink():
            continue
        if is_picture(path) and get_image_address(path.name, path) == last:
            return path
        if path.suffix.lower() in DRAWING_SUFFIXES and make_safe_name(path.name) == last:
            return path
    return None


def is_folder(path: Path) -> bool:
    """Return whether this is a folder, and no link to one."""
    return path.is_dir() and not path.is_symlink()


def unroot_links(page: Path) -> None:
    """Make the links of a page relative that begin at the root of the host.

    The page for unknown addresses has such links. Without its own address, a site may stand in any
    folder, where they would lead outside; from its own place at the root of the site, these do not.
    """
    if page.is_file():
        text = page.read_text(encoding="utf-8")
        page.write_text(ROOTED_LINK.sub(r"\g<name>", text), encoding="utf-8")


def remove_empty_folders(site: Path, moved: Mapping[str, str]) -> None:
    """Remove the folders in which nothing is left."""
    folders = {parent for built in moved for parent in Path(built).parents if parent != Path()}
    for folder in sorted(folders, reverse=True):
        if (site / folder).is_dir() and not any((site / folder).iterdir()):
            (site / folder).rmdir()


def rewrite_links(site: Path, moved: Mapping[str, str], site_url: str) -> None:
    """Change the links in all pages and in the sitemap to the new addresses."""
    built_of = {address: built for built, address in moved.items()}
    for path in site.rglob("*.html"):
        url = path.relative_to(site).as_posix()
        text = path.read_text(encoding="utf-8")
        move = partial(
            move_link, built_url=built_of.get(url, url), url=url, moved=moved, site_url=site_url
        )
        new_text = LINK_ATTRIBUTE.sub(move, text)
        if new_text != text:
            path.write_text(new_text, encoding="utf-8")
    if (site / SITEMAP).is_file():
        sitemap = (site / SITEMAP).read_text(encoding="utf-8")
        for built, address in moved.items():
            sitemap = sitemap.replace(f"/{quote(built)}<", f"/{quote(address)}<")
        (site / SITEMAP).write_text(sitemap, encoding="utf-8")


def move_link(
    attribute: re.Match[str],
    *,
    built_url: str,
    url: str,
    moved: Mapping[str, str],
    site_url: str,
) -> str:
    """Return an attribute, led to the new address of what it refers to.

    `built_url` is where the engine wrote the page and `url` where it is. A value that refers to no
    moved file stays as it is.
    """
    target, hash_, anchor = html.unescape(attribute["value"]).partition("#")
    root, host_path = f"{site_url.rstrip('/')}/", f"{urlsplit(site_url).path.rstrip('/')}/"
    prefix = next((start for start in (root, host_path) if target.startswith(start)), "")
    path = target.removeprefix(prefix)
    if not prefix:
        path = posixpath.normpath(posixpath.join(posixpath.dirname(built_url), path))
    address = moved.get(unquote(path))
    if not target or address is None:
        return attribute[0]
    if not prefix:
        address = posixpath.relpath(address, posixpath.dirname(url) or ".")
    value = html.escape(prefix + quote(address) + hash_ + anchor)
    return f'{attribute["name"]}"{value}"'
