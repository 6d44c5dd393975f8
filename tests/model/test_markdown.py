"""Parsing of a page's text: headings, links, pictures and macro calls with lines, and words."""

from __future__ import annotations

import pytest

from tools.model.reading.markdown import Heading, Link, MacroCall, parse_body

TEXT = """\
Opening words with [a link](one.md) and
[a second](two.md#part) on the next line.

## First {: #first }

![A shed](shed.png) and <https://example.org/a>.

```
## No heading {: #code }
[no link](code.md)
```

| a | b |
| --- | --- |
| [in a table](table.md) | x |

- in a list: [deep](deep.md)

Second
------

### Third {: .wide #third }

{{ cite("one", "p. 1") }}
{{ page_sources() }}
"""


def test_headings_have_level_id_text_and_line() -> None:
    assert parse_body(TEXT).headings == (
        Heading(2, "first", "First", 4),
        Heading(2, "second", "Second", 19, is_derived=True),
        Heading(3, "third", "Third", 22),
    )


def test_the_text_of_a_heading_has_no_attributes() -> None:
    heading = parse_body("# *One* & `two` {: #one .wide }\n").headings[0]
    assert (heading.level, heading.id, heading.text) == (1, "one", "One & two")


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("## One {: .wide }\n", ["one"]),
        ("## One #two\n", ["one-two"]),
        ("## One\n\n## One\n\n## One_1\n", ["one", "one_1", "one_1_1"]),
        ("## One\n\n## Two {: #one }\n", ["one_1", "one"]),
        ("## Ëén straße, *œuvre* & `Łódź`\n", ["een-strasse-oeuvre-lodz"]),
        ("## Über 2 {{ term('a') }}\n", ["uber-2"]),
        ("## מגרפה\n", ["_1"]),
    ],
)
def test_a_heading_without_an_id_gets_one_that_is_unique(text: str, ids: list[str]) -> None:
    assert [heading.id for heading in parse_body(text).headings] == ids


def test_links_and_pictures_have_target_words_and_line() -> None:
    assert parse_body(TEXT).links == (
        Link("one.md", "", 1),
        Link("two.md#part", "", 2),
        Link("shed.png", "A shed", 6, is_image=True),
        Link("https://example.org/a", "", 6),
        Link("table.md", "", 15),
        Link("deep.md", "", 17),
    )


def test_a_picture_inside_a_link_is_a_link_and_a_picture() -> None:
    links = parse_body("[![A shed](shed.png)](one.md)\n").links
    assert links == (Link("one.md", "", 1), Link("shed.png", "A shed", 1, is_image=True))


def test_a_reference_link_has_the_target_of_its_definition() -> None:
    links = parse_body("See [there][x].\n\n[x]: one.md#two\n").links
    assert links == (Link("one.md#two", "", 1),)


@pytest.mark.parametrize("address", ["file:///c:/a.pdf", "javascript:a", "data:text/html,a"])
def test_an_address_with_any_scheme_is_a_link(address: str) -> None:
    assert [link.target for link in parse_body(f"[a]({address})\n").links] == [address]


def test_calls_have_name_arguments_and_line() -> None:
    assert parse_body(TEXT).calls == (
        MacroCall("cite", ("one", "p. 1"), 24),
        MacroCall("page_sources", (), 25),
    )


def test_a_call_over_two_lines_and_two_on_one_are_all_found() -> None:
    body = parse_body('One.\n\n{{ cite(\n"a") }} {{ term("b") }}\n')
    assert [(call.name, call.args) for call in body.calls] == [("cite", ("a",)), ("term", ("b",))]
    assert body.calls[0].line == 3


def test_a_bare_name_is_no_call() -> None:
    assert parse_body("{{ glossary }}\n").calls == (MacroCall("glossary", None, 1),)


def test_an_argument_that_is_worked_out_is_not_known() -> None:
    calls = parse_body('{{ cite("a" ~ "b", 2) }}\n').calls
    assert calls == (MacroCall("cite", (None, 2), 1),)


@pytest.mark.parametrize(
    "text",
    [
        "```\n{{ glossary() }}\n```\n",
        "- a\n\n  ~~~\n  {{ glossary() }} {% for %} {# x #}\n  ~~~\n",
        "`{{ glossary() }}` and `{%`\n",
    ],
)
def test_what_stands_in_code_is_no_call(text: str) -> None:
    body = parse_body(text)
    assert (body.calls, body.call_error, body.disallowed) == ((), None, ())


def test_what_stands_in_a_comment_is_no_call() -> None:
    body = parse_body("{# {{ term() }} {% for %} <b> #}\n")
    assert (body.calls, body.call_error, body.disallowed) == ((), None, ())


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{% raw %}{{ cite() }}{% endraw %}", "macro-only"),
        ("{% for %}", "macro-only"),
        ("{{ ''.__class__ }}", "macro-only"),
        ('{{ "a" ~ ref("b") }}', "macro-only"),
        ("{{ " + "(" * 5000, "macro-only"),
        ("[a](b.md", "link-unreadable"),
        ("[a][b]", "link-unreadable"),
        ("> " * 30 + "a", "text-deep"),
    ],
)
def test_a_disallowed_construct_is_reported_once(text: str, code: str) -> None:
    found = parse_body(f"One.\n\n{text}\n").disallowed
    assert [(construct.code, construct.line >= 3) for construct in found] == [(code, True)]


@pytest.mark.parametrize(
    "text",
    [
        "2 < 3, a > b, <3 and &lt;b&gt;",
        "<https://example.org/a> and <a@example.org>",
        "```\n<script>{{ a }}</script> [a](b c)\n```",
        '{{ ref("a", "<b> { c } [d](e f)") }}',
        "[a](b.md) [a]",
    ],
)
def test_allowed_constructs_are_not_reported(text: str) -> None:
    assert parse_body(f"One.\n\n{text}\n").disallowed == ()


@pytest.mark.parametrize(
    ("text", "line"),
    [("One.\n\n{{ cite( }}\n", 3), ("{{ a }\n", 1), ("One {# two\n", 1)],
)
def test_an_unreadable_call_is_reported_with_its_line(text: str, line: int) -> None:
    body = parse_body(text)
    assert body.calls == ()
    assert body.call_error is not None
    assert body.call_error[0] == line
    assert body.call_error[1]


def test_a_broken_call_does_not_hide_headings_and_links() -> None:
    body = parse_body("## One {: #one }\n\n[two](two.md) {{ cite( }}\n")
    assert [heading.id for heading in body.headings] == ["one"]
    assert [link.target for link in body.links] == ["two.md"]


def test_named_gives_each_first_argument_once_in_order() -> None:
    body = parse_body(
        '{{ cite("b") }} {{ cite("a", "p") }} {{ cite("b") }} {{ term("c") }} {{ cite() }}'
    )
    assert body.get_unique_arguments("cite") == ("b", "a")
    assert body.get_unique_arguments("ref") == ()


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("One two three.\n", 3),
        ("One\ntwo\n", 2),
        ("## One two {: #one-two .wide }\n", 2),
        ("One {{ cite(\"a b c\") }} two\n", 2),
        ("- one\n- two\n", 2),
        ("| one | two |\n| --- | --- |\n| three | four |\n", 4),
        ("*One* **two** `three`\n", 3),
        ("O*n*e\n", 1),
        ("[one two](some/other-page.md#part)\n", 2),
        ("One <https://example.org>\n", 4),
        ("![A shed with a door](shed.png)\n", 0),
        ("```\ncode here\n```\n", 0),
    ],
)  # fmt: skip
def test_words_are_those_that_a_reader_sees(text: str, count: int) -> None:
    assert parse_body(text).word_count == count


def test_the_text_of_a_heading_is_what_readers_see() -> None:
    body = parse_body('## The *big* `<shed>` <a name="shed"></a>{: #shed }\n\nText.\n')
    assert [heading.text for heading in body.headings] == ["The big <shed>"]
