"""The build command from end to end: its output, and that mistakes keep the former site."""

from __future__ import annotations

import hashlib
import re
import shutil
from pathlib import Path

import pytest

from tests.conftest import ROOT, Built, change, command, copy_project, copy_small
from tests.same import (
    COMBINED,
    DEEP_FOLDER,
    Setting,
    build_in_setting,
    differing_files,
    read_site,
    reverse,
)
from tools.cli import main
from tools.render import site_paths

pytestmark = pytest.mark.integration

LIST = "docs/aan-de-slag/start-vandaag.md"
PRACTICES = "docs/manieren"
HEAD = "## Wat het is"

# Mistakes in the real publication: file, old text, new text, and a word of the message.
# `python -m tests.broken` tries some hundreds in the small one.
MISTAKES = (
    (LIST, "          done_when: ", "          done_wen: ", "done_wen"),
    (f"{PRACTICES}/brede-inzetbaarheid.md", HEAD, f"[x](weg.md)\n\n{HEAD}", "weg.md"),
    (f"{PRACTICES}/kennis-delen.md", HEAD, f'{{{{ cite("weg") }}}}\n\n{HEAD}', "weg"),
    (f"{PRACTICES}/leren-op-het-werk.md", HEAD, f"{{{{ weg() }}}}\n\n{HEAD}", "weg"),
    (f"{PRACTICES}/sociale-vaardigheden.md", "title: ", "titel: x\ntitle: ", "titel"),
)  # fmt: skip


def fingerprint(folder: Path) -> dict[str, str]:
    """Return the hash of every file in a folder."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_build_writes_site_and_book(built: Built) -> None:
    assert (built.site / "index.html").is_file()
    assert (built.site / "downloads" / "samenscholing.pdf").is_file()
    assert "17 checklists" in built.output
    assert "17 formulieren om op het scherm in te vullen" in built.output
    assert f"{len(built.publication.pages_with_handout)} hand-outs" in built.output
    assert "0 onveranderd" in built.output
    assert not (built.root / "build" / "staged").exists()


def test_sources_and_templates_are_not_published(built: Built) -> None:
    names = {path.name for path in built.site.iterdir()}
    assert not names & {"_data", "macros", "print", "README.md", "partials"}
    source_files = [path for path in built.site.rglob("*") if path.suffix in (".md", ".yml", ".j2")]
    assert [
        path for path in source_files if path.parent != built.site / site_paths.CHECKLISTS_FOLDER
    ] == []


def test_all_mistakes_are_reported_and_the_former_site_stays(tmp_path: Path) -> None:
    root = copy_project(tmp_path / "project")
    former = root / "site"
    former.mkdir()
    (former / "index.html").write_text("the former site")
    before = fingerprint(former)
    lines = [change(root, file, old, new) for file, old, new, _ in MISTAKES]

    done = command(root, "build")

    assert done.returncode == 1
    for line, (file, _, _, word) in zip(lines, MISTAKES, strict=True):
        messages = [text for text in done.stderr.splitlines() if text.startswith(f"{file}:{line}:")]
        assert any(word in text for text in messages), f"{file}:{line}\n{done.stderr}"
    assert "Traceback" not in done.stderr
    assert done.stderr.count("→") >= len(MISTAKES), "a remedy is missing"
    assert fingerprint(former) == before


def test_a_failing_step_keeps_the_former_site(tmp_path: Path) -> None:
    root = copy_project(tmp_path / "project")
    (root / "site").mkdir()
    (root / "site" / "index.html").write_text("the former site")
    (root / "overrides" / "macros" / "cards.html").write_text("{{ nothing_of_this_name }}")
    done = command(root, "build")
    assert done.returncode == 1
    assert "nothing_of_this_name" in done.stderr
    assert "index.md" in done.stderr
    assert "Traceback" not in done.stderr
    assert fingerprint(root / "site").keys() == {"index.html"}


def test_the_same_sources_give_the_same_bytes(built_small: Built, tmp_path: Path) -> None:
    """The environment does not matter; `python -m tests.same` varies each part of it."""
    setting = Setting("elsewhere", COMBINED.environment, DEEP_FOLDER, umask=0o077, prepare=reverse)
    outcome = build_in_setting(setting, tmp_path, copy_small)
    assert differing_files(outcome, read_site(built_small.site)) == []
    assert outcome.unreadable == ()


def test_another_publication_needs_only_docs_and_settings(built_small: Built) -> None:
    assert (built_small.site / "index.html").is_file()
    text = (built_small.site / "index.html").read_text(encoding="utf-8")
    assert 'lang="en"' in text
    assert len([*(built_small.site / site_paths.CHECKLISTS_FOLDER).glob("*-form.pdf")]) == 2
    assert "samenscholing" not in text.lower()


def test_check_release_asks_for_what_is_unset(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--project", str(ROOT), "check", "--release"]) == 1
    assert "publisher" in capsys.readouterr().err
    assert main(["--project", str(ROOT), "check"]) == 0


def test_data_files_can_be_exported_separately(small: Path) -> None:
    done = command(small, "export")
    assert done.returncode == 0, done.stderr
    assert (small / "build" / "staged" / "checklists.json").is_file()
    assert not (small / "site").exists()


def test_a_list_may_stand_outside_the_book(small_cached: Path) -> None:
    change(small_cached, "mkdocs.yml", "tidy-tools, weekly-round", "tidy-tools")
    done = command(small_cached, "build")
    assert done.returncode == 0, done.stderr


def test_a_failing_file_outside_the_book_stops_the_build(
    small_cached: Path,
) -> None:
    small = small_cached
    change(small, "mkdocs.yml", "tidy-tools, weekly-round", "weekly-round")
    line = change(small, "docs/practices/tidy-tools.md", "Wipe all blades dry", "Wipe all 漢 dry")
    done = command(small, "build")
    assert done.returncode == 1
    assert f"docs/practices/tidy-tools.md:{line}" in done.stderr
    assert "漢" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (small / "site").exists()


def test_a_check_without_problems_reports_success(small: Path) -> None:
    done = command(small, "check")
    assert done.returncode == 0
    assert "no problems" in done.stdout


def count_files(text: str) -> tuple[int, int]:
    """Return how many files a build reports as made and as unchanged."""
    found = re.search(r"Files: (\d+) made, (\d+) unchanged", text)
    assert found, text
    return int(found[1]), int(found[2])


def test_after_an_edit_only_affected_files_are_made_again(
    small_cached: Path, built_small: Built
) -> None:
    """The site of an incremental build equals that of a full one."""
    small, text = small_cached, "The lamp hangs low. "

    def build_again() -> tuple[int, int]:
        done = command(small, "build")
        assert done.returncode == 0, done.stderr
        return count_files(done.stdout)

    total, unchanged = count_files(built_small.output)
    assert unchanged == 0
    assert build_again() == (0, total)
    # A sentence in a story is only in its hand-out and the book.
    change(small, "docs/stories/beanpole-garden.md", "\n---\n", f"\n---\n{text}")
    assert build_again() == (2, total - 2)
    expected = fingerprint(small / "site")
    shutil.rmtree(small / "build")
    assert build_again() == (total, 0)
    assert fingerprint(small / "site") == expected
