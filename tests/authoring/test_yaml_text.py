"""Changes to YAML text: the data changes as asked, and no other character does."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from tests.conftest import ROOT, SMALL
from tools.authoring.yaml_text import YAML_LOADER, YamlText

Edit = Callable[[YamlText], None]


def edit_text(text: str, *edits: Edit, front_matter: bool = False) -> str:
    """Return a text after some edits."""
    editor = YamlText(text, front_matter)
    for edit in edits:
        edit(editor)
    return editor.text


CASES: dict[str, tuple[str, Edit, str]] = {
    "a value": (
        "a: 1  # one\nb: 'x'\n", lambda y: y.set_value(("a",), "2"), "a: 2  # one\nb: 'x'\n"
    ),
    "a quoted value": (
        'a: "é😀" # c\n', lambda y: y.set_value(("a",), '"b"'), 'a: "b" # c\n'
    ),
    "a value in a flow": (
        "a: {b: [x, y], c: 1}\n",
        lambda y: y.set_value(("a", "b", 1), "z"),
        "a: {b: [x, z], c: 1}\n",
    ),
    "a value without a line end": ("a: 1", lambda y: y.set_value(("a",), "2"), "a: 2"),
    "an entry to a flow": ("a: [x]  # c\n", lambda y: y.append(("a",), "y"), "a: [x, y]  # c\n"),
    "an entry to an empty flow": ("a: []\n", lambda y: y.append(("a",), "y"), "a: [y]\n"),
    "an entry to a block": (
        "a:\n  - x  # c\n\n# d\nb: 1\n",
        lambda y: y.append(("a",), "y"),
        "a:\n  - x  # c\n  - y\n\n# d\nb: 1\n",
    ),
    "an entry to a block without indent": (
        "a:\n- x\nb: 1\n", lambda y: y.append(("a",), "y"), "a:\n- x\n- y\nb: 1\n"
    ),
    "an entry to an empty file": (
        "# c\n", lambda y: y.append((), "k: 1\nl: 2"), "# c\n- k: 1\n  l: 2\n"
    ),
    "an entry to a file with an empty list": (
        "# c\n[]\n", lambda y: y.append((), "k: 1\nl: 2"), "# c\n- k: 1\n  l: 2\n"
    ),
    "an entry to a file": (
        "# c\n- k: 1\n# d\n", lambda y: y.append((), "k: 2"), "# c\n- k: 1\n- k: 2\n# d\n"
    ),
    "an entry to a file without a line end": (
        "- k: 1", lambda y: y.append((), "k: 2"), "- k: 1\n- k: 2\n"
    ),
    "an entry after a block of text": (
        "- k: |\n    x\n\n- k: >-\n    y\n",
        lambda y: y.append((), "k: 2"),
        "- k: |\n    x\n\n- k: >-\n    y\n- k: 2\n",
    ),
    "a first entry": (
        "# c\n- k: 1\n", lambda y: y.insert_first("k: 0"), "# c\n- k: 0\n- k: 1\n"
    ),
    "a first entry in an empty list": ("[]\n", lambda y: y.insert_first("k: 0"), "- k: 0\n"),
    "lines that end as in Windows": (
        "a:\r\n  - x\r\n", lambda y: y.append(("a",), "y"), "a:\r\n  - x\r\n  - y\r\n"
    ),
    "a key": (
        "a:\n  b: 1  # c\n# d\ne: 2\n",
        lambda y: y.add_key(("a",), "f", "[x]"),
        "a:\n  b: 1  # c\n  f: [x]\n# d\ne: 2\n",
    ),
    "a key in an empty file": ("# c\n", lambda y: y.add_key((), "a", "[x]"), "# c\na: [x]\n"),
    "a key in a flow": ("a: {b: 1}\n", lambda y: y.add_key(("a",), "f", "2"), "a: {b: 1, f: 2}\n"),
    "a first key": (
        "# c\na: 1\n", lambda y: y.add_first_key((), "id", "x"), "# c\nid: x\na: 1\n"
    ),
    "a key around a list": (
        "a:\n  - x  # c\n\n  - k: 1\n    l: 2\nb: 1\n",
        lambda y: y.wrap(("a",), "items"),
        "a:\n  items:\n    - x  # c\n\n    - k: 1\n      l: 2\nb: 1\n",
    ),
    "a key around a list without indent": (
        "a:\n- x\n- y\nb: 1\n",
        lambda y: y.wrap(("a",), "items"),
        "a:\n  items:\n  - x\n  - y\nb: 1\n",
    ),
    "a key around a flow": ("a: [x, y]\n", lambda y: y.wrap(("a",), "i"), "a: {i: [x, y]}\n"),
    "without the first of a flow": (
        "a: [x, y, z]\n", lambda y: y.remove(("a", 0)), "a: [y, z]\n"
    ),
    "without the last of a flow": ("a: [x, y]\n", lambda y: y.remove(("a", 1)), "a: [x]\n"),
    "without the only of a flow": ("a: [x] # c\n", lambda y: y.remove(("a", 0)), "a: [] # c\n"),
    "without a key of a flow": ("a: {b: 1, c: 2}\n", lambda y: y.remove(("a", "b")), "a: {c: 2}\n"),
    "without an entry of a block": (
        "a:\n  - x  # c\n  - k: 1\n    l: 2\n  - z\n",
        lambda y: y.remove(("a", 1)),
        "a:\n  - x  # c\n  - z\n",
    ),
    "without an entry between empty lines": (
        "- k: 1\n\n- k: 2\n\n- k: 3\n", lambda y: y.remove((1,)), "- k: 1\n\n- k: 3\n"
    ),
    "without the only of a block": (
        "a: # c\n  - x\nb: 1\n", lambda y: y.remove(("a", 0)), "a: []\nb: 1\n"
    ),
    "without the only of a file": ("# c\n- k: 1\n", lambda y: y.remove((0,)), "# c\n[]\n"),
    "without a key": (
        "a: 1\nb:\n  - x\n# c\nd: 2\n", lambda y: y.remove(("b",)), "a: 1\n# c\nd: 2\n"
    ),
    "without a key that has an alias": (
        "a: &a {x: 1}\nb: *a\nc: 2\n", lambda y: y.remove(("b",)), "a: &a {x: 1}\nc: 2\n"
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_only_what_is_asked_changes(name: str) -> None:
    before, edit, after = CASES[name]
    assert edit_text(before, edit) == after


def test_front_matter_changes_and_the_text_does_not() -> None:
    page = "---\nid: a  # fixed\nlist: [x]\n---\n\nid: text\n---\nlist: [x]\n"
    editor = YamlText(page, front_matter=True)
    editor.append(("list",), "y")
    assert editor.text == page.replace("[x]\n---", "[x, y]\n---")


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("sign", ["", "\ufeff"])
def test_a_page_without_front_matter_gets_it_with_its_first_key(sign: str, newline: str) -> None:
    text = newline.join(["# Title", "", "id: text", ""])
    editor = YamlText(sign + text, front_matter=True)
    assert editor.text == sign + text
    editor.add_first_key((), "id", "b")
    editor.add_first_key((), "title", "a")
    head = newline.join(["---", "title: a", "id: b", "---", ""])
    assert editor.text == sign + head + text


def test_what_is_not_there_is_an_error() -> None:
    for edit in (
        lambda y: y.set_value(("b",), "1"),
        lambda y: y.append(("a",), "1"),
        lambda y: y.remove(("b", 0)),
    ):
        with pytest.raises(KeyError):
            edit_text("a: 1\n", edit)


DATA = [
    path
    for root in (ROOT, SMALL)
    for path in [root / "mkdocs.yml", *sorted((root / "docs" / "_data").glob("*.yml"))]
]


@pytest.mark.parametrize("path", DATA, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_real_files_keep_their_comments_and_other_lines(path: Path) -> None:
    """A dozen of the lists in the file get an entry, and lose their first."""
    text = path.read_text(encoding="utf-8")
    lists = find_lists(yaml.compose(text, Loader=YAML_LOADER), ())
    for key_path in lists[:: len(lists) // 12 + 1]:
        editor = YamlText(text)
        size = editor.count(key_path)
        editor.append(key_path, "new")
        assert editor.get_scalars((*key_path, size)) == ["new"]
        assert count_lost_lines(text, editor.text) <= 1, "of a list on one line"
        editor.remove((*key_path, size))
        assert editor.text == text
        editor.remove((*key_path, 0))
        assert editor.count(key_path) == size - 1
        lost = [line for line in text.splitlines() if line not in editor.text.splitlines()]
        assert not any(line.lstrip().startswith("#") for line in lost)


def count_lost_lines(before: str, after: str) -> int:
    """Return how many lines of a text are not in the other."""
    return len({*before.splitlines()} - {*after.splitlines()})


def find_lists(node: yaml.Node | None, path: tuple[str | int, ...]) -> list[tuple[str | int, ...]]:
    """Return the paths of all lists with entries, except behind an alias."""
    found = []
    if isinstance(node, yaml.SequenceNode) and node.value:
        found.append(path)
        for number, entry in enumerate(node.value):
            found += find_lists(entry, (*path, number))
    elif isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            if name.value != "<<":
                found += find_lists(value, (*path, name.value))
    return found
