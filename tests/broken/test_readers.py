"""Text that the rules allow becomes no disallowed HTML in the engine, whatever parser reads that.

Random texts of fragments that mean something to a parser are judged. What passes goes the way of a
page: written for the engine, through Jinja with a macro, and through the engine. The HTML is then
read as browsers do.
"""

from __future__ import annotations

import random
import re
from functools import cache

import pytest
import tinyhtml5
from jinja2 import Environment
from markdown import Markdown

from tests.conftest import ROOT
from tools.language import load_language
from tools.markup.allowed_html import ELEMENTS
from tools.markup.engine import create_engine
from tools.markup.extension import MarkupExtension
from tools.markup.judge import judge_page
from tools.markup.normalise import join_lines, normalise
from tools.markup.source import parse_source
from tools.model.loader import load_settings
from tools.model.reading.markdown import parse_body
from tools.model.rules.links import EXTERNAL_LINK
from tools.model.rules.readings import list_extensions

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
    "---", "===", '{{ ref("a") }}', "{# remark #}", "{{", "}}", "{%", "{#", "#}", "%}", "<!-- -->",
    "!!! note\n", '??? tip "A"\n', '=== "A"\n', "> [!NOTE]\n", "[^a]", "[^a]: ", ": ", "*[a]: ",
    "- [ ] ", "~~", "==", "++a++", "<details>", "<summary>", "</summary>", "</details>", "<figure>",
    '<a href="javascript:x">', "</a>", "<img src=x onerror=x>", '<b title="', "<kbd>", "</kbd>",
    '<p style="x">', "<pre>", "</pre>", "<plaintext>", "<textarea>", "<b>", "</b>",
)  # fmt: skip
SCRIPT_SCHEME = re.compile(r"\s*(?:javascript|data|vbscript):", re.IGNORECASE)
HARMLESS_ATTRIBUTES = {
    "id", "class", "href", "src", "alt", "title", "start", "role", "aria-label", "open", "name",
    "data-linenos", "data-selected", "width",
}  # fmt: skip
SPACE = "{http://www.w3.org/1999/xhtml}"


@cache
def create_site_engine() -> Markdown:
    """Return the engine of this publication."""
    project = load_settings(ROOT)
    words = MarkupExtension(load_language("nl").interface)
    return create_engine(list_extensions(project), words)


def is_allowed(text: str) -> bool:
    """Return whether the rules allow a text, apart from links to pages that do not exist."""
    body = parse_body(text)
    if body.disallowed or body.call_error or judge_page(text, create_site_engine()):
        return False
    return all(
        EXTERNAL_LINK.match(link.target)
        for link in body.links
        if re.match(r"[\w+.-]*:|//", link.target)
    ) and all(call.name == "ref" and call.args for call in body.calls)


def find_disallowed(text: str) -> list[str]:
    """Return the disallowed elements and attributes that the engine renders from a text."""
    template = join_lines(normalise(parse_source(text)))
    written = Environment().from_string(template).render(ref=lambda *_: LINK)
    engine = create_site_engine()
    engine.reset()
    body = tinyhtml5.parse(f"<!DOCTYPE html><body>{engine.convert(written)}").find(f"{SPACE}body")
    found = []
    for element in [] if body is None else body.iter():
        tag = str(element.tag).removeprefix(SPACE)
        if tag not in {*ELEMENTS, "body"}:
            found.append(f"<{tag}>")
        for name, value in element.attrib.items():
            if name not in HARMLESS_ATTRIBUTES or SCRIPT_SCHEME.match(value):
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
    for text in ("x <script>x</script>", "*a*{: onclick=x }", "[a](javascript:x)"):
        assert find_disallowed(text) != []
        assert not is_allowed(text)
