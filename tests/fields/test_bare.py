"""As little as possible: a list of bare texts, and only the settings that there must be.

It is built, and nothing of the list can be ticked or linked. Rules tell that ids are missing; here
the publication is built all the same, from what was read.
"""

from __future__ import annotations

import json
import shutil

import pikepdf
import pytest
from lxml import html
from lxml.html import HtmlElement

from tests.conftest import Built, change, copy_small
from tests.exports import readers
from tests.fields.publication import remove_setting
from tests.pdf.test_form_fields import form_fields
from tools.build import artifacts
from tools.build.pipeline import collect_findings, run_in_order
from tools.build.stage import Stage, fixed_timestamps
from tools.exports.checklist_files import FORMATS
from tools.model.entities.fields import DEFAULT_BLANKS
from tools.model.loader import build_publication, load_project
from tools.model.problems import Problem
from tools.model.rules.checklists import check_missing_ids
from tools.publish.embed import embed_path
from tools.render import site_paths
from tools.site.built_pages import read_pages

pytestmark = pytest.mark.integration

TOOLS = "docs/practices/tidy-tools.md"
LIST_ID = "tidy-tools"
ITEMS = ["Count the tools & the hooks", "Hang the <b>rake</b>", "Oil: the wheel", "Dry the blades"]


# Settings that a publication may leave out; `homes.sources` and `homes.glossary` are needed where
# pages cite a source or explain a term.
OPTIONAL_SETTINGS = (
    "subtitle", "publisher", "lists", "limits", "blanks", "callouts", "book", "homes.start",
    "homes.contact", "homes.checklists", "homes.accountability", "homes.changes",
)  # fmt: skip


def report_nothing(line: str) -> None:
    """Report a line to nobody."""


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory, built_small: Built) -> Stage:
    """The small publication with one list of bare texts, built without its rules."""
    root = copy_small(tmp_path_factory.mktemp("bare") / "small")
    shutil.copytree(built_small.root / "build" / "cache", root / "build" / "cache")
    text = (root / TOOLS).read_text(encoding="utf-8")
    front = text.split("---\n")[1]
    kept = [line for line in front.splitlines() if line.startswith(("id:", "title:", "kind:"))]
    items = json.dumps(ITEMS)
    change(root, TOOLS, front, "\n".join([*kept, f"checklist: {items}", ""]))
    for call in ('{{ checked("what") }}', '{{ checked("why") }}'):
        change(root, TOOLS, call, "")
    settings = root / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8").replace("required: true, ", "")
    for name in OPTIONAL_SETTINGS:
        text = remove_setting(text, name)
    settings.write_text(text, encoding="utf-8")
    problems: list[Problem] = []
    publication = build_publication(load_project(root), problems)
    assert problems == []
    stage = Stage(publication, root / "site", report_nothing)
    with fixed_timestamps(publication):
        run_in_order(stage, {**artifacts.SITE_STEPS, **artifacts.OUTPUT_STEPS})
        run_in_order(stage, artifacts.PACKAGING_STEPS)
    return stage


def read_root(stage: Stage, path: str) -> HtmlElement:
    """Read a page."""
    root: HtmlElement = html.fromstring((stage.folder / path).read_text(encoding="utf-8"))
    return root


def test_settings_have_their_defaults(bare: Stage) -> None:
    publication, settings = bare.publication, bare.publication.settings
    assert (settings.subtitle, settings.publisher.name) == ("", None)
    assert publication.full_title == publication.name
    assert settings.limits == {}
    assert settings.blanks == DEFAULT_BLANKS
    assert publication.start_page.url == "index.html"


def test_the_book_has_all_pages_in_the_order_of_the_menu_but_those_for_a_screen(
    bare: Stage,
) -> None:
    (part,) = bare.publication.settings.book
    assert part.title == "", "a book of one part has no page for it"
    assert part.pages == (
        "practices", "tidy-tools", "weekly-round", "door-talk", "shed-hour", "writing",
        "canvas-tool-card", "canvas-round-table", "story-beanpole", "account", "sources",
        "glossary", "contact", "changes",
    )  # fmt: skip


def test_all_checks_pass(bare: Stage) -> None:
    assert collect_findings(bare, read_pages(bare.folder)) == []


def test_id_title_and_version_follow_from_the_page(bare: Stage) -> None:
    page = bare.publication.pages[LIST_ID]
    checklist = page.meta.checklist
    assert checklist
    assert (checklist.id, checklist.title) == (LIST_ID, page.title)
    assert bare.publication.get_version(checklist).date == bare.publication.settings.date
    assert [item.what for item in checklist.items] == ITEMS


@pytest.mark.parametrize("output", ["page", "frame"])
def test_no_box_can_be_ticked_and_nothing_links_to_an_item(bare: Stage, output: str) -> None:
    url = bare.publication.pages[LIST_ID].url if output == "page" else embed_path(LIST_ID)
    root = read_root(bare, url)
    items = root.xpath("//*[@data-item]")
    assert len(items) == len(ITEMS)
    for item in items:
        assert item.xpath(".//input | .//label | .//dl | @id") == []
    assert root.xpath("//*[@class='ticks']//button | //*[@data-script='ticks']") == []
    assert root.xpath(f"//fieldset[@id] | //*[starts-with(@id, '{LIST_ID}--')]") == []


def test_the_page_shows_no_empty_part(bare: Stage) -> None:
    (article,) = read_root(bare, bare.publication.pages[LIST_ID].url).xpath("//article")
    for element in article.iter("p", "dt", "dd", "dl", "legend", "strong", "li", "h1", "h2", "h3"):
        if element.xpath("ancestor-or-self::*[@hidden or @role='status'] | ancestor::template"):
            continue
        assert "".join(element.itertext()).strip() or element.xpath(".//input | .//svg | .//img")


def test_the_description_is_the_beginning_of_the_text(bare: Stage) -> None:
    root = read_root(bare, bare.publication.pages[LIST_ID].url)
    assert root.xpath("//meta[@name='description']/@content") == [
        "Take one dry afternoon, two people and a box of hooks."
    ]
    assert root.xpath("//*[@class='opening-summary']") == []


def test_every_file_is_made_and_has_the_items(bare: Stage) -> None:
    for ending in FORMATS:
        assert (bare.folder / site_paths.checklist_file_path(LIST_ID, ending)).is_file()
    csv = readers.csv_table(bare.folder / site_paths.checklist_file_path(LIST_ID, "csv"))
    assert [row[2] for row in csv[1:]] == ITEMS
    markdown = readers.markdown_lines(bare.folder / site_paths.checklist_file_path(LIST_ID, "md"))
    assert [line[4:] for line in markdown if line.startswith("[ ] ")] == ITEMS
    word = readers.word_items(bare.folder / site_paths.checklist_file_path(LIST_ID, "docx"))
    assert [item["What"] for item in word] == ITEMS
    assert readers.calendar_rows(bare.folder / site_paths.checklist_file_path(LIST_ID, "ics")) == [
        (item,) for item in ITEMS
    ]


def test_what_is_filled_in_has_names_of_its_own(bare: Stage) -> None:
    word = bare.publication.language.word("fillable_word")
    with pikepdf.open(bare.folder / site_paths.fillable_path(LIST_ID, word)) as pdf:
        names = [str(field.T) for field in form_fields(pdf)]
    assert len(names) == len({*names}) == 2 + 3 * len(ITEMS)
    docx = readers.document(bare.folder / site_paths.checklist_file_path(LIST_ID, "docx"))
    tags = [tag.get(f"{{{readers.W}}}val") for tag in readers.xpath(docx, ".//w:sdtPr/w:tag")]
    assert len(tags) == len({*tags})


def test_the_data_file_leaves_out_what_there_is_not(bare: Stage) -> None:
    data = json.loads((bare.folder / "checklists.json").read_text(encoding="utf-8"))
    (checklist,) = (one for one in data["checklists"] if one["id"] == LIST_ID)
    own = {"id", "title", "version", "version_state", "blocks", "page", "url"}
    assert set(checklist) == own
    assert checklist["blocks"] == [{"items": [{"what": item} for item in ITEMS]}]


def test_the_rules_tell_each_missing_id(bare: Stage) -> None:
    problems = [*check_missing_ids(load_project(bare.publication.root))]
    assert [problem.code for problem in problems] == ["item-without-id"] * len(ITEMS)
