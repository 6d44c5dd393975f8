"""Rules for what reaches a reader's browser: no HTML, script or file that is not ours."""

from __future__ import annotations

from collections.abc import Iterator

from tools.model.draft import Draft
from tools.model.files import DRAWINGS, PICTURES
from tools.model.pictures import DRAWING, PIXELS, SIDE, wrong_with, wrong_with_drawing
from tools.model.problems import Problem
from tools.model.shape import shown


def holds_nothing_foreign(draft: Draft) -> Iterator[Problem]:
    """Write Markdown, calls of macros and the few boxes that are allowed, and nothing else."""
    for page in draft.pages:
        for one in page.body.foreign:
            yield page.document.problem(one.line, one.code, sign=shown(one.sign))


def shows_whole_pictures(draft: Draft) -> Iterator[Problem]:
    """Let a picture be what its name says, whole, and no larger than can be shown."""
    for name in draft.found.below(*PICTURES):
        yield from judged(draft, name, wrong_with(draft.docs / name))


def shows_plain_drawings(draft: Draft) -> Iterator[Problem]:
    """Let a drawing be a drawing only: it stands in the page itself, and is also a file to open."""
    for name in draft.found.below(*DRAWINGS):
        yield from judged(draft, name, wrong_with_drawing(draft.docs / name))


def judged(draft: Draft, name: str, code: str | None) -> Iterator[Problem]:
    """Give the problem of a file, if it has one."""
    if code:
        file = (draft.docs / name).relative_to(draft.root)
        values = {
            "target": name,
            "megapixels": PIXELS // 1_000_000,
            "side": SIDE,
            "most": DRAWING // 1000,
        }
        yield Problem(file, 1, code, values=values)


RULES = (holds_nothing_foreign, shows_whole_pictures, shows_plain_drawings)
