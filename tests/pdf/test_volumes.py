"""A book that is too long for one document, in volumes: each a whole book, and all of them one."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote, urldefrag

import pikepdf
import pytest
from lxml import html

from tests.conftest import Built, build, change, copy_small, shared
from tests.pdf.backread import joined, links, outline, pdftotext, targets, wrong_references
from tests.pdf.verapdf import validate
from tools import downloads
from tools.checks.paper import check_book, check_ways
from tools.model.publication import Publication, item_anchor
from tools.pdf.book import book_html
from tools.pdf.chapters import book_id
from tools.pdf.paper import Paper
from tools.pdf.press import press_files

LIMIT = 10  # pages: three volumes, and the first part goes on in the second
FIRST, MIDDLE, LAST = (f"good-sheds-{number}.pdf" for number in (1, 2, 3))


def copy_long(target: Path) -> Path:
    """Copy the small publication, as if its book were long."""
    project = copy_small(target)
    slug = "    slug: good-sheds\n"
    change(project, "mkdocs.yml", slug, f"{slug}    volume_pages: {LIMIT}\n")
    return project


@pytest.fixture(scope="session")
def long(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The small publication in three volumes: its pages and its book, by the real command."""
    return shared(tmp_path_factory, "long", copy_long, "pdf")


@pytest.fixture(scope="module")
def home(long: Built) -> Path:
    return staged(long) / downloads.HOME


def staged(built: Built) -> Path:
    """The folder in which pages and book stand; no `site/` is made of them."""
    return built.root / "build" / "staged"


@pytest.fixture(scope="module")
def volumes(home: Path) -> Iterator[dict[str, pikepdf.Pdf]]:
    """The volumes, opened, by the names of their files."""
    files = sorted(home.glob("good-sheds-?.pdf"))
    opened = {path.name: pikepdf.open(path) for path in files}
    yield opened
    for pdf in opened.values():
        pdf.close()


@pytest.fixture(scope="module")
def papers(volumes: dict[str, pikepdf.Pdf]) -> dict[str, Paper]:
    """The volumes as a build knows them."""
    return {
        f"{downloads.HOME}/{name}": Paper(len(pdf.pages), targets(pdf), tuple(beside(pdf)))
        for name, pdf in volumes.items()
    }


def beside(pdf: pikepdf.Pdf) -> Iterator[tuple[str, str]]:
    """Give the file beside a PDF, and the place there, to which each link to one leads."""
    for _, link in links(pdf):
        if "/A" in link and str(link.A.URI).startswith("./"):
            file, place = urldefrag(str(link.A.URI).removeprefix("./"))
            assert place.startswith("nameddest="), place
            yield file, unquote(place.removeprefix("nameddest="))


def page(path: Path, number: int) -> str:
    """Read one page."""
    return joined(pdftotext(path, "-f", str(number), "-l", str(number)))


def test_the_build_tells_of_all_volumes(
    long: Built, home: Path, volumes: dict[str, pikepdf.Pdf]
) -> None:
    assert [*volumes] == [FIRST, MIDDLE, LAST]
    assert not (home / "good-sheds.pdf").exists()
    count = sum(len(pdf.pages) for pdf in volumes.values())
    assert f"{count} pages in 3 volumes" in long.said


def test_every_page_and_item_stands_in_one_volume(
    long: Built, volumes: dict[str, pikepdf.Pdf]
) -> None:
    places = [name for pdf in volumes.values() for name in targets(pdf)]
    for one in long.publication.book_pages:
        assert places.count(book_id(one)) == 1, one.id
    for one, checklist in long.publication.lists:
        for item in checklist.items:
            anchor = item_anchor(checklist, item)
            assert places.count(book_id(one, anchor)) == 1
            assert places.count(f"sheet-{anchor}") == 1


def test_each_volume_says_which_it_is_and_what_it_holds(
    long: Built, home: Path, volumes: dict[str, pikepdf.Pdf]
) -> None:
    for name, volume in zip(volumes, long.publication.volumes, strict=True):
        path, says = home / name, f"Volume {volume.number} of 3"
        assert str(volumes[name].docinfo["/Title"]).endswith(f". {says}")
        cover = page(path, 1)
        assert f"{says} {' · '.join(volume.titles)}" in cover
        assert says in page(path, len(volumes[name].pages))
        assert len(volumes[name].pages) % 2 == 0
    assert "Good Sheds, volume 1 · Two practices" in pdftotext(home / FIRST)


def test_each_volume_has_its_own_outline(long: Built, volumes: dict[str, pikepdf.Pdf]) -> None:
    for pdf, volume in zip(volumes.values(), long.publication.volumes, strict=True):
        with pdf.open_outline() as opened:
            titles = list(outline(list(opened.root)))
        assert [title for level, title in titles if level == 2] == [p.title for p in volume.pages]
        parts = [
            f"{part.title} (continued)" if part.goes_on else part.title for part in volume.parts
        ]
        assert [title for level, title in titles if level == 1] == ["Contents", *parts, "Index"]


def test_contents_give_real_pages_and_the_other_volumes(
    long: Built, home: Path, volumes: dict[str, pikepdf.Pdf]
) -> None:
    publication = long.publication
    for name, volume in zip(volumes, publication.volumes, strict=True):
        page_of, contents = targets(volumes[name]), page(home / name, 3)
        for one in volume.pages:
            assert re.search(rf"{re.escape(one.title)} {page_of[book_id(one)]}\b", contents)
        for other in publication.volumes:
            told = f"Volume {other.number}: {', '.join(other.titles)}"
            assert (told in contents) == (other.number != volume.number)
        assert ("Sources: volume 3" in contents) == (name != LAST)


def test_links_lead_inside_the_volume_or_to_a_place_in_another(
    volumes: dict[str, pikepdf.Pdf],
) -> None:
    places = {name: targets(pdf) for name, pdf in volumes.items()}
    for name, pdf in volumes.items():
        ways = {*beside(pdf)}
        assert {file for file, _ in ways} == {*volumes} - {name}
        for file, place in ways:
            assert place in places[file], f"{name}: {place} in {file}"
        for number, link in links(pdf):
            if "/A" not in link:
                assert str(link.Dest) in places[name], (number, str(link.Dest))
            elif not str(link.A.URI).startswith("./"):
                assert str(link.A.URI).startswith(("https://example.org/", "mailto:"))


def test_a_link_to_another_volume_says_which(home: Path, volumes: dict[str, pikepdf.Pdf]) -> None:
    assert "tidy tools" in joined(pdftotext(home / LAST)).lower()
    assert "(volume 1)" in joined(pdftotext(home / LAST))
    for name, pdf in volumes.items():
        for _, link in links(pdf):
            if "/A" in link and (file := re.match(r"\./good-sheds-(\d)", str(link.A.URI))):
                assert re.search(rf"\bvolume {file[1]}\b", str(link.Contents).lower()), name


def test_page_numbers_are_those_of_the_volume(home: Path, volumes: dict[str, pikepdf.Pdf]) -> None:
    found = [wrong_references(home / name) for name in volumes]
    assert [wrong for _, wrong in found] == [[], [], []]
    assert sum(count for count, _ in found) >= 1


def test_the_register_leads_to_the_volume_that_explains(
    home: Path, volumes: dict[str, pikepdf.Pdf]
) -> None:
    for name in volumes:
        words = page(home / name, targets(volumes[name])["register"])
        assert "round, " in words
        assert ("volume 3" in words) == (name != LAST)


def test_a_volume_without_words_has_no_register(long: Built) -> None:
    volume = long.publication.volumes[1]
    without_words = replace(long.publication, terms={})
    for publication, there in ((long.publication, True), (without_words, False)):
        source = book_html(publication, staged(long), volume)
        assert ("#register" in source) == ('id="register"' in source) == there


def test_the_site_offers_each_volume(long: Built) -> None:
    for path in ("index.html", "hand-out.html"):
        root = html.parse(str(staged(long) / path)).getroot()
        for name, volume in zip((FIRST, MIDDLE, LAST), long.publication.volumes, strict=True):
            (link,) = root.xpath(f"//main//a[@href='downloads/{name}']")
            wanted = f"Volume {volume.number}: {', '.join(volume.titles)} (PDF)"
            assert link.text_content() == wanted


def test_a_change_touches_its_own_volume_only(long: Built, tmp_path: Path) -> None:
    publication, site = long.publication, tmp_path / "site"
    shutil.copytree(staged(long), site)
    changed = publication.volumes[1].pages[-1]
    change(site, changed.url, "The club lost three rakes", "The club lost four rakes")
    for volume in publication.volumes:
        same = book_html(publication, site, volume) == book_html(publication, staged(long), volume)
        assert same == (volume.number != 2)


def test_files_for_a_press_have_the_name_of_the_volume(long: Built) -> None:
    files = press_files(long.publication, Path("x"), long.publication.volumes[1])
    assert files.printer == Path("x/good-sheds-2-printer.pdf")


# ---- The checks ----------------------------------------------------------------------------------


def test_all_well_gives_nothing(long: Built, papers: dict[str, Paper]) -> None:
    assert [*check_book(long.publication, papers), *check_ways(papers)] == []


def without(paper: Paper, *gone: str) -> Paper:
    """Give a paper that lacks some places."""
    return replace(paper, page_of={k: n for k, n in paper.page_of.items() if k not in gone})


def test_a_chapter_or_item_that_a_volume_misses_is_found(
    long: Built, papers: dict[str, Paper]
) -> None:
    name = f"{downloads.HOME}/{FIRST}"
    item = "tidy-tools--tidy-tools--hang-rake"
    papers = {**papers, name: without(papers[name], "page-weekly-round", item)}
    assert sorted(check_book(long.publication, papers)) == [
        f"{name}: item tidy-tools--hang-rake is missing from its chapter",
        f"{name}: page weekly-round is missing",
    ]
    assert (
        f"{downloads.HOME}/{LAST}: leads to page-weekly-round in {FIRST}, which is not there"
        in [*check_ways(papers)]
    )


def test_a_volume_that_is_not_there_is_found(long: Built, papers: dict[str, Paper]) -> None:
    name = f"{downloads.HOME}/{MIDDLE}"
    papers = {other: paper for other, paper in papers.items() if other != name}
    assert f"{name}: page story-beanpole is missing" in [*check_book(long.publication, papers)]
    told = f"{downloads.HOME}/{LAST}: leads to {MIDDLE}, which is not there"
    assert told in [*check_ways(papers)]


def test_a_chapter_in_two_volumes_is_found(long: Built, papers: dict[str, Paper]) -> None:
    first, last = (f"{downloads.HOME}/{name}" for name in (FIRST, LAST))
    twice = replace(papers[last], page_of={**papers[last].page_of, "page-tidy-tools": 9})
    assert [*check_book(long.publication, {**papers, last: twice})] == [
        f"{first}, {last}: page tidy-tools stands in more than one volume"
    ]


# ---- The sheets ----------------------------------------------------------------------------------


def test_sheets_are_gathered_in_files_of_as_many_pages(long: Built) -> None:
    def files(most: int) -> list[tuple[str, list[str]]]:
        publication = limited(long.publication, most)
        found = downloads.all_sheets(publication)
        return [(path, [page.id for page in pages]) for path, pages in found]

    assert files(2) == [(downloads.ALL_SHEETS, ["tidy-tools", "weekly-round"])]
    assert files(1) == [
        ("downloads/checklists-1.pdf", ["tidy-tools"]),
        ("downloads/checklists-2.pdf", ["weekly-round"]),
    ]
    names = [name for _, name in downloads.named_sheets(limited(long.publication, 1))]
    assert [name[-8:] for name in names] == ["(1 of 2)", "(2 of 2)"]


def limited(publication: Publication, most: int) -> Publication:
    """Give a publication with so many pages in a volume."""
    own = publication.own.model_copy(update={"volume_pages": most})
    extra = publication.settings.extra.model_copy(update={"publication": own})
    settings = publication.settings.model_copy(update={"extra": extra})
    return replace(publication, settings=settings)


@pytest.mark.corpus
def test_the_whole_is_built_in_shares_and_passes_verapdf(tmp_path: Path) -> None:
    long = build(copy_long(tmp_path / "long"))
    assert "typesetting the book, 3 of 3" in long.said
    report = validate(sorted((long.site / downloads.HOME).glob("good-sheds-?.pdf")))
    assert [str(one) for one in report.verdicts if one.failures] == []
    assert len(report.verdicts) == 3
