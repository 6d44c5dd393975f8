"""What the publication says of an organisation has a source, or the story about it, beside it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.conftest import ROOT
from tools.model.body import Body, read_body
from tools.model.draft import Draft, read_draft
from tools.model.publication import read_settings
from tools.model.text import has_word

PROVEN = {"cite", "ref"}
ABOUT = {"verhalen", "verantwoording"}  # they only tell how the texts came about


@pytest.fixture(scope="module")
def draft() -> Draft:
    """The publication as it is written."""
    return read_draft(ROOT, *read_settings(ROOT))


def names(draft: Draft) -> set[str]:
    """Give the names by which texts call the organisations of true stories."""
    told = (page.meta.node("story") for page in draft.pages)
    wholes = {str(one.text("organisation")) for one in told if one and not one.data["fictional"]}
    parts = {part for whole in wholes for part in whole.split(" en ")}
    return parts | {part.split()[0] for part in parts if len(part.split()[0]) > 2}


def bare(body: Body, known: set[str]) -> Iterator[str]:
    """Give the names that stand in a passage which does not say where its words are from."""
    for passage in body.passages:
        if not PROVEN & {*passage.macros}:
            yield from (name for name in known if has_word(passage.text, name))


def test_every_claim_about_an_organisation_has_its_source_beside_it(draft: Draft) -> None:
    others = (page for page in draft.pages if not page.meta.node("story") and page.id not in ABOUT)
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
    assert list(bare(read_body(text), {"ITEQ", "Auping"})) == found
