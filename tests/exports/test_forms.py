"""Every list stands in the site in every form, and its page links to each."""

from __future__ import annotations

from tests.conftest import Built
from tools import downloads
from tools.exports.forms import WRITERS


def test_there_is_a_writer_for_each_form() -> None:
    assert tuple(WRITERS) == downloads.FORMS


def test_every_list_stands_in_the_site_in_every_form(built: Built) -> None:
    assert (built.site / downloads.WORKBOOK).stat().st_size > 20_000
    for page in built.publication.list_pages:
        assert page.meta.checklist
        text = (built.site / page.url).read_text(encoding="utf-8")
        for ending in downloads.FORMS:
            name = downloads.form(page.meta.checklist.id, ending)
            assert (built.site / name).stat().st_size > 300
            assert page.link_to(name) in text
