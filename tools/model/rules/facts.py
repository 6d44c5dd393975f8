"""Rules for facts that age: each bears the day on which it was checked, where readers see it."""

from __future__ import annotations

from collections.abc import Iterator

from tools.model.problems import Problem
from tools.model.project import ParsedPage, ParsedProject
from tools.model.rules.pages import iter_pages_with_kind


def get_section_ids(page: ParsedPage) -> set[str | None]:
    """Give the ids of a page's headings of level 2."""
    return {heading.id for heading in page.body.headings if heading.level == 2}


def check_fact_headings(draft: ParsedProject) -> Iterator[Problem]:
    """Name a fact by the heading of level 2 under which it stands."""
    for page in draft.pages:
        facts = page.meta.get_node("facts")
        for identity in facts.data if facts else ():
            if facts and identity not in get_section_ids(page):
                yield facts.create_problem(identity, "fact-heading", id=identity)


def check_fact_dates_shown(draft: ParsedProject) -> Iterator[Problem]:
    """Show the date of each fact once, under its own heading."""
    for page in draft.pages:
        if page.body.has_unreadable_calls:
            continue  # its calls cannot be read; another rule tells
        facts = page.meta.get_node("facts")
        shown = [
            (call.args[0], call.line)
            for call in page.body.calls
            if call.name == "checked" and call.args
        ]
        for identity, line in shown:
            if facts is None or identity not in facts.data:
                yield page.document.create_problem(line, "fact-unknown", id=identity)
        for identity in facts.data if facts else ():
            under = [page.body.find_heading_above(line) for one, line in shown if one == identity]
            if facts and under != [identity] and identity in get_section_ids(page):
                yield facts.create_problem(identity, "fact-not-shown", id=identity)


def check_facts_dated(draft: ParsedProject) -> Iterator[Problem]:
    """Date what stands under a heading with a source, on pages of a kind that asks it."""
    for page, kind in iter_pages_with_kind(draft):
        facts = page.meta.get_node("facts")
        told = set(facts.data) if facts else set()
        for call in page.body.calls if kind.facts else ():
            heading = page.body.find_heading_above(call.line)
            if call.name == "cite" and heading not in told:
                yield page.document.create_problem(call.line, "fact-undated", id=heading or "")
                told.add(heading)


RULES = (check_fact_headings, check_fact_dates_shown, check_facts_dated)
