"""What the command says of the language: every finding with its place, and a table of the pages."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from tools.language import Language
from tools.model.draft import Draft
from tools.prose.judge import Reading, readings_of

COLUMNS = ("prose_words", "prose_sentences", "prose_average", "prose_longest", "prose_minutes")


def report(draft: Draft, files: Collection[Path]) -> tuple[list[str], bool]:
    """Give the lines to say, and whether all keeps to the limits.

    `files`: the files to tell of, relative to the project folder; none for all.
    """
    told = [one for one in readings_of(draft) if not files or one.text.file in files]
    language = draft.language
    lines = [problem.told(language) for one in told for problem in one.problems]
    lines += ["", *table([one for one in told if one.text.is_page], language)]
    over, found = sum(len(one.over) for one in told), sum(len(one.problems) for one in told)
    word = language.word("prose_found")
    lines += ["", word.format(texts=len(told), over=over, advice=found - over)]
    return lines, not over


def table(readings: list[Reading], language: Language) -> Iterator[str]:
    """Lay out the numbers of the pages."""
    heads = [language.word(column) for column in COLUMNS]
    width = max((len(str(one.text.file)) for one in readings), default=0)
    yield "  ".join([" " * width, *heads])
    for one in readings:
        longest = max(one.lengths, default=0)
        average = language.decimal(one.average)
        minutes = language.prose.minutes(one.text.words)
        values = (one.text.words, len(one.lengths), average, longest, minutes)
        cells = [str(value).rjust(len(head)) for value, head in zip(values, heads, strict=True)]
        yield "  ".join([str(one.text.file).ljust(width), *cells])
