"""Rules for a conversation scan: positions that can be seen, and a checklist to go on with."""

from __future__ import annotations

from collections.abc import Iterator

from tools.model.draft import Draft
from tools.model.problems import Problem
from tools.model.rules.checklists import doubles
from tools.model.rules.items import ends_open, plain_words
from tools.model.source import Node
from tools.model.text import has_word

# The name of the file with the sheets of all checklists, which stands beside the book and scans.
SHEETS = "checklists"


def scans(draft: Draft) -> Iterator[Node]:
    """Give all scans, each named by its id."""
    for page in draft.pages:
        scan = page.meta.node("scan")
        if scan:
            place = f"scan {scan.text('id') or ''}".strip()
            yield Node(scan.data, scan.origin, scan.path, place)


def describes_every_position(draft: Draft) -> Iterator[Problem]:
    """Say for each position by what it is seen: as many signs as the scan has positions."""
    for scan in scans(draft):
        wanted = len(scan.texts("positions"))
        for row in scan.nodes("rows"):
            count = len(row.texts("signs"))
            if wanted and count and count != wanted:
                yield row.problem("signs", "scan-signs", count=count, wanted=wanted)


def has_own_ids(draft: Draft) -> Iterator[Problem]:
    """Check that every scan and row has an id of its own; the file of the book has the slug."""
    own = [*scans(draft)]
    slug = draft.settings.publication.slug
    if slug == SHEETS:
        yield draft.own.problem("slug", "slug-taken", id=slug)
    yield from doubles(own, "scan-id-double")
    for scan in own:
        yield from doubles([*scan.nodes("rows")], "row-id-double")
        identity = scan.text("id")
        if identity in (slug, SHEETS):
            yield scan.problem("id", "scan-id-taken", id=identity)


def leads_to_a_checklist(draft: Draft) -> Iterator[Problem]:
    """Let each row lead to its own page with a checklist: the scan ends in choosing one."""
    pages = {page.id: page for page in draft.pages}
    for scan in scans(draft):
        seen: set[str] = set()
        for row in scan.nodes("rows"):
            identity = row.text("page")
            if identity is None:
                continue  # the shape tells
            if identity not in pages:
                yield row.problem("page", "page-unknown", id=identity)
            elif pages[identity].meta.data.get("checklist") is None:
                yield row.problem("page", "scan-page-without-list", id=identity)
            if identity in seen:
                yield row.problem("page", "named-twice", id=identity)
            seen.add(identity)


def is_plain(draft: Draft) -> Iterator[Problem]:
    """Use ordinary words and short, whole sentences; name what people can point at."""
    for scan in scans(draft):
        for row in scan.nodes("rows"):
            texts = [("question", row.text("question") or "")]
            texts += [("signs", sign) for sign in row.texts("signs")]
            for key, text in texts:
                yield from plain_words(row, key, text, draft.language)
                if ends_open(text):
                    yield row.problem(key, "sentence-open")
                if key == "signs":
                    for word in draft.language.vague:
                        if has_word(text, word):
                            yield row.problem(key, "sign-vague", word=word)


RULES = (describes_every_position, has_own_ids, leads_to_a_checklist, is_plain)
