"""The Office files opened by a real office program and printed."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.exports import readers
from tests.exports.conftest import Written, nasty_items, with_items, with_list, with_template
from tools.exports.excel import write_excel
from tools.exports.word import TEMPLATE, write_word
from tools.model.loader import load_publication
from tools.model.publication import Publication

IDS = [checklist.id for checklist in load_publication(ROOT).checklists]
SAMPLE = ["start-vandaag", "vier-opbrengsten"]  # the fullest list and the shortest


def convert(paths: list[Path], folder: Path, form: str) -> list[Path]:
    """Save files in another form with LibreOffice, in `folder`."""
    office = shutil.which("soffice")
    assert office, (
        "LibreOffice is missing: apt-get install "
        "libreoffice-writer-nogui libreoffice-calc-nogui fonts-crosextra-carlito"
    )
    home = (folder / "profile").as_uri()
    done = subprocess.run(
        [
            office, f"-env:UserInstallation={home}", "--headless", "--convert-to", form,
            "--outdir", str(folder), *(str(path) for path in paths),
        ],
        capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    made = [folder / f"{path.stem}.{form}" for path in paths]
    assert all(path.is_file() for path in made), done.stdout + done.stderr
    return made


def printed(paths: list[Path], folder: Path) -> dict[str, list[str]]:
    """Print files to PDF with LibreOffice; give the text of each page by the file's name."""
    pages = {}
    for pdf in convert(paths, folder, "pdf"):
        read = subprocess.run(
            ["pdftotext", "-layout", str(pdf), "-"], capture_output=True, text=True, check=True
        )
        pages[pdf.stem] = read.stdout.split("\f")[:-1]
    return pages


def test_word_documents_take_one_page(written: Written, tmp_path: Path) -> None:
    pages = printed([written.folder / f"{name}.docx" for name in SAMPLE], tmp_path)
    assert {name: len(found) for name, found in pages.items()} == dict.fromkeys(SAMPLE, 1)
    assert "Gebaseerd op Samenscholing" in pages["start-vandaag"][0]


@pytest.mark.corpus
def test_all_word_documents_take_one_page(written: Written, tmp_path: Path) -> None:
    pages = printed([written.folder / f"{name}.docx" for name in IDS], tmp_path)
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
            assert rows == readers.wanted(changed, checklist, readers.WORD)
            tags = [
                str(tag.get(f"{{{readers.W}}}val"))
                for tag in readers.xpath(readers.document(paths[-1]), ".//w:sdtPr/w:tag")
            ]
            with zipfile.ZipFile(paths[-1]) as package:
                assert "docProps/app.xml" not in package.namelist(), "it names the office program"
            kinds = ("", ".status", ".date", ".remark")
            assert tags[2:] == [f"{item.id}{kind}" for item in checklist.items for kind in kinds]
    assert [len(pages) for pages in printed(paths, tmp_path).values()] == [1] * len(SAMPLE)


def test_workbooks_are_one_page_wide(written: Written, tmp_path: Path) -> None:
    """Each page of a list holds first and last column; nothing spills onto a page beside it."""
    pages = printed([written.folder / f"{name}.xlsx" for name in SAMPLE], tmp_path)
    for name in SAMPLE:
        assert len(pages[name]) == 3  # the list, its explanation, about it
        assert "Nr." in pages[name][0]
        assert "Opmerking" in pages[name][0]
        assert "klaar" in pages[name][0]


def fullest(publication: Publication) -> Publication:
    """Give a publication whose first list is as full as the rules allow."""
    checklist = next(publication.checklists)
    item = next(checklist.items)
    sentence = "Vraag elke ploeg wat er morgen anders moet en schrijf dat samen op het bord. "
    change: dict[str, object] = {
        "what": (sentence * 2)[:80].strip(),
        "why": (sentence * 3)[:160].strip(),
        "how": (sentence * 3)[:160].strip(),
        "done_when": (sentence * 2)[:110].strip(),
        "when": item.when.model_copy(update={"moment": sentence[:45].strip()}),
        "who": ("leidinggevende", "medewerker"),
    }
    filled = with_items(publication, [change] * 9)
    block = next(filled.checklists).blocks[0]
    blocks = tuple(
        block.model_copy(update={"id": f"blok-{n}", "items": block.items[n::4]}) for n in range(4)
    )
    filled_list = next(filled.checklists).model_copy(update={"blocks": blocks})
    return with_list(filled, filled_list)


def test_the_fullest_list_takes_one_page(publication: Publication, tmp_path: Path) -> None:
    filled = fullest(publication)
    path = tmp_path / "vol.docx"
    write_word(filled, next(filled.checklists), path)
    assert [len(found) for found in printed([path], tmp_path).values()] == [1]


def test_nasty_texts_are_shown_and_not_run(publication: Publication, tmp_path: Path) -> None:
    filled = with_items(publication, nasty_items(next(next(publication.checklists).items)))
    path = tmp_path / "raar.xlsx"
    write_excel(filled, next(filled.checklists), path)
    shown = "\n".join(printed([path], tmp_path)["raar"])
    for text in ("=1+1", "+31 6 12345678", "@SUM(A1)", "{{ haken }}", "<b>nee</b>"):
        assert text in " ".join(shown.split()), text
