"""A problem leads to its field in the form, by the labels that the form has."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import change
from tools.editor.places import make_finder
from tools.model.loader import load_project, load_publication
from tools.model.problems import InvalidPublicationError

TIDY = "docs/practices/tidy-tools.md"
CARD = "docs/canvases/tool-card.md"


@pytest.mark.parametrize(
    ("file", "old", "new", "label", "address"),
    [
        (TIDY, "who: [keeper", "who: [nobody",
         "Checklist › Groups of items 1 › Items 1 › Who",
         "practice/entries/tidy-tools?field=checklist.blocks.0.items.0.who"),
        (TIDY, "          why: '-1 rake", "          because: '-1 rake",
         "Checklist › Groups of items 1 › Items 1 › Why",
         "practice/entries/tidy-tools?field=checklist.blocks.0.items.0.why"),
        (TIDY, "{{ page_checklist() }}", "{{ unheard_of() }}", "Text › Line 13",
         "practice/entries/tidy-tools?field=body.13"),
        (TIDY, "G-label: why", "G-label: nowhere", "Statements treated 2",
         "practice/entries/tidy-tools?field=statements.1"),
        (CARD, "title: Day}", f"title: {'Day' * 20}}}",
         "Sheet to fill in › Lines below the title 2 › Title",
         "canvas/entries/canvas-tool-card?field=canvas.heads.1.title"),
        (CARD, "rounds: 1300", 'rounds: ""',
         "Sheet to fill in › Filled-in example › Boxes › Rounds",
         "canvas/entries/canvas-tool-card?field=canvas.example.boxes.rounds"),
        ("docs/_data/glossary.yml", "source: shed-leaflet", "source: nothing",
         "Glossary 1 › Source", "data/entries/glossary?field=rows.0.source"),
    ],
)  # fmt: skip
def test_a_problem_leads_to_its_field(
    small_sources: Path, file: str, old: str, new: str, label: str, address: str
) -> None:
    change(small_sources, file, old, new)
    with pytest.raises(InvalidPublicationError) as caught:
        load_publication(small_sources)
    links = make_finder(small_sources, "http://editor")(caught.value.problems)
    found = {(link.label, link.url) for link in links}
    assert (label, f"http://editor/#/collections/{address}") in found


def test_what_no_form_shows_leads_nowhere(small_sources: Path) -> None:
    change(small_sources, TIDY, "number: 1", "numbre: 1")
    with pytest.raises(InvalidPublicationError) as caught:
        load_publication(small_sources)
    unknown = [one for one in caught.value.problems if one.field_path == "numbre"]
    (link,) = make_finder(small_sources, "http://editor")(unknown)
    assert (link.label, link.url) == ("", "")
    assert "numbre" in link.text


@pytest.mark.parametrize(
    ("code", "file", "key", "label", "texts"),
    [
        ("item-without-minutes", TIDY, "checklist.blocks.0.items.0.minutes",
         "Checklist › Groups of items 1 › Items 1 › Time", ["“Time: 5”"]),
        ("list-minutes", TIDY, "checklist.pause.minutes", "Checklist › Meeting › Minutes",
         ["“In or after the meeting: Now, in this meeting”", "“Meeting › Minutes”"]),
        ("story-without-evidence", "docs/stories/beanpole-garden.md", "story.evidence",
         "Story › ", ["“Story”"]),
    ],
)  # fmt: skip
def test_a_message_names_fields_as_their_form_does(
    small_sources: Path, code: str, file: str, key: str, label: str, texts: list[str]
) -> None:
    project = load_project(small_sources)
    page = next(page for page in project.pages if page.file.as_posix() == file)
    story = page.meta.get_node("story")
    node = story
    if page.checklist:
        (pause,) = filter(None, [page.checklist.get_node("pause")])
        item = page.checklist.get_nodes("blocks")[0].get_nodes("items")[0]
        node = pause if code == "list-minutes" else item
    assert node
    problem = node.create_problem(key.rpartition(".")[2], code, total=5, count=6)
    (link,) = make_finder(small_sources, "http://editor")([problem])
    assert link.url.endswith(f"?field={key}")
    assert link.label.startswith(label)
    assert [text for text in texts if text not in link.text] == []
    assert "`" not in link.text
