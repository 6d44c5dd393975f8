"""The addresses over which tests are parametrized are those of the model."""

from __future__ import annotations

from tests.conftest import own_publication
from tests.sources import list_addresses, page_addresses


def test_addresses_are_those_of_the_model() -> None:
    publication = own_publication()
    assert page_addresses() == sorted(page.url for page in publication.pages.values())
    assert list_addresses() == {
        page.meta.checklist.id: page.url
        for page in publication.pages_with_checklist
        if page.meta.checklist
    }
