"""Every kind of file that a build makes, declared once.

A new kind needs its writer and a row here. The row declares when it is made, which files it has,
how they are checked, and by its name the interface words for it: `step_<name>` while it is made,
`made_<name>` in the summary.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Literal

from tools.build import steps
from tools.build.stage import Stage, Step, fixed_timestamps, label
from tools.checks.canvases import check_canvases
from tools.checks.cards import check_cards
from tools.checks.finding import add_code
from tools.checks.forms import check_scans, check_workforms
from tools.checks.offline_archive import check_offline_archive
from tools.checks.parity import check_parity
from tools.checks.pdfs import check_book, check_handouts, check_sheets
from tools.checks.search_index import check_search_index
from tools.exports.canvas_files import list_formats
from tools.exports.checklist_files import FORMATS
from tools.exports.json_file import CHECKLISTS_JSON, CHECKLISTS_SCHEMA
from tools.exports.slides import build_decks
from tools.model.publication import Publication
from tools.pdf.canvases import CANVAS_FORMS, canvas_pdf_path
from tools.pdf.cards import has_cards
from tools.pdf.composer import write_composer
from tools.publish.embed import list_embeds, write_embeds
from tools.publish.list_pages import write_list_pages
from tools.publish.offline_archive import write_offline_archive
from tools.publish.redirects import write_redirects
from tools.render import site_paths
from tools.site.built_pages import BuiltPage
from tools.site.clean_html import clean_site
from tools.site.search_index import INDEX_PATH, write_index

# site: made in order, from the sources. output: made in parallel, from the sources and the pages.
# packaging: made in order, from all of that. press: made on request, from the pages.
Phase = Literal["site", "output", "packaging", "press"]
Pages = Mapping[str, BuiltPage]  # by path in the site
Check = Callable[[Stage, Pages], Iterable[str]]


@dataclass(frozen=True)
class Artifact:
    """A kind of file: `files` returns their paths in the site, `check` the findings about them.

    `rule`: the name of the rule that the check is for.
    `whole_only`: documents on paper, and what holds them; a site without these is live too.
    `weight`: how long it takes, in rough seconds, as a part of all that comes from the cache when
    it did not change. Only the proportions matter, to estimate the time left; 0: quick, or never
    from the cache.
    """

    name: str
    phase: Phase
    make: Step
    files: Callable[[Publication], Iterable[str]] = lambda publication: ()
    check: Check = lambda stage, pages: ()
    rule: str = ""
    whole_only: bool = False
    weight: float = 0


def list_pages(publication: Publication) -> Iterator[str]:
    """List the pages, the home page first."""
    yield from dict.fromkeys(
        [publication.start_page.url, *(page.url for page in publication.pages.values())]
    )


def list_sheets(publication: Publication) -> Iterator[str]:
    """Yield the paths of the sheets: of all checklists together, and of each."""
    if publication.pages_with_checklist:
        yield site_paths.ALL_SHEETS_PDF
    yield from (site_paths.sheet_path(checklist.id) for checklist in publication.checklists)


def list_forms(publication: Publication) -> Iterator[str]:
    """Yield the paths of the forms to fill in on screen."""
    word = publication.language.word("fillable_word")
    yield from (
        site_paths.fillable_path(checklist.id, word) for checklist in publication.checklists
    )


def list_exports(publication: Publication) -> Iterator[str]:
    """Yield the paths of the files that are made from the model alone."""
    if publication.pages_with_checklist:
        yield from (CHECKLISTS_JSON, CHECKLISTS_SCHEMA, site_paths.ALL_CHECKLISTS_XLSX)
    for checklist in publication.checklists:
        yield from (site_paths.checklist_file_path(checklist.id, suffix) for suffix in FORMATS)


def list_canvases(publication: Publication) -> Iterator[str]:
    """Yield the paths of the PDFs of all canvases."""
    for _, canvas in publication.canvas_pages:
        yield from (canvas_pdf_path(publication, canvas, form) for form in CANVAS_FORMS)


def list_canvas_files(publication: Publication) -> Iterator[str]:
    """Yield the paths of the office files of all canvases."""
    for _, canvas in publication.canvas_pages:
        yield from (site_paths.canvas_path(canvas.id, end) for end in list_formats(canvas))


ARTIFACTS = (
    Artifact(
        "site", "site", steps.make_pages, files=list_pages,
    ),
    Artifact(
        "clean", "site",
        lambda stage: clean_site(stage.folder, stage.publication.content_language),
    ),
    Artifact(
        "search_index", "site", lambda stage: write_index(stage.publication, stage.folder),
        files=lambda publication: [INDEX_PATH],
        check=lambda stage, pages: check_search_index(stage.publication, stage.folder),
        rule="built-search-index",
    ),
    Artifact(
        "redirects", "site", lambda stage: write_redirects(stage.publication, stage.folder)
    ),
    Artifact(
        "embed", "site", lambda stage: write_embeds(stage.publication, stage.folder),
        files=list_embeds,
    ),
    Artifact(
        "lists", "site", lambda stage: write_list_pages(stage.publication, stage.folder),
        files=lambda publication: [
            site_paths.list_path(publication, checklist.id) for checklist in publication.checklists
        ],
    ),
    # The longest first, so that no processor waits at the end.
    Artifact(
        "book", "output", steps.make_book, whole_only=True, weight=30,
        files=lambda publication: [site_paths.book_path(publication.settings.slug)],
        check=lambda stage, pages: check_book(stage.publication, stage.pdfs),
        rule="built-book",
    ),
    Artifact(
        "handouts", "output", steps.make_handouts, whole_only=True, weight=24,
        files=lambda publication: [
            site_paths.handout_path(publication, page) for page in publication.pages_with_handout
        ],
        check=lambda stage, pages: check_handouts(stage.publication, stage.pdfs),
        rule="built-handout",
    ),
    Artifact(
        "sheets", "output", steps.make_sheets, files=list_sheets, whole_only=True, weight=4,
        check=lambda stage, pages: check_sheets(stage.publication, stage.pdfs),
        rule="built-sheet",
    ),
    Artifact(
        "fillable", "output", steps.make_fillable, files=list_forms, whole_only=True, weight=4,
    ),
    Artifact(
        "exports", "output", steps.make_checklist_files, files=list_exports, weight=1,
        check=lambda stage, pages: check_parity(stage.publication, stage.folder, pages),
        rule="built-parity",
    ),
    Artifact("composer", "output", lambda stage: write_composer(stage.publication, stage.folder)),
    Artifact(
        "scan", "output", steps.make_scans, whole_only=True, weight=0.5,
        files=lambda publication: [
            site_paths.scan_path(scan.id) for _, scan in publication.scan_pages
        ],
        check=lambda stage, pages: check_scans(stage.publication, pages, stage.pdfs),
        rule="built-scan",
    ),
    Artifact(
        "workforms", "output", steps.make_workforms, whole_only=True, weight=1,
        files=lambda publication: [
            site_paths.workform_path(page.id) for page, _ in publication.workform_pages
        ],
        check=lambda stage, pages: check_workforms(stage.publication, pages, stage.pdfs),
        rule="built-workform",
    ),
    Artifact(
        "canvases", "output", steps.make_canvases, files=list_canvases, whole_only=True, weight=6,
        check=lambda stage, pages: check_canvases(stage.publication, pages, stage.pdfs),
        rule="built-canvas",
    ),
    Artifact("canvas_files", "output", steps.make_canvas_files, files=list_canvas_files, weight=1),
    Artifact(
        "decks", "output", steps.make_decks, whole_only=True, weight=3,
        files=lambda publication: map(attrgetter("path"), build_decks(publication)),
    ),
    Artifact(
        "cards", "output", steps.make_cards, whole_only=True, weight=1.5,
        files=lambda publication: [site_paths.CARDS_PDF] if has_cards(publication) else [],
        check=lambda stage, pages: check_cards(stage.publication, stage.pdfs),
        rule="built-cards",
    ),
    Artifact("discovery", "output", steps.make_discovery_files),
    Artifact("hosting", "packaging", steps.make_hosting_files),
    Artifact(
        "offline_archive", "packaging", whole_only=True,
        make=lambda stage: write_offline_archive(stage.publication, stage.folder),
        files=lambda publication: [site_paths.offline_archive_path(publication.settings.slug)],
        check=lambda stage, pages: check_offline_archive(stage.publication, stage.folder),
        rule="built-offline-archive",
    ),
    Artifact("press", "press", steps.make_press, whole_only=True, weight=28),
)  # fmt: skip


def steps_of(phase: Phase) -> dict[str, Step]:
    """Return the steps of a phase by name, in order."""
    return {artifact.name: artifact.make for artifact in ARTIFACTS if artifact.phase == phase}


SITE_STEPS = steps_of("site")
OUTPUT_STEPS = steps_of("output")
PACKAGING_STEPS = steps_of("packaging")
PRESS_STEPS = steps_of("press")


def step_weights(names: Collection[str], editions: Sequence[str] = ("",)) -> dict[str, float]:
    """Return the weights of steps in the progress bar, for each of the editions with these ids."""
    weights = {one.name: one.weight for one in ARTIFACTS if one.name in names}
    return {
        label(edition, name): weight for edition in editions for name, weight in weights.items()
    }


def make_document(stage: Stage, path: str) -> None:
    """Make the document at a path in the site, and others that come from the same layout.

    Raises PangoMissingError, a BuildError, and OSError.
    """
    for artifact in ARTIFACTS:
        if artifact.whole_only and path in artifact.files(stage.publication):
            with fixed_timestamps(stage.publication):
                artifact.make(replace(stage, step=artifact.name, wanted=path))


def check_artifacts(stage: Stage, pages: Pages) -> Iterator[str]:
    """Yield a finding for each missing file, and the findings of the artifacts' own checks."""
    yield from add_code("built-file-missing", find_missing_files(stage))
    for artifact in ARTIFACTS:
        if artifact.rule:
            yield from add_code(artifact.rule, artifact.check(stage, pages))


def find_missing_files(stage: Stage) -> Iterator[str]:
    """Yield a finding for each declared file that was not made."""
    for artifact in ARTIFACTS:
        for path in artifact.files(stage.publication):
            if not (stage.folder / path).is_file():
                yield f"{path}: missing"
