"""The size of a drawing in its viewBox, in every notation of SVG."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.model.reading.images import find_drawing_error


@pytest.mark.parametrize(
    ("box", "code"),
    [
        ("0 0 8 8", None),
        ("0 0 8. 8", None),
        ("0 0 .5.5", None),  # two numbers: a half, and a half
        ("-.5-.5 1e2 1E+2", None),
        ("0 0 20000 1", None),
        ("0 0 20001 1", "drawing-large"),
        ("0 0 .5.5e9", "drawing-large"),
        ("0 0 1e999 1", "drawing-large"),
        (". .. none", None),
    ],
)
def test_the_size_of_a_drawing_is_read_as_svg_writes_it(
    tmp_path: Path, box: str, code: str | None
) -> None:
    path = tmp_path / "one.svg"
    words = "<title>A shed</title><desc>A small shed.</desc>"
    path.write_text(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}">{words}</svg>')
    assert find_drawing_error(path) == code
