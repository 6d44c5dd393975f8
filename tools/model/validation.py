"""Typed objects from YAML nodes: every validation error becomes a problem with its line."""

import difflib
from collections.abc import Iterator, Mapping
from typing import Any, TypeVar, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from tools.model.entities.page import FrontMatter
from tools.model.problems import Problem
from tools.model.reading.yaml_nodes import Node, find_line, to_plain_data

Model = TypeVar("Model", bound=BaseModel)

# pydantic's types of error → codes of the catalogue; all others are reported as `value-wrong`.
PROBLEM_CODES = {
    "missing": "field-missing",
    **dict.fromkeys(("extra_forbidden", "invalid_key"), "key-unknown"),
    "string_type": "not-text",
    "string_too_short": "text-too-short",
    "string_too_long": "text-too-long",
    "string_pattern_mismatch": "form-wrong",
    "literal_error": "choice-wrong",
    **dict.fromkeys(("date_type", "date_parsing", "date_from_datetime_parsing"), "not-a-date"),
    **dict.fromkeys(("int_type", "int_parsing", "int_from_float", "finite_number"), "not-a-number"),
    **dict.fromkeys(("bool_type", "bool_parsing"), "not-yes-or-no"),
    "greater_than_equal": "number-too-small",
    **dict.fromkeys(("less_than_equal", "int_parsing_size"), "number-too-large"),
    "too_short": "list-too-short",
    "too_long": "list-too-long",
    "tuple_type": "not-a-list-here",
    "float_type": "not-a-decimal",
    "choices_without_type": "field-choices",
    "unit_without_number": "field-unit",
    "limits_without_effect": "field-limits",
    "field_reserved": "field-reserved",
    "field_without_page": "field-off-page",
    **dict.fromkeys(("dict_type", "model_type", "model_attributes_type"), "not-a-mapping-here"),
}


def validate_node(model: type[Model], node: Node) -> Model | list[Problem]:
    """Return a `model` made from a node, or the problems of all its validation errors."""
    try:
        return model.model_validate(to_plain_data(node.data))
    except ValidationError as error:
        details = [detail for detail in error.errors() if not is_cascading(detail)]
        return [convert_error(detail, node, model) for detail in details]


def is_cascading(detail: ErrorDetails) -> bool:
    """Return whether a list is reported as too short only because entries in it are wrong."""
    return detail["type"] == "too_short" and len(detail["input"]) >= detail["ctx"]["min_length"]


def convert_error(detail: ErrorDetails, node: Node, model: type[BaseModel]) -> Problem:
    """Return one of pydantic's errors as a problem for an editor."""
    path = tuple(detail["loc"])
    if path and path[-1] == "[key]":  # pydantic's name for a wrong key of a mapping
        path = path[:-1]
    code = PROBLEM_CODES.get(detail["type"], "value-wrong")
    values: dict[str, Any] = {
        "key": str(path[-1]) if path else "",
        "value": shorten_value(detail["input"]),
        "reason": detail["msg"],
        "hint": "",
        **{name: format_context(value) for name, value in detail.get("ctx", {}).items()},
    }
    if code == "key-unknown":
        known = list_known_keys(model, path[:-1])
        close = difflib.get_close_matches(values["key"], known, n=1)
        values["hint"] = close[0] if close else ", ".join(known)
        if len(path) == 1 and issubclass(model, FrontMatter):
            code = "page-key-unknown"
    place = " › ".join(iter_path_labels(node, path))
    line = node.origin.line_offset + find_line(node.data, path)
    return Problem(node.origin.file, line, code, place, values)


def format_context(value: Any) -> str:
    """Return what pydantic says of a rule, such as a limit or the choices, for a message."""
    return str(int(value) if isinstance(value, float) and value.is_integer() else value)


def shorten_value(value: Any) -> str:
    """Return a value for a message, cut to 60 characters."""
    text = " ".join(str(value).split())
    return text if len(text) <= 60 else text[:59] + "…"


def iter_path_labels(node: Node, path: tuple[int | str, ...]) -> Iterator[str]:
    """Yield a label for each step of a path: a key, or the id or number of an entry in a list."""
    if node.label:
        yield node.label
    data: Any = node.data
    for key in path:
        in_list = isinstance(key, int) and not isinstance(data, Mapping)
        try:
            data = data[key]
        except (KeyError, IndexError, TypeError):
            data = None
        if in_list:
            entry_id = data.get("id") if hasattr(data, "get") else None
            yield str(entry_id or int(key) + 1)
        else:
            yield str(key)


def list_known_keys(model: type[BaseModel], path: tuple[int | str, ...]) -> list[str]:
    """Return the keys that the model defines at a path."""
    current: Any = model
    inside_mapping = False
    for key in path:
        fields = getattr(current, "model_fields", {})
        if inside_mapping:  # a key that authors choose
            inside_mapping = False
        elif isinstance(key, str) and key in fields:
            annotation = fields[key].annotation
            inside_mapping = get_origin(annotation) is dict
            current = find_inner_model(annotation)
    return list(current.model_fields) if hasattr(current, "model_fields") else []


def find_inner_model(annotation: Any) -> Any:
    """Return the model inside an annotation such as `tuple[Item, ...]` or `Story | None`."""
    if hasattr(annotation, "model_fields"):
        return annotation
    for part in getattr(annotation, "__args__", ()):
        found = find_inner_model(part)
        if found is not None:
            return found
    return None
