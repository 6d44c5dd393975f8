"""The record of a release, in `docs/_data/`: its addresses, and digests of what it published."""

from pathlib import Path

from tools.model.loader import load_cached_project, load_cached_publication, load_settings
from tools.model.project import DATA_FOLDER, URLS_FILE
from tools.model.publication import Publication
from tools.model.reading.manifest import MANIFEST_FILE, format_manifest
from tools.model.release.entries import collect_entries

RECORD_FILES = (URLS_FILE, MANIFEST_FILE)
URLS_COMMENT = (
    "# Written by `python -m tools release`: what was published must keep leading somewhere."
)


def record_release(root: Path, reset: bool) -> list[Path]:
    """Write the record of the publication in `root`; return its files.

    `reset`: discard the record of earlier releases. Raises InvalidPublicationError for an invalid
    publication. The record is restored then, and when this is interrupted.
    """
    settings = load_settings(root)
    files = [root / settings.mkdocs.docs_dir / DATA_FOLDER / name for name in RECORD_FILES]
    before = {path: path.read_bytes() for path in files if path.is_file()}
    try:
        if reset:
            for path in before:
                path.unlink()
        publication = load_cached_publication(root)
        project = load_cached_project(root)
        texts = render_urls(publication), format_manifest(collect_entries(project))
        for path, text in zip(files, texts, strict=True):
            path.write_text(text, encoding="utf-8")
    except BaseException:
        for path in files:
            if path in before:
                path.write_bytes(before[path])
            else:
                path.unlink(missing_ok=True)
        raise
    return files


def render_urls(publication: Publication) -> str:
    """Return the list of all addresses, current and former, one a line."""
    urls = {page.url for page in publication.pages.values()} | {*publication.redirects}
    return "\n".join([URLS_COMMENT, *sorted(urls), ""])
