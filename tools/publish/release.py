"""The record of a release, in `docs/_data/`: its addresses, and digests of what it published."""

from __future__ import annotations

from pathlib import Path

from tools.model.loader import load_cached_publication, load_project, load_settings
from tools.model.project import DATA_FOLDER, URLS_FILE
from tools.model.reading.manifest import MANIFEST_FILE, format_manifest
from tools.model.release.entries import collect_entries
from tools.publish.redirects import render_addresses

RECORD = (URLS_FILE, MANIFEST_FILE)


def record_release(root: Path, reset: bool) -> list[Path]:
    """Write the record of the publication in `root`; return its files.

    `reset`: forget the record of earlier releases. Raises InvalidPublicationError when the
    publication is not right; the record is then as it was, also when this is interrupted.
    """
    settings = load_settings(root)
    files = [root / settings.mkdocs.docs_dir / DATA_FOLDER / name for name in RECORD]
    before = {path: path.read_bytes() for path in files if path.is_file()}
    try:
        if reset:
            for path in before:
                path.unlink()
        publication = load_cached_publication(root)
        project = load_project(root)
        texts = render_addresses(publication), format_manifest(collect_entries(project))
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
