"""Writing missing ids: once, in every form of a list, and nothing else changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import change
from tools.authoring.project_edits import find_problems
from tools.authoring.write_ids import write_ids
from tools.cli import main
from tools.model.loader import load_project
from tools.model.project import iter_checklist_items
from tools.model.reading.manifest import MANIFEST_FILE

PAGE = "docs/list.md"
HEAD = "---\nid: list\ntitle: A list\nkind: overview\n"


@pytest.fixture
def root(small_sources: Path) -> Path:
    """The small publication, with room for a page with a list."""
    return small_sources


def write(
    root: Path, checklist: str, body: str = "{{ page_checklist() }}\n", head: str = HEAD
) -> str:
    """Write the page; return its text after its ids were written."""
    path = root / PAGE
    path.write_bytes(f"{head}{checklist}---\n\n{body}".encode())
    return run(root)


def run(root: Path) -> str:
    """Write the ids; return the text of the page."""
    write_ids(load_project(root))
    return (root / PAGE).read_bytes().decode()


FORMS = {
    "texts": (
        "checklist:\n  - Check the rope  # first\n\n  - Feed the cat\n",
        "checklist:\n  - id: check-the-rope\n    what: Check the rope  # first\n\n"
        "  - id: feed-the-cat\n    what: Feed the cat\n",
    ),
    "not indented": (
        'checklist:\n  items:\n  - "Look: é € 🎉"\n  - what: Zip\n',
        'checklist:\n  items:\n  - id: look-e\n    what: "Look: é € 🎉"\n'
        "  - id: zip\n    what: Zip\n",
    ),
    "mappings": (
        "checklist:\n  blocks:\n    - title: One\n      items:\n        - what: Oil the hinge\n"
        "        - # later\n          what: Wipe\n    - items:\n        - what: Oil the hinge\n",
        "checklist:\n  blocks:\n    - title: One\n      items:\n        - id: oil-the-hinge\n"
        "          what: Oil the hinge\n        - # later\n          id: wipe\n"
        "          what: Wipe\n    - items:\n        - id: oil-the-hinge-2\n"
        "          what: Oil the hinge\n",
    ),
    "flow": (
        "checklist: [Check rope, 'Feed, cat', {what: Zip}]\n",
        "checklist: [{id: check-rope, what: Check rope}, {id: feed-cat, what: 'Feed, cat'},"
        " {id: zip, what: Zip}]\n",
    ),
    "more lines": (
        "checklist:\n  - Check the\n    rope\n  -   >\n    Fold\n    this\n  - 'Quote\n\n    it'\n",
        "checklist:\n  - id: check-the-rope\n    what: Check the\n      rope\n"
        "  -   id: fold-this\n      what: >\n        Fold\n        this\n"
        "  - id: quote-it\n    what: 'Quote\n\n      it'\n",
    ),
    "texts with a colon": (
        "checklist:\n  - Agenda: send “it”\n  - Zip:\n",
        'checklist:\n  - id: agenda-send-it\n    what: "Agenda: send “it”"\n'
        '  - id: zip\n    what: "Zip:"\n',
    ),
    "empty id": (
        "checklist:\n  - id:\n    what: Zip\n  - {id: '', what: Zap}\n",
        "checklist:\n  - id: zip\n    what: Zip\n  - {id: zap, what: Zap}\n",
    ),
    "some have one": (
        "checklist:\n  items:\n    - {id: zip, what: Shut it}\n    - Zip\n  retired: [zip-2]\n",
        "checklist:\n  items:\n    - {id: zip, what: Shut it}\n    - id: zip-3\n      what: Zip\n"
        "  retired: [zip-2]\n",
    ),
    "anchor of another": (
        "checklist:\n  - &one {what: Zip}\n  - &two Zap\n",
        "checklist:\n  - &one {id: zip, what: Zip}\n  - id: zap\n    what: &two Zap\n",
    ),
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_every_form_of_a_list_gets_ids(root: Path, form: str, newline: str) -> None:
    before, after = (text.replace("\n", newline) for text in FORMS[form])
    head, body = (text.replace("\n", newline) for text in (HEAD, "{{ page_checklist() }}\n"))
    (root / PAGE).write_bytes(f"{head}{before}---{newline}{body}".encode())
    assert run(root) == f"{head}{after}---{newline}{body}"
    assert write_ids(load_project(root)).lines == []


def test_a_task_list_gets_ids_behind_its_words(root: Path) -> None:
    tasks = "- [ ] Oil it  \n  now\n    - Who: keeper\n- [x] Zip {: #zap }\n* [ ] Zip\n"
    call = "{{ page_checklist() }}"
    text = write(root, "", f"Before.\n\n{call}\n\n## One\n\n{tasks}\n- [ ] Last\n\n- After\n")
    assert text.endswith(
        "## One\n\n- [ ] Oil it {: #oil-it-now }  \n  now\n    - Who: keeper\n"
        "- [x] Zip {: #zap }\n* [ ] Zip {: #zip }\n\n- [ ] Last {: #last }\n\n- After\n"
    )
    assert (root / PAGE).read_bytes().decode() == run(root)


def test_a_page_keeps_the_id_of_its_file(root: Path) -> None:
    text = write(root, "checklist: [Zip]\n", head="---\n# first\ntitle: A list\nkind: overview\n")
    assert text.startswith("---\n# first\nid: list\ntitle: A list\n")


def test_a_page_without_front_matter_gets_it(root: Path) -> None:
    body = "# A list\n\n{{ page_checklist() }}\n\n- [ ] Zip\n"
    (root / PAGE).write_text(body, encoding="utf-8")
    written = write_ids(load_project(root))
    assert written.failures == []
    text = (root / PAGE).read_text(encoding="utf-8")
    assert text == f"---\nid: list\n---\n{body}".replace("Zip", "Zip {: #zip }")
    assert written.lines == [f"{PAGE}:2: list", f"{PAGE}:8: zip"]


def test_a_page_gets_another_id_where_that_of_its_file_is_taken(root: Path) -> None:
    change(root, "docs/_data/retired.yml", "[shed-rules]", "[shed-rules, list]")
    change(root, "docs/practices/door-talk.md", "id: door-talk", "id: list-2")
    text = write(root, "checklist: [Zip]\n", head="---\ntitle: A list\nkind: overview\n")
    assert text.startswith("---\nid: list-3\n")


def test_no_id_of_the_last_release_comes_back(root: Path) -> None:
    manifest = root / "docs/_data" / MANIFEST_FILE
    manifest.write_text(f"item list--zip {'0' * 16}\n", encoding="utf-8")
    assert "{id: zip-2, what: Zip}" in write(root, "checklist: [Zip]\n")


UNEDITABLE = {
    "an alias": "checklist:\n  blocks:\n    - items: &all [Zip]\n    - items: *all\n",
    "an alias of an item": "checklist:\n  - &a Zip\n  - Zap\n  - *a\n",
    "a pair without brackets": "checklist: [what: Zip]\n",
    "an explicit key": "checklist:\n  - ? what\n    : Zip\n",
}


@pytest.mark.parametrize("form", UNEDITABLE)
def test_a_place_that_cannot_be_edited_is_told(
    root: Path, form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / PAGE).write_text(f"{HEAD}{UNEDITABLE[form]}---\n\n{{{{ page_checklist() }}}}\n")
    before = items_of(root)
    assert main(["--project", str(root), "ids"]) == 1
    assert f"{PAGE}:" in capsys.readouterr().err
    assert [what for what, _ in items_of(root)] == [what for what, _ in before]
    assert "" in [id_ for _, id_ in items_of(root)]


def items_of(root: Path) -> list[tuple[str | None, str]]:
    """Return the words and ids of the items on the page."""
    (page,) = (page for page in load_project(root).pages if page.file.as_posix() == PAGE)
    assert page.checklist
    return [(item.get_text("what"), item.id) for item in iter_checklist_items(page.checklist)]


def test_a_page_that_cannot_be_read_is_told(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / PAGE).write_text("---\ntitle: [\n---\n", encoding="utf-8")
    assert main(["--project", str(root), "ids"]) == 1
    assert f"{PAGE}:" in capsys.readouterr().err


def test_the_command_says_per_file_what_it_wrote(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / PAGE).write_text(f"{HEAD}checklist:\n  - Zip\n  - Zap\n---\n", encoding="utf-8")
    assert main(["--project", str(root), "ids"]) == 0
    output = capsys.readouterr().out
    assert output.splitlines()[:2] == [f"{PAGE}:6: zip", f"{PAGE}:8: zap"]
    assert output.splitlines()[2:] == ["2 ids written, on 1 page."]
    assert main(["--project", str(root), "ids"]) == 0
    assert capsys.readouterr().out == "Every page and every item has an id.\n"


def test_no_problem_with_ids_is_left(root: Path) -> None:
    change(root, "docs/practices/door-talk.md", "id: door-talk\n", "")
    change(root, "docs/practices/tidy-tools.md", "id: dry-tools\n          ", "")
    codes = {"item-without-id", "page-id-derived"}
    assert {problem.code for problem in find_problems(root)} & codes == codes
    write_ids(load_project(root))
    assert {problem.code for problem in find_problems(root)} & codes == set()
