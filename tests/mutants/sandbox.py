"""A built publication to change, and its detectors: the checks of the build, then the tests."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from zipfile import ZipFile

from tests import test_scan, test_workforms
from tests.checks import test_links, test_parity, test_statements
from tests.conftest import Built
from tests.exports import test_decks
from tests.exports import test_parity as test_exports
from tests.exports.conftest import Written
from tests.mutants.detectors import CRASH, UNDETECTED, Outcome, changed
from tests.mutants.mutant import Mutant
from tests.pdf import test_cards, test_composer, test_form_fields, test_handouts
from tests.publish import test_metadata, test_offline_archive
from tests.search import test_index
from tools.build.artifacts import OUTPUT_STEPS, PACKAGING_STEPS, SITE_STEPS
from tools.build.pipeline import collect_findings, run_in_order
from tools.build.stage import Stage, fixed_timestamps
from tools.exports.json_file import CHECKLISTS_JSON
from tools.model.entities.checklist import Checklist
from tools.model.publication import Publication
from tools.pdf.composer import COMPOSER_FOLDER as COMPOSER
from tools.pdf.renderer import RenderedPdf
from tools.render import site_paths
from tools.site.built_pages import BuiltPage, read_pages
from tools.site.search_index import INDEX_PATH

CHECKS, TESTS = "build", "tests"
SiteTest = Callable[[Built], object]


class SiteSandbox:
    """A built site, with the data that its checks need."""

    def __init__(self, publication: Publication, folder: Path) -> None:
        """Build the publication into `folder`, with the cached files of an earlier build."""
        stage = Stage(publication, folder / "site", ignore)
        with fixed_timestamps(publication):
            run_in_order(stage, {**SITE_STEPS, **OUTPUT_STEPS, **PACKAGING_STEPS})
        self.pdfs: dict[str, RenderedPdf] = stage.pdfs
        self.built = Built(folder, "")
        vars(self.built)["publication"] = publication
        self.pages = dict(read_pages(self.built.site))  # all of them, before a file changes
        self.baseline: dict[str, bool] = {}

    def detect(self, mutant: Mutant) -> Outcome:
        """Run the checks of the build on a mutant, then the tests that pass without it."""
        files, site, publication = mutant.make(), self.built.site, self.built.publication
        try:
            with changed(site, files):
                findings = self.find_problems([*files])
            if findings:
                return Outcome(str(mutant), mutant.group, CHECKS, findings[0])
            tests = [test for name in files for test in tests_for(name, publication)]
            usable = [test for test in tests if self.passes(test)]
            with changed(site, files):
                failed = next((test for test in usable if fails(test, self.built)), None)
        except Exception as error:  # a check that crashes does not report the mistake
            return Outcome(str(mutant), mutant.group, CRASH, repr(error))
        detector = TESTS if failed else UNDETECTED
        return Outcome(str(mutant), mutant.group, detector, test_key(failed) if failed else "")

    def passes(self, test: SiteTest) -> bool:
        """Return whether a test passes on the unchanged site; some are for one publication."""
        key = test_key(test)
        if key not in self.baseline:
            self.baseline[key] = not fails(test, self.built)
        return self.baseline[key]

    def find_problems(self, names: list[str]) -> list[str]:
        """Return the findings of the build's checks after files were changed."""
        stage = Stage(self.built.publication, self.built.site, ignore, self.pdfs)
        return collect_findings(stage, self.reread_pages(names))

    def reread_pages(self, names: list[str]) -> dict[str, BuiltPage]:
        """Return all pages, those in changed files read again."""
        pages = dict(self.pages)
        for name in names:
            pages.pop(name, None)
            path = self.built.site / name
            if name.endswith(".html") and path.is_file():
                pages.update(read_single_page(self.built.site, name))
        return pages


def read_single_page(site: Path, name: str) -> dict[str, BuiltPage]:
    """Return a single page, read as all are read."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes((site / name).read_bytes())
        return {**read_pages(Path(folder))}


def ignore(line: str) -> None:
    """Discard a line of output."""


def fails(test: SiteTest, built: Built) -> bool:
    """Return whether a test fails."""
    try:
        test(built)
    except Exception:  # including errors caused by a broken file
        return True
    return False


def test_key(test: SiteTest) -> str:
    """Return the name of a test with its arguments."""
    arguments = [str(getattr(value, "__name__", value)) for value in getattr(test, "args", ())]
    return " ".join([getattr(getattr(test, "func", test), "__name__", "test"), *arguments])[:120]


def tests_for(name: str, publication: Publication) -> Iterator[SiteTest]:
    """Yield the tests that read a file of the site, the cheapest first.

    These are tests of the suite, called with the site in which the file was changed.
    """
    if name.endswith(".html"):
        yield from (partial(call_with_pages, test) for test in PAGE_TESTS)
        yield test_links.test_labels_links_and_headers_are_not_empty
        yield test_statements.test_each_claim_is_true_to_its_statement
        yield compare_index
    elif name == CHECKLISTS_JSON:
        yield test_parity.test_the_data_file_holds_every_item_with_all_its_fields
    elif name == INDEX_PATH:
        yield compare_index
        yield test_index.test_every_page_list_item_and_term_is_in_the_index
    elif name.startswith(COMPOSER):
        yield test_composer.test_every_item_matches_the_model
        yield test_composer.test_chapters_and_sheets_have_the_words_of_the_book
    elif name == site_paths.offline_archive_path(publication.settings.slug):
        yield check_unpacked_archive
    elif name.startswith(site_paths.CHECKLISTS_FOLDER) and name.endswith(".pdf"):
        for checklist in publication.checklists:
            if name == site_paths.sheet_path(checklist.id):
                yield partial(compare_checklist_pdf, checklist.id, "sheet")
            elif name.startswith(f"{site_paths.CHECKLISTS_FOLDER}/{checklist.id}-"):
                yield partial(compare_checklist_pdf, checklist.id, "form")
    elif name.startswith(site_paths.CHECKLISTS_FOLDER):
        yield from (
            partial(compare_export, checklist, form)
            for checklist in publication.checklists
            for form, (ending, _, _) in test_exports.FORMS.items()
            if name == site_paths.checklist_file_path(checklist.id, ending)
        )
    elif name == site_paths.ALL_CHECKLISTS_XLSX:
        yield compare_workbook
    elif name.endswith(".pptx"):
        yield test_decks.test_the_built_decks_say_what_the_model_says
    elif name == site_paths.CARDS_PDF:
        yield test_cards.test_each_card_has_its_words_on_its_front_and_its_back
    elif name.endswith(".pdf"):
        yield from (
            partial(compare_handout, page.id)
            for page in publication.pages_with_handout
            if name == site_paths.handout_path(publication, page)
        )
        yield test_workforms.test_sheet_and_book_match_the_data
        yield test_scan.test_the_sheets_match_the_data


PAGE_TESTS = (
    test_metadata.test_titles_and_descriptions_are_unique,
    test_metadata.test_every_page_has_its_metadata,
)


def call_with_pages(test: Callable[..., object], built: Built) -> None:
    """Call a test that takes the pages as well."""
    test(read_pages(built.site), built)


def compare_index(built: Built) -> None:
    """Compare the search index with the pages."""
    request: Any = SimpleNamespace(getfixturevalue=lambda name: built)
    test_index.test_the_index_matches_the_pages("built", request)


def written_files(built: Built) -> Written:
    """Return the files of the checklists as the tests of exports take them."""
    site = built.site
    return Written(
        built.publication,
        site / site_paths.CHECKLISTS_FOLDER,
        site / site_paths.ALL_CHECKLISTS_XLSX,
    )


def compare_workbook(built: Built) -> None:
    """Compare the workbook of all checklists with the model."""
    test_exports.test_the_workbook_of_all_says_what_the_model_says(written_files(built))


def compare_export(checklist: Checklist, form: str, built: Built) -> None:
    """Compare an exported checklist with the model."""
    test_exports.test_a_file_says_what_the_model_says(written_files(built), checklist.id, form)


def compare_checklist_pdf(checklist_id: str, kind: str, built: Built) -> None:
    """Compare the sheet or form PDF of a checklist with the model."""
    test_form_fields.test_a_checklist_pdf_matches_the_model(built, checklist_id, kind)


def compare_handout(page_id: str, built: Built) -> None:
    """Compare a hand-out PDF with its page."""
    test_handouts.test_every_word_of_the_page_is_in_its_handout(built, page_id)


def check_unpacked_archive(built: Built) -> None:
    """Unpack the offline archive and check it."""
    with tempfile.TemporaryDirectory() as folder:
        with ZipFile(built.site / test_offline_archive.ZIP) as archive:
            archive.extractall(folder)
        test_offline_archive.test_it_holds_the_site_without_files_for_hosts(built, Path(folder))
        test_offline_archive.test_every_link_works_after_unpacking(Path(folder))
