"""Whether the navigation on each page is pruned, so that large sites stay small."""

from __future__ import annotations

from tools.model.publication import Publication

MAX_FULL_NAV_PAGES = 200


def has_pruned_nav(publication: Publication) -> bool:
    """Return whether each page shows only its own part of the navigation.

    The full navigation on every page would make a site grow with the square of its pages.
    """
    return len(publication.pages) > MAX_FULL_NAV_PAGES
