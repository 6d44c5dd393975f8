"""Reading YAML with positions and within limits, by either parser of PyYAML."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from tools.model.reading import safe_yaml
from tools.model.reading.safe_yaml import (
    LocatedList,
    LocatedMapping,
    UnreadableYamlError,
    load_yaml,
)


@pytest.fixture(autouse=True, params=["CSafeLoader", "SafeLoader"])
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read with the parser in C, and with the one in Python."""
    monkeypatch.setattr(safe_yaml, "YAML_LOADER", getattr(yaml, request.param))


def find_error(text: str) -> UnreadableYamlError:
    """Return the error in a text."""
    with pytest.raises(UnreadableYamlError) as caught:
        load_yaml(text)
    return caught.value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None),
        ("# nothing\n", None),
        ("---\n", None),
        ("a\n", "a"),
        ("- 1\n- '1'\n- yes\n-\n", [1, "1", "yes", None]),
        ("{a: [1, {b: c}], d: }\n", {"a": [1, {"b": "c"}], "d": None}),
        ("a: |\n  one\n  two\nb: >\n  one\n  two\n", {"a": "one\ntwo\n", "b": "one two\n"}),
        ("a: one\n  two\nb: 'it''s'\nc: \"\\u00e9\"\n", {"a": "one two", "b": "it's", "c": "é"}),
        ("12: a\ntrue: b\n~: c\n", {12: "a", True: "b", None: "c"}),
        ("a: http://x.nl/y#z # no\n", {"a": "http://x.nl/y#z"}),
        ('{"a":1}\n', {"a": 1}),
        ("a: &x 1\nb: &x 2\nc: *x\n", {"a": 1, "b": 2, "c": 2}),
        ('a: ["<<", =]\n', {"a": ["<<", "="]}),
    ],
)
def test_values(text: str, value: object) -> None:
    assert load_yaml(text) == value


TEXT = """\
# a comment
a: 1

"b": {c: 2,
  d:   three}
e:
  - x

  - y: 4
    z: 5
"""


def test_keys_and_entries_have_lines() -> None:
    data = load_yaml(TEXT)
    assert isinstance(data, LocatedMapping)
    assert (data.line, data.lines) == (2, {"a": 2, "b": 4, "e": 6})
    assert (data["b"].line, data["b"].lines) == (4, {"c": 4, "d": 5})
    assert isinstance(data["e"], LocatedList)
    assert (data["e"].line, data["e"].lines) == (7, {0: 7, 1: 9})
    assert data["e"][1].lines == {"y": 9, "z": 10}


def test_an_alias_stands_where_it_is_used() -> None:
    data = load_yaml("a: &x\n  b: 1\nc:\n  - *x\n")
    assert data["c"][0] is data["a"]
    assert data["c"].lines == {0: 4}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("<<: {a: 1}\nb: 2\n", {"b": 2, "a": 1}),
        ("a: 0\n<<: {a: 1, b: 2}\n", {"a": 0, "b": 2}),
        ("<<: {a: 1, b: 2}\na: 0\n", {"a": 0, "b": 2}),
        ("<<: [{a: 1}, {a: 2, b: 3}]\n", {"a": 1, "b": 3}),
        ("<<: {<<: {a: 1}, b: 2}\n", {"b": 2, "a": 1}),
        ("<<: []\na: 1\n", {"a": 1}),
        ('"<<": {a: 1}\n', {"<<": {"a": 1}}),
    ],
)
def test_merged_keys_come_after_and_below_a_mappings_own(text: str, value: dict[str, Any]) -> None:
    data = load_yaml(text)
    assert [*data.items()] == [*value.items()]


def test_merged_keys_have_no_lines() -> None:
    data = load_yaml("a: &x {b: 1}\nc:\n  <<: *x\n  d: 2\n")["c"]
    assert data.lines.keys() == {"<<", "d"}


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("a: 1\nb: 2\na: 3\n", 3, "found duplicate key 'a'"),
        ("{a: 1, 'a': 2}\n", 1, "found duplicate key 'a'"),
        ("1: a\ntrue: b\n", 2, "found duplicate key True"),
        ("a:\n  <<: {b: 1}\n  <<: {c: 2}\n", 3, "found duplicate key '<<'"),
        ("a: 1\n? [b]\n: c\n", 2, "found a list or a mapping as a key"),
        ("a: 1\nb: {{ c }}\n", 2, "found a list or a mapping as a key"),
        ("a: 1\n<<: text\n", 2, "expected a mapping or a list of mappings to merge"),
        ("a: 1\n<<: [{b: 1}, 2]\n", 2, "expected a mapping or a list of mappings to merge"),
        ("a: 1\nb: *x\n", 2, "found undefined alias 'x'"),
        ("a: 1\nb: 2026-02-30\n", 2, "day is out of range for month"),
        ("a: 1\n---\nb: 2\n", 2, "found another document; a file has one"),
    ],
)
def test_what_is_not_right_is_reported_at_its_line(text: str, line: int, reason: str) -> None:
    error = find_error(text)
    assert (error.code, error.line, error.values) == ("yaml", line, {"reason": reason})


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: b: c\n", 1),
        ("a: 1\n\tb: 2\n", 2),
        ("a: 1\nb\n", 2),
        ("a: 1\nb\nc: 2\n", 2),
        ("a: 1\nb: 'c\n\nd: e\n", 2),
        ("a: 1\nb: [c, d\n", 2),
        ("a: 1\nb: [", 2),
        ("a: 1\nb: [c\nd: 1\ne: 2\n", 3),
        ("a: 1\n  b: 2\n", 2),
        ("a:\n  - b\n - c\n", 3),
        ("a: @b\n", 1),
        ("a: \x07\n", 1),
        ("]", 1),
    ],
)
def test_what_cannot_be_parsed_is_reported_at_its_line(text: str, line: int) -> None:
    error = find_error(text)
    assert (error.code, error.line) == ("yaml", line)
    assert error.values["reason"]
    assert "\n" not in error.values["reason"]


@pytest.mark.parametrize(
    ("text", "code", "line", "values"),
    [
        ("a: 1\nb: !x c\n", "yaml-tag", 2, {"tag": "!x"}),
        ("a: !!set {}\n", "yaml-tag", 1, {"tag": "tag:yaml.org,2002:set"}),
        ("%YAML 1.1\n---\na: yes\n", "yaml-tag", 1, {"tag": "%"}),
        ("a: 1\nb: " + "[" * 24 + "]" * 24, "yaml-deep", 2, {"most": "24"}),
        ('a: 1\nb: "\\u202e"\n', "character-forbidden", 2, {"sign": "U+202E"}),
        ("a: 1\nb: &x [1, *x]\n", "yaml-aliases", 2, {"alias": "x"}),
        ("a: &x {<<: *x}\n", "yaml-aliases", 1, {"alias": "x"}),
    ],
)  # fmt: skip
def test_what_no_publication_needs_is_not_allowed(
    text: str, code: str, line: int, values: dict[str, str]
) -> None:
    error = find_error(text)
    assert (error.code, error.line, error.values) == (code, line, values)


def test_lists_may_be_nested_as_deep_as_allowed() -> None:
    data = load_yaml("a: " + "[" * 23 + "]" * 23)
    for _ in range(22):
        data = data["a"] if isinstance(data, dict) else data[0]
    assert data == [[]]


def test_aliases_expand_to_no_more_nodes_than_allowed() -> None:
    lines = ["a0: &a0 [x, x]", *(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 20))]
    assert load_yaml("\n".join(lines[:10]))["a9"]
    assert find_error("\n".join(lines)).code == "yaml-aliases"
