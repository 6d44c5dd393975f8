"""The rule that a figure cites its source."""

import re
from collections.abc import Iterator

from tools.language import Language
from tools.model.problems import Problem
from tools.model.project import ParsedProject

NUMBER = re.compile(r"(?<![\w.,:/-])\d+(?:[.,]\d+)*(?:\s?%)?(?![\w/:-])")
MIN_FIGURE = 10  # a smaller number is more often a step, or a count of what is on the page
YEARS = range(1900, 2100)


def check_figures_cited(project: ParsedProject) -> Iterator[Problem]:
    """Cite a source in every passage with a figure, on pages of the kinds that require it.

    A year or a date is no figure; a passage that calls itself fictional needs no source.
    """
    fictional = project.language.word("fictional")
    for page, kind in project.iter_pages_with_kind():
        if not kind.sourced or page.body.has_unreadable_calls:
            continue
        story = page.meta.get_node("story")
        if story and story.data.get("fictional") is True:
            continue
        for block in page.body.text_blocks:
            if "cite" in block.macro_names or fictional in block.text.lower():
                continue
            figures = ", ".join(find_figures(block.text, project.language))
            if figures:
                yield page.create_problem(block.line, "figure-without-source", figures=figures)


def find_figures(text: str, language: Language) -> list[str]:
    """Return the figures in a text: percentages, and numbers of ten and more that are no date."""
    months = "|".join(language.word("months").split())
    dates = rf"\b\d{{1,2}} (?:{months})\b|\b(?:{months}) \d{{1,2}}\b"
    without_dates = re.sub(dates, " ", text, flags=re.IGNORECASE)
    return [number for number in NUMBER.findall(without_dates) if is_figure(number)]


def is_figure(number: str) -> bool:
    """Return whether a number is more than a year or a small count."""
    if "%" in number:
        return True
    if number.isdecimal():
        return int(number) >= MIN_FIGURE and int(number) not in YEARS
    parts = re.split(r"[.,]", number)
    return int(parts[0]) >= MIN_FIGURE or len(parts[-1]) == 3  # thousands
