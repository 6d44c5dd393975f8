"""The cache: unchanged checklists are not made again, and cached files equal new ones."""

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


def write_file(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def export(project: Path, folder: Path, cache_folder: Path, generator: str = "same") -> set[str]:
    """Export the checklists of a project; return the names of the files that were not cached."""
    cache = Cache(cache_folder, generator)
    write_checklist_files(load_publication(project), folder, cache)
    cache.prune()
    return {path.name for path in cache.misses}


def read_bytes(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def forms(*lists: str) -> set[str]:
    return {f"{name}.{ending}" for name in lists for ending in FORMATS}


ALL_FILES = forms("tidy-tools", "weekly-round") | {"checklists.xlsx"}


def test_an_unchanged_list_is_not_made_again(small: Path, tmp_path: Path) -> None:
    cache_folder = tmp_path / "cache"
    assert export(small, tmp_path / "one", cache_folder) == ALL_FILES
    assert export(small, tmp_path / "two", cache_folder) == set()
    assert read_bytes(tmp_path / "two") == read_bytes(tmp_path / "one")


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        ("docs/practices/tidy-tools.md", "Wipe all blades dry", "Wipe all blades clean",
         forms("tidy-tools") | {"checklists.xlsx"}),
        ("docs/_data/roles.yml", "title: Keeper", "title: Guard", ALL_FILES),
        ("mkdocs.yml", "https://example.org/sheds/", "https://example.org/huts/", ALL_FILES),
        ("mkdocs.yml", 'version: "0.1"', 'version: "0.2"', ALL_FILES),
        ("docs/index.md", "kind: home", "kind: home # a remark", set()),
    ],
)  # fmt: skip
def test_changed_files_are_made_as_without_a_cache(
    small: Path, tmp_path: Path, file: str, old: str, new: str, expected: set[str]
) -> None:
    cache_folder = tmp_path / "cache"
    export(small, tmp_path / "one", cache_folder)
    change(small, file, old, new)
    assert export(small, tmp_path / "two", cache_folder) == expected
    export(small, tmp_path / "clean", tmp_path / "empty")
    assert read_bytes(tmp_path / "two") == read_bytes(tmp_path / "clean")


def test_another_generator_makes_all_again(small: Path, tmp_path: Path) -> None:
    export(small, tmp_path / "one", tmp_path / "cache")
    assert export(small, tmp_path / "two", tmp_path / "cache", "other") == ALL_FILES


def test_the_fingerprint_covers_file_names_and_contents(tmp_path: Path) -> None:
    style = write_file(tmp_path / "print" / "sheet.css", "p { margin: 0 }")
    before = generator_fingerprint(tmp_path)
    assert generator_fingerprint(tmp_path) == before
    write_file(style, "p { margin: 1mm }")
    assert generator_fingerprint(tmp_path) != before
    write_file(style, "p { margin: 0 }").rename(style.with_name("sheets.css"))
    assert generator_fingerprint(tmp_path) != before


def test_the_fingerprint_covers_text_libraries() -> None:
    for name, call in TEXT_LIBRARIES.items():
        assert re.fullmatch(r"\d+\.\d+\.\d+", library_version(name, call))
    assert library_version("no-such-library", "version") == ""


def test_unused_files_are_pruned(tmp_path: Path) -> None:
    cache_folder, path = tmp_path / "cache", tmp_path / "list.md"
    for text in ("first", "second"):
        cache = Cache(cache_folder, "same")
        cache.restore_or_make(path, [text], partial(write_file, path, text))
        cache.prune()
        assert path.read_text() == text
    assert len([*cache_folder.iterdir()]) == 1
    new_cache = Cache(cache_folder, "same")
    assert new_cache.restore(path, ["first"]) is None
    assert new_cache.restore(path, ["second"]) == ""


def test_a_note_is_stored_with_its_file(tmp_path: Path) -> None:
    path = write_file(tmp_path / "list.pdf", "text")
    Cache(tmp_path / "cache", "same").store(path, ["text"], "three pages")
    path.unlink()
    assert Cache(tmp_path / "cache", "same").restore(path, ["text"]) == "three pages"
    assert path.read_text() == "text"


@pytest.mark.parametrize("damage", [b"", b"hash only\n", b"half"])
def test_a_damaged_file_is_made_again(tmp_path: Path, damage: bytes) -> None:
    path = write_file(tmp_path / "list.pdf", "text")
    Cache(tmp_path / "cache", "same").store(path, ["text"], "three pages")
    (cached,) = (tmp_path / "cache").iterdir()
    content = cached.read_bytes()
    cached.write_bytes(content[:-1] if damage == b"half" else damage)
    assert Cache(tmp_path / "cache", "same").restore(path, ["text"]) is None
    cached.write_bytes(content)
    assert Cache(tmp_path / "cache", "same").restore(path, ["text"]) == "three pages"


def test_bytes_are_loaded_as_they_were_saved(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache", "same")
    assert cache.load("section", ["text"]) is None
    for content in (b"", b"one\ntwo\n\n", bytes(range(256))):
        cache.save("section", ["text"], content)
        assert cache.load("section", ["text"]) == content
    assert len([*cache.folder.iterdir()]) == 1
    assert (cache.misses, cache.hits) == ([], []), "only files count"


@pytest.mark.parametrize(
    ("generator", "name", "made_from"),
    [
        ("other", "section", ["te", "xt"]), ("same", "chapter", ["te", "xt"]),
        ("same", "section", ["text"]), ("same", "section", ["xt", "te"]), ("same", "section", []),
    ],
)  # fmt: skip
def test_bytes_are_loaded_by_all_that_they_are_made_from(
    tmp_path: Path, generator: str, name: str, made_from: list[str]
) -> None:
    Cache(tmp_path / "cache", "same").save("section", ["te", "xt"], b"content")
    assert Cache(tmp_path / "cache", "same").load("section", ["te", "xt"]) == b"content"
    assert Cache(tmp_path / "cache", generator).load(name, made_from) is None


@pytest.mark.parametrize("length", [0, 10, 64, 65, 70, -1])
def test_damaged_bytes_are_not_loaded(tmp_path: Path, length: int) -> None:
    cache = Cache(tmp_path / "cache", "same")
    cache.save("section", ["text"], b"content")
    (entry,) = cache.folder.iterdir()
    entry.write_bytes(entry.read_bytes()[:length])
    assert cache.load("section", ["text"]) is None
    entry.write_bytes(b"content")
    assert cache.load("section", ["text"]) is None


def test_bytes_that_are_loaded_or_saved_are_not_pruned(tmp_path: Path) -> None:
    for used in (("old", "both"), ("both", "new")):
        cache = Cache(tmp_path / "cache", "same")
        for text in used:
            if cache.load("section", [text]) is None:
                cache.save("section", [text], text.encode())
        cache.prune()
    left = Cache(tmp_path / "cache", "same")
    found = [left.load("section", [text]) for text in ("old", "both", "new")]
    assert found == [None, b"both", b"new"]


def test_unfinished_files_are_pruned(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache", "same")
    cache.store(write_file(tmp_path / "list.pdf", "text"), ["text"])
    (cached,) = (tmp_path / "cache").iterdir()
    cached.with_suffix(TEMPORARY_SUFFIX).write_text("half")
    cache.prune()
    assert [*(tmp_path / "cache").iterdir()] == [cached]


def test_a_build_goes_on_when_another_clears_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache, other_cache = Cache(tmp_path / "cache", "same"), Cache(tmp_path / "cache", "same")
    replace = Path.replace

    def prune_first(path: Path, target: Path) -> Path:
        other_cache.prune()
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", prune_first)
    cache.store(write_file(tmp_path / "list.pdf", "text"), ["text"])
    assert [*(tmp_path / "cache").iterdir()] == []


def test_files_used_by_several_processes_are_not_pruned(tmp_path: Path) -> None:
    cache_folder, first, second = tmp_path / "cache", tmp_path / "one.md", tmp_path / "other.md"
    caches = [Cache(cache_folder, "same"), Cache(cache_folder, "same")]
    for cache, path in zip(caches, (first, second), strict=True):
        cache.restore_or_make(path, ["text"], partial(write_file, path, "text"))
    caches[0].merge(caches[1])
    caches[0].prune()
    assert Cache(cache_folder, "same").restore(first, ["text"]) == ""
    assert Cache(cache_folder, "same").restore(second, ["text"]) == ""
    assert caches[0].misses == [first, second]


def test_an_interrupted_file_is_not_cached(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache", "same")
    path = tmp_path / "list.md"

    def fail_halfway() -> None:
        write_file(path, "half")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        cache.restore_or_make(path, ["text"], fail_halfway)
    assert cache.restore(path, ["text"]) is None


def test_texts_are_hashed_apart() -> None:
    assert hash_texts(["ab"]) != hash_texts(["a", "b"])
    assert hash_texts(["a", "b"]) != hash_texts(["b", "a"])
