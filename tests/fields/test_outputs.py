"""A field of any type stands in every output that its settings name, and in no other."""

from __future__ import annotations

import json
import re

import jsonschema
import pytest
from playwright.sync_api import Page

from tests.conftest import Built
from tests.exports import readers
from tests.fields.outputs import READERS, SiteReader
from tests.fields.publication import FIELDS, ITEMS, OwnField
from tests.pdf import read_back
from tests.pdf.sheet_structure import remove_space
from tests.scripts import payloads
from tools.authoring.editor_files import SCHEMA_FOLDER, SNIPPETS_FILE, build_editor_files
from tools.model.entities.checklist import When
from tools.render import site_paths

SHOWN_AS = {"frame": "page", "chapter": "page"}  # these show what a page shows
PARTS = [(list_id, item_id) for list_id, item_id, _, _ in ITEMS]


@pytest.fixture(scope="session", params=PARTS, ids=lambda part: part[1])
def item(request: pytest.FixtureRequest, built_fields: Built) -> SiteReader:
    """Each of the items that have values."""
    return SiteReader(built_fields.publication, built_fields.site, *request.param)


@pytest.fixture(scope="session")
def empty(built_fields: Built) -> SiteReader:
    """An item without values for the fields."""
    return SiteReader(built_fields.publication, built_fields.site, "weekly-round", "tell-keeper")


def is_shown(field: OwnField, output: str) -> bool:
    """Return whether an output shows a field, by its settings."""
    return SHOWN_AS.get(output, output) in field.show


@pytest.mark.parametrize("output", READERS)
def test_a_field_stands_in_the_outputs_that_its_settings_name(
    item: SiteReader, output: str
) -> None:
    shown = READERS[output](item)
    actual = {field.id: shown.get(field.id, shown.get(field.label)) for field in FIELDS}
    expected = {field.id: field.text if is_shown(field, output) else None for field in FIELDS}
    assert actual == expected


@pytest.mark.parametrize("output", READERS)
def test_an_item_without_a_value_has_no_label_for_it(empty: SiteReader, output: str) -> None:
    shown = READERS[output](empty)
    actual = {field.id: shown.get(field.id, shown.get(field.label)) for field in FIELDS}
    in_a_column = {
        field.id
        for field in FIELDS
        if is_shown(field, output)
        and (output in ("csv", "excel") or (output == "word" and field.column))
    }
    assert actual == {field.id: "" if field.id in in_a_column else None for field in FIELDS}


def test_a_field_has_a_column_of_its_own_where_its_settings_say_so(item: SiteReader) -> None:
    word = readers.document(item.read_file("docx"))
    (first, *_) = readers.xpath(word, ".//w:tbl[.//w14:checkbox]/w:tr[1]")
    heads = [readers.text_of(cell, set()) for cell in readers.xpath(first, "w:tc")]
    sheets = readers.sheets(item.read_file("xlsx"))
    in_list, in_explanation = (
        {text for (_, row), text in sheet.cells.items() if row == head}
        for sheet, head in zip(sheets, (readers.FIRST - 1, 1), strict=False)
    )
    for field in FIELDS:
        assert (field.label in heads) == (field.column and "word" in field.show)
        assert (field.label in in_list) == (field.column and "excel" in field.show)
        assert (field.label in in_explanation) == (not field.column and "excel" in field.show)


def test_a_field_is_found_where_its_settings_say_so(item: SiteReader) -> None:
    lines = item.read_search()
    found = {field.id: field.text in lines for field in FIELDS}
    assert found == {field.id: "search" in field.show for field in FIELDS}


def test_the_data_file_has_every_field(item: SiteReader) -> None:
    exported = item.read_json()
    for field in FIELDS:
        value = item.item.get_value(field.id)
        if isinstance(value, When):
            value = {"moment": value.moment}
        assert exported[field.id] == json.loads(json.dumps(value, default=str))


def test_the_data_file_matches_its_schema_that_describes_every_field(built_fields: Built) -> None:
    data, schema = (
        json.loads((built_fields.site / name).read_text(encoding="utf-8"))
        for name in ("checklists.json", "checklists.schema.json")
    )
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(data, schema)
    assert {field.id for field in FIELDS} < set(schema["$defs"]["Item"]["properties"])
    for checklist in data["checklists"]:
        for block in checklist["blocks"]:
            block["items"][-1]["first_number"] = "many"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(data, schema)


def test_text_editors_know_every_field(built_fields: Built) -> None:
    publication = built_fields.publication
    files = build_editor_files(publication.settings, publication.language)
    schema = json.loads(files[f"{SCHEMA_FOLDER}/front-matter.json"])
    properties = schema["$defs"]["Item"]["properties"]
    names = json.loads(files[SNIPPETS_FILE])["Item"]["description"].split(", ")
    for field in FIELDS:
        assert properties[field.id]["description"] == f"Hint of {field.id}."
        assert field.id in names


# -- On paper


@pytest.mark.integration
@pytest.mark.parametrize("kind", ["sheet", "form"])
def test_a_sheet_and_a_form_print_what_the_settings_say(item: SiteReader, kind: str) -> None:
    list_id, word = item.checklist.id, item.publication.language.word("fillable_word")
    path = site_paths.sheet_path(list_id)
    if kind == "form":
        path = site_paths.fillable_path(list_id, word)
    text = item.read_pdf(path)
    printed = {field.id: remove_space(field.text) in text for field in FIELDS}
    expected = {field.id: "sheet" in field.show for field in FIELDS}
    # The name of the role is also in the text of another field.
    assert printed == expected | {"third_roles": True}


@pytest.mark.integration
def test_the_hand_out_of_a_chapter_prints_what_the_page_shows(item: SiteReader) -> None:
    path = item.site / site_paths.handout_path(item.publication, item.page)
    text = read_back.remove_space(read_back.pdftotext(path, "-raw"))
    fields = [field for field in FIELDS if "sheet" not in field.show]  # the sheet has no labels
    shown = {field.label: read_back.remove_space(field.label) in text for field in fields}
    assert shown == {field.label: "page" in field.show for field in fields}


# -- Copied in a browser


@pytest.fixture
def copied(page: Page, item: SiteReader) -> dict[str, str]:
    """The plain text of each form to copy, as the script of the page makes it."""
    page.goto((item.site / item.page.url).as_uri())
    texts: dict[str, str] = page.evaluate(
        """() => {
          const checklist = readChecklist(document.querySelector("[data-script=checklist]"))
          const forms = ["document", "tasks", "table", "markdown", "lines"]
          return Object.fromEntries(
            forms.map((form) => [form, clipboardPayloads.builders[form](checklist).text]))
        }"""
    )
    return texts


def test_every_form_to_copy_has_the_fields_that_are_copied(
    copied: dict[str, str], item: SiteReader
) -> None:
    what, fields = item.item.what, [field for field in FIELDS if "copy" in field.show]
    details = ["Done when: ", *(f"{field.label}: " for field in fields if field.is_long)]
    lines = [line for line in copied["document"].splitlines() if what in line]
    tasks = [text for _, text in payloads.markdown_text({payloads.TEXT: copied["tasks"]})]
    for line in (lines[0].removeprefix("☐ "), tasks[item.number]):
        short, *long = re.split("|".join(map(re.escape, details)), line)
        texts = [item.item.what, *(field.text for field in fields if not field.is_long)]
        assert short.startswith(f"{what} (")
        assert short.endswith(" · " + " · ".join(texts[1:]) + ") ")
        assert [text.strip() for text in long[1:]] == [f.text for f in fields if f.is_long]
    head, *rows = (row.split("\t") for row in copied["table"].splitlines())
    columns = [field for field in fields if field.column]
    assert head == ["Block", "What", "Who", "When", *(f.label for f in columns), "Status"]
    row = [re.sub(r"^'(?=[=+\-@])", "", cell) for cell in rows[item.number]]
    assert row[4:-1] == [field.text for field in columns]
    assert copied["lines"].splitlines()[item.number] == what


def test_the_event_of_the_browser_has_what_that_of_the_build_has(
    page: Page, item: SiteReader
) -> None:
    page.goto((item.site / item.page.url).as_uri())
    event = page.evaluate(
        """() => createCalendarEvent(
          readChecklist(document.querySelector("[data-script=checklist]")),
          {day: "2027-01-04", time: "16:30", product: "-//x//1//EN", host: "x"}
        )"""
    )
    description = str(readers.parse_event(event.encode())["DESCRIPTION"])
    own = str(readers.event_of(item.read_file("ics"))["DESCRIPTION"])
    move = item.publication.language.word("move_event")
    assert description == own.replace(f"{move}\n", "")
