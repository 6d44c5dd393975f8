"""The server writes the editor's files only, only as they were read, and for its own page only."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import SMALL, change
from tests.editor.conftest import serving
from tools.editor.files import (
    RefusedError,
    digest,
    drop_hints,
    keep_edges,
    read_files,
    remove_picture,
    save_file,
)
from tools.editor.macro_blocks import describe_macros, read_explanations
from tools.language import available_languages
from tools.model.loader import load_project
from tools.model.macro_signatures import MACRO_ARGUMENT_COUNTS
from tools.model.reading.ids import MAX_ID_LENGTH

STORY = "docs/stories/beanpole-garden.md"


def send(url: str, method: str, body: bytes | None = None, **headers: str) -> tuple[int, bytes]:
    """Send a request; return the status and content of the answer."""
    names = {key.replace("_", "-"): value for key, value in headers.items()}
    request = urllib.request.Request(url, data=body, method=method, headers=names)
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()


def test_a_file_is_written_as_it_was_read(small: Path) -> None:
    project = load_project(small)
    known = read_files(project)[STORY]["digest"]
    new = (small / STORY).read_bytes().replace(b"three rakes", b"two rakes")
    assert save_file(project, STORY, new, known) == digest(new)
    assert (small / STORY).read_bytes() == new
    assert [*(small / "docs" / "stories").glob(".*")] == []


def test_a_file_that_changed_meanwhile_is_not_overwritten(small: Path) -> None:
    project = load_project(small)
    known = read_files(project)[STORY]["digest"]
    change(small, STORY, "three rakes", "four rakes")
    with pytest.raises(RefusedError, match="Another program changed"):
        save_file(project, STORY, b"x", known)
    assert "four rakes" in (small / STORY).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "name",
    [
        "mkdocs.yml",
        "docs/_data/templates/story.md",
        "docs/_data/tested.yml",
        "docs/new.md",
        "docs/../mkdocs.yml",
        "/etc/hosts",
        "docs/assets/pictures/../x.png",
        "docs/assets/pictures/.x.png",
        "docs/assets/pictures/x.html",
        "macros/__init__.py",
    ],
)
def test_other_files_are_refused(small: Path, name: str) -> None:
    with pytest.raises(RefusedError, match="no file of the editor"):
        save_file(load_project(small), name, b"x", "")


def test_a_new_picture_is_written_once(small: Path) -> None:
    project, name = load_project(small), "docs/assets/pictures/spade.png"
    save_file(project, name, b"\x89PNG\r\n", "")
    assert (small / name).read_bytes() == b"\x89PNG\r\n"
    with pytest.raises(RefusedError):
        save_file(project, name, b"other", "")


def test_a_picture_goes_when_nothing_shows_it(small: Path) -> None:
    project, name = load_project(small), "docs/assets/pictures/spade.png"
    known = save_file(project, name, b"\x89PNG\r\n", "")
    with pytest.raises(RefusedError, match="changed"):
        remove_picture(project, name, "other")
    with pytest.raises(RefusedError, match="no file of the editor"):
        remove_picture(project, STORY, digest((small / STORY).read_bytes()))
    line = "![A spade](../assets/pictures/spade.png)\n\nThe club lost"
    change(small, STORY, "The club lost", line)
    with pytest.raises(RefusedError, match="beanpole-garden"):
        remove_picture(project, name, known)
    change(small, STORY, line, "The club lost")
    remove_picture(project, name, known)
    assert not (small / name).exists()


@pytest.mark.parametrize(
    ("old", "new", "kept"),
    [
        ("a\nb\n", "a\nc\n", "a\nc\n"),
        ("a\r\nb\r\n", "a\nc\n", "a\r\nc\r\n"),
        ("\ufeffa\n\n\n", "c\n", "\ufeffc\n\n\n"),
        ("a", "c\n", "c"),
    ],
)
def test_line_ends_and_edges_stay(old: str, new: str, kept: str) -> None:
    assert keep_edges(old, new) == kept


@pytest.mark.parametrize(
    ("new", "kept"),
    [
        ("a: 2  # hint: one\n# hint: two\nb: 1  # no\n", "a: 2\n# hint: two\nb: 1  # no\n"),
        ("a: 1  # hint: one\n# hint: two\nb: 2  # no\n", "a: 1  # hint: one\nb: 2  # no\n"),
        ("a: 1  # hint: one\n# hint: two\nb: 1  # no\n", None),
        ("a: 1  # hint: one\n# hint: two\nb: 1  # no\n{# hint: three #}\n", None),
    ],
)
def test_a_value_that_was_filled_in_loses_its_hint(new: str, kept: str | None) -> None:
    old = "a: 1  # hint: one\n# hint: two\nb: 1  # no\n"
    assert drop_hints(old, new) == (kept or new)


def test_only_the_editors_own_page_can_write(small: Path) -> None:
    old = (small / STORY).read_bytes()
    with serving(small) as origin:
        url, body = f"{origin}/files/{STORY}", b"x"
        for headers in (
            {},
            {"Origin": "https://example.org"},
            {"Origin": origin, "Host": "example.org"},
            {"Origin": "null"},
        ):
            assert send(url, "PUT", body, **headers)[0] == 403
        assert send(f"{origin}/session", "GET", Host="example.org")[0] == 403
        status, answer = send(url, "PUT", body, Origin=origin)
        assert status == 409
        assert "changed" in json.loads(answer)["message"]
        known = digest(old)
        status, answer = send(url, "PUT", old + b"More.\n", Origin=origin, X_Known=known)
        assert status == 200
    assert (small / STORY).read_bytes() == old + b"More.\n"


def test_a_new_page_is_made_from_its_template(small: Path) -> None:
    with serving(small) as origin:
        body = json.dumps({"kind": "story", "title": "Bean: pole & co"}).encode()
        status, answer = send(f"{origin}/pages", "POST", body, Origin=origin)
        assert status == 200, answer
        file = json.loads(answer)["file"]
        assert file == "docs/stories/bean-pole-co.md"
        assert "Bean: pole & co" in (small / file).read_text(encoding="utf-8")
        assert file in json.loads(send(f"{origin}/session", "GET")[1])["files"]
        status, answer = send(f"{origin}/pages", "POST", b'{"kind": "x", "title": "A"}',
                              Origin=origin)  # fmt: skip
        assert status == 409
        assert "x" in json.loads(answer)["message"]


def test_wrong_sources_are_told(small: Path) -> None:
    change(small, "mkdocs.yml", "slug: good-sheds", "slag: good-sheds")
    with serving(small) as origin:
        status, answer = send(f"{origin}/session", "GET")
    assert status == 409
    assert "mkdocs.yml:" in json.loads(answer)["message"]


def post(origin: str, path: str, **values: str) -> tuple[int, dict[str, Any]]:
    """Send values to the editor; return the status and content of the answer."""
    body = json.dumps(values).encode()
    status, answer = send(f"{origin}/pages{path}", "POST", body, Origin=origin)
    return status, json.loads(answer or b"{}")


def test_a_page_is_moved_to_a_folder_that_has_pages(small: Path) -> None:
    with serving(small) as origin:
        session = json.loads(send(f"{origin}/session", "GET")[1])
        assert {"name": "practices", "label": "Two practices for a shed in order"} in session[
            "folders"
        ]
        for folder in ("..", "stories/new", "_data"):
            status, answer = post(origin, "/move", file=STORY, folder=folder, name="bean")
            assert status == 409, folder
        status, answer = post(origin, "/move", file=STORY, folder="stories", name="Bean Garden!")
        assert status == 200, answer
        assert answer["messages"] == [
            "“The Beanpole Garden (fictional example)” was moved; links to the page follow."
        ]
        assert (small / "docs/stories/bean-garden.md").is_file()
        assert "stories/bean-garden.md" in (small / "mkdocs.yml").read_text(encoding="utf-8")


def test_a_page_is_removed_once_what_goes_along_was_seen(small: Path) -> None:
    change(small, "mkdocs.yml", "pages: [story-beanpole]", "pages: [story-beanpole, contact]")
    change(small, "mkdocs.yml", ", glossary, contact]", ", glossary]")
    values = {"file": STORY, "successor": "contact"}
    with serving(small) as origin:
        assert post(origin, "/remove", file=STORY, successor="no-such-page")[0] == 409
        status, answer = post(origin, "/remove", **values)
        assert status == 200, answer
        assert (small / STORY).is_file()
        assert "goes, with all its text" in answer["messages"][0]
        confirmed = answer["confirm"]
        change(small, STORY, "three rakes", "four rakes")
        status, answer = post(origin, "/remove", **values, confirmed=confirmed)
        assert "confirm" in answer, "it changed meanwhile"
        assert (small / STORY).is_file()
        sources = (small / "docs/_data/sources.yml").read_bytes()
        status, answer = post(origin, "/remove", **values, confirmed=answer["confirm"])
        assert len(answer["messages"]) <= 2
        assert not (small / STORY).exists()
        assert (small / "docs/_data/sources.yml").read_bytes() == sources
        assert STORY not in json.loads(send(f"{origin}/session", "GET")[1])["files"]
        assert post(origin, "/rename")[0] == 404


def test_answers_about_a_new_page_are_for_editors(small: Path) -> None:
    """No files and lines; the title as the template made it; ids that fit; no hints of files."""
    title = "How the club of the lane kept all its beans dry"
    with serving(small) as origin:
        status, answer = post(origin, "", kind="story", title=title)
        assert status == 200, answer
        assert 1 <= len(answer["messages"]) <= 2
        assert f"{title} (fictional example)" in answer["messages"][1]
        assert ".md" not in " ".join(answer["messages"])
        assert len(answer["id"]) <= MAX_ID_LENGTH
        front = (small / answer["file"]).read_text(encoding="utf-8").split("\n---\n")[0]
        assert "hint:" not in front


def test_a_page_that_cannot_be_is_refused_in_words_of_forms(small: Path) -> None:
    with serving(small) as origin:
        status, answer = post(origin, "", kind="story", title="Bean " * 12)
        assert status == 409
        assert answer["message"].endswith(
            "50 characters at most: the template adds “(fictional example)”."
        )
        status, answer = post(origin, "", kind="story", title="Bean <b>")
        assert status == 409
        assert "the right form for “Title”" in answer["message"]
        assert ".md" not in answer["message"]


def test_macros_are_explained_in_the_words_of_the_guide() -> None:
    for language in available_languages():
        macros = read_explanations(language)
        assert set(macros) == set(MACRO_ARGUMENT_COUNTS)
        assert len({*macros.values()}) == len(macros)
    assert read_explanations("xx") == {}


def test_a_macro_is_a_block_with_what_can_be_chosen() -> None:
    macros = {macro.name: macro for macro in describe_macros(load_project(SMALL))}
    assert not macros["cite"].is_block
    assert (macros["page_sources"].is_block, macros["page_sources"].choices) == (True, None)
    assert (macros["checked"].is_block, macros["checked"].choices) == (True, ())
    assert "practice" in (macros["cards"].choices or ())
    drawings = macros["drawing"].choices or ()
    assert drawings
    assert all((SMALL / "docs/assets/drawings" / f"{name}.svg").is_file() for name in drawings)
