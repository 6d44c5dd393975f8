"""What a build says at its end: what it made, where, how large, and how long it took."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tools import downloads
from tools.exports.catalogue import LISTS
from tools.stage import Stage


def summarise(stage: Stage, site: Path, seconds: float) -> None:
    """Tell what was made, where, how large, and how long it took."""
    language = stage.publication.language
    word = language.word
    stage.say(word("made").format(seconds=language.decimal(seconds)))
    for path, what in rows(stage, site):
        if (site / path).exists():
            shown = (site / path).relative_to(stage.publication.root)
            stage.say(word("made_row").format(path=shown, what=what).rstrip())
    made, kept = len(stage.cache.made), len(stage.cache.kept)
    stage.say(word("made_anew").format(made=made, kept=kept))


def rows(stage: Stage, site: Path) -> Iterator[tuple[str, str]]:
    """Give what a build may have made: a path in the site, and in words what it is."""
    publication, word = stage.publication, stage.publication.language.word
    lists = [*publication.checklists]
    items = sum(len([*checklist.items]) for checklist in lists)
    pages = word("made_pages").format(count=len(publication.pages), lists=len(lists), items=items)
    yield "index.html", pages
    yield LISTS, ""
    yield from book_rows(stage, site)
    offline = downloads.offline(publication.own.slug)
    if (site / offline).is_file():
        size = publication.language.size((site / offline).stat().st_size)
        yield offline, word("made_offline").format(size=size)
    homes: dict[str, int] = {}
    for page in publication.handouts:
        home = downloads.handout(publication, page).rpartition("/")[0]
        homes[home] = homes.get(home, 0) + 1
    for home, count in homes.items():
        yield home, word("made_handouts").format(count=count)
    yield downloads.ALL_SHEETS, word("made_sheets").format(count=len(lists))
    if lists:
        form = downloads.fillable(lists[0].id, word("fillable_word"))
        yield form, word("made_fillable").format(count=len(lists))
    for _, scan in publication.scan_pages:
        yield downloads.scan(scan.id), word("made_scan")
    sheets = [downloads.workform(page.id) for page, _ in publication.workform_pages]
    if sheets:
        yield sheets[0].rpartition("/")[0], word("made_workforms").format(count=len(sheets))
    forms = len(downloads.FORMS) * len(lists)
    yield downloads.WORKBOOK, word("made_forms").format(count=forms)


def book_rows(stage: Stage, site: Path) -> Iterator[tuple[str, str]]:
    """Return the row of the book, if it was made."""
    language, path = stage.publication.language, downloads.book(stage.publication.own.slug)
    if path in stage.papers:
        size = language.size((site / path).stat().st_size)
        yield path, language.word("made_book").format(count=stage.papers[path].pages, size=size)
