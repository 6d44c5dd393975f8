"""The macro with which a reader composes a hand-out."""

from __future__ import annotations

from macros.context import Context
from tools.composer import shelves
from tools.exports.texts import address, based_on


def page_composer(context: Context) -> str:
    """Show what there is to choose, and what a hand-out is put together with."""
    publication = context.publication
    return context.render(
        "composer",
        shelves=shelves(publication),
        based_on=based_on(publication),
        address=address(publication),
    )
