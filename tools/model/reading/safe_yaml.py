"""A YAML parser for untrusted input: plain values, with limits on depth and aliases.

A tag can make a parser build any object (MkDocs loads Python's tags), an alias can refer to itself
or, by aliases of aliases, expand beyond any memory. No publication needs either.
"""

from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.composer import Composer
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.events import AliasEvent, ScalarEvent

from tools.model.reading.characters import find_forbidden_character

MAX_DEPTH = 24  # the settings, the deepest file, need ten
MAX_ALIASED_NODES = 10_000  # nodes that aliases expand to; the settings have some forty


class DisallowedYamlError(MarkedYAMLError):
    """Valid YAML that a publication may not use; `values` fill the message."""

    def __init__(self, code: str, event: Any, **values: str) -> None:
        """Store the code of the problem, its position, and the values of its message."""
        super().__init__(problem=code, problem_mark=event.start_mark)
        self.code = code
        self.values = values


class SafeComposer(Composer):
    """Composes only the YAML that a publication may use; raises DisallowedYamlError otherwise."""

    def __init__(self, loader: Any = None) -> None:
        """Start all counts at zero."""
        super().__init__(loader)
        self.node_count = 0  # with those that aliases expand to
        self.aliased_count = 0
        self.anchor_sizes: dict[str, int] = {}  # nodes below an anchor, once that is complete

    def compose_document(self) -> Any:
        """Refuse directives: they ask for another version or other tags."""
        event = self.parser.peek_event()
        if event.version or event.tags:
            raise DisallowedYamlError("yaml-tag", event, tag="%")
        return super().compose_document()

    def compose_node(self, parent: Any, index: Any) -> Any:
        """Check an event before it becomes a node."""
        event = self.parser.peek_event()
        if isinstance(event, AliasEvent):
            self.count_alias(event)
            return super().compose_node(parent, index)
        if event.ctag is not None:
            raise DisallowedYamlError("yaml-tag", event, tag=str(event.tag))
        if self.depth >= MAX_DEPTH:
            raise DisallowedYamlError("yaml-deep", event, most=str(MAX_DEPTH))
        found = find_forbidden_character(event.value) if isinstance(event, ScalarEvent) else None
        if found:
            raise DisallowedYamlError("character-forbidden", event, sign=found[1])
        before = self.node_count
        self.node_count += 1
        node = super().compose_node(parent, index)
        if event.anchor is not None:
            self.anchor_sizes[event.anchor] = self.node_count - before
        return node

    def count_alias(self, event: Any) -> None:
        """Count the nodes that an alias expands to; one inside its own anchor refers to itself."""
        if event.anchor in self.anchors:
            size = self.anchor_sizes.get(event.anchor, MAX_ALIASED_NODES + 1)
            self.node_count += size
            self.aliased_count += size
        if self.aliased_count > MAX_ALIASED_NODES:
            raise DisallowedYamlError("yaml-aliases", event, alias=event.anchor)


def create_parser() -> YAML:
    """Return a parser of YAML 1.2 that keeps line numbers and accepts only safe YAML."""
    parser = YAML()
    parser.Composer = SafeComposer
    return parser
