"""Missing, doubled and misplaced content of a page is found; a correct page has no findings."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path

import pytest
from lxml import html

from tests.conftest import SMALL, Built
from tools.checks.page_text import (
    check_images,
    check_page_text,
    check_text,
    list_expected_texts,
)
from tools.model.loader import load_publication
from tools.model.reading.markdown import parse_body
from tools.site.built_pages import read_pages

URL = "practices/weekly-round.html"
FIRST = "<p>Once a week, one person walks through the shed with this list.</p>"
SHORT = "<p>Ten minutes is short enough to do in the rain."


def test_every_page_matches_its_source(built: Built, built_small: Built) -> None:
    for project in (built, built_small):
        assert list(check_page_text(project.publication, read_pages(project.site))) == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (FIRST, "", "lacks, or has elsewhere: Onceaweek"),
        (FIRST, FIRST.replace("one person ", ""), "lacks, or has elsewhere: Onceaweek"),
        (FIRST, FIRST + FIRST, "says twice: Onceaweek"),
        (FIRST + "\n<h2", "<h2", "lacks, or has elsewhere: Onceaweek"),
        (SHORT, "<p>Ten minutes.", "lacks, or has elsewhere: Tenminutes"),
        ('id="why">Why it works', 'id="because">Why it works', "the heading why is not there"),
        ('id="why">Why it works', 'id="why">Why not', "lacks, or has elsewhere: Whyitworks"),
        ("#source-round-note", "#source-shed-leaflet", "links of the kind cite"),
        ("#term-round", "#term-peg", "links of the kind term"),
        (
            '<a class="ref" href="tidy-tools.html"',
            '<a class="ref" href="shed-hour.html"',
            "links of the kind ref",
        ),
    ],
)
def test_missing_content_is_found(
    built_small: Built, tmp_path: Path, old: str, new: str, expected: str
) -> None:
    text = (built_small.site / URL).read_text(encoding="utf-8")
    assert old in text
    (tmp_path / URL).parent.mkdir(parents=True)
    (tmp_path / URL).write_text(text.replace(old, new), encoding="utf-8")
    pages = {**read_pages(built_small.site), **read_pages(tmp_path)}
    found = [
        line for line in check_page_text(built_small.publication, pages) if line.startswith(URL)
    ]
    assert found
    assert expected in found[0]


PICTURE = '<img alt="A shed" src="shed.png">'
MACRO_OUTPUT = f"<template>{PICTURE}</template>"


@pytest.mark.parametrize(
    ("source", "rendered"),
    [
        ("One ![A shed](shed.png)", f"<p>One {PICTURE}</p>"),
        ("- One ![A shed](shed.png)\n- Two", f"<ul><li>One {PICTURE}</li><li>Two</li></ul>"),
        ("|A|\n|-|\n|![A shed](shed.png)|", f"<table><th>A</th><td>{PICTURE}</td></table>"),
    ],
)
def test_every_picture_of_a_source_is_rendered_once(source: str, rendered: str) -> None:
    publication = load_publication(SMALL)
    page = publication.pages["contact"]
    for count in (0, 1, 2):
        article = html.fromstring(
            f"<article>{rendered.replace(PICTURE, PICTURE * count)}{MACRO_OUTPUT}"
        )
        expected, body = list_expected_texts(source), parse_body(source)
        findings = [*check_text(page, expected, article)]
        findings += check_images(page, body, article, SMALL / "docs")
        assert (findings == []) == (count == 1), "a picture that is missing, or twice, is reported"


def test_a_page_without_its_text_is_found(built_small: Built, tmp_path: Path) -> None:
    text = (built_small.site / URL).read_text(encoding="utf-8")
    (tmp_path / URL).parent.mkdir(parents=True)
    (tmp_path / URL).write_text(text.replace("<article", "<section"), encoding="utf-8")
    pages = {**read_pages(built_small.site), **read_pages(tmp_path)}
    assert f"{URL}: has 0 articles, and not one" in check_page_text(built_small.publication, pages)


def test_a_title_in_another_place_is_found(built_small: Built, tmp_path: Path) -> None:
    url = "hand-out.html"  # it has a second title, that a script fills in
    pages = {**read_pages(built_small.site)}
    first, second = pages[url].root.xpath("//h1")
    first.text, second.text = second.text, first.text
    assert any("its heading is" in line for line in check_page_text(built_small.publication, pages))


def test_a_drawing_that_stands_twice_is_found(built_small: Built) -> None:
    pages = {**read_pages(built_small.site)}
    (drawing,) = pages["index.html"].root.xpath("//figure[@class='drawing']")
    copy = deepcopy(drawing)
    del copy.attrib["id"]
    drawing.addnext(copy)
    (found,) = check_page_text(built_small.publication, pages)
    assert "shows other drawings" in found


def test_a_figure_without_its_drawing_is_found(built_small: Built) -> None:
    pages = {**read_pages(built_small.site)}
    (drawing,) = pages["index.html"].root.xpath("//figure[@class='drawing']//svg")
    drawing.drop_tree()
    (found,) = check_page_text(built_small.publication, pages)
    assert "shows other drawings" in found


def test_a_text_that_its_source_has_inside_another_stands_there_twice() -> None:
    page = load_publication(SMALL).pages["contact"]
    expected = list_expected_texts("Run `hang the rake up again`.\n\n    hang the rake up again\n")
    once = "<p>Run hang the rake up again.</p><pre>hang the rake up again</pre>"
    for extra, findings in (("", 0), ("<pre>hang the rake up again</pre>", 1)):
        article = html.fromstring(f"<article>{once}{extra}</article>")
        assert len([*check_text(page, expected, article)]) == findings


def test_a_text_may_be_the_label_of_a_chart_too() -> None:
    page = load_publication(SMALL).pages["contact"]
    text, chart = "<p>Fictional example</p>", "<figure class='chart'>Fictional example</figure>"
    expected = list_expected_texts("Fictional example")
    assert [*check_text(page, expected, html.fromstring(f"<div>{text}{chart}</div>"))] == []
    assert [*check_text(page, expected, html.fromstring(f"<div>{text}{text}</div>"))] != []


def test_a_text_may_be_that_of_the_title_too() -> None:
    page = load_publication(SMALL).pages["story-beanpole"]
    expected = list_expected_texts(f"{page.title}\n")
    text = f"<h1>{page.title}</h1><p>{page.title}</p>"
    assert [*check_text(page, expected, html.fromstring(f"<article>{text}</article>"))] == []
    twice = html.fromstring(f"<article>{text}<p>{page.title}</p></article>")
    assert len([*check_text(page, expected, twice)]) == 1


def test_a_text_may_be_that_of_a_label_too() -> None:
    page = load_publication(SMALL).pages["contact"]
    expected = list_expected_texts("*Invented example.* It is no real shed.\n\n")
    text = "<p><em>Invented example.</em> It is no real shed.</p>"
    label = "<p data-search-exclude>Invented example.</p>"
    assert [*check_text(page, expected, html.fromstring(f"<article>{text}{label}</article>"))] == []
    twice = html.fromstring(
        f"<article>{text}<p>Invented example. It is no real shed.</p></article>"
    )
    assert len([*check_text(page, expected, twice)]) == 1
