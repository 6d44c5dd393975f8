"""The command that makes a release: it writes what it can, asks for the rest, and records it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from tests.authoring.test_move_page import changed_lines, read_texts
from tests.conftest import ROOT, SMALL, change
from tools.checks.changelog import check_changelog
from tools.cli import main
from tools.model.loader import load_project, load_publication
from tools.model.release.requirements import find_missing_requirements
from tools.prose import spelling
from tools.publish import release
from tools.publish.release_plan import Answers, ReleasePlan, suggest_version

ROUND, TOOLS = "docs/practices/weekly-round.md", "docs/practices/tidy-tools.md"
CHANGES, RELEASED = "docs/_data/changes.yml", "docs/_data/release_manifest.txt"
WHY = "why: A drip in May is a hole in June."
VERSION = "  version: 2026-11-21\n"
TODAY = "2026-12-01"
ANSWERS = ("--version", "0.2", "--what", "Better words.")


pytestmark = pytest.mark.integration  # seconds: each test writes and judges a publication


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every command run on the same day."""
    noon = dt.datetime.fromisoformat(f"{TODAY}T12:00:00+00:00")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(noon.timestamp())))


@pytest.fixture
def small(small_sources: Path) -> Path:
    """The small publication, released."""
    assert make_release(small_sources) == 0
    return small_sources


def create_short_publication(root: Path, meta: str, tasks: str) -> Path:
    """Create the smallest publication, with one page and a checklist in a short form."""
    settings = (SMALL / "mkdocs.yml").read_text(encoding="utf-8")
    head = settings[: settings.index("\nnav:")].replace("../../../", "")
    (root / "overrides").symlink_to(ROOT / "overrides")
    (root / "docs" / "_data").mkdir(parents=True)
    publication = "{slug: s, version: '1', date: 2026-11-21, licence: CC0 1.0}"
    (root / "mkdocs.yml").write_text(f"{head}\nextra:\n  publication: {publication}\n")
    (root / "docs" / "index.md").write_text(
        f"---\nid: look\ntitle: Look\n{meta}---\n\nText.\n\n{{{{ page_checklist() }}}}\n{tasks}"
    )
    return root


def make_release(root: Path, *arguments: str) -> int:
    """Run the command."""
    return main(["--project", str(root), "release", *arguments])


def find_missing(root: Path) -> list[str]:
    """Return what a release of the sources as they are would lack."""
    project = load_project(root)
    missing = [problem.code for problem in find_missing_requirements(project)]
    return [*missing, *check_changelog(project)]


def test_a_mended_word_is_released_with_two_answers(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(small, ROUND, WHY, "why: A drip is bad.")
    before = read_texts(small)
    assert find_missing(small)
    assert make_release(small, *ANSWERS) == 0
    after = read_texts(small)
    assert changed_lines(before, after) == {
        CHANGES: [
            "- id: v0-2",
            "  date: 2026-12-01",
            "  also: [weekly-round]",
            "  what: Better words.",
        ],
        ROUND: ["  version: 2026-12-01"],
        RELEASED: changed_lines(before, after)[RELEASED],
        "mkdocs.yml": ['    version: "0.2"', "    date: 2026-12-01"],
    }
    assert find_missing(small) == []
    output = capsys.readouterr().out
    assert "Since version 0.1 of 21 November 2026:" in output
    assert f"{ROUND}:18: checklist weekly-round: changed; feel-roof (changed)" in output
    assert f"{ROUND}:18: 2026-11-21 → 2026-12-01" in output
    # The day of publication asks for more, such as a test of the whole site.
    assert "Left to do for the day of publication:" in output
    assert "docs/_data/tested.yml" in output


def test_a_second_release_says_that_nothing_changed(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(small, ROUND, WHY, "why: A drip is bad.")
    assert make_release(small, *ANSWERS) == 0
    before = read_texts(small)
    for arguments in ((), ANSWERS):
        capsys.readouterr()
        assert make_release(small, *arguments) == 0
        assert "Nothing changed" in capsys.readouterr().out
        assert read_texts(small) == before


def test_everything_that_changed_is_gathered(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (small / TOOLS).read_text()
    change(
        small,
        TOOLS,
        text[text.index("        - id: oil-cap") : text.index("        - id: dry-tools")],
        "",
    )
    change(small, "docs/_data/glossary.yml", "definition: A short", "definition: A very short")
    change(small, "docs/_data/roles.yml", "title: Keeper", "title: Key keeper")
    (small / "docs/assets/pictures/shed.png").write_bytes(
        (small / "docs/assets/pictures/shed.png").read_bytes() + b"\0"
    )
    # A page that was moved by hand, and one that was removed by hand.
    (small / "docs/about/contact.md").rename(small / "docs/contact.md")
    change(small, "mkdocs.yml", "about/contact.md", "contact.md")
    (small / "docs/practices/shed-hour.md").unlink()
    change(small, "mkdocs.yml", "      - practices/shed-hour.md\n", "")
    change(small, "mkdocs.yml", ", door-talk, shed-hour]", ", door-talk]")
    load_publication(small)
    before = read_texts(small)
    assert make_release(small) == 1
    output = capsys.readouterr()
    for line in (
        "docs/_data/glossary.yml:9: term round: changed",
        "docs/_data/roles.yml:",
        "picture assets/pictures/shed.png: changed",
        "page shed-hour: gone",
        "oil-cap (gone)",
    ):
        assert line in output.out
    assert output.err.splitlines() == [
        "Some things only an editor knows. Nothing was written. Add:",
        "  --redirect practices/shed-hour.html=PAGE"
        "  Which page do readers get who look for practices/shed-hour.html? (id or file)",
        "  --version 0.2  The version of this release, after 0.1",
        '  --what "…"  What changed for readers?'
        " (on: checklists, contact, glossary, tidy-tools, weekly-round)",
    ]
    assert read_texts(small) == before
    assert (
        make_release(
            small, *ANSWERS, "--redirect", "shed-hour=practices", "--what", "contact=A new address."
        )
        == 0
    )
    added = changed_lines(before, read_texts(small))
    assert added["docs/_data/redirects.yml"] == [
        "- was: about/contact.html", "  page: contact",
        "- was: practices/shed-hour.html", "  page: practices",
    ]  # fmt: skip
    assert added["docs/_data/retired.yml"] == ["pages: [shed-rules, shed-hour]"]
    assert "  retired: [padlock, oil-cap]" in added[TOOLS]
    assert added[CHANGES] == [
        "- id: v0-2", "  date: 2026-12-01",
        "  also: [checklists, glossary, tidy-tools, weekly-round]", "  what: Better words.",
        "- id: v0-2-contact", "  date: 2026-12-01", "  page: contact", "  what: A new address.",
    ]  # fmt: skip
    assert find_missing(small) == []


def test_a_new_page_is_announced(small: Path) -> None:
    text = (small / "docs/about/contact.md").read_text()
    page = text.replace("id: contact", "id: visit").replace("title: ", "title: More ")
    page = page.replace("description: ", "description: More ")
    (small / "docs/about/visit.md").write_text(page)
    change(small, "mkdocs.yml", "about/contact.md", "about/contact.md\n      - about/visit.md")
    change(small, "mkdocs.yml", "pages: {least: 4, most: 6}", "pages: {least: 4, most: 7}")
    assert make_release(small, *ANSWERS) == 0
    assert load_publication(small).changes[0].also == ("visit",)
    assert find_missing(small) == []


def test_what_shows_by_itself_needs_no_answer(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(
        small, ROUND, "{on: 2026-11-21, again: 2027-03-01}", "{on: 2026-11-22, again: 2027-03-02}"
    )
    before = read_texts(small)
    assert make_release(small) == 0
    assert [*changed_lines(before, read_texts(small))] == [RELEASED]
    assert RELEASED in capsys.readouterr().out


def test_a_list_without_a_version_gets_that_of_the_release(small: Path) -> None:
    change(small, ROUND, VERSION, "")
    change(small, ROUND, WHY, "why: A drip is bad.")
    assert load_publication(small).versions["weekly-round"].state == "changed"
    assert make_release(small, *ANSWERS) == 0
    assert "version:" not in (small / ROUND).read_text()
    version = load_publication(small).versions["weekly-round"]
    assert (str(version.date), version.state) == (TODAY, "released")


def test_a_version_for_nothing_is_put_back(small: Path) -> None:
    change(small, ROUND, VERSION, "  version: 2026-11-25\n")
    assert make_release(small) == 0
    assert VERSION in (small / ROUND).read_text()


SHORT_FORMS = {
    "items alone": (
        "checklist:\n  - what: Look\n    id: look\n  - what: Ask\n    id: ask\n",
        "",
        "checklist:\n  items:\n    - what: Look\n      id: look\n  retired: [ask]\n",
    ),
    "a task list": (
        "",
        "- [ ] Look {: #look }\n- [ ] Ask {: #ask }\n",
        "checklist: {retired: [ask]}\n",
    ),
}


@pytest.mark.parametrize("name", SHORT_FORMS)
def test_an_item_is_retired_in_a_short_form_too(name: str, tmp_path: Path) -> None:
    meta, tasks, expected = SHORT_FORMS[name]
    root = create_short_publication(tmp_path, meta, tasks)
    assert make_release(root) == 0
    page = root / "docs/index.md"
    text = page.read_text()
    for item in ("  - what: Ask\n    id: ask\n", "- [ ] Ask {: #ask }\n"):
        text = text.replace(item, "")
    page.write_text(text)
    assert make_release(root, "--version", "2", "--what", "One item less.") == 0
    assert expected in page.read_text()
    assert find_missing(root) == []


def test_an_id_is_retired_without_a_file_for_that(small: Path) -> None:
    (small / "docs/_data/retired.yml").unlink()
    assert make_release(small, "--reset") == 0
    assert main(["--project", str(small), "remove", "shed-hour", "--to", "practices"]) == 0
    assert (small / "docs/_data/retired.yml").read_text() == "pages: [shed-hour]\n"
    (small / "docs/_data/retired.yml").unlink()
    assert "release-id" in find_missing(small)
    assert make_release(small, *ANSWERS) == 0
    assert (small / "docs/_data/retired.yml").read_text() == "pages: [shed-hour]\n"


def test_no_two_texts_have_one_version(small: Path) -> None:
    change(small, ROUND, WHY, "why: A drip is bad.")
    assert make_release(small, *ANSWERS, "--date", "2026-11-21") == 0
    assert "  version: 2026-11-22\n" in (small / ROUND).read_text()


def test_a_version_that_an_editor_set_is_kept(small: Path) -> None:
    change(small, ROUND, WHY, "why: A drip is bad.")
    change(small, "mkdocs.yml", 'version: "0.1"', 'version: "1.0 beta"')
    assert make_release(small, "--what", "Better words.") == 0
    settings = load_publication(small).settings
    assert (settings.version, str(settings.date)) == ("1.0 beta", TODAY)
    assert find_missing(small) == []


def test_an_announcement_that_an_editor_wrote_is_enough(small: Path) -> None:
    change(small, ROUND, WHY, "why: A drip is bad.")
    entry = "- id: new\n  date: 2026-11-30\n  page: weekly-round\n  what: Written by hand.\n"
    (small / CHANGES).write_text((small / CHANGES).read_text() + entry)
    assert make_release(small, "--version", "0.2") == 0
    assert find_missing(small) == []


def test_accepted_words_are_added(
    small: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a dictionary of Dutch, every English word is unknown."""
    monkeypatch.setattr(spelling, "locale_of", lambda _: "nl_NL")
    monkeypatch.setattr(spelling, "MAX_SUGGESTIONS", 1)
    assert make_release(small, "--accept-words") == 0
    assert "\nminutes\n" in (small / "docs/_data/words.txt").read_text()
    assert "+ docs/_data/words.txt" in capsys.readouterr().out


def test_a_dry_run_writes_nothing(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(small, ROUND, WHY, "why: A drip is bad.")
    before = read_texts(small)
    assert make_release(small, "--dry-run", "--version", "0.2") == 0
    output = capsys.readouterr().out
    assert 'mkdocs.yml:122: "0.1" → "0.2"' in output
    assert '--what "…"' in output
    assert read_texts(small) == before


def test_in_a_terminal_each_answer_is_asked(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (small / "docs/practices/shed-hour.md").unlink()
    change(small, "mkdocs.yml", "      - practices/shed-hour.md\n", "")
    change(small, "mkdocs.yml", ", door-talk, shed-hour]", ", door-talk]")
    change(small, ROUND, WHY, "why: A drip is bad.")
    asked: list[str] = []

    def answer(question: str, default: str | None = None) -> str:
        asked.append(question)
        return default or ("practices" if "shed-hour" in question else "Better: words.")

    monkeypatch.setattr("tools.commands.can_ask", lambda: True)
    monkeypatch.setattr("tools.commands.ask", answer)
    assert make_release(small) == 0
    assert len(asked) == 3
    publication = load_publication(small)
    assert publication.settings.version == "0.2"
    assert publication.changes[0].what == "Better: words."
    assert publication.redirects["practices/shed-hour.html"] == "practices"


REFUSED = {
    "a version of before": (("--version", "0.1", "--what", "A."), "Version 0.1 was released"),
    "an early date": ((*ANSWERS, "--date", "2026-11-20"), "2026-11-20 is before 2026-11-21"),
    "another date for the version of before": (("--date", "2026-11-30", *ANSWERS[2:]), "--version"),
    "a redirect to nowhere": ((*ANSWERS, "--redirect", "old.html"), "old.html” is no redirect"),
    "a text that is too long": (("--version", "0.2", "--what", "x" * 300), "changes.yml:"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_is_refused_and_changes_nothing(
    name: str, small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments, message = REFUSED[name]
    change(small, ROUND, WHY, "why: A drip is bad.")
    before = read_texts(small)
    assert make_release(small, *arguments) == 1
    assert message in capsys.readouterr().err
    assert read_texts(small) == before


def test_a_date_alone_is_no_release(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = read_texts(small)
    assert make_release(small, "--date", "2026-11-30") == 1
    assert "Version 0.1 was released" in capsys.readouterr().err
    assert read_texts(small) == before


def test_a_released_announcement_stays(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (small / CHANGES).read_text()
    change(small, CHANGES, text[text.index("- id: first") : text.index("- id: round")], "")
    assert make_release(small, *ANSWERS) == 1
    assert "first" in capsys.readouterr().err


def test_a_publication_with_problems_is_not_released(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(small, ROUND, "summary: Walk", "sumary: Walk")
    before = read_texts(small)
    assert make_release(small, *ANSWERS) == 1
    assert f"{ROUND}:" in capsys.readouterr().err
    assert read_texts(small) == before


def test_a_reset_forgets_earlier_releases(small: Path) -> None:
    change(small, ROUND, WHY, "why: A drip is bad.")
    before = read_texts(small)
    assert make_release(small, "--reset") == 0
    after = read_texts(small)
    assert [*changed_lines(before, after)] == [RELEASED]
    lines = after[RELEASED].decode().splitlines()
    assert lines[1:] == sorted(lines[1:])
    assert find_missing(small) == []
    change(small, ROUND, "summary: Walk", "sumary: Walk")
    assert make_release(small, "--reset") == 1
    assert read_texts(small)[RELEASED] == after[RELEASED]


@pytest.mark.parametrize("error", [OSError("full"), KeyboardInterrupt()])
def test_everything_is_restored_after_an_error(
    small: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    change(small, ROUND, WHY, "why: A drip is bad.")
    before = read_texts(small)

    def interrupt(*_: object) -> str:
        raise error

    monkeypatch.setattr(release, "format_manifest", interrupt)
    answers = Answers("0.2", None, {"": "Better words."})
    plan = ReleasePlan(load_project(small), answers, dt.date.fromisoformat(TODAY))
    with pytest.raises(type(error)):
        release.write_release(plan)
    assert read_texts(small) == before


def test_the_next_version_is_suggested() -> None:
    assert [*map(suggest_version, ("1.0", "1.9", "2026", "v3-beta", "beta"))] == [
        "1.1", "1.10", "2027", "v4-beta", "beta 2",
    ]  # fmt: skip
