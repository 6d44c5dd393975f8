"""The summary at the end of a build: what it made, where, how large, and how long it took."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tools.build.stage import Stage
from tools.exports.json_file import CHECKLISTS_JSON
from tools.render import artifacts
from tools.runtime.console import format_table


def summarise(stage: Stage, site: Path, seconds: float) -> None:
    """Report what was made in `site`, and that it took so many seconds."""
    language = stage.publication.language
    stage.report(language.word("made").format(seconds=language.format_decimal(seconds)))
    report_files(stage, {site / path: what for path, what in made(stage, site)})
    new, cached = len(stage.cache.misses), len(stage.cache.hits)
    stage.report(language.word("made_cached").format(made=new, kept=cached))


def report_files(stage: Stage, files: dict[Path, str]) -> None:
    """Report those of the files that exist, each with what it is."""
    root = stage.publication.root
    found = ((path, what) for path, what in files.items() if path.exists())
    for line in format_table((f"  {path.relative_to(root)}", what) for path, what in found):
        stage.report(line)


def made(stage: Stage, site: Path) -> Iterator[tuple[str, str]]:
    """Yield what a build may have made: a path in the site, and in words what it is."""
    publication, word = stage.publication, stage.publication.language.word
    lists = [*publication.checklists]
    items = sum(len([*checklist.items]) for checklist in lists)
    pages = word("made_pages").format(count=len(publication.pages), lists=len(lists), items=items)
    yield "index.html", pages
    yield CHECKLISTS_JSON, ""
    yield from made_book(stage, site)
    offline = artifacts.offline_archive_path(publication.settings.slug)
    if (site / offline).is_file():
        size = publication.language.format_size((site / offline).stat().st_size)
        yield offline, word("made_offline").format(size=size)
    handouts = (
        artifacts.handout_path(publication, page) for page in publication.pages_with_handout
    )
    for home, count in Counter(path.rpartition("/")[0] for path in handouts).items():
        yield home, word("made_handouts").format(count=count)
    yield artifacts.ALL_SHEETS_PDF, word("made_sheets").format(count=len(lists))
    if lists:
        form = artifacts.fillable_path(lists[0].id, word("fillable_word"))
        yield form, word("made_fillable").format(count=len(lists))
    for _, scan in publication.scan_pages:
        yield artifacts.scan_path(scan.id), word("made_scan")
    workforms = [artifacts.workform_path(page.id) for page, _ in publication.workform_pages]
    if workforms:
        home = workforms[0].rpartition("/")[0]
        yield home, word("made_workforms").format(count=len(workforms))
    forms = len(artifacts.CHECKLIST_FORMATS) * len(lists)
    yield artifacts.ALL_CHECKLISTS_XLSX, word("made_forms").format(count=forms)


def made_book(stage: Stage, site: Path) -> Iterator[tuple[str, str]]:
    """Yield the book, if it was made."""
    language, path = (
        stage.publication.language,
        artifacts.book_path(stage.publication.settings.slug),
    )
    if path in stage.pdfs:
        size = language.format_size((site / path).stat().st_size)
        yield path, language.word("made_book").format(count=stage.pdfs[path].page_count, size=size)
