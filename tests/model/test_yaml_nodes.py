"""Reading YAML and front matter: every value knows its file and line, whatever the file is like."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from tools.model.reading.yaml_nodes import (
    Document,
    Node,
    Origin,
    UnreadableError,
    find_line,
    parse_yaml,
    read_document,
    read_list,
    read_mapping,
    read_text,
    to_plain_data,
)

PAGE = """\
---
id: shed   # a comment
title: A shed

blocks:
  - id: one
    items:
      - {id: hook, days: 3}
      - id: nail
        days: 4
---
First line.

Third line.
"""


def write_file(folder: Path, text: str | bytes, name: str = "page.md") -> Path:
    """Write a file without converting its line endings."""
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def read_page(folder: Path, text: str | bytes) -> Document:
    """Read a page with this text."""
    return read_document(write_file(folder, text), folder, folder)


def read_data(folder: Path, text: str | bytes) -> Node:
    """Read a mapping with this text."""
    return read_mapping(write_file(folder, text, "data.yml"), folder)


def find_error(folder: Path, text: str | bytes, name: str = "page.md") -> tuple[str, int]:
    """Return the code and line of the error in reading a file with this text."""
    path = write_file(folder, text, name)
    with pytest.raises(UnreadableError) as caught:
        read_document(path, folder, folder) if name == "page.md" else read_mapping(path, folder)
    assert caught.value.problem.file == Path(name)
    return caught.value.problem.code, caught.value.problem.line


def test_the_lines_of_front_matter_are_those_of_the_file(tmp_path: Path) -> None:
    meta = read_page(tmp_path, PAGE).meta
    assert [meta.get_line(key) for key in ("id", "title", "blocks")] == [2, 3, 5]
    block = meta.get_nodes("blocks")[0]
    assert (block.get_line(), block.get_line("items")) == (6, 7)
    hook, nail = block.get_nodes("items")
    assert (hook.get_line("days"), nail.get_line("id"), nail.get_line("days")) == (8, 9, 10)


def test_a_key_that_is_absent_stands_at_its_mapping(tmp_path: Path) -> None:
    nail = read_page(tmp_path, PAGE).meta.get_nodes("blocks")[0].get_nodes("items")[1]
    assert nail.get_line("who") == 9


def test_the_text_of_a_page_knows_its_lines(tmp_path: Path) -> None:
    document = read_page(tmp_path, PAGE)
    assert document.text == "First line.\n\nThird line.\n"
    problem = document.create_problem(3, "heading-one", text="x")
    assert PAGE.splitlines()[problem.line - 1] == "Third line."
    assert (problem.file, problem.field_path) == (Path("page.md"), "")


def test_a_page_may_end_at_its_front_matter(tmp_path: Path) -> None:
    document = read_page(tmp_path, "---\nid: shed\n---")
    assert (document.text, document.meta.get_text("id")) == ("", "shed")


def test_a_rule_in_the_text_does_not_end_the_front_matter_later(tmp_path: Path) -> None:
    document = read_page(tmp_path, "---\nid: shed\n---\nOne.\n\n---\nTwo.\n")
    assert document.text == "One.\n\n---\nTwo.\n"


def test_a_byte_order_mark_is_removed_from_a_page(tmp_path: Path) -> None:
    document = read_page(tmp_path, b"\xef\xbb\xbf" + PAGE.encode())
    assert document.meta.get_text("id") == "shed"
    assert (document.meta.get_line("title"), document.line_offset) == (3, 11)


def test_a_byte_order_mark_is_removed_from_a_data_file(tmp_path: Path) -> None:
    node = read_data(tmp_path, b"\xef\xbb\xbfpages: [one]\nterms: [two]\n")
    assert (node.get_texts("pages"), node.get_line("terms")) == (["one"], 2)


def test_windows_line_ends_do_not_move_lines(tmp_path: Path) -> None:
    document = read_page(tmp_path, PAGE.replace("\n", "\r\n"))
    assert document.text == "First line.\n\nThird line.\n"
    assert (document.meta.get_line("blocks"), document.line_offset) == (5, 11)


@pytest.mark.parametrize("text", ["Text.\n", "\n# Shed\n\nText: more.\n", "## A shed: yes\n"])
def test_a_page_needs_no_front_matter(text: str, tmp_path: Path) -> None:
    document = read_page(tmp_path, text)
    assert (document.text, document.line_offset) == (text, 0)
    assert (dict(document.meta.data), document.meta.get_line()) == ({}, 1)


def test_front_matter_without_its_marks_is_unreadable(tmp_path: Path) -> None:
    for text in (
        *("", " \n", "\n---\nid: shed\n---\n", "---\nid: shed\n", "id: shed\n\nText.\n"),
        *("https://example.org/\n", "---\n---\n\nText.\n"),
    ):
        assert find_error(tmp_path, text) == ("front-matter-missing", 1)


def test_front_matter_that_is_no_mapping_is_unreadable(tmp_path: Path) -> None:
    for text in ("---\n- shed\n---\n", "---\nshed\n---\n", "---\n# nothing\n---\n"):
        assert find_error(tmp_path, text) == ("not-a-mapping", 1)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("---\nid: shed\ntitle: a: b\n---\n", 3),
        ("---\nid: shed\n\ttitle: a\n---\n", 3),
        ("---\nid: shed\nid: hut\n---\n", 3),
        ("---\nid: shed\nwhen:\n  days: 1\n  days: 1\n---\n", 5),
        ("---\nid: shed\ntitle: *nobody\n---\n", 3),
        ("---\nid: shed\ntitle: 'a\\'s'\n---\n", 3),
        ("---\nid: shed\ntitle: @home\n---\n", 3),
    ],
)
def test_unreadable_yaml_is_reported_at_its_line(tmp_path: Path, text: str, line: int) -> None:
    assert find_error(tmp_path, text) == ("yaml", line)


def test_the_reason_is_that_of_the_yaml_reader(tmp_path: Path) -> None:
    path = write_file(tmp_path, "id: shed\ntitle: a: b\n", "data.yml")
    with pytest.raises(UnreadableError) as caught:
        read_mapping(path, tmp_path)
    assert caught.value.problem.values == {
        "reason": "mapping values are not allowed in this context"
    }
    with pytest.raises(UnreadableError) as caught:
        read_mapping(write_file(tmp_path, "day: 2026-02-30\n", "data.yml"), tmp_path)
    assert caught.value.problem.values == {"reason": "day is out of range for month"}


@pytest.mark.parametrize("day", ["2026-02-29", "2026-04-31", "2026-13-01", "2026-00-10"])
def test_an_impossible_date_is_reported_at_its_line(tmp_path: Path, day: str) -> None:
    text = f"---\nid: shed\nfirst: 2024-02-29\nreviewed: {{on: {day}, again: 2027-01-01}}\n---\n"
    assert find_error(tmp_path, text) == ("yaml", 4)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("id: shed\ntitle Shed\nkind: hut\n", 3),
        ("id: shed\ntitle\n", 3),
        ("id: shed\ntitle: 'Shed\nkind: hut\n", 3),
        ("id: shed\nrelated: [hut\n", 3),
        ("id: shed\nrelated: [hut\nkind: hut\nnumber: 1\n", 4),
    ],
)
def test_what_is_not_finished_is_reported_where_it_begins(
    tmp_path: Path, text: str, line: int
) -> None:
    assert find_error(tmp_path, f"---\n{text}---\nText.\n") == ("yaml", line)


def test_a_control_character_is_reported_at_its_line(tmp_path: Path) -> None:
    assert find_error(tmp_path, "---\nid: shed\ntitle: A\x0bshed\n---\n") == (
        "character-forbidden",
        3,
    )
    assert find_error(tmp_path, "a: b\nc: \x07\n", "data.yml") == ("character-forbidden", 2)


def test_another_encoding_is_reported_at_its_line(tmp_path: Path) -> None:
    assert find_error(tmp_path, "---\nid: één\n---\n".encode("latin-1")) == ("not-utf-8", 2)
    assert find_error(tmp_path, "id: a\n".encode("utf-16")) == ("not-utf-8", 1)


def test_a_missing_file_is_reported(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="file-missing") as caught:
        read_text(tmp_path / "gone.yml", tmp_path)
    assert caught.value.problem.line == 1


def test_two_documents_in_one_file_are_unreadable(tmp_path: Path) -> None:
    assert find_error(tmp_path, "a: b\n---\nc: d\n", "data.yml")[0] == "yaml"


@pytest.mark.parametrize("text", ["", "# nothing\n", "- a\n", "text\n", "2026-11-21\n"])
def test_data_that_is_no_mapping_is_unreadable(tmp_path: Path, text: str) -> None:
    assert find_error(tmp_path, text, "data.yml") == ("not-a-mapping", 1)


def test_a_list_gives_its_entries_by_id_with_their_lines(tmp_path: Path) -> None:
    path = write_file(
        tmp_path, "# two\n- id: hook\n  days: 1\n\n- id: nail\n  days: 2\n", "list.yml"
    )
    hook, nail = read_list(path, tmp_path)
    assert [node.label for node in (hook, nail)] == ["hook", "nail"]
    assert [hook.get_line(), hook.get_line("days"), nail.get_line("days")] == [2, 3, 6]


@pytest.mark.parametrize(
    ("text", "line"), [("", 1), ("a: b\n", 1), ("text\n", 1), ("- id: a\n\n- b\n", 3)]
)
def test_data_that_is_no_list_of_mappings_is_unreadable(
    tmp_path: Path, text: str, line: int
) -> None:
    path = write_file(tmp_path, text, "list.yml")
    with pytest.raises(UnreadableError, match="not-a-list") as caught:
        read_list(path, tmp_path)
    assert caught.value.problem.line == line


def test_an_empty_list_has_no_entries(tmp_path: Path) -> None:
    assert read_list(write_file(tmp_path, "[]\n", "list.yml"), tmp_path) == []


def test_a_value_of_another_type_reads_as_absent(tmp_path: Path) -> None:
    node = read_data(tmp_path, "a: 1\nb: text\nc: [one, 2]\nd: {e: f}\nday: 2026-11-21 10:00:00\n")
    assert (node.get_text("a"), node.get_text("b"), node.get_text("gone")) == (None, "text", None)
    assert (node.get_texts("c"), node.get_texts("b"), node.get_texts("d")) == (["one"], [], [])
    assert (node.get_node("b"), node.get_nodes("b"), node.get_nodes("c")) == (None, [], [])
    assert (node.get_texts("a"), node.get_nodes("a")) == ([], [])
    assert node.get_date("day") is None


def test_a_date_reads_as_a_day(tmp_path: Path) -> None:
    node = read_data(tmp_path, 'day: 2026-11-21\ntext: "2026-11-21"\n')
    assert node.get_date("day") == dt.date(2026, 11, 21)
    assert node.get_date("text") is None


def test_yes_and_no_are_words_as_in_yaml_1_2(tmp_path: Path) -> None:
    node = read_data(tmp_path, "a: yes\nb: no\nc: on\nd: true\n")
    assert [node.get_text(key) for key in "abc"] == ["yes", "no", "on"]
    assert node.data["d"] is True


def test_a_problem_names_its_place_and_line(tmp_path: Path) -> None:
    item = read_page(tmp_path, PAGE).meta.get_nodes("blocks")[0].get_nodes("items")[1]
    problem = item.create_problem("days", "number-too-small", value=4, ge=5)
    assert (problem.field_path, problem.line, problem.values) == (
        "one › nail › days", 10, {"value": 4, "ge": 5},
    )  # fmt: skip
    assert item.create_problem(None, "number-missing").field_path == "one › nail"


def test_a_problem_can_stand_at_a_key_that_is_a_number(tmp_path: Path) -> None:
    problem = read_data(tmp_path, "a: b\n7: c\n").create_problem(7, "statement-unknown", id=7)  # type: ignore[arg-type]
    assert (problem.field_path, problem.line) == ("7", 2)


def test_a_line_is_found_as_far_as_the_path_exists() -> None:
    data = parse_yaml("a:\n  - b: 1\n    c: 2\n", Origin(Path("x.yml")))
    assert find_line(data, ("a", 0, "c")) == 3
    assert find_line(data, ("a", 0, "gone", "deeper")) == 2
    assert find_line(data, ("gone",)) == 1
    assert find_line("no mapping", ("a",)) == 1


def test_merged_keys_stand_at_the_mapping_that_takes_them_over() -> None:
    data = parse_yaml("a: &a\n  x: 1\nb:\n  <<: *a\n  y: 2\n", Origin(Path("x.yml")))
    assert to_plain_data(data["b"]) == {"x": 1, "y": 2}
    assert (find_line(data, ("b", "y")), find_line(data, ("b", "x"))) == (5, 3)


def test_plain_gives_what_the_models_read() -> None:
    data = to_plain_data(parse_yaml("a: [1, 'two', {b: 3}]\n", Origin(Path("x.yml"))))
    assert data == {"a": [1, "two", {"b": 3}]}
    assert (type(data), type(data["a"]), type(data["a"][2])) == (dict, list, dict)
