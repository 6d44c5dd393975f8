"""What the publication says of an organisation has a source, or the story about it, beside it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.conftest import ROOT
from tools.model.loader import load_project
from tools.model.project import ParsedProject
from tools.model.reading.markdown import PageBody, parse_body
from tools.model.reading.text import has_word

PROVEN = {"cite", "ref"}
ABOUT = {"verhalen", "verantwoording"}  # they only tell how the texts came about


@pytest.fixture(scope="module")
def draft() -> ParsedProject:
    """The publication as it is written."""
    return load_project(ROOT)


def names(draft: ParsedProject) -> set[str]:
    """Give the names by which texts call the organisations of true stories."""
    told = (page.meta.get_node("story") for page in draft.pages)
    wholes = {
        str(one.get_text("organisation")) for one in told if one and not one.data["fictional"]
    }
    parts = {part for whole in wholes for part in whole.split(" en ")}
    return parts | {part.split()[0] for part in parts if len(part.split()[0]) > 2}


def bare(body: PageBody, known: set[str]) -> Iterator[str]:
    """Give the names that stand in a passage which does not say where its words are from."""
    for passage in body.text_blocks:
        if not PROVEN & {*passage.macro_names}:
            yield from (name for name in known if has_word(passage.text, name))


def test_every_claim_about_an_organisation_has_its_source_beside_it(draft: ParsedProject) -> None:
    others = (
        page for page in draft.pages if not page.meta.get_node("story") and page.id not in ABOUT
    )
    known = names(draft)
    assert {"Biddle", "ITEQ", "Kinkelder", "Auping", "Verbi", "TE Connectivity"} <= known
    assert [(page.id, name) for page in others for name in bare(page.body, known)] == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Bij ITEQ gaat het goed.", ["ITEQ"]),
        ('Bij ITEQ gaat het goed {{ cite("iteq-2021") }}.', []),
        ("Bij ITEQA gaat het goed.", []),
    ],
)
def test_a_claim_without_source_is_found(text: str, found: list[str]) -> None:
    assert list(bare(parse_body(text), {"ITEQ", "Auping"})) == found
