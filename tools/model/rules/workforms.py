"""Rules for a working form: minutes that add up, and text that a leader can read aloud."""

from __future__ import annotations

from collections.abc import Iterator

from tools.model.problems import Problem
from tools.model.project import ParsedProject
from tools.model.reading.text import split_words
from tools.model.reading.yaml_nodes import Node
from tools.model.rules.common import (
    check_known_ids,
    check_plain_language,
    get_ids,
    is_unterminated,
)

SENTENCE_FIELDS = ("goal", "result", "how", "say", "watch")
TEXT_FIELDS = ("goal", "group", "material", "result", "watch", "what", "how", "say")


def iter_workforms(project: ParsedProject) -> Iterator[Node]:
    """Yield all working forms, each labelled with its page."""
    for page in project.pages:
        form = page.meta.get_node("workform")
        if form:
            yield form.with_label(f"workform {page.id or ''}".strip())


def get_int(node: Node, key: str) -> int | None:
    """Return the value of `key` if it is an integer."""
    value = node.data.get(key)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def check_step_minutes(project: ParsedProject) -> Iterator[Problem]:
    """Divide the minutes of the form among its steps: people leave on time."""
    for form in iter_workforms(project):
        total = get_int(form, "minutes")
        minutes = [get_int(step, "minutes") for step in form.get_nodes("steps")]
        known = [number for number in minutes if number is not None]
        if total is None or not minutes or len(known) < len(minutes):
            continue  # reported by the validation
        if sum(known) != total:
            yield form.create_problem("minutes", "workform-minutes", total=total, count=sum(known))


def check_workform_references(project: ParsedProject) -> Iterator[Problem]:
    """Name an existing role that leads, and an existing page as subject."""
    roles = get_ids(project.roles)
    for form in iter_workforms(project):
        yield from check_known_ids(form, "leader", roles, "role-unknown")
        yield from check_known_ids(form, "page", project.page_ids, "page-unknown")


def check_workform_language(project: ParsedProject) -> Iterator[Problem]:
    """Use ordinary words and short, complete sentences; begin a step with what to do."""
    for form in iter_workforms(project):
        for node in (form, *form.get_nodes("steps")):
            for key in TEXT_FIELDS:
                for text in (node.get_text(key) or "", *node.get_texts(key)):
                    yield from check_plain_language(node, key, text, project.language)
                    if key in SENTENCE_FIELDS and is_unterminated(text):
                        yield node.create_problem(key, "sentence-open")
        for step in form.get_nodes("steps"):
            what = step.get_text("what")
            first = next(iter(split_words(what or "")), what)
            if first is not None and first.lower() not in project.language.verbs:
                yield step.create_problem("what", "what-verb", word=first)
            if (what or "").rstrip().endswith("."):
                yield step.create_problem("what", "what-full-stop")


RULES = (check_step_minutes, check_workform_references, check_workform_language)
