"""The paths of the downloads in the site."""

from tools.model.entities.page import Page
from tools.model.publication import Publication
from tools.model.reading.addresses import get_list_address

DOWNLOADS_FOLDER = "downloads"
ALL_SHEETS_PDF = f"{DOWNLOADS_FOLDER}/checklists.pdf"
ALL_CHECKLISTS_XLSX = f"{DOWNLOADS_FOLDER}/checklists.xlsx"
CARDS_PDF = f"{DOWNLOADS_FOLDER}/cards.pdf"
CHECKLISTS_FOLDER = f"{DOWNLOADS_FOLDER}/checklists"


def book_path(slug: str) -> str:
    """Return the path of the book, relative to the site."""
    return f"{DOWNLOADS_FOLDER}/{slug}.pdf"


def offline_archive_path(slug: str) -> str:
    """Return the path of the whole site as a zip, relative to the site."""
    return f"{DOWNLOADS_FOLDER}/{slug}-offline.zip"


def checklist_file_path(checklist: str, ending: str) -> str:
    """Return the path of a checklist as a file (`docx`, `xlsx`, …), relative to the site."""
    return f"{CHECKLISTS_FOLDER}/{checklist}.{ending}"


def sheet_path(checklist: str) -> str:
    """Return the path of a checklist's sheet, relative to the site."""
    return checklist_file_path(checklist, "pdf")


def fillable_path(checklist: str, word: str) -> str:
    """Return the path of a checklist's form PDF; `word` is the reader's word for such a form."""
    return checklist_file_path(f"{checklist}-{word}", "pdf")


def list_path(publication: Publication, checklist: str) -> str:
    """Return the path of the page with a checklist and nothing else, relative to the site."""
    return get_list_address(publication.language, checklist)


def scan_path(scan: str) -> str:
    """Return the path of a conversation scan on paper, relative to the site."""
    return f"{DOWNLOADS_FOLDER}/{scan}.pdf"


def workform_path(page: str) -> str:
    """Return the path of the sheet of a working form, by its page, relative to the site."""
    return f"{DOWNLOADS_FOLDER}/workforms/{page}.pdf"


def canvas_path(canvas: str, ending: str, word: str = "") -> str:
    """Return the path of a canvas as a file (`pdf`, `docx`, …), relative to the site.

    `word`: the reader's word for its example or its form; without it, it is blank.
    """
    return f"{DOWNLOADS_FOLDER}/canvases/{canvas}{f'-{word}' if word else ''}.{ending}"


def deck_path(name: str) -> str:
    """Return the path of the slides of a working form, by its page, relative to the site.

    The slides that introduce the publication have its slug as their name.
    """
    return f"{DOWNLOADS_FOLDER}/decks/{name}.pptx"


def handout_path(publication: Publication, page: Page) -> str:
    """Return the path of a page's hand-out; empty when the page has none."""
    folder = publication.settings.kinds[page.meta.kind].handout
    return f"{DOWNLOADS_FOLDER}/{folder}/{page.id}.pdf" if folder else ""
