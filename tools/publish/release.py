"""The record of a release, in `docs/_data/`: its addresses, and digests of what it published."""

from __future__ import annotations

from pathlib import Path

from tools.model.draft import ADDRESSES, DATA, read_draft
from tools.model.publication import current_publication, read_settings
from tools.model.released import RELEASED, released_text
from tools.model.things import things
from tools.publish.moved import noted

RECORD = (ADDRESSES, RELEASED)


def record_release(root: Path, reset: bool) -> list[Path]:
    """Write the record of the publication in `root`; return its files.

    `reset`: forget the record of earlier releases. Raises InvalidPublicationError when the
    publication is not right; the record is then as it was, also when this is interrupted.
    """
    settings, node, language = read_settings(root)
    files = [root / settings.docs_dir / DATA / name for name in RECORD]
    before = {path: path.read_bytes() for path in files if path.is_file()}
    try:
        if reset:
            for path in before:
                path.unlink()
        publication = current_publication(root)
        draft = read_draft(root, settings, node, language)
        texts = noted(publication), released_text(things(draft))
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
