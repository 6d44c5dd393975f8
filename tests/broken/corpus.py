"""All cases, by group."""

from __future__ import annotations

from tests.broken import calls, fields, files, links, markup, names, other, pictures, text
from tests.broken.case import Case

GROUPS: dict[str, tuple[Case, ...]] = {
    **text.GROUPS,
    **names.GROUPS,
    **calls.GROUPS,
    **markup.GROUPS,
    **fields.GROUPS,
    **pictures.GROUPS,
    **links.GROUPS,
    **files.GROUPS,
    **other.GROUPS,
}
