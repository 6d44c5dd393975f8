"""The only files that a PDF may be made from. Imports WeasyPrint, so import it late."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urlsplit

from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from tools.model.publication import Publication

BASE = "https://publication.invalid/"  # never asked for: it makes the bytes the same in any folder
TYPES = {
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".woff2": "font/woff2",
}


class ProjectFiles(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
    """Gives files below `docs/` and `overrides/print/`; anything else stops the PDF."""

    def __init__(self, publication: Publication) -> None:
        """Take the publication whose files these are."""
        super().__init__(fail_on_errors=True)
        self.print_home = (publication.root / "overrides" / "print").resolve()
        self.docs_home = publication.docs.resolve()

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        """Give one file; raise FatalURLFetchingError when it is not ours or not there."""
        name = unquote(urlsplit(url).path).lstrip("/")
        home, name = (
            (self.print_home, name.removeprefix("print/"))
            if name.startswith("print/")
            else (self.docs_home, name)
        )
        path = (home / name).resolve()
        if not url.startswith(BASE) or not path.is_relative_to(home) or not path.is_file():
            raise FatalURLFetchingError(f"{name}: {url}")
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": TYPES[path.suffix]})
