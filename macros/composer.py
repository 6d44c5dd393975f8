"""The macro with which a reader composes a hand-out."""

from __future__ import annotations

from macros.context import MacroContext
from tools.pdf.composer import page_groups
from tools.render.imprint import absolute_url, based_on_line


def page_composer(context: MacroContext) -> str:
    """Show what there is to choose, and what a hand-out is put together with."""
    publication = context.publication
    return context.render(
        "composer",
        shelves=page_groups(publication),
        based_on=based_on_line(publication),
        address=absolute_url(publication),
    )
