"""A YAML parser for untrusted input: plain values with their positions, within limits.

A tag can make a parser build any object (MkDocs loads Python's tags), an alias can refer to itself
or, by aliases of aliases, expand beyond any memory. No publication needs either. The parser of
PyYAML that is written in C, or else the one in Python, yields events; they are judged one by one,
before anything is built from them.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

import yaml
from yaml import events

from tools.language import YAML_LOADER
from tools.model.reading.characters import find_forbidden_character
from tools.model.reading.scalars import read_plain_scalar

MAX_DEPTH = 24  # the settings, the deepest file, need ten
MAX_ALIASED_NODES = 10_000  # nodes that aliases expand to; the settings have some forty
MERGE_KEY = "<<"
UNFINISHED_KEY = "while scanning a simple key"  # as PyYAML says it


class LocatedMapping(dict[Any, Any]):
    """A mapping of YAML, with its line.

    `lines`: key → the line of the key, from 1. Keys that are merged in have none.
    """

    def __init__(self, data: Mapping[Any, Any] | None = None, line: int = 1) -> None:
        """Store the line; those of the keys follow while they are read."""
        super().__init__(data or {})
        self.line = line
        self.lines: dict[Any, int] = {}


class LocatedList(list[Any]):
    """A list of YAML, with its line; `lines`: the index of each entry → its line (from 1)."""

    def __init__(self, line: int) -> None:
        """Store the line; the entries follow."""
        super().__init__()
        self.line = line
        self.lines: dict[Any, int] = {}


def add_missing(mapping: LocatedMapping, **values: Any) -> LocatedMapping:
    """Return a copy of a mapping with values for keys that it lacks, on its own line."""
    result = LocatedMapping({**values, **mapping}, mapping.line)
    result.lines = {**dict.fromkeys(values, mapping.line), **mapping.lines}
    return result


def place_mapping(data: dict[str, Any], line: int) -> LocatedMapping:
    """Return a mapping that stands on one line."""
    result = LocatedMapping(data, line)
    result.lines = dict.fromkeys(data, line)
    return result


def place_list(entries: Sequence[Any], lines: Sequence[int]) -> LocatedList:
    """Return a list of entries that stand on lines."""
    result = LocatedList(lines[0] if lines else 1)
    result.extend(entries)
    result.lines = dict(enumerate(lines))
    return result


class UnreadableYamlError(Exception):
    """YAML that cannot be read, or that a publication may not use.

    `code`: that of the problem; `line`: from 1; `values` fill the message.
    """

    def __init__(self, code: str, line: int, **values: str) -> None:
        """Store the problem."""
        super().__init__(code)
        self.code = code
        self.line = line
        self.values = values


def load_yaml(text: str, tagged_keys: Collection[str] = ()) -> Any:
    """Return the value of a text of YAML 1.2, with LocatedMapping and LocatedList as containers.

    `tagged_keys`: keys of the document below which a value with a tag is read as if it had none.
    Raises UnreadableYamlError.
    """
    try:
        return read_document(yaml.parse(text, YAML_LOADER), tagged_keys)
    except yaml.YAMLError as error:
        parts = getattr(error, "context", None), getattr(error, "problem", None) or str(error)
        reason = ": ".join(" ".join(part.split()) for part in parts if part)
        raise UnreadableYamlError("yaml", find_error_line(text, error), reason=reason) from error


def read_document(source: Iterator[events.Event], tagged_keys: Collection[str]) -> Any:
    """Return the value of the only document in a stream of events; None when there is none."""
    next(source)  # the start of the stream
    start = next(source)
    if not isinstance(start, events.DocumentStartEvent):
        return None
    if start.version or start.tags:  # directives ask for another version or other tags
        raise UnreadableYamlError("yaml-tag", get_line(start), tag="%")
    value = NodeReader(source, tagged_keys).read_node(next(source), 0)
    next(source)  # the end of the document
    after = next(source)
    if isinstance(after, events.DocumentStartEvent):
        raise create_error("found another document; a file has one", after)
    return value


def get_line(event: events.Event) -> int:
    """Return the line (from 1) of an event."""
    line: int = event.start_mark.line
    return line + 1


def create_error(reason: str, event: events.Event) -> UnreadableYamlError:
    """Return the error that the YAML is not readable at an event."""
    return UnreadableYamlError("yaml", get_line(event), reason=reason)


def find_error_line(text: str, error: yaml.YAMLError) -> int:
    """Return the line (from 1) of an error of the parser.

    Where the parser notices it only later, that is where the unfinished part begins: a key without
    a colon, or a quotation mark or bracket that is never closed.
    """
    mark, context_mark = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    line, last = mark.line + 1 if mark else 1, len(text.splitlines())
    if context_mark and (line > last or error.context == UNFINISHED_KEY):
        line = context_mark.line + 1
    return int(max(1, min(line, last)))


class NodeReader:
    """Reads the nodes of a document from its events."""

    def __init__(self, source: Iterator[events.Event], tagged_keys: Collection[str]) -> None:
        """Start without anchors."""
        self.source = source
        self.tagged_keys = tagged_keys
        self.ignores_tags = False  # below one of these keys
        self.node_count = 0  # with those that aliases expand to
        self.aliased_count = 0
        self.anchors: dict[str, Any] = {}
        self.anchor_sizes: dict[str, int] = {}  # nodes below an anchor; too many until it is read

    def read_node(self, event: events.Event, depth: int) -> Any:
        """Return the value of the node that begins with an event."""
        if isinstance(event, events.AliasEvent):
            return self.expand_alias(event)
        if event.tag is not None and not self.ignores_tags:
            raise UnreadableYamlError("yaml-tag", get_line(event), tag=event.tag)
        if depth >= MAX_DEPTH:
            raise UnreadableYamlError("yaml-deep", get_line(event), most=str(MAX_DEPTH))
        first = self.node_count
        self.node_count += 1
        if event.anchor is not None:
            self.anchor_sizes[event.anchor] = MAX_ALIASED_NODES + 1
        value: Any
        if isinstance(event, events.ScalarEvent):
            value = read_scalar(event)
        elif isinstance(event, events.SequenceStartEvent):
            value = self.read_sequence(event, depth)
        else:
            value = self.read_mapping(event, depth)
        if event.anchor is not None:
            self.anchors[event.anchor] = value
            self.anchor_sizes[event.anchor] = self.node_count - first
        return value

    def expand_alias(self, event: events.AliasEvent) -> Any:
        """Return the value of an alias; one inside its own anchor expands without end."""
        if event.anchor not in self.anchor_sizes:
            raise create_error(f"found undefined alias {event.anchor!r}", event)
        size = self.anchor_sizes[event.anchor]
        self.node_count += size
        self.aliased_count += size
        if self.aliased_count > MAX_ALIASED_NODES:
            raise UnreadableYamlError("yaml-aliases", get_line(event), alias=event.anchor)
        return self.anchors[event.anchor]

    def read_sequence(self, start: events.Event, depth: int) -> LocatedList:
        """Return the list that begins with an event."""
        entries = LocatedList(get_line(start))
        for event in self.source:
            if isinstance(event, events.SequenceEndEvent):
                break
            entries.lines[len(entries)] = get_line(event)
            entries.append(self.read_node(event, depth + 1))
        return entries

    def read_mapping(self, start: events.Event, depth: int) -> LocatedMapping:
        """Return the mapping that begins with an event."""
        mapping = LocatedMapping(line=get_line(start))
        merged: list[Mapping[Any, Any]] = []
        for event in self.source:
            if isinstance(event, events.MappingEndEvent):
                break
            key = self.read_node(event, depth + 1)
            value_event = next(self.source)
            if depth == 0:
                self.ignores_tags = key in self.tagged_keys
            value = self.read_node(value_event, depth + 1)
            if isinstance(key, dict | list):
                raise create_error("found a list or a mapping as a key", event)
            if key in mapping.lines:
                raise create_error(f"found duplicate key {key!r}", event)
            mapping.lines[key] = get_line(event)
            if is_merge_key(event):
                merged += list_merged(value, value_event)
                continue
            mapping[key] = value
        for source in merged:
            for key, value in source.items():
                mapping.setdefault(key, value)
        return mapping


def read_scalar(event: events.ScalarEvent) -> Any:
    """Return the value of a scalar; one in quotation marks or a block is text."""
    found = find_forbidden_character(event.value)
    if found:
        raise UnreadableYamlError("character-forbidden", get_line(event), sign=found[1])
    if not event.implicit[0]:
        return event.value
    try:
        return read_plain_scalar(event.value)
    except ValueError as error:
        raise create_error(str(error), event) from error


def is_merge_key(event: events.Event) -> bool:
    """Return whether the key that an event holds takes over the keys of other mappings."""
    is_plain = isinstance(event, events.ScalarEvent) and event.implicit[0]
    return is_plain and event.value == MERGE_KEY


def list_merged(value: Any, event: events.Event) -> list[Mapping[Any, Any]]:
    """Return the mappings whose keys are merged in: one, or those of a list."""
    sources = value if isinstance(value, list) else [value]
    if not all(isinstance(source, dict) for source in sources):
        raise create_error("expected a mapping or a list of mappings to merge", event)
    return sources
