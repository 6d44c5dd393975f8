"""The only files that a PDF may be made from. Imports WeasyPrint, so import it late."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from tools.model.publication import Publication

BASE = "https://publication.invalid/"  # never asked for: it makes the bytes the same in any folder
TYPES = {
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".ttf": "font/ttf",
}


class ProjectFiles(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
    """Gives files below `assets/` and of `overrides/`; anything else stops the PDF."""

    def __init__(self, publication: Publication) -> None:
        """Take the publication whose files these are."""
        super().__init__(fail_on_errors=True)
        self.publication = publication
        self.homes = (publication.docs.resolve(), publication.overrides.resolve())

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        """Give one file; raise FatalURLFetchingError when it is not ours or not there."""
        name = unquote(urlsplit(url).path).lstrip("/")
        found = (
            self.publication.asset(name.removeprefix("assets/"))
            if name.startswith("assets/")
            else self.publication.overrides / name
        )
        path = found.resolve()
        ours = url.startswith(BASE) and any(path.is_relative_to(home) for home in self.homes)
        if not ours or not path.is_file() or path.suffix.lower() not in TYPES:
            word = self.publication.language.word("asset_missing")
            raise FatalURLFetchingError(word.format(file=name if url.startswith(BASE) else url))
        content = {"Content-Type": TYPES[path.suffix.lower()]}
        return URLFetcherResponse(url, path.read_bytes(), content)
