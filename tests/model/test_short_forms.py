"""Items that are their text alone, as YAML reads them."""

from __future__ import annotations

from pathlib import PurePath

import pytest

from tools.model.reading.ids import MAX_ID_LENGTH
from tools.model.reading.safe_yaml import load_yaml
from tools.model.reading.short_forms import derive_id, expand_block
from tools.model.reading.yaml_nodes import to_plain_data


def expand(item: str) -> object:
    """Return an item in a list as all else reads it."""
    block = expand_block(load_yaml(f"items:\n  - {item}\n"))
    return to_plain_data(block)["items"][0]


@pytest.mark.parametrize(
    ("item", "text"),
    [
        ("Check the roof", "Check the roof"),
        ("Agenda: send it", "Agenda: send it"),
        ("Apple Web App: is it there?", "Apple Web App: is it there?"),
        ("x-default: set it", "x-default: set it"),
        ("Agenda:", "Agenda:"),
        ('"Agenda: send it"', "Agenda: send it"),
    ],
)
def test_a_text_with_a_colon_is_a_text(item: str, text: str) -> None:
    assert expand(item) == {"what": text}


@pytest.mark.parametrize("item", ["what: Go", "waht: Go", "{Agenda: a, Room: b}", "Agenda: [a]"])
def test_what_may_be_a_field_stays_a_mapping(item: str) -> None:
    assert expand(item) == to_plain_data(load_yaml(item))


@pytest.mark.parametrize(
    ("path", "id_"),
    [
        ("index.md", "index"),
        ("Garden Sheds/Sowing_in May.md", "garden-sheds-sowing-in-may"),
        ("garden/index.md", "garden"),
        ("é/ß.md", "page"),
        # 48 characters fit; of 49 the first folder is left out.
        (
            "garden/tools/twelve-ways-to-hang-a-rake-on-a-hook.md",
            "tools-twelve-ways-to-hang-a-rake-on-a-hook",
        ),
        (
            "garden/tools/twelve-ways-to-hang-a-rake-on-hooks.md",
            "garden-tools-twelve-ways-to-hang-a-rake-on-hooks",
        ),
        (
            "garden/index/all-that-anyone-ever-needs-to-know-of-rakes-and-hoes.md",
            "all-that-anyone-ever-needs-to-know-of-rakes-and",
        ),
        (f"garden/{'a' * 60}.md", "a" * MAX_ID_LENGTH),
    ],
)
def test_an_id_that_follows_from_a_file_fits(path: str, id_: str) -> None:
    assert derive_id(PurePath(path)) == id_
    assert len(id_) <= MAX_ID_LENGTH
