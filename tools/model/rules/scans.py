"""Rules for a conversation scan: observable positions, and a checklist to continue with."""

from collections.abc import Iterator

from tools.model.problems import Problem
from tools.model.project import ParsedProject
from tools.model.reading.text import find_words
from tools.model.reading.yaml_nodes import Node
from tools.model.rules import common

# The name of the file with the sheets of all checklists, in the same folder as the book and scans.
SHEETS_FILE_STEM = "checklists"


def iter_scans(project: ParsedProject) -> Iterator[Node]:
    """Yield all scans, each labelled with its id."""
    for _, scan in project.iter_fields("scan"):
        yield scan.with_label(f"scan {scan.id}".strip())


def check_position_descriptions(project: ParsedProject) -> Iterator[Problem]:
    """Describe for each position what can be seen: as many signs as the scan has positions."""
    for scan in iter_scans(project):
        expected = len(scan.get_texts("positions"))
        for row in scan.get_nodes("rows"):
            count = len(row.get_texts("signs"))
            if expected and count and count != expected:
                yield row.create_problem("signs", "scan-signs", count=count, wanted=expected)


def check_scan_ids(project: ParsedProject) -> Iterator[Problem]:
    """Use a unique id for every scan and row, other than the file names of book and sheets."""
    scans = [*iter_scans(project)]
    slug = project.mkdocs.publication.slug
    if slug == SHEETS_FILE_STEM:
        yield project.settings_node.create_problem("slug", "slug-taken", id=slug)
    yield from common.find_duplicates(scans, "scan-id-double")
    for scan in scans:
        yield from common.find_duplicates(scan.get_nodes("rows"), "row-id-double")
        if scan.id in (slug, SHEETS_FILE_STEM):
            yield scan.create_problem("id", "scan-id-taken", id=scan.id)


def check_scan_pages(project: ParsedProject) -> Iterator[Problem]:
    """Link each row to another page with a checklist: the scan ends in choosing one."""
    pages = {page.id: page for page in project.pages}
    for scan in iter_scans(project):
        seen: set[str] = set()
        for row in scan.get_nodes("rows"):
            page_id = row.get_text("page")
            if page_id is None:
                continue  # reported by the validation
            if page_id not in pages:
                yield row.create_problem("page", "page-unknown", id=page_id)
            elif pages[page_id].meta.data.get("checklist") is None:
                yield row.create_problem("page", "scan-page-without-list", id=page_id)
            if page_id in seen:
                yield row.create_problem("page", "named-twice", id=page_id)
            seen.add(page_id)


def check_scan_language(project: ParsedProject) -> Iterator[Problem]:
    """Use ordinary words and short, complete sentences; describe what people can point at."""
    for scan in iter_scans(project):
        for row in scan.get_nodes("rows"):
            texts = [("question", row.get_text("question") or "")]
            texts += [("signs", sign) for sign in row.get_texts("signs")]
            for key, text in texts:
                yield from common.find_hard_language(row, key, text, project)
                if common.is_unterminated(text):
                    yield row.create_problem(key, "sentence-open")
                if key == "signs":
                    for word in find_words(text, project.language.vague_words):
                        yield row.create_problem(key, "sign-vague", word=word)
