"""Rules for facts: a figure cites its source, and what ages shows when it was checked."""

import re
from collections.abc import Iterator
from typing import Any

from tools.language import Language
from tools.model.problems import Problem
from tools.model.project import ParsedPage, ParsedProject

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


def get_section_ids(page: ParsedPage) -> set[str | None]:
    """Return the ids of a page's headings of level 2."""
    return {heading.id for heading in page.body.headings if heading.level == 2}


def check_fact_headings(project: ParsedProject) -> Iterator[Problem]:
    """Name a fact by the id of the heading of level 2 above it."""
    for page, facts in project.iter_fields("facts"):
        for heading_id in facts.data:
            if heading_id not in get_section_ids(page):
                yield facts.create_problem(heading_id, "fact-heading", id=heading_id)


def check_fact_dates_shown(project: ParsedProject) -> Iterator[Problem]:
    """Show the date of each fact once, under its own heading."""
    for page in project.pages:
        if page.body.has_unreadable_calls:
            continue  # unreadable calls are reported by another rule
        facts = page.meta.get_node("facts")
        above: dict[Any, list[str | None]] = {}  # id in a call → the headings above its calls
        for call in page.body.calls:
            if call.name == "checked" and call.args:
                heading_id = call.args[0]
                if facts is None or heading_id not in facts.data:
                    yield page.create_problem(call.line, "fact-unknown", id=heading_id)
                above.setdefault(heading_id, []).append(page.body.find_heading_above(call.line))
        for heading_id in facts.data if facts else ():
            wrong_place = above.get(heading_id) != [heading_id]
            if facts and wrong_place and heading_id in get_section_ids(page):
                yield facts.create_problem(heading_id, "fact-not-shown", id=heading_id)


def check_facts_dated(project: ParsedProject) -> Iterator[Problem]:
    """Date the facts under a heading with a source, on pages of the kinds that require it."""
    for page, kind in project.iter_pages_with_kind():
        facts = page.meta.get_node("facts")
        dated = set(facts.data) if facts else set()
        for call in page.body.calls if kind.facts else ():
            heading = page.body.find_heading_above(call.line)
            if call.name == "cite" and heading not in dated:
                yield page.create_problem(call.line, "fact-undated", id=heading or "")
                dated.add(heading)  # reports each heading once
