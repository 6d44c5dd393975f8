"""The publication's lists, written once in every form; and a list of nasty texts."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from docx.document import Document

from tests.conftest import SMALL, own_publication
from tools.exports.checklist_files import FORMATS
from tools.exports.excel import write_combined_excel
from tools.exports.word import CONTROLS, TEMPLATE
from tools.model.entities.checklist import Checklist, Item
from tools.model.loader import load_publication
from tools.model.publication import Publication

LONG = "Heel lang " + "woord " * 40 + "x" * 50
NASTY = (
    "=1+1", "+31 6 12345678", "-2+3", "@SUM(A1)", "'=1+1", "'t Is klaar",
    'Zeg "ja" & <b>nee</b>', "Vier 🎉 het 👩🏽‍🔧 feest", LONG, "Een | streep {{ haken }} {% zo %}",
    "*ster* _streep_ `tik` [x](y)", "# kop", "1. punt", "- streep", "> pijl", "a; b, c\\d",
    "https://example.org/a_b", "&amp; &#65;", "مرحبا", "€ 5 + 10 %", "~~weg~~", "![p](q)",
    "tab\there", "<!-- weg -->", "[ ] vakje", "100\\",
    "{_{ checklist.title }_}", "{{ checklist.title }}{# weg #}",
)  # fmt: skip


@dataclass(frozen=True)
class Written:
    """The folders with the files of a publication: those of each list, and that of all."""

    publication: Publication
    folder: Path
    workbook: Path

    def file(self, checklist: Checklist, form: str) -> Path:
        """The file of a list in a form."""
        return self.folder / f"{checklist.id}.{form}"


def write_all(publication: Publication, folder: Path) -> Written:
    """Write every list in every form."""
    written = Written(publication, folder, folder / "checklists.xlsx")
    for checklist in publication.checklists:
        for form, write in FORMATS.items():
            write(publication, checklist, written.file(checklist, form))
    write_combined_excel(publication, written.workbook)
    return written


def with_items(publication: Publication, changes: list[dict[str, object]]) -> Publication:
    """Copy a publication whose first list holds as many items as there are changes."""
    page = publication.pages_with_checklist[0]
    checklist = page.meta.checklist
    assert checklist
    item = next(checklist.items)
    items = tuple(
        item.model_copy(update={"id": f"punt-{number}", **change})
        for number, change in enumerate(changes)
    )
    block = checklist.blocks[0].model_copy(update={"items": items})
    return with_list(publication, checklist.model_copy(update={"blocks": (block,)}))


def with_list(publication: Publication, checklist: Checklist) -> Publication:
    """Copy a publication with another first list."""
    page = publication.pages_with_checklist[0]
    changed = replace(page, meta=page.meta.model_copy(update={"checklist": checklist}))
    pages = {**publication.pages, page.id: changed}
    return replace(publication, pages=pages)


def with_template(publication: Publication, root: Path, template: Document | Path) -> Publication:
    """Return a publication below `root` whose Word documents are made from another template."""
    for name in (TEMPLATE, CONTROLS):
        (root / "overrides" / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(publication.templates_folder / name, root / "overrides" / name)
    target = root / "overrides" / TEMPLATE
    if isinstance(template, Path):
        shutil.copy(template, target)
    else:
        template.save(str(target))
    return replace(publication, root=root)


def nasty_items(item: Item) -> list[dict[str, object]]:
    """Return the changes that put each nasty text in every field of an item."""
    return [
        {
            "what": text, "why": text, "how": text, "done_when": text,
            "when": item.get_value("when").model_copy(update={"moment": text}),
        }
        for text in NASTY
    ]  # fmt: skip


@pytest.fixture(scope="session")
def publication() -> Publication:
    """The publication of this project."""
    return own_publication()


@pytest.fixture(scope="session")
def written(publication: Publication, tmp_path_factory: pytest.TempPathFactory) -> Written:
    """Every list of the publication in every form; `test_parity.py` compares a build with it."""
    return write_all(publication, tmp_path_factory.mktemp("written"))


@pytest.fixture(scope="session")
def nasty(publication: Publication, tmp_path_factory: pytest.TempPathFactory) -> Written:
    """A publication whose first list holds nasty texts only, in its own fields too."""
    checklist = next(publication.checklists)
    changed = with_items(publication, nasty_items(next(checklist.items)))
    first = next(changed.checklists)
    head = {"title": "A/B: [x] & \"q\" = '🎉' * ?", "goal": "=1+1 & <doel>", "close": LONG}
    block = first.blocks[0].model_copy(update={"title": "-1 & <blok>"})
    changed = with_list(changed, first.model_copy(update={**head, "blocks": (block,)}))
    return write_all(changed, tmp_path_factory.mktemp("nasty"))


@pytest.fixture(scope="session")
def english(tmp_path_factory: pytest.TempPathFactory) -> Written:
    """The small publication, in English and with an address, in every form."""
    return write_all(load_publication(SMALL), tmp_path_factory.mktemp("english"))
