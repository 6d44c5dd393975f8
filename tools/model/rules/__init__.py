"""The rules: each is a function from a project to the problems that it finds.

A rule's docstring is its advice to editors; the message that they see is under its code in the
catalogue of the language. Rules read a project tolerantly, so that all of them run even when one
field is wrong.
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
    macro_calls,
    nav,
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
    *nav.RULES,
    *facts.RULES,
    *scans.RULES,
    *stories.RULES,
    *citations.RULES,
    *workforms.RULES,
    *running_text.RULES,
    *reference_data.RULES,
    *links.RULES,
    *macro_calls.RULES,
    *safe_content.RULES,
    *settings.RULES,
    *redirects.RULES,
    *release.RULES,
)
