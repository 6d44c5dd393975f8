"""Changes of files: written all or not at all, undone byte for byte, and described."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.authoring.file_changes import FileChanges

A, B, NEW = Path("a.md"), Path("folder/b.md"), Path("other/deep/c.md")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder with two files, one with line ends as in Windows."""
    (tmp_path / A).write_bytes("one\r\ntwo é\r\n".encode())
    (tmp_path / B).parent.mkdir()
    (tmp_path / B).write_bytes(b"b")
    return tmp_path


def read_all(root: Path) -> dict[str, bytes | None]:
    """Return all files and folders below a folder."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes() if path.is_file() else None
        for path in root.rglob("*")
    }


def change(root: Path) -> FileChanges:
    """Change one file, and move the other."""
    changes = FileChanges(root)
    changes.write(A, changes.read(A).replace("two", "2"))
    changes.move(B, NEW)
    return changes


def test_changes_are_written_when_applied_and_can_be_undone(root: Path) -> None:
    before = read_all(root)
    changes = change(root)
    assert read_all(root) == before
    changes.apply()
    assert (root / A).read_bytes() == "one\r\n2 é\r\n".encode()
    assert (root / NEW).read_bytes() == b"b"
    assert not (root / B).parent.exists(), "an empty folder goes"
    changes.undo()
    assert read_all(root) == before


def test_a_failure_leaves_everything_as_it_was(root: Path) -> None:
    (root / "other").write_bytes(b"")  # where a folder is needed
    before = read_all(root)
    with pytest.raises(OSError):  # noqa: PT011 (which one depends on the system)
        change(root).apply()
    assert read_all(root) == before


def test_each_changed_line_is_described(root: Path) -> None:
    changes = FileChanges(root)
    (root / "list").write_text("a b c\nd\ne\n")
    file = Path("list")
    changes.write(file, "a x c\ne\nf\n")
    changes.write(Path("made"), "x")
    changes.delete(A)
    assert [*changes.describe()] == [
        "− a.md", "list:1: b → x", "list:2: − d", "list:3: + f", "+ made",
    ]  # fmt: skip


def test_a_moved_file_is_described_by_its_lines(root: Path) -> None:
    changes = change(root)
    changes.write(NEW, "b2")
    assert [*changes.describe()] == ["a.md:2: two → 2", "other/deep/c.md:1: b → b2"]


def test_a_long_line_is_shown_in_part(root: Path) -> None:
    changes = FileChanges(root)
    changes.write(A, "x" * 300)
    (first, *_) = changes.describe()
    assert len(first) < 150
    assert first.endswith("…")
