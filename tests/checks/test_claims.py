"""Claims about an organisation have a source, or the story about it, in the same passage."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.conftest import ROOT
from tools.model.loader import load_project
from tools.model.project import ParsedProject
from tools.model.reading.markdown import PageBody, parse_body
from tools.model.reading.text import has_word

SOURCED = {"cite", "ref"}
ABOUT = {"verhalen", "verantwoording"}  # pages on the origin of the texts


@pytest.fixture(scope="module")
def project() -> ParsedProject:
    """The publication as it is written."""
    return load_project(ROOT)


def read_organisation_names(project: ParsedProject) -> set[str]:
    """Return the names of the organisations of true stories, as texts use them."""
    stories = (page.meta.get_node("story") for page in project.pages)
    organisations = {
        str(story.get_text("organisation"))
        for story in stories
        if story and not story.data["fictional"]
    }
    parts = {part for organisation in organisations for part in organisation.split(" en ")}
    return parts | {part.split()[0] for part in parts if len(part.split()[0]) > 2}


def find_unsourced(body: PageBody, organisation_names: set[str]) -> Iterator[str]:
    """Yield the names of organisations in passages without a source."""
    for passage in body.text_blocks:
        if not SOURCED & {*passage.macro_names}:
            yield from (name for name in organisation_names if has_word(passage.text, name))


def test_every_claim_about_an_organisation_has_a_source(project: ParsedProject) -> None:
    others = (
        page for page in project.pages if not page.meta.get_node("story") and page.id not in ABOUT
    )
    organisation_names = read_organisation_names(project)
    assert {
        "Biddle",
        "ITEQ",
        "Marvo",
        "Auping",
        "Heineken",
        "TE Connectivity",
    } <= organisation_names
    assert [
        (page.id, name) for page in others for name in find_unsourced(page.body, organisation_names)
    ] == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Bij ITEQ gaat het goed.", ["ITEQ"]),
        ('Bij ITEQ gaat het goed {{ cite("iteq-2021") }}.', []),
        ("Bij ITEQA gaat het goed.", []),
    ],
)
def test_a_claim_without_source_is_found(text: str, found: list[str]) -> None:
    assert list(find_unsourced(parse_body(text), {"ITEQ", "Auping"})) == found
