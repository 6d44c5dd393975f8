"""The report of `prose`: every finding with its place, and a table of the pages."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path

from tools.language import Language
from tools.model.project import ParsedProject
from tools.prose.readability import Readability, measure_texts
from tools.runtime.console import format_table

COLUMNS = ("prose_words", "prose_sentences", "prose_average", "prose_longest", "prose_minutes")


def prose_report(draft: ParsedProject, files: Collection[Path]) -> tuple[list[str], bool]:
    """Return the lines of the report, and whether all pages keep to the limits.

    `files`: the files to report on, relative to the project folder; none for all.
    """
    chosen = [one for one in measure_texts(draft) if not files or one.text.file in files]
    language = draft.language
    lines = [problem.format_message(language) for one in chosen for problem in one.problems]
    lines += ["", *measures((one for one in chosen if one.text.is_page), language)]
    over, found = (
        sum(len(one.violations) for one in chosen),
        sum(len(one.problems) for one in chosen),
    )
    word = language.word("prose_found")
    lines += ["", word.format(texts=len(chosen), over=over, advice=found - over)]
    return lines, not over


def measures(readings: Iterable[Readability], language: Language) -> list[str]:
    """Return the lines of a table with the measures of pages."""
    rows = [
        (
            str(one.text.file),
            str(one.text.word_count),
            str(len(one.sentence_lengths)),
            language.format_decimal(one.average_length),
            str(max(one.sentence_lengths, default=0)),
            str(language.prose.reading_minutes(one.text.word_count)),
        )
        for one in readings
    ]
    headings = ("", *(language.word(column) for column in COLUMNS))
    return format_table(rows, headings, align="l" + "r" * len(COLUMNS), wrap=False)
