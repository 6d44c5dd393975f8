"""The report of `prose`: every finding with its place, and a table of the pages."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path

from tools.console import format_table
from tools.language import Language
from tools.model.draft import Draft
from tools.prose.judge import Reading, readings_of

COLUMNS = ("prose_words", "prose_sentences", "prose_average", "prose_longest", "prose_minutes")


def prose_report(draft: Draft, files: Collection[Path]) -> tuple[list[str], bool]:
    """Return the lines of the report, and whether all pages keep to the limits.

    `files`: the files to report on, relative to the project folder; none for all.
    """
    chosen = [one for one in readings_of(draft) if not files or one.text.file in files]
    language = draft.language
    lines = [problem.told(language) for one in chosen for problem in one.problems]
    lines += ["", *measures((one for one in chosen if one.text.is_page), language)]
    over, found = sum(len(one.over) for one in chosen), sum(len(one.problems) for one in chosen)
    word = language.word("prose_found")
    lines += ["", word.format(texts=len(chosen), over=over, advice=found - over)]
    return lines, not over


def measures(readings: Iterable[Reading], language: Language) -> list[str]:
    """Return the lines of a table with the measures of pages."""
    rows = [
        (
            str(one.text.file),
            str(one.text.words),
            str(len(one.lengths)),
            language.decimal(one.average),
            str(max(one.lengths, default=0)),
            str(language.prose.minutes(one.text.words)),
        )
        for one in readings
    ]
    headings = ("", *(language.word(column) for column in COLUMNS))
    return format_table(rows, headings, align="l" + "r" * len(COLUMNS), wrap=False)
