"""Rules for running text: nothing stands there empty, twice or half."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tools.model.body import hinted, without_comments
from tools.model.draft import Draft
from tools.model.problems import Problem
from tools.model.text import sentences, words

CLOSED = re.compile(r"[.?!:…][’”\"')\]*_]*$")  # a colon, before a list or what a macro shows
FEWEST = 4  # words: shorter sentences may well come back


def heads_something(draft: Draft) -> Iterator[Problem]:
    """Let a heading say something, and let something stand under it."""
    for page in draft.pages:
        text = page.document.body
        # A hint says what is still to come there, and the check before a release asks for it.
        lines = (text if hinted(text) else without_comments(text)).splitlines()
        headings = page.body.headings
        for heading, after in zip(headings, [*headings, None][1:], strict=True):
            below = lines[heading.line : after.line - 1 if after else None]
            deeper = after is not None and after.level > heading.level
            empty = not deeper and not "".join(below).strip()
            if not heading.text.strip() or empty:
                yield page.document.problem(heading.line, "heading-empty", text=heading.text)


def ends_its_sentences(draft: Draft) -> Iterator[Problem]:
    """Close a paragraph with a full stop, a question mark, or a colon before what follows."""
    for page in draft.pages:
        for paragraph in page.body.paragraphs:
            text = paragraph.text.strip()
            if text and not CLOSED.search(text):
                end = " ".join(text.split()[-4:])
                yield page.document.problem(paragraph.line, "paragraph-open", end=end)


def says_it_once(draft: Draft) -> Iterator[Problem]:
    """Say a thing once on a page: the same sentence again is a slip of copying."""
    for page in draft.pages:
        seen: set[str] = set()
        for passage in page.body.passages:
            for sentence in sentences(passage.text, draft.language.prose.abbreviations):
                told = " ".join(sentence.split())
                if len(words(told)) >= FEWEST and told in seen:
                    yield page.document.problem(passage.line, "sentence-double", text=told)
                seen.add(told)


RULES = (heads_something, ends_its_sentences, says_it_once)
