"""A problem leads to its field in the form, by the labels that the form has."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import change
from tools.editor.places import make_finder
from tools.model.loader import load_publication
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
    found = {(link.label, link.url) for link in links if link}
    assert (label, f"http://editor/#/collections/{address}") in found


def test_what_no_form_shows_leads_nowhere(small_sources: Path) -> None:
    change(small_sources, TIDY, "number: 1", "numbre: 1")
    with pytest.raises(InvalidPublicationError) as caught:
        load_publication(small_sources)
    unknown = [one for one in caught.value.problems if one.field_path == "numbre"]
    assert make_finder(small_sources, "http://editor")(unknown) == [None]
