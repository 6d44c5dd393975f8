"""Rules for running text: nothing stands there empty, twice or half."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tools.model.problems import Problem
from tools.model.project import ParsedProject
from tools.model.reading.markdown import find_hint_lines, strip_comments
from tools.model.reading.text import split_sentences, split_words

SENTENCE_END = re.compile(r"[.?!:…][’”\"')\]*_]*$")  # a colon, before a list or what a macro shows
MIN_REPEATED_WORDS = 4  # words: shorter sentences may well come back


def check_empty_sections(draft: ParsedProject) -> Iterator[Problem]:
    """Let a heading say something, and let something stand under it."""
    for page in draft.pages:
        text = page.document.body
        # A hint says what is still to come there, and the check before a release asks for it.
        lines = (text if find_hint_lines(text) else strip_comments(text)).splitlines()
        headings = page.body.headings
        for heading, after in zip(headings, [*headings, None][1:], strict=True):
            below = lines[heading.line : after.line - 1 if after else None]
            deeper = after is not None and after.level > heading.level
            empty = not deeper and not "".join(below).strip()
            if not heading.text.strip() or empty:
                yield page.document.create_problem(heading.line, "heading-empty", text=heading.text)


def check_paragraph_ends(draft: ParsedProject) -> Iterator[Problem]:
    """Close a paragraph with a full stop, a question mark, or a colon before what follows."""
    for page in draft.pages:
        for paragraph in page.body.paragraphs:
            text = paragraph.text.strip()
            if text and not SENTENCE_END.search(text):
                end = " ".join(text.split()[-4:])
                yield page.document.create_problem(paragraph.line, "paragraph-open", end=end)


def check_repeated_sentences(draft: ParsedProject) -> Iterator[Problem]:
    """Say a thing once on a page: the same sentence again is a slip of copying."""
    for page in draft.pages:
        seen: set[str] = set()
        for passage in page.body.text_blocks:
            for sentence in split_sentences(passage.text, draft.language.prose.abbreviations):
                told = " ".join(sentence.split())
                if len(split_words(told)) >= MIN_REPEATED_WORDS and told in seen:
                    yield page.document.create_problem(passage.line, "sentence-double", text=told)
                seen.add(told)


RULES = (check_empty_sections, check_paragraph_ends, check_repeated_sentences)
