"""The catalogues: the same in every language, without missing or unused words."""

from __future__ import annotations

import ast
import datetime as dt
import re
import string
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest
from docxtpl import DocxTemplate
from jinja2 import Environment, nodes
from ruamel.yaml import YAML

from tests.conftest import ROOT
from tools.authoring.importing.draft import NoteKind
from tools.authoring.importing.parts import Mark
from tools.authoring.importing.report import PARTS, PLACE_VALUES
from tools.authoring.migrations import MIGRATIONS
from tools.build.pipeline import STEPS
from tools.editor.forms import PATTERNS
from tools.editor.server import WEB_FOLDER, WORD_PREFIX
from tools.exports.checklist_files import FORMATS
from tools.exports.excel import BLANK_WIDTHS, OVERVIEW_WIDTHS, WIDTHS
from tools.exports.word import TEMPLATE
from tools.language import (
    LANGUAGES_FOLDER,
    Language,
    UnknownLanguageError,
    available_languages,
    load_language,
)
from tools.markup.extension import TITLE_PREFIX
from tools.markup.marks import MARKS
from tools.markup.structure import KINDS
from tools.model.entities.checklist import Phase
from tools.model.entities.evidence import Measured, Teller
from tools.model.entities.page import SizeClass
from tools.model.entities.reference_data import AuditId
from tools.model.reading.text import has_word, split_words
from tools.model.release.entries import (
    CHANGE,
    CHECKLIST,
    IMAGE,
    INTERFACE_WORDS,
    ORDER,
    PUBLICATION,
    RETIRED_KEYS,
)
from tools.model.rules.readings import FORM_PREFIX, KIND_PREFIX
from tools.model.rules.settings import REQUIRED_SETTINGS
from tools.prose.report import COLUMNS
from tools.runtime.atomic_swap import SwapObstacle
from tools.runtime.os_errors import REMEDIES

MANIFEST_KINDS = (
    *{*RETIRED_KEYS, CHECKLIST, CHANGE, IMAGE, PUBLICATION, INTERFACE_WORDS, ORDER},
    *("statement", "role", "meeting", "question", "chart"),
)
OTHERS = [code for code in available_languages() if code != "nl"]
NL = load_language("nl")
USUAL_FIELDS = ("why", "how", "who", "when", "done_when")  # with a label in every language

# Interface words whose key is put together or looked up while running, and where.
DYNAMIC: dict[str, str] = {
    **dict.fromkeys(USUAL_FIELDS, "interface.get(field_id): a field whose settings have no label"),
    **dict.fromkeys((*WIDTHS, *OVERVIEW_WIDTHS), "word(name): a column of the Excel workbook"),
    **{f"role_{name}": "word('role_' ~ group): what a role does" for name in ("lead", "call")},
    **{f"tasks_{name}": "count(key, tasks): how much a role does" for name in ("lead", "join")},
    **{f"embed_{name}": "word('embed_' ~ form): a frame" for name in ("frame", "compact")},
    "origin": "collect(name): the head of a column that workbooks had",
    **{f"blank_{name}": "interface[f'blank_{name}']: where readers write" for name in BLANK_WIDTHS},
    **{
        f"pasted_{name}": "word(f'pasted_{name}'): what a pasted text brought along"
        for name in ("soft_hyphen", "space", "ligature", "accent", "bullet", "quotes")
    },
    **{
        f"teller_{teller}": "word(f'teller_{name}'): whose telling a story is"
        for teller in get_args(Teller)
    },
    **{
        f"measured_{measured}": "word(f'measured_{self.measured}'): what a story rests on"
        for measured in get_args(Measured)
    },
    **{
        f"canvas_{side}": "word('canvas_' ~ orientation): how a sheet lies"
        for side in ("portrait", "landscape")
    },
    **dict.fromkeys(
        (
            "fill_lines",
            "fill_space",
            "fill_picture",
            "total_sum",
            "total_count",
            "form_bars",
            "form_dots",
        ),
        "words.get(f'{prefix}_{one}'): a choice in a form of the browser editor",
    ),
    **{f"phase_{phase}": "word(f'phase_{phase}'): a title of a block" for phase in get_args(Phase)},
    **dict.fromkeys(
        (f"import_{kind}" for kind in (*get_args(NoteKind), *get_args(Mark))),
        "word(f'import_{kind}'): what was not imported",
    ),
    **dict.fromkeys(
        (f"import_{place}" for place in (*PLACE_VALUES, *PARTS.values(), "footnote")),
        "word(f'import_{place}'): where it stood",
    ),
    **{
        f"status_{name}": "word(f'status_{name}'): a value of the status column"
        for name in ("open", "busy", "done", "skipped")
    },
    **dict.fromkeys(
        (f"{KIND_PREFIX}{kind}" for kind in KINDS), "word(prefix + kind): what a text would become"
    ),
    **dict.fromkeys(
        (f"{FORM_PREFIX}{form}" for form in {*MARKS, "diagram"} - {""}),
        "word(prefix + form): a form that is not supported",
    ),
    **{
        f"{part}_{form}": f"word('{part}_' ~ form): a format to copy"
        for part in ("copy", "use")
        for form in ("document", "tasks", "table", "markdown", "lines")
    },
    **{
        f"setting_{key}": "interface[f'setting_{key}']: why a setting of MkDocs is fixed"
        for key in (
            *REQUIRED_SETTINGS,
            "INHERIT",
            "name",
            "exclude_docs",
            "plugins",
            "macros",
            "markdown_extensions",
        )
    },
    **{
        key: "words.get(TITLE_PREFIX + class): the title of a box"
        for key in NL.interface
        if key.startswith(TITLE_PREFIX)
    },
    **dict.fromkeys(("notes", "note_back", "task_open", "task_done"), "words[…] in tools/markup"),
    **{f"step_{name}": "word(f'step_{name}'): a step of the pipeline" for name in (*STEPS, "swap")},
    **{f"left_{unit}": "word(f'left_{unit}'): the time left" for unit in ("seconds", "minutes")},
    **{
        f"made_{name}": "interface.get(f'made_{name}'): an artifact in the summary"
        for name in (*STEPS, "site_pages")
        if f"made_{name}" in NL.interface
    },
    **{f"form_{ending}": "word('form_' ~ ending): a form of a checklist" for ending in FORMATS},
    **{
        f"trial_{part}{name}": "word('trial_' ~ id): a round of tests over the site"
        for part in ("", "count_")
        for name in get_args(AuditId)
    },
    **dict.fromkeys(("organisation", "place", "sector", "size"), "words[name]: a fact of a story"),
    **{
        f"{kind}_{name}": "the book for a press: part of a file's name, and what it is"
        for kind in ("press", "made")
        for name in ("printer", "booklet", "proof")
    },
    **{f"size_{size}": "word(f'size_{size}'): a choice of sizes" for size in get_args(SizeClass)},
    **dict.fromkeys(
        get_args(SwapObstacle), "word(hindered): why a site cannot be put in its place"
    ),
    **dict.fromkeys({*REMEDIES.values(), "disk_vanished"}, "word(key): what the machine refuses"),
    "package_missing": "describe_missing: read without the package that reads YAML",
    **{
        f"version_{state}": "word(f'version_{state}'): a version that is not what was released"
        for state in ("changed", "added")
    },
    **{f"upgrade_{version + 1}": "word(f'upgrade_{version}')" for version in MIGRATIONS},
    **dict.fromkeys(PATTERNS.values(), "word(PATTERNS[pattern]): a text of the wrong form"),
    **{
        f"{WORD_PREFIX}{key}": "session.words[key]: a word in the page of the editor"
        for key in re.findall(
            r"(?:\bwords\.|data-word=\")([a-z_]+)\b(?!\()",
            "".join(path.read_text(encoding="utf-8") for path in WEB_FOLDER.iterdir()),
        )
    },
    "months": "Language.date",
    "decimal_sign": "Language.decimal",
    **dict.fromkeys(("table_head", "field", "remark"), "words[key]: a style of the Word template"),
    **{
        f"entry_{kind}": "told.called: a kind of what is noted of a release"
        for kind in MANIFEST_KINDS
    },
    **dict.fromkeys(COLUMNS, "word(column): a column of the report of `prose`"),
}


def placeholders(text: str) -> set[str]:
    """Return the names of the placeholders in a text."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def texts(node: nodes.Node) -> Iterator[str]:
    """Yield the texts in a part of a template, the part itself included."""
    if isinstance(node, nodes.Const):
        yield str(node.value)
    yield from (str(const.value) for const in node.find_all(nodes.Const))


def texts_of_templates() -> Iterator[str]:
    """Yield the Jinja text of all templates, also of the Word document."""
    folder = ROOT / "overrides"
    for path in (*folder.rglob("*.html"), *folder.rglob("*.xml")):
        yield path.read_text(encoding="utf-8")
    word = DocxTemplate(folder / TEMPLATE)
    word.init_docx()
    yield word.patch_xml(word.get_xml())


def words_of_templates() -> set[str]:
    """Return the interface words that templates ask for, by `word("…")` or by name."""
    found: set[str] = set()
    for text in texts_of_templates():
        node = Environment().parse(text)
        for call in node.find_all(nodes.Call):
            if isinstance(call.node, nodes.Name) and call.node.name == "word":
                argument = call.args[0]
                parts = (
                    [argument.expr1, argument.expr2]
                    if isinstance(argument, nodes.CondExpr)
                    else [argument]
                )
                found.update(text for part in parts if part for text in texts(part))
        for attribute in node.find_all(nodes.Getattr):
            owner = attribute.node
            name = owner.attr if isinstance(owner, nodes.Getattr) else getattr(owner, "name", "")
            if name in {"interface", "words"}:  # `words` is what `main.html` calls it
                found.add(attribute.attr)
    return {word for word in found if not word.endswith("_")}  # those are beginnings


def words_of_code() -> set[str]:
    """Return the interface words that the code asks for, by `word("…")` or `.word("…")`."""
    found: set[str] = set()
    for path in (*(ROOT / "tools").rglob("*.py"), *(ROOT / "macros").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = getattr(node.func, "id", None) or getattr(node.func, "attr", None)
            argument = node.args[0]
            if name == "word" and not isinstance(argument, ast.JoinedStr):
                parts = (
                    [argument.body, argument.orelse]
                    if isinstance(argument, ast.IfExp)
                    else [argument]
                )
                found.update(
                    str(option.value) for option in parts if isinstance(option, ast.Constant)
                )
    return found


def test_dutch_and_a_second_language_are_there() -> None:
    assert {"nl", "en"} <= set(available_languages())


@pytest.mark.parametrize("code", OTHERS)
def test_every_language_has_the_same_words_and_messages(code: str) -> None:
    other = load_language(code)
    assert set(other.interface) == set(NL.interface)
    assert set(other.scripts) == set(NL.scripts)
    assert set(other.messages) == set(NL.messages)
    assert set(other.hints) == set(NL.hints)
    assert set(other.guides) == set(NL.guides)


@pytest.mark.parametrize("code", OTHERS)
def test_every_language_fills_in_the_same_values(code: str) -> None:
    other = load_language(code)
    for key, text in NL.interface.items():
        assert placeholders(other.interface[key]) == placeholders(text), key
    for key, text in NL.scripts.items():
        assert placeholders(other.scripts[key]) == placeholders(text), key
    for key, text in NL.guides.items():
        assert placeholders(other.guides[key]) == placeholders(text), key
    for key, message in NL.messages.items():
        for part in ("wrong", "mend"):
            assert placeholders(other.messages[key][part]) == placeholders(message[part]), key


@pytest.mark.parametrize("code", available_languages())
def test_every_entry_is_text(code: str) -> None:
    language = load_language(code)
    for entries in (
        language.interface,
        language.scripts,
        language.hints,
        language.guides,
        *language.messages.values(),
    ):
        assert [key for key, text in entries.items() if not isinstance(text, str) or not text] == []
    assert {tuple(message) for message in language.messages.values()} == {("wrong", "mend")}


@pytest.mark.parametrize("code", available_languages())
def test_a_message_is_a_sentence_and_its_remedy_another(code: str) -> None:
    for message in load_language(code).messages.values():
        assert message["wrong"].endswith(".")
        assert message["mend"].endswith((".", "?"))


@pytest.mark.parametrize("code", available_languages())
def test_every_file_of_a_language_is_read(code: str) -> None:
    names = {path.name for path in (LANGUAGES_FOLDER / code).iterdir()}
    assert names == {
        "starter",  # what "begin" begins with: tests/authoring/test_begin.py
        "guides.yml",
        "hints.yml",
        "interface.yml",
        "labels.yml",
        "messages.yml",
        "prose.yml",
        "rules.yml",
        "scripts.yml",
        "search.yml",
        "words.yml",
    }
    keys = set(YAML(typ="safe", pure=True).load(LANGUAGES_FOLDER / code / "words.yml"))
    assert keys == {"verbs", "vague", "hard", "joining", "passive", "spoken"}
    assert set(load_language(code).search) == {"skip", "stems", "joints", "alike"}


@pytest.mark.parametrize("code", available_languages())
def test_words_for_searching_stand_once(code: str) -> None:
    search = load_language(code).search
    skipped = search["skip"].split()
    assert len(skipped) == len(set(skipped))
    for group in search["alike"]:
        assert len(group) == len(set(group)) > 1, group
    for pattern, _ in search["stems"]:
        re.compile(pattern)


@pytest.mark.parametrize("code", available_languages())
def test_the_word_lists_do_not_contradict_each_other(code: str) -> None:
    language = load_language(code)
    assert language.verbs
    assert [verb for verb in language.verbs if split_words(verb.lower()) != [verb]] == []
    restricted = {*language.vague_words, *language.hard_words, *language.passive_auxiliaries}
    assert language.verbs & restricted == set()
    assert language.verbs & set(language.conjunctions) == set()
    assert set(language.vague_words) & set(language.hard_words) == set()
    replacements = " ".join(language.hard_words.values())
    assert [word for word in language.hard_words if has_word(replacements, word)] == []


@pytest.mark.parametrize("code", available_languages())
def test_no_entry_of_a_word_list_stands_twice(code: str) -> None:
    lists = YAML(typ="safe", pure=True).load(LANGUAGES_FOLDER / code / "words.yml")
    for name in ("verbs", "joining", "passive"):
        entries = lists[name].split()
        assert len(entries) == len(set(entries)), name
    for name in ("vague", "spoken"):
        assert len(lists[name]) == len(set(lists[name])), name


@pytest.mark.parametrize("code", available_languages())
def test_the_rules_for_running_text_hold_together(code: str) -> None:
    language = load_language(code)
    keys = set(YAML(typ="safe", pure=True).load(LANGUAGES_FOLDER / code / "prose.yml"))
    names = {"limits", "words_a_minute", "abbreviations", "participle", "no_participle"}
    assert keys == names
    prose = language.prose
    assert 0 < prose.max_average_words < prose.max_sentence_words
    assert [
        abbreviation
        for abbreviation in prose.abbreviations
        if not re.fullmatch(r"[a-z.]+\.", abbreviation)
    ] == []
    assert (
        set(prose.preferred_words) & {*language.hard_words, *prose.preferred_words.values()}
        == set()
    )
    unneeded = [
        word for word in prose.participle_exceptions if not prose.participle_pattern.fullmatch(word)
    ]
    assert unneeded == [], "these need no exception"


@pytest.mark.parametrize("code", available_languages())
def test_a_question_is_a_spoken_cue(code: str) -> None:
    assert "?" in load_language(code).spoken_cues


@pytest.mark.parametrize(
    ("code", "day", "expected"),
    [
        ("nl", dt.date(2026, 11, 21), "21 november 2026"),
        ("nl", dt.date(2027, 1, 1), "1 januari 2027"),
        ("nl", dt.date(2027, 12, 31), "31 december 2027"),
        ("en", dt.date(2026, 3, 9), "9 March 2026"),
    ],
)
def test_a_date_is_written_in_full(code: str, day: dt.date, expected: str) -> None:
    assert load_language(code).format_date(day) == expected


@pytest.mark.parametrize(("code", "expected"), [("nl", "2,4 MB"), ("en", "2.4 MB")])
def test_a_size_has_the_decimal_separator_of_its_language(code: str, expected: str) -> None:
    assert load_language(code).format_size(2_400_000) == expected


@pytest.mark.parametrize("code", available_languages())
def test_a_year_has_twelve_months(code: str) -> None:
    assert len(set(load_language(code).interface["months"].split())) == 12


def test_a_message_is_filled_in() -> None:
    assert NL.format_message("role-unknown", {"id": "baas", "known": "hr"}) == (
        "De rol baas bestaat niet.",
        "Kies uit: hr. Nieuwe rollen staan in docs/_data/roles.yml.",
    )


def test_braces_in_a_message_or_a_value_stay_braces() -> None:
    wrong, remedy = NL.format_message("macro-not-called", {"name": "{x}"})
    assert wrong == "Achter {x} ontbreken haakjes."
    assert remedy == "Schrijf {{ {x}() }}."


def test_a_word_that_is_not_there_is_an_error() -> None:
    with pytest.raises(KeyError):
        NL.word("no-such-word")


@pytest.mark.parametrize("code", ["xx", "NL", "nl-BE", ".", "..", "nl/", "../languages/nl", ""])
def test_a_language_without_a_catalogue_is_an_error(code: str) -> None:
    with pytest.raises(UnknownLanguageError, match="en, nl"):
        load_language(code)


def test_a_language_is_read_once() -> None:
    language: Language = load_language("nl")
    assert load_language("nl") is language


def test_what_templates_and_code_ask_for_exists() -> None:
    words = words_of_templates() | words_of_code()
    assert {"list", "fictional", "story_note", "reading_time", "problems", "made"} <= words
    assert words - set(NL.interface) == set()


def test_dynamic_words_exist() -> None:
    assert set(DYNAMIC) - set(NL.interface) == set()


def test_no_word_is_idle() -> None:
    words = words_of_templates() | words_of_code() | set(DYNAMIC)
    assert set(NL.interface) - words == set(), "no template or code asks for these"


def test_scripts_ask_for_the_words_that_exist_and_no_others() -> None:
    scripts = (ROOT / "overrides" / "theme" / "assets" / "javascripts").glob("*.js")
    words = {
        word
        for path in scripts
        for word in re.findall(r"\bmessages\.([a-z_]+)", path.read_text(encoding="utf-8"))
    }
    assert words == set(NL.scripts)


def test_no_message_is_idle() -> None:
    strings = {
        node.value
        for path in (ROOT / "tools").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert set(NL.messages) - strings == set()


def test_no_language_is_named_outside_its_folder() -> None:
    """The rules take their words from the catalogue, not from code."""
    verbs = {verb for verb in NL.verbs if len(verb) > 5}
    rules = (ROOT / "tools" / "model" / "rules").rglob("*.py")
    for path in rules:
        assert verbs & set(split_words(Path(path).read_text(encoding="utf-8").lower())) == set(), (
            path
        )
