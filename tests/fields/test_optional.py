"""Optional parts of a checklist: without them nothing empty stands in any output."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.conftest import copy_small
from tests.fields.rendered import find_blemishes, render_checklist, with_checklist
from tools.model.entities.checklist import Block, Checklist, Item, Pause
from tools.model.loader import load_publication
from tools.model.publication import Publication

PAGE = "tidy-tools"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Publication:
    """The small publication, with its usual fields optional."""
    root = copy_small(tmp_path_factory.mktemp("optional") / "small", link)
    settings = root / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    assert text.count("required: true, ") == 3
    settings.write_text(text.replace("required: true, ", ""), encoding="utf-8")
    return load_publication(root)


def link(source: Path, target: Path) -> None:
    """Use a folder of this project in its place."""
    target.symlink_to(source)


def change_items(checklist: Checklist, **changes: Any) -> tuple[Block, ...]:
    """Return the blocks of a checklist with other values in each item."""
    return tuple(
        block.model_copy(
            update={"items": tuple(item.model_copy(update=changes) for item in block.items)}
        )
        for block in checklist.blocks
    )


def leave_out(checklist: Checklist, part: str) -> dict[str, Any]:
    """Return the changes that leave a part of a checklist out."""
    pause = checklist.pause
    fields = dict.fromkeys(("why", "how", "who", "when", "done_when"))
    changes: dict[str, dict[str, Any]] = {
        "nothing": {},
        "goal": {"goal": ""},
        "close": {"close": ""},
        "review": {"reviewed": None},
        "pause": {"pause": Pause()},
        "meeting": {"pause": pause.model_copy(update={"meeting": ""})},
        "moment": {"pause": pause.model_copy(update={"moment": ""})},
        "caller": {"pause": pause.model_copy(update={"caller": ""})},
        "minutes": {"pause": pause.model_copy(update={"minutes": None})},
        "titles of blocks": {"blocks": blocks_without(checklist, "title")},
        "ids of blocks": {"blocks": blocks_without(checklist, "id")},
        "ids of items": {"blocks": change_items(checklist, id="")},
        "statements": {"blocks": change_items(checklist, statements={})},
        "long fields": {"blocks": change_items(checklist, why=None, how=None, done_when=None)},
        "short fields": {"blocks": change_items(checklist, who=None, when=None)},
        "fields": {"blocks": change_items(checklist, **fields, statements={})},
        "everything": {
            "goal": "", "close": "", "reviewed": None, "pause": Pause(),
            "blocks": (
                Block(items=tuple(Item(what=item.what) for item in checklist.items)),
            ),
        },
    }  # fmt: skip
    return changes[part]


def blocks_without(checklist: Checklist, name: str) -> tuple[Block, ...]:
    """Return the blocks of a checklist without an id or a title."""
    return tuple(block.model_copy(update={name: ""}) for block in checklist.blocks)


PARTS = (
    "nothing", "goal", "close", "review", "pause", "meeting", "moment", "caller", "minutes",
    "titles of blocks", "ids of blocks", "ids of items", "statements", "long fields",
    "short fields", "fields", "everything",
)  # fmt: skip


@pytest.mark.parametrize("part", PARTS)
def test_nothing_empty_is_left_where_a_part_is_absent(
    whole: Publication, tmp_path: Path, part: str
) -> None:
    checklist = whole.pages[PAGE].meta.checklist
    assert checklist
    changed = with_checklist(whole, PAGE, **leave_out(checklist, part))
    rendered = render_checklist(changed, changed.pages[PAGE], tmp_path)
    assert find_blemishes(rendered) == []
