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

from tools.model.signs import forbidden

DEEPEST = 24  # the settings, which are deepest, need ten
MOST_REPEATED = 10_000  # values that aliases put in; the settings repeat some forty


class ForbiddenError(MarkedYAMLError):
    """YAML that can be read, and that a publication may not hold; `values` fill the message."""

    def __init__(self, code: str, event: Any, **values: str) -> None:
        """Keep the problem's code, the place, and what the message names."""
        super().__init__(problem=code, problem_mark=event.start_mark)
        self.code = code
        self.values = values


class ClosedComposer(Composer):
    """Composes only what a publication may hold; raises ForbiddenError at the first other thing."""

    def __init__(self, loader: Any = None) -> None:
        """Begin with nothing counted."""
        super().__init__(loader)
        self.count = self.repeated = 0  # values composed so far; those of aliases among them
        self.sizes: dict[str, int] = {}  # of what an anchor names, once that is whole

    def compose_document(self) -> Any:
        """Refuse a directive: it asks for another YAML than the one that all here read."""
        event = self.parser.peek_event()
        if event.version or event.tags:
            raise ForbiddenError("yaml-tag", event, tag="%")
        return super().compose_document()

    def compose_node(self, parent: Any, index: Any) -> Any:
        """Look at an event before it becomes a value."""
        event = self.parser.peek_event()
        if isinstance(event, AliasEvent):
            self.repeat(event)
            return super().compose_node(parent, index)
        if event.ctag is not None:
            raise ForbiddenError("yaml-tag", event, tag=str(event.tag))
        if self.depth >= DEEPEST:
            raise ForbiddenError("yaml-deep", event, most=str(DEEPEST))
        sign = forbidden(event.value) if isinstance(event, ScalarEvent) else None
        if sign:
            raise ForbiddenError("sign-forbidden", event, sign=sign[1])
        before, self.count = self.count, self.count + 1
        node = super().compose_node(parent, index)
        if event.anchor is not None:
            self.sizes[event.anchor] = self.count - before
        return node

    def repeat(self, event: Any) -> None:
        """Count what an alias puts in; one of something that is not whole yet stands for itself."""
        if event.anchor in self.anchors:
            size = self.sizes.get(event.anchor, MOST_REPEATED + 1)
            self.count += size
            self.repeated += size
        if self.repeated > MOST_REPEATED:
            raise ForbiddenError("yaml-aliases", event, alias=event.anchor)


def reader() -> YAML:
    """Give a reader of YAML 1.2 that keeps lines, and reads only what a publication may hold."""
    result = YAML()
    result.Composer = ClosedComposer
    return result
