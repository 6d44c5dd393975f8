"""The office files of canvases: Word for all, and Excel for those with a table."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from tools.exports.canvas_excel import write_canvas_excel
from tools.exports.canvas_word import write_canvas_word
from tools.model.entities.canvas import Canvas
from tools.model.entities.page import Page
from tools.model.publication import Publication
from tools.render import site_paths
from tools.runtime.cache import Cache, hash_texts

# By suffix; a page offers them in this order, under the interface word `form_<suffix>`.
FORMATS: dict[str, Callable[[Publication, Page, Path], None]] = {
    "docx": write_canvas_word,
    "xlsx": write_canvas_excel,
}


def list_formats(canvas: Canvas) -> list[str]:
    """Return the suffixes of the office files of a canvas."""
    return [suffix for suffix in FORMATS if suffix != "xlsx" or canvas.table]


def write_canvas_files(publication: Publication, site: Path, cache: Cache) -> None:
    """Write the office files of all canvases into `site`; those that did not change are cached."""
    shared = hash_texts([publication.language.code, publication.mkdocs.model_dump_json()])
    for page, canvas in publication.canvas_pages:
        for suffix in list_formats(canvas):
            path = site / site_paths.canvas_path(canvas.id, suffix)
            path.parent.mkdir(parents=True, exist_ok=True)
            make = partial(FORMATS[suffix], publication, page, path)
            inputs = [shared, str(publication.get_hue(page)), page.url, page.meta.model_dump_json()]
            cache.restore_or_make(path, inputs, make)
