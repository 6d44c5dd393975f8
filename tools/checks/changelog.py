"""What changed since the last release is told to readers: the list of changes names each page.

`tools/decisions/0007-releases.md` says why. Without a release there is nothing to tell.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tools.model.project import CHANGES_FILE, DATA_FOLDER, ParsedProject
from tools.model.reading.manifest import LocatedEntry, Manifest
from tools.model.release.entries import (
    CHANGE,
    IMAGE,
    ITEM,
    ORDER,
    PAGE,
    PUBLICATION,
    RETIRED_KEYS,
    REVIEW,
    collect_entries,
    find_reference_page,
)

ANNOUNCED_ELSEWHERE = {ITEM, REVIEW}  # with its list; on the page itself, by its date


def check_changelog(draft: ParsedProject) -> Iterator[str]:
    """Give what differs from the last release and is not in the list of changes.

    An entry tells of its `page` and of those in `also`; one without a page, of the publication as
    a whole. Entries that were published before tell of nothing new. What is new of itself (a
    source, a word) needs no entry; a new page does.
    """
    known = draft.manifest
    if not known:
        return
    word = draft.language.word
    file = draft.docs_folder.relative_to(draft.root) / DATA_FOLDER / CHANGES_FILE
    now = [*collect_entries(draft)]
    changed = [one for one in now if has_changed(one, known)]
    told = find_announced_pages(draft, known)
    silent = [one for one in changed if not (one.page_ids or {""}) & told]
    for one in silent:
        place, pages = f"{one.file}:{one.line}", ", ".join(sorted(one.page_ids - {""})) or "–"
        kind, identity = format_entry_name(draft, one.entry.kind, one.entry.id)
        yield word("release_unannounced").format(
            place=place, kind=kind, id=identity, file=file, pages=pages
        )
    homes = [one.page_ids - {""} for one in silent]  # without a name: a home that is not there
    if names := sorted({min(pages) for pages in homes if pages}):
        yield word("release_also").format(file=file, pages=", ".join(names))
    here = {(one.entry.kind, one.entry.id) for one in now}
    for kind, identity in known:
        lost = (
            kind not in {*RETIRED_KEYS, *ANNOUNCED_ELSEWHERE, PUBLICATION}
            and (kind, identity) not in here
        )
        if lost and (
            kind == CHANGE
            or not told & ({find_reference_page(draft, kind)} if kind != IMAGE else told)
        ):
            name, identity = format_entry_name(draft, kind, identity)
            yield word("release_removed").format(kind=name, id=identity, file=file)
    yield from check_release_date(draft, now, known, bool(changed))


def format_entry_name(draft: ParsedProject, kind: str, identity: str) -> tuple[str, str]:
    """Give a kind and an id in words; the order of entries has the kind of these for its id.

    A kind without words (of a note that was written by hand) is told as it stands.
    """
    names = {key: draft.language.interface.get(f"entry_{key}", key) for key in (kind, identity)}
    return names[kind], names[identity] if kind == ORDER else identity


def has_changed(one: LocatedEntry, known: Manifest) -> bool:
    """Tell whether readers meet a thing otherwise than before."""
    kind, identity, marks = one.entry.kind, one.entry.id, one.entry.fingerprint
    if kind in ANNOUNCED_ELSEWHERE or not marks:
        return False
    was = known.get((kind, identity))
    return was.fingerprint[:1] != marks[:1] if was else kind == PAGE


def find_announced_pages(draft: ParsedProject, known: Manifest) -> set[str]:
    """Give the pages that changes of since then tell of; an empty name is the whole."""
    new = [node for node in draft.changes if (CHANGE, node.get_text("id") or "") not in known]
    return {page for node in new for page in (node.get_text("page") or "", *node.get_texts("also"))}


def check_release_date(
    draft: ParsedProject, now: Iterable[LocatedEntry], known: Manifest, changed: bool
) -> Iterator[str]:
    """Tell of other words under the version of the last release, and of dates that do not fit."""
    for one in now:
        was = known.get((one.entry.kind, one.entry.id))
        if one.entry.kind != PUBLICATION or was is None or len(was.fingerprint) < 3:
            continue
        (date, *version), (date_was, *version_was) = one.entry.fingerprint[1:], was.fingerprint[1:]
        same, word = version == version_was, draft.language.word
        told = {"place": f"{one.file}:{one.line}", "version": " ".join(version_was)}
        if same and changed:
            yield word("release_version").format(**told, date=date_was)
        elif same and date != date_was:
            yield word("release_date").format(**told, date=date_was, now=date)
        if date < date_was and (changed or not same):
            yield word("release_date_before").format(**told, date=date_was, now=date)
