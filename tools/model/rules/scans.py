"""Rules for a conversation scan: positions that can be seen, and a checklist to go on with."""

from __future__ import annotations

from collections.abc import Iterator

from tools.model.problems import Problem
from tools.model.project import ParsedProject
from tools.model.reading.text import has_word
from tools.model.reading.yaml_nodes import Node
from tools.model.rules.checklists import check_duplicates
from tools.model.rules.items import check_plain_language, is_unterminated

# The name of the file with the sheets of all checklists, which stands beside the book and scans.
SHEETS_FILE_STEM = "checklists"


def iter_scans(draft: ParsedProject) -> Iterator[Node]:
    """Give all scans, each named by its id."""
    for page in draft.pages:
        scan = page.meta.get_node("scan")
        if scan:
            place = f"scan {scan.get_text('id') or ''}".strip()
            yield Node(scan.data, scan.origin, scan.key_path, place)


def check_position_descriptions(draft: ParsedProject) -> Iterator[Problem]:
    """Say for each position by what it is seen: as many signs as the scan has positions."""
    for scan in iter_scans(draft):
        wanted = len(scan.get_texts("positions"))
        for row in scan.get_nodes("rows"):
            count = len(row.get_texts("signs"))
            if wanted and count and count != wanted:
                yield row.create_problem("signs", "scan-signs", count=count, wanted=wanted)


def check_scan_ids(draft: ParsedProject) -> Iterator[Problem]:
    """Check that every scan and row has an id of its own; the file of the book has the slug."""
    own = [*iter_scans(draft)]
    slug = draft.mkdocs.publication.slug
    if slug == SHEETS_FILE_STEM:
        yield draft.settings_node.create_problem("slug", "slug-taken", id=slug)
    yield from check_duplicates(own, "scan-id-double")
    for scan in own:
        yield from check_duplicates([*scan.get_nodes("rows")], "row-id-double")
        identity = scan.get_text("id")
        if identity in (slug, SHEETS_FILE_STEM):
            yield scan.create_problem("id", "scan-id-taken", id=identity)


def check_scan_pages(draft: ParsedProject) -> Iterator[Problem]:
    """Let each row lead to its own page with a checklist: the scan ends in choosing one."""
    pages = {page.id: page for page in draft.pages}
    for scan in iter_scans(draft):
        seen: set[str] = set()
        for row in scan.get_nodes("rows"):
            identity = row.get_text("page")
            if identity is None:
                continue  # the shape tells
            if identity not in pages:
                yield row.create_problem("page", "page-unknown", id=identity)
            elif pages[identity].meta.data.get("checklist") is None:
                yield row.create_problem("page", "scan-page-without-list", id=identity)
            if identity in seen:
                yield row.create_problem("page", "named-twice", id=identity)
            seen.add(identity)


def check_scan_language(draft: ParsedProject) -> Iterator[Problem]:
    """Use ordinary words and short, whole sentences; name what people can point at."""
    for scan in iter_scans(draft):
        for row in scan.get_nodes("rows"):
            texts = [("question", row.get_text("question") or "")]
            texts += [("signs", sign) for sign in row.get_texts("signs")]
            for key, text in texts:
                yield from check_plain_language(row, key, text, draft.language)
                if is_unterminated(text):
                    yield row.create_problem(key, "sentence-open")
                if key == "signs":
                    for word in draft.language.vague_words:
                        if has_word(text, word):
                            yield row.create_problem(key, "sign-vague", word=word)


RULES = (check_position_descriptions, check_scan_ids, check_scan_pages, check_scan_language)
