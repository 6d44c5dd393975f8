"""Rules for the settings of the rules: codes that exist, levels and limits that can be set."""

from collections.abc import Iterator

from tools.model.problems import Problem
from tools.model.project import ParsedProject
from tools.model.reading.yaml_nodes import Node
from tools.model.rule_table import BY_CODE, ENTRIES


def check_rule_settings(project: ParsedProject) -> Iterator[Problem]:
    """Name codes that exist; change no level that is fixed, and no limit that a rule lacks."""
    for node in iter_rule_settings(project):
        for selector in node.data:
            yield from find_setting_problems(node, str(selector))


def iter_rule_settings(project: ParsedProject) -> Iterator[Node]:
    """Yield the settings of the rules: of the publication, and of each kind of page."""
    kinds = project.settings_node.get_node("kinds")
    of_kinds = [kind for _, kind in kinds.iter_nodes()] if kinds else []
    for owner in (project.settings_node, *of_kinds):
        node = owner.get_node("rules")
        if node:
            yield node


def find_setting_problems(node: Node, selector: str) -> Iterator[Problem]:
    """Yield what is wrong with the setting under a selector: a code, or the beginning of codes."""
    selected = [entry for entry in ENTRIES if entry.code.startswith(selector)]
    if not selected or not selector:
        yield node.create_problem(selector, "rule-unknown", id=selector)
        return
    setting = node.get_node(selector)
    sets_level = setting is None or "level" in setting.data
    if sets_level and all(entry.is_fixed for entry in selected):
        yield node.create_problem(selector, "rule-fixed", id=selector)
    entry = BY_CODE.get(selector)
    if setting and "most" in setting.data and (entry is None or entry.most is None):
        yield node.create_problem(selector, "rule-without-limit", id=selector)
