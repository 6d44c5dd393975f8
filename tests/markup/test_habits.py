"""Habits of CommonMark and office programs arrive in every output of a built publication."""

from __future__ import annotations

import re

import pytest
from lxml.html import HtmlElement

from tests.conftest import Built, build, copy_small
from tests.markup.test_outputs import OUTPUTS, PAGE, squeeze
from tools.model.reading.heading_aliases import format_place
from tools.model.reading.manifest import HEADER, MANIFEST_FILE
from tools.site.built_pages import read_pages

HABITS = """
## Habits without an id

Ask the keepers:
- what lags;
  - at the bench;
  - at the door;
- what helps.

4) Fourth choice.
5) Fifth choice.

Then pause.

6) Sixth choice.

* A starred item.
+ A plussed item.

Ring the bell,\\
or come round.
| Left hand | Right hand |
|:----------|-----------:|
| a hammer  | `a|b`      |

1. Put this in the mail:

   ~~~
   Dear {{ club }},
   we try {% something %}.
   ~~~

2. Send it.

> Quoted first.

> Quoted second.

- Folded here:

  <details>
  <summary>Unfold me</summary>

  - *Hidden* treasure.

  </details>

See [the film] [film], 2 < 3, \\~ and `<b>`.<!-- for editors only -->
[film]: https://video.example.org/film
"""
PHRASES = (
    "Habits without an id", "what lags;", "at the bench;", "what helps.", "Fourth choice.",
    "Then pause.", "Sixth choice.", "A starred item.", "A plussed item.", "Ring the bell,",
    "or come round.", "Left hand", "a hammer", "Dear {{ club }},", "we try {% something %}.",
    "Send it.", "Quoted first.", "Quoted second.", "Unfold me", "Hidden treasure.", "the film",
    "2 < 3, ~ and <b>.",
)  # fmt: skip
MARKS = ("~~~", "\\", "|-", "4)", "* A", "<details", "[film]", "for editors")


@pytest.fixture(scope="module")
def built_habits(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The small publication with these habits on a page, of which a heading was released before."""
    root = copy_small(tmp_path_factory.mktemp("habits") / "small")
    page = root / "docs" / f"{PAGE}.md"
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace("\n[^path]: ", f"{HABITS}\n[^path]: ", 1), encoding="utf-8")
    entry = f"heading {PAGE}#former-words {format_place(0)}"
    manifest = root / "docs" / "_data" / MANIFEST_FILE
    manifest.write_text(f"{HEADER}\n{entry}\n", encoding="utf-8")
    settings = root / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(re.sub(r"(    rules: \{)(?=B)", r"\1P302: off, ", text), encoding="utf-8")
    return build(root)


@pytest.fixture(scope="module")
def article(built_habits: Built) -> HtmlElement:
    """The text of the page."""
    (found,) = read_pages(built_habits.site)[f"{PAGE}.html"].root.xpath("//article")
    return found


@pytest.mark.integration
@pytest.mark.parametrize("output", OUTPUTS)
def test_all_of_it_is_in_every_output_and_no_mark_is(output: str, built_habits: Built) -> None:
    text = squeeze(OUTPUTS[output](built_habits))
    assert [phrase for phrase in PHRASES if squeeze(phrase) not in text] == []
    habits = text[text.index(squeeze(PHRASES[0])) : text.index(squeeze(PHRASES[-1]))]
    assert [mark for mark in MARKS if squeeze(mark) in habits] == []


def test_the_page_has_the_structure_that_was_meant(article: HtmlElement) -> None:
    (heading,) = article.xpath(".//h2[@id='habits-without-an-id']")
    habits = heading.xpath("following-sibling::*")
    assert [" ".join(li.text.split()) for li in habits[1].xpath("./li/ul/li")] == [
        "at the bench;",
        "at the door;",
    ]
    starts = [element.get("start") for element in habits if element.tag == "ol"]
    assert starts == ["4", "6", None]
    tags = [element.tag for element in habits]
    assert tags.count("blockquote") == 2
    assert article.xpath(".//p[br][contains(., 'Ring the bell')]")
    assert article.xpath(".//details[.//em]/summary[.='Unfold me']")
    assert article.xpath(".//a[@href='https://video.example.org/film'][.='the film']")


def test_a_former_id_of_a_heading_still_leads_to_it(article: HtmlElement) -> None:
    (anchor,) = article.xpath(".//*[@id='former-words']")
    assert (anchor.tag, anchor.getparent().get("id")) == ("a", "boxes")
    assert anchor.text_content() == ""
