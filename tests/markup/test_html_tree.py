"""HTML is read strictly: every browser sees the same tags, and the rest is an error."""

from __future__ import annotations

import pytest

from tools.markup.html_tree import parse_html


def test_elements_attributes_and_texts_are_read() -> None:
    root, errors = parse_html('<p CLASS="a b" id=c hidden>d &amp; <br/>e</p>f')
    assert errors == []
    (paragraph,) = root.find("p")
    assert paragraph.attributes == {"class": "a b", "id": "c", "hidden": ""}
    assert paragraph.classes == ["a", "b"]
    assert root.text == "d & ef"
    assert [element.tag for element in root.iter()] == ["p", "br"]


def test_of_an_attribute_that_comes_twice_the_first_counts() -> None:
    root, _ = parse_html('<b title="a" title="b">c</b>')
    assert next(root.find("b")).attributes == {"title": "a"}


@pytest.mark.parametrize(
    "text", ["<a/onclick=b>", "<b <i>", "<!-- a -->", "<?php", "<![CDATA[", '<b title="<">', "< b>"]
)
def test_what_parsers_may_read_otherwise_is_an_error(text: str) -> None:
    _, errors = parse_html(text)
    assert errors
    assert not errors[0].is_unbalanced


@pytest.mark.parametrize("text", ["<b>", "</b>", "<b><i></b>", "<b></i></b>"])
def test_a_tag_without_its_counterpart_is_an_error(text: str) -> None:
    _, errors = parse_html(text)
    assert [error.is_unbalanced for error in errors] == [True]
