"""The only files that a PDF may be made from. Imports WeasyPrint, so import it late.

What is published (`assets/`) and the print styles, and nothing else, however a document asks for
it: tools/decisions/0019-cache-and-reproducibility.md.
"""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urlsplit

from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from tools.model.publication import Publication

BASE_URL = (
    "https://publication.invalid/"  # never asked for: it makes the bytes the same in any folder
)
ASSETS_FOLDER, PRINT_FOLDER = "assets", "print"
IMAGE_TYPES = {
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
}
STYLE_TYPES = {".css": "text/css", ".woff2": "font/woff2", ".ttf": "font/ttf"}
ALLOWED_TYPES = {ASSETS_FOLDER: IMAGE_TYPES, PRINT_FOLDER: STYLE_TYPES}


class ProjectURLFetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
    """Gives pictures of `assets/`, styles and fonts of `print/`; anything else stops the PDF."""

    def __init__(self, publication: Publication) -> None:
        """Take the publication whose files these are."""
        super().__init__(fail_on_errors=True)
        self.publication = publication

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        """Give one file; raise FatalURLFetchingError when it is not ours or not there."""
        ours = url.startswith(BASE_URL)
        # Unpacked once, as a browser does: what is packed twice is no name of a file.
        name = unquote(urlsplit(url).path).lstrip("/") if ours else url
        room, _, below = name.partition("/")
        kind = ALLOWED_TYPES.get(room, {}).get(Path(name).suffix.lower()) if ours else None
        path = self.resolve(room, below) if kind else None
        if path is None:
            word = self.publication.language.word("asset_missing")
            raise FatalURLFetchingError(word.format(file=name))
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": kind})

    def resolve(self, room: str, below: str) -> Path | None:
        """Find a file in a room; None when there is none, or only by a way out of that room."""
        publication = self.publication
        homes = [publication.templates_folder / room]
        if room == ASSETS_FOLDER:  # the publication's own go first, as on the site
            homes = [publication.docs_folder / room, publication.theme_folder / room]
        for home in homes:
            path = (home / below).resolve()  # as it is behind dots and symbolic links
            if path.is_file():
                return path if path.is_relative_to(home.resolve()) else None
        return None
