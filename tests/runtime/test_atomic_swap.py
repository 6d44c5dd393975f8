"""The new site replaces the old one completely, or not at all."""

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
class Folders:
    """The three folders of a swap."""

    staged: Path
    site: Path
    former: Path

    def swap(self) -> None:
        """Swap the staged site into place."""
        swap_folders(self.staged, self.site, self.former)

    def recover_site(self) -> None:
        """Recover from an interrupted run."""
        recover(self.staged, self.site, self.former)

    def site_files(self) -> set[str] | None:
        """Return the files of the site, or None when there is no site."""
        return {path.name for path in self.site.iterdir()} if self.site.is_dir() else None


def create_files(folder: Path, *names: str) -> None:
    """Create a folder with files that contain their own names."""
    folder.mkdir(parents=True)
    for name in names:
        (folder / name).write_text(name, encoding="utf-8")


OLD = {"index.html", "old.html"}
NEW = {"index.html", "new.html"}


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    """The folders of an old site and a staged one, as in the pipeline."""
    found = Folders(tmp_path / "build" / "staged", tmp_path / "site", tmp_path / "build" / "former")
    create_files(found.staged, *NEW)
    create_files(found.site, *OLD)
    return found


def no_exchange(one: Path, other: Path) -> bool:
    """Behave as a system that cannot exchange two folders."""
    assert one.exists()
    assert other.exists()
    return False


@pytest.fixture(params=["exchange", "two renames"])
def swap_method(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> str:
    """Each of the two methods in turn; the first only where the system supports it."""
    method: str = request.param
    if method == "two renames":
        monkeypatch.setattr(atomic_swap, "exchange_folders", no_exchange)
    elif not can_exchange(tmp_path / "probe"):
        pytest.skip("this system cannot exchange two folders")
    return method


def can_exchange(folder: Path) -> bool:
    """Return whether this system can exchange two folders."""
    create_files(folder / "one")
    create_files(folder / "other")
    return exchange_folders(folder / "one", folder / "other")


@pytest.mark.usefixtures("swap_method")
def test_the_new_site_replaces_the_old_one(folders: Folders) -> None:
    folders.swap()
    assert folders.site_files() == NEW
    assert (folders.site / "new.html").read_text(encoding="utf-8") == "new.html"
    assert (folders.staged.exists(), folders.former.exists()) == (False, False)


@pytest.mark.usefixtures("swap_method")
def test_the_first_site_needs_no_old_one(folders: Folders) -> None:
    shutil.rmtree(folders.site)
    folders.swap()
    assert folders.site_files() == NEW
    assert not folders.staged.exists()


@pytest.mark.usefixtures("swap_method")
def test_files_of_an_earlier_run_do_not_matter(folders: Folders) -> None:
    create_files(folders.former, "older.html")
    folders.recover_site()
    assert folders.site_files() == OLD
    create_files(folders.staged, *NEW)
    folders.swap()
    assert folders.site_files() == NEW
    assert (folders.staged.exists(), folders.former.exists()) == (False, False)


def record_site(
    monkeypatch: pytest.MonkeyPatch, owner: Any, name: str, folders: Folders, states: list[Any]
) -> None:
    """Record the files of the site before and after each call of a function."""
    real: Callable[..., Any] = getattr(owner, name)

    def recorder(*args: Any, **options: Any) -> Any:
        states.append(folders.site_files())
        result = real(*args, **options)
        states.append(folders.site_files())
        return result

    monkeypatch.setattr(owner, name, recorder)


def test_the_exchange_is_atomic(
    folders: Folders, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    if not can_exchange(tmp_path / "probe"):
        pytest.skip("this system cannot exchange two folders")
    states: list[Any] = []
    renamed: list[Any] = []
    record_site(monkeypatch, atomic_swap, "exchange_folders", folders, states)
    record_site(monkeypatch, shutil, "rmtree", folders, states)
    record_site(monkeypatch, Path, "rename", folders, renamed)
    folders.swap()
    first_new = states.index(NEW)
    assert states == [OLD] * first_new + [NEW] * (len(states) - first_new)
    assert first_new > 0
    assert renamed == []


def test_there_is_no_site_only_between_two_renames(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(atomic_swap, "exchange_folders", no_exchange)
    states: list[Any] = []
    record_site(monkeypatch, Path, "rename", folders, states)
    folders.swap()
    assert states == [OLD, None, None, NEW, NEW, NEW]  # the last removes the old one


class StopError(Exception):
    """The machine stops."""


def stop_at_rename(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stop the swap at one of its renames, where no exchange is possible."""
    real = Path.rename
    count = iter(range(1, 9))

    def rename(path: Path, target: Path) -> Path:
        if next(count) == number:
            raise StopError
        return real(path, target)

    monkeypatch.setattr(atomic_swap, "exchange_folders", no_exchange)
    monkeypatch.setattr(Path, "rename", rename)


@pytest.mark.parametrize(("number", "expected"), [(1, OLD), (2, None), (3, NEW)])
def test_a_stop_between_renames_is_recovered_at_the_next_start(
    number: int, expected: set[str] | None, folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as stopping:
        stop_at_rename(number, stopping)
        with pytest.raises(StopError):
            folders.swap()
    assert folders.site_files() == expected
    folders.recover_site()
    assert folders.site_files() == (expected or OLD)
    assert not folders.former.exists()
    assert folders.staged.exists() == (number < 3)
    if number == 3:
        create_files(folders.staged, *NEW)
    folders.swap()
    assert folders.site_files() == NEW
    assert (folders.staged.exists(), folders.former.exists()) == (False, False)


def test_a_second_rename_that_is_refused_gives_the_old_site_back(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Path.rename

    def rename(path: Path, target: Path) -> Path:
        if path == folders.staged:
            raise PermissionError(13, "not allowed")
        return real(path, target)

    monkeypatch.setattr(atomic_swap, "exchange_folders", no_exchange)
    monkeypatch.setattr(Path, "rename", rename)
    with pytest.raises(PermissionError):
        folders.swap()
    assert folders.site_files() == OLD
    assert not folders.former.exists()


def test_a_stop_after_the_second_rename_keeps_the_new_site(folders: Folders) -> None:
    folders.site.rename(folders.former)
    folders.staged.rename(folders.site)
    create_files(folders.staged, "half.html")
    folders.recover_site()
    assert folders.site_files() == NEW
    assert (folders.staged.exists(), folders.former.exists()) == (False, False)


def test_nothing_is_recovered_after_a_complete_run(folders: Folders) -> None:
    folders.recover_site()
    assert folders.site_files() == OLD
    shutil.rmtree(folders.site)
    folders.recover_site()
    assert folders.site_files() is None


def test_an_exchange_swaps_both_folders(tmp_path: Path) -> None:
    if not can_exchange(tmp_path / "probe"):
        pytest.skip("this system cannot exchange two folders")
    create_files(tmp_path / "one", "a", "b")
    create_files(tmp_path / "other", "c")
    assert exchange_folders(tmp_path / "one", tmp_path / "other") is True
    assert {path.name for path in (tmp_path / "one").iterdir()} == {"c"}
    assert {path.name for path in (tmp_path / "other").iterdir()} == {"a", "b"}


def test_an_exchange_with_nothing_is_not_possible(tmp_path: Path) -> None:
    create_files(tmp_path / "one", "a")
    assert exchange_folders(tmp_path / "one", tmp_path / "gone") is False
    assert {path.name for path in (tmp_path / "one").iterdir()} == {"a"}


def test_a_system_without_the_call_cannot_exchange(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ctypes, "CDLL", lambda name: object())
    assert exchange_folders(folders.staged, folders.site) is False
    assert folders.site_files() == OLD
    folders.swap()
    assert folders.site_files() == NEW


def test_a_system_that_is_not_posix_is_not_even_asked(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    def asked(name: str | None) -> None:
        raise AssertionError

    monkeypatch.setattr(ctypes, "CDLL", asked)
    monkeypatch.setattr(
        atomic_swap, "os", type("Windows", (), {"name": "nt", "fsencode": os.fsencode})
    )
    assert exchange_folders(folders.staged, folders.site) is False


@pytest.mark.parametrize("obstacle", get_args(SwapObstacle))
def test_what_a_build_cannot_replace_is_named(
    obstacle: str, folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert find_obstacle(folders.staged, folders.site) is None
    site = folders.site
    if obstacle in ("site_link", "site_file"):
        site.rename(site.with_name("was"))
    if obstacle == "site_link":
        site.symlink_to(site.with_name("was"))
    elif obstacle == "site_file":
        site.write_text("precious")
    elif obstacle == "site_repository":
        (site / ".git").mkdir()
    elif obstacle == "site_mount":
        monkeypatch.setattr(os.path, "ismount", lambda path: path == site)
    elif obstacle == "site_elsewhere":
        proc = Path("/proc/self")
        if not proc.is_dir():
            pytest.skip("this system has no second disk for sure")
        assert find_obstacle(proc / "staged", site) == obstacle
        return
    elif obstacle == "site_read_only":
        monkeypatch.setattr(os, "access", lambda path, mode: path != site)
    assert find_obstacle(folders.staged, site) == obstacle


def test_nothing_hinders_where_no_site_is_yet(tmp_path: Path) -> None:
    assert find_obstacle(tmp_path / "build" / "work" / "staged", tmp_path / "site") is None


def test_the_site_is_readable_with_any_umask(folders: Folders) -> None:
    (folders.staged / "a").mkdir()
    (folders.staged / "a" / "b.html").touch(mode=0o600)
    for path, mode in ((folders.staged, 0o700), (folders.staged / "a", 0o770)):
        path.chmod(mode)
    fsync_tree(folders.staged)
    found = {path.name: path.stat().st_mode & 0o777 for path in folders.staged.rglob("*")}
    assert (found["a"], found["b.html"]) == (0o775, 0o644)
    assert folders.staged.stat().st_mode & 0o777 == 0o755


def test_a_folder_that_cannot_be_removed_is_named_in_full(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path) -> None:
        raise PermissionError(13, "not allowed", "index.html")

    monkeypatch.setattr(shutil, "rmtree", refuse)
    with pytest.raises(PermissionError, match=re.escape(str(folders.staged))):
        remove_tree(folders.staged)
