"""Missing content of the offline archive and of the search index is found."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.conftest import Built
from tools.checks.offline_archive import check_offline_archive
from tools.checks.search_index import check_search_index
from tools.render import site_paths
from tools.site.search_index import INDEX_PATH

SLUG = "good-sheds"


@pytest.fixture
def site(built_small: Built, tmp_path: Path) -> Path:
    """A copy of the small site, to change."""
    return Path(shutil.copytree(built_small.site, tmp_path / "site"))


def test_a_correct_build_has_no_findings(built: Built, built_small: Built) -> None:
    for project in (built, built_small):
        assert list(check_offline_archive(project.publication, project.site)) == []
        assert list(check_search_index(project.publication, project.site)) == []


@pytest.mark.parametrize(
    ("name", "data"), [("checklists.json", None), ("checklists.json", b""), ("index.html", None)]
)
def test_what_the_file_lacks_is_found(
    built_small: Built, site: Path, name: str, data: bytes | None
) -> None:
    path = site / site_paths.offline_archive_path(SLUG)
    with ZipFile(path) as archive:
        members = {info.filename: archive.read(info) for info in archive.infolist()}
    with ZipFile(path, "w") as archive:
        for member, original in members.items():
            if member != f"{SLUG}/{name}":
                archive.writestr(member, original)
            elif data is not None:
                archive.writestr(member, data)
    (found,) = check_offline_archive(built_small.publication, site)
    assert name in found


def test_a_file_that_is_missing_or_broken_is_found(built_small: Built, site: Path) -> None:
    path = site / site_paths.offline_archive_path(SLUG)
    path.write_bytes(b"")
    assert len(list(check_offline_archive(built_small.publication, site))) == 1
    path.unlink()
    assert len(list(check_offline_archive(built_small.publication, site))) == 1


@pytest.mark.parametrize("key", ["title", "about", "words", "kind", "url", "places", ""])
def test_what_the_index_lacks_is_found(built_small: Built, site: Path, key: str) -> None:
    text = (site / INDEX_PATH).read_text(encoding="utf-8")
    data = json.loads(text.removeprefix("searchEngine.loadIndex(").rstrip().removesuffix(")"))
    page = next(entry for entry in data["pages"] if entry["url"].endswith("weekly-round.html"))
    if key:
        page[key] = page[key][:1]
    else:
        data["pages"].remove(page)
    (site / INDEX_PATH).write_text(
        f"searchEngine.loadIndex({json.dumps(data)})\n", encoding="utf-8"
    )
    assert len(list(check_search_index(built_small.publication, site))) == 1
