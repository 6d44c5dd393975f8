"""The steps of a build, by name: each makes something in the stage's folder.

`PAGES` come first, one after the other. What `BESIDE` makes needs the pages or the model only, and
no other of these: so they are taken side by side, the longest first. `LAST` looks at all of that.
"""

from __future__ import annotations

from collections.abc import Callable

from tools import downloads
from tools.checks.pages import read_pages
from tools.composer import write_composer
from tools.exports.catalogue import write_catalogue
from tools.exports.forms import write_forms
from tools.join import join
from tools.pdf.book import book_html
from tools.pdf.handouts import handout_html
from tools.pdf.kept import kept_pdf
from tools.pdf.leaves import write_fillable, write_sheets
from tools.pdf.press import press_files, write_press
from tools.pdf.scans import scan_html
from tools.pdf.workforms import workform_html
from tools.publish.embed import write_embeds
from tools.publish.feed import write_feed
from tools.publish.findable import write_findable
from tools.publish.hosts import write_hosts
from tools.publish.moved import write_moved
from tools.publish.offline import write_offline
from tools.publish.security import write_security
from tools.search import write_index
from tools.site import build_site
from tools.stage import Stage, Step, work
from tools.summary import report_files
from tools.swap import clear
from tools.tidy import tidy


def make_pages(stage: Stage) -> None:
    """Let the engine build the pages into an empty staging folder."""
    clear(stage.folder)
    build_site(stage.publication, stage.folder)


def make_tidy(stage: Stage) -> None:
    """Take out what readers do not need."""
    tidy(stage.folder, stage.publication.overrides, stage.publication.text_language)


def make_index(stage: Stage) -> None:
    """Write what the search box looks in."""
    write_index(stage.publication, stage.folder)


def make_book(stage: Stage) -> None:
    """Set the book from the built pages."""
    publication = stage.publication
    name = downloads.book(publication.own.slug)
    source = book_html(publication, stage.folder)
    path = stage.folder / name
    stage.papers[name] = kept_pdf(source, path, publication, stage.cache, teller(stage))


def make_handouts(stage: Stage) -> None:
    """Set each page that is handed out by itself, in a file of its own."""
    publication = stage.publication
    for page in publication.handouts:
        name = downloads.handout(publication, page)
        source = handout_html(publication, page, stage.folder)
        stage.papers[name] = kept_pdf(source, stage.folder / name, publication, stage.cache)


def make_sheets(stage: Stage) -> None:
    """Set each checklist on a sheet of its own: all of them in one file, and each apart."""
    stage.papers.update(write_sheets(stage.publication, stage.folder, stage.cache))


def make_fillable(stage: Stage) -> None:
    """Set each checklist as a form to fill in on the screen, each in a file of its own."""
    stage.papers.update(write_fillable(stage.publication, stage.folder, stage.cache))


def make_composer(stage: Stage) -> None:
    """Lay out what the composer puts a hand-out together from."""
    write_composer(stage.publication, stage.folder)


def make_exports(stage: Stage) -> None:
    """Write the files that hold text and data."""
    write_catalogue(stage.publication, stage.folder)
    write_forms(stage.publication, stage.folder, stage.cache)


def make_scans(stage: Stage) -> None:
    """Set each conversation scan on its two sheets."""
    for _, scan in stage.publication.scan_pages:
        name = downloads.scan(scan.id)
        source = scan_html(stage.publication, scan)
        path = stage.folder / name
        stage.papers[name] = kept_pdf(source, path, stage.publication, stage.cache)


def make_workforms(stage: Stage) -> None:
    """Set each working form on a sheet of its own."""
    for page, _ in stage.publication.workform_pages:
        name = downloads.workform(page.id)
        source = workform_html(stage.publication, page)
        path = stage.folder / name
        stage.papers[name] = kept_pdf(source, path, stage.publication, stage.cache)


def make_press(stage: Stage) -> None:
    """Set the book for a press, in `build/press/`."""
    publication, word = stage.publication, stage.publication.language.word
    files = press_files(publication, work(publication.root) / "press")
    write_press(publication, stage.folder, files, teller(stage))
    report_files(stage, {path: word(f"made_{name}") for name, path in vars(files).items()})


def make_findable(stage: Stage) -> None:
    """Write what helps others to find and cite the site, and pictures for links to it."""
    write_findable(stage.publication, stage.folder)
    write_feed(stage.publication, stage.folder)


def make_moved(stage: Stage) -> None:
    """Leave a page that leads on where a page once was."""
    write_moved(stage.publication, stage.folder)


def make_joined(stage: Stage) -> None:
    """Make one file of the styles of a page, and one of its scripts."""
    join(stage.folder, stage.publication.settings.site_url or "")


def make_embeds(stage: Stage) -> None:
    """Write the bare page of each checklist, for a frame on another site."""
    write_embeds(stage.publication, stage.folder)


def make_hosts(stage: Stage) -> None:
    """Write what hosts are to send with the pages, and whom to tell of a weak spot."""
    write_security(stage.publication, stage.folder)
    write_hosts(stage.folder, read_pages(stage.folder))


def make_offline(stage: Stage) -> None:
    """Pack the whole site into one file, to open without network."""
    write_offline(stage.publication, stage.folder)


def teller(stage: Stage) -> Callable[[int], None]:
    """Make what tells how many pages a long document has by now."""
    word = stage.publication.language.word("step_page")
    return lambda page: stage.report(word.format(page=page))


PAGES: dict[str, Step] = {
    "site": make_pages,
    "tidy": make_tidy,
    "index": make_index,
    "moved": make_moved,
    "embed": make_embeds,
    "join": make_joined,  # after all that names styles or scripts
}
BESIDE: dict[str, Step] = {
    "book": make_book,
    "handouts": make_handouts,
    "sheets": make_sheets,
    "fillable": make_fillable,
    "exports": make_exports,
    "composer": make_composer,
    "scan": make_scans,
    "workforms": make_workforms,
    "findable": make_findable,
}
LAST: dict[str, Step] = {"hosts": make_hosts, "offline": make_offline}
# Only when asked: for occasional use.
PRESS: dict[str, Step] = {"press": make_press}
