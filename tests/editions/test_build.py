"""Built editions: their name, their choice of pages, and that they are complete or absent."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import zipfile
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pikepdf
import pytest
from lxml import html

from tests.conftest import ROOT, Built, change, command, copy_project, copy_small, own_publication
from tests.editions.conftest import COMPLETE, MINIMAL, WriteEdition, write_edition
from tests.machine_traces import traces_in
from tests.pdf.verapdf import validate
from tools.brand.contrast import contrast_ratio
from tools.brand.palette import DEFAULT_PALETTE
from tools.build import editions as building
from tools.build.stage import Stage
from tools.editions.loader import read_edition
from tools.errors import BuildError

pytestmark = pytest.mark.integration

NAME, ORGANISATION = MINIMAL["name"], MINIMAL["organisation"]
ORIGINAL = "https://example.org/sheds/"  # where the small publication is
LONG_NAME = "Wide words while we walk warily with wooden wheels".ljust(80, "w")[:80]


@pytest.fixture(scope="module")
def edition_folder(complete_edition: Built) -> Path:
    """The folder of the edition."""
    return complete_edition.root / "build" / "editions" / "heath-row"


def page(edition_folder: Path, name: str) -> html.HtmlElement:
    return html.parse(str(edition_folder / name)).getroot()


def pdf_text(path: Path) -> str:
    done = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, text=True, check=True)
    return " ".join(done.stdout.split())


def test_only_the_edition_remains(complete_edition: Built, edition_folder: Path) -> None:
    remaining = {path.name for path in (complete_edition.root / "build").iterdir()}
    assert remaining == {"cache", "editions", "locks"}
    assert not (complete_edition.root / "site").exists()
    assert "build/editions/heath-row/index.html" in complete_edition.output


def test_the_edition_has_no_traces_of_the_machine(
    complete_edition: Built, edition_folder: Path
) -> None:
    assert traces_in(edition_folder, complete_edition.root) == []


def test_the_site_bears_the_editions_name_logo_and_colour(edition_folder: Path) -> None:
    root = page(edition_folder, "practices/tidy-tools.html")
    assert root.xpath("//title/text()")[0].endswith(NAME)
    (logo,) = root.xpath("//*[@class='brand']//img/@src")
    assert (edition_folder / "practices" / logo).resolve() == (
        edition_folder / "assets/edition/logo.svg"
    ).resolve()
    assert ORGANISATION in root.xpath("//footer")[0].text_content()
    assert "Good Sheds" in root.xpath("//footer")[0].text_content(), "of what it is an edition"
    (href,) = root.xpath("//link[@rel='stylesheet']/@href")
    style = (edition_folder / "practices" / href).read_text(encoding="utf-8")
    assert "--hue-0:#1c4f8a" in style
    assert root.xpath("//*[@class='brand']//img/@class") == ["brand-logo"]
    dark_hue = style.partition("color-scheme:dark")[2].partition("--hue-0:")[2][:7]
    backgrounds = DEFAULT_PALETTE.dark_backgrounds
    assert all(contrast_ratio(dark_hue, background) >= 4.5 for background in backgrounds)
    embed = page(edition_folder, "embed/tidy-tools.html")
    assert NAME in embed.xpath("//footer")[0].text_content()
    light, dark = (
        (edition_folder / "embed" / href).read_text(encoding="utf-8")
        for href in embed.xpath("//link[contains(@href, 'palette')]/@href")
    )
    assert "--hue-0: #1c4f8a" in light
    assert f"--hue-0: {dark_hue}" in dark


def test_pages_that_are_not_chosen_are_absent(edition_folder: Path) -> None:
    assert (edition_folder / "practices/tidy-tools.html").is_file()
    assert not (edition_folder / "practices/weekly-round.html").exists()
    assert not list(edition_folder.rglob("*weekly-round*"))
    assert not list(edition_folder.rglob("*door-talk*")), (
        "a scan falls away with the lists it leads to"
    )
    for built in edition_folder.rglob("*.html"):
        links = page(edition_folder, built.relative_to(edition_folder).as_posix()).xpath(
            "//a/@href"
        )
        assert not [link for link in links if "weekly-round" in link and ORIGINAL not in link]
    change_ids = page(edition_folder, "about/changes.html").xpath("//ul[@class='changes']/li/@id")
    assert change_ids == ["change-first"], "nor what changed there"
    index = (edition_folder / "assets/search/index.js").read_text(encoding="utf-8")
    assert "practices/weekly-round.html" not in index
    lists = json.loads((edition_folder / "checklists.json").read_text(encoding="utf-8"))
    assert [entry["id"] for entry in lists["checklists"]] == ["tidy-tools"]


def test_references_to_removed_pages_lead_to_the_original(edition_folder: Path) -> None:
    """Those by macro, which the home page has, as those in plain Markdown."""
    article = page(edition_folder, "practices/tidy-tools.html").xpath("//article")[0]
    text = " ".join(article.text_content().split())
    assert "See the weekly round (Good Sheds: The weekly round: 10 minutes | no more)." in text
    assert article.xpath(f"//a[@href='{ORIGINAL}practices/weekly-round.html#why']")
    macro = page(edition_folder, "index.html").xpath("//article//a[contains(@href, 'weekly')]")
    assert {link.get("href") for link in macro} == {f"{ORIGINAL}practices/weekly-round.html#why"}


def test_the_interface_may_speak_another_language_than_the_text(edition_folder: Path) -> None:
    root = page(edition_folder, "practices/tidy-tools.html")
    assert root.get("lang") == "en", "most words are those of the text"
    assert not root.xpath("//article/@lang")
    assert "Begin het overleg" in root.xpath("//article")[0].text_content()
    with pikepdf.open(edition_folder / "downloads/heath-row.pdf") as book:
        assert str(book.Root.Lang) == "en"


def test_the_foreword_is_a_page_of_site_and_book(edition_folder: Path) -> None:
    article = page(edition_folder, "edition/foreword.html").xpath("//article")[0]
    assert "Welcome to our shed." in " ".join(article.text_content().split())
    assert article.xpath(".//h2[contains(., 'How to begin')]")
    assert article.xpath(".//a[@href='https://example.org/']")
    (previous,) = page(edition_folder, "edition/foreword.html").xpath("//a[@rel='prev']")
    assert NAME in previous.text_content(), "the home page bears the edition's name"
    nav_links = page(edition_folder, "index.html").xpath(
        "//nav//a[contains(@href, 'edition/foreword.html')]"
    )
    assert nav_links
    assert "Welcome to our shed." in pdf_text(edition_folder / "downloads/heath-row.pdf")


@pytest.mark.parametrize(
    "name",
    [
        "heath-row.pdf",
        "checklists.pdf",
        "chapters/tidy-tools.pdf",
        "stories/story-beanpole.pdf",
        "checklists/tidy-tools.pdf",
        "checklists/tidy-tools-formulier.pdf",
    ],
)
def test_every_pdf_bears_name_and_organisation(edition_folder: Path, name: str) -> None:
    text = pdf_text(edition_folder / "downloads" / name)
    assert NAME in text
    assert ORGANISATION in text
    with pikepdf.open(edition_folder / "downloads" / name) as pdf:
        assert NAME in str(pdf.docinfo["/Title"]) or name == "heath-row.pdf"
        assert str(pdf.docinfo["/Author"]) == ORGANISATION


@pytest.mark.skipif(
    not shutil.which("java") and "CI" not in os.environ,
    reason="Java is missing: python -m tools doctor --tests",
)
def test_its_pdfs_pass_as_those_of_the_publication_do(edition_folder: Path) -> None:
    """A logo, a foreword and an interface in another language come from elsewhere."""
    names = ("heath-row.pdf", "chapters/tidy-tools.pdf", "stories/story-beanpole.pdf")
    report = validate(edition_folder / "downloads" / name for name in names)
    assert len(report.verdicts) == len(names)
    assert [str(verdict) for verdict in report.verdicts if verdict.failures] == []


def test_book_and_handouts_name_the_recipient(edition_folder: Path) -> None:
    for name in ("heath-row.pdf", "chapters/tidy-tools.pdf"):
        assert COMPLETE["handed_to"] in pdf_text(edition_folder / "downloads" / name)


@pytest.mark.parametrize("ending", ["csv", "md", "ics"])
def test_every_text_file_names_what_it_is_from(edition_folder: Path, ending: str) -> None:
    data = (edition_folder / f"downloads/checklists/tidy-tools.{ending}").read_bytes()
    unfolded = (
        data.decode("utf-8-sig").replace("\r\n ", "").replace("\\", "")
    )  # folded and escaped lines of a calendar
    assert NAME in unfolded
    assert ORGANISATION in unfolded
    assert "Good Sheds" in unfolded


@pytest.mark.parametrize("ending", ["docx", "xlsx"])
def test_office_files_name_what_they_are_from(edition_folder: Path, ending: str) -> None:
    with zipfile.ZipFile(edition_folder / f"downloads/checklists/tidy-tools.{ending}") as archive:
        text = "".join(
            archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml")
        )
        if ending == "docx":
            styles = archive.read("word/styles.xml").decode()
            assert 'w:lang w:val="en-GB"' in styles, "Word spells in the language of the text"
    assert NAME in text
    assert ORGANISATION in text


def test_accountability_lists_only_treated_statements(edition_folder: Path) -> None:
    root = page(edition_folder, "about/account.html")
    assert "in deze uitgave behandeld" in root.text_content()
    rows = root.xpath("//table[@class='statements']/tbody/tr")
    assert rows
    assert all(row.xpath(".//li/a") for row in rows)


def test_pages_of_the_original_publisher_are_marked(edition_folder: Path) -> None:
    for name, has_notice in (("about/account.html", True), ("practices/tidy-tools.html", False)):
        article = page(edition_folder, name).xpath("//article")[0].text_content()
        assert ("Deze pagina komt uit Good Sheds" in article) == has_notice
    book = pdf_text(edition_folder / "downloads/heath-row.pdf")
    assert "Deze pagina komt uit Good Sheds" in book
    assert "Gemaakt van Good Sheds" in book, "and the back of the cover"


@pytest.fixture(scope="module")
def several(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, CompletedProcess[str]]:
    """Three editions of one publication, made side by side, of which one cannot be: `wrong`."""
    root = copy_small(tmp_path_factory.mktemp("several") / "small")
    change(root, "docs/stories/beanpole-garden.md", "title: ", "title: 漢 ")
    editions: dict[str, dict[str, Any]] = {
        "long": {
            "chapters": ["tidy-tools"], "foreword": "foreword.md",
            **dict.fromkeys(("name", "organisation", "handed_to"), LONG_NAME),
        },
        "part": {"chapters": ["tidy-tools", "weekly-round"], "checklists": ["weekly-round"]},
        "wrong": {"chapters": ["tidy-tools", "story-beanpole"]},
    }  # fmt: skip
    paths = [write_edition(root / name, id=name, **values) for name, values in editions.items()]
    return root, command(root, "edition", *map(str, paths), cpus=2)


def test_one_of_many_that_fails_is_named_and_the_others_stand(
    several: tuple[Path, CompletedProcess[str]],
) -> None:
    root, done = several
    assert done.returncode == 1
    assert "wrong:\n" in done.stderr
    assert "漢" in done.stderr
    assert "Traceback" not in done.stderr
    output = root / "build" / "editions"
    assert sorted(path.name for path in output.iterdir()) == ["long", "part"], done.stderr
    assert not (root / "build" / "desk").exists()


def test_a_list_that_is_not_chosen_is_removed_with_its_topic(
    several: tuple[Path, CompletedProcess[str]],
) -> None:
    output_folder = several[0] / "build/editions/part"
    root = page(output_folder, "practices/tidy-tools.html")
    assert not root.xpath("//*[@id='checklist']")
    assert root.xpath("//h2[@id='what']"), "the others stay"
    assert not root.xpath("//*[contains(@class, 'checklist')]")
    assert not list(output_folder.rglob("tidy-tools.docx"))
    assert (output_folder / "downloads/chapters/tidy-tools.pdf").is_file()


def test_a_name_as_long_as_it_may_be_fits_everywhere(
    several: tuple[Path, CompletedProcess[str]],
) -> None:
    """Its foreword and hand-out were made, and the checks of the build found nothing wrong."""
    output_folder = several[0] / "build/editions/long"
    assert (output_folder / "downloads/chapters/tidy-tools.pdf").is_file()
    assert LONG_NAME in pdf_text(output_folder / "downloads/long.pdf")


def test_a_shard_has_every_nth_file(
    small: Path, edition: WriteEdition, monkeypatch: pytest.MonkeyPatch
) -> None:
    pressed: list[str] = []

    def fake_build(stage: Stage, site: Path, processes: int) -> None:
        site.mkdir(parents=True)

    monkeypatch.setattr(building, "build_publication", fake_build)
    monkeypatch.setattr(building, "run_press", lambda stage: pressed.append(stage.folder.name))
    monkeypatch.setattr(building, "available_cpus", lambda: 1)
    edition_files = [edition(id=f"garden-{letter}") for letter in "abc"]
    output = small / "build" / "editions"
    building.build_editions(small, edition_files, print, (1, 2))
    assert sorted(path.name for path in output.iterdir()) == ["garden-a", "garden-c"]
    assert pressed == []
    building.build_editions(small, edition_files, print, (2, 2), press=True)
    assert sorted(path.name for path in output.iterdir()) == ["garden-a", "garden-b", "garden-c"]
    assert pressed == ["garden-b"]


@pytest.mark.corpus  # two shares, five builds, and one for a press
def test_many_editions_are_made_side_by_side_and_in_shards(
    small: Path, edition: WriteEdition
) -> None:
    edition_files = [
        edition(id=f"garden-{letter}", chapters=["tidy-tools"], logo="logo.svg") for letter in "abc"
    ]
    done = command(small, "edition", "--shard", "1/2", *map(str, edition_files), cpus=None)
    assert done.returncode == 0, done.stderr
    output = small / "build" / "editions"
    assert sorted(path.name for path in output.iterdir()) == ["garden-a", "garden-c"]
    for name in ("garden-a", "garden-c"):
        assert f"{name}: " in done.stdout
        assert (output / name / "downloads" / f"{name}.pdf").is_file()
    done = command(small, "edition", "--shard", "2/2", "--press", *map(str, edition_files))
    assert done.returncode == 0, done.stderr
    assert len([*(small / "build" / "press").glob("garden-b-*.pdf")]) == 3
    assert sorted(path.name for path in output.iterdir()) == ["garden-a", "garden-b", "garden-c"]


def test_an_invalid_shard_is_reported(small: Path, edition: WriteEdition) -> None:
    done = command(small, "edition", "--shard", "3/2", str(edition()))
    assert done.returncode == 2
    assert "3/2" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_failure_keeps_the_former_edition(
    small: Path, edition: WriteEdition, monkeypatch: pytest.MonkeyPatch
) -> None:
    former = small / "build" / "editions" / "heath-row"
    former.mkdir(parents=True)
    (former / "index.html").write_text("former")

    def fail_build(stage: Stage, site: Path, processes: int) -> None:
        raise BuildError("no")

    monkeypatch.setattr(building, "build_publication", fail_build)
    with pytest.raises(building.EditionsFailedError, match="heath-row"):
        building.build_editions(small, [edition()], print, (1, 1))
    assert [path.name for path in former.iterdir()] == ["index.html"]
    assert not (small / "build" / "desk").exists()


EXAMPLES = sorted((ROOT / "docs/_data/editions").glob("*/edition.yml"))


@pytest.mark.corpus
def test_the_examples_build(tmp_path: Path) -> None:
    root = copy_project(tmp_path / "project")
    done = command(root, "edition", *(f"{path.relative_to(ROOT)}" for path in EXAMPLES), cpus=None)
    assert done.returncode == 0, done.stdout + done.stderr
    built = {path.name for path in (root / "build" / "editions").iterdir()}
    assert {path.parent.name for path in EXAMPLES} <= built


def test_the_examples_are_right() -> None:
    publication = own_publication()
    names = [path.parent.name for path in EXAMPLES]
    assert names == ["adviseur", "bedrijf", "branchefonds", "directie"]
    for path in EXAMPLES:
        loaded = read_edition(path, publication)
        assert loaded.spec.id == path.parent.name
        own = loaded.spec.organisation == publication.name
        assert own or "fictief" in loaded.spec.organisation
