"""The search index matches the pages, and links to anchors that exist."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from tests.conftest import Built
from tools.site.search_index import INDEX_PATH, Section, split_article

PAGE = """<article>
<h1>Sheds</h1><p>First <b>words</b>.</p>
<h2 id="why">Why<a class="headerlink" href="#why">¶</a></h2>
<p>Hooks hold (<a>x</a>) <a class="cite">(Doe)</a>.</p>
<section class="checklist" id="checklist-s" data-checklist="s"><p data-field="title">Tidy</p>
<p>Goal</p><div data-search-exclude>Copy</div>
<ul><li id="s--a" data-item="a"><label data-field="what">Hang it</label>
<dl><div><dt>Why</dt> <dd data-field="why">It rusts.</dd></div>
<div data-search-exclude><dt>Who</dt> <dd data-field="who">All</dd></div>
</dl></li></ul></section>
<p>After.</p>
<dl class="glossary"><div id="term-rake">
<dt>rake <span>(also comb)</span></dt><dd>A comb.</dd></div></dl>
</article>"""


def index(built: Built) -> dict[str, Any]:
    """Read the index of a built site."""
    text = (built.site / INDEX_PATH).read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(
        text.removeprefix("searchEngine.loadIndex(").rstrip().removesuffix(")")
    )
    return found


def letters(text: str) -> str:
    """Return the letters and digits of a text."""
    return re.sub(r"[\W_]+", "", text)


def article(site: Path, url: str) -> Any:
    """Read the article of a built page."""
    parser = html.HTMLParser(encoding="utf-8")
    return html.parse(str(site / url), parser=parser).getroot().find(".//article")


@pytest.mark.parametrize("name", ["built", "built_small"])
def test_the_index_matches_the_pages(name: str, request: pytest.FixtureRequest) -> None:
    built: Built = request.getfixturevalue(name)
    for page in index(built)["pages"]:
        root = article(built.site, page["url"])
        for mark in root.xpath(".//*[@class='cite' or @class='footnote-ref']"):
            mark.text = ""
        content, anchors = letters(root.text_content()), set(root.xpath(".//@id"))
        for anchor, _, title, text in page["places"]:
            assert not anchor or anchor in anchors, (page["url"], anchor)
            for line in [title, *text.split("\n")]:
                assert letters(line) in content, (page["url"], line)


def test_every_page_list_item_and_term_is_in_the_index(built: Built) -> None:
    publication, pages = built.publication, index(built)["pages"]
    assert [page["url"] for page in pages] == [page.url for page in publication.pages.values()]
    kinds = [place[1] for page in pages for place in page["places"]]
    assert kinds.count("list") == len(publication.pages_with_checklist)
    assert kinds.count("item") == sum(
        1 for checklist in publication.checklists for _ in checklist.items
    )
    assert kinds.count("term") == len(publication.terms)


def test_an_article_is_cut_into_its_places() -> None:
    found = split_article(html.fragment_fromstring(PAGE))
    assert [(section.anchor, section.kind, section.title, section.lines) for section in found] == [
        ("", "", "", ["First words."]),
        ("why", "", "Why", ["Hooks hold (x).", "After."]),
        ("checklist-s", "list", "Tidy", ["Goal"]),
        ("s--a", "item", "Hang it", ["It rusts."]),
        ("term-rake", "term", "rake", ["A comb."]),
    ]


def test_line_breaks_stay_and_white_space_is_collapsed() -> None:
    assert Section(fragments=[" one\n", "two  three ", "\n", " . "]).lines == [
        "one",
        "two three",
        ".",
    ]


def test_the_search_of_material_is_not_shipped(built: Built) -> None:
    scripts = built.site / "assets" / "javascripts"
    assert not (built.site / "search").exists()
    assert not list(scripts.rglob("lunr*"))
    assert not (scripts / "workers").exists()
    assert (scripts / "search-engine.js").is_file()
