"""The new site takes the place of the old one whole, or not at all."""

from __future__ import annotations

import ctypes
import os
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

import pytest

from tools.runtime import atomic_swap
from tools.runtime.atomic_swap import (
    SwapObstacle,
    exchange_folders,
    find_obstacle,
    fsync_tree,
    recover,
    remove_tree,
    swap_folders,
)


@dataclass(frozen=True)
class Places:
    """The three folders of a swap."""

    staged: Path
    site: Path
    former: Path

    def swap(self) -> None:
        """Put the staged site in place."""
        swap_folders(self.staged, self.site, self.former)

    def repair(self) -> None:
        """Mend what an earlier run left."""
        recover(self.staged, self.site, self.former)

    def shown(self) -> set[str] | None:
        """Give the files of the site, or None when there is no site."""
        return {path.name for path in self.site.iterdir()} if self.site.is_dir() else None


def filled(folder: Path, *names: str) -> None:
    """Make a folder with files that hold their own names."""
    folder.mkdir(parents=True)
    for name in names:
        (folder / name).write_text(name, encoding="utf-8")


OLD = {"index.html", "old.html"}
NEW = {"index.html", "new.html"}


@pytest.fixture
def places(tmp_path: Path) -> Places:
    """Lay out an old site and a staged one, as the pipeline does."""
    found = Places(tmp_path / "build" / "staged", tmp_path / "site", tmp_path / "build" / "former")
    filled(found.staged, *NEW)
    filled(found.site, *OLD)
    return found


def no_exchange(one: Path, other: Path) -> bool:
    """Stand in for a system that cannot exchange two folders."""
    assert one.exists()
    assert other.exists()
    return False


@pytest.fixture(params=["exchange", "two renames"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    """Take each of the two ways in turn; the first where this system has it."""
    chosen: str = request.param
    if chosen == "two renames":
        monkeypatch.setattr(atomic_swap, "exchange_folders", no_exchange)
    elif not can_exchange(tmp_path / "probe"):
        pytest.skip("this system cannot exchange two folders")
    return chosen


def can_exchange(folder: Path) -> bool:
    """Tell whether this system can exchange two folders."""
    filled(folder / "one")
    filled(folder / "other")
    return exchange_folders(folder / "one", folder / "other")


@pytest.mark.usefixtures("way")
def test_the_new_site_takes_the_place_of_the_old_and_nothing_is_left(places: Places) -> None:
    places.swap()
    assert places.shown() == NEW
    assert (places.site / "new.html").read_text(encoding="utf-8") == "new.html"
    assert (places.staged.exists(), places.former.exists()) == (False, False)


@pytest.mark.usefixtures("way")
def test_the_first_site_needs_no_old_one(places: Places) -> None:
    shutil.rmtree(places.site)
    places.swap()
    assert places.shown() == NEW
    assert not places.staged.exists()


@pytest.mark.usefixtures("way")
def test_what_an_earlier_run_left_does_not_matter(places: Places) -> None:
    filled(places.former, "older.html")
    places.repair()
    assert places.shown() == OLD
    filled(places.staged, *NEW)
    places.swap()
    assert places.shown() == NEW
    assert (places.staged.exists(), places.former.exists()) == (False, False)


def watched(
    monkeypatch: pytest.MonkeyPatch, owner: Any, name: str, places: Places, seen: list[Any]
) -> None:
    """Note what the site shows before and after each call of a function."""
    real: Callable[..., Any] = getattr(owner, name)

    def call(*args: Any, **options: Any) -> Any:
        seen.append(places.shown())
        result = real(*args, **options)
        seen.append(places.shown())
        return result

    monkeypatch.setattr(owner, name, call)


def test_the_exchange_shows_the_old_site_until_the_new_one_is_there(
    places: Places, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    if not can_exchange(tmp_path / "probe"):
        pytest.skip("this system cannot exchange two folders")
    seen: list[Any] = []
    renamed: list[Any] = []
    watched(monkeypatch, atomic_swap, "exchange_folders", places, seen)
    watched(monkeypatch, shutil, "rmtree", places, seen)
    watched(monkeypatch, Path, "rename", places, renamed)
    places.swap()
    new = seen.index(NEW)
    assert seen == [OLD] * new + [NEW] * (len(seen) - new)
    assert new > 0
    assert renamed == []


def test_two_renames_leave_no_site_only_between_them(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(atomic_swap, "exchange_folders", no_exchange)
    seen: list[Any] = []
    watched(monkeypatch, Path, "rename", places, seen)
    places.swap()
    assert seen == [OLD, None, None, NEW, NEW, NEW]  # the last throws the old one away


class StoppedError(Exception):
    """The machine stops."""


def stop_at_rename(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stop the swap at one of its renames, where no exchange is possible."""
    real = Path.rename
    count = iter(range(1, 9))

    def rename(path: Path, target: Path) -> Path:
        if next(count) == number:
            raise StoppedError
        return real(path, target)

    monkeypatch.setattr(atomic_swap, "exchange_folders", no_exchange)
    monkeypatch.setattr(Path, "rename", rename)


@pytest.mark.parametrize(("number", "shown"), [(1, OLD), (2, None), (3, NEW)])
def test_a_stop_between_the_renames_is_mended_at_the_next_start(
    number: int, shown: set[str] | None, places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as stopping:
        stop_at_rename(number, stopping)
        with pytest.raises(StoppedError):
            places.swap()
    assert places.shown() == shown
    places.repair()
    assert places.shown() == (shown or OLD)
    assert not places.former.exists()
    assert places.staged.exists() == (number < 3)
    if number == 3:
        filled(places.staged, *NEW)
    places.swap()
    assert places.shown() == NEW
    assert (places.staged.exists(), places.former.exists()) == (False, False)


def test_a_second_rename_that_is_refused_gives_the_old_site_back(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Path.rename

    def rename(path: Path, target: Path) -> Path:
        if path == places.staged:
            raise PermissionError(13, "not allowed")
        return real(path, target)

    monkeypatch.setattr(atomic_swap, "exchange_folders", no_exchange)
    monkeypatch.setattr(Path, "rename", rename)
    with pytest.raises(PermissionError):
        places.swap()
    assert places.shown() == OLD
    assert not places.former.exists()


def test_a_stop_after_the_second_rename_leaves_the_new_site(places: Places) -> None:
    places.site.rename(places.former)
    places.staged.rename(places.site)
    filled(places.staged, "half.html")
    places.repair()
    assert places.shown() == NEW
    assert (places.staged.exists(), places.former.exists()) == (False, False)


def test_there_is_nothing_to_repair_after_a_whole_run(places: Places) -> None:
    places.repair()
    assert places.shown() == OLD
    shutil.rmtree(places.site)
    places.repair()
    assert places.shown() is None


def test_an_exchange_keeps_both_folders(tmp_path: Path) -> None:
    if not can_exchange(tmp_path / "probe"):
        pytest.skip("this system cannot exchange two folders")
    filled(tmp_path / "one", "a", "b")
    filled(tmp_path / "other", "c")
    assert exchange_folders(tmp_path / "one", tmp_path / "other") is True
    assert {path.name for path in (tmp_path / "one").iterdir()} == {"c"}
    assert {path.name for path in (tmp_path / "other").iterdir()} == {"a", "b"}


def test_an_exchange_with_nothing_is_not_possible(tmp_path: Path) -> None:
    filled(tmp_path / "one", "a")
    assert exchange_folders(tmp_path / "one", tmp_path / "gone") is False
    assert {path.name for path in (tmp_path / "one").iterdir()} == {"a"}


def test_a_system_without_the_call_cannot_exchange(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ctypes, "CDLL", lambda name: object())
    assert exchange_folders(places.staged, places.site) is False
    assert places.shown() == OLD
    places.swap()
    assert places.shown() == NEW


def test_a_system_that_is_not_posix_is_not_even_asked(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    def asked(name: str | None) -> None:
        raise AssertionError

    monkeypatch.setattr(ctypes, "CDLL", asked)
    monkeypatch.setattr(
        atomic_swap, "os", type("Windows", (), {"name": "nt", "fsencode": os.fsencode})
    )
    assert exchange_folders(places.staged, places.site) is False


@pytest.mark.parametrize("what", get_args(SwapObstacle))
def test_what_a_build_cannot_replace_is_named(
    what: str, places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert find_obstacle(places.staged, places.site) is None
    site = places.site
    if what in ("site_link", "site_file"):
        site.rename(site.with_name("was"))
    if what == "site_link":
        site.symlink_to(site.with_name("was"))
    elif what == "site_file":
        site.write_text("precious")
    elif what == "site_repository":
        (site / ".git").mkdir()
    elif what == "site_mount":
        monkeypatch.setattr(os.path, "ismount", lambda path: path == site)
    elif what == "site_elsewhere":
        proc = Path("/proc/self")
        if not proc.is_dir():
            pytest.skip("this system has no second disk for sure")
        assert find_obstacle(proc / "staged", site) == what
        return
    elif what == "site_read_only":
        monkeypatch.setattr(os, "access", lambda path, mode: path != site)
    assert find_obstacle(places.staged, site) == what


def test_nothing_hinders_where_no_site_is_yet(tmp_path: Path) -> None:
    assert find_obstacle(tmp_path / "build" / "desk" / "staged", tmp_path / "site") is None


def test_whatever_the_umask_all_may_read_the_site(places: Places) -> None:
    (places.staged / "a").mkdir()
    (places.staged / "a" / "b.html").touch(mode=0o600)
    for path, mode in ((places.staged, 0o700), (places.staged / "a", 0o770)):
        path.chmod(mode)
    fsync_tree(places.staged)
    found = {path.name: path.stat().st_mode & 0o777 for path in places.staged.rglob("*")}
    assert (found["a"], found["b.html"]) == (0o775, 0o644)
    assert places.staged.stat().st_mode & 0o777 == 0o755


def test_what_cannot_be_thrown_away_is_named_in_full(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path) -> None:
        raise PermissionError(13, "not allowed", "index.html")

    monkeypatch.setattr(shutil, "rmtree", refuse)
    with pytest.raises(PermissionError, match=re.escape(str(places.staged))):
        remove_tree(places.staged)
