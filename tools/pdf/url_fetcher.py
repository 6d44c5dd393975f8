"""The only files from which a PDF can be made. Imports WeasyPrint, so import it late.

These are the images that are published and the print styles, however a document refers to another
file: tools/decisions/0019-cache-and-reproducibility.md.
"""

from collections.abc import Iterable
from pathlib import Path
from urllib.parse import unquote, urlsplit

from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from tools.model.publication import Publication
from tools.model.reading.files import DATA_FOLDER
from tools.site.pictures import PictureStore, is_picture
from tools.site.published_files import find_source

# Never requested: the same in any folder, so that the bytes of a PDF are as well.
BASE_URL = "https://publication.invalid/"
ASSETS_FOLDER, PRINT_FOLDER = "assets", "print"
IMAGE_TYPES = {f".{name}": f"image/{name}" for name in ("gif", "jpeg", "png", "webp")}
IMAGE_TYPES |= {".jpg": "image/jpeg", ".svg": "image/svg+xml"}
STYLE_TYPES = {".css": "text/css", ".woff2": "font/woff2", ".ttf": "font/ttf"}


class ProjectURLFetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
    """Fetches published images, and styles and fonts of `print/`; anything else stops the PDF."""

    def __init__(self, publication: Publication) -> None:
        super().__init__(fail_on_errors=True)
        self.publication = publication
        self.pictures = PictureStore(publication.root)

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        """Return one file; raise FatalURLFetchingError when it is not allowed or missing."""
        is_local = url.startswith(BASE_URL)
        # Decoded once, as a browser does: what is encoded twice is no file name.
        name = unquote(urlsplit(url).path).lstrip("/") if is_local else url
        suffix = Path(name).suffix.lower()
        path = None
        if is_local and suffix in STYLE_TYPES and name.startswith(f"{PRINT_FOLDER}/"):
            path = find_in_folders(name, [self.publication.templates_folder])
        elif is_local and suffix in IMAGE_TYPES:
            path = self.find_image(name)
        if path is None:
            message = self.publication.language.word("asset_missing").format(file=name)
            raise FatalURLFetchingError(message)
        if path.suffix == ".svg":
            data = self.publication.read_coloured(path).encode()
        elif is_picture(path):
            data = self.pictures.publish(path, name)
        else:
            data = path.read_bytes()
        media_type = (IMAGE_TYPES | STYLE_TYPES)[suffix]
        return URLFetcherResponse(url, data, {"Content-Type": media_type})

    def find_image(self, name: str) -> Path | None:
        """Return the image at a path in the site; None when it is missing or not published."""
        publication = self.publication
        docs = publication.docs_folder
        folders = [docs]
        if name.startswith(f"{ASSETS_FOLDER}/"):  # the publication's own come first, as on the site
            folders.append(publication.theme_folder)
        path = find_in_folders(name, folders)
        is_data = path is not None and (docs / DATA_FOLDER).resolve() in path.parents
        return None if is_data else path or find_source(docs, name)


def find_in_folders(name: str, folders: Iterable[Path]) -> Path | None:
    """Return the file in the first of some folders that has it; None when it is outside."""
    for folder in folders:
        path = (folder / name).resolve()  # without dots and symbolic links
        if path.is_file():
            return path if path.is_relative_to(folder.resolve()) else None
    return None
