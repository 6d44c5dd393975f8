"""The record of a release, in `docs/_data/`: its addresses, and digests of what it published."""

from pathlib import Path

from tools.model.loader import load_cached_publication, load_project, load_settings
from tools.model.problems import InvalidPublicationError
from tools.model.project import DATA_FOLDER, URLS_FILE
from tools.model.publication import Publication
from tools.model.reading.manifest import MANIFEST_FILE, format_manifest
from tools.model.release.entries import collect_entries
from tools.model.release.requirements import find_missing_requirements
from tools.model.release.urls import format_urls

RECORD_FILES = (URLS_FILE, MANIFEST_FILE)


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
        project = load_project(root)
        missing = [] if reset else [*find_missing_requirements(project)]
        if missing:
            raise InvalidPublicationError(missing, project.language)
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
    """Return the record of all addresses, current and former, with the pages that they lead to."""
    pages = ((page.url, page.id) for page in publication.pages.values())
    return format_urls([*pages, *publication.redirects.items()])
