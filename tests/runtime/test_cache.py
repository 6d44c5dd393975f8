"""An unchanged list is not made again, and a kept file is the file that would be made."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path

import pytest

from tests.conftest import change
from tools.exports.checklist_files import FORMATS, write_checklist_files
from tools.model.loader import load_publication
from tools.runtime.cache import (
    TEMPORARY_SUFFIX,
    TEXT_LIBRARIES,
    Cache,
    generator_fingerprint,
    hash_texts,
    library_version,
)


def written(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def exported(project: Path, folder: Path, kept: Path, machinery: str = "same") -> set[str]:
    """Write the forms of a project; give the names of the files that were really made."""
    cache = Cache(kept, machinery)
    write_checklist_files(load_publication(project), folder, cache)
    cache.prune()
    return {path.name for path in cache.misses}


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def forms(*lists: str) -> set[str]:
    return {f"{name}.{ending}" for name in lists for ending in FORMATS}


BOTH = forms("tidy-tools", "weekly-round") | {"checklists.xlsx"}


def test_an_unchanged_list_is_not_made_again(small: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    assert exported(small, tmp_path / "one", kept) == BOTH
    assert exported(small, tmp_path / "two", kept) == set()
    assert bytes_of(tmp_path / "two") == bytes_of(tmp_path / "one")


@pytest.mark.parametrize(
    ("file", "old", "new", "made"),
    [
        ("docs/practices/tidy-tools.md", "Wipe all blades dry", "Wipe all blades clean",
         forms("tidy-tools") | {"checklists.xlsx"}),
        ("docs/_data/roles.yml", "title: Keeper", "title: Guard", BOTH),
        ("mkdocs.yml", "https://example.org/sheds/", "https://example.org/huts/", BOTH),
        ("mkdocs.yml", 'version: "0.1"', 'version: "0.2"', BOTH),
        ("docs/index.md", "kind: home", "kind: home # a remark", set()),
    ],
)  # fmt: skip
def test_what_changed_is_made_as_if_nothing_had_been_kept(
    small: Path, tmp_path: Path, file: str, old: str, new: str, made: set[str]
) -> None:
    kept = tmp_path / "kept"
    exported(small, tmp_path / "one", kept)
    change(small, file, old, new)
    assert exported(small, tmp_path / "two", kept) == made
    exported(small, tmp_path / "afresh", tmp_path / "empty")
    assert bytes_of(tmp_path / "two") == bytes_of(tmp_path / "afresh")


def test_another_machinery_makes_all_again(small: Path, tmp_path: Path) -> None:
    exported(small, tmp_path / "one", tmp_path / "kept")
    assert exported(small, tmp_path / "two", tmp_path / "kept", "other") == BOTH


def test_the_machinery_is_its_files_and_their_names(tmp_path: Path) -> None:
    style = written(tmp_path / "print" / "sheet.css", "p { margin: 0 }")
    before = generator_fingerprint(tmp_path)
    assert generator_fingerprint(tmp_path) == before
    written(style, "p { margin: 1mm }")
    assert generator_fingerprint(tmp_path) != before
    written(style, "p { margin: 0 }").rename(style.with_name("sheets.css"))
    assert generator_fingerprint(tmp_path) != before


def test_the_machinery_names_the_libraries_that_set_text() -> None:
    for name, call in TEXT_LIBRARIES.items():
        assert re.fullmatch(r"\d+\.\d+\.\d+", library_version(name, call))
    assert library_version("no-such-library", "version") == ""


def test_what_no_build_asks_for_is_thrown_away(tmp_path: Path) -> None:
    kept, path = tmp_path / "kept", tmp_path / "list.md"
    for text in ("first", "second"):
        cache = Cache(kept, "same")
        cache.restore_or_make(path, [text], partial(written, path, text))
        cache.prune()
        assert path.read_text() == text
    assert len([*kept.iterdir()]) == 1
    again = Cache(kept, "same")
    assert again.restore(path, ["first"]) is None
    assert again.restore(path, ["second"]) == ""


def test_a_note_is_kept_with_its_file(tmp_path: Path) -> None:
    path = written(tmp_path / "list.pdf", "text")
    Cache(tmp_path / "kept", "same").store(path, ["text"], "three pages")
    path.unlink()
    assert Cache(tmp_path / "kept", "same").restore(path, ["text"]) == "three pages"
    assert path.read_text() == "text"


@pytest.mark.parametrize("damage", [b"", b"hash only\n", b"half"])
def test_what_is_not_whole_is_made_again(tmp_path: Path, damage: bytes) -> None:
    path = written(tmp_path / "list.pdf", "text")
    Cache(tmp_path / "kept", "same").store(path, ["text"], "three pages")
    (kept,) = (tmp_path / "kept").iterdir()
    whole = kept.read_bytes()
    kept.write_bytes(whole[:-1] if damage == b"half" else damage)
    assert Cache(tmp_path / "kept", "same").restore(path, ["text"]) is None
    kept.write_bytes(whole)
    assert Cache(tmp_path / "kept", "same").restore(path, ["text"]) == "three pages"


def test_what_was_not_finished_is_thrown_away(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "kept", "same")
    cache.store(written(tmp_path / "list.pdf", "text"), ["text"])
    (kept,) = (tmp_path / "kept").iterdir()
    kept.with_suffix(TEMPORARY_SUFFIX).write_text("half")
    cache.prune()
    assert [*(tmp_path / "kept").iterdir()] == [kept]


def test_a_build_goes_on_when_another_clears_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache, other = Cache(tmp_path / "kept", "same"), Cache(tmp_path / "kept", "same")
    put = Path.replace

    def late(path: Path, target: Path) -> Path:
        other.prune()
        return put(path, target)

    monkeypatch.setattr(Path, "replace", late)
    cache.store(written(tmp_path / "list.pdf", "text"), ["text"])
    assert [*(tmp_path / "kept").iterdir()] == []


def test_what_several_processes_asked_is_kept(tmp_path: Path) -> None:
    kept, one, other = tmp_path / "kept", tmp_path / "one.md", tmp_path / "other.md"
    caches = [Cache(kept, "same"), Cache(kept, "same")]
    for cache, path in zip(caches, (one, other), strict=True):
        cache.restore_or_make(path, ["text"], partial(written, path, "text"))
    caches[0].merge(caches[1])
    caches[0].prune()
    assert Cache(kept, "same").restore(one, ["text"]) == ""
    assert Cache(kept, "same").restore(other, ["text"]) == ""
    assert caches[0].misses == [one, other]


def test_a_build_that_stops_half_way_keeps_nothing_of_the_file(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "kept", "same")
    path = tmp_path / "list.md"

    def broken() -> None:
        written(path, "half")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        cache.restore_or_make(path, ["text"], broken)
    assert cache.restore(path, ["text"]) is None


def test_texts_are_hashed_apart() -> None:
    assert hash_texts(["ab"]) != hash_texts(["a", "b"])
    assert hash_texts(["a", "b"]) != hash_texts(["b", "a"])
