"""Check that the offline archive, the whole site in one file, holds what the site holds."""

from collections.abc import Iterator
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from tools.model.publication import Publication
from tools.publish.offline_archive import archived_files
from tools.render import site_paths


def check_offline_archive(publication: Publication, site: Path) -> Iterator[str]:
    """Yield each file that the archive lacks, or holds with other content than the site.

    A page in it does not offer the archive, as on the site, so of pages only an empty one is found.
    """
    folder = publication.settings.slug
    name = site_paths.offline_archive_path(folder)
    try:
        with ZipFile(site / name) as archive:
            sizes = {info.filename: info.file_size for info in archive.infolist()}
            for path in sorted(archived_files(site)):
                if path == name:
                    continue
                file, member = site / path, f"{folder}/{path}"
                if member not in sizes or (sizes[member] == 0) != (file.stat().st_size == 0):
                    yield f"{name}: lacks {path}"
                elif not path.endswith(".html") and archive.read(member) != file.read_bytes():
                    yield f"{name}: has another {path}"
    except (OSError, BadZipFile) as error:
        yield f"{name}: {error}"
