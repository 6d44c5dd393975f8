"""Fields of items as settings: the values that they take, and settings that cannot be meant."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import SMALL, ReportedProblem, own_publication
from tests.item_texts import format_fields
from tools.language import load_language
from tools.model.entities.fields import (
    FIELD_TABLE,
    FieldSettings,
    ItemField,
    TableModel,
    create_models,
    lowercase_first,
)
from tools.model.entities.settings import MkdocsSettings
from tools.model.loader import load_publication
from tools.model.problems import Problem
from tools.model.publication import Publication
from tools.model.reading.yaml_nodes import Node, Origin, parse_yaml, to_plain_data
from tools.model.validation import validate_node

SETTINGS = "mkdocs.yml"
TOOLS = "docs/practices/tidy-tools.md"
LAST = "done_when: A dry cloth stays dry on each blade.\n"
FILE = Origin(Path("x.yml"))


def validate_value(settings: str, value: str) -> Any:
    """Return a field's value in an item, or the problems; all in YAML."""
    table = FIELD_TABLE.validate_python(to_plain_data(parse_yaml(f"cost: {settings}", FILE)))
    text = f"id: wipe\nwhat: Wipe\ncost: {value}\n"
    result = validate_node(
        create_models(FIELD_TABLE.dump_json(table)).item, Node(parse_yaml(text, FILE), FILE)
    )
    return result if isinstance(result, list) else result.get_value("cost")


# Settings, a right value and what it becomes, and wrong values with the code of their problem.
VALUES: dict[str, tuple[str, str, Any, dict[str, str]]] = {
    "text": (
        "{least: 3, most: 5}", "' Abc. '", "Abc.",
        {"12": "not-text", "''": "text-too-short", "Ab": "text-too-short",
         "Abcde.": "text-too-long", '"A\\nB."': "form-wrong"},
    ),
    "roles": (
        "{type: roles, least: 2, most: 3}", "[keeper, member]", ("keeper", "member"),
        {"keeper": "not-a-list-here", "[]": "list-too-short", "[keeper]": "list-too-short",
         "[a, b, c, d]": "list-too-long", "[A, b]": "form-wrong"},
    ),
    "moment": (
        "{type: moment, least: 3, most: 5}", "Soon", "Soon",
        {"No": "text-too-short", "Not now": "text-too-long", "12": "not-a-mapping-here",
         "{days: 1}": "field-missing", "{moment: Soon, days: soon}": "not-a-number",
         "{moment: Soon, days: 731}": "number-too-large", "{moment: Soon, day: 1}": "key-unknown"},
    ),
    "date": (
        "{type: date}", "2027-03-09", "2027-03-09",
        {"'2027-03-09'": "not-a-date", "soon": "not-a-date", "2027-03-09 10:00:00": "not-a-date"},
    ),
    "number": (
        "{type: number, least: -1, most: 2.5}", "2.5", 2.5,
        {"'1'": "not-a-decimal", "true": "not-a-decimal", ".nan": "not-a-number",
         "-1.5": "number-too-small", "3": "number-too-large"},
    ),
    "choice": (
        "{type: choice, choices: {one: One, two: Two}}", "two", "two",
        {"Two": "choice-wrong", "three": "choice-wrong", "1": "choice-wrong"},
    ),
    "link": (
        "{type: link}", "https://example.org/a", "https://example.org/a",
        {"example.org": "form-wrong", "ftp://example.org/a": "form-wrong",
         "'javascript:alert(1)'": "form-wrong", "https://example.org/a b": "form-wrong",
         "12": "not-text"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("type_", VALUES)
def test_a_right_value_is_taken(type_: str) -> None:
    settings, value, expected, _ = VALUES[type_]
    found = validate_value(settings, value)
    if type_ == "moment":
        found = found.moment
    assert (str(found) if type_ == "date" else found) == expected


@pytest.mark.parametrize(
    ("settings", "value", "code"),
    [
        (VALUES[type_][0], value, code)
        for type_ in VALUES
        for value, code in VALUES[type_][3].items()
    ],
)
def test_a_wrong_value_is_reported_on_its_line(settings: str, value: str, code: str) -> None:
    (problem,) = validate_value(settings, value)
    assert (problem.code, problem.line) == (code, 3)


@pytest.mark.parametrize(("settings", "missing"), [("{required: true}", True), ("{}", False)])
def test_a_value_may_be_left_out_when_the_settings_allow(settings: str, missing: bool) -> None:
    table = FIELD_TABLE.validate_python(to_plain_data(parse_yaml(f"cost: {settings}", FILE)))
    node = Node(parse_yaml("what: Wipe\n", FILE), FILE)
    result = validate_node(create_models(FIELD_TABLE.dump_json(table)).item, node)
    if missing:
        assert isinstance(result, list)
        assert [problem.code for problem in result] == ["field-missing"]
    else:
        assert not isinstance(result, list)
        assert result.get_value("cost") is None


def test_limits_and_choices_are_told_in_full() -> None:
    (small,) = validate_value("{type: number, least: 2, most: 9}", "1")
    assert small.values["ge"] == "2"
    choices = ", ".join(f"a-long-choice-with-number-{number}: A" for number in range(9))
    (wrong,) = validate_value(f"{{type: choice, choices: {{{choices}}}}}", "none")
    assert "a-long-choice-with-number-8" in wrong.values["expected"]


# -- Settings


@cache
def read_settings() -> tuple[str, str]:
    """Return the settings of the small publication before and after those of blanks."""
    before, blanks, after = (SMALL / SETTINGS).read_text(encoding="utf-8").partition("    blanks:")
    return before, blanks + after


def find_problems(lines: str) -> list[Problem]:
    """Return the problems in settings with further lines at the end of the fields."""
    before, after = read_settings()
    node = Node(parse_yaml(f"{before}{lines}\n{after}", Origin(Path(SETTINGS))), FILE)
    result = validate_node(MkdocsSettings, node)
    return result if isinstance(result, list) else []


CONTRADICTIONS = {
    "a choice without choices": ("cost: {type: choice}", "field-choices"),
    "choices of another type": ("cost: {choices: {one: One}}", "field-choices"),
    "copied, and not on the page": ("cost: {show: [copy]}", "field-off-page"),
    "in events, and not on the page": ("cost: {show: [sheet, calendar]}", "field-off-page"),
    "found, and not on the page": ("cost: {show: [search, word]}", "field-off-page"),
    "a unit of a text": ("cost: {unit: euro}", "field-unit"),
    "limits of a date": ("cost: {type: date, most: 3}", "field-limits"),
    "limits of a link": ("cost: {type: link, least: 3}", "field-limits"),
    "least above most": ("cost: {least: 9, most: 3}", "field-limits"),
    "an unknown key": ("cost: {typ: text}", "key-unknown"),
    "an unknown type": ("cost: {type: txt}", "choice-wrong"),
    "an unknown output": ("cost: {show: [pages]}", "choice-wrong"),
    "an id with a capital": ("Cost: {}", "form-wrong"),
    "an id with a hyphen": ("the-cost: {}", "form-wrong"),
    "a label that is a number": ("cost: {label: 12}", "not-a-mapping-here"),
    "a choice with a capital": ("cost: {type: choice, choices: {A: a}}", "form-wrong"),
    "a field that is text": ("cost: euro", "not-a-mapping-here"),
}


@pytest.mark.parametrize("name", CONTRADICTIONS)
def test_settings_that_cannot_be_meant_are_reported_on_their_line(name: str) -> None:
    settings, code = CONTRADICTIONS[name]
    line = read_settings()[0].count("\n") + 1
    assert [(p.code, p.line) for p in find_problems(f"      {settings}")] == [(code, line)]


@pytest.mark.parametrize(
    "field_id",
    ["what", "id", "statements", "title", "goal", "address", "copy", "json", "table", "get_value",
     "model_config", "model_fields"],
)  # fmt: skip
def test_an_id_with_another_meaning_is_refused(field_id: str) -> None:
    assert [p.code for p in find_problems(f"      {field_id}: {{}}")] == ["field-reserved"]


@pytest.mark.parametrize("field_id", ["cost", "class", "list", "status", "date", "name", "x2_y"])
def test_other_ids_are_free(field_id: str) -> None:
    assert find_problems(f"      {field_id}: {{}}") == []
    item = create_models(FIELD_TABLE.dump_json({field_id: FieldSettings()})).item
    assert item.model_validate({"what": "Wipe", field_id: "x"}).get_value(field_id) == "x"


BLANKS = {
    "      remark: {}\n": "      remarks: {}\n",
    "      date: {}\n": "      date: {show: [page]}\n",
    "      title: {most: 70}\n": "      titel: {most: 70}\n",
}


@pytest.mark.parametrize("old", BLANKS)
def test_blanks_and_limits_are_some_of_those_that_there_are(old: str) -> None:
    text = (SMALL / SETTINGS).read_text(encoding="utf-8")
    assert old in text
    node = Node(parse_yaml(text.replace(old, BLANKS[old]), FILE), FILE)
    found = validate_node(MkdocsSettings, node)
    assert isinstance(found, list)
    line = text[: text.index(old)].count("\n") + 1
    assert [(p.code, p.line) for p in found] == [("choice-wrong", line)]


# -- Rules


@pytest.mark.parametrize(
    ("settings", "value", "code"),
    [
        ("{type: roles}", "[keeper, visitor]", "role-unknown"),
        ("{type: roles}", "[keeper, keeper]", "named-twice"),
        ("{}", "Utilise it.", "hard-word"),
        ("{}", "No full stop", "sentence-open"),
    ],
)
def test_the_rules_of_a_type_hold_for_a_field_of_ones_own(
    settings: str,
    value: str,
    code: str,
    problems_after: Callable[..., list[ReportedProblem]],
) -> None:
    text = (SMALL / TOOLS).read_text(encoding="utf-8")
    line = text[: text.index(LAST)].count("\n") + 2
    problems = problems_after(
        (SETTINGS, "    blanks:", f"      cost: {settings}\n    blanks:"),
        (TOOLS, LAST, f"{LAST}          cost: {value}\n"),
    )
    assert problems == [ReportedProblem(code, TOOLS, line)]


# -- As readers see them


@pytest.mark.parametrize(
    ("settings", "code", "label"),
    [
        ({"label": {"nl": "Prijs", "en": "Price"}}, "en", "Price"),
        ({"label": {"nl": "Prijs", "en": "Price"}}, "nl", "Prijs"),
        ({"label": {"nl": "Prijs"}}, "en", "Prijs"),
        ({"label": "Price"}, "nl", "Price"),
        ({}, "nl", "Total cost"),
    ],
)
def test_a_label_is_in_the_language_or_what_there_is(
    settings: dict[str, Any], code: str, label: str
) -> None:
    assert find_label("total_cost", settings, code) == label


def test_a_usual_field_has_a_label_in_every_language() -> None:
    assert find_label("done_when", {}, "nl") == "Klaar als"
    assert find_label("done_when", {}, "en") == "Done when"
    assert find_label("done_when", {"label": "Ready if"}, "en") == "Ready if"


def find_label(field_id: str, settings: dict[str, Any], code: str) -> str:
    """Return the label of a field in a language."""
    publication = load_small()
    fields = {field_id: FieldSettings.model_validate(settings)}
    changed = publication.settings.model_copy(update={"fields": fields})
    extra = publication.mkdocs.extra.model_copy(update={"publication": changed})
    mkdocs = publication.mkdocs.model_copy(update={"extra": extra})
    values = {**vars(publication), "mkdocs": mkdocs, "language": load_language(code)}
    names = publication.__dataclass_fields__
    return Publication(**{name: values[name] for name in names}).item_fields[0].label


@pytest.mark.parametrize(
    ("code", "value", "text"),
    [("nl", 2.5, "2,5 uur"), ("en", 2.5, "2.5 uur"), ("en", 1200, "1200 uur"), ("en", 0, "0 uur")],
)
def test_a_number_is_written_as_in_its_language(code: str, value: float, text: str) -> None:
    field = ItemField("time", FieldSettings(type="number", unit="uur"), "Time")
    assert field.format_value(value, {}, load_language(code)) == text


def test_a_choice_is_in_the_language_or_what_there_is() -> None:
    settings = FieldSettings.model_validate(
        {"type": "choice", "choices": {"one": {"en": "One", "nl": "Een"}, "two": "2"}}
    )
    field = ItemField("pick", settings, "Pick")
    texts = [
        field.format_value(value, {}, load_language(code))
        for code in ("nl", "en")
        for value in ("one", "two", None)
    ]
    assert texts == ["Een", "2", "", "One", "2", ""]


def test_all_roles_but_the_first_begin_small() -> None:
    assert lowercase_first("Keeper") == "keeper"
    field = ItemField("who", FieldSettings(type="roles"), "Who")
    roles = {"a": "Head", "b": "HR", "c": "Member"}
    assert field.format_value(("a", "b", "c"), roles, load_language("en")) == "Head, HR, member"


# -- Other processes


@cache
def load_small() -> Publication:
    """Return the small publication."""
    return load_publication(SMALL)


def format_all(publication: Publication) -> list[tuple[str, ...]]:
    """Return what the items of a publication say."""
    return [
        format_fields(publication, item, "what", "who", "when", "done_when")
        for checklist in publication.checklists
        for item in checklist.items
    ]


def send_back(publication: Publication) -> tuple[Publication, list[tuple[str, ...]]]:
    """Return a publication and what its items say, from another process."""
    return publication, format_all(publication)


def test_a_publication_goes_to_another_process_and_back() -> None:
    publication = load_small()
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        returned, texts = pool.submit(send_back, publication).result()
    assert texts == format_all(returned) == format_all(publication)
    assert {page.id: page.meta for page in returned.pages.values()} == {
        page.id: page.meta for page in publication.pages.values()
    }
    for page in returned.pages.values():
        assert isinstance(page.meta, TableModel)
        assert type(page.meta) is publication.settings.models.page


def test_publications_with_other_fields_have_other_models() -> None:
    models = {load_publication(SMALL).settings.models.item for _ in range(2)}
    assert len(models) == 1, "the same fields make the same models"
    other = create_models(FIELD_TABLE.dump_json({"cost": FieldSettings(type="number")}))
    assert other.item not in models
    assert own_publication().settings.models.item not in models
    assert "cost" not in next(iter(models)).model_fields
