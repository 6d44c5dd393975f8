"""The pieces of the hand-out composer match the model and the book."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from lxml import html
from lxml.html import HtmlElement

from tests.conftest import Built
from tests.item_texts import format_fields
from tests.pdf.read_back import remove_space
from tools.checks.parity import build_expected_rows, extract_rows
from tools.model.entities.checklist import Checklist
from tools.model.publication import Publication, format_item_anchor
from tools.pdf.book import render_book
from tools.pdf.chapter import PageNotBuiltError
from tools.pdf.composer import (
    COMPOSER_ATTRIBUTE,
    COMPOSER_FOLDER,
    STYLES_PATH,
    page_groups,
    piece_path,
    write_composer,
)
from tools.site.built_pages import extract_text

ADD_PAGE_CALL = re.compile(r'handout\.addPage\("([a-z0-9-]+)", (\{.*\})\)\n')
ON_SHEET = ("how", "who", "when", "done_when")  # where a publication shows them


@pytest.fixture(params=["built", "built_small"])
def any_built(request: pytest.FixtureRequest) -> Built:
    """Both publications."""
    built: Built = request.getfixturevalue(request.param)
    return built


def read_pieces(site: Path, path: str) -> dict[str, HtmlElement]:
    """Return the pieces (chapter or sheet) in a script."""
    found = ADD_PAGE_CALL.fullmatch((site / path).read_text(encoding="utf-8"))
    assert found, path
    pieces: dict[str, str] = json.loads(found[2])
    return {name: html.fragment_fromstring(source) for name, source in pieces.items()}


def all_pieces(built: Built) -> dict[str, dict[str, HtmlElement]]:
    """Return all pieces, by page id."""
    return {
        page.id: read_pieces(built.site, piece_path(page))
        for group in page_groups(built.publication)
        for page in group.pages
    }


def fields_on_sheet(publication: Publication) -> list[str]:
    """Return the ids of the fields that the sheets of a publication show."""
    shown = {field.id for field in publication.item_fields if "sheet" in field.settings.show}
    return [field_id for field_id in ON_SHEET if field_id in shown]


def rows_on_sheet(
    sheet: HtmlElement, checklist: Checklist, field_ids: list[str]
) -> list[tuple[str, ...]]:
    """Return the items as a sheet shows them: id, action and fields."""
    parts = ("@class='sheet-what'", *(f"@data-field='{field_id}'" for field_id in field_ids))
    return [
        (
            str(item.get("id")).removeprefix(f"sheet-{checklist.id}--"),
            *(extract_text(item.xpath(f".//*[{part}]")[0]) for part in parts),
        )
        for item in sheet.xpath(".//li[@class='sheet-item']")
    ]


def test_there_is_a_chapter_for_each_page_of_the_book_and_a_sheet_for_each_list(
    any_built: Built,
) -> None:
    publication, pieces = any_built.publication, all_pieces(any_built)
    assert {page.id for page in publication.book_pages} == {
        page_id for page_id, page_pieces in pieces.items() if "chapter" in page_pieces
    }
    sheets = [*publication.pages_with_checklist, *(page for page, _ in publication.workform_pages)]
    sheets += [page for page, _ in publication.canvas_pages]
    assert {page.id for page in sheets} == {
        page_id for page_id, page_pieces in pieces.items() if "sheet" in page_pieces
    }
    scripts = {path.stem for path in (any_built.site / COMPOSER_FOLDER).glob("*.js")}
    assert scripts == set(pieces)


def test_every_item_matches_the_model(any_built: Built) -> None:
    publication, pieces = any_built.publication, all_pieces(any_built)
    for page, checklist in publication.checklist_pages:
        expected = build_expected_rows(publication, checklist)
        field_ids = fields_on_sheet(publication)
        sheet = [
            (item.id, *format_fields(publication, item, "what", *field_ids))
            for item in checklist.items
        ]
        assert rows_on_sheet(pieces[page.id]["sheet"], checklist, field_ids) == sheet
        if "chapter" in pieces[page.id]:
            chapter = pieces[page.id]["chapter"]
            actual = [
                (row[0].removeprefix(f"{page.id}--").removeprefix(f"{checklist.id}--"), *row[1:])
                for row in extract_rows(chapter, checklist)
            ]
            assert actual == expected
            anchors = [
                f"{page.id}--{format_item_anchor(checklist, item)}" for item in checklist.items
            ]
            assert [
                item_element.get("id") for item_element in chapter.xpath(".//*[@data-item]")
            ] == anchors


def test_a_missing_or_changed_item_is_found(built: Built) -> None:
    publication = built.publication
    page, checklist = next(publication.checklist_pages)
    pieces = read_pieces(built.site, piece_path(page))
    field_ids = fields_on_sheet(publication)
    expected = rows_on_sheet(pieces["sheet"], checklist, field_ids)
    first = pieces["sheet"].xpath(".//li[@class='sheet-item']")[0]
    first.xpath(".//*[@class='sheet-what']")[0].text += " nu"
    assert rows_on_sheet(pieces["sheet"], checklist, field_ids)[0] != expected[0]
    first.drop_tree()
    assert rows_on_sheet(pieces["sheet"], checklist, field_ids) == expected[1:]


def test_chapters_and_sheets_have_the_words_of_the_book(any_built: Built) -> None:
    publication = any_built.publication

    def words(sheets: bool) -> str:
        source = render_book(publication, any_built.site, sheets=sheets)
        return remove_space(extract_text(html.fromstring(source)))

    book, without_sheets = words(sheets=True), words(sheets=False)
    for page_id, pieces in all_pieces(any_built).items():
        if publication.pages[page_id].meta.canvas:
            continue  # the sheets themselves are not in the book
        for name, piece in pieces.items():
            meta = any_built.publication.pages[page_id].meta
            is_replaced = name == "chapter" and (meta.workform or meta.checklist)
            # In the book with sheets, a chapter leaves to its sheet what that has.
            assert remove_space(extract_text(piece)) in (without_sheets if is_replaced else book), (
                page_id,
                name,
            )


def test_links_lead_to_the_site_where_a_hand_out_lacks_the_page(any_built: Built) -> None:
    publication = any_built.publication
    site = publication.mkdocs.site_url
    for page_id, pieces in all_pieces(any_built).items():
        for link in pieces.get("chapter", html.Element("p")).iterfind(".//a[@href]"):
            outside, inside = link.get("data-outside"), link.get("href", "").startswith("#")
            assert bool(outside) == bool(inside and site), (page_id, link.get("href"))
            if outside:
                assert site
                path, _, anchor = outside.removeprefix(site).partition("#")
                page = html.parse(str(any_built.site / path)).getroot()
                assert not anchor or page.xpath("//*[@id=$anchor]", anchor=anchor), outside


def test_a_strict_policy_allows_all_of_it(any_built: Built) -> None:
    for pieces in all_pieces(any_built).values():
        for piece in pieces.values():
            for element in [piece, *piece.iterdescendants()]:
                assert element.tag not in ("script", "style", "iframe", "object", "form", "input")
                assert not [name for name in element.attrib if name == "style" or name[:2] == "on"]
            assert not piece.xpath(".//img[starts-with(@src, '/')]")


def test_the_styles_name_files_that_are_there(any_built: Built) -> None:
    path = any_built.site / STYLES_PATH
    styles = path.read_text(encoding="utf-8")
    named = re.findall(r"url\(([^)]*)\)", styles)
    assert named
    assert [name for name in named if not (path.parent / name).is_file()] == []
    assert "@import" not in styles
    assert styles.count("{") == styles.count("}")


def test_nothing_is_written_without_a_composer_page(built: Built, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<p>no composer</p>", encoding="utf-8")
    write_composer(built.publication, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["index.html"]


def test_a_missing_page_stops_the_build(built: Built, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(f"<p {COMPOSER_ATTRIBUTE}></p>", encoding="utf-8")
    with pytest.raises(PageNotBuiltError):
        write_composer(built.publication, tmp_path)
