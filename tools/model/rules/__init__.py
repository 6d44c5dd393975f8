"""The rules: each is a function from a draft to the problems it finds.

A rule's docstring is the advice; the message that an editor sees stands under its code in the
language's catalogue. Rules read a draft tolerantly, so that all of them run even when one field
is wrong.
"""

from collections.abc import Callable, Iterator

from tools.model.draft import Draft
from tools.model.problems import Problem
from tools.model.rules import (
    addresses,
    checklists,
    content,
    data,
    facts,
    figures,
    items,
    links,
    pages,
    released,
    scans,
    settings,
    stories,
    workforms,
    writing,
)

Rule = Callable[[Draft], Iterator[Problem]]

RULES: tuple[Rule, ...] = (
    *items.RULES,
    *checklists.RULES,
    *pages.RULES,
    *facts.RULES,
    *scans.RULES,
    *stories.RULES,
    *figures.RULES,
    *workforms.RULES,
    *writing.RULES,
    *data.RULES,
    *links.RULES,
    *content.RULES,
    *settings.RULES,
    *addresses.RULES,
    *released.RULES,
)
