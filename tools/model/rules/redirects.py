"""Rules for redirects: an address that was published once keeps working."""

from collections.abc import Iterator

from tools.model.problems import Problem
from tools.model.project import DATA_FOLDER, URLS_FILE, ParsedProject
from tools.model.rules import common

NOT_FOUND_PAGE = "404.html"  # that hosts show for an unknown address


def list_page_urls(project: ParsedProject) -> set[str]:
    """Return the addresses of all pages, relative to the root of the site."""
    return {page.source_path.with_suffix(".html").as_posix() for page in project.pages}


def check_redirects(project: ParsedProject) -> Iterator[Problem]:
    """Redirect from an address without a page, named once, to an existing page."""
    urls = list_page_urls(project)
    yield from common.find_duplicates(project.redirects, "redirect-double", "was")
    url_prefixes = tuple(f"{url}/" for url in urls)
    for node in project.redirects:
        was = node.get_text("was") or ""
        if was in {*urls, NOT_FOUND_PAGE} or was.startswith(url_prefixes):
            yield node.create_problem("was", "redirect-taken", id=was)
        yield from common.find_unknown_ids(node, "page", project.page_ids, "page-unknown")


def check_removed_urls(project: ParsedProject) -> Iterator[Problem]:
    """Add a redirect for each page that was moved or removed since the last release."""
    file = (project.docs_folder / DATA_FOLDER / URLS_FILE).relative_to(project.root)
    known = list_page_urls(project) | {node.get_text("was") or "" for node in project.redirects}
    for number, line in enumerate(project.published_urls.splitlines(), 1):
        if line and not line.startswith("#") and line not in known:
            yield Problem(file, number, "address-gone", "", {"id": line})
