"""A checklist as a Markdown task list: what people write in one is read, or its line is noted."""

from __future__ import annotations

from typing import Any

import pytest

from tools.model.reading.task_list import (
    TaskList,
    extract_task_list,
    remove_task_list,
)
from tools.model.reading.yaml_nodes import to_plain_data

CALL = "{{ page_checklist() }}\n"


def read_detail(label: str, text: str) -> tuple[str, Any] | None:
    """Read the only field of these lists."""
    return ("who", text or None) if label.lower() == "who" else None


def extract(text: str, link_field: str | None = None) -> TaskList:
    """Return the task list below a call of the macro."""
    found = extract_task_list(CALL + text, read_detail, 0, link_field)
    assert found
    return found


def read(text: str, link_field: str | None = None) -> list[dict[str, Any]]:
    """Return the blocks of a task list; an item with no more than its text as that text."""
    blocks: list[dict[str, Any]] = to_plain_data(extract(text, link_field).blocks)
    for block in blocks:
        block["items"] = [item["what"] if [*item] == ["what"] else item for item in block["items"]]
    return blocks


@pytest.mark.parametrize(
    "tasks",
    [
        "- [ ] One\n- [ ] Two\n",
        "* [x] One\n+ [X] Two\n",
        "1. [ ] One\n2) [ ] Two\n",
        " - [ ] One\n - [ ] Two\n",
        "\n- [ ] One\n\n- [ ] Two\n\n",
        "- [ ] One\n---\n- [ ] Two\n",
    ],
)
def test_a_task_has_any_marker_and_a_tick_says_nothing(tasks: str) -> None:
    assert read(tasks) == [{"items": ["One", "Two"]}]
    assert extract(tasks).notes == {}


def test_headings_and_bold_lines_are_titles_of_blocks() -> None:
    text = (
        "## First {: #first }\n\n- [ ] One\n\n**Second:**\n- [ ] Two\n**Third**:\n- [ ] Three\n"
        "1. **Fourth**\n   - [ ] Four\n"
    )
    assert read(text) == [
        {"id": "first", "title": "First", "items": ["One"]},
        {"title": "Second", "items": ["Two"]},
        {"title": "Third", "items": ["Three"]},
        {"title": "Fourth", "items": ["Four"]},
    ]
    assert extract(text).notes == {}


def test_a_paragraph_above_tasks_is_the_introduction_of_their_block() -> None:
    text = (
        "Walk round\nthe shed.\n\n- [ ] One\n\n## Later\n\n(When dry.)\n- [ ] Two\n\nAt home:\n\n"
        "- [ ] Three\n"
    )
    assert read(text) == [
        {"intro": "Walk round the shed.", "items": ["One"]},
        {"title": "Later", "intro": "(When dry.)", "items": ["Two"]},
        {"intro": "At home:", "items": ["Three"]},
    ]


def test_a_heading_directly_above_a_lower_one_is_part_of_its_title() -> None:
    text = "## Shed\n\n### Roof\n\n- [ ] One\n\n### Floor\n\n- [ ] Two\n"
    assert [block["title"] for block in read(text)] == ["Shed: Roof", "Floor"]
    assert extract(text).notes == {}


def test_a_heading_without_tasks_is_noted() -> None:
    found = extract("- [ ] One\n## Empty\n## Full\n- [ ] Two\n")
    assert found.notes == {"task-title-empty": [3]}
    assert [block.get("title") for block in found.blocks] == [None, "Full"]


def test_a_task_below_another_is_an_item_and_noted() -> None:
    text = "- [ ] One\n    - [ ] Two\n  - [ ] Three\n- [ ] Four\n"
    assert read(text) == [{"items": ["One", "Two", "Three", "Four"]}]
    assert extract(text).notes == {"task-nested": [3, 4]}


def test_lines_below_a_task_are_fields_or_more_of_its_text() -> None:
    text = (
        "- [ ] Bring\n  chairs\nand tables\n    - **Who**: lead\n    - Who:\n- [ ] Bring\n"
        "    - cups\n    1. plates, and\n    > forks\n- [ ] Come.\n\n    Be on time.\n"
        "    - See: https://example.org/a\n"
    )
    assert read(text) == [
        {
            "items": [
                {"what": "Bring chairs and tables", "who": "lead"},
                "Bring: cups; plates, and; forks",
                "Come. Be on time. See: https://example.org/a",
            ]
        }
    ]
    assert extract(text).notes == {"task-note": [8, 9, 10, 13, 14]}


def test_marks_are_left_out_and_noted() -> None:
    text = (
        "## *Now*\n- [ ] **Oil**: the `hinge`  of\u00a0door\n- [ ] 2 < 3 | a_b {c} {{ d }} \\* 🎉\n"
    )
    (block,) = read(text)
    assert block["title"] == "Now"
    assert block["items"] == ["Oil: the hinge of door", "2 < 3 | a_b {c} {{ d }} * 🎉"]
    assert extract(text).notes == {"item-marks": [2, 3]}


def test_a_field_for_links_takes_the_first_link() -> None:
    link, other = "https://example.org/a?b=1&c", "http://example.org/d"
    text = f"- [ ] Read [this]({link})\n- [ ] See [a]({link}) or [b]({other})\n- [ ] [c](d.md)\n"
    assert read(text, "more") == [
        {
            "items": [
                {"what": "Read this", "more": link},
                {"what": "See a or b", "more": link},
                "c",
            ]
        }
    ]
    assert extract(text, "more").notes == {"item-marks": [3, 4]}
    assert extract(text).notes == {"item-marks": [2, 3, 4]}


@pytest.mark.parametrize(
    "end",
    [
        "A paragraph.\n\nAnother one.\n",
        "## A section\n\nWith a paragraph.\n\n## Another\n",
        "```text\nCode.\n```\n",
        "    ```text\n    Code.\n    ```\n",
        "- No task.\n",
        "> A quotation.\n",
        "One | two\n--- | ---\n",
        '!!! note "A box"\n',
        "# A title\n",
        "{{ contact() }}\n",
    ],
)
def test_a_list_ends_at_what_is_no_part_of_one(end: str) -> None:
    found = extract(f"- [ ] One\n\n{end}\n- [ ] Two\n")
    assert [len(block["items"]) for block in found.blocks] == [1]
    assert found.rest == f"{CALL}\n\n{end}\n- [ ] Two\n"
    assert found.notes == {}


def test_text_below_a_list_stays_as_it_is() -> None:
    text = "- [ ] One\n\n## *Then*\n\nA paragraph.\n"
    assert remove_task_list(CALL + text) == f"{CALL}\n\n## *Then*\n\nA paragraph.\n"
    assert extract(text).notes == {}


@pytest.mark.parametrize("text", ["", "Text.\n", "- One\n- Two\n", "1. One\n", "## Title\n"])
def test_without_tasks_there_is_no_list(text: str) -> None:
    assert extract_task_list(CALL + text, read_detail, 0) is None
    assert remove_task_list(CALL + text) == CALL + text


def test_lines_count_from_the_top_of_the_page() -> None:
    text = f"Text.\n\n{CALL}\n## Title\n\n- [ ] One\n    - Who: lead\n"
    found = extract_task_list(text, read_detail, 10)
    assert found
    assert found.blocks.lines == {0: 15}
    (item,) = found.blocks[0]["items"]
    assert (item.line, item.lines["who"]) == (17, 18)
