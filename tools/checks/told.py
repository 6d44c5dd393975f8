"""What changed since the last release is told to readers: the list of changes names each page.

`tools/decisions/0007-releases.md` says why. Without a release there is nothing to tell.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tools.model.draft import CHANGES, DATA, Draft
from tools.model.released import Known, Thing
from tools.model.things import (
    CHANGE,
    CHECKED,
    ITEM,
    KEPT,
    ORDER,
    PAGE,
    PICTURE,
    WHOLE,
    home_of,
    things,
)

TOLD_OTHERWISE = {ITEM, CHECKED}  # with its list; on the page itself, by its date


def untold(draft: Draft) -> Iterator[str]:
    """Give what differs from the last release and is not in the list of changes.

    An entry tells of its `page` and of those in `also`; one without a page, of the publication as
    a whole. Entries that were published before tell of nothing new. What is new of itself (a
    source, a word) needs no entry; a new page does.
    """
    known = draft.released
    if not known:
        return
    word = draft.language.word
    file = draft.docs.relative_to(draft.root) / DATA / CHANGES
    now = [*things(draft)]
    changed = [one for one in now if differs(one, known)]
    told = told_pages(draft, known)
    silent = [one for one in changed if not (one.pages or {""}) & told]
    for one in silent:
        place, pages = f"{one.file}:{one.line}", ", ".join(sorted(one.pages - {""})) or "–"
        kind, identity = called(draft, one.noted.kind, one.noted.id)
        yield word("release_untold").format(
            place=place, kind=kind, id=identity, file=file, pages=pages
        )
    homes = [one.pages - {""} for one in silent]  # without a name: a home that is not there
    if names := sorted({min(pages) for pages in homes if pages}):
        yield word("release_also").format(file=file, pages=", ".join(names))
    here = {(one.noted.kind, one.noted.id) for one in now}
    for kind, identity in known:
        lost = kind not in {*KEPT, *TOLD_OTHERWISE, WHOLE} and (kind, identity) not in here
        if lost and (
            kind == CHANGE or not told & ({home_of(draft, kind)} if kind != PICTURE else told)
        ):
            name, identity = called(draft, kind, identity)
            yield word("release_lost").format(kind=name, id=identity, file=file)
    yield from misdated(draft, now, known, bool(changed))


def called(draft: Draft, kind: str, identity: str) -> tuple[str, str]:
    """Give a kind and an id in words; the order of entries has the kind of these for its id.

    A kind without words (of a note that was written by hand) is told as it stands.
    """
    names = {key: draft.language.interface.get(f"noted_{key}", key) for key in (kind, identity)}
    return names[kind], names[identity] if kind == ORDER else identity


def differs(one: Thing, known: Known) -> bool:
    """Tell whether readers meet a thing otherwise than before."""
    kind, identity, marks = one.noted.kind, one.noted.id, one.noted.marks
    if kind in TOLD_OTHERWISE or not marks:
        return False
    was = known.get((kind, identity))
    return was.marks[:1] != marks[:1] if was else kind == PAGE


def told_pages(draft: Draft, known: Known) -> set[str]:
    """Give the pages that changes of since then tell of; an empty name is the whole."""
    new = [node for node in draft.changes if (CHANGE, node.text("id") or "") not in known]
    return {page for node in new for page in (node.text("page") or "", *node.texts("also"))}


def misdated(draft: Draft, now: Iterable[Thing], known: Known, changed: bool) -> Iterator[str]:
    """Tell of other words under the version of the last release, and of dates that do not fit."""
    for one in now:
        was = known.get((one.noted.kind, one.noted.id))
        if one.noted.kind != WHOLE or was is None or len(was.marks) < 3:
            continue
        (date, *version), (date_was, *version_was) = one.noted.marks[1:], was.marks[1:]
        same, word = version == version_was, draft.language.word
        told = {"place": f"{one.file}:{one.line}", "version": " ".join(version_was)}
        if same and changed:
            yield word("release_version").format(**told, date=date_was)
        elif same and date != date_was:
            yield word("release_date").format(**told, date=date_was, now=date)
        if date < date_was and (changed or not same):
            yield word("release_back").format(**told, date=date_was, now=date)
