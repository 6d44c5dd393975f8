"""The report of the command `prose`: every finding with its place, and a table of the pages."""

from collections.abc import Collection, Iterable
from itertools import chain
from pathlib import Path

from tools.language import Language
from tools.model.problems import group_by_message
from tools.model.project import ParsedProject
from tools.model.rules.noqa import read_remarks
from tools.prose.readability import Readability, measure_texts
from tools.runtime.console import format_table

COLUMNS = ("prose_words", "prose_sentences", "prose_average", "prose_longest", "prose_minutes")


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
    """Return the lines of a table with the measures of pages."""
    rows = [
        (
            str(page.text.file),
            str(page.text.word_count),
            str(len(page.sentence_lengths)),
            language.format_decimal(page.average_length),
            str(max(page.sentence_lengths, default=0)),
            str(language.prose.reading_minutes(page.text.word_count)),
        )
        for page in pages
    ]
    headings = ("", *(language.word(column) for column in COLUMNS))
    return format_table(rows, headings, align="l" + "r" * len(COLUMNS), wrap=False)
