"""A figure beside words that say the same is an ornament."""

from __future__ import annotations

from tools.render.figures import hide_figure

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="a b" lang="nl">'
    '<title id="a">Een schuur</title><desc id="b">Met een deur.</desc><path d="M0 0h1"/></svg>'
)


def test_no_words_and_no_ids_are_left() -> None:
    hidden = hide_figure(SVG)
    words = ("schuur", "deur", "id=", "aria-labelledby", "role")
    assert [word for word in words if word in hidden] == []


def test_it_is_hidden_and_still_drawn() -> None:
    hidden = hide_figure(SVG)
    assert 'aria-hidden="true" focusable="false"' in hidden
    assert 'd="M0 0h1"' in hidden
