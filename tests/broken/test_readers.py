"""What the rules let through, the engine's reader of Markdown makes no foreign HTML of.

Two readers differ; so texts are thrown together from pieces that mean something to either, and each
that the rules find nothing wrong with is read by the engine's, with the extensions of the settings.
"""

from __future__ import annotations

import random
import re

import pytest
from lxml import html
from markdown import Markdown

from tests.conftest import ROOT
from tools.model.reading.markdown import parse_body
from tools.model.reading.yaml_nodes import read_mapping
from tools.model.rules.links import EXTERNAL_LINK
from tools.model.rules.settings import REQUIRED_EXTENSIONS

SEED = 28
LINK = '<a class="ref" href="a.html">one</a>'
PIECES = (
    "<script>", "</script>", "<b onclick=x>", "<a/onclick=x>", "<svg onload=x>", "<", ">", "/", "!",
    "<!--", "-->", "<?php ?>", "<![CDATA[", "]]>", "&lt;", "&#60;", "`", "``", "```", "~~~", "\n",
    "\n\n", "    ", "  ", "\t", "- ", "1. ", "> ", "# ", "## H", "{: #a }", "{: .b }",
    "{ onclick=x }", "{", "}", "{:", "onclick=x", "style=x", "[a]", "[a](", "(index.md)", ")",
    "(javascript:x)", "](", "[", "![a]", "[x]: javascript:x", "[x]: index.md", "[x]", "data:x",
    "<https://a.example/c>", "<javascript:x>", "<a@b.example>", "*", "**", "_", "\\", "|",
    "| a | b |\n| --- | --- |\n", "| a |\n| :-- |\n",
    "<div markdown>", '<div class="q" markdown>', "</div>",
    "<section markdown>", "</section>", '<div markdown="1" onclick=x>', "word", '"', "'", "=", "&",
    "---", "===", '{{ ref("a") }}', "{# remark #}",
)  # fmt: skip
TAGS = {
    "p", "div", "section", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "em", "strong",
    "code", "pre", "blockquote", "a", "img", "table", "thead", "tbody", "tr", "th", "td", "hr",
    "br",
}  # fmt: skip
ATTRIBUTES = {"id", "class", "href", "src", "alt", "title", "start"}
ACTS = re.compile(r"\s*(?:javascript|data|vbscript):", re.IGNORECASE)


def let_through(text: str) -> bool:
    """Tell whether the rules find nothing wrong with a text, but for pages that are not there."""
    body = parse_body(text)
    if body.disallowed or body.call_error:
        return False
    return all(
        EXTERNAL_LINK.match(one.target)
        for one in body.links
        if re.match(r"[\w+.-]*:|//", one.target)
    )


def foreign(text: str) -> list[str]:
    """Give what the engine's reader makes of a text that no page may hold."""
    reader = Markdown(
        extensions=[*REQUIRED_EXTENSIONS, "fenced_code"]
    )  # the last is the engine's own
    rendered = re.sub(r"\{#.*?#\}", "", text, flags=re.DOTALL).replace('{{ ref("a") }}', LINK)
    found = []
    for one in html.fragment_fromstring(f"<div>{reader.convert(rendered)}</div>").iter():
        if not isinstance(one.tag, str) or one.tag not in TAGS:
            found.append(f"<{one.tag}>")
        for name, value in one.attrib.items():
            if name not in ATTRIBUTES or ACTS.match(value):
                found.append(f"{name}={value}")
    return found


@pytest.mark.parametrize(
    "tries", [300, pytest.param(8_000, marks=pytest.mark.corpus)], ids=["sample", "many"]
)
def test_what_is_let_through_becomes_no_foreign_html(tries: int) -> None:
    chance = random.Random(SEED)
    passed = 0
    for _ in range(tries):
        text = "".join(chance.choice(PIECES) for _ in range(chance.randint(2, 12)))
        if let_through(text):
            passed += 1
            assert foreign(text) == [], text
    assert passed > tries / 20


def test_the_judge_of_this_test_finds_what_is_foreign() -> None:
    for text in ("<script>x</script>", "*a*{: onclick=x }", "[a](javascript:x)"):
        assert foreign(text) != []
        assert not let_through(text)


def test_the_extensions_are_those_of_the_settings() -> None:
    named = read_mapping(ROOT / "mkdocs.yml", ROOT).data["markdown_extensions"]
    assert {
        one if isinstance(one, str) else next(iter(one)) for one in named
    } == REQUIRED_EXTENSIONS
