"""Rules for facts that age: each bears the day on which it was checked, where readers see it."""

from __future__ import annotations

from collections.abc import Iterator

from tools.model.draft import Draft, DraftPage
from tools.model.problems import Problem
from tools.model.rules.pages import pages_of


def topics(page: DraftPage) -> set[str | None]:
    """Give the ids of a page's headings of level 2."""
    return {heading.id for heading in page.body.headings if heading.level == 2}


def stand_under_headings(draft: Draft) -> Iterator[Problem]:
    """Name a fact by the heading of level 2 under which it stands."""
    for page in draft.pages:
        facts = page.meta.node("facts")
        for identity in facts.data if facts else ():
            if facts and identity not in topics(page):
                yield facts.problem(identity, "fact-heading", id=identity)


def show_when_they_were_checked(draft: Draft) -> Iterator[Problem]:
    """Show the date of each fact once, under its own heading."""
    for page in draft.pages:
        if page.body.unread:
            continue  # its calls cannot be read; another rule tells
        facts = page.meta.node("facts")
        shown = [
            (call.args[0], call.line)
            for call in page.body.calls
            if call.name == "checked" and call.args
        ]
        for identity, line in shown:
            if facts is None or identity not in facts.data:
                yield page.document.problem(line, "fact-unknown", id=identity)
        for identity in facts.data if facts else ():
            under = [page.body.heading_above(line) for one, line in shown if one == identity]
            if facts and under != [identity] and identity in topics(page):
                yield facts.problem(identity, "fact-not-shown", id=identity)


def are_dated(draft: Draft) -> Iterator[Problem]:
    """Date what stands under a heading with a source, on pages of a kind that asks it."""
    for page, kind in pages_of(draft):
        facts = page.meta.node("facts")
        told = set(facts.data) if facts else set()
        for call in page.body.calls if kind.facts else ():
            heading = page.body.heading_above(call.line)
            if call.name == "cite" and heading not in told:
                yield page.document.problem(call.line, "fact-undated", id=heading or "")
                told.add(heading)


RULES = (stand_under_headings, show_when_they_were_checked, are_dated)
