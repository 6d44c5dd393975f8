"""The forms of ordinary writing become HTML without styles and inputs, with words and roles."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from lxml import html
from lxml.html import HtmlElement
from markdown import Markdown

from tests.conftest import ROOT
from tools.language import load_language
from tools.markup.extension import COMMENT, MarkupExtension

SETTINGS = ROOT / "overrides" / "mkdocs.yml"


def render(source: str, language: str = "nl", without: str = "", **options: Any) -> HtmlElement:
    """Render Markdown with the extensions of a new publication, in a language.

    `without`: an extension of which the options are left out; `options` are those of others.
    """
    entries = yaml.safe_load(SETTINGS.read_text(encoding="utf-8"))["markdown_extensions"]
    names = [name if isinstance(name, str) else next(iter(name)) for name in entries]
    configs = {
        name: value for entry in entries if isinstance(entry, dict) for name, value in entry.items()
    }
    configs.pop(without, None)
    words = load_language(language).interface
    parser = Markdown(
        extensions=[*names, MarkupExtension(words)],
        extension_configs={**configs, **options},
    )
    return html.fragment_fromstring(parser.convert(source), create_parent="article")


def texts(root: HtmlElement, xpath: str) -> list[str]:
    """Return the texts of the elements at an XPath."""
    return [" ".join(element.text_content().split()) for element in root.xpath(xpath)]


@pytest.mark.parametrize(
    ("source", "title"),
    [
        ("!!! note\n    Tekst", "Opmerking"),
        ("!!! warning extra\n    Tekst", "Let op"),
        ('!!! note "Eigen titel"\n    Tekst', "Eigen titel"),
        ("> [!NOTE]\n> Tekst", "Opmerking"),
        ("> [!IMPORTANT]\n> Tekst", "Belangrijk"),
        ("> [!CAUTION] Eigen titel\n> Tekst", "Eigen titel"),
        ("!!! afspraak\n    Tekst", "Afspraak"),
    ],
)
def test_a_box_has_its_own_title_or_that_of_its_language(source: str, title: str) -> None:
    root = render(source)
    assert texts(root, "./div/p[@class='admonition-title']") == [title]
    assert texts(root, "./div/p[2]") == ["Tekst"]


def test_a_box_may_have_no_title() -> None:
    assert texts(render('!!! note ""\n    Note'), "./div/p") == ["Note"]


@pytest.mark.parametrize(("mark", "is_open"), [("???", False), ("???+", True)])
def test_details_are_folded_or_open(mark: str, is_open: bool) -> None:
    (details,) = render(f"{mark} tip\n    Tekst").xpath("./details")
    assert details.findtext("summary") == "Tip"
    assert ("open" in details.attrib) is is_open


TABS = '=== "Een"\n    In een\n\n    === "Binnen"\n        Diep\n\n=== "**Twee**"\n    In twee\n'


@pytest.mark.parametrize("without", ["", "pymdownx.tabbed"])
def test_tabs_become_titled_blocks(without: str) -> None:
    root = render(TABS, without=without)
    assert root.xpath(".//input | .//label") == []
    (tab_set,) = root.xpath("./div[@class='tab-set']")
    assert texts(tab_set, "./div[@class='tab']/p[1]") == ["Een", "Twee"]
    assert tab_set.xpath("./div[2]/p/strong")
    assert texts(tab_set, "./div[1]/div[@class='tab-set']/div/p") == ["Binnen", "Diep"]
    assert texts(tab_set, "./div[2]/p[2]") == ["In twee"]


def test_a_tab_can_be_the_one_to_show_first() -> None:
    root = render('=== "Een"\n    1\n\n===+ "Twee"\n    2\n')
    assert [tab.get("data-selected") for tab in root.xpath("./div/div")] == [None, ""]


NOTES = """Een[^a] en nog eens[^a], en[^b].

| kop |
| --- |
| cel[^a] |

[^a]: Eerste alinea.

    Tweede alinea.

[^b]: Kort.
"""


def test_footnotes_lead_both_ways() -> None:
    root = render(NOTES)
    (notes,) = root.xpath("./section[@class='footnotes']")
    assert (notes.get("role"), notes.get("aria-label")) == ("doc-endnotes", "Noten")
    assert texts(notes, "./p") == ["Noten"]
    assert not notes.xpath("./hr")
    calls = root.xpath(".//a[@role='doc-noteref']")
    assert [call.get("href") for call in calls] == ["#fn:a", "#fn:a", "#fn:b", "#fn:a"]
    back = notes.xpath(".//a[@role='doc-backlink']")
    assert {link.get("href") for link in back} == {
        f"#{call.getparent().get('id')}" for call in calls
    }
    assert {link.text for link in back} == {"↑"}
    names = [link.get("aria-label") for link in back]
    assert names[0] == "Terug naar noot 1 in de tekst (1)"
    assert names[3] == "Terug naar noot 2 in de tekst"
    assert len({*names}) == 4


@pytest.mark.parametrize("custom", [False, True])
def test_task_boxes_are_pictures_with_words(custom: bool) -> None:
    options: Any = {"pymdownx.tasklist": {"custom_checkbox": custom}}
    root = render("- [ ] open\n- [x] **klaar**\n    - [ ] dieper\n", **options)
    assert root.xpath(".//input | .//label") == []
    boxes = root.xpath(".//span[@role='img']")
    assert [box.get("aria-label") for box in boxes] == ["Nog te doen", "Gedaan", "Nog te doen"]
    assert ["task-box-done" in box.classes for box in boxes] == [False, True, False]
    assert texts(root, "./ul/li[1]") == ["open"]


def test_aligned_columns_get_a_class_and_no_style() -> None:
    root = render("| a | b | c | d |\n|:--|:-:|--:|---|\n| 1 | 2 | 3 | 4 |\n")
    assert not root.xpath(".//@style")
    classes = ["align-left", "align-center", "align-right", None]
    for row in root.xpath(".//tr"):
        assert [cell.get("class") for cell in row] == classes


def test_lists_of_terms_have_a_class_and_those_of_macros_keep_theirs() -> None:
    root = render("Heggenschaar\n:   Knipt.\n\n<dl class='facts'><dt>a</dt><dd>b</dd></dl>\n")
    assert [one.get("class") for one in root.iter("dl")] == ["definitions", "facts"]


COMMENTED = (
    "Zin <!-- weg --> door.\n\n<!-- weg\n\nweg -->\n\n`<!-- blijft -->`\n\n    <!-- blijft -->\n"
)


def test_comments_vanish_and_stay_in_code() -> None:
    root = render(COMMENTED)
    assert not root.xpath(".//comment()")
    assert "weg" not in root.text_content()
    assert texts(root, "./p") == ["Zin door.", "<!-- blijft -->"]
    assert root.text_content().count("<!-- blijft -->") == 2


def test_no_tag_arises_where_a_comment_was() -> None:
    root = render("<div>\n<scr<!-- x -->ipt>alert(1)</scr<!-- x -->ipt>\n</div>")
    assert not root.xpath(".//script")


@pytest.mark.parametrize("comment", ["<!-->", "<!--->", "<!-- a --!>", "<!-- a -->", "<!-- open"])
def test_a_comment_ends_where_a_browser_ends_it(comment: str) -> None:
    assert COMMENT.sub("", comment) == ""
    assert COMMENT.sub("", comment + " b") in (" b", "")  # the last one never ends


@pytest.mark.parametrize(
    ("source", "ids"),
    [
        ('<a name="plek"></a>Tekst', ["plek"]),
        ("<A NAME='plek' title='b'></A>Tekst", ["plek"]),
        ('<a name="plek" id="hier"></a>Tekst', ["hier"]),
        ('<div><a name="plek"></a>Tekst</div>', ["plek"]),
        ('## Kop <a name="plek"></a>', ["kop", "plek"]),
        ('## Kop <a name="kop"></a>', ["kop"]),
    ],
)
def test_a_name_of_a_place_becomes_its_id(source: str, ids: list[str]) -> None:
    root = render(source)
    assert root.xpath(".//@id") == ids
    assert root.xpath(".//@name") == []


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ('a <img src="b.png">', ""),
        ('<div><img src="b.png" title="alt"/></div>', ""),
        ('a <img src="b.png" alt>', ""),
        ('a <img alt="c" src="b.png">', "c"),
    ],
)
def test_a_picture_of_html_says_that_it_has_no_words(source: str, words: str) -> None:
    assert render(source).xpath(".//img/@alt") == [words]


def test_a_break_that_begins_with_a_slash_is_a_break() -> None:
    assert html.tostring(render("a</br>b")).count(b"<br>") == 1
