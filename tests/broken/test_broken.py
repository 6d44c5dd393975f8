"""Broken publications: all of them through the command in the corpus, and a sample of them here."""

from __future__ import annotations

import shutil
import tempfile
import typing
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from tests.broken import fields
from tests.broken.corpus import GROUPS
from tests.broken.run import check_messages, run
from tests.conftest import ROOT, SMALL, Built
from tools.model.entities.settings import MkdocsSettings
from tools.model.loader import load_publication
from tools.model.problems import InvalidPublicationError

ALL = [(group, case) for group, cases in GROUPS.items() for case in cases]
BY_NAME = {case.name: (group, case) for group, case in ALL}
SAMPLE = (
    "front matter that ends with full stops, as YAML may",
    "a key of the engine that turns macros off",
    "aliases that double again and again: billions of laughs",
    "the same in the settings, which the engine would obey",
    "lists in lists, a hundred deep",
    "the same, written out in YAML",
    "two roles with one id",
    "a redirect from outside the site",
    "a walk over attributes",
    "a file that is included",
    "brackets in brackets, a thousand deep",
    "the same behind a name",
    "a tag without a space before its attribute",
    "markup of HTML and Jinja in FrontMatter.title",
    "a picture that says it has 200 megapixels",
    "a drawing that reads a file of the machine",
    "an address with half an IPv6",
    "a picture with a diacritic, as two characters",
    "a folder that is a link to itself",
    "a page that is a pipe",
    "a page of 50 megabytes",
)
COMMAND_SAMPLE = ("a script in a text", "a template of the theme that includes itself")
# Text fields that the small publication does not use; tests/test_own_fields.py tries those of the
# settings, with markup.
NOT_IN_FIXTURE = {
    "AuditResult.found", "FieldSettings.hint", "FieldSettings.choices", "Blank.label",
    "BookPart.summary", "Checklist.see", "Evidence.note", "MkdocsSettings.edit_uri",
    "MkdocsSettings.edit_uri_template", "PublicationSettings.front_matter",
    "SecuritySettings.allow", "StoryOpening.number", "StoryOpening.says", "StoryOpening.source",
    "TableRow.title", "Item.canvas",
}  # fmt: skip


def test_there_are_more_than_a_hundred_cases_with_unique_names() -> None:
    assert len(BY_NAME) == len(ALL) > 100


@pytest.mark.integration
@pytest.mark.parametrize("name", SAMPLE)
def test_the_model_reports_a_sample(name: str, tmp_path: Path) -> None:
    _, case = BY_NAME[name]
    root = tmp_path / "small"
    shutil.copytree(SMALL / "docs", root / "docs")
    (root / "overrides").symlink_to(ROOT / "overrides")
    settings = (SMALL / "mkdocs.yml").read_text(encoding="utf-8").replace("../../../", "")
    (root / "mkdocs.yml").write_text(settings, encoding="utf-8")
    place = case.patch(root)
    with pytest.raises(InvalidPublicationError) as caught:
        load_publication(root)
    assert check_messages(case, place, str(caught.value)) == []


@pytest.mark.parametrize("name", COMMAND_SAMPLE)
def test_the_command_reports_a_sample(name: str, tmp_path: Path) -> None:
    group, case = BY_NAME[name]
    assert run(case, group, tmp_path).problems == ()


@pytest.mark.corpus
@pytest.mark.parametrize("group", GROUPS)
def test_every_broken_publication_is_reported(
    group: str, built_small: Built, tmp_path: Path
) -> None:
    problems = {}
    for case in GROUPS[group]:
        with tempfile.TemporaryDirectory(dir=tmp_path) as folder:
            cache = built_small.root / "build" / "cache"
            found = run(case, group, Path(folder), cache=cache).problems
        if found:
            problems[case.name] = found
    assert problems == {}


def field_names(shape: Any, name: str) -> Iterator[str]:
    """Yield the names of all text fields below a type, whether filled in or not."""
    if isinstance(shape, type) and issubclass(shape, BaseModel):
        for key, hint in typing.get_type_hints(shape, include_extras=True).items():
            if key in shape.model_fields:
                yield from field_names(hint, f"{shape.__name__}.{key}")
    elif shape is str:
        yield name
    elif typing.get_origin(shape) is not typing.Literal:
        parts = typing.get_args(shape)
        for part in parts[1:] if typing.get_origin(shape) is dict else parts:
            yield from field_names(part, name)


def test_markup_is_tried_in_every_text_field_of_every_model() -> None:
    all_fields = {*field_names(fields.PAGE_MODEL, ""), *field_names(MkdocsSettings, "")}
    all_fields = {name for name in all_fields if not name.startswith(fields.IDENTITY)}
    for shape in fields.DATA.values():
        all_fields |= {name for name in field_names(shape, "") if name}
    tested_fields = {field.name for field in fields.TEXT_FIELDS}
    assert all_fields - tested_fields - fields.IDS == NOT_IN_FIXTURE
