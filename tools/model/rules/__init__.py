"""The rules: each is a function from a draft to the problems it finds.

A rule's docstring is the advice; the message that an editor sees stands under its code in the
language's catalogue. Rules read a draft tolerantly, so that all of them run even when one field
is wrong.
"""

from collections.abc import Callable, Iterator

from tools.model.problems import Problem
from tools.model.project import ParsedProject
from tools.model.rules import (
    checklists,
    citations,
    facts,
    items,
    links,
    pages,
    redirects,
    reference_data,
    release,
    running_text,
    safe_content,
    scans,
    settings,
    stories,
    workforms,
)

Rule = Callable[[ParsedProject], Iterator[Problem]]

RULES: tuple[Rule, ...] = (
    *items.RULES,
    *checklists.RULES,
    *pages.RULES,
    *facts.RULES,
    *scans.RULES,
    *stories.RULES,
    *citations.RULES,
    *workforms.RULES,
    *running_text.RULES,
    *reference_data.RULES,
    *links.RULES,
    *safe_content.RULES,
    *settings.RULES,
    *redirects.RULES,
    *release.RULES,
)
