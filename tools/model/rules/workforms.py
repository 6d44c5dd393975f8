"""Rules for a working form: minutes that add up, and words that a leader can read aloud."""

from __future__ import annotations

from collections.abc import Iterator

from tools.model.problems import Problem
from tools.model.project import ParsedProject
from tools.model.reading.text import split_words
from tools.model.reading.yaml_nodes import Node
from tools.model.rules.items import check_plain_language, is_unterminated

SENTENCE_FIELDS = (
    "goal",
    "result",
    "how",
    "say",
    "watch",
)  # closed with a full stop or question mark


def iter_workforms(draft: ParsedProject) -> Iterator[Node]:
    """Give all working forms, each named by its page."""
    for page in draft.pages:
        form = page.meta.get_node("workform")
        if form:
            place = f"workform {page.id or ''}".strip()
            yield Node(form.data, form.origin, form.key_path, place)


def get_int(node: Node, key: str) -> int | None:
    """Give the value of `key` if it is a whole number."""
    value = node.data.get(key)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def check_step_minutes(draft: ParsedProject) -> Iterator[Problem]:
    """Let the minutes of the steps add up to those of the whole: people leave on time."""
    for form in iter_workforms(draft):
        total = get_int(form, "minutes")
        parts = [get_int(step, "minutes") for step in form.get_nodes("steps")]
        known = [part for part in parts if part is not None]
        if total is not None and len(known) == len(parts) > 0 and sum(known) != total:
            yield form.create_problem("minutes", "workform-minutes", total=total, count=sum(known))


def check_workform_references(draft: ParsedProject) -> Iterator[Problem]:
    """Name the role that leads, and an existing page that the form puts to work."""
    roles = [node.get_text("id") or "" for node in draft.roles]
    pages = {page.id for page in draft.pages}
    for form in iter_workforms(draft):
        leader, page = form.get_text("leader"), form.get_text("page")
        if leader and leader not in roles:
            yield form.create_problem("leader", "role-unknown", id=leader, known=", ".join(roles))
        if page and page not in pages:
            yield form.create_problem("page", "page-unknown", id=page)


def check_workform_language(draft: ParsedProject) -> Iterator[Problem]:
    """Use ordinary words and short, whole sentences; begin a step with what to do."""
    for form in iter_workforms(draft):
        for node in (form, *form.get_nodes("steps")):
            for key in ("goal", "group", "material", "result", "watch", "what", "how", "say"):
                for text in (node.get_text(key) or "", *node.get_texts(key)):
                    yield from check_plain_language(node, key, text, draft.language)
                    if key in SENTENCE_FIELDS and is_unterminated(text):
                        yield node.create_problem(key, "sentence-open")
        for step in form.get_nodes("steps"):
            what = step.get_text("what")
            first = next(iter(split_words(what or "")), what)
            if first is not None and first.lower() not in draft.language.verbs:
                yield step.create_problem("what", "what-verb", word=first)
            if (what or "").rstrip().endswith("."):
                yield step.create_problem("what", "what-full-stop")


RULES = (check_step_minutes, check_workform_references, check_workform_language)
