"""The reference of all settings: committed, complete, and with examples that are valid."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Annotated, Any, Literal

import pytest
from jsonschema import Draft202012Validator
from pydantic import Field
from ruamel.yaml import YAML

from tests.conftest import ROOT, SMALL
from tools.authoring import settings_guide
from tools.authoring.editor_files import build_schema
from tools.authoring.settings_guide import (
    SettingsGuide,
    build_settings_guide,
    guide_path,
    read_examples,
)
from tools.language import available_languages, load_language
from tools.model.entities.checklist import StrictModel
from tools.model.entities.settings import MkdocsSettings, PublicationSettings
from tools.model.loader import load_settings

LANGUAGES = available_languages()
GUIDES = {code: build_settings_guide(load_language(code)) for code in LANGUAGES}
ROW = re.compile(r"^\| `(\w+)` \|", re.MULTILINE)
LINK = re.compile(r"\]\(#([\w-]+)\)")


def fields_of_guide(code: str) -> dict[str, set[str]]:
    """Return the keys of each model in a reference."""
    guide = SettingsGuide(load_language(code), read_examples(code))
    return {model: {*guide.models[model]["properties"]} for model in guide.paths}


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_committed_reference_is_the_generated_one(code: str) -> None:
    text = guide_path(code).read_text(encoding="utf-8")
    assert text == GUIDES[code], "run `python -m tools schema`"


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_setting_is_there_with_its_hint(code: str) -> None:
    hints = load_language(code).hints
    for model, fields in fields_of_guide(code).items():
        for field in fields:
            assert f"| `{field}` | " in GUIDES[code]
            assert hints[f"{model}.{field}"].replace("|", "\\|") in GUIDES[code]
    assert {"slug", "identity", "kinds"} <= fields_of_guide(code)["PublicationSettings"]
    assert "Colours" in fields_of_guide(code)


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_examples_are_valid_settings(code: str) -> None:
    MkdocsSettings.model_validate(read_examples(code))


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_setting_has_an_example(code: str) -> None:
    examples = SettingsGuide(load_language(code), read_examples(code)).examples
    keys = {f"{model}.{field}" for model, names in fields_of_guide(code).items() for field in names}
    missing = keys - set(examples)
    assert missing == set(), f"add these to tools/guides/{code}/settings-example.yml"


@pytest.mark.parametrize("code", LANGUAGES)
def test_links_lead_to_a_section(code: str) -> None:
    headings = re.findall(r"^## (.*)$", GUIDES[code], re.MULTILINE)
    anchors = {settings_guide.format_anchor(heading) for heading in headings}
    links = LINK.findall(GUIDES[code])
    assert len(links) > 10
    assert set(links) <= anchors


def test_types_defaults_and_limits_are_those_of_the_models() -> None:
    rows = [line for line in GUIDES["en"].splitlines() if line.startswith("| `")]
    by_key = {line.split("`")[1]: [cell.strip() for cell in line.split(" | ")] for line in rows}
    assert by_key["slug"][1:4] == ["id", "required", "at most 48 characters"]
    assert by_key["custom_dir"][1:3] == ["path", "`overrides/theme`"]
    assert by_key["shorter"][1] == "whole number, by key"
    assert by_key["callouts"][1] == "one of `warning`, `example`, `question`, by key"
    assert by_key["licence_url"][1] == "web address"
    assert "| `least` | whole number | required | 0 or more |" in GUIDES["en"]
    assert "- `use_directory_urls: false`" in GUIDES["en"]


class Extra(StrictModel):
    """Settings that somebody adds."""

    cost: Annotated[int, Field(ge=1, le=9)] = 3
    ratio: float | None = None
    mode: Literal["one"] | Literal["two"] = "one"
    free: dict[str, object] = {}


def test_a_new_setting_is_in_it_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    class Settings(PublicationSettings):
        """The settings with a group more."""

        extra: tuple[Extra, ...] = ()

    language = load_language("en")
    names = {f"Settings.{name}": "A hint." for name in Settings.model_fields}
    names |= {f"Extra.{name}": f"Hint of {name}." for name in Extra.model_fields}
    longer = language.model_copy(update={"hints": {**language.hints, **names}})
    monkeypatch.setattr(settings_guide, "MkdocsSettings", Settings)
    guide = SettingsGuide(longer, {"extra": [{"cost": 5}]}).render()
    assert "| `extra` | list of [mapping](#extra) |" in guide
    assert "| `cost` | whole number | `3` | 1 or more, 9 or less | Hint of cost. | `5` |" in guide
    assert "| `ratio` | number |  |  | Hint of ratio. |  |" in guide
    assert "| `mode` | one of `one`" in guide
    assert "| `free` | any value, by key |" in guide


def test_guides_are_where_the_readme_says() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    indexes = [guide_path(code).with_name("README.md") for code in LANGUAGES]
    assert all(index.relative_to(ROOT).as_posix() in readme for index in indexes)


def create_validator() -> Draft202012Validator:
    """Return a validator of `mkdocs.yml`, as text editors have."""
    settings = load_settings(ROOT).mkdocs.publication
    return Draft202012Validator(build_schema(MkdocsSettings, settings, load_language("en")))


def read_plain(path: Path) -> Any:
    """Return settings as an editor validates them: YAML 1.2, dates as text."""
    return json.loads(json.dumps(YAML(typ="safe").load(path), default=str))


@pytest.mark.parametrize("root", [ROOT, SMALL], ids=["project", "small"])
def test_the_settings_of_a_publication_are_valid_in_a_text_editor(root: Path) -> None:
    errors = create_validator().iter_errors(read_plain(root / "mkdocs.yml"))
    assert [error.message for error in errors] == []


def test_a_misspelt_setting_is_not_valid_in_a_text_editor() -> None:
    data = read_plain(SMALL / "mkdocs.yml")
    data["extra"]["publication"]["identity"] = {"logos": "x.svg"}
    assert not create_validator().is_valid(data)
