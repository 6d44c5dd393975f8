"""Checklists of other publishers, as they come: every word stands in every output.

The lists are invented, in the shapes of those that people publish: long sections of technical
checks, steps by role with a paragraph above them, and an inspection with answers and links. A page
has a title and its list; the settings have what these lists have.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import Built, command, copy_small, shared
from tests.exports import readers
from tests.pdf.sheet_structure import item_bodies, remove_space
from tools.checks import parity
from tools.model.entities.checklist import Checklist
from tools.render import site_paths
from tools.site.built_pages import read_pages

pytestmark = pytest.mark.integration

CALL = "{{ page_checklist() }}"
LONG = "Ask whoever uses the hall what they miss, and write down the three things most of them name"
LAUNCH = [f"Part {n}: check <b>{n}</b> & “quote” it | `a_b` ({{x}}) – {LONG}" for n in range(21)]
SIXTY = [f"Look at window {number}" for number in range(1, 61)]
PAGES = {
    # Long texts in a list of YAML; some have a colon, which YAML reads as a mapping.
    "launch": f"title: Before the opening\nchecklist:\n{{items}}---\n{CALL}\n",
    "sixty": f"title: All windows\nchecklist:\n{{windows}}---\n{CALL}\n",
    "steps": f"""title: The open day
---
Who does what.

{CALL}

**Before the day, the host will**

1. [ ] Choose a [date](https://example.org/dates?a=1&b=2) – and say so.
2. [x] Bring:
    * chairs
    * a *large* table
3. [ ] {LONG}; then
choose one.

---

## During the day

The host stays near the door.

- [ ] Greet everyone {{: #greet }}
    - [ ] also who comes late
- [ ] Count: at ten, at noon
""",
    "inspection": f"""title: Rundgang – Prüfliste
---
{CALL}

### Ordnung & Wege

- [ ] **Sind alle Wege frei?**
    - Answer: Yes
    - Metres: 12.5
- [ ] Geländer fest? 🚪

### Strom

- [ ] Kabel “heil”?
    - Answer: No
""",
}
SETTINGS = """\
extra:
  generator: false
  publication:
    schema_version: 2
    slug: foreign
    version: "1"
    date: 2026-11-21
    licence: CC BY 4.0
    homes: {start: start}
    source_texts: {}
    fields:
      answer: {type: choice, choices: {yes: "Yes", no: "No"}, column: true}
      metres: {type: number, unit: m}
      more: {type: link}
    kinds:
      home: {one: Home, many: Home}
      page: {one: List, many: Lists}
"""
WARNINGS = {"P108": 4, "C204": 89, "C205": 2, "C206": 2, "C207": 1, "B306": 2, "B309": 2}


def write_publication(target: Path) -> Path:
    """Write a publication of these lists."""
    copy_small(target)
    for path in sorted((target / "docs").rglob("*.*")):
        if path.name != "shed.svg":
            path.unlink()
    settings = (target / "mkdocs.yml").read_text(encoding="utf-8").partition("\nnav:")[0]
    nav = "".join(f"  - {name}.md\n" for name in ("index", *PAGES))
    (target / "mkdocs.yml").write_text(f"{settings}\nnav:\n{nav}{SETTINGS}", encoding="utf-8")
    home = "---\nid: start\ntitle: Foreign\nkind: home\n---\nFour lists.\n"
    (target / "docs" / "index.md").write_text(home, encoding="utf-8")
    lists = {
        name: "".join(f"  - {text}\n" for text in texts)
        for name, texts in (("{items}", LAUNCH), ("{windows}", SIXTY))
    }
    for name, page in PAGES.items():
        for placeholder, text in lists.items():
            page = page.replace(placeholder, text)
        (target / "docs" / f"{name}.md").write_text(f"---\n{page}", encoding="utf-8")
    return target


@pytest.fixture(scope="module")
def foreign(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The publication, built by the real command."""
    return shared(tmp_path_factory, "foreign", write_publication)


def checklists(foreign: Built) -> Iterator[Checklist]:
    """Yield the checklists."""
    return (checklist for _, checklist in foreign.publication.checklist_pages)


def test_nothing_is_refused_and_what_is_lost_is_told(foreign: Built) -> None:
    found = re.search(r"^Warnings: \d+ \((.*)\)", foreign.output, re.MULTILINE)
    assert found
    counts = (entry.split(" × ") for entry in found[1].split(", "))
    assert {code: int(count) for code, count in counts} == WARNINGS
    assert command(foreign.root, "check").returncode == 0


def test_the_model_has_the_words_of_the_authors(foreign: Built) -> None:
    items = {c.id: [item.what for item in c.items] for c in checklists(foreign)}
    assert items["launch"] == LAUNCH
    assert items["sixty"] == SIXTY
    assert items["steps"] == [
        "Choose a date – and say so.", "Bring: chairs; a large table", f"{LONG}; then choose one.",
        "Greet everyone", "also who comes late", "Count: at ten, at noon",
    ]  # fmt: skip
    assert items["inspection"] == ["Sind alle Wege frei?", "Geländer fest? 🚪", "Kabel “heil”?"]
    steps = foreign.publication.pages["steps"].meta.checklist
    assert steps
    assert [(block.title, block.intro) for block in steps.blocks] == [
        ("Before the day, the host will", ""),
        ("During the day", "The host stays near the door."),
    ]
    assert next(steps.items).get_value("more") == "https://example.org/dates?a=1&b=2"


def test_pages_frames_and_data_have_every_item(foreign: Built) -> None:
    found = parity.check_parity(foreign.publication, foreign.site, read_pages(foreign.site))
    assert [*found] == []


def test_sheets_and_forms_have_every_item(foreign: Built) -> None:
    word = foreign.publication.language.word("fillable_word")
    for checklist in checklists(foreign):
        wanted = [remove_space(item.what) for item in checklist.items]
        for path in (
            site_paths.sheet_path(checklist.id),
            site_paths.fillable_path(checklist.id, word),
        ):
            texts = [body.full_text for body in item_bodies(foreign.site / path)]
            assert len(texts) == len(wanted), path
            for text, what in zip(texts, wanted, strict=True):
                assert what in text, path


def test_files_have_every_item(foreign: Built) -> None:
    for checklist in checklists(foreign):
        wanted = [item.what for item in checklist.items]
        csv, md, docx, ics, xlsx = (
            foreign.site / site_paths.checklist_file_path(checklist.id, ending)
            for ending in ("csv", "md", "docx", "ics", "xlsx")
        )
        assert [row[2].removeprefix("'") for row in readers.csv_table(csv)[1:]] == wanted
        tasks = [line for line in readers.markdown_lines(md) if line.startswith("[ ] ")]
        assert [task.removeprefix("[ ] ") for task in tasks] == wanted
        assert [item["What"] for item in readers.word_items(docx)] == wanted
        assert [row[0] for row in readers.calendar_rows(ics)] == wanted
        assert {*wanted} <= {*readers.every_text(xlsx)}


def test_introductions_stand_where_there_is_room(foreign: Built) -> None:
    (intro,) = [block.intro for c in checklists(foreign) for block in c.blocks if block.intro]
    for path in (
        "steps.html",
        "embed/steps.html",
        site_paths.sheet_path("steps"),
        site_paths.checklist_file_path("steps", "md"),
        site_paths.checklist_file_path("steps", "docx"),
        "checklists.json",
        site_paths.book_path(foreign.publication.settings.slug),
    ):
        file = foreign.site / path
        assert intro in read_text(file), path


def test_the_book_has_every_item_and_breaks_between_them(foreign: Built) -> None:
    """A list that is longer than a page begins below its title, and goes on where there is room."""
    book = foreign.site / site_paths.book_path(foreign.publication.settings.slug)
    text = remove_space(read_text(book))
    for checklist in checklists(foreign):
        for item in checklist.items:
            assert remove_space(item.what) in text
    pages = read_text(book).split("\f")
    first = next(page for page in pages if SIXTY[0] in page)
    assert "All windows" in first
    assert SIXTY[20] in first


def read_text(path: Path) -> str:
    """Return the visible text of a file, with single spaces."""
    if path.suffix == ".pdf":
        command_ = ["pdftotext", "-enc", "UTF-8", str(path), "-"]
        text = subprocess.run(command_, capture_output=True, check=True, text=True).stdout
    elif path.suffix == ".docx":
        text = " ".join(readers.word_texts(path))
    else:
        text = path.read_text(encoding="utf-8")
    return re.sub(r"[^\S\f]+", " ", text)
