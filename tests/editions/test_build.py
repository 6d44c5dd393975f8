"""Editions as they were made: under their own name, in their own choice, whole or not at all."""

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

from tests.conftest import ROOT, Built, change, command, copy_small, own_publication
from tests.editions.conftest import SAYS, WHOLE, Write, write_edition
from tests.machine_traces import traces_in
from tests.pdf.verapdf import validate
from tools.brand.contrast import contrast_ratio
from tools.build import editions as building
from tools.build.stage import Stage
from tools.editions.loader import DARK_BACKGROUNDS, read_edition
from tools.errors import BuildError

pytestmark = pytest.mark.integration

NAME, BY = SAYS["name"], SAYS["organisation"]
LONG = "Wide words while we walk warily with wooden wheels".ljust(80, "w")[:80]


@pytest.fixture(scope="module")
def made(heath: Built) -> Path:
    """The folder of the edition."""
    return heath.root / "build" / "editions" / "heath-row"


def page(made: Path, name: str) -> html.HtmlElement:
    return html.parse(str(made / name)).getroot()


def pdf_text(path: Path) -> str:
    done = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, text=True, check=True)
    return " ".join(done.stdout.split())


def test_only_the_edition_is_left_behind(heath: Built, made: Path) -> None:
    left = {path.name for path in (heath.root / "build").iterdir()}
    assert left == {"cache", "editions", "locks"}
    assert not (heath.root / "site").exists()
    assert "build/editions/heath-row/index.html" in heath.said


def test_the_edition_says_nothing_of_its_machine(heath: Built, made: Path) -> None:
    assert traces_in(made, heath.root) == []


def test_the_site_bears_the_editions_name_logo_and_colour(made: Path) -> None:
    root = page(made, "practices/tidy-tools.html")
    assert root.xpath("//title/text()")[0].endswith(NAME)
    (logo,) = root.xpath("//*[@class='brand']//img/@src")
    assert (made / "practices" / logo).resolve() == (made / "assets/edition/logo.svg").resolve()
    assert BY in root.xpath("//footer")[0].text_content()
    assert "Good Sheds" in root.xpath("//footer")[0].text_content(), "of what it is an edition"
    (linked,) = root.xpath("//link[@rel='stylesheet']/@href")
    style = (made / "practices" / linked).read_text(encoding="utf-8")
    assert "--hue-0: #1c4f8a" in style
    dark = style.rsplit('"slate"] { --hue-0: ', 1)[1][:7]
    assert all(contrast_ratio(dark, ground) >= 4.5 for ground in DARK_BACKGROUNDS)
    framed = page(made, "embed/tidy-tools.html")
    assert NAME in framed.xpath("//footer")[0].text_content()
    (linked,) = framed.xpath("//link[@rel='stylesheet']/@href")
    style = (made / "embed" / linked).read_text(encoding="utf-8")
    assert f":root.embed {{ --hue-0: {dark}" in style


def test_what_is_not_chosen_is_nowhere(made: Path) -> None:
    assert (made / "practices/tidy-tools.html").is_file()
    assert not (made / "practices/weekly-round.html").exists()
    assert not list(made.rglob("*weekly-round*"))
    assert not list(made.rglob("*door-talk*")), "a scan falls away with the lists it leads to"
    for built in made.rglob("*.html"):
        links = page(made, built.relative_to(made).as_posix()).xpath("//a/@href")
        assert not [link for link in links if "weekly-round" in link]
    told = page(made, "about/changes.html").xpath("//ul[@class='changes']/li/@id")
    assert told == ["change-first"], "nor what changed there"
    index = (made / "assets/search/index.js").read_text(encoding="utf-8")
    assert "practices/weekly-round.html" not in index
    lists = json.loads((made / "checklists.json").read_text(encoding="utf-8"))
    assert [one["id"] for one in lists["checklists"]] == ["tidy-tools"]


def test_references_to_what_is_left_out_keep_their_words(made: Path) -> None:
    text = " ".join(page(made, "practices/tidy-tools.html").text_content().split())
    assert "See the weekly round." in text


def test_the_interface_may_speak_another_language_than_the_text(made: Path) -> None:
    root = page(made, "practices/tidy-tools.html")
    assert root.get("lang") == "en", "most words are those of the text"
    assert not root.xpath("//article/@lang")
    assert "Neem mee" in root.xpath("//article")[0].text_content()
    with pikepdf.open(made / "downloads/heath-row.pdf") as book:
        assert str(book.Root.Lang) == "en"


def test_the_foreword_is_a_page_of_site_and_book(made: Path) -> None:
    article = page(made, "edition/foreword.html").xpath("//article")[0]
    assert "Welcome to our shed." in " ".join(article.text_content().split())
    assert article.xpath(".//h2[contains(., 'How to begin')]")
    assert article.xpath(".//a[@href='https://example.org/']")
    (back,) = page(made, "edition/foreword.html").xpath("//a[@rel='prev']")
    assert NAME in back.text_content(), "the home page bears the edition's name"
    menu = page(made, "index.html").xpath("//nav//a[contains(@href, 'edition/foreword.html')]")
    assert menu
    assert "Welcome to our shed." in pdf_text(made / "downloads/heath-row.pdf")


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
def test_every_pdf_bears_name_and_organisation(made: Path, name: str) -> None:
    text = pdf_text(made / "downloads" / name)
    assert NAME in text
    assert BY in text
    with pikepdf.open(made / "downloads" / name) as pdf:
        assert NAME in str(pdf.docinfo["/Title"]) or name == "heath-row.pdf"
        assert str(pdf.docinfo["/Author"]) == BY


@pytest.mark.skipif(
    not shutil.which("java") and "CI" not in os.environ,
    reason="Java is missing: python -m tools doctor --tests",
)
def test_its_pdfs_pass_as_those_of_the_publication_do(made: Path) -> None:
    """A logo, a foreword and an interface in another language come from elsewhere."""
    names = ("heath-row.pdf", "chapters/tidy-tools.pdf", "stories/story-beanpole.pdf")
    report = validate(made / "downloads" / name for name in names)
    assert len(report.verdicts) == len(names)
    assert [str(one) for one in report.verdicts if one.failures] == []


def test_book_and_handouts_say_for_whom_they_are(made: Path) -> None:
    for name in ("heath-row.pdf", "chapters/tidy-tools.pdf"):
        assert WHOLE["handed_to"] in pdf_text(made / "downloads" / name)


@pytest.mark.parametrize("ending", ["csv", "md", "ics"])
def test_every_text_file_names_what_it_is_from(made: Path, ending: str) -> None:
    data = (made / f"downloads/checklists/tidy-tools.{ending}").read_bytes()
    flat = (
        data.decode("utf-8-sig").replace("\r\n ", "").replace("\\", "")
    )  # folded and escaped lines of a calendar
    assert NAME in flat
    assert BY in flat
    assert "Good Sheds" in flat


@pytest.mark.parametrize("ending", ["docx", "xlsx"])
def test_office_files_name_what_they_are_from(made: Path, ending: str) -> None:
    with zipfile.ZipFile(made / f"downloads/checklists/tidy-tools.{ending}") as archive:
        text = "".join(
            archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml")
        )
        if ending == "docx":
            styles = archive.read("word/styles.xml").decode()
            assert 'w:lang w:val="en-GB"' in styles, "Word spells in the language of the text"
    assert NAME in text
    assert BY in text


def test_accountability_shows_what_is_treated_here_and_of_how_many(made: Path) -> None:
    root = page(made, "about/account.html")
    assert "in deze uitgave behandeld" in root.text_content()
    rows = root.xpath("//table[@class='statements']/tbody/tr")
    assert rows
    assert all(row.xpath(".//li/a") for row in rows)


def test_pages_that_speak_for_their_makers_say_so(made: Path) -> None:
    for name, said in (("about/account.html", True), ("practices/tidy-tools.html", False)):
        article = page(made, name).xpath("//article")[0].text_content()
        assert ("Deze pagina komt uit Good Sheds" in article) == said
    book = pdf_text(made / "downloads/heath-row.pdf")
    assert "Deze pagina komt uit Good Sheds" in book
    assert "Gemaakt van Good Sheds" in book, "and so does the back of the cover"


@pytest.fixture(scope="module")
def several(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, CompletedProcess[str]]:
    """Three editions of one publication, made side by side, of which one cannot be: `wrong`."""
    root = copy_small(tmp_path_factory.mktemp("several") / "small")
    change(root, "docs/stories/beanpole-garden.md", "title: ", "title: 漢 ")
    editions: dict[str, dict[str, Any]] = {
        "long": {
            "chapters": ["tidy-tools"], "foreword": "foreword.md",
            **dict.fromkeys(("name", "organisation", "handed_to"), LONG),
        },
        "part": {"chapters": ["tidy-tools", "weekly-round"], "checklists": ["weekly-round"]},
        "wrong": {"chapters": ["tidy-tools", "story-beanpole"]},
    }  # fmt: skip
    paths = [write_edition(root / name, id=name, **says) for name, says in editions.items()]
    return root, command(root, "edition", *map(str, paths), cpus=2)


def test_one_of_many_that_fails_is_named_and_the_others_stand(
    several: tuple[Path, CompletedProcess[str]],
) -> None:
    root, done = several
    assert done.returncode == 1
    assert "wrong:\n" in done.stderr
    assert "漢" in done.stderr
    assert "Traceback" not in done.stderr
    home = root / "build" / "editions"
    assert sorted(path.name for path in home.iterdir()) == ["long", "part"], done.stderr
    assert not (root / "build" / "desk").exists()


def test_a_list_that_is_not_chosen_takes_its_topic_along(
    several: tuple[Path, CompletedProcess[str]],
) -> None:
    made = several[0] / "build/editions/part"
    root = page(made, "practices/tidy-tools.html")
    assert not root.xpath("//*[@id='checklist']")
    assert root.xpath("//h2[@id='what']"), "the others stay"
    assert not root.xpath("//*[contains(@class, 'checklist')]")
    assert not list(made.rglob("tidy-tools.docx"))
    assert (made / "downloads/chapters/tidy-tools.pdf").is_file()


def test_a_name_as_long_as_it_may_be_fits_everywhere(
    several: tuple[Path, CompletedProcess[str]],
) -> None:
    """Its foreword and hand-out were made, and the checks of the build found nothing wrong."""
    made = several[0] / "build/editions/long"
    assert (made / "downloads/chapters/tidy-tools.pdf").is_file()
    assert LONG in pdf_text(made / "downloads/long.pdf")


def test_a_share_holds_every_so_manieth_file(
    small: Path, edition: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    pressed: list[str] = []

    def make(stage: Stage, site: Path, processes: int) -> None:
        site.mkdir(parents=True)

    monkeypatch.setattr(building, "build_publication", make)
    monkeypatch.setattr(building, "run_press", lambda stage: pressed.append(stage.folder.name))
    monkeypatch.setattr(building, "available_cpus", lambda: 1)
    paths = [edition(id=f"garden-{letter}") for letter in "abc"]
    home = small / "build" / "editions"
    building.build_editions(small, paths, print, (1, 2))
    assert sorted(path.name for path in home.iterdir()) == ["garden-a", "garden-c"]
    assert pressed == []
    building.build_editions(small, paths, print, (2, 2), press=True)
    assert sorted(path.name for path in home.iterdir()) == ["garden-a", "garden-b", "garden-c"]
    assert pressed == ["garden-b"]


@pytest.mark.corpus  # two shares, five builds, and one for a press
def test_many_editions_are_made_side_by_side_and_in_shards(small: Path, edition: Write) -> None:
    paths = [
        edition(id=f"garden-{letter}", chapters=["tidy-tools"], logo="logo.svg") for letter in "abc"
    ]
    done = command(small, "edition", "--shard", "1/2", *map(str, paths), cpus=None)
    assert done.returncode == 0, done.stderr
    home = small / "build" / "editions"
    assert sorted(path.name for path in home.iterdir()) == ["garden-a", "garden-c"]
    for name in ("garden-a", "garden-c"):
        assert f"{name}: " in done.stdout
        assert (home / name / "downloads" / f"{name}.pdf").is_file()
    done = command(small, "edition", "--shard", "2/2", "--press", *map(str, paths))
    assert done.returncode == 0, done.stderr
    assert len([*(small / "build" / "press").glob("garden-b-*.pdf")]) == 3
    assert sorted(path.name for path in home.iterdir()) == ["garden-a", "garden-b", "garden-c"]


def test_a_share_that_is_none_is_told(small: Path, edition: Write) -> None:
    done = command(small, "edition", "--shard", "3/2", str(edition()))
    assert done.returncode == 2
    assert "3/2" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_failure_leaves_the_former_edition(
    small: Path, edition: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    former = small / "build" / "editions" / "heath-row"
    former.mkdir(parents=True)
    (former / "index.html").write_text("former")

    def fail(stage: Stage, site: Path, processes: int) -> None:
        raise BuildError("no")

    monkeypatch.setattr(building, "build_publication", fail)
    with pytest.raises(building.EditionsFailedError, match="heath-row"):
        building.build_editions(small, [edition()], print, (1, 1))
    assert [path.name for path in former.iterdir()] == ["index.html"]
    assert not (small / "build" / "desk").exists()


def test_the_examples_are_right() -> None:
    publication = own_publication()
    examples = sorted((ROOT / "docs/_data/editions").glob("*/edition.yml"))
    assert [path.parent.name for path in examples] == ["adviseur", "bedrijf", "branchefonds"]
    for path in examples:
        read = read_edition(path, publication)
        assert read.spec.id == path.parent.name
        assert "fictief" in read.spec.organisation
