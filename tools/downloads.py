"""Where downloads stand in the site: the one place that knows these paths."""

from __future__ import annotations

from pathlib import PurePosixPath

from tools.model.page import Page
from tools.model.publication import Publication
from tools.model.volume import Volume

HOME = "downloads"
ALL_SHEETS = f"{HOME}/checklists.pdf"
WORKBOOK = f"{HOME}/checklists.xlsx"
LISTS = f"{HOME}/checklists"

FORMS = ("docx", "xlsx", "csv", "md", "ics")  # of a checklist, besides its sheet


def numbered(path: str, number: int, count: int) -> str:
    """Give the path of one file of so many that are named alike; the only one has no number."""
    whole = PurePosixPath(path)
    return str(whole.with_stem(f"{whole.stem}-{number}")) if count > 1 else path


def book(publication: Publication, volume: Volume) -> str:
    """Give the path of a volume of the book, relative to the site."""
    return numbered(f"{HOME}/{publication.own.slug}.pdf", volume.number, volume.count)


def books(publication: Publication) -> list[tuple[str, Volume]]:
    """Give the volumes of the book in order, each with its path."""
    return [(book(publication, volume), volume) for volume in publication.volumes]


def book_with(publication: Publication, page: Page) -> str:
    """Give the path of the volume that holds a page; empty when the book does not hold it."""
    volume = publication.volume_of(page)
    return book(publication, volume) if volume else ""


def all_sheets(publication: Publication) -> list[tuple[str, list[Page]]]:
    """Give the files that hold the sheets of all checklists, each with the pages of those lists."""
    pages, most = publication.list_pages, publication.own.volume_pages
    shares = [pages[first : first + most] for first in range(0, len(pages), most)] or [pages]
    return [
        (numbered(ALL_SHEETS, number, len(shares)), share) for number, share in enumerate(shares, 1)
    ]


def named_books(publication: Publication) -> list[tuple[str, str]]:
    """Give the path of each volume of the book, and what readers call it."""
    word, found = publication.language.word, books(publication)
    if len(found) == 1:
        return [(found[0][0], word("download_book"))]
    return [
        (path, word("volume_pdf").format(number=volume.number, holds=", ".join(volume.titles)))
        for path, volume in found
    ]


def named_sheets(publication: Publication) -> list[tuple[str, str]]:
    """Give the path of each file with the sheets of checklists, and what readers call it."""
    word, found = publication.language.word, all_sheets(publication)
    name = word("all_sheets_pdf")
    if len(found) == 1:
        return [(found[0][0], name)]
    return [
        (path, word("volume_files").format(name=name, number=number, count=len(found)))
        for number, (path, _) in enumerate(found, 1)
    ]


def offline(slug: str) -> str:
    """Give the path of the whole site as a zip, relative to the site."""
    return f"{HOME}/{slug}-offline.zip"


def form(checklist: str, ending: str) -> str:
    """Give the path of a checklist as a file (`docx`, `xlsx`, …), relative to the site."""
    return f"{LISTS}/{checklist}.{ending}"


def sheet(checklist: str) -> str:
    """Give the path of a checklist's sheet, relative to the site."""
    return form(checklist, "pdf")


def fillable(checklist: str, word: str) -> str:
    """Give the path of a checklist's form PDF; `word` says in the reader's language what it is."""
    return form(f"{checklist}-{word}", "pdf")


def scan(identity: str) -> str:
    """Give the path of a conversation scan on paper, relative to the site."""
    return f"{HOME}/{identity}.pdf"


def workform(page: str) -> str:
    """Give the path of the sheet of a working form, by its page, relative to the site."""
    return f"{HOME}/workforms/{page}.pdf"


def handout(publication: Publication, page: Page) -> str:
    """Give the path of a page's hand-out; empty when it is not handed out by itself."""
    home = publication.own.kinds[page.meta.kind].handout
    return f"{HOME}/{home}/{page.id}.pdf" if home else ""
