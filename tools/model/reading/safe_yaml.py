"""YAML as a publication may write it: plain values, no deeper and no larger than it looks.

A tag can make a reader build any object (MkDocs obeys Python's), an alias can stand for itself or,
by aliases of aliases, for more than any machine holds. Neither is needed to write a publication.
"""

from __future__ import annotations

from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.composer import Composer
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.events import AliasEvent, ScalarEvent

from tools.model.reading.characters import find_forbidden_character

MAX_DEPTH = 24  # the settings, which are deepest, need ten
MAX_ALIASED_NODES = 10_000  # values that aliases put in; the settings repeat some forty


class DisallowedYamlError(MarkedYAMLError):
    """YAML that can be read, and that a publication may not hold; `values` fill the message."""

    def __init__(self, code: str, event: Any, **values: str) -> None:
        """Keep the problem's code, the place, and what the message names."""
        super().__init__(problem=code, problem_mark=event.start_mark)
        self.code = code
        self.values = values


class SafeComposer(Composer):
    """Composes only what a publication may hold; raises ForbiddenError at the first other thing."""

    def __init__(self, loader: Any = None) -> None:
        """Begin with nothing counted."""
        super().__init__(loader)
        self.node_count = self.aliased_count = (
            0  # values composed so far; those of aliases among them
        )
        self.anchor_sizes: dict[str, int] = {}  # of what an anchor names, once that is whole

    def compose_document(self) -> Any:
        """Refuse a directive: it asks for another YAML than the one that all here read."""
        event = self.parser.peek_event()
        if event.version or event.tags:
            raise DisallowedYamlError("yaml-tag", event, tag="%")
        return super().compose_document()

    def compose_node(self, parent: Any, index: Any) -> Any:
        """Look at an event before it becomes a value."""
        event = self.parser.peek_event()
        if isinstance(event, AliasEvent):
            self.count_alias(event)
            return super().compose_node(parent, index)
        if event.ctag is not None:
            raise DisallowedYamlError("yaml-tag", event, tag=str(event.tag))
        if self.depth >= MAX_DEPTH:
            raise DisallowedYamlError("yaml-deep", event, most=str(MAX_DEPTH))
        sign = find_forbidden_character(event.value) if isinstance(event, ScalarEvent) else None
        if sign:
            raise DisallowedYamlError("sign-forbidden", event, sign=sign[1])
        before, self.node_count = self.node_count, self.node_count + 1
        node = super().compose_node(parent, index)
        if event.anchor is not None:
            self.anchor_sizes[event.anchor] = self.node_count - before
        return node

    def count_alias(self, event: Any) -> None:
        """Count what an alias puts in; one of something that is not whole yet stands for itself."""
        if event.anchor in self.anchors:
            size = self.anchor_sizes.get(event.anchor, MAX_ALIASED_NODES + 1)
            self.node_count += size
            self.aliased_count += size
        if self.aliased_count > MAX_ALIASED_NODES:
            raise DisallowedYamlError("yaml-aliases", event, alias=event.anchor)


def create_parser() -> YAML:
    """Give a reader of YAML 1.2 that keeps lines, and reads only what a publication may hold."""
    result = YAML()
    result.Composer = SafeComposer
    return result
