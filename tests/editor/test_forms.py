"""The forms of the browser editor hold all that the models and the settings know."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT, SMALL, change
from tools.authoring.editor_files import DATA_FILE_MODELS
from tools.editor.forms import (
    DATA,
    MADE_FILES,
    PATTERNS,
    Form,
    FormMaker,
    build_forms,
    trim_hint,
)
from tools.language import available_languages, load_language
from tools.model.loader import load_project
from tools.model.project import ParsedProject

# A short form, and mappings with keys of their own: both stay as they are written.
LEFT_ALONE = {
    ("Checklist", "items"), ("Example", "heads"), ("Example", "boxes"), ("Example", "columns"),
}  # fmt: skip


@pytest.fixture(scope="module", params=[ROOT, SMALL], ids=["own", "small"])
def project(request: pytest.FixtureRequest) -> ParsedProject:
    return load_project(request.param)


@pytest.fixture(scope="module")
def forms(project: ParsedProject) -> Form:
    return build_forms(project)


def collections(forms: Form) -> dict[str, Form]:
    """Return the collections by their name."""
    return {one["name"]: one for one in forms["collections"]}


def fields_of(forms: Form, *path: str) -> dict[str, Form]:
    """Return the fields of a collection, or of a field inside it, by their names."""
    name, *keys = path
    fields = collections(forms)[name]["fields"]
    for key in keys:
        fields = next(field for field in fields if field["name"] == key)["fields"]
    return {field["name"]: field for field in fields}


def walk(value: object) -> Iterator[Form]:
    """Yield all fields in a part of the forms."""
    if isinstance(value, list):
        for one in value:
            yield from walk(one)
    elif isinstance(value, dict):
        if "widget" in value:
            yield value
        for one in value.values():
            yield from walk(one)


def missing(
    schema: Mapping[str, Any], field: Form, definitions: Mapping[str, Any], name: str
) -> Iterator[str]:
    """Yield the keys of a schema that its field does not have."""
    options = schema.get("anyOf", [schema])
    for option in options:
        target = option.get("$ref") or (option.get("items") or {}).get("$ref") or ""
        model = target.rpartition("/")[2]
        if not model or "fields" not in field:
            continue
        known = {one["name"]: one for one in field["fields"]}
        for key, inner in definitions[model]["properties"].items():
            if (model, key) in LEFT_ALONE:
                continue
            if key not in known:
                yield f"{name}.{key}"
            else:
                yield from missing(inner, known[key], definitions, f"{name}.{key}")


def test_every_key_that_the_models_know_is_there(project: ParsedProject, forms: Form) -> None:
    maker = FormMaker(project)
    pages = [one for name, one in collections(forms).items() if name != DATA]
    shown = {field["name"]: field for one in pages for field in one["fields"]}
    used = {key for page in project.pages for key in page.meta.data}
    known = set(maker.page["properties"])
    assert used & known <= set(shown)
    lost = [
        key
        for name in used & known
        for key in missing(maker.page["properties"][name], shown[name], maker.definitions, name)
    ]
    assert lost == []


def test_every_data_file_has_a_form_with_its_keys(project: ParsedProject, forms: Form) -> None:
    maker = FormMaker(project)
    files = {file["name"]: file for file in collections(forms)[DATA]["files"]}
    folder = project.docs_folder / "_data"
    there = {name for name in DATA_FILE_MODELS if (folder / f"{name}.yml").is_file()}
    assert set(files) == there - {*MADE_FILES}
    for name, file in files.items():
        schema = maker.data[name]
        if schema.get("type") == "array":
            assert [*missing(schema, file["fields"][0], maker.definitions, name)] == []
        elif "properties" in schema:
            assert {field["name"] for field in file["fields"]} == set(schema["properties"])


def test_a_key_that_is_left_out_is_found(project: ParsedProject, forms: Form) -> None:
    maker = FormMaker(project)
    story = fields_of(forms, "story")["story"]
    story = {**story, "fields": [one for one in story["fields"] if one["name"] != "place"]}
    schema = maker.page["properties"]["story"]
    assert [*missing(schema, story, maker.definitions, "story")] == ["story.place"]


def test_every_kind_has_its_pages(project: ParsedProject, forms: Form) -> None:
    kinds = {page.meta.get_text("kind") for page in project.pages}
    assert set(collections(forms)) == {*kinds, DATA}
    for name in kinds:
        assert name
        collection = collections(forms)[name]
        pages = [page for page in project.pages if page.meta.get_text("kind") == name]
        files = {(project.docs_folder / page.source_path).relative_to(project.root).as_posix()
                 for page in pages}  # fmt: skip
        assert {file["file"] for file in collection["files"]} == files
        assert len({file["name"] for file in collection["files"]}) == len(files)


@pytest.mark.parametrize("code", available_languages())
def test_every_field_has_a_label(code: str) -> None:
    language = load_language(code)
    for root in (ROOT, SMALL):
        project = load_project(root)
        other = ParsedProject(**{**vars(project), "language": language})
        maker_forms = build_forms(other)
        found = walk(maker_forms["collections"])
        assert [field["name"] for field in found if field.get("label") == field["name"]
                and field["name"] not in project.mkdocs.publication.fields] == []  # fmt: skip


def test_limits_and_requirements_come_from_the_settings(forms: Form) -> None:
    title = fields_of(forms, "story")["title"]
    assert (title["required"], title["maxlength"]) == (True, 70)
    description = fields_of(forms, "story")["description"]
    assert (description["minlength"], description["maxlength"]) == (40, 170)
    kind = "way" if "way" in collections(forms) else "practice"
    items = fields_of(forms, kind, "checklist", "blocks", "items")
    assert (items["why"]["required"], items["why"]["maxlength"]) == (True, 160)
    assert items["when"]["fields"][0]["name"] == "moment"
    assert items["minutes"]["widget"] == "number"
    assert items["minutes"]["max"] == 60
    assert items["who"]["widget"] == "relation"
    assert items["who"]["file"] == "roles"
    assert items["who"]["min"] == 1
    assert items["id"]["readonly"] is True


def test_patterns_have_messages(project: ParsedProject, forms: Form) -> None:
    found = [field["pattern"] for field in walk(forms["collections"]) if "pattern" in field]
    messages = {project.language.word(name) for name in PATTERNS.values()}
    assert found
    assert {message for _, message in found} <= messages


def test_relations_lead_to_what_is_there(forms: Form) -> None:
    files = {file["name"] for file in collections(forms)[DATA]["files"]}
    for field in walk(forms["collections"]):
        if field["widget"] == "relation":
            assert field["collection"] == DATA
            assert field["file"] in files


def test_pages_and_checklists_can_be_chosen(project: ParsedProject, forms: Form) -> None:
    shows = fields_of(forms, "story", "story")["shows"]
    assert shows["widget"] == "select"
    assert {option["value"] for option in shows["options"]} == project.page_ids
    files = {file["name"]: file for file in collections(forms)[DATA]["files"]}
    fields = {field["name"]: field for field in files["questions"]["fields"][0]["fields"]}
    lists = {checklist.id for checklist in project.iter_checklists()}
    assert {option["value"] for option in fields["checklist"]["options"]} == lists


def test_mappings_of_free_keys_are_lists(forms: Form) -> None:
    statements = fields_of(forms, "story")["statements"]
    assert statements["_entries"] == {"key": "statement", "value": "heading"}
    assert [field["name"] for field in statements["fields"]] == ["statement", "heading"]


def test_a_new_field_and_a_new_kind_are_in_the_next_session(small: Path) -> None:
    cost = "      cost: {label: Cost, most: 12}\n"
    change(small, "mkdocs.yml", "      done_when:", f"{cost}      done_when:")
    forms = build_forms(load_project(small))
    items = fields_of(forms, "practice", "checklist", "blocks", "items")
    assert items["cost"]["label"] == "Cost"
    assert items["cost"]["maxlength"] == 12
    change(small, "mkdocs.yml", "      session: {one: Session,", "      meeting: {one: Session,")
    change(small, "docs/practices/shed-hour.md", "kind: session", "kind: meeting")
    assert "meeting" in collections(build_forms(load_project(small)))


@pytest.mark.parametrize(
    ("hint", "trimmed"),
    [
        ("Other words, such as [a, b].", "Other words."),
        ("When, such as {on: 2026-11-21}.", "When."),
        ("One line, such as first-topic.", "One line, such as first-topic."),
        ("The list; show it with {{ page_checklist() }}.", "The list."),
    ],
)
def test_examples_of_yaml_leave_hints(hint: str, trimmed: str) -> None:
    assert trim_hint(hint) == trimmed


def test_a_list_that_may_be_empty_is_not_asked_for(forms: Form) -> None:
    """Sveltia takes an empty list for a missing one."""
    story = fields_of(forms, "story", "story")
    assert story["sources"]["required"] is False
    assert story["shows"]["required"] is True
    assert story["shows"]["min"] == 1


ABOUT_FILES = re.compile(
    r"\.yml|\b(?:true|false|ids?|id’s|YAML|jaar-maand-dag|year-month-day)\b"
    r"|[`~\[{]|[:,] \d{4}-\d\d-\d\d"
)


@pytest.mark.parametrize("code", available_languages())
def test_hints_and_names_are_about_forms(code: str) -> None:
    for root in (ROOT, SMALL):
        project = load_project(root)
        other = ParsedProject(**{**vars(project), "language": load_language(code)})
        fields = [*walk(build_forms(other)["collections"])]
        hints = {field.get("hint", "") for field in fields}
        assert sorted(hint for hint in hints if ABOUT_FILES.search(hint)) == []
        unnamed = {field["name"] for field in fields
                   if field["widget"] == "list" and "label_singular" not in field
                   and "_cells" not in field and not field.get("_flow")}  # fmt: skip
        assert unnamed == set()
    for key in load_language(code).labels:
        model, name, *part = key.split(".")
        assert part in ([], ["one"], ["hint"]), key
        assert not part or f"{model}.{name}" in load_language(code).labels or model == "Item", key


def test_every_limit_of_a_text_is_in_its_form(project: ParsedProject, forms: Form) -> None:
    """Also of the action, which a rule limits, and of the moment, which a setting does."""
    kind = "way" if "way" in collections(forms) else "practice"
    items = fields_of(forms, kind, "checklist", "blocks", "items")
    page = next(page for page in project.pages if page.meta.get_text("kind") == kind)
    level = project.rule_levels.get_level("what-too-long", page.file)
    assert items["what"].get("maxlength") == (60 if level == "error" else None)
    assert {one["name"]: one for one in items["when"]["fields"]}["moment"]["maxlength"] == 45


def test_sources_of_one_name_are_told_apart(small: Path) -> None:
    sources = (small / "docs/_data/sources.yml").read_text(encoding="utf-8")
    first = sources.split("\n- ")[1]
    again = first.replace("id: ", "id: second-", 1)
    (small / "docs/_data/sources.yml").write_text(
        f"{sources.rstrip()}\n- {again}", encoding="utf-8"
    )
    options = fields_of(build_forms(load_project(small)), "story", "story")["sources"]["options"]
    assert all(option["label"] for option in options)
    longer = [option for option in options if ": " in option["label"]]
    assert len(longer) == 2
