"""The lengths of texts that the settings limit: each as long as is allowed, and one more."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.conftest import SMALL
from tools.model.entities.settings import LimitedText
from tools.model.loader import load_settings
from tools.model.problems import Problem
from tools.model.project import ParsedProject, parse_project
from tools.model.reading.yaml_nodes import Node
from tools.model.rules.limits import check_text_lengths, list_limited_texts

PAGE = "weekly-round"


@pytest.fixture(scope="module")
def project() -> ParsedProject:
    """The small publication as parsed."""
    return parse_project(load_settings(SMALL))


def find_text(project: ParsedProject, name: LimitedText) -> tuple[Node, str]:
    """Return the node and key of a limited text of the weekly round."""
    (page,) = (page for page in project.pages if page.id == PAGE)
    return next((node, key) for other, node, key in list_limited_texts(page) if other == name)


def list_problems(project: ParsedProject, name: LimitedText, text: str) -> list[Problem]:
    """Return the problems when this text of the weekly round is another."""
    node, key = find_text(project, name)
    before = node.data[key]
    node.data[key] = text
    try:
        return [*check_text_lengths(project)]
    finally:
        node.data[key] = before


@pytest.mark.parametrize(
    ("name", "maximum"),
    [
        ("title", 70), ("description", 170), ("summary", 180), ("checklist.title", 60),
        ("checklist.goal", 110), ("checklist.moment", 60), ("checklist.block", 40),
        ("checklist.close", 160),
    ],
)  # fmt: skip
def test_a_text_is_as_long_as_the_settings_allow(
    project: ParsedProject, name: LimitedText, maximum: int
) -> None:
    assert list_problems(project, name, "x" * maximum) == []
    (problem,) = list_problems(project, name, "x" * (maximum + 1))
    node, key = find_text(project, name)
    assert (problem.code, problem.values["max_length"]) == ("text-too-long", maximum)
    assert problem.line == node.get_line(key)


def test_a_description_has_forty_characters(project: ParsedProject) -> None:
    assert list_problems(project, "description", "x" * 40) == []
    (problem,) = list_problems(project, "description", "x" * 39)
    assert (problem.code, problem.values["min_length"]) == ("text-too-short", 40)


def test_without_a_limit_any_length_will_do(project: ParsedProject) -> None:
    publication = project.mkdocs.publication.model_copy(update={"limits": {}})
    extra = project.mkdocs.extra.model_copy(update={"publication": publication})
    unlimited = replace(project, mkdocs=project.mkdocs.model_copy(update={"extra": extra}))
    assert list_problems(unlimited, "title", "x" * 500) == []
