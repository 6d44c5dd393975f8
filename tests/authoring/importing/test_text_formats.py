"""CSV, Markdown and plain text as people write them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.authoring.importing.conftest import ReadDraft, notes_of, outline

# CSV

ROWS = [["What", "Who", "Klaar als"], ["Één, twee", "Keeper", "Done; so"], ["Zap", "", ""]]


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_delimiter_and_encoding_are_found(
    tmp_path: Path, read: ReadDraft, delimiter: str, encoding: str, newline: str
) -> None:
    lines = (delimiter.join(f'"{cell}"' if cell else "" for cell in row) for row in ROWS)
    (tmp_path / "list.csv").write_bytes(newline.join(lines).encode(encoding))
    draft = read(tmp_path / "list.csv")
    assert outline(draft) == {"": ["Één, twee", "Zap"]}
    assert draft.items[0].values == {"who": ["keeper"], "done_when": "Done; so"}


def test_a_delimiter_may_be_named(tmp_path: Path, read: ReadDraft) -> None:
    (tmp_path / "list.csv").write_text("sep=|\nWhat|Who\nZip, zap|Jan\n", encoding="utf-8")
    draft = read(tmp_path / "list.csv")
    assert outline(draft) == {"": ["Zip, zap"]}
    assert notes_of(draft)[0].startswith("line 3: not taken, because it does not fit the field who")


def test_one_column_in_csv_is_a_list(tmp_path: Path, read: ReadDraft) -> None:
    (tmp_path / "list.csv").write_text("Zip\n\nZap\n", encoding="utf-8")
    assert outline(read(tmp_path / "list.csv")) == {"": ["Zip", "Zap"]}


# Markdown

TASKS = """\
---
author: Jan
---
# Before *we* leave

Use this each evening.

- Not a task

## Inside

- [ ] Close **the** windows
    - Who: Keeper
    - Kosten: € 5
    - Date:
- [x] Turn off the heating
  now {: #heating }

Outside
-------

1. [ ] Lock the [door](https://example.org/)
- Shed
    - [ ] Count the tools

<!-- a comment -->
"""


def test_tasks_are_items(tmp_path: Path, read: ReadDraft) -> None:
    (tmp_path / "list.md").write_text(TASKS, encoding="utf-8")
    draft = read(tmp_path / "list.md")
    assert draft.title == "Before we leave"
    assert outline(draft) == {
        "Inside": ["Close the windows", "Turn off the heating now"],
        "Outside": ["Lock the door"],
        "Shed": ["Count the tools"],
    }
    assert draft.items[0].values == {"who": ["keeper"]}
    assert draft.items[1].id == "heating"
    assert [text.words for text in draft.unknown["Kosten"]] == ["€ 5"]
    assert notes_of(draft) == [
        "line 6: not taken: “Use this each evening.”",
        "line 8: not taken: “Not a task”",
        "line 12: taken without bold: “Close the windows”",
        "line 16: was ticked; the tick was not taken: “Turn off the heating now”",
        "line 22: taken without link (https://example.org/): “Lock the door”",
        "line 26: not taken: “<!-- a comment -->”",
        "line 2: not taken: “author: Jan”",
    ]


def test_without_tasks_lists_are_items(tmp_path: Path, read: ReadDraft) -> None:
    text = "**Inside**\n\n- Zip\n- Zap\n    - Deeper\n\n**Outside**\n\n1. Zop\n"
    (tmp_path / "list.md").write_text(text, encoding="utf-8")
    draft = read(tmp_path / "list.md")
    assert outline(draft) == {"Inside": ["Zip", "Zap", "Deeper"], "Outside": ["Zop"]}
    assert notes_of(draft) == [
        "line 5: stood below another item, and is an item of its own now: “Deeper”"
    ]


def test_rows_of_a_table_are_items(tmp_path: Path, read: ReadDraft) -> None:
    text = (
        "# Title\n\n- A remark\n\n| What | Who |\n| --- | --- |\n| [ ] Zip | Keeper |\n| Zap | |\n"
    )
    (tmp_path / "list.md").write_text(text, encoding="utf-8")
    draft = read(tmp_path / "list.md")
    assert outline(draft) == {"": ["Zip", "Zap"]}
    assert draft.items[0].values == {"who": ["keeper"]}


# Plain text


@pytest.mark.parametrize(
    ("text", "title", "expected"),
    [
        ("My list\n=======\n\nInside\n[ ] Zip\n[x] Zap\n\nOutside:\n- Zop\n", "My list",
         {"Inside": ["Zip", "Zap"], "Outside:": ["Zop"]}),
        ("Zip\nZap\n", "", {"": ["Zip", "Zap"]}),
        ("My list\n\nZip\nZap\n", "My list", {"": ["Zip", "Zap"]}),
        ("Zip\n\nZap\n\nZop\n", "", {"": ["Zip", "Zap", "Zop"]}),
        ("1. Zip\n2. Zap\n   - Who: Keeper\n", "", {"": ["Zip", "Zap"]}),
        ("My list\n• Zip\n• Zap\n", "My list", {"": ["Zip", "Zap"]}),
    ],
)  # fmt: skip
def test_lines_are_items(
    tmp_path: Path, read: ReadDraft, text: str, title: str, expected: dict[str, list[str]]
) -> None:
    (tmp_path / "list.txt").write_text(text, encoding="utf-8")
    draft = read(tmp_path / "list.txt")
    assert draft.title == title
    assert outline(draft) == expected


def test_a_long_line_is_no_item(tmp_path: Path, read: ReadDraft) -> None:
    (tmp_path / "list.txt").write_text(f"- Zip\n- {'word ' * 500}\n", encoding="utf-8")
    draft = read(tmp_path / "list.txt")
    assert outline(draft) == {"": ["Zip"]}
    assert notes_of(draft)[0].startswith("line 2: not taken: “word word")


def test_a_character_that_no_page_may_have_is_told(tmp_path: Path, read: ReadDraft) -> None:
    (tmp_path / "list.txt").write_text("- Zip\u202e it\n", encoding="utf-8")
    draft = read(tmp_path / "list.txt")
    assert outline(draft) == {"": ["Zip it"]}
    assert notes_of(draft) == ["line 1: the invisible character U+202E was left out: “Zip it”"]
