"""The choice between the full navigation and a pruned one on each page."""

from tools.model.publication import Publication

MAX_FULL_NAV_PAGES = 200


def has_pruned_nav(publication: Publication) -> bool:
    """Return whether each page shows only its own part of the navigation.

    With the full navigation on every page, a site grows with the square of its pages.
    """
    return len(publication.pages) > MAX_FULL_NAV_PAGES
