"""The whole site in one file: what it holds, and that it works where it is unpacked."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import Built
from tools.checks.links import check_links
from tools.publish.embed import embed_path
from tools.publish.hosting import HEADERS_FILE, HTACCESS_FILE, NGINX_FILE
from tools.render import artifacts
from tools.site.built_pages import extract_text, read_pages

SLUG = "samenscholing"
ZIP = artifacts.offline_archive_path(SLUG)
LIST = "aan-de-slag/start-vandaag.html"


@pytest.fixture(scope="module")
def unpacked(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a space and a diacritic in its name, in which the file was unpacked."""
    folder = tmp_path_factory.mktemp("stick") / "Mijn map é"
    with ZipFile(built.site / ZIP) as pack:
        assert pack.testzip() is None
        pack.extractall(folder)
    return folder


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_it_holds_the_site_without_what_only_hosts_ask_for(built: Built, unpacked: Path) -> None:
    assert [path.name for path in unpacked.iterdir()] == [SLUG]
    inside = files(unpacked / SLUG)
    bare = {embed_path(checklist.id) for checklist in built.publication.checklists}
    wanted = {ZIP, HEADERS_FILE, HTACCESS_FILE, NGINX_FILE, "robots.txt", "404.html", *bare}
    assert files(built.site) - inside == wanted
    assert inside - files(built.site) == {"LEESMIJ.txt"}
    told = (unpacked / SLUG / "LEESMIJ.txt").read_text(encoding="utf-8")
    assert "Open index.html in de map samenscholing." in told
    assert built.publication.name in told


def test_every_file_bears_the_time_of_the_build(built: Built) -> None:
    """That the same site gives the same bytes, tests/build/test_build.py shows for all of it."""
    with ZipFile(built.site / ZIP) as pack:
        entries = pack.infolist()
    day = built.publication.settings.date
    assert {entry.date_time[:3] for entry in entries} == {(day.year, day.month, day.day)}
    names = [entry.filename for entry in entries]
    assert names[1:] == sorted(names[1:])
    assert not any("\\" in name or name.startswith("/") or ".." in name for name in names)


def test_the_size_is_said_where_it_is_offered(built: Built, unpacked: Path) -> None:
    offers = [
        offer
        for page in read_pages(built.site).values()
        for offer in page.root.xpath("//p[@class='offline']")
    ]
    size = f"{(built.site / ZIP).stat().st_size / 1e6:.1f}".replace(".", ",")
    assert [extract_text(offer).rpartition(" (")[2] for offer in offers] == [f"zip, {size} MB)"]
    assert offers[0].xpath("./a/@href") == [ZIP]
    assert "offline.zip" not in (unpacked / SLUG / "index.html").read_text(encoding="utf-8")


def test_unpacked_every_link_holds(unpacked: Path) -> None:
    pages = read_pages(unpacked / SLUG)
    assert len(pages) > 35
    assert list(check_links(unpacked / SLUG, pages)) == []


def test_unpacked_it_opens_from_its_folder(page: Page, unpacked: Path) -> None:
    page.goto((unpacked / SLUG / "index.html").as_uri())
    expect(page.locator("h1")).to_have_text("Samenscholing")
    page.locator(".actions a[href$='start-vandaag.html']").click()
    expect(page.locator("section.checklist")).to_be_visible()
    assert page.url.endswith(LIST)
    box = page.locator("[data-item] > input").first
    box.check()
    page.reload()
    expect(box).to_be_checked()
    page.get_by_role("searchbox", name="Zoeken").fill("zelfsturende")
    expect(page.locator("#search a[href*='zelfsturende-teams.html']").first).to_be_visible()
