"""Links to files with spaces in their names, as people write them."""

from __future__ import annotations

import pytest

from tools.model.reading.markdown import parse_body


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("![x](../a/Foto werkplaats 2.JPG)", ["../a/Foto%20werkplaats%202.JPG"]),
        ("![x](<../a/Foto werkplaats 2.JPG>)", ["../a/Foto%20werkplaats%202.JPG"]),
        ('![x](a b.png "A title") and [y](c d.md#e)', ["a%20b.png", "c%20d.md#e"]),
        ("[x](a (new) b.pdf)", ["a%20(new)%20b.pdf"]),
        ("[x](a.md)\n[y](b c.md)", ["a.md", "b%20c.md"]),
        ("![x](../Foto's 1/a.png)", ["../Foto%27s%201/a.png"]),
        ("![x](../Foto's%201/a.png)", ["../Foto%27s%201/a.png"]),
        ("[x](caf%C3%A9.md)", ["caf%C3%A9.md"]),
        ("[x](a.md 'A title')", ["a.md"]),
        ("[x] (a b.md)", []),
        ("`[x](a b.md)`", []),
        ("```\n[x](a b.md)\n```", []),
        ("(see a b.md)", []),
    ],
)
def test_a_link_to_a_file_with_spaces_is_a_link(text: str, targets: list[str]) -> None:
    body = parse_body(text)
    assert [link.target for link in body.links] == targets


def test_a_long_line_of_brackets_takes_no_time() -> None:
    assert parse_body("](" + "(a " * 5000 + ".md").links == ()
