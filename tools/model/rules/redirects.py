"""The rule for redirects: an address that was published once keeps working."""

from collections.abc import Iterator

from tools.model.problems import Problem
from tools.model.project import ParsedProject
from tools.model.release.urls import list_urls
from tools.model.rules import common

NOT_FOUND_PAGE = "404.html"  # that hosts show for an unknown address


def check_redirects(project: ParsedProject) -> Iterator[Problem]:
    """Redirect from an address without a page, named once, to an existing page."""
    urls = list_urls(project)
    yield from common.find_duplicates(project.redirects, "redirect-double", "was")
    url_prefixes = tuple(f"{url}/" for url in urls)
    for node in project.redirects:
        was = node.get_text("was") or ""
        if was in {*urls, NOT_FOUND_PAGE} or was.startswith(url_prefixes):
            yield node.create_problem("was", "redirect-taken", id=was)
        yield from common.find_unknown_ids(node, "page", project.page_ids, "page-unknown")
