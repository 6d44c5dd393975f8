"""Rules for running text: no empty sections, incomplete paragraphs or repeated sentences."""

import re
from collections.abc import Iterator

from tools.model.problems import Problem
from tools.model.project import ParsedProject
from tools.model.reading.markdown import find_hint_lines, strip_comments
from tools.model.reading.text import split_sentences, split_words
from tools.model.rules.common import name_heading

SENTENCE_END = re.compile(r"[.?!:…][’”\"')\]*_]*$")  # a colon: before a list or a macro call
MIN_REPEATED_WORDS = 4  # shorter sentences may be repeated


def check_empty_sections(project: ParsedProject) -> Iterator[Problem]:
    """Write text in every heading and under it."""
    for page in project.pages:
        text = page.text
        # A hint to the writer counts as text; the check before a release reports it.
        lines = (text if find_hint_lines(text) else strip_comments(text)).splitlines()
        headings = page.body.headings
        pairs = zip(headings, [*headings, None][1:], strict=True)
        for number, (heading, next_heading) in enumerate(pairs, 1):
            section = lines[heading.line : next_heading.line - 1 if next_heading else None]
            has_subsection = next_heading is not None and next_heading.level > heading.level
            empty = not has_subsection and not "".join(section).strip()
            is_unnamed = not heading.text.strip()
            if is_unnamed and heading.level == 1:
                continue  # reported by another rule
            if empty or is_unnamed:
                name = name_heading(heading, number, project.language)
                yield page.create_problem(heading.line, "heading-empty", text=name)


def check_paragraph_ends(project: ParsedProject) -> Iterator[Problem]:
    """End a paragraph with a full stop, a question mark, or a colon before a list or call."""
    for page in project.pages:
        for paragraph in page.body.paragraphs:
            text = paragraph.text.strip()
            if text and not SENTENCE_END.search(text):
                end = " ".join(text.split()[-4:])
                yield page.create_problem(paragraph.line, "paragraph-open", end=end)


def check_repeated_sentences(project: ParsedProject) -> Iterator[Problem]:
    """Write each sentence once on a page: a repeated one is a copying error."""
    for page in project.pages:
        seen: set[str] = set()
        for block in page.body.text_blocks:
            for sentence in split_sentences(block.text, project.language.prose.abbreviations):
                text = " ".join(sentence.split())
                if text in seen and len(split_words(text)) >= MIN_REPEATED_WORDS:
                    yield page.create_problem(block.line, "sentence-double", text=text)
                seen.add(text)
