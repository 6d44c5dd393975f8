"""The command: a page with a title and a list, nothing invented, and all else told."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.authoring.importing.test_formats import REFUSED
from tools.cli import main
from tools.model.loader import load_project, load_settings

CSV = "Blok;What;Who;Cost, in euro\nIn;Zip the bag;Keeper;12\nIn;Zap: now;;\nOut;Zop;member;veel\n"
PAGE = """\
---
title: My bag
checklist:
  blocks:
    - title: In
      items:
        - what: Zip the bag
          who: [keeper]
        - "Zap: now"
    - title: Out
      items:
        - what: Zop
          who: [member]
---

{{ page_checklist() }}
"""
LINE = 'cost_in_euro: {type: text, label: "Cost, in euro"}'


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A checklist in a file."""
    (tmp_path / "my-bag.csv").write_text(CSV, encoding="utf-8")
    return tmp_path / "my-bag.csv"


def run(root: Path, *arguments: object) -> int:
    """Run the command."""
    return main(["--project", str(root), "import", *map(str, arguments)])


def read_all(root: Path) -> dict[str, bytes]:
    """Return the sources of a publication."""
    files = [root / "mkdocs.yml", *(root / "docs").rglob("*.*")]
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}


def test_a_page_has_what_the_file_has(
    root: Path, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = read_all(root)
    run(root, file, "--title", "My bag")
    after = read_all(root)
    assert after.pop("docs/my-bag.md").decode() == PAGE
    assert {name for name in after if after[name] != before[name]} == {"mkdocs.yml"}
    settings = load_settings(root)
    assert settings.mkdocs_node.data["nav"][-1] == "my-bag.md"
    assert settings.mkdocs.publication.lists.count == 3
    output = capsys.readouterr().out
    assert "3 items in 2 blocks" in output
    assert f"`--add-fields` writes it: {LINE}" in output
    assert "    line 2: “12”\n    line 4: “veel”\n" in output
    assert "python -m tools ids" in output


def test_ids_follow_in_a_second_command(root: Path, file: Path) -> None:
    run(root, file)
    assert main(["--project", str(root), "ids"]) == 0
    text = (root / "docs/my-bag.md").read_text(encoding="utf-8")
    assert text.startswith("---\nid: my-bag\n")
    assert '        - id: zap-now\n          what: "Zap: now"\n' in text


def test_a_column_becomes_a_field(
    root: Path, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(root, file, "--add-fields")
    output = capsys.readouterr().out
    assert f"is a field now; in mkdocs.yml under `fields`: {LINE}" in output
    assert load_settings(root).mkdocs.publication.fields["cost_in_euro"].type == "text"
    (page,) = (page for page in load_project(root).pages if page.id == "my-bag")
    assert page.checklist
    first, second = page.checklist.get_nodes("blocks")[0].get_nodes("items")
    assert first.data["cost_in_euro"] == "12"
    assert "cost_in_euro" not in second.data


def test_a_publication_without_fields_gets_its_first(
    root: Path, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = root / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    start, end = text.index("    fields:"), text.index("    blanks:")
    settings.write_text(text[:start] + text[end:], encoding="utf-8")
    run(root, file, "--add-fields")
    fields = load_settings(root).mkdocs.publication.fields
    assert {id_: field.label for id_, field in fields.items()} == {
        "who": {"": "Who"},
        "cost_in_euro": {"": "Cost, in euro"},
    }


def test_a_page_of_a_kind_goes_with_its_like(root: Path, file: Path) -> None:
    run(root, file, "--kind", "practice", "--page", "practices/bag")
    text = (root / "docs/practices/bag.md").read_text(encoding="utf-8")
    assert "\nkind: practice\n" in text
    settings = load_settings(root)
    menu = settings.mkdocs_node.data["nav"][1]["Practices"]
    before = root / "docs" / menu[menu.index("practices/bag.md") - 1]
    assert "\nkind: practice\n" in before.read_text(encoding="utf-8")
    assert settings.mkdocs.publication.kinds["practice"].pages.most == 3


def test_the_problems_of_the_page_are_told(
    root: Path, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(root, file) == 1
    error = capsys.readouterr().err
    assert "docs/my-bag.md:" in error
    assert "kind" in error
    assert all(
        line.startswith(("docs/my-bag.md:", "    ", "The page")) for line in error.splitlines()
    )


def test_a_title_that_a_page_cannot_have_is_that_of_the_list(root: Path, file: Path) -> None:
    run(root, file, "--title", 'My <b>"bag"</b> {now}', "--page", "bag")
    text = (root / "docs/bag.md").read_text(encoding="utf-8")
    assert '\ntitle: "My bbag/b now"\n' in text
    (page,) = (page for page in load_project(root).pages if page.id == "bag")
    assert page.checklist
    assert page.checklist.get_text("title") == 'My <b>"bag"</b> {now}'


@pytest.mark.parametrize("case", REFUSED)
def test_a_file_that_is_refused_changes_nothing(
    case: str, root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name, _, make = REFUSED[case]
    before = read_all(root)
    assert run(root, make(tmp_path / name)) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert len(captured.err.strip().splitlines()) == 2
    assert name in captured.err
    assert read_all(root) == before


def test_a_page_that_cannot_be_is_refused(
    root: Path, file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    long = tmp_path / "long.txt"
    long.write_text("\n".join(f"- Item {number} {'x' * 90}" for number in range(1000)))
    empty = tmp_path / "text.md"
    empty.write_text("# Title\n\nNo list.\n")
    before = read_all(root)
    for message, arguments in {
        "exists already": (file, "--page", "practices/tidy-tools"),
        "cannot be the name": (file, "--page", "../outside"),
        "kind big does not exist": (file, "--kind", "big"),
        "1000 items": (long,),
        "no checklist": (empty,),
    }.items():
        assert run(root, *arguments) == 1
        assert message in capsys.readouterr().err
    assert read_all(root) == before
