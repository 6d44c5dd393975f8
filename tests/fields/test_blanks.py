"""Places where readers write by hand: each blank is where its settings say, and nowhere else."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from tests.conftest import SMALL
from tests.exports import readers
from tests.fields.rendered import Rendered, find_blemishes, render_checklist, with_settings
from tools.model.entities.fields import DEFAULT_BLANKS, Blank, BlankId, BlankOutput
from tools.model.loader import load_publication
from tools.model.publication import Publication

PAGE = "weekly-round"
OUTPUTS: tuple[BlankOutput, ...] = get_args(BlankOutput)
IDS: tuple[BlankId, ...] = get_args(BlankId)
LABELS = {"name": "Your <b>name</b> & *so*", "date": "Done on | by", "remark": "=Remark"}
CONTROLS = {"name": "w:text", "date": "w:date", "remark": "w:text"}


@pytest.fixture(scope="module")
def small() -> Publication:
    """The small publication."""
    return load_publication(SMALL)


def render_with(small: Publication, folder: Path, blanks: dict[BlankId, Blank]) -> Rendered:
    """Render a list with blanks."""
    changed = with_settings(small, blanks=blanks)
    return render_checklist(changed, changed.pages[PAGE], folder)


def find_blanks(rendered: Rendered, output: BlankOutput) -> list[str]:
    """Return the labels of the blanks of the first item in an output, in order."""
    if output == "sheet":
        lines = rendered.html["sheet"].xpath(
            "(//li[@class='sheet-item'])[1]//*[@class='sheet-fill']/*"
        )
        return [text for line in lines if (text := "".join(line.itertext()).strip())]
    if output == "markdown":
        lines = readers.markdown_lines(rendered.file("md"))
        return [
            line[:-1]
            for line in lines[: lines.index("[ ] Check the four corners for wet wood")]
            if line.endswith(":")
        ]
    if output == "word":
        (head, *_) = readers.xpath(
            readers.document(rendered.file("docx")), ".//w:tr[w:trPr/w:tblHeader]"
        )
        heads = [readers.text_of(cell, set()) for cell in readers.xpath(head, "w:tc")]
    elif output == "csv":
        heads = readers.csv_table(rendered.file("csv"))[0]
        heads = heads[: heads.index("Id")]
    else:
        sheet = readers.sheets(rendered.file("xlsx"))[0]
        heads = [text for (_, row), text in sheet.cells.items() if row == readers.FIRST - 1]
    return heads[heads.index("Status") + 1 :]


@pytest.mark.parametrize("output", OUTPUTS)
@pytest.mark.parametrize("blank", IDS)
def test_a_blank_stands_where_its_settings_say(
    small: Publication, tmp_path: Path, blank: BlankId, output: BlankOutput
) -> None:
    blanks = {blank: Blank.model_validate({"label": LABELS[blank], "show": [output]})}
    rendered = render_with(small, tmp_path, blanks)
    found = {name: find_blanks(rendered, name) for name in OUTPUTS}
    assert found == {name: [LABELS[blank]] if name == output else [] for name in OUTPUTS}
    assert find_blemishes(rendered) == []


def test_blanks_stand_in_the_order_of_the_settings(small: Publication, tmp_path: Path) -> None:
    order: tuple[BlankId, ...] = ("remark", "name", "date")
    rendered = render_with(small, tmp_path, {name: Blank() for name in order})
    for output in OUTPUTS:
        assert find_blanks(rendered, output) == ["Remark", "Name", "Date"]


def test_without_blanks_there_is_nothing_to_fill_in_but_a_status(
    small: Publication, tmp_path: Path
) -> None:
    rendered = render_with(small, tmp_path, {})
    assert [output for output in OUTPUTS if find_blanks(rendered, output)] == []
    assert rendered.html["sheet"].xpath("//*[@class='sheet-fill']") == []
    boxes = rendered.html["form"].xpath("//li//input/@type | //li//textarea")
    assert boxes == ["checkbox"] * 4
    assert find_blemishes(rendered) == []


def test_without_settings_there_are_the_usual_blanks(small: Publication, tmp_path: Path) -> None:
    rendered = render_with(small, tmp_path, DEFAULT_BLANKS)
    for output in OUTPUTS:
        remark = ["Remark"] if output in ("word", "excel", "csv") else []
        assert find_blanks(rendered, output) == ["Name", "Date", *remark]


@pytest.mark.parametrize("blank", IDS)
def test_each_is_a_field_with_a_name_of_its_own(
    small: Publication, tmp_path: Path, blank: BlankId
) -> None:
    rendered = render_with(small, tmp_path, {blank: Blank()})
    form = rendered.html["form"]
    kind = "textarea" if blank == "remark" else "input[@type='text']"
    names = form.xpath(f"//li//{kind}/@name")
    assert names == [f"{PAGE}--{item.id}--{blank}" for item in rendered.checklist.items]
    document = readers.document(rendered.file("docx"))
    row = readers.xpath(document, ".//w:tr[.//w14:checkbox]")[0]
    tags = readers.xpath(row, f".//w:sdtPr[{CONTROLS[blank]}]/w:tag")
    assert [tag.get(f"{{{readers.W}}}val") for tag in tags] == [f"match-hooks.{blank}"]


def test_only_a_date_is_validated_as_one(small: Publication, tmp_path: Path) -> None:
    dated = render_with(small, tmp_path, {"name": Blank(), "date": Blank(), "remark": Blank()})
    column = [*find_columns(dated)][-2]  # before the remark
    assert find_validations(dated) == [("list", None), ("date", column)]
    assert find_validations(render_with(small, tmp_path, {"name": Blank()})) == [("list", None)]


def find_columns(rendered: Rendered) -> list[str]:
    """Return the letters of the columns of the first sheet."""
    sheet = readers.sheets(rendered.file("xlsx"))[0]
    return [column for column, row in sheet.cells if row == readers.FIRST - 1]


def find_validations(rendered: Rendered) -> list[tuple[str, str | None]]:
    """Return the type of each validation, and the column of one for dates."""
    sheet = readers.sheets(rendered.file("xlsx"))[0]
    rules = readers.xpath(sheet.xml, ".//s:dataValidation")
    return [
        (str(rule.get("type")), str(rule.get("sqref"))[0] if rule.get("type") == "date" else None)
        for rule in rules
    ]
