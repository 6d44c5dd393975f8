"""The same items with the same words in data, page and data file; one changed word is found."""

from __future__ import annotations

import json
import shutil
from copy import deepcopy
from pathlib import Path

import jsonschema
import pytest

from tests.conftest import Built, change
from tools.checks.parity import build_expected_rows, check_parity, extract_rows
from tools.site.built_pages import read_pages


def test_every_item_stands_on_its_page_word_for_word(built: Built) -> None:
    pages = read_pages(built.site)
    publication = built.publication
    assert len(publication.pages_with_checklist) == 17
    for page in publication.pages_with_checklist:
        checklist = page.meta.checklist
        assert checklist
        assert extract_rows(pages[page.url].root, checklist) == build_expected_rows(
            publication, checklist
        )
    assert list(check_parity(publication, built.site, pages)) == []


def test_the_data_file_holds_every_item_with_all_its_fields(built: Built) -> None:
    data = json.loads((built.site / "checklists.json").read_text(encoding="utf-8"))
    schema = json.loads((built.site / "checklists.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(data, schema)
    expected = [
        checklist.model_dump(mode="json", exclude_defaults=True)["blocks"]
        for checklist in built.publication.checklists
    ]
    assert [entry["blocks"] for entry in data["checklists"]] == expected
    assert len(expected) == 17
    fields = built.publication.settings.fields
    required = [name for name, field in fields.items() if field.required]
    for entry in data["checklists"]:
        page, _, anchor = entry["url"].partition("#")
        assert f'id="{anchor}"' in (built.site / page).read_text(encoding="utf-8")
        for block in entry["blocks"]:
            for item in block["items"]:
                assert all(item[field] for field in required)


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("aan-de-slag/start-vandaag.html", 'data-field="how">', 'data-field="how">Nu '),
        ("aan-de-slag/start-vandaag.html", 'id="start-vandaag--', 'id="start-vandaag--x'),
        ("aan-de-slag/start-vandaag.html", 'data-item="', 'data-thing="'),
        ("embed/start-vandaag.html", 'data-field="how">', 'data-field="how">Nu '),
        ("embed/start-vandaag.html", 'id="start-vandaag--', 'id="start-vandaag--x'),
        ("aan-de-slag/start-vandaag.html", 'data-field="goal">', 'data-field="goal">Nu '),
        ("aan-de-slag/start-vandaag.html", '<dl class="checklist-pause">', "<dl>"),
        ("embed/start-vandaag.html", 'data-field="close">', 'data-field="close">Nu '),
        ("checklists.json", '"goal": "', '"goal": "Nu '),
        ("checklists.json", '"licence": "CC BY', '"licence": "CC'),
        ("checklists.json", '"checklists": [', '"lists": ['),
        ("checklists.json", '"id": "schrap-controle"', '"id": "schrap"'),
        ("checklists.json", '"why": "', '"why": "Want '),
    ],
)
def test_one_changed_word_or_id_is_found(
    built: Built, tmp_path: Path, file: str, old: str, new: str
) -> None:
    site = tmp_path / "site"
    shutil.copytree(built.site, site)
    change(site, file, old, new)
    assert list(check_parity(built.publication, site, read_pages(site)))


@pytest.mark.parametrize("field", ["based_on", "address"])
def test_a_list_names_its_origin_once(built_small: Built, field: str) -> None:
    publication = built_small.publication
    url = publication.pages_with_checklist[0].url
    for mutation in ("drop", "double"):
        pages = {**read_pages(built_small.site)}
        (element,) = pages[url].root.xpath(f"//*[@data-checklist]//*[@data-field='{field}']")
        if mutation == "drop":
            element.drop_tree()
        else:
            element.addnext(deepcopy(element))
        (found,) = check_parity(publication, built_small.site, pages)
        assert "does not say once where it is from" in found


def test_nasty_text_survives(built_small: Built) -> None:
    pages = read_pages(built_small.site)
    publication = built_small.publication
    all_text = ""
    for page in publication.pages_with_checklist:
        checklist = page.meta.checklist
        assert checklist
        assert extract_rows(pages[page.url].root, checklist) == build_expected_rows(
            publication, checklist
        )
        all_text += " ".join(
            word for row in build_expected_rows(publication, checklist) for word in row
        )
    for character in ("&", "<b>", "|", "{", "=1+1"):
        assert character in all_text, f"the fixture no longer has {character}"
