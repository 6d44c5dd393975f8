"""The only files from which a PDF can be made. Imports WeasyPrint, so import it late.

These are what is published (`assets/`) and the print styles, however a document refers to another
file: tools/decisions/0019-cache-and-reproducibility.md.
"""

from pathlib import Path
from urllib.parse import unquote, urlsplit

from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from tools.model.publication import Publication
from tools.site.pictures import PictureStore, is_picture
from tools.site.published_files import find_source

# Never requested: the same in any folder, so that the bytes of a PDF are as well.
BASE_URL = "https://publication.invalid/"
ASSETS_FOLDER, PRINT_FOLDER = "assets", "print"
IMAGE_TYPES = {f".{name}": f"image/{name}" for name in ("gif", "jpeg", "png", "webp")}
IMAGE_TYPES |= {".jpg": "image/jpeg", ".svg": "image/svg+xml"}
STYLE_TYPES = {".css": "text/css", ".woff2": "font/woff2", ".ttf": "font/ttf"}
ALLOWED_TYPES = {ASSETS_FOLDER: IMAGE_TYPES, PRINT_FOLDER: STYLE_TYPES}


class ProjectURLFetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
    """Fetches images of `assets/`, styles and fonts of `print/`; anything else stops the PDF."""

    def __init__(self, publication: Publication) -> None:
        super().__init__(fail_on_errors=True)
        self.publication = publication
        self.pictures = PictureStore(publication.root)

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        """Return one file; raise FatalURLFetchingError when it is not allowed or missing."""
        is_local = url.startswith(BASE_URL)
        # Decoded once, as a browser does: what is encoded twice is no file name.
        name = unquote(urlsplit(url).path).lstrip("/") if is_local else url
        folder, _, path_in_folder = name.partition("/")
        types = ALLOWED_TYPES.get(folder, {}) if is_local else {}
        media_type = types.get(Path(name).suffix.lower())
        path = self.resolve(folder, path_in_folder) if media_type else None
        if path is None:
            message = self.publication.language.word("asset_missing").format(file=name)
            raise FatalURLFetchingError(message)
        if path.suffix == ".svg":
            data = self.publication.read_coloured(path).encode()
        elif folder == ASSETS_FOLDER and is_picture(path):
            data = self.pictures.publish(path, name)
        else:
            data = path.read_bytes()
        return URLFetcherResponse(url, data, {"Content-Type": media_type})

    def resolve(self, folder: str, path_in_folder: str) -> Path | None:
        """Return the file in an allowed folder; None when missing or outside that folder."""
        publication = self.publication
        roots = [publication.templates_folder / folder]
        if folder == ASSETS_FOLDER:  # the publication's own come first, as on the site
            roots = [publication.docs_folder / folder, publication.theme_folder / folder]
        for root in roots:
            path = (root / path_in_folder).resolve()  # without dots and symbolic links
            if path.is_file():
                return path if path.is_relative_to(root.resolve()) else None
        return find_source(publication.docs_folder, f"{folder}/{path_in_folder}")
