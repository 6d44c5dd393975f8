"""The Office files, opened and printed with LibreOffice."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.exports import readers
from tests.exports.conftest import Written, nasty_items, with_items, with_list, with_template
from tests.sources import list_addresses
from tools.exports.excel import write_excel
from tools.exports.word import TEMPLATE, write_word
from tools.model.publication import Publication

pytestmark = pytest.mark.integration

IDS = list(list_addresses())
SAMPLE = ["start-vandaag", "vier-opbrengsten"]  # the fullest list and the shortest


def convert(paths: list[Path], folder: Path, form: str) -> list[Path]:
    """Save files in another form with LibreOffice, in `folder`."""
    office = shutil.which("soffice")
    assert office, (
        "LibreOffice is missing: apt-get install "
        "libreoffice-writer-nogui libreoffice-calc-nogui libreoffice-impress-nogui "
        "fonts-crosextra-carlito"
    )
    profile = (folder / "profile").as_uri()
    done = subprocess.run(
        [
            office, f"-env:UserInstallation={profile}", "--headless", "--convert-to", form,
            "--outdir", str(folder), *(str(path) for path in paths),
        ],
        capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    converted = [folder / f"{path.stem}.{form}" for path in paths]
    assert all(path.is_file() for path in converted), done.stdout + done.stderr
    return converted


def print_to_pdf(paths: list[Path], folder: Path) -> dict[str, list[str]]:
    """Print files to PDF with LibreOffice; return the text of each page by the file's name."""
    pages = {}
    for pdf in convert(paths, folder, "pdf"):
        output = subprocess.run(
            ["pdftotext", "-layout", str(pdf), "-"], capture_output=True, text=True, check=True
        )
        pages[pdf.stem] = output.stdout.split("\f")[:-1]
    return pages


@pytest.fixture(scope="module")
def pages(
    written: Written, publication: Publication, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, list[str]]:
    """The text of each page of a sample of files, by name; the office is started once for all."""
    folder = tmp_path_factory.mktemp("printed")
    for name in SAMPLE:
        for form in ("docx", "xlsx"):
            shutil.copy(written.folder / f"{name}.{form}", folder / f"{name}-{form}.{form}")
    full = fill_first_list(publication)
    write_word(full, next(full.checklists), folder / "fullest.docx")
    odd = with_items(publication, nasty_items(next(next(publication.checklists).items)))
    write_excel(odd, next(odd.checklists), folder / "nasty.xlsx")
    return print_to_pdf([*folder.iterdir()], folder)


def test_word_documents_take_one_page(pages: dict[str, list[str]]) -> None:
    assert [len(pages[f"{name}-docx"]) for name in SAMPLE] == [1] * len(SAMPLE)
    assert "Gebaseerd op Samenscholing" in pages["start-vandaag-docx"][0]


@pytest.mark.corpus
def test_all_word_documents_take_one_page(written: Written, tmp_path: Path) -> None:
    pages = print_to_pdf([written.folder / f"{name}.docx" for name in IDS], tmp_path)
    assert {name: len(found) for name, found in pages.items()} == dict.fromkeys(IDS, 1)


def test_the_template_can_be_saved_by_libreoffice(publication: Publication, tmp_path: Path) -> None:
    """LibreOffice renames ids of styles, joins runs and drops what it does not know."""
    [saved] = convert([ROOT / "overrides" / TEMPLATE], tmp_path, "docx")
    changed = with_template(publication, tmp_path, saved)
    paths = []
    for checklist in changed.checklists:
        if checklist.id in SAMPLE:
            paths.append(tmp_path / f"{checklist.id}.docx")
            write_word(changed, checklist, paths[-1])
            rows = readers.word_rows(paths[-1], changed)
            assert rows == readers.expected_rows(changed, checklist, readers.WORD)
            tags = [
                str(tag.get(f"{{{readers.W}}}val"))
                for tag in readers.xpath(readers.document(paths[-1]), ".//w:sdtPr/w:tag")
            ]
            with zipfile.ZipFile(paths[-1]) as package:
                assert "docProps/app.xml" not in package.namelist(), "it names the office program"
            kinds = ("", ".status", ".name", ".date", ".remark")
            assert tags[2:] == [f"{item.id}{kind}" for item in checklist.items for kind in kinds]
    assert [len(pages) for pages in print_to_pdf(paths, tmp_path).values()] == [1] * len(SAMPLE)


def test_workbooks_are_one_page_wide(pages: dict[str, list[str]]) -> None:
    """Each page of a list holds first and last column; no column is on another page."""
    for name in SAMPLE:
        found = pages[f"{name}-xlsx"]
        assert len(found) == 3  # the list, its explanation, about it
        for text in ("Nr.", "Opmerking", "klaar"):
            assert text in found[0]


def fill_first_list(publication: Publication) -> Publication:
    """Return a publication whose first list is as full as the rules allow."""
    checklist = next(publication.checklists)
    item = next(checklist.items)
    sentence = "Vraag elke ploeg wat er morgen anders moet en schrijf dat samen op het bord. "
    change: dict[str, object] = {
        "what": (sentence * 2)[:80].strip(),
        "why": (sentence * 3)[:160].strip(),
        "how": (sentence * 2)[:80].strip(),
        "done_when": (sentence * 2)[:90].strip(),
        "when": item.get_value("when").model_copy(update={"moment": sentence[:45].strip()}),
        "who": ("leidinggevende", "medewerker"),
    }
    filled = with_items(publication, [change] * publication.settings.lists.items.most)
    block = next(filled.checklists).blocks[0]
    blocks = tuple(
        block.model_copy(
            update={
                "id": f"blok-{n}",
                "items": block.items[n::2],
                "intro": "" if n else block.intro,
            }
        )
        for n in range(2)
    )
    filled_list = next(filled.checklists).model_copy(update={"blocks": blocks})
    return with_list(filled, filled_list)


def test_the_fullest_list_takes_one_page(pages: dict[str, list[str]]) -> None:
    assert len(pages["fullest"]) == 1


def test_nasty_texts_are_displayed_and_not_run(pages: dict[str, list[str]]) -> None:
    printed = "\n".join(pages["nasty"])
    for text in ("=1+1", "+31 6 12345678", "@SUM(A1)", "{{ haken }}", "<b>nee</b>"):
        assert text in " ".join(printed.split()), text
