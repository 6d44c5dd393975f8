"""The addresses of a publication: those that it has now, and those that a release recorded.

`docs/_data/published_urls.txt` has one address a line, each with the id of its page.
"""

from collections.abc import Iterable

from tools.model.project import ParsedProject
from tools.model.reading.addresses import get_list_address, get_page_address

HEADER = "# Written by `python -m tools release`: what was published must keep leading somewhere."


def list_urls(project: ParsedProject) -> dict[str, str]:
    """Return the address of each page, relative to the root of the site → the page's id.

    A checklist has an address of its own besides, which is printed on its sheet.
    """
    urls = {get_page_address(page.source_path.as_posix()): page.id for page in project.pages}
    for page in project.pages:
        if page.checklist:
            urls[get_list_address(project.language, page.checklist.id)] = page.id
    return urls


def find_lost_urls(project: ParsedProject) -> dict[str, tuple[int, str]]:
    """Return the recorded addresses that have neither a page nor a redirect now.

    Each with its line in the record, and the id of the page that was there; that is empty where an
    older version of the generator wrote the line.
    """
    known = {*list_urls(project)} | {node.get_text("was") or "" for node in project.redirects}
    lost = {}
    for number, line in enumerate(project.published_urls.splitlines(), 1):
        url, _, page_id = line.partition(" ")
        if url and not url.startswith("#") and url not in known:
            lost[url] = number, page_id
    return lost


def was_published(project: ParsedProject, url: str) -> bool:
    """Return whether an address was recorded by a release."""
    return url in {line.partition(" ")[0] for line in project.published_urls.splitlines()}


def format_urls(pages: Iterable[tuple[str, str]]) -> str:
    """Return the record of addresses and the ids of their pages."""
    return "\n".join([HEADER, *sorted(f"{url} {page_id}" for url, page_id in pages), ""])
