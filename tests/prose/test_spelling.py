"""Unknown words: found in the sources with file and line, offered, and added by a command."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.conftest import change
from tools.cli import main
from tools.model.loader import load_project
from tools.prose import spelling

pytestmark = pytest.mark.integration

ROUND, WORDS = "docs/practices/weekly-round.md", "docs/_data/words.txt"


@pytest.fixture
def small(small_sources: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small publication, with a dictionary of the words in it and a few others."""
    lines = spelling.collect_lines(load_project(small_sources))
    known = {word for _, _, text in lines for word in spelling.split_spelled_words(text)}
    known |= {"Een", "medewerker", "en", "of", "two", "words"}
    dictionary = small_sources.parent / "dictionary"
    dictionary.with_suffix(".aff").write_text("SET UTF-8\nTRY erk\nWORDCHARS '-\n")
    dictionary.with_suffix(".dic").write_text("\n".join([str(len(known)), *sorted(known), ""]))
    monkeypatch.setattr(spelling, "locale_of", lambda _: str(dictionary))
    return small_sources


def words(root: Path, *arguments: str) -> int:
    """Run the command."""
    return main(["--project", str(root), "words", *arguments])


def find_words(root: Path) -> dict[str, list[str]]:
    """Return the unknown words of a publication with their places."""
    found: dict[str, list[str]] = {}
    for unknown in spelling.find_unknown_words(load_project(root)):
        found.setdefault(unknown.word, []).append(f"{unknown.file}:{unknown.line}")
    return found


def test_an_unknown_word_is_offered_with_its_line_and_suggestions(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    line = change(small, ROUND, "Once a week", "Een medewerkker of `medewerrker`.\n\nOnce a week")
    assert words(small) == 1
    output = capsys.readouterr()
    assert f"{ROUND}:{line}: medewerkker → medewerker\n" in output.out
    assert "medewerrker" not in output.out, "code is no text"
    assert re.search(r"python -m tools words --add .*medewerkker", output.err)


PLACES = {
    "a paragraph, on its second line": (ROUND, "Once a week", "Once\na qqxx week"),
    "a table": (ROUND, "Ten minutes", "| a | b |\n| - | - |\n| c | qqxx |\n\nTen minutes"),
    "a heading": (ROUND, "## Why it works", "## Why qqxx works"),
    "the text of a link": (ROUND, '{{ term("round") }}', '{{ term("round", "qqxx") }}'),
    "a title": (ROUND, 'title: "The weekly', 'title: "The qqxx'),
    "a field of an item": (ROUND, "why: A drip", "why: A qqxx"),
    "a moment": (ROUND, "moment: Within", "moment: qqxx"),
    "a term": ("docs/_data/glossary.yml", "definition: A short", "definition: A qqxx"),
    "a change": ("docs/_data/changes.yml", "what: The first", "what: The qqxx"),
}  # fmt: skip


@pytest.mark.parametrize("name", PLACES)
def test_words_are_found_wherever_readers_see_them(name: str, small: Path) -> None:
    file, old, new = PLACES[name]
    line = change(small, file, old, new) + new[: new.index("qqxx")].count("\n")
    assert find_words(small)["qqxx"] == [f"{file}:{line}"]


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (ROUND, "search_words: [", "search_words: [qqxx, "),
        (ROUND, "Once a week", "{# qqxx #}Once a week"),
        (ROUND, "Once a week", "See qqxx@example.org, https://qqxx.org or qqxx.md. Once a week"),
        ("docs/_data/sources.yml", "title: ", "title: Qqxx "),
    ],
)
def test_what_is_no_text_is_not_spelt(file: str, old: str, new: str, small: Path) -> None:
    change(small, file, old, new)
    assert not {"qqxx", "Qqxx"} & {*find_words(small)}


def test_a_word_is_added_to_the_sorted_list(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(small, ROUND, "Once a week", "Een medewerkker en qqxx. Once a week")
    assert words(small, "--add", "qqxx", "medewerkker") == 0
    path = small / WORDS
    assert path.read_text() == "medewerkker\nqqxx\n"
    assert not {"medewerkker", "qqxx"} & {*find_words(small)}
    path.write_text("# Words that are right.\nqqxx\nmedewerkker\n")
    assert words(small, "--add", "naamm") == 0
    assert path.read_text() == "# Words that are right.\nmedewerkker\nnaamm\nqqxx\n"
    assert capsys.readouterr().out.count(str(path)) == 2


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--add", "two words"), "no word: two words"),
        (("--add", "medewerker", "qqxx"), "known already: medewerker"),
        (("--add",), "--add WORD"),
        (("qqxx",), "--add WORD"),
    ],
)
def test_what_cannot_be_added_is_refused(
    arguments: tuple[str, ...], message: str, small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert words(small, *arguments) == 1
    assert message in capsys.readouterr().err
    assert not (small / WORDS).exists()


def test_without_the_dictionary_the_command_says_so(
    small_sources: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spelling, "locale_of", lambda _: "tlh_XX")
    assert words(small_sources) == 1
    assert "tlh_XX is absent" in capsys.readouterr().err
    monkeypatch.setattr(spelling, "HUNSPELL", "no-such-program")
    assert words(small_sources) == 1
    assert "python -m tools doctor --tests" in capsys.readouterr().err


def test_a_text_is_split_into_words() -> None:
    text = "De zzp’er’s O&O-fonds, info@example.org, zie example.nl en 3D."
    assert spelling.split_spelled_words(text) == ["De", "zzp'er's", "O-fonds", "zie", "en"]
