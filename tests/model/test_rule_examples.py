"""The examples of the rules are run: each rule reports what is wrong in its example."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import ROOT, SMALL, ReportedProblem, change
from tests.model.test_rules import SETTINGS
from tools.authoring.rule_index import load_examples, load_index
from tools.model.loader import load_project, load_publication
from tools.model.problems import InvalidPublicationError
from tools.model.rule_table import BY_NAME
from tools.model.rules.noqa import read_remarks
from tools.prose.readability import measure_texts

ProblemsAfter = Callable[..., list[ReportedProblem]]
EXAMPLES = load_examples()
DATA: dict[str, Any] = yaml.safe_load(
    (ROOT / "tests/model/rule_examples.yml").read_text(encoding="utf-8")
)
WORDS: dict[str, str] = DATA["words"]
RUN: dict[str, dict[str, str]] = DATA["places"]  # by name: `in` a file, `at` a text
NL = {name: one for name, one in load_index("nl").examples.items() if one != EXAMPLES[name]}
PROSE = [name for name in RUN if name.startswith("prose-")]
# Not a change of one text, and tested in these places.
# What the generator makes, and what a release asks, are no texts of an author.
WITHOUT_EXAMPLE = ("built-", "publish-")
# Their tests go by what happens: tests/authoring/ and tests/editions/test_loader.py.
BY_OUTCOME = ("move-", "remove-", "import-", "ids-", "edition-", "foreword-")
ELSEWHERE: dict[str, set[str]] = {
    "tests/model/test_rules.py": {
        "address-gone", "canvas-empty", "canvas-unnamed", "canvas-unused",
        "data-missing", "docs-missing", "drawing-broken", "drawing-large",
        "drawing-unsafe", "drawing-without-words", "file-is-folder", "file-kind", "file-large",
        "file-link", "file-missing", "file-name", "file-name-clash", "file-special",
        "file-unreadable", "image-animated", "image-broken", "image-heic", "image-large",
        "image-unused", "line-long", "link-to-readme", "not-a-decimal", "not-utf-8", "plugin-value",
        "scan-id-double", "template-recursion", "verb-repeated",
    },
    "tests/prose/test_readability.py": {"prose-average"},
    "tests/prose/test_rhythm.py": {"prose-short", "prose-even"},
    "tests/model/test_release.py": {name for name in EXAMPLES if name.startswith("release-")},
    "tests/authoring/test_new_page.py": {name for name in EXAMPLES if name.startswith("new-")},
    "tests/authoring/test_begin.py": {"begin-exists"},
    "tests/authoring/test_upgrade.py": {"upgrade-by-hand"},
    "tests/checks/test_pdfs.py": {"sheet-long"},
    "tests/pdf/test_cards.py": {"card-long"},
    "tests/exports/test_decks.py": {"slide-long"},
    "tests/checks/test_additions.py": {"policy-source", "policy-html", "policy-inert"},
    "tests/model/test_identity.py": {
        name for name in EXAMPLES if name.startswith(("colour-", "identity-"))
    },
}  # fmt: skip


def find_place(name: str) -> tuple[str, str]:
    """Return the file of the small publication, and the text in it that an example replaces."""
    place, text = RUN[name]["in"], RUN[name]["at"]
    pages = [*SMALL.glob("docs/*.md"), *SMALL.glob("docs/[!_]*/**/*.md")]
    files = {"settings": [SMALL / SETTINGS], "page": sorted(pages)}
    paths = files.get(place, [SMALL / "docs" / "_data" / place])
    found = next(path for path in paths if text in path.read_text(encoding="utf-8"))
    return found.relative_to(SMALL).as_posix(), text


def use_words(text: str) -> str:
    """Return a text of an example with the words of the small publication."""
    for word, own in WORDS.items():
        text = text.replace(word, own)
    return text


@pytest.mark.integration
@pytest.mark.parametrize("name", [name for name in RUN if name not in PROSE])
def test_what_is_wrong_is_reported(name: str, problems_after: ProblemsAfter) -> None:
    problems = problems_after((*find_place(name), use_words(EXAMPLES[name].wrong)))
    assert name in {problem.code for problem in problems}


@pytest.mark.integration
@pytest.mark.parametrize("name", [name for name in RUN if name in NL and name not in PROSE])
def test_what_is_wrong_in_dutch_is_reported_and_what_is_right_is_not(
    name: str, small_sources: Path
) -> None:
    dutch, (file, text) = NL[name], find_place(name)
    change(small_sources, SETTINGS, "language: en", "language: nl")
    for old, new, expected in (
        (text, dutch.wrong, True),
        (dutch.wrong, dutch.right, False),
    ):
        line = change(small_sources, file, old, new)
        with pytest.raises(InvalidPublicationError) as caught:  # the other words are English
            load_publication(small_sources)
        lines = {p.line for p in caught.value.problems if (p.code, p.file) == (name, Path(file))}
        assert bool(lines & {*range(line - 2, line + 3)}) is expected


@pytest.mark.parametrize("name", PROSE)
def test_what_is_wrong_in_prose_is_reported(name: str, small_sources: Path) -> None:
    change(small_sources, *find_place(name), use_words(EXAMPLES[name].wrong))
    project = load_project(small_sources)
    texts = measure_texts(project, read_remarks(project))
    assert name in {problem.code for text in texts for problem in (*text.errors, *text.warnings)}


def test_every_rule_has_an_example_that_is_run_or_tested_elsewhere() -> None:
    rules = {name for name in BY_NAME if not name.startswith(WITHOUT_EXAMPLE)}
    elsewhere = set[str]().union(*ELSEWHERE.values())
    assert {name for name in EXAMPLES if not name.startswith(WITHOUT_EXAMPLE)} == rules
    assert set(RUN) == {name for name in rules - elsewhere if not name.startswith(BY_OUTCOME)}


@pytest.mark.parametrize("file", ELSEWHERE)
def test_what_is_tested_elsewhere_is(file: str) -> None:
    text = (ROOT / file).read_text(encoding="utf-8")
    names = (name for name in ELSEWHERE[file] if BY_NAME[name].code not in text)
    assert [name for name in names if f'"{name}"' not in text] == []
