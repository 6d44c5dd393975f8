"""Text that the rules allow renders no disallowed HTML in the engine.

The two parsers of Markdown differ. Random texts of fragments that mean something to either are
rendered with the engine's parser and extensions when the rules find nothing wrong with them.
"""

from __future__ import annotations

import random
import re

import pytest
from lxml import html
from markdown import Markdown

from tests.conftest import ROOT
from tools.language import load_language
from tools.markup.extension import MarkupExtension
from tools.model.reading.markdown import parse_body
from tools.model.reading.yaml_nodes import read_mapping
from tools.model.rules.links import EXTERNAL_LINK
from tools.model.rules.settings import OWN_EXTENSIONS

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
    "br", "dd", "del", "i", "abbr", "details", "dl", "dt", "ins", "kbd", "mark", "span", "sub",
    "summary", "sup",
}  # fmt: skip
ATTRIBUTES = {"id", "class", "href", "src", "alt", "title", "start", "role", "aria-label", "open"}
SCRIPT_SCHEME = re.compile(r"\s*(?:javascript|data|vbscript):", re.IGNORECASE)


def is_allowed(text: str) -> bool:
    """Return whether the rules allow a text, apart from links to pages that do not exist."""
    body = parse_body(text)
    if body.disallowed or body.call_error:
        return False
    return all(
        EXTERNAL_LINK.match(link.target)
        for link in body.links
        if re.match(r"[\w+.-]*:|//", link.target)
    )


def find_disallowed(text: str) -> list[str]:
    """Return the disallowed elements and attributes that the engine renders from a text."""
    reader = Markdown(
        extensions=[
            *sorted(OWN_EXTENSIONS),
            MarkupExtension(load_language("en").interface),
        ]
    )
    rendered = re.sub(r"\{#.*?#\}", "", text, flags=re.DOTALL).replace('{{ ref("a") }}', LINK)
    found = []
    for element in html.fragment_fromstring(f"<div>{reader.convert(rendered)}</div>").iter():
        if not isinstance(element.tag, str) or element.tag not in TAGS:
            found.append(f"<{element.tag}>")
        for name, value in element.attrib.items():
            if name not in ATTRIBUTES or SCRIPT_SCHEME.match(value):
                found.append(f"{name}={value}")
    return found


@pytest.mark.parametrize(
    "tries", [300, pytest.param(8_000, marks=pytest.mark.corpus)], ids=["sample", "many"]
)
def test_allowed_text_renders_no_disallowed_html(tries: int) -> None:
    rng = random.Random(SEED)
    passed = 0
    for _ in range(tries):
        text = "".join(rng.choice(PIECES) for _ in range(rng.randint(2, 12)))
        if is_allowed(text):
            passed += 1
            assert find_disallowed(text) == [], text
    assert passed > tries / 20


def test_disallowed_html_is_found() -> None:
    for text in ("<script>x</script>", "*a*{: onclick=x }", "[a](javascript:x)"):
        assert find_disallowed(text) != []
        assert not is_allowed(text)


def test_the_extensions_are_those_of_the_settings() -> None:
    settings = read_mapping(ROOT / "mkdocs.yml", ROOT).data["markdown_extensions"]
    assert {
        extension if isinstance(extension, str) else next(iter(extension)) for extension in settings
    } == OWN_EXTENSIONS
