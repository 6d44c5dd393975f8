"""A style of the theme without the rules for parts of the theme that no page has.

Its parts bear classes that begin with `md-`, and only its own templates and scripts make them:
where neither a page nor a script of ours names such a class, no rule about it can ever apply. All
other rules stay, whatever they are about, so that what Markdown makes keeps its style.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import tinycss2
from tinycss2.ast import AtRule, Node, QualifiedRule

THEME_CLASS = re.compile(r"\bmd-[\w-]+")
CONDITIONAL_AT_RULES = ("media", "supports", "container", "layer")


def theme_classes(text: str) -> set[str]:
    """Give the classes of the theme that a page or a script names."""
    return set(THEME_CLASS.findall(text))


def purge(style: str, named: set[str]) -> str:
    """Give a style with only the rules that can apply where these parts are."""
    rules = tinycss2.parse_stylesheet(style, skip_comments=True, skip_whitespace=True)
    return "".join(purge_rules(rules, named))


def purge_rules(rules: Iterable[Node], named: set[str]) -> Iterator[str]:
    """Give the text of each rule that can apply, with the selectors for which it can."""
    for rule in rules:
        if isinstance(rule, QualifiedRule):
            selectors = [
                one for one in split_selectors(rule.prelude) if required_classes(one) <= named
            ]
            if selectors:
                shown = ",".join(tinycss2.serialize(one).strip() for one in selectors)
                yield f"{shown}{{{tinycss2.serialize(rule.content)}}}"
        elif (
            isinstance(rule, AtRule)
            and rule.content
            and rule.lower_at_keyword in CONDITIONAL_AT_RULES
        ):
            inside = "".join(purge_rules(tinycss2.parse_rule_list(rule.content), named))
            if inside:
                yield f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}{{{inside}}}"
        else:
            yield rule.serialize()


def split_selectors(prelude: Iterable[Node]) -> list[list[Node]]:
    """Give each selector of a list."""
    selectors: list[list[Node]] = [[]]
    for token in prelude:
        if token == ",":
            selectors.append([])
        else:
            selectors[-1].append(token)
    return selectors


def required_classes(selector: Sequence[Node]) -> set[str]:
    """Give the parts that must be there; what a function says (`:not()`, `:is()`) is left alone."""
    names = (name.value for dot, name in pairwise(selector) if dot == "." and name.type == "ident")
    return {name for name in names if THEME_CLASS.fullmatch(name)}
