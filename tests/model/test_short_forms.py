"""Items that are their text alone, as YAML reads them."""

from __future__ import annotations

import pytest

from tools.model.reading.safe_yaml import load_yaml
from tools.model.reading.short_forms import expand_block
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
