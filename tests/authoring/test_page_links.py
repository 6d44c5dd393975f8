"""Links and references change where they stand; code, comments and other texts do not."""

from __future__ import annotations

import pytest

from tools.authoring.page_links import change_links, change_references, make_link, resolve_link

LINKS = {
    "a link": ("See [x](old.md).", "See [x](new.md)."),
    "a link to a heading": ("[x](old.md#why)", "[x](new.md#why)"),
    "a link with a title": ('[x]( old.md "Old" )', '[x]( new.md "Old" )'),
    "a link between angle brackets": ("[x](<old.md>)", "[x](<new.md>)"),
    "an image": ("![x](old.md)", "![x](new.md)"),
    "code in a link": ("[`x`](old.md)", "[`x`](new.md)"),
    "two links": ("[x](old.md) [y](old.md)", "[x](new.md) [y](new.md)"),
    "a definition": ("[x][1]\n\n[1]: old.md 'Old'", "[x][1]\n\n[1]: new.md 'Old'"),
    "a definition between angle brackets": ("[1]: <old.md#a>", "[1]: <new.md#a>"),
    "another link": ("[x](older.md)", "[x](older.md)"),
    "a text": ("old.md (old.md)", "old.md (old.md)"),
    "code": ("`[x](old.md)` and ``[x](old.md)``", "`[x](old.md)` and ``[x](old.md)``"),
    "a block of code": (
        "```\n[x](old.md)\n```\n[x](old.md)", "```\n[x](old.md)\n```\n[x](new.md)"
    ),
    "a comment": ("{# [x](old.md)\n[1]: old.md #}", "{# [x](old.md)\n[1]: old.md #}"),
    "a call": ('{{ ref("a", "[x](old.md)") }}', '{{ ref("a", "[x](old.md)") }}'),
}  # fmt: skip


@pytest.mark.parametrize("name", LINKS)
def test_only_the_target_of_a_link_changes(name: str) -> None:
    before, after = LINKS[name]

    def change(target: str) -> str | None:
        path, hash_, heading = target.partition("#")
        return f"new.md{hash_}{heading}" if path == "old.md" else None

    assert change_links(before, change) == after


REFERENCES = {
    "a reference": ('{{ ref("old") }}', '{{ ref("new") }}'),
    "a reference with a text": ("{{ref('old', \"old\")}}", "{{ref('new', \"old\")}}"),
    "two references": ('{{ ref("old") }} {{ ref("old") }}', '{{ ref("new") }} {{ ref("new") }}'),
    "another call": ('{{ term("old") }}', '{{ term("old") }}'),
    "a text": ('ref("old")', 'ref("old")'),
}


@pytest.mark.parametrize("name", REFERENCES)
def test_only_the_target_of_a_reference_changes(name: str) -> None:
    before, after = REFERENCES[name]
    assert change_references(before, {"old": "new"}.get) == after


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("a/b.md", "c.md#d", ("a/c.md", "#d")),
        ("a/b.md", "../c%20d.md", ("c d.md", "")),
        ("b.md", "a/./c.md", ("a/c.md", "")),
        ("b.md", "#here", None),
        ("b.md", "https://example.org/c.md", None),
        ("b.md", "mailto:a@example.org", None),
        ("b.md", "/c.md", None),
        ("b.md", "https://[", None),
    ],
)
def test_a_relative_link_has_a_path(
    source: str, target: str, expected: tuple[str, str] | None
) -> None:
    assert resolve_link(source, target) == expected


def test_a_link_is_relative_to_its_page() -> None:
    assert make_link("a/b.md", "c.md") == "../c.md"
    assert make_link("b.md", "a/c.md") == "a/c.md"
    assert make_link("a/b.md", "a/c.md") == "c.md"
