"""The files that help editors while they type: committed, valid, and matching the models."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from pydantic import BaseModel

from tests.conftest import ROOT, SMALL
from tools.authoring.editor_files import (
    DATA_FILE_MODELS,
    SCHEMA_FOLDER,
    SNIPPETS_FILE,
    build_editor_files,
    build_schema,
    build_snippets,
)
from tools.language import available_languages, load_language
from tools.model.entities.checklist import StrictModel
from tools.model.entities.page import Story
from tools.model.entities.settings import PublicationSettings
from tools.model.loader import load_settings
from tools.model.project import DATA_FOLDER
from tools.model.reading.yaml_nodes import Origin, parse_yaml, read_document, to_plain_data


@cache
def get_settings(root: Path = SMALL) -> PublicationSettings:
    """Return the settings of a publication: the small one has fields, whatever is in `docs/`."""
    return load_settings(root).mkdocs.publication


@cache
def build_files(root: Path) -> dict[str, str]:
    """Return the files of the publication in `root`."""
    return build_editor_files(get_settings(root), load_settings(root).language)


FILES = build_files(ROOT)  # of the publication here, whichever that is
SCHEMAS = [name for name in FILES if name.startswith(SCHEMA_FOLDER)]
PAGES = sorted(
    (docs, path)
    for docs in (ROOT / "docs", SMALL / "docs")
    for path in docs.rglob("*.md")
    if DATA_FOLDER not in path.parts and path.name != "README.md"
)

# A stop of a snippet, `${1:text}`; in its text `}`, `$` and `\` are escaped for VS Code.
STOP = re.compile(r"\$\{\d+:((?:[^\\}$]|\\[\\}$])*)\}")


def create_validator(name: str, root: Path = SMALL) -> Draft202012Validator:
    """Return a validator for one of the schemas of a publication, which checks dates too."""
    schema = json.loads(build_files(root)[f"{SCHEMA_FOLDER}/{name}.json"])
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


def to_json_data(data: Any) -> Any:
    """Return YAML data as an editor validates it: dates are text."""
    return json.loads(json.dumps(to_plain_data(data), default=str))


@cache
def front_matter(docs: Path, path: Path) -> Any:
    """Read the front matter of a page."""
    return to_json_data(read_document(path, docs, docs).meta.data)


@pytest.mark.parametrize("name", FILES)
def test_the_committed_file_is_the_generated_one(name: str) -> None:
    assert (ROOT / name).read_text(encoding="utf-8") == FILES[name]


def test_no_other_schema_is_committed() -> None:
    committed = {path.relative_to(ROOT).as_posix() for path in (ROOT / SCHEMA_FOLDER).iterdir()}
    assert committed == set(SCHEMAS)


def test_the_settings_of_vs_code_name_every_schema() -> None:
    settings = json.loads((ROOT / ".vscode" / "settings.json").read_text(encoding="utf-8"))
    assert set(settings["yaml.schemas"]) == set(SCHEMAS)


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_a_schema(name: str) -> None:
    Draft202012Validator.check_schema(json.loads(FILES[name]))


def list_hinted_fields() -> set[str]:
    """Return the keys that the hints of a language must have: `Model.field` of all data models.

    Those of the usual fields of an item are among them.
    """
    own = {f"Item.{name}" for name in get_settings().fields}
    return own | {
        f"{model.__name__}.{name}"
        for model in list_subclasses(StrictModel)
        if model.__module__.endswith(
            (
                ".canvas",
                ".chart",
                ".checklist",
                ".evidence",
                ".fields",
                ".identity",
                ".page",
                ".reference_data",
                ".rule_settings",
                ".scan",
                ".settings",
                ".wording",
                ".workform",
            )
        )
        if not is_derived(model)
        for name in model.model_fields
    }


def is_derived(model: type[BaseModel]) -> bool:
    """Return whether a model was made of another of its name, with the fields of a publication."""
    return any(base.__name__ == model.__name__ for base in model.__mro__[1:])


def list_subclasses(model: type[BaseModel]) -> list[type[BaseModel]]:
    """Return all direct and indirect subclasses of a model."""
    subclasses = model.__subclasses__()
    return subclasses + [deeper for child in subclasses for deeper in list_subclasses(child)]


@pytest.mark.parametrize("code", available_languages())
def test_hints_are_complete_and_none_is_idle(code: str) -> None:
    assert set(load_language(code).hints) == list_hinted_fields()


@pytest.mark.parametrize("code", available_languages())
def test_every_field_of_a_schema_has_the_hint_of_its_language(code: str) -> None:
    hints = load_language(code).hints
    files = build_editor_files(get_settings(), load_language(code))
    schema = json.loads(files[f"{SCHEMA_FOLDER}/front-matter.json"])
    descriptions = {
        f"{model}.{name}": field["description"]
        for model, definition in ({"FrontMatter": schema} | schema["$defs"]).items()
        for name, field in definition["properties"].items()
    }
    del descriptions["Checklist.items"]  # a short form of its blocks
    assert descriptions == {key: hint for key, hint in hints.items() if key in descriptions}
    assert {"FrontMatter.title", "Item.what", "Story.shows", "When.days"} <= set(descriptions)


@pytest.mark.parametrize(("docs", "path"), PAGES, ids=[path.stem for _, path in PAGES])
def test_the_front_matter_of_a_page_is_valid(docs: Path, path: Path) -> None:
    errors = create_validator("front-matter", docs.parent).iter_errors(front_matter(docs, path))
    assert [error.message for error in errors] == []


MISTAKES: dict[str, tuple[str, str]] = {
    "a misspelt key": ("search_words:", "search_word:"),
    "a misspelt key of a checklist": ("  retired:", "  retird:"),
    "a misspelt key of an item": ("done_when:", "done_wen:"),
    "a field that is missing": ("          why: A drip in May is a hole in June.\n", ""),
    "another choice": ("      title: The round\n", "      phase: then\n"),
    "an id in capitals": ("id: feel-roof", "id: Feel-Roof"),
    "a number as text": ("minutes: 10", 'minutes: "10"'),
    "a number too large": ("minutes: 10", "minutes: 481"),
    "a text too long": ("  title: The weekly round", f"  title: {'x' * 61}"),
    "a list without entries": ("who: [member]", "who: []"),
    "a date in words": ("  version: 2026-11-21", "  version: today"),
    "a character of HTML": ('title: "The weekly', 'title: "<The weekly'),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_in_front_matter_is_not_valid(name: str) -> None:
    old, new = MISTAKES[name]
    text = (SMALL / "docs/practices/weekly-round.md").read_text(encoding="utf-8").split("---\n")[1]
    assert old in text
    data = parse_yaml(text.replace(old, new, 1), Origin(Path("page.md")))
    assert not create_validator("front-matter").is_valid(to_json_data(data))


@pytest.mark.parametrize("name", DATA_FILE_MODELS)
@pytest.mark.parametrize("root", [ROOT, SMALL], ids=["project", "small"])
def test_the_data_of_a_publication_is_valid(root: Path, name: str) -> None:
    text = (root / "docs" / DATA_FOLDER / f"{name}.yml").read_text(encoding="utf-8")
    data = to_json_data(parse_yaml(text, Origin(Path(name))))
    assert [error.message for error in create_validator(name).iter_errors(data)] == []


@pytest.mark.parametrize("name", DATA_FILE_MODELS)
def test_a_misspelt_key_in_data_is_not_valid(name: str) -> None:
    text = (SMALL / "docs" / DATA_FOLDER / f"{name}.yml").read_text(encoding="utf-8")
    keys = {
        "statements": "says",
        "glossary": "definition",
        "retired": "terms",
        "redirects": "was",
        "questions": "ask",
        "changes": "what",
        "tested": "found",
        "wording": "verbs",
    }
    key = keys.get(name, "title")
    assert f"{key}:" in text
    data = parse_yaml(text.replace(f"{key}:", f"{key}s:", 1), Origin(Path(name)))
    assert not create_validator(name).is_valid(to_json_data(data))


@pytest.mark.parametrize(
    "checklist",
    [
        "[Sweep the floor, Oil the hinges]",
        "{items: [Sweep the floor, {id: oil, what: Oil the hinges}]}",
        "{goal: A dry shed, blocks: [{title: Floor, items: [Sweep the floor]}]}",
        "{goal: The items stand in the text}",
    ],
)
def test_the_short_forms_of_a_checklist_are_valid(checklist: str) -> None:
    settings = get_settings().model_copy(update={"fields": {}})
    schema = build_schema(settings.models.page, settings, load_language("en"))
    data = parse_yaml(f"title: The shed\nchecklist: {checklist}\n", Origin(Path("page.md")))
    errors = Draft202012Validator(schema).iter_errors(to_json_data(data))
    assert [error.message for error in errors] == []


def test_snippets_hold_every_required_field_in_order() -> None:
    snippets, models = json.loads(FILES[SNIPPETS_FILE]), get_settings(ROOT).models
    for model in (models.page, models.checklist, models.item, Story):
        lines = snippets[model.__name__]["body"]
        fields = model.model_fields.items()
        required = [name for name, field in fields if field.is_required() or name == "id"]
        assert [line.split(":")[0] for line in lines] == required


@pytest.mark.parametrize("code", available_languages())
def test_every_stop_of_a_snippet_has_its_full_hint(code: str) -> None:
    language = load_language(code)
    for name, snippet in build_snippets(get_settings(), language).items():
        for line in snippet["body"]:
            key, _, stop = line.partition(": ")
            errors = STOP.fullmatch(stop)
            assert errors, line
            assert re.sub(r"\\(.)", r"\1", errors[1]) == language.hints[f"{name}.{key}"]


def test_stops_are_numbered_from_one() -> None:
    for snippet in build_snippets(get_settings(), load_language("nl")).values():
        numbers = [int(re.findall(r"\$\{(\d+):", line)[0]) for line in snippet["body"]]
        assert numbers == [*range(1, len(numbers) + 1)]
