"""Every validation error becomes a problem: code, field path, line, and values of its message."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from tests.conftest import SMALL
from tools.language import load_language
from tools.model.entities.checklist import Review
from tools.model.entities.reference_data import Retired, Role, Source, Term
from tools.model.entities.settings import MkdocsSettings, Publisher
from tools.model.loader import load_settings
from tools.model.problems import Problem
from tools.model.reading.safe_yaml import LocatedMapping
from tools.model.reading.yaml_nodes import Node, Origin, parse_yaml, read_mapping, to_plain_data
from tools.model.validation import PROBLEM_CODES, shorten_value, validate_node

ROUND = SMALL / "docs" / "practices" / "weekly-round.md"
MODELS = load_settings(SMALL).mkdocs.publication.models


def parse_node(text: str) -> Node:
    """Read a mapping."""
    return Node(parse_yaml(text, Origin(Path("x.yml"))), Origin(Path("x.yml")))


def find_mistakes(model: type[BaseModel], text: str) -> list[Problem]:
    """Return the validation problems of a text."""
    result = validate_node(model, parse_node(text))
    assert isinstance(result, list), result
    return result


def front_matter(old: str = "", new: str = "") -> Node:
    """Read the front matter of the weekly round, with one text in it changed."""
    text = ROUND.read_text(encoding="utf-8")
    assert old in text
    origin = Origin(Path("page.md"), line_offset=1)
    return Node(parse_yaml(text.split("---\n")[1].replace(old, new, 1), origin), origin)


def test_what_fits_becomes_a_typed_object() -> None:
    meta = validate_node(MODELS.page, front_matter())
    assert isinstance(meta, MODELS.page)
    assert meta.checklist is not None
    assert [item.id for item in meta.checklist.items] == [
        "match-hooks", "feel-roof", "carry-broken", "tell-keeper",
    ]  # fmt: skip
    assert meta.checklist.version == dt.date(2026, 11, 21)
    assert meta.checklist.blocks[0].items[2].get_value("who") == ("member", "keeper")


def test_what_is_read_cannot_be_changed() -> None:
    role = validate_node(Role, parse_node("{id: member, name: a member, title: Member}"))
    assert isinstance(role, Role)
    with pytest.raises(ValueError, match="frozen"):
        role.name = "else"  # type: ignore[misc]


def test_spaces_around_a_text_are_no_part_of_it() -> None:
    role = validate_node(Role, parse_node("{id: member, name: ' a member ', title: Member}"))
    assert isinstance(role, Role)
    assert role.name == "a member"


def test_all_mistakes_are_given_with_code_place_and_line() -> None:
    found = find_mistakes(Role, "id: A member\nnam: x\ntitle: 3\n")
    assert [(p.code, p.field_path, p.line) for p in found] == [
        ("form-wrong", "id", 1),
        ("field-missing", "name", 1),
        ("not-text", "title", 3),
        ("key-unknown", "nam", 2),
    ]


def test_a_place_names_entries_by_id_or_else_by_number() -> None:
    text = (
        "blocks:\n  - id: first\n    items:\n      - id: hook\n        what: 1\n"
        "      - what: 2\n  - title: 3\n"
    )
    places = {problem.field_path for problem in find_mistakes(MODELS.checklist, text)}
    assert {"blocks › first › items › hook › what", "blocks › first › items › 2 › what"} <= places
    assert "blocks › 2 › title" in places


def test_a_field_path_begins_with_that_of_its_node() -> None:
    labelled = Node(parse_yaml("id: x\n", Origin(Path("x.yml"))), Origin(Path("x.yml")), (), "shed")
    found = validate_node(Role, labelled)
    assert isinstance(found, list)
    assert {problem.field_path for problem in found} == {"shed › name", "shed › title"}


def test_a_key_that_should_be_text_is_named_as_it_is() -> None:
    text = (SMALL / "docs/about/glossary.md").read_text(encoding="utf-8").split("---\n")[1]
    found = find_mistakes(MODELS.page, text.replace("statements: {}", "statements:\n  7: here"))
    assert [(problem.code, problem.field_path) for problem in found] == [
        ("not-text", "statements › 7")
    ]


def test_lines_count_from_the_top_of_the_file() -> None:
    found = validate_node(MODELS.page, front_matter("who: [member, keeper]", "who: member"))
    assert isinstance(found, list)
    lines = ROUND.read_text(encoding="utf-8").splitlines()
    line = lines.index("          who: [member, keeper]") + 1
    assert [(p.code, p.line) for p in found] == [("not-a-list-here", line)]


@pytest.mark.parametrize(
    ("model", "text", "key", "hint"),
    [
        (Role, "titel: x", "titel", "title"),
        (Review, "agian: x", "agian", "again"),
        (MODELS.page, "checklist: {blocks: [{items: [{done_wen: x}]}]}", "done_wen", "done_when"),
        (MODELS.page, "story: {sorces: []}", "sorces", "sources"),
        (MkdocsSettings, "extra: {publication: {kinds: {home: {page: 1}}}}", "page", "pages"),
        (MkdocsSettings, "extra: {publication: {homes: {contacts: x}}}", "contacts", "contact"),
        (MkdocsSettings, "extra: {publication: {book: [{titel: x}]}}", "titel", "title"),
        (Role, "qqq: x", "qqq", "id, name, title"),
    ],
)
def test_a_misspelt_key_brings_the_right_one(
    model: type[BaseModel], text: str, key: str, hint: str
) -> None:
    found = [p for p in find_mistakes(model, text) if p.code == "key-unknown"]
    assert [(p.values["key"], p.values["hint"]) for p in found] == [(key, hint)]


def test_settings_of_the_engine_are_not_validated() -> None:
    settings = read_mapping(SMALL / "mkdocs.yml", SMALL)
    assert "plugins" in settings.data
    assert isinstance(validate_node(MkdocsSettings, settings), MkdocsSettings)


def test_a_list_is_too_short_only_by_its_own_count() -> None:
    found = validate_node(MODELS.page, front_matter("who: [member, keeper]", "who: []"))
    assert isinstance(found, list)
    assert [(p.code, p.values["key"]) for p in found] == [("list-too-short", "who")]


def test_a_long_value_is_shortened_to_one_line() -> None:
    assert shorten_value("one\n  two") == "one two"
    assert shorten_value("x" * 60) == "x" * 60
    assert shorten_value("x" * 61) == "x" * 59 + "…"


def test_every_code_of_shape_is_one_of_the_catalogue() -> None:
    assert set(PROBLEM_CODES.values()) - set(load_language("nl").messages) == set()


PAGE: dict[str, Any] = to_plain_data(front_matter().data)
ITEM: dict[str, Any] = PAGE["checklist"]["blocks"][0]["items"][0]


def code_of(model: type[BaseModel], data: dict[str, Any]) -> str:
    """Return the code of the only problem in data, or ""."""
    found = validate_node(model, Node(LocatedMapping(data), Origin(Path("x.yml"))))
    codes = [problem.code for problem in found] if isinstance(found, list) else []
    assert len(codes) <= 1
    return codes[0] if codes else ""


def page_with(**values: Any) -> str:
    """Return the code of the problem in front matter with other values, or ""."""
    return code_of(MODELS.page, {**PAGE, **values})


def checklist_with(**values: Any) -> str:
    """Return the code of the problem in the weekly round with other values, or ""."""
    return code_of(MODELS.checklist, {**PAGE["checklist"], **values})


def item_with(**values: Any) -> str:
    """Return the code of the problem in an item with other values, or ""."""
    return code_of(MODELS.item, {**ITEM, **values})


@pytest.mark.parametrize(("name", "maximum"), [("why", 160), ("how", 160), ("done_when", 110)])
def test_an_item_holds_texts_of_at_most(name: str, maximum: int) -> None:
    assert item_with(**{name: "x" * maximum}) == ""
    assert item_with(**{name: "x" * (maximum + 1)}) == "text-too-long"


def test_a_text_has_a_character() -> None:
    assert item_with(why=" J ") == ""
    assert item_with(why=" ") == "text-too-short"


def test_a_moment_fits_its_column() -> None:
    assert item_with(when={"moment": "x" * 45, "days": 0}) == ""
    assert item_with(when={"moment": "x" * 46, "days": 0}) == "text-too-long"


@pytest.mark.parametrize(
    ("days", "code"),
    [(-365, ""), (730, ""), (-366, "number-too-small"), (731, "number-too-large")],
)
def test_days_lie_within_a_year_before_and_two_after(days: int, code: str) -> None:
    assert item_with(when={"moment": "Then", "days": days}) == code


@pytest.mark.parametrize(
    ("minutes", "code"), [(1, ""), (480, ""), (0, "number-too-small"), (481, "number-too-large")]
)
def test_a_pause_lasts_one_minute_to_eight_hours(minutes: int, code: str) -> None:
    pause = {"meeting": "start", "moment": "Then", "caller": "member", "minutes": minutes}
    assert checklist_with(pause=pause) == code


@pytest.mark.parametrize(("count", "code"), [(1, ""), (9, ""), (0, "list-too-short")])
def test_a_checklist_has_a_block(count: int, code: str) -> None:
    block = {"id": "one", "title": "One", "items": [ITEM]}
    assert checklist_with(blocks=[block] * count) == code


@pytest.mark.parametrize(("count", "code"), [(1, ""), (30, ""), (0, "list-too-short")])
def test_a_block_has_an_item(count: int, code: str) -> None:
    assert checklist_with(blocks=[{"id": "one", "title": "One", "items": [ITEM] * count}]) == code


@pytest.mark.parametrize(
    ("number", "code"), [(1, ""), (99, ""), (0, "number-too-small"), (100, "number-too-large")]
)
def test_a_page_has_a_number_of_one_to_ninety_nine(number: int, code: str) -> None:
    assert page_with(number=number) == code


def test_an_opening_has_two_texts_of_at_most() -> None:
    for line, text, code in ((90, 240, ""), (91, 240, "text-too-long"), (90, 241, "text-too-long")):
        assert page_with(hero={"line": "x" * line, "text": "x" * text}) == code


@pytest.mark.parametrize("id_", ["a", "a1", "1-a", "a-b-c", "x" * 48])
def test_an_id_has_small_letters_digits_and_hyphens(id_: str) -> None:
    assert item_with(id=id_) == ""


@pytest.mark.parametrize("id_", ["A", "a_b", "a b", "-a", "a-", "a--b", "é", "", "a.b"])
def test_another_form_is_no_id(id_: str) -> None:
    assert item_with(id=id_) == "form-wrong"


def test_an_id_has_at_most_forty_eight_characters() -> None:
    assert item_with(id="x" * 49) == "text-too-long"


@pytest.mark.parametrize(
    ("id_", "code"),
    [("G-dry", ""), ("L-stap-2", ""), ("g-dry", "form-wrong"), ("G", "form-wrong"),
     ("GG-dry", "form-wrong"), ("G-Dry", "form-wrong")],
)  # fmt: skip
def test_the_id_of_a_statement_begins_with_its_text(id_: str, code: str) -> None:
    assert item_with(statements={id_: ["what"]}) == code


@pytest.mark.parametrize("character", ["<", ">", '"', "{", "}"])
def test_a_title_has_no_markup_characters(character: str) -> None:
    assert page_with(title=f"One {character} two") == "form-wrong"
    assert page_with(title="One & ‘two’ [three] | four") == ""
    assert page_with(summary=f"One {character} two") == ""


@pytest.mark.parametrize("text", ["One\ntwo", "One\rtwo"])
def test_a_field_is_one_line(text: str) -> None:
    assert item_with(why=text) == "form-wrong"


@pytest.mark.parametrize(
    ("value", "code"),
    [("2024", ""), ("2024-05", ""), ("2024-05-06", ""), ("24", "form-wrong"),
     ("May 2024", "form-wrong"), ("2024-5", "form-wrong"), (2024, "not-text"),
     (dt.date(2024, 5, 6), "not-text"), (None, "")],
)  # fmt: skip
def test_the_date_of_a_source_is_as_precise_as_is_known(value: object, code: str) -> None:
    source = {
        "id": "one", "short": "One", "title": "One", "date": value,
        "url": "https://example.org/", "seen": dt.date(2026, 1, 1), "note": "No note.",
    }  # fmt: skip
    assert code_of(Source, source) == code


@pytest.mark.parametrize(
    ("url", "code"),
    [("https://example.org/a?b=1&c", ""), ("http://example.org", ""),
     ("example.org", "form-wrong"), ("https://example", "form-wrong"),
     ("ftp://example.org/", "form-wrong"), ("https://example.org/a b", "form-wrong")],
)  # fmt: skip
def test_the_address_of_a_source_is_complete(url: str, code: str) -> None:
    source = {
        "id": "one", "short": "One", "title": "One", "url": url,
        "seen": dt.date(2026, 1, 1), "note": "No note.",
    }  # fmt: skip
    assert code_of(Source, source) == code


def test_the_year_of_a_source_is_known_or_not() -> None:
    source = Source(
        id="one", short="One", title="One", date="2024-05", url="https://example.org/",
        seen=dt.date(2026, 1, 1), note="No note.",
    )  # fmt: skip
    assert (source.year, source.model_copy(update={"date": None}).year) == ("2024", None)


@pytest.mark.parametrize(
    ("mail", "code"),
    [("a@b.nl", ""), (None, ""), ("a@b", "form-wrong"), ("a b@c.nl", "form-wrong")],
)
def test_the_mail_address_of_a_publisher_can_be_written_to(mail: str | None, code: str) -> None:
    assert code_of(Publisher, {"mail": mail}) == code


def test_a_definition_has_at_most_320_characters() -> None:
    term = {"id": "one", "term": "One", "definition": "x" * 320}
    assert code_of(Term, term) == ""
    assert code_of(Term, {**term, "definition": "x" * 321}) == "text-too-long"


def test_a_date_has_no_time_and_is_no_text() -> None:
    assert code_of(Review, {"on": dt.date(2026, 1, 1), "again": dt.date(2027, 1, 1)}) == ""
    for day in ("2026-01-01", dt.datetime(2026, 1, 1, 10), 20260101, None):
        assert code_of(Review, {"on": day, "again": dt.date(2027, 1, 1)}) == "not-a-date"


def test_what_was_never_published_need_not_be_named() -> None:
    assert validate_node(Retired, parse_node("terms: []")) == Retired()


@pytest.mark.parametrize(
    ("value", "code"),
    [(True, ""), ("yes", ""), ("maybe", "not-yes-or-no"), (2, "not-yes-or-no"),
     (None, "not-yes-or-no"), ([], "not-yes-or-no")],
)  # fmt: skip
def test_a_story_is_fictional_or_not(value: object, code: str) -> None:
    story = {
        "organisation": "One", "place": "Here", "sector": "All", "size": "Ten",
        "as_of": dt.date(2026, 1, 1), "fictional": value, "shows": ["one"], "sources": [],
    }  # fmt: skip
    assert page_with(story=story) == code
