"""Rules for a working form: minutes that add up, and text that a leader can read aloud."""

from collections.abc import Iterator
from typing import Any

from tools.model.problems import Problem
from tools.model.project import ParsedProject
from tools.model.reading.yaml_nodes import Node
from tools.model.rules import common

SENTENCE_FIELDS = ("goal", "result", "how", "say", "watch")
TEXT_FIELDS = ("goal", "group", "material", "result", "watch", "what", "how", "say")


def iter_workforms(project: ParsedProject) -> Iterator[Node]:
    """Yield all working forms, each labelled with its page."""
    for page, form in project.iter_fields("workform"):
        yield form.with_label(f"workform {page.id}".strip())


def check_step_minutes(project: ParsedProject) -> Iterator[Problem]:
    """Divide the minutes of the form among its steps: people leave on time."""
    for form in iter_workforms(project):
        nodes = (form, *form.get_nodes("steps"))
        numbers: list[Any] = [node.data.get("minutes") for node in nodes]
        total, *minutes = numbers
        if not minutes or not all(map(common.is_int, (total, *minutes))):
            continue  # reported by the validation
        count = sum(minutes)
        if count != total:
            yield form.create_problem("minutes", "workform-minutes", total=total, count=count)


def check_workform_references(project: ParsedProject) -> Iterator[Problem]:
    """Name an existing role that leads, and an existing page as subject."""
    roles = common.get_ids(project.roles)
    for form in iter_workforms(project):
        yield from common.find_unknown_ids(form, "leader", roles, "role-unknown")
        yield from common.find_unknown_ids(form, "page", project.page_ids, "page-unknown")


def check_workform_language(project: ParsedProject) -> Iterator[Problem]:
    """Use ordinary words and short, complete sentences; begin a step with what to do."""
    for form in iter_workforms(project):
        for node in (form, *form.get_nodes("steps")):
            for key in TEXT_FIELDS:
                for text in (node.get_text(key) or "", *node.get_texts(key)):
                    yield from common.find_hard_language(node, key, text, project)
                    if key in SENTENCE_FIELDS and common.is_unterminated(text):
                        yield node.create_problem(key, "sentence-open")
        for step in form.get_nodes("steps"):
            yield from common.find_missing_verb(step, project.language)
            if (step.get_text("what") or "").rstrip().endswith("."):
                yield step.create_problem("what", "what-full-stop")
