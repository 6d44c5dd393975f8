"""The engine of every publication, for tests of its output."""

from __future__ import annotations

from functools import cache
from typing import Any

import yaml
from lxml import html
from lxml.html import HtmlElement
from markdown import Markdown

from tests.conftest import ROOT
from tools.language import load_language
from tools.markup.engine import create_engine
from tools.markup.extension import MarkupExtension
from tools.markup.judge import Finding, judge_page
from tools.markup.normalise import join_lines, normalise
from tools.markup.source import parse_source

SETTINGS = ROOT / "overrides" / "mkdocs.yml"


@cache
def starter_engine() -> Markdown:
    """Return the engine with the extensions that every publication has."""
    entries = yaml.safe_load(SETTINGS.read_text(encoding="utf-8"))["markdown_extensions"]
    extensions: dict[str, Any] = {}
    for entry in entries:
        extensions.update(entry if isinstance(entry, dict) else {entry: None})
    return create_engine(extensions, MarkupExtension(load_language("en").interface))


def render_page(text: str) -> HtmlElement:
    """Return what the engine makes of a text, without the links beside headings."""
    engine = starter_engine()
    engine.reset()
    built = engine.convert(join_lines(normalise(parse_source(text), as_template=False)))
    root = html.fragment_fromstring(built, create_parent="article")
    for link in root.xpath(".//a[@class='headerlink']"):
        link.drop_tree()
    return root


def judge_text(text: str) -> list[Finding]:
    """Return what is wrong in a text."""
    return judge_page(text, starter_engine())


def find_rules(text: str) -> list[tuple[str, int]]:
    """Return the rules that a text breaks, with their lines."""
    return sorted((finding.rule, finding.line) for finding in judge_text(text))
