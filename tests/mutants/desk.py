"""A built publication to change, and who notices: the checks of the build, then the tests."""

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
from tests.exports import test_parity as test_exports
from tests.exports.conftest import Written
from tests.mutants.judges import CRASH, NOBODY, Outcome, changed
from tests.mutants.mutant import Mutant
from tests.pdf import test_composer, test_form_fields, test_handouts
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
from tools.render import artifacts
from tools.site.built_pages import BuiltPage, read_pages
from tools.site.search_index import INDEX_PATH

CHECKS, TESTS = "build", "tests"
Test = Callable[[Built], object]


class Desk:
    """A built site, with what the checks need to know of it."""

    def __init__(self, publication: Publication, folder: Path) -> None:
        """Build the publication into `folder`, with what the cache kept."""
        stage = Stage(publication, folder / "site", silent)
        with fixed_timestamps(publication):
            run_in_order(stage, {**SITE_STEPS, **OUTPUT_STEPS, **PACKAGING_STEPS})
        self.papers: dict[str, RenderedPdf] = stage.pdfs
        self.built = Built(folder, "")
        vars(self.built)["publication"] = publication
        self.pages = read_pages(self.built.site)
        self.known: dict[str, bool] = {}

    def judge(self, mutant: Mutant) -> Outcome:
        """Let the checks of the build look at a mutant, and then the tests that pass without it."""
        files, site, publication = mutant.make(), self.built.site, self.built.publication
        try:
            with changed(site, files):
                told = self.checked([*files])
            if told:
                return Outcome(str(mutant), mutant.group, CHECKS, told[0])
            tests = [test for name in files for test in tests_of(name, publication)]
            sound = [test for test in tests if self.passes(test)]
            with changed(site, files):
                failed = next((test for test in sound if fails(test, self.built)), None)
        except Exception as error:  # a check that breaks down tells nobody what is wrong
            return Outcome(str(mutant), mutant.group, CRASH, repr(error))
        who = TESTS if failed else NOBODY
        return Outcome(str(mutant), mutant.group, who, key_of(failed) if failed else "")

    def passes(self, test: Test) -> bool:
        """Tell whether a test passes as long as nothing is changed (some know one publication)."""
        key = key_of(test)
        if key not in self.known:
            self.known[key] = not fails(test, self.built)
        return self.known[key]

    def checked(self, names: list[str]) -> list[str]:
        """Give what the checks of the build find when files were changed."""
        stage = Stage(self.built.publication, self.built.site, silent, self.papers)
        return collect_findings(stage, self.pages_with(names))

    def pages_with(self, names: list[str]) -> dict[str, BuiltPage]:
        """Give the pages as they are now: those that were changed are read again."""
        fresh = dict(self.pages)
        for name in names:
            fresh.pop(name, None)
            path = self.built.site / name
            if name.endswith(".html") and path.is_file():
                fresh.update(one_page(self.built.site, name))
        return fresh


def one_page(site: Path, name: str) -> dict[str, BuiltPage]:
    """Read one page as all are read."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes((site / name).read_bytes())
        return {**read_pages(Path(folder))}


def silent(line: str) -> None:
    """Say nothing."""


def fails(test: Test, built: Built) -> bool:
    """Tell whether a test fails."""
    try:
        test(built)
    except Exception:  # also what a broken file makes of it
        return True
    return False


def key_of(test: Test) -> str:
    """Name a test, with the values that it is given."""
    given = [str(getattr(value, "__name__", value)) for value in getattr(test, "args", ())]
    return " ".join([getattr(getattr(test, "func", test), "__name__", "test"), *given])[:120]


def tests_of(name: str, publication: Publication) -> Iterator[Test]:
    """Give the tests that look at a file of the site, the cheapest first.

    They are those of the suite, called as they stand, with the site in which the file was changed.
    """
    if name.endswith(".html"):
        yield from (partial(with_pages, test) for test in OF_PAGES)
        yield test_links.test_nothing_that_names_something_is_empty
        yield test_statements.test_each_claim_is_true_to_its_statement
        yield indexed
    elif name == CHECKLISTS_JSON:
        yield test_parity.test_the_data_file_holds_every_item_with_all_its_fields
    elif name == INDEX_PATH:
        yield indexed
        yield test_index.test_every_page_list_item_and_term_is_in_the_index
    elif name.startswith(COMPOSER):
        yield test_composer.test_every_item_says_what_the_model_says
        yield test_composer.test_chapters_and_sheets_have_the_words_of_the_book
    elif name == artifacts.offline_archive_path(publication.settings.slug):
        yield unpacked
    elif name.startswith(artifacts.CHECKLISTS_FOLDER) and name.endswith(".pdf"):
        for checklist in publication.checklists:
            if name == artifacts.sheet_path(checklist.id):
                yield partial(leaf, checklist.id, "sheet")
            elif name.startswith(f"{artifacts.CHECKLISTS_FOLDER}/{checklist.id}-"):
                yield partial(leaf, checklist.id, "form")
    elif name.startswith(artifacts.CHECKLISTS_FOLDER):
        yield from (
            partial(exported, checklist, form)
            for checklist in publication.checklists
            for form, (ending, _, _) in test_exports.FORMS.items()
            if name == artifacts.checklist_file_path(checklist.id, ending)
        )
    elif name == artifacts.ALL_CHECKLISTS_XLSX:
        yield workbook
    elif name.endswith(".pdf"):
        yield from (
            partial(handed_out, page.id)
            for page in publication.pages_with_handout
            if name == artifacts.handout_path(publication, page)
        )
        yield test_workforms.test_sheet_and_book_say_what_the_data_says
        yield test_scan.test_the_sheets_say_what_the_data_says


OF_PAGES = (
    test_metadata.test_titles_and_descriptions_differ,
    test_metadata.test_every_page_says_what_it_is,
)


def with_pages(test: Callable[..., object], built: Built) -> None:
    """Call a test that takes the pages too."""
    test(read_pages(built.site), built)


def indexed(built: Built) -> None:
    """Compare index and pages."""
    request: Any = SimpleNamespace(getfixturevalue=lambda name: built)
    test_index.test_the_index_says_what_the_pages_say("built", request)


def written(built: Built) -> Written:
    """Give the files of the lists as the tests of exports take them."""
    site = built.site
    return Written(
        built.publication, site / artifacts.CHECKLISTS_FOLDER, site / artifacts.ALL_CHECKLISTS_XLSX
    )


def workbook(built: Built) -> None:
    """Compare the workbook of all lists with the model."""
    test_exports.test_the_workbook_of_all_says_what_the_model_says(written(built))


def exported(checklist: Checklist, form: str, built: Built) -> None:
    """Compare a file of a list with the model."""
    test_exports.test_a_file_says_what_the_model_says(written(built), checklist.id, form)


def leaf(identity: str, kind: str, built: Built) -> None:
    """Compare a sheet or form with the model."""
    test_form_fields.test_a_leaf_says_what_the_model_says(built, identity, kind)


def handed_out(identity: str, built: Built) -> None:
    """Compare a hand-out with its page."""
    test_handouts.test_every_word_of_the_page_is_in_its_handout(built, identity)


def unpacked(built: Built) -> None:
    """Unpack the whole site from its file, and look at it."""
    with tempfile.TemporaryDirectory() as folder:
        with ZipFile(built.site / test_offline_archive.ZIP) as pack:
            pack.extractall(folder)
        test_offline_archive.test_it_holds_the_site_without_what_only_hosts_ask_for(
            built, Path(folder)
        )
        test_offline_archive.test_unpacked_every_link_holds(Path(folder))
