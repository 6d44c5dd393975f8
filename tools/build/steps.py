"""The steps of a build that take more than one call; each writes its files into a stage."""

import hashlib
from collections.abc import Iterable
from functools import cache, partial
from pathlib import Path

from tools.build.stage import Stage, build_folder, report_files, track
from tools.exports.canvas_files import write_canvas_files
from tools.exports.checklist_files import write_checklist_files
from tools.exports.deck import write_deck
from tools.exports.json_file import write_catalogue
from tools.exports.slides import Deck, build_decks
from tools.pdf.bitmaps import draw_bitmap
from tools.pdf.book import render_book
from tools.pdf.canvases import CANVAS_FORMS, canvas_pdf_path, render_canvas
from tools.pdf.cards import has_cards, render_cards
from tools.pdf.handouts import render_handout
from tools.pdf.press import press_paths, write_press
from tools.pdf.renderer import PageCallback, ignore_pages, restore_pdf, store_pdf, write_pdf
from tools.pdf.scans import render_scan
from tools.pdf.single_page import write_fillable, write_sheets
from tools.pdf.workforms import render_workform
from tools.publish.citation import write_citation
from tools.publish.feed import write_feed
from tools.publish.hosting import write_hosting_files
from tools.publish.metadata import share_image_path
from tools.publish.robots import write_robots
from tools.publish.security_txt import write_security_txt
from tools.publish.share_images import ShareImage, list_share_images, write_share_image
from tools.render import site_paths
from tools.runtime.atomic_swap import remove_tree
from tools.site.built_pages import read_pages
from tools.site.engine import build_site

PAGES_PER_LINE = 25
LAYOUT_SHARE = 0.7  # of the time that a long PDF takes; painting and writing take the rest


def make_pages(stage: Stage) -> None:
    """Build the pages into an empty staging folder."""
    remove_tree(stage.folder)
    stage.authored = build_site(stage.publication, stage.folder)


def make_book(stage: Stage) -> None:
    """Render the book from the built pages."""
    publication = stage.publication
    path = site_paths.book_path(publication.settings.slug)
    make_pdf(stage, path, render_book(publication, stage.folder), page_reporter(stage))


def make_handouts(stage: Stage) -> None:
    """Render the hand-outs from the built pages, each in a file of its own."""
    publication = stage.publication
    paths = {
        page: site_paths.handout_path(publication, page) for page in publication.pages_with_handout
    }
    for page, path in track(stage, [item for item in paths.items() if stage.wants(item[1])]):
        make_pdf(stage, path, render_handout(publication, page, stage.folder))


def make_sheets(stage: Stage) -> None:
    """Render a sheet of each checklist: all of them in one file, and each in its own."""
    if not stage.publication.pages_with_checklist:
        return
    stage.pdfs.update(write_sheets(stage.publication, stage.folder, stage.cache))


def make_fillable(stage: Stage) -> None:
    """Render a form of each checklist to fill in on screen, each in a file of its own."""
    stage.pdfs.update(write_fillable(stage.publication, stage.folder, stage.cache))


def make_checklist_files(stage: Stage) -> None:
    """Write the files that are made from the model alone; none without checklists."""
    if not stage.publication.pages_with_checklist:
        return
    write_catalogue(stage.publication, stage.folder)
    write_checklist_files(stage.publication, stage.folder, stage.cache)


def make_scans(stage: Stage) -> None:
    """Render the two sheets of each conversation scan."""
    for _, scan in stage.publication.scan_pages:
        path = site_paths.scan_path(scan.id)
        if stage.wants(path):
            make_pdf(stage, path, render_scan(stage.publication, scan))


def make_workforms(stage: Stage) -> None:
    """Render a sheet of each working form."""
    for page, _ in stage.publication.workform_pages:
        path = site_paths.workform_path(page.id)
        if stage.wants(path):
            make_pdf(stage, path, render_workform(stage.publication, page))


def make_canvases(stage: Stage) -> None:
    """Render each canvas: blank, with its example, and as a form to fill in on the screen."""
    publication = stage.publication
    paths = {
        canvas_pdf_path(publication, canvas, form): (page, form)
        for page, canvas in publication.canvas_pages
        for form in CANVAS_FORMS
    }
    for path, (page, form) in paths.items():
        if stage.wants(path):
            html = render_canvas(publication, page, form)
            make_pdf(stage, path, html, fillable=form == "form")


def make_canvas_files(stage: Stage) -> None:
    """Write the office files of all canvases."""
    write_canvas_files(stage.publication, stage.folder, stage.cache)


def make_decks(stage: Stage) -> None:
    """Write the slides that introduce the publication, and those of each working form."""
    publication = stage.publication
    draw = cache(partial(draw_bitmap, publication))
    settings = publication.mkdocs.model_dump_json()
    for deck in build_decks(publication):
        if stage.wants(deck.path):
            path = stage.folder / deck.path
            make = partial(write_deck, publication, deck, draw, path)
            stage.cache.restore_or_make(
                path, [settings, *describe(stage, deck, deck.pictures)], make
            )


def make_cards(stage: Stage) -> None:
    """Render the cards of all checklists and working forms, if there are any."""
    if has_cards(stage.publication):
        make_pdf(stage, site_paths.CARDS_PDF, render_cards(stage.publication))


def make_press(stage: Stage) -> None:
    """Render the book for print shops, in `build/press/`."""
    publication, word = stage.publication, stage.publication.language.word
    files = press_paths(publication, build_folder(publication.root) / "press")
    write_press(publication, stage.folder, files, page_reporter(stage, documents=2))
    report_files(stage, {path: word(f"made_{name}") for name, path in vars(files).items()})


def make_discovery_files(stage: Stage) -> None:
    """Write files for search engines, citations and link previews, and the feed."""
    write_robots(stage.publication, stage.folder)
    write_citation(stage.publication, stage.folder)
    write_feed(stage.publication, stage.folder)
    make_share_images(stage)


def make_share_images(stage: Stage) -> None:
    """Draw the images for previews of links, or copy those that are in the cache."""
    publication = stage.publication
    draw = cache(partial(draw_bitmap, publication))
    fonts = publication.templates_folder / "print" / "fonts"
    for page, share in list_share_images(publication):
        path = stage.folder / share_image_path(page)
        make = partial(write_share_image, share, fonts, draw, path)
        stage.cache.restore_or_make(path, describe(stage, share, share.drawings), make)


def describe(stage: Stage, content: Deck | ShareImage, pictures: Iterable[Path]) -> list[str]:
    """Return what a file depends on: its content, wherever the project is, and its pictures."""
    texts = repr(content).replace(str(stage.publication.root), "")
    return [texts, *(hashlib.sha256(file.read_bytes()).hexdigest() for file in pictures)]


def make_hosting_files(stage: Stage) -> None:
    """Write the headers for hosts, and `security.txt`."""
    write_security_txt(stage.publication, stage.folder)
    write_hosting_files(stage.publication, stage.folder, read_pages(stage.folder))


def make_pdf(
    stage: Stage,
    path: str,
    html: str,
    on_pages: PageCallback = ignore_pages,
    fillable: bool = False,
) -> None:
    """Write a PDF at a path in the site; one that did not change comes from the cache."""
    file = stage.folder / path
    pdf = restore_pdf(html, file, stage.cache)
    if pdf is None:
        pdf = write_pdf(
            html, file, stage.publication, on_pages, fillable=fillable, cache=stage.cache
        )
        store_pdf(pdf, html, file, stage.cache)
    stage.pdfs[path] = pdf


def page_reporter(stage: Stage, documents: int = 1) -> PageCallback:
    """Return a callback that reports how far the layout of one or more long documents is."""
    word = stage.publication.language.word("step_page")
    finished = reported = 0

    def on_pages(pages: int, share: float) -> None:
        nonlocal finished, reported
        is_shown = stage.show_progress((finished + share * LAYOUT_SHARE) / documents)
        if not is_shown and pages // PAGES_PER_LINE > reported:
            stage.report(word.format(page=pages))
        reported = pages // PAGES_PER_LINE
        finished += share == 1

    return on_pages
