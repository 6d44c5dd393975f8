"""The steps of a build: each makes its files in the folder of a stage."""

from __future__ import annotations

from collections.abc import Iterable

from tools.build.stage import Stage, build_folder, report_files
from tools.exports.checklist_files import write_checklist_files
from tools.exports.json_file import write_catalogue
from tools.pdf.book import render_book
from tools.pdf.composer import write_composer
from tools.pdf.handouts import render_handout
from tools.pdf.press import press_paths, write_press
from tools.pdf.renderer import PageCallback, write_cached_pdf
from tools.pdf.scans import render_scan
from tools.pdf.single_page import write_fillable, write_sheets
from tools.pdf.workforms import render_workform
from tools.publish.citation import write_citation
from tools.publish.embed import write_embeds
from tools.publish.feed import write_feed
from tools.publish.hosting import write_hosting_files
from tools.publish.offline_archive import write_offline_archive
from tools.publish.redirects import write_redirects
from tools.publish.robots import write_robots
from tools.publish.security_txt import write_security_txt
from tools.publish.share_images import write_share_images
from tools.render import artifacts
from tools.runtime.atomic_swap import remove_tree
from tools.site.built_pages import read_pages
from tools.site.clean_html import clean_site
from tools.site.engine import build_site
from tools.site.search_index import write_index


def make_pages(stage: Stage) -> None:
    """Build the pages into an empty staging folder."""
    remove_tree(stage.folder)
    build_site(stage.publication, stage.folder)


def make_clean_html(stage: Stage) -> None:
    """Repair the pages, and remove files without use."""
    clean_site(stage.folder, stage.publication.content_language)


def make_search_index(stage: Stage) -> None:
    """Write the index that the search box searches."""
    write_index(stage.publication, stage.folder)


def make_book(stage: Stage) -> None:
    """Render the book from the built pages."""
    publication = stage.publication
    name = artifacts.book_path(publication.settings.slug)
    write_pdfs(stage, [(name, render_book(publication, stage.folder))], page_reporter(stage))


def make_handouts(stage: Stage) -> None:
    """Render the hand-outs from the built pages, each in a file of its own."""
    publication, site = stage.publication, stage.folder
    write_pdfs(
        stage,
        (
            (artifacts.handout_path(publication, page), render_handout(publication, page, site))
            for page in publication.pages_with_handout
        ),
    )


def make_sheets(stage: Stage) -> None:
    """Render a sheet of each checklist: all of them in one file, and each in its own."""
    stage.pdfs.update(write_sheets(stage.publication, stage.folder, stage.cache))


def make_fillable(stage: Stage) -> None:
    """Render a form of each checklist to fill in on screen, each in a file of its own."""
    stage.pdfs.update(write_fillable(stage.publication, stage.folder, stage.cache))


def make_composer(stage: Stage) -> None:
    """Write the pieces from which readers compose a hand-out."""
    write_composer(stage.publication, stage.folder)


def make_checklist_files(stage: Stage) -> None:
    """Write the files that are made from the data alone."""
    write_catalogue(stage.publication, stage.folder)
    write_checklist_files(stage.publication, stage.folder, stage.cache)


def make_scans(stage: Stage) -> None:
    """Render the two sheets of each conversation scan."""
    publication = stage.publication
    write_pdfs(
        stage,
        (
            (artifacts.scan_path(scan.id), render_scan(publication, scan))
            for _, scan in publication.scan_pages
        ),
    )


def make_workforms(stage: Stage) -> None:
    """Render a sheet of each working form."""
    publication = stage.publication
    write_pdfs(
        stage,
        (
            (artifacts.workform_path(page.id), render_workform(publication, page))
            for page, _ in publication.workform_pages
        ),
    )


def make_press(stage: Stage) -> None:
    """Render the book for print shops, in `build/press/`."""
    publication, word = stage.publication, stage.publication.language.word
    files = press_paths(publication, build_folder(publication.root) / "press")
    write_press(publication, stage.folder, files, page_reporter(stage))
    report_files(stage, {path: word(f"made_{name}") for name, path in vars(files).items()})


def make_discovery_files(stage: Stage) -> None:
    """Write files for search engines, citations and previews of links, and the feed."""
    write_robots(stage.publication, stage.folder)
    write_citation(stage.publication, stage.folder)
    write_share_images(stage.publication, stage.folder)
    write_feed(stage.publication, stage.folder)


def make_redirects(stage: Stage) -> None:
    """Write a redirect at each former address of a page."""
    write_redirects(stage.publication, stage.folder)


def make_embeds(stage: Stage) -> None:
    """Write a bare page of each checklist, for frames on other sites."""
    write_embeds(stage.publication, stage.folder)


def make_hosting_files(stage: Stage) -> None:
    """Write the headers for hosts, and `security.txt`."""
    write_security_txt(stage.publication, stage.folder)
    write_hosting_files(stage.folder, read_pages(stage.folder))


def make_offline_archive(stage: Stage) -> None:
    """Pack the whole site into an archive, to open without network."""
    write_offline_archive(stage.publication, stage.folder)


def write_pdfs(
    stage: Stage, documents: Iterable[tuple[str, str]], on_page: PageCallback = lambda page: None
) -> None:
    """Write PDFs, each from a path in the site and the HTML; unchanged ones come from the cache."""
    for name, source in documents:
        stage.pdfs[name] = write_cached_pdf(
            source, stage.folder / name, stage.publication, stage.cache, on_page
        )


def page_reporter(stage: Stage) -> PageCallback:
    """Return a callback that reports how many pages a long document has so far."""
    word = stage.publication.language.word("step_page")
    return lambda page: stage.report(word.format(page=page))
