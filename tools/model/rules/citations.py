"""The rule that a figure has its source beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tools.language import Language
from tools.model.problems import Problem
from tools.model.project import ParsedProject
from tools.model.rules.pages import iter_pages_with_kind

NUMBER = re.compile(r"(?<![\w.,:/-])\d+(?:[.,]\d+)*(?:\s?%)?(?![\w/:-])")
MIN_FIGURE = 10  # a smaller number is more often a step or a count that the reader sees for himself
YEARS = range(1900, 2100)


def check_figures_cited(draft: ParsedProject) -> Iterator[Problem]:
    """Cite a source in every passage that gives a figure, on pages of the kinds that ask for it.

    A year or a day is no figure; what the text itself calls fictional needs no source.
    """
    fictional = draft.language.word("fictional")
    for page, kind in iter_pages_with_kind(draft):
        if not kind.sourced or page.body.has_unreadable_calls:
            continue
        story = page.meta.get_node("story")
        if story and story.data.get("fictional") is True:
            continue
        for passage in page.body.text_blocks:
            found = find_figures(passage.text, draft.language)
            if (
                found
                and "cite" not in passage.macro_names
                and fictional not in passage.text.lower()
            ):
                yield page.document.create_problem(
                    passage.line, "figure-without-source", figures=", ".join(found)
                )


def find_figures(text: str, language: Language) -> list[str]:
    """Give the figures in a text: percentages, and numbers of ten and more that are no date."""
    months = "|".join(language.word("months").split())
    bare = re.sub(rf"\b\d{{1,2}} (?:{months})\b|\b(?:{months}) \d{{1,2}}\b", " ", text, flags=re.I)
    return [found for found in NUMBER.findall(bare) if is_figure(found)]


def is_figure(number: str) -> bool:
    """Tell whether a number is more than a year or a small count."""
    if "%" in number:
        return True
    if number.isdecimal():
        return int(number) >= MIN_FIGURE and int(number) not in YEARS
    whole = re.split(r"[.,]", number)
    return (
        len(whole[-1]) == 3 or int(whole[0]) >= MIN_FIGURE
    )  # thousands, or a number with a fraction


RULES = (check_figures_cited,)
