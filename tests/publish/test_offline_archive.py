"""The offline archive: its contents, and that the site works where it is unpacked."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import Built
from tools.checks.links import check_links
from tools.publish.embed import list_embeds
from tools.publish.hosting import HEADERS_FILE, HTACCESS_FILE, NGINX_FILE
from tools.publish.redirects import REDIRECTS_FILE
from tools.render import site_paths
from tools.site.built_pages import extract_text, read_pages

SLUG = "samenscholing"
ZIP = site_paths.offline_archive_path(SLUG)
LIST = "aan-de-slag/start-vandaag.html"


@pytest.fixture(scope="module")
def unpacked(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a space and a diacritic in its name, with the unpacked archive."""
    folder = tmp_path_factory.mktemp("stick") / "Mijn map é"
    with ZipFile(built.site / ZIP) as archive:
        assert archive.testzip() is None
        archive.extractall(folder)
    return folder


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_it_holds_the_site_without_files_for_hosts(built: Built, unpacked: Path) -> None:
    assert [path.name for path in unpacked.iterdir()] == [SLUG]
    members = files(unpacked / SLUG)
    embeds = {*list_embeds(built.publication)}
    for_hosts = {HEADERS_FILE, HTACCESS_FILE, NGINX_FILE, REDIRECTS_FILE}
    expected = {ZIP, "robots.txt", "404.html", *for_hosts, *embeds}
    assert files(built.site) - members == expected
    assert members - files(built.site) == {"LEESMIJ.txt"}
    readme = (unpacked / SLUG / "LEESMIJ.txt").read_text(encoding="utf-8")
    assert "Open index.html in de map samenscholing." in readme
    assert built.publication.name in readme


def test_every_file_bears_the_time_of_the_build(built: Built) -> None:
    """tests/build/test_build.py shows that the same sources give the same bytes."""
    with ZipFile(built.site / ZIP) as archive:
        entries = archive.infolist()
    day = built.publication.settings.date
    assert {entry.date_time[:3] for entry in entries} == {(day.year, day.month, day.day)}
    names = [entry.filename for entry in entries]
    assert names[1:] == sorted(names[1:])
    assert not any("\\" in name or name.startswith("/") or ".." in name for name in names)


def test_the_download_link_shows_its_size(built: Built, unpacked: Path) -> None:
    paragraphs = [
        paragraph
        for page in read_pages(built.site).values()
        for paragraph in page.root.xpath("//p[@class='offline']")
    ]
    size = f"{(built.site / ZIP).stat().st_size / 1e6:.1f}".replace(".", ",")
    assert [extract_text(paragraph).rpartition(" (")[2] for paragraph in paragraphs] == [
        f"zip, {size} MB)"
    ]
    assert paragraphs[0].xpath("./a/@href") == [ZIP]
    assert "offline.zip" not in (unpacked / SLUG / "index.html").read_text(encoding="utf-8")


def test_every_link_works_after_unpacking(unpacked: Path) -> None:
    pages = read_pages(unpacked / SLUG)
    assert len(pages) > 35
    assert list(check_links(unpacked / SLUG, pages)) == []


def test_the_site_works_after_unpacking(page: Page, unpacked: Path) -> None:
    page.goto((unpacked / SLUG / "index.html").as_uri())
    expect(page.locator("h1")).to_have_text("Samenscholing")
    page.locator(".actions a[href$='start-vandaag.html']").click()
    expect(page.locator(".checklist")).to_be_visible()
    assert page.url.endswith("lijst/start-vandaag.html")
    box = page.locator("[data-item] > input").first
    box.check()
    page.reload()
    expect(box).to_be_checked()
    page.locator(".brand").click()
    page.get_by_role("searchbox", name="Zoeken").fill("zelfsturende")
    expect(page.locator("#__search a[href*='zelfsturende-teams.html']").first).to_be_visible()
