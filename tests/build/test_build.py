"""The command from end to end: what it leaves, and that a mistake leaves the former site alone."""

from __future__ import annotations

import hashlib
import re
import shutil
from pathlib import Path

import pytest

from tests.conftest import ROOT, Built, change, command, copy_project, copy_small
from tests.same import DEEP, MOST, Setting, differing, outcome, read, reverse
from tools.cli import main
from tools.render import artifacts

pytestmark = pytest.mark.integration

LIST = "docs/aan-de-slag/start-vandaag.md"
WAYS = "docs/manieren"
HEAD = "## Wat het is"

# What is changed in the real publication: file, what stands there, what comes, and what the message
# must hold besides file and line. `python -m tests.broken` tries some hundreds in the small one.
MISTAKES = (
    (LIST, "          done_when: ", "          done_wen: ", "done_wen"),
    (f"{WAYS}/brede-inzetbaarheid.md", HEAD, f"[x](weg.md)\n\n{HEAD}", "weg.md"),
    (f"{WAYS}/kennis-delen.md", HEAD, f'{{{{ cite("weg") }}}}\n\n{HEAD}', "weg"),
    (f"{WAYS}/leren-op-het-werk.md", HEAD, f"{{{{ weg() }}}}\n\n{HEAD}", "weg"),
    (f"{WAYS}/sociale-vaardigheden.md", "title: ", "titel: x\ntitle: ", "titel"),
)  # fmt: skip


def fingerprint(folder: Path) -> dict[str, str]:
    """Give the hash of every file in a folder."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_build_leaves_site_and_book(built: Built) -> None:
    assert (built.site / "index.html").is_file()
    assert (built.site / "downloads" / "samenscholing.pdf").is_file()
    assert "16 checklists" in built.said
    assert "16 formulieren om op het scherm in te vullen" in built.said
    assert "24 hand-outs" in built.said
    assert "0 onveranderd" in built.said
    assert not (built.root / "build" / "staged").exists()


def test_nothing_of_the_machinery_goes_out(built: Built) -> None:
    names = {path.name for path in built.site.iterdir()}
    assert not names & {"_data", "macros", "print", "README.md", "partials"}
    stray = [path for path in built.site.rglob("*") if path.suffix in (".md", ".yml", ".j2")]
    assert [path for path in stray if path.parent != built.site / artifacts.CHECKLISTS_FOLDER] == []


def test_mistakes_are_told_all_at_once_and_the_former_site_stays(tmp_path: Path) -> None:
    root = copy_project(tmp_path / "project")
    former = root / "site"
    former.mkdir()
    (former / "index.html").write_text("the former site")
    before = fingerprint(former)
    lines = [change(root, file, old, new) for file, old, new, _ in MISTAKES]

    done = command(root, "build")

    assert done.returncode == 1
    for line, (file, _, _, word) in zip(lines, MISTAKES, strict=True):
        told = [text for text in done.stderr.splitlines() if text.startswith(f"{file}:{line}:")]
        assert any(word in text for text in told), f"{file}:{line}\n{done.stderr}"
    assert "Traceback" not in done.stderr
    assert done.stderr.count("→") >= len(MISTAKES), "a remedy is missing"
    assert fingerprint(former) == before


def test_a_failing_step_leaves_the_former_site(tmp_path: Path) -> None:
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
    """What surrounds a build says nothing; `python -m tests.same` tries each thing apart."""
    elsewhere = Setting("elsewhere", MOST.environment, DEEP, umask=0o077, prepare=reverse)
    made = outcome(elsewhere, tmp_path, copy_small)
    assert differing(made, read(built_small.site)) == []
    assert made.hidden == ()


def test_another_publication_needs_only_docs_and_settings(built_small: Built) -> None:
    assert (built_small.site / "index.html").is_file()
    text = (built_small.site / "index.html").read_text(encoding="utf-8")
    assert 'lang="en"' in text
    assert len([*(built_small.site / artifacts.CHECKLISTS_FOLDER).glob("*-form.pdf")]) == 2
    assert "samenscholing" not in text.lower()


def test_check_release_asks_for_what_is_unset(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--project", str(ROOT), "check", "--release"]) == 1
    assert "publisher" in capsys.readouterr().err
    assert main(["--project", str(ROOT), "check"]) == 0


def test_data_files_alone_can_be_made_at_any_time(small: Path) -> None:
    done = command(small, "export")
    assert done.returncode == 0, done.stderr
    assert (small / "build" / "staged" / "checklists.json").is_file()
    assert not (small / "site").exists()


def test_a_list_may_stand_outside_the_book(small_cached: Path) -> None:
    change(small_cached, "mkdocs.yml", "tidy-tools, weekly-round", "tidy-tools")
    done = command(small_cached, "build")
    assert done.returncode == 0, done.stderr


def test_what_stops_a_file_beside_the_book_is_told_and_stops_the_build(
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


def test_a_check_that_finds_nothing_says_so(small: Path) -> None:
    done = command(small, "check")
    assert done.returncode == 0
    assert "no problems" in done.stdout


def made(told: str) -> tuple[int, int]:
    """Return how many files a build says that it made and left unchanged."""
    found = re.search(r"Files: (\d+) made, (\d+) unchanged", told)
    assert found, told
    return int(found[1]), int(found[2])


def test_after_an_edit_only_what_shows_it_is_made_again(
    small_cached: Path, built_small: Built
) -> None:
    """What is kept is what would be made: the site of a second build equals a fresh one's."""
    small, text = small_cached, "The lamp hangs low. "

    def built_again() -> tuple[int, int]:
        done = command(small, "build")
        assert done.returncode == 0, done.stderr
        return made(done.stdout)

    every, none = made(built_small.said)
    assert none == 0
    assert built_again() == (0, every)
    # A sentence in a story: its hand-out and the book show it, and nothing else does.
    change(small, "docs/stories/beanpole-garden.md", "\n---\n", f"\n---\n{text}")
    assert built_again() == (2, every - 2)
    kept = fingerprint(small / "site")
    shutil.rmtree(small / "build")
    assert built_again() == (every, 0)
    assert fingerprint(small / "site") == kept
