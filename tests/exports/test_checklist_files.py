"""The site has every checklist in every format, linked from its page."""

from __future__ import annotations

from tests.conftest import Built
from tools.exports.checklist_files import FORMATS
from tools.render import site_paths


def test_every_list_stands_in_the_site_in_every_form(built: Built) -> None:
    assert (built.site / site_paths.ALL_CHECKLISTS_XLSX).stat().st_size > 20_000
    for page in built.publication.pages_with_checklist:
        assert page.meta.checklist
        text = (built.site / page.url).read_text(encoding="utf-8")
        for ending in FORMATS:
            name = site_paths.checklist_file_path(page.meta.checklist.id, ending)
            assert (built.site / name).stat().st_size > 300
            assert page.get_relative_url(name) in text
