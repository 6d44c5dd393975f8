"""A publication of which everything is too wide or too high for paper, and words too long."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from tests.conftest import change, copy_small

LONG_WORD = "Wheelbarrowaxlebearinggreasenippleprotectioncoverreplacement"  # 60 letters
LONG_ADDRESS = "https://example.org/" + "a-path/without-an-end/" * 12 + "?" + "x" * 80
PICTURES = {"wide": (3000, 400), "tall": (300, 3000), "large": (2400, 2400), "small": (60, 40)}
COLUMNS = (
    "Occupational", "Representation", "Apprenticeship", "Responsibilities", "Accountability",
    "Qualifications",
)  # fmt: skip


def table(columns: int, word: str, rows: int = 2) -> str:
    """Return a Markdown table in which each cell has the same word and its number."""
    heads = [f"{COLUMNS[index % len(COLUMNS)]} {index}" for index in range(columns)]
    lines = [heads, ["---"] * columns, *([f"{word} {index}" for index in range(columns)],) * rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


BODY = f"""

## {LONG_WORD} {{: #long-word }}

A {LONG_WORD} and **{LONG_WORD}** and `{LONG_WORD}` and [{LONG_WORD}]({LONG_ADDRESS}).

- {LONG_WORD}
    - {LONG_WORD}
        - {LONG_WORD}

> {LONG_WORD}

1. {LONG_WORD}

## A heading in the margin that has a good many more words than its text {{: #heading }}

Short.

## Another heading in the margin that has a good many more words than its text {{: #other }}

## Tables {{: #tables }}

{table(6, "communication")}

Twelve columns of numbers.

{table(12, "")}

Twelve columns of words.

{table(12, "communication", 24)}

Sixteen columns of words.

{table(16, "communication", 20)}

## Forty columns {{: #forty }}

{table(40, "communication")}

- A list with a table in it.

    {table(8, "communication").replace(chr(10), chr(10) + "    ")}

After the tables, two columns.

| {LONG_WORD} | {LONG_WORD} |
| --- | --- |
| {LONG_WORD} | ![Wide](../assets/pictures/wide.png) |
| x | {"Many words in one cell. " * 20} |

## Code {{: #code }}

```
{"a_line_of_code(" * 20}
{LONG_ADDRESS}
```

## Pictures {{: #pictures }}

![Wide](../assets/pictures/wide.png)

![Tall](../assets/pictures/tall.png)

- ![Large](../assets/pictures/large.png)

![Small](../assets/pictures/small.png)

## Two-column end {{: #end }}

![Wide](../assets/pictures/wide.png)
![Tall](../assets/pictures/tall.png)
"""


def copy_wide(target: Path) -> Path:
    """Copy the small publication, with everything in it that is wide, high or long."""
    copy_small(target)
    for name, size in PICTURES.items():
        Image.new("RGB", size, "#1d5c96").save(target / f"docs/assets/pictures/{name}.png")
    page = "docs/practices/tidy-tools.md"
    change(target, page, 'title: "Tidy tools & ‘sharp’ *edges*"', f"title: {LONG_WORD}")
    change(target, page, "\n## Why it works {: #why }", f"{BODY}\n## Why it works {{: #why }}")
    change(target, page, 'Tidy tools & "sharp" edges | <b>first</b> afternoon', LONG_WORD)
    change(target, page, "'Every tool hangs on its own hook", f"'{LONG_WORD}")
    change(target, page, "Count the tools on the bench € ½", LONG_WORD)
    change(target, page, "'-1 rake a year goes missing, \"they\" say.'", f"{LONG_WORD}.")
    change(target, page, "'+1 number stands on the door.'", f"{LONG_WORD}.")
    change(target, page, "'At once & together'", LONG_WORD[:44])
    change(target, page, "'Look & <b>count</b>'", LONG_WORD[:40])
    change(target, page, '\'Read the "number" on the door aloud', f"'{LONG_WORD}")
    change(target, "docs/_data/roles.yml", "the keeper", LONG_WORD)
    change(target, "docs/_data/roles.yml", "Keeper", LONG_WORD)
    change(target, "docs/_data/meetings.yml", "Start of the day", LONG_WORD)
    change(target, "docs/_data/glossary.yml", "term: shadow board", f"term: {LONG_WORD}")
    change(target, "docs/_data/sources.yml", "short: Shed leaflet", f"short: {LONG_WORD}")
    change(target, "docs/_data/sources.yml", "title: 'A place", f"title: '{LONG_WORD}")
    change(
        target, "docs/_data/sources.yml", "https://example.org/sheds/round\n", f"{LONG_ADDRESS}\n"
    )
    shed_hour = "docs/practices/shed-hour.md"
    change(target, shed_hour, "An hour in the shed", f"An hour: {LONG_WORD[:40]}")
    change(target, shed_hour, 'Look at "all" the <tools>', LONG_WORD[:50])
    change(target, shed_hour, "A clock", LONG_WORD)
    change(target, shed_hour, "Everybody knows where", f"{LONG_WORD} where")
    change(target, shed_hour, "What do you need", f"{LONG_WORD} you need")
    door_talk = "docs/practices/door-talk.md"
    change(target, door_talk, "'Talk at the \"door\" | <b>two</b> groups'", LONG_WORD)
    change(target, door_talk, "Not yet", LONG_WORD[:16])
    change(target, door_talk, '"Keepers & co"', LONG_WORD[:30])
    change(target, door_talk, "'The tools lie in a *heap* | \"nobody\" knows whose.'", LONG_WORD)
    change(target, door_talk, "'Can a stranger put", f"'{LONG_WORD} put")
    change(target, "mkdocs.yml", "name: Good Sheds Test Press", f"name: {LONG_WORD}")
    change(target, "mkdocs.yml", "site_name: Good Sheds", f"site_name: {LONG_WORD}")
    change(target, "docs/index.md", "title: Good Sheds", f"title: {LONG_WORD}")
    change(target, "mkdocs.yml", "title: Two practices", f"title: {LONG_WORD}")
    change(target, "mkdocs.yml", "subtitle: Keeping", f"subtitle: {LONG_WORD}")
    change(
        target,
        "mkdocs.yml",
        "rules: {",
        "rules: {B309: off, F202: off, P106: off, P304: off, P601: off, ",
    )
    change(target, "mkdocs.yml", "W: error", "W: off")
    change(
        target, page, "Then read about [why a round takes ten minutes](weekly-round.md#why).", ""
    )
    change(target, "mkdocs.yml", "words: {least: 30, most: 300}", "words: {least: 30, most: 3000}")
    change(target, "mkdocs.yml", "        headings: [what, why, checklist, reading]\n", "")
    return target
