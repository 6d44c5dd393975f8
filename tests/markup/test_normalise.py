"""Ordinary writing, in the ways of CommonMark and office programs, is built as it is meant."""

from __future__ import annotations

import pytest
from jinja2 import Environment
from lxml import etree
from lxml.html import HtmlElement

from tests.markup.reading import find_rules, render_page
from tools.markup.normalise import join_lines, normalise
from tools.markup.source import parse_source


def outline(element: HtmlElement) -> str:
    """Return the structure of an element in brackets, without paragraphs and highlighting."""
    parts = [" ".join((element.text or "").split())]
    for child in element:
        tag = str(child.tag)
        if tag == "pre":
            parts.append(f"pre({child.text_content().strip()})")
        elif tag == "br":
            parts.append("br()")
        elif tag in ("p", "div", "thead", "tbody"):
            parts.append(outline(child))
        else:
            start = f"={child.get('start')}" if child.get("start") else ""
            parts.append(f"{tag}{start}({outline(child)})")
        parts.append(" ".join((child.tail or "").split()))
    return " ".join(filter(None, parts))


LISTS = {
    "two spaces": ("- a\n  - b\n    - c\n- d\n", "ul(li(a ul(li(b ul(li(c))))) li(d))"),
    "three spaces below a number": ("1. a\n   - b\n   - c\n2. d\n",
                                    "ol(li(a ul(li(b) li(c))) li(d))"),
    "a tab": ("- a\n\t- b\n", "ul(li(a ul(li(b))))"),
    "right below a sentence": ("Zin:\n- a\n- b\n", "Zin: ul(li(a) li(b))"),
    "numbers below a sentence": ("Zin:\n1. a\n2. b\n", "Zin: ol(li(a) li(b))"),
    "numbers with a bracket": ("1) a\n2) b\n", "ol(li(a) li(b))"),
    "a list that starts at 4": ("4. a\n5. b\n", "ol=4(li(a) li(b))"),
    "a list that goes on": ("1. a\n\nZin.\n\n2. b\n", "ol(li(a)) Zin. ol=2(li(b))"),
    "another bullet": ("* a\n+ b\n", "ul(li(a)) ul(li(b))"),
    "numbers after bullets": ("- a\n1. b\n", "ul(li(a)) ol(li(b))"),
    "a number below bullets": ("- a\n  1. b\n", "ul(li(a ol(li(b))))"),
    "paragraphs in items": ("- a\n\n  b\n\n- c\n", "ul(li(a b) li(c))"),
    "a blank line inside a nested list": ("- a\n  - b\n\n  - c\n- d\n",
                                          "ul(li(a ul(li(b) li(c))) li(d))"),
    "a list in a list at once": ("- - a\n", "ul(li(ul(li(a))))"),
    "an empty item": ("- a\n-\n- b\n", "ul(li(a) li() li(b))"),
    "code in an item": ("1. a\n\n   ```\n   code\n   ```\n\n2. b\n",
                        "ol(li(a pre(code)) li(b))"),
    "code as an item": ("- ```\n  code\n  ```\n", "ul(li(pre(code)))"),
    "a quotation in an item": ("- a\n\n  > b\n", "ul(li(a blockquote(b)))"),
    "a table in an item": ("- a\n\n  | b |\n  |---|\n  | c |\n",
                           "ul(li(a table(tr(th(b)) tr(td(c)))))"),
    "a heading in an item": ("- a\n\n  ### b\n", "ul(li(a h3(b)))"),
    "a lazy line": ("- a\nb\n", "ul(li(a b))"),
    "a number that is text": ("Zin\n1986. was zo.\n", "Zin 1986. was zo."),
}  # fmt: skip
BLOCKS = {
    "a table right below a sentence": ("Zin:\n| a | b |\n|---|---|\n| c | d |\n",
                                       "Zin: table(tr(th(a) th(b)) tr(td(c) td(d)))"),
    "a table with a head only": ("| a |\n|---|\n", "table(tr(th(a)))"),
    "a pipe in code in a table": ("| a |\n|---|\n| `x\\|y` |\n",
                                  "table(tr(th(a)) tr(td(code(x|y))))"),
    "a fence right below a sentence": ("Zin:\n```\ncode\n```\nZin.\n", "Zin: pre(code) Zin."),
    "tildes": ("~~~ {.py}\nx = 1\n~~~\n", "pre(x = 1)"),
    "an information line with attributes": ("```py title=x{1-2} foo=bar\nx = 1\n```\n",
                                            "pre(x = 1)"),
    "a fence in a quotation": ("> ```\n> code\n> ```\n", "blockquote(pre(code))"),
    "a fence in a fence": ("````\n```\na\n```\n````\n", "pre(```\na\n```)"),
    "a fence that stays open": ("```\ncode\n", "pre(code)"),
    "indented code": ("Zin.\n\n    code\n", "Zin. pre(code)"),
    "a quotation right below a sentence": ("Zin:\n> a\n> - b\n>   - c\n",
                                           "Zin: blockquote(a ul(li(b ul(li(c)))))"),
    "two quotations": ("> a\n\n> b\n", "blockquote(a) blockquote(b)"),
    "a heading without blank lines": ("Zin.\n## a\nZin.\n", "Zin. h2(a) Zin."),
    "underlined headings": ("a\n===\nb\nc\n---\n", "h1(a) h2(b c)"),
    "a hash in a heading": ("## C#\n", "h2(C#)"),
    "closing hashes": ("## a ##\n", "h2(a)"),
    "a hash that is text": ("#hashtag\n", "#hashtag"),
    "a line below a sentence": ("Zin.\n\n***\n", "Zin. hr()"),
    "an address below its sentence": ("Zie [x].\n[x]: a.md\n", "Zie a(x) ."),
    "HTML with Markdown": ("<details>\n<summary>a</summary>\n\n- *b*\n\n</details>\n",
                           "details(summary(a) ul(li(em(b))))"),
    "HTML with Markdown in a list":
        ("- a\n\n  <details>\n  <summary>b</summary>\n\n  c\n\n  </details>\n",
         "ul(li(a details(summary(b) c)))"),
    "a figure":
        ("<figure markdown>\n![a](b.png)\n<figcaption markdown>*c*</figcaption>\n</figure>\nZin.\n",
         "figure(img() figcaption(em(c))) Zin."),
    "a box with two spaces": ("!!! note\n  a\n  - b\n    - c\n", "Note a ul(li(b ul(li(c))))"),
    "a title without quotes": ("!!! warning Let op\n    a\n", "Let op a"),
    "a title in curly quotes": ("!!! note “Let op”\n    a\n", "Let op a"),
    "a box with a title only": ('!!! "Let op"\n    a\n', "Let op a"),
    "a folded box with a title only": ('??? "Waarom `x`?"\n\n    a\n\n!!! info\n    b\n',
                                       "details(summary(Waarom code(x) ?) a) Info b"),
    "an open box with a title only": ('???+ "Let op"\n    a\n', "details(summary(Let op) a)"),
    "a box right below a sentence": ("Zin.\n!!! tip\n    a\n", "Zin. Tip a"),
    "an alert with a list": ("> [!NOTE]\n> a\n> - b\n", "Note a ul(li(b))"),
    "a definition": ("a\n: b\n\n: c\n", "dl(dt(a) dd(b) dd(c))"),
    "a comment": ("- a\n<!-- weg -->\n\n- b\n", "ul(li(a) li(b))"),
}  # fmt: skip
TEXTS = {
    "a backslash at the end of a line": ("a\\\nb\n", "a br() b"),
    "two spaces at the end of a line": ("a  \nb\n", "a br() b"),
    "escaped characters": ("\\~ \\< \\& \\\" \\* \\$ \\=\n", "~ < & \" * $ ="),
    "an address": ("<https://a.example/b> <tel:+31201234567>\n",
                   "a(https://a.example/b) a(tel:+31201234567)"),
    "an address with spaces": ("[a](<b c.md> (titel))\n", "a(a)"),
    "an address with spaces as it is": ("[a](b c.md)\n", "a(a)"),
    "apostrophes in addresses": ("[a](b's.md) [c](d.md \"e\") ![](f's.png 'g') [h](i.md 'j')\n",
                                 "a(a) a(c) img() a(h)"),
    "names of addresses after a space": ("[a] [b]\n\n[b]: c.md\n", "a(a)"),
    "a note behind a link": ("[a][^1]\n\n[a]: b.md\n[^1]: c\n", "a(a) sup(a(1))"),
    "characters that are no tag": ("2 < 3, a <b, <3 &lt;b&gt; &copy;\n", "2 < 3, a <b, <3 <b> ©"),
    "tags in code": ("`<div>` en `` ` ``\n", "code(<div>) en code(`)"),
    "a comment": ("a <!-- weg --> b\n", "a b"),
    "a break that begins with a slash": ("a</br>b<br></br>c\n", "a br() b br() br() c"),
    "a break in a table of HTML": ("<table><tr><td>a</br>b</td></tr></table>\n",
                                   "table(tr(td(a br() b)))"),
    "an escaped end of what is no tag": ("a <b\\> <c d\\>\n", "a <b> <c d>"),
    "a tag": ("<b>a</b><br>b H<sub>2</sub>\n", "b(a) br() b H sub(2)"),
}  # fmt: skip


def built(text: str) -> str:
    """Return the structure of what the engine makes of a text, without its footnotes."""
    root = render_page(text)
    etree.strip_elements(root, "section", with_tail=False)
    return outline(root)


@pytest.mark.parametrize(
    ("text", "expected"), [*LISTS.values(), *BLOCKS.values(), *TEXTS.values()],
    ids=[*LISTS, *(f"block: {name}" for name in BLOCKS), *(f"text: {name}" for name in TEXTS)],
)  # fmt: skip
def test_a_text_is_built_as_it_is_meant(text: str, expected: str) -> None:
    assert built(text) == expected
    assert [rule for rule, _ in find_rules(text)] == []


def normalise_template(text: str) -> str:
    return join_lines(normalise(parse_source(text)))


@pytest.mark.parametrize(
    "text",
    ["```\n{{ a }} {% b %} {# c #} <!-- d -->\n```\n", "- a\n\n  ~~~\n  {{ a }} {# c #}\n  ~~~\n",
     "`{{ a }}` en `{# c #}`\n", "    {% raw %}{{ a }}{% endraw %}\n"],
)  # fmt: skip
def test_what_stands_in_code_is_shown_and_not_run(text: str) -> None:
    template = normalise_template(text)
    shown = Environment().from_string(template).render()
    for part in ("{{ a }}", "{# c #}", "<!-- d -->", "{% b %}", "{% raw %}"):
        assert (part in shown) == (part in text)


def test_calls_stand_where_they_stood_and_comments_are_gone() -> None:
    text = 'a {{ ref("b|c*d",\n"e") }} f {# weg #}\n{# ook\nweg #}\n- {{ term("g") }}\n'
    assert normalise_template(text) == 'a {{ ref("b|c*d", "e") }}\nf\n\n-   {{ term("g") }}\n'


def test_each_line_knows_its_line_in_the_page() -> None:
    text = "Zin:\n- a\n  - b\n\n```\nc\n```\n| d |\n|---|\n| e |\n\n[x]: f.md\n"
    lines = dict(normalise(parse_source(text)))
    numbers = {line.strip(): number for line, number in lines.items()}
    expected = {"Zin:": 1, "-   a": 2, "-   b": 3, "c": 6, "| d |": 8, "| e |": 10}
    assert {key: numbers[key] for key in expected} == expected
    assert numbers["[x]: <f.md>"] == 12
