"""The report of the command `prose`: every finding with its place, and a table of the pages."""

from collections.abc import Collection, Iterable
from itertools import chain
from pathlib import Path

from tools.language import Language
from tools.model.problems import group_by_message
from tools.model.project import ParsedProject
from tools.model.rules.noqa import read_remarks
from tools.prose.readability import Readability, measure_texts
from tools.prose.rhythm import Rhythm, measure_rhythm
from tools.runtime.console import format_table

COLUMNS = (
    "prose_words", "prose_sentences", "prose_average", "prose_spread", "prose_short", "prose_long",
    "prose_even", "prose_longest", "prose_minutes",
)  # fmt: skip


def prose_report(project: ParsedProject, files: Collection[Path]) -> tuple[list[str], bool]:
    """Return the lines of the report, and whether it has no errors.

    `files`: the files to report on, relative to the project folder; none for all.
    """
    language, remarks = project.language, read_remarks(project)
    texts = [
        measured
        for measured in measure_texts(project, remarks)
        if not files or measured.text.file in files
    ]
    idle = remarks.find_idle(of_prose=True)
    by_level = project.rule_levels.group(one for one in idle if one.file in files or not files)
    errors = [*chain.from_iterable(text.errors for text in texts), *by_level["error"]]
    warnings = [*chain.from_iterable(text.warnings for text in texts), *by_level["warning"]]
    summary = language.word("prose_found").format(
        texts=len(texts), over=len(errors), advice=len(warnings)
    )
    lines = [
        *group_by_message(warnings, language, "warning"),
        *group_by_message(errors, language, "error"),
        "",
        *measures((measured for measured in texts if measured.text.is_page), language),
        "",
        summary,
    ]
    return lines, not errors


def measures(pages: Iterable[Readability], language: Language) -> list[str]:
    """Return the lines of a table with the measures of pages, and of all together."""
    pages = [*pages]
    lengths = [*chain.from_iterable(page.sentence_lengths for page in pages)]
    words = sum(page.text.word_count for page in pages)
    rows = [
        format_row(str(page.text.file), page.text.word_count, page.rhythm, language)
        for page in pages
    ]
    rows.append(format_row(language.word("prose_all"), words, measure_rhythm(lengths), language))
    headings = ("", *(language.word(column) for column in COLUMNS))
    return format_table(rows, headings, align="l" + "r" * len(COLUMNS), wrap=False)


def format_row(name: str, words: int, rhythm: Rhythm, language: Language) -> tuple[str, ...]:
    """Return the row of a page in the table, or of all pages."""
    return (
        name,
        str(words),
        str(rhythm.count),
        language.format_decimal(rhythm.average),
        language.format_decimal(rhythm.spread),
        *(f"{share}%" for share in (rhythm.short, rhythm.long, rhythm.even)),
        str(rhythm.longest),
        str(language.prose.reading_minutes(words)),
    )
