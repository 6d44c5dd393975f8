"""The rule for the lengths of texts that the settings limit."""

from collections.abc import Iterator

from tools.model.entities.settings import LimitedText
from tools.model.problems import Problem
from tools.model.project import ParsedPage, ParsedProject
from tools.model.reading.yaml_nodes import Node


def check_text_lengths(project: ParsedProject) -> Iterator[Problem]:
    """Write texts as long as the settings allow: `limits`, in characters."""
    limits = project.mkdocs.publication.limits
    for page in project.pages:
        for name, node, key in list_limited_texts(page):
            text, limit = node.get_text(key), limits.get(name)
            if text is None or limit is None:
                continue
            if len(text) < limit.least:
                yield node.create_problem(key, "text-too-short", key=key, min_length=limit.least)
            elif len(text) > limit.most:
                yield node.create_problem(key, "text-too-long", key=key, max_length=limit.most)


def list_limited_texts(page: ParsedPage) -> Iterator[tuple[LimitedText, Node, str]]:
    """Yield the texts that can have a limit: its name, and the node and key of the text."""
    yield "title", page.meta, "title"
    yield "description", page.meta, "description"
    yield "summary", page.meta, "summary"
    checklist = page.checklist
    if checklist is None:
        return
    yield "checklist.title", checklist, "title"
    yield "checklist.goal", checklist, "goal"
    yield "checklist.close", checklist, "close"
    pause = checklist.get_node("pause")
    if pause:
        yield "checklist.moment", pause, "moment"
    for block in checklist.get_nodes("blocks"):
        yield "checklist.block", block, "title"
