"""The macro for the composer of hand-outs."""

from __future__ import annotations

from macros.context import MacroContext
from tools.pdf.composer import page_groups
from tools.render.imprint import absolute_url, based_on_line


def page_composer(context: MacroContext) -> str:
    """Render the pages to choose from, and the data that a hand-out is composed with."""
    publication = context.publication
    return context.render(
        "composer",
        page_groups=page_groups(publication),
        based_on=based_on_line(publication),
        site_url=absolute_url(publication),
    )
