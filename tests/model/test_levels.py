"""The levels of rules: what stops a build, what is only told, and what is not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.conftest import SMALL, Change, change
from tests.model.test_rules import CASES, HOW, SETTINGS, TOOLS, WHAT
from tools.cli import main
from tools.language import load_language
from tools.model.loader import load_publication
from tools.model.problems import (
    ERROR_LIMITS,
    WARNING_LIMITS,
    InvalidPublicationError,
    Problem,
    format_warnings,
)
from tools.model.rule_table import BY_CODE, BY_NAME, ENTRIES, GROUPS

(ALL_ON,) = re.findall(r"rules: \{.*\}", (SMALL / SETTINGS).read_text(encoding="utf-8"))
FULL_STOP: Change = (TOOLS, WHAT, f"{WHAT}.")
KIND_OF_TOOLS = "        shown: true\n"


def judge(root: Path, rules: str, *changes: Change) -> tuple[list[str], list[str]]:
    """Change the small publication and its rules; return the codes of errors and of warnings."""
    for file, old, new in ((SETTINGS, ALL_ON, rules), *changes):
        change(root, file, old, new)
    try:
        warnings = load_publication(root).warnings
    except InvalidPublicationError as error:
        return [problem.code for problem in error.problems], re.findall(
            r": (\w\d{3}) \(warning\)", str(error)
        )
    return [], [BY_NAME[problem.code].code for problem in warnings]


def test_codes_and_names_are_unique_and_in_a_group() -> None:
    assert len(BY_CODE) == len(BY_NAME) == len(ENTRIES)
    assert [entry.code for entry in ENTRIES if not re.fullmatch(r"[A-Z]\d{3}", entry.code)] == []
    assert {entry.code[0] for entry in ENTRIES} <= set(GROUPS)


@pytest.mark.parametrize("code", ["en", "nl"])
def test_every_message_has_a_code_and_every_code_a_message(code: str) -> None:
    messages = set(load_language(code).messages)
    # The texts of checks over built files are in the code, those of a release in the interface.
    words = {key.replace("release_", "publish-", 1) for key in load_language(code).interface}
    elsewhere = {word.replace("_", "-") for word in words}
    names = {entry.name for entry in ENTRIES if not entry.name.startswith("built-")}
    assert names >= messages
    assert names - messages <= elsewhere


# For each group with a level that can be changed: a mistake against one of its rules.
BY_GROUP: dict[str, tuple[str, Change]] = {
    case.code: (BY_NAME[case.code].code, case.changes[0])
    for case in reversed(CASES)
    if not BY_NAME[case.code].is_fixed and not case.also and len(case.changes) == 1
}
EXAMPLES = {BY_NAME[name].code[0]: name for name in BY_GROUP}


def test_every_group_with_a_changeable_rule_is_tried() -> None:
    changeable = {entry.code[0] for entry in ENTRIES if not entry.is_fixed}
    # Tested in tests/model/test_release.py and tests/build/test_pipeline.py.
    assert changeable - set(EXAMPLES) == {"B", "R"}


@pytest.mark.parametrize("name", EXAMPLES.values(), ids=EXAMPLES)
def test_a_level_is_honoured(name: str, small_sources: Path) -> None:
    code, mistake = BY_GROUP[name]
    assert judge(small_sources, f"rules: {{{code}: error}}", mistake)[0] == [name]


@pytest.mark.parametrize("name", EXAMPLES.values(), ids=EXAMPLES)
def test_a_warning_stops_nothing(name: str, small_sources: Path) -> None:
    code, mistake = BY_GROUP[name]
    assert judge(small_sources, f"rules: {{{code}: warning}}", mistake) == ([], [code])


@pytest.mark.parametrize("name", EXAMPLES.values(), ids=EXAMPLES)
def test_what_is_off_is_not_told(name: str, small_sources: Path) -> None:
    code, mistake = BY_GROUP[name]
    assert judge(small_sources, f"rules: {{{code}: off}}", mistake) == ([], [])


@pytest.mark.parametrize("group", sorted({entry.code[0] for entry in ENTRIES} - set(EXAMPLES)))
def test_a_group_of_structure_has_no_other_level(group: str, small_sources: Path) -> None:
    changeable = [e for e in ENTRIES if e.code.startswith(group) and not e.is_fixed]
    expected = [] if changeable else ["rule-fixed"]
    assert judge(small_sources, f"rules: {{{group}: off}}")[0] == expected


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ("{}", ([], [])),
        ("{W: error, W406: warning}", (["what-full-stop"], [])),
        ("{W: error, W1: warning}", ([], ["W107"])),
        ("{W107: error, W: off, W10: warning}", (["what-full-stop"], [])),
        ("{W: error, W107: {level: warning}}", ([], ["W107"])),
    ],
)
def test_the_longest_selector_wins(
    rules: str, expected: tuple[list[str], list[str]], small_sources: Path
) -> None:
    errors, warnings = judge(small_sources, f"rules: {rules}", FULL_STOP)
    assert (errors, warnings) == expected


@pytest.mark.parametrize(("rules", "warned"), [("W: off", []), ("W107: warning", ["W107"])])
def test_a_kind_of_page_has_levels_of_its_own(
    rules: str, warned: list[str], small_sources: Path
) -> None:
    of_kind = (SETTINGS, KIND_OF_TOOLS, f"{KIND_OF_TOOLS}        rules: {{{rules}}}\n")
    assert judge(small_sources, ALL_ON, of_kind, FULL_STOP) == ([], warned)


def test_the_levels_of_another_kind_do_not_count(small_sources: Path) -> None:
    of_kind = (SETTINGS, "story: {one: Story,", "story: {rules: {W: off}, one: Story,")
    assert judge(small_sources, ALL_ON, of_kind, FULL_STOP)[0] == ["what-full-stop"]


@pytest.mark.parametrize(("most", "passes"), [(11, False), (12, True)])
def test_a_limit_is_a_setting(most: int, passes: bool, small_sources: Path) -> None:
    rules = f"rules: {{W106: {{level: error, most: {most}}}}}"
    problems = judge(small_sources, rules, (TOOLS, WHAT, f"what: Wipe{' it' * 11}"))[0]
    assert problems == ([] if passes else ["what-too-many-words"])


def test_a_kind_of_page_has_limits_of_its_own(small_sources: Path) -> None:
    of_kind = (SETTINGS, KIND_OF_TOOLS, f"{KIND_OF_TOOLS}        rules: {{W202: {{most: 30}}}}\n")
    long = (TOOLS, HOW, f"how: Keep{' it' * 25}.")
    assert judge(small_sources, ALL_ON, of_kind, long) == ([], [])


def test_what_is_off_hides_nothing(small_sources: Path) -> None:
    mistakes = (
        (TOOLS, "![A shed with an open door and two hooks]", "![ ]"),
        (TOOLS, "Take one dry", "Take one\n\nTake one dry"),
    )
    rules = "rules: {L203: off, W301: error}"
    assert judge(small_sources, rules, *mistakes)[0] == ["paragraph-open"]


def test_many_warnings_of_one_rule_are_grouped() -> None:
    warnings = [Problem(Path("a.md"), line, "what-full-stop") for line in range(1, 16)]
    warnings += [Problem(Path("b.md"), 1, "menu-double", values={"path": "c.md"})]
    lines = format_warnings(warnings, load_language("en"))
    assert sum(line.startswith("a.md:") for line in lines) == WARNING_LIMITS.of_all
    assert "    and 12 more of W107" in lines
    assert lines[-1].startswith("Warnings: 16 (W107 × 15, S203 × 1). ")
    assert format_warnings([], load_language("en")) == []


def test_many_errors_of_one_rule_are_grouped_by_file() -> None:
    errors = [
        Problem(Path(f"{name}.md"), line, "what-full-stop")
        for name in "abcdef"
        for line in range(1, 9)
    ]
    error = InvalidPublicationError(errors, load_language("en"))
    lines = str(error).splitlines()
    for name in "abcd":
        shown = [line for line in lines if line.startswith(f"{name}.md:")]
        assert len(shown) == ERROR_LIMITS.of_file
    assert not [line for line in lines if line.startswith("e.md:")]
    assert "    and 28 more of W107" in lines
    assert "--all" in lines[-2]
    assert lines[-1].startswith("Problems found: 48 (W107 × 48).")
    assert error.complete.count(".md:") == 48
    assert "--all" not in error.complete


def test_a_report_of_errors_has_the_warnings_before_them(small_sources: Path) -> None:
    rules = "rules: {W107: warning, W101: error}"
    for file, old, new in ((SETTINGS, ALL_ON, rules), (TOOLS, WHAT, "what: All blades dry.")):
        change(small_sources, file, old, new)
    with pytest.raises(InvalidPublicationError) as caught:
        load_publication(small_sources)
    text = str(caught.value)
    assert text.index(": W107 (warning) ") < text.index("Warnings: 1 (") < text.index(": W101 ")
    assert [problem.code for problem in caught.value.problems] == ["what-verb"]


def test_the_command_tells_warnings_and_passes(
    small_sources: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    judge(small_sources, "rules: {W107: warning}", FULL_STOP)
    assert main(["--project", str(small_sources), "check"]) == 0
    output = capsys.readouterr().out
    assert "W107 (warning) checklist tidy-tools › dry-tools › what: " in output
    assert "Warnings: 1 (W107 × 1). `python -m tools rules CODE`" in output
    assert output.rstrip().endswith("checklists: no errors.")
