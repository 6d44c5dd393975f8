"""The two readings of a page are the same where readers get what was written, and only there."""

from __future__ import annotations

import pytest

from tools.markup.html_tree import parse_html
from tools.markup.source import build_tree, parse_source
from tools.markup.structure import compare_readings, read_html, read_tree

TEXT = """\
## Kop

Zin met `code`, [link](a.md)[^1] en\\
meer.

1. een
   - twee

| a | b |
|:--|---|
| c | d |

[^1]: Noot.
"""
HTML = """\
<h2 id="kop">Kop</h2>
<p>Zin met <code>code</code>, <a href="a.md">link</a><sup><a href="#fn:1" role="doc-noteref">1</a>
</sup> en<br/>meer.</p>
<ol><li>een<ul><li>twee</li></ul></li></ol>
<table><tr><th class="align-left">a</th><th>b</th></tr>
<tr><td class="align-left">c</td><td>d</td></tr></table>
<section class="footnotes"><p>Noten</p><ol><li id="fn:1">Noot.
<a href="#x" role="doc-backlink">terug</a></li></ol></section>
"""


def compare(text: str, built: str) -> list[tuple[int, str, str]]:
    """Return the differences between a text and HTML: line, kind meant, kind built."""
    source = parse_source(text)
    tree, _ = parse_html(built)
    differences = compare_readings(read_tree(build_tree(source.tokens), source), read_html(tree))
    return [(one.line, one.meant, one.built) for one in differences]


def test_the_same_page_has_no_differences() -> None:
    assert compare(TEXT, HTML) == []


@pytest.mark.parametrize(
    ("old", "new", "difference"),
    [
        ("<h2 id", "<h3 id", (1, "heading", "heading")),
        ("<br/>", " ", (3, "text", "text")),
        ('href="a.md"', 'href="b.md"', (3, "link", "link")),
        ("<code>code</code>", "<code>cod</code>", (3, "text", "text")),
        ("een<ul><li>twee</li></ul></li>", "een</li><li>twee</li>", (7, "item", "item")),
        ("<ol><li>een", '<ol start="2"><li>een', (6, "item", "item")),
        ('<td class="align-left">c', "<td>c", (11, "cell", "cell")),
        ("<td>d</td>", "", (11, "cell", "nothing")),
        ("Noot.", "Nood.", (13, "text", "text")),
        ("</ol>\n<table>", "</ol><hr/><table>", (9, "nothing", "line")),
    ],
)  # fmt: skip
def test_a_difference_has_a_line(old: str, new: str, difference: tuple[int, str, str]) -> None:
    assert old in HTML
    found = compare(TEXT, HTML.replace(old, new, 1))
    assert found[0][1:] == difference[1:]
    assert abs(found[0][0] - difference[0]) <= 1
