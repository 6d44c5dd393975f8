"""Items of other lists, below a list: their words in every output, and never as its own items."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.authoring.test_remove_page import remove
from tests.conftest import SMALL, change
from tests.exports import readers
from tests.fields.rendered import Rendered, find_blemishes, render_checklist, with_checklist
from tools.checks.parity import check_checklist
from tools.exports.json_file import build_catalogue
from tools.model.loader import load_project, load_publication
from tools.model.publication import Publication
from tools.model.release.entries import CHECKLIST, collect_entries
from tools.publish.embed import embed_path
from tools.site.built_pages import extract_text

PAGE, ROUND = "weekly-round", "docs/practices/weekly-round.md"
CLOSE = "  close: Read the names next to the empty outlines aloud.\n"
SEE = ("tidy-tools#oil-cap", "tidy-tools#count-tools")


@pytest.fixture(scope="module")
def small() -> Publication:
    """The small publication."""
    return load_publication(SMALL)


@pytest.fixture(scope="module")
def rendered(small: Publication, tmp_path_factory: pytest.TempPathFactory) -> Rendered:
    """A list that refers to two items of another one."""
    changed = with_checklist(small, PAGE, see=SEE)
    return render_checklist(changed, changed.pages[PAGE], tmp_path_factory.mktemp("see"))


def expected_texts(publication: Publication) -> list[str]:
    """Return the words of the items with the name of their list, in order."""
    other = publication.pages["tidy-tools"].meta.checklist
    assert other
    words = {item.id: item.what for item in other.items}
    ids = (address.partition("#")[2] for address in SEE)
    return [f"{words[id_]} (list “{other.title}”)" for id_ in ids]


@pytest.mark.parametrize("output", ["page", "frame"])
def test_a_page_links_to_each_item(rendered: Rendered, output: str) -> None:
    (line,) = rendered.html[output].xpath("//*[@data-field='see']")
    assert extract_text(line) == "; ".join(expected_texts(rendered.publication)) + "."
    links = [str(link).partition("#")[2] for link in line.xpath(".//@href")]
    assert links == ["tidy-tools--oil-cap", "tidy-tools--count-tools"]


@pytest.mark.parametrize("output", ["sheet", "form"])
def test_a_sheet_has_one_line_of_them(rendered: Rendered, output: str) -> None:
    (line,) = rendered.html[output].xpath("//*[@class='sheet-see']")
    assert extract_text(line) == f"See also: {'; '.join(expected_texts(rendered.publication))}."


def test_word_and_markdown_have_that_line(rendered: Rendered) -> None:
    line = f"See also: {'; '.join(expected_texts(rendered.publication))}."
    assert line in readers.word_texts(rendered.file("docx"))
    assert line in readers.markdown_lines(rendered.file("md"))


def test_they_are_no_items(small: Publication, rendered: Rendered, tmp_path: Path) -> None:
    plain = render_checklist(small, small.pages[PAGE], tmp_path)
    for name in ("csv", "ics"):
        assert rendered.file(name).read_bytes() == plain.file(name).read_bytes()
    tasks = [path.read_text(encoding="utf-8") for path in (plain.file("md"), rendered.file("md"))]
    assert len({text.count("- [ ] ") for text in tasks}) == 1
    for name in rendered.html:
        counts = [one.html[name].xpath("count(//input)") for one in (plain, rendered)]
        assert counts[0] == counts[1], name
    exported = build_catalogue(rendered.publication).model_dump(exclude_defaults=True)
    lists = {one["id"]: one for one in exported["checklists"]}
    assert lists[PAGE]["see"] == SEE
    assert sum(len(block["items"]) for block in lists[PAGE]["blocks"]) == 4


def test_nothing_empty_stands_anywhere(rendered: Rendered) -> None:
    assert find_blemishes(rendered) == []


def test_a_wrong_line_is_found(rendered: Rendered) -> None:
    publication, checklist = rendered.publication, rendered.checklist
    for name, url in (("page", f"{PAGE}.html"), ("frame", embed_path(checklist.id))):
        root = rendered.html[name]
        assert [*check_checklist(publication, checklist, url, root)] == []
        (line,) = root.xpath("//*[@data-field='see']")
        line.text = "Also "
        assert [*check_checklist(publication, checklist, url, root)] != []
        line.text = None


def test_an_edition_without_the_other_list_has_no_line(small: Publication, tmp_path: Path) -> None:
    changed = with_checklist(small, PAGE, see=SEE)
    other = changed.pages["tidy-tools"]
    bare = replace(other, meta=other.meta.model_copy(update={"checklist": None}))
    changed = replace(changed, pages={**changed.pages, other.id: bare})
    shown = render_checklist(changed, changed.pages[PAGE], tmp_path)
    assert shown.html["page"].xpath("//*[@data-field='see']") == []
    assert find_blemishes(shown) == []


def test_a_release_sees_other_words_of_the_item(small_sources: Path) -> None:
    change(small_sources, ROUND, CLOSE, f"{CLOSE}  see: [tidy-tools#oil-cap]\n")
    before = find_digest(small_sources)
    change(small_sources, "docs/practices/tidy-tools.md", "what: Wipe all", "what: Wipe both")
    assert find_digest(small_sources) == before
    change(small_sources, "docs/practices/tidy-tools.md", "what: Oil the", "what: Grease the")
    assert find_digest(small_sources) != before


def find_digest(root: Path) -> str:
    """Return the digest of the weekly round, as a release would record it."""
    found = (one.entry for one in collect_entries(load_project(root)))
    return next(one.fingerprint[0] for one in found if (one.kind, one.id) == (CHECKLIST, PAGE))


@pytest.mark.parametrize(
    ("see", "left"),
    [
        ("[tidy-tools#oil-cap]", ""),
        ("[tidy-tools#oil-cap, door-talk#agree]", "  see: [door-talk#agree]\n"),
    ],
)
def test_references_to_a_page_go_with_it(small_sources: Path, see: str, left: str) -> None:
    change(small_sources, ROUND, CLOSE, f"{CLOSE}  see: {see}\n")
    remove(small_sources, "tidy-tools", "--to", "practices")
    text = (small_sources / ROUND).read_text(encoding="utf-8")
    assert f"{CLOSE}{left}  retired: []\n" in text
