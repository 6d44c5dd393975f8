"""The phase of a block, and the statements that an item rests on, on pages and in files."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import SMALL
from tests.exports import readers
from tests.fields.rendered import Rendered, render_checklist, with_checklist
from tools.checks.parity import build_expected_header
from tools.exports.json_file import build_catalogue
from tools.language import load_language
from tools.model.entities.checklist import Phase
from tools.model.loader import load_publication
from tools.model.publication import Publication
from tools.site.built_pages import extract_text

PAGE = "tidy-tools"
TITLES: dict[Phase, str] = {
    "now": "Now, in this meeting",
    "after": "Afterwards",
}


@pytest.fixture(scope="module")
def small() -> Publication:
    """The small publication."""
    return load_publication(SMALL)


def render_phases(small: Publication, folder: Path, titles: tuple[str, str]) -> Rendered:
    """Render a list whose blocks are for now and for after, with titles."""
    checklist = small.pages[PAGE].meta.checklist
    assert checklist
    blocks = tuple(
        block.model_copy(update={"phase": phase, "title": title})
        for block, phase, title in zip(checklist.blocks, TITLES, titles, strict=True)
    )
    changed = with_checklist(small, PAGE, blocks=blocks)
    return render_checklist(changed, changed.pages[PAGE], folder)


def find_titles(rendered: Rendered) -> dict[str, list[str]]:
    """Return the titles of the blocks, by output."""
    markdown = rendered.file("md").read_text(encoding="utf-8").splitlines()
    word = readers.word_texts(rendered.file("docx"))
    cells = readers.sheets(rendered.file("xlsx"))[0].cells
    csv = [row[1] for row in readers.csv_table(rendered.file("csv"))[1:]]
    excel = [
        text for (column, row), text in cells.items() if column == "B" and row >= readers.FIRST
    ]
    legends = {
        name: [*map(extract_text, rendered.html[name].xpath("//legend/*[@data-field='block']"))]
        for name in ("page", "frame")
    }
    sheets = [*map(extract_text, rendered.html["sheet"].xpath("//*[@class='sheet-block']"))]
    return {
        **legends,
        "sheet": sheets,
        "md": [line[3:] for line in markdown if line.startswith("## ")],
        "docx": [text for text in word if text in {*sheets}],
        "csv": [*dict.fromkeys(csv)],
        "xlsx": [*dict.fromkeys(excel)],
    }


@pytest.mark.parametrize("titles", [("", ""), ("Look", ""), ("", "Hang"), ("Look", "Hang")])
def test_a_phase_is_the_title_of_a_block_without_one(
    small: Publication, tmp_path: Path, titles: tuple[str, str]
) -> None:
    rendered = render_phases(small, tmp_path, titles)
    expected = [title or TITLES[phase] for title, phase in zip(titles, TITLES, strict=True)]
    for output, found in find_titles(rendered).items():
        assert found == expected, output
    header = build_expected_header(rendered.publication, rendered.checklist)
    assert [row[1] for row in header if row[0] == "block"] == expected


def test_scripts_and_programs_know_the_phase(small: Publication, tmp_path: Path) -> None:
    rendered = render_phases(small, tmp_path, ("", ""))
    for name in ("page", "frame"):
        assert rendered.html[name].xpath("//fieldset/@data-phase") == ["now", "after"]
    exported = build_catalogue(rendered.publication).model_dump(exclude_defaults=True)
    blocks = exported["checklists"][0]["blocks"]
    assert [(block["phase"], "title" in block) for block in blocks] == [
        ("now", False), ("after", False)
    ]  # fmt: skip


def test_a_block_without_a_phase_has_none(small: Publication, tmp_path: Path) -> None:
    rendered = render_checklist(small, small.pages[PAGE], tmp_path)
    assert rendered.html["page"].xpath("//fieldset/@data-phase") == []


@pytest.mark.parametrize("phase", TITLES)
def test_every_language_names_the_phases(phase: Phase) -> None:
    words = {code: load_language(code).word(f"phase_{phase}") for code in ("nl", "en")}
    assert words["en"] == TITLES[phase]
    assert words["nl"] not in ("", TITLES[phase])


# -- Provenance


STATEMENTS = {"G-tidy": ("why", "what"), "G-label": ("what", "why"), "G-dry": ("when",)}


@pytest.fixture
def provenance(small: Publication, tmp_path: Path) -> Rendered:
    """A list whose first item rests on three statements."""
    checklist = small.pages[PAGE].meta.checklist
    assert checklist
    first, *others = checklist.blocks
    item, *rest = first.items
    items = (item.model_copy(update={"statements": STATEMENTS}), *rest)
    blocks = (first.model_copy(update={"items": items}), *others)
    changed = with_checklist(small, PAGE, blocks=blocks)
    return render_checklist(changed, changed.pages[PAGE], tmp_path)


def test_readers_see_no_codes_of_statements(provenance: Rendered) -> None:
    for name, root in provenance.html.items():
        assert not any(code in extract_text(root) for code in STATEMENTS), name
    for ending in ("docx", "xlsx", "csv", "md", "ics"):
        data = provenance.file(ending).read_bytes()
        assert not any(code.encode() in data for code in STATEMENTS), ending
    cells = [
        text for sheet in readers.sheets(provenance.file("xlsx")) for text in sheet.cells.values()
    ]
    assert not any(code in text for code in STATEMENTS for text in cells)


def test_the_page_leads_to_the_table_that_has_them(provenance: Rendered) -> None:
    (link,) = provenance.html["page"].xpath("//a[contains(@class, 'provenance')]")
    assert link.get("href") == "../about/account.html"


@pytest.mark.parametrize(
    ("statement", "fields"), [("G-tidy", "what, why"), ("G-label", "what, why"), ("G-dry", "when")]
)
def test_the_table_names_the_fields_that_rest_on_a_statement(
    provenance: Rendered, statement: str, fields: str
) -> None:
    item = next(provenance.checklist.items)
    treatments = provenance.publication.find_treatments(statement)
    assert f"{item.what} ({fields})" in [text for _, _, text in treatments]
