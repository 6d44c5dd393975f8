"""The index of the rules is complete in every language, and its pages are those committed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.conftest import change
from tests.model.test_rules import SETTINGS
from tools.authoring.rule_index import find_rule, load_index, render_guides
from tools.cli import main
from tools.language import available_languages
from tools.model.rule_table import BY_CODE, BY_NAME, ENTRIES, GROUPS


@pytest.mark.parametrize("code", available_languages())
def test_every_rule_group_and_label_has_its_texts(code: str) -> None:
    index, english = load_index(code), load_index("en")
    assert [*index.rules] == [entry.name for entry in ENTRIES]
    assert set(index.groups) == set(GROUPS.values())
    assert (set(index.labels), set(index.levels)) == (set(english.labels), {*english.levels})
    for text in index.rules.values():
        assert set(text) == {"what", "why"}
        assert [one for one in text.values() if not re.fullmatch(r"([A-Z]|[`“]).*\.", one)] == []


@pytest.mark.parametrize("code", available_languages())
def test_the_examples_of_a_language_are_of_rules(code: str) -> None:
    assert set(load_index(code).examples) <= set(BY_NAME)
    assert all(one.wrong and one.right for one in load_index(code).examples.values())


def test_the_committed_pages_are_the_generated_ones() -> None:
    """If not: `python -m tools schema`."""
    for path, text in render_guides().items():
        assert path.read_text(encoding="utf-8") == text, path


def test_a_page_has_every_rule_with_its_level_and_how_to_change_it() -> None:
    guide = load_index("en").render_guide()
    assert [
        entry.code for entry in ENTRIES if f"\n### {entry.code} {entry.name}\n" not in guide
    ] == []
    assert (
        "Level: off. Limit (`most`): 60. Switch off: `rules: {W105: off}` (in `mkdocs.yml`)"
        in guide
    )
    assert "Level: error (fixed)." in guide
    assert "Limit (`most`): that of the language." in guide


@pytest.mark.parametrize("text", ["W101", "w101", "what-verb"])
def test_a_rule_is_found_by_its_code_or_name(text: str) -> None:
    assert find_rule(text) == BY_CODE["W101"]


@pytest.mark.parametrize("text", ["", "W", "W1", "W999", "verb"])
def test_another_text_is_no_rule(text: str) -> None:
    assert find_rule(text) is None


def run(root: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    """Run the command; return its exit code and what it printed."""
    code = main(["--project", str(root), "rules", *arguments])
    return code, "".join(capsys.readouterr())


def test_the_command_lists_the_levels_of_the_publication(
    small_sources: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(small_sources, SETTINGS, "W: error, ", "W: off, W101: warning, ")
    code, output = run(small_sources, capsys)
    levels = {
        line.split()[0]: line.split()[2] for line in output.splitlines() if line[1:4].isdecimal()
    }
    assert code == 0
    assert set(levels) == set(BY_CODE)
    assert (levels["W101"], levels["W102"], levels["L101"]) == ("warning", "off", "error")
    assert output.splitlines()[-1].startswith(f"{len(ENTRIES)} rules: ")


def test_the_command_explains_a_rule(
    small_sources: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(small_sources, SETTINGS, "W: error, ", "W: error, W105: {level: warning, most: 90}, ")
    change(small_sources, SETTINGS, "{one: Overview,", "{rules: {W105: off}, one: Overview,")
    code, output = run(small_sources, capsys, "W105")
    assert code == 0
    assert output.splitlines() == [
        "W105 what-too-long",
        "An action has at most so many characters.",
        "Why: It is read in one glance.",
        "Wrong:",
        "    what: Wipe the blades of wheelbarrows, lawnmowers and hedgetrimmers",
        "Right:",
        "    what: Wipe all blades dry",
        "Level: here warning, by default off, overview off",
        "Limit (`most`): 90",
        "Switch off:",
        "    rules: {W105: off} (in `mkdocs.yml`)",
        "    # noqa: W105 reason (on one line)",
    ]


def test_a_rule_is_explained_when_the_settings_are_wrong(
    small_sources: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(small_sources, SETTINGS, "slug: good-sheds", "slug: Good sheds")
    code, output = run(small_sources, capsys, "Y306")
    assert code == 0
    assert output.startswith("Y306 form-wrong\n")
    assert "Level: error (fixed)" in output


def test_an_unknown_rule_is_an_error(
    small_sources: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, output = run(small_sources, capsys, "W999")
    assert code == 1
    assert output == "There is no rule W999. `python -m tools rules` lists them.\n"
