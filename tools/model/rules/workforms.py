"""Rules for a working form: minutes that add up, and words that a leader can read aloud."""

from __future__ import annotations

from collections.abc import Iterator

from tools.model.draft import Draft
from tools.model.problems import Problem
from tools.model.rules.items import ends_open, plain_words
from tools.model.source import Node
from tools.model.text import words

SENTENCES = ("goal", "result", "how", "say", "watch")  # closed with a full stop or question mark


def workforms(draft: Draft) -> Iterator[Node]:
    """Give all working forms, each named by its page."""
    for page in draft.pages:
        form = page.meta.node("workform")
        if form:
            place = f"workform {page.id or ''}".strip()
            yield Node(form.data, form.origin, form.path, place)


def whole(node: Node, key: str) -> int | None:
    """Give the value of `key` if it is a whole number."""
    value = node.data.get(key)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def adds_up(draft: Draft) -> Iterator[Problem]:
    """Let the minutes of the steps add up to those of the whole: people leave on time."""
    for form in workforms(draft):
        total = whole(form, "minutes")
        parts = [whole(step, "minutes") for step in form.nodes("steps")]
        known = [part for part in parts if part is not None]
        if total is not None and len(known) == len(parts) > 0 and sum(known) != total:
            yield form.problem("minutes", "workform-minutes", total=total, count=sum(known))


def names_what_exists(draft: Draft) -> Iterator[Problem]:
    """Name the role that leads, and an existing page that the form puts to work."""
    roles = [node.text("id") or "" for node in draft.roles]
    pages = {page.id for page in draft.pages}
    for form in workforms(draft):
        leader, page = form.text("leader"), form.text("page")
        if leader and leader not in roles:
            yield form.problem("leader", "role-unknown", id=leader, known=", ".join(roles))
        if page and page not in pages:
            yield form.problem("page", "page-unknown", id=page)


def is_plain(draft: Draft) -> Iterator[Problem]:
    """Use ordinary words and short, whole sentences; begin a step with what to do."""
    for form in workforms(draft):
        for node in (form, *form.nodes("steps")):
            for key in ("goal", "group", "material", "result", "watch", "what", "how", "say"):
                for text in (node.text(key) or "", *node.texts(key)):
                    yield from plain_words(node, key, text, draft.language)
                    if key in SENTENCES and ends_open(text):
                        yield node.problem(key, "sentence-open")
        for step in form.nodes("steps"):
            what = step.text("what")
            first = next(iter(words(what or "")), what)
            if first is not None and first.lower() not in draft.language.verbs:
                yield step.problem("what", "what-verb", word=first)
            if (what or "").rstrip().endswith("."):
                yield step.problem("what", "what-full-stop")


RULES = (adds_up, names_what_exists, is_plain)
