"""The report of the command `prose`: every finding with its place, and a table of the pages."""

from collections.abc import Collection, Iterable
from pathlib import Path

from tools.language import Language
from tools.model.project import ParsedProject
from tools.prose.readability import Readability, measure_texts
from tools.runtime.console import format_table

COLUMNS = ("prose_words", "prose_sentences", "prose_average", "prose_longest", "prose_minutes")


def prose_report(project: ParsedProject, files: Collection[Path]) -> tuple[list[str], bool]:
    """Return the lines of the report, and whether all pages keep to the limits.

    `files`: the files to report on, relative to the project folder; none for all.
    """
    language = project.language
    texts = [
        measured for measured in measure_texts(project) if not files or measured.text.file in files
    ]
    problems = [problem for measured in texts for problem in measured.problems]
    violations = sum(len(measured.violations) for measured in texts)
    summary = language.word("prose_found").format(
        texts=len(texts), over=violations, advice=len(problems) - violations
    )
    lines = [
        *(problem.format_message(language) for problem in problems),
        "",
        *measures((measured for measured in texts if measured.text.is_page), language),
        "",
        summary,
    ]
    return lines, not violations


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
