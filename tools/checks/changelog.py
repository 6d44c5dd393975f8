"""Check that the list of changes names each page that changed since the last release.

`tools/decisions/0007-releases.md` explains it. Without a release there is nothing to announce.
"""

from collections.abc import Iterable, Iterator

from tools.model.project import CHANGES_FILE, DATA_FOLDER, ParsedProject
from tools.model.reading.manifest import LocatedEntry, Manifest
from tools.model.release import entries

# An item with its checklist; a review on the page itself, by its date.
ANNOUNCED_ELSEWHERE = {entries.ITEM, entries.REVIEW}
# Kinds whose entries may be removed without an entry in the list of changes.
SILENTLY_REMOVED = {*entries.RETIRED_KEYS, *ANNOUNCED_ELSEWHERE, entries.PUBLICATION}


def check_changelog(project: ParsedProject) -> Iterator[str]:
    """Yield what differs from the last release and is not in the list of changes.

    An entry in that list announces its `page` and those in `also`; one without a page announces the
    publication as a whole. Entries that were published before announce nothing new. Something new
    that shows by itself (a source, a term) needs no entry; a new page does.
    """
    manifest = project.manifest
    if not manifest:
        return
    located = [*entries.collect_entries(project)]
    changed = [entry for entry in located if has_changed(entry, manifest)]
    announced = find_announced_pages(project, manifest)
    yield from check_changes(project, changed, announced)
    current = {(entry.entry.kind, entry.entry.id) for entry in located}
    removed = [key for key in manifest if key not in current]
    yield from check_removals(project, removed, announced)
    yield from check_release_date(project, located, manifest, bool(changed))


def check_changes(
    project: ParsedProject, changed: Iterable[LocatedEntry], announced: set[str]
) -> Iterator[str]:
    """Yield the changed entries of which no page is announced, and a line to announce them with."""
    word, file = project.language.word, changes_path(project)
    pages_to_name = set()
    for entry in changed:
        if (entry.page_ids or {""}) & announced:
            continue
        page_ids = sorted(entry.page_ids - {""})
        kind, id_ = format_entry_name(project, entry.entry.kind, entry.entry.id)
        values = {"place": f"{entry.file}:{entry.line}", "pages": ", ".join(page_ids) or "–"}
        yield word("release_unannounced").format(**values, kind=kind, id=id_, file=file)
        pages_to_name.update(page_ids[:1])
    if pages_to_name:
        yield word("release_also").format(file=file, pages=", ".join(sorted(pages_to_name)))


def check_removals(
    project: ParsedProject, removed: Iterable[tuple[str, str]], announced: set[str]
) -> Iterator[str]:
    """Yield the removed entries, by kind and id, that the list of changes does not announce.

    A published change must stay. An image stands on no page in particular, so any announcement
    serves; anything else needs one of the page on which its kind is listed.
    """
    word, file = project.language.word, changes_path(project)
    for kind, id_ in removed:
        if kind in SILENTLY_REMOVED:
            continue
        homes = announced if kind == entries.IMAGE else {entries.find_reference_page(project, kind)}
        if kind == entries.CHANGE or not announced & homes:
            kind_name, name = format_entry_name(project, kind, id_)
            yield word("release_removed").format(kind=kind_name, id=name, file=file)


def changes_path(project: ParsedProject) -> str:
    """Return the path of the list of changes, relative to the project."""
    return str(project.docs_folder.relative_to(project.root) / DATA_FOLDER / CHANGES_FILE)


def format_entry_name(project: ParsedProject, kind: str, id_: str) -> tuple[str, str]:
    """Return the kind and id of an entry in words; the id of an order is itself a kind.

    A kind without words (in a manifest edited by hand) is returned as it stands.
    """
    interface = project.language.interface
    name = interface.get(f"entry_{id_}", id_) if kind == entries.ORDER else id_
    return interface.get(f"entry_{kind}", kind), name


def has_changed(entry: LocatedEntry, manifest: Manifest) -> bool:
    """Return whether readers meet an entry otherwise than in the last release."""
    kind, id_, fingerprint = entry.entry.kind, entry.entry.id, entry.entry.fingerprint
    if kind in ANNOUNCED_ELSEWHERE or not fingerprint:
        return False
    former = manifest.get((kind, id_))
    return former.fingerprint[:1] != fingerprint[:1] if former else kind == entries.PAGE


def find_announced_pages(project: ParsedProject, manifest: Manifest) -> set[str]:
    """Return the ids of pages that changes since the release announce; "" is the publication."""
    announced = set()
    for change in project.changes:
        if (entries.CHANGE, change.get_text("id") or "") not in manifest:
            announced |= {change.get_text("page") or "", *change.get_texts("also")}
    return announced


def check_release_date(
    project: ParsedProject, located: Iterable[LocatedEntry], manifest: Manifest, changed: bool
) -> Iterator[str]:
    """Yield changes under the version of the last release, and dates that do not fit it."""
    word = project.language.word
    for entry in located:
        former = manifest.get((entry.entry.kind, entry.entry.id))
        if entry.entry.kind != entries.PUBLICATION or former is None or len(former.fingerprint) < 3:
            continue
        date, *version = entry.entry.fingerprint[1:]
        former_date, *former_version = former.fingerprint[1:]
        same_version = version == former_version
        values = {"place": f"{entry.file}:{entry.line}", "version": " ".join(former_version)}
        if same_version and changed:
            yield word("release_version").format(**values, date=former_date)
        elif same_version and date != former_date:
            yield word("release_date").format(**values, date=former_date, now=date)
        if date < former_date and (changed or not same_version):
            yield word("release_date_before").format(**values, date=former_date, now=date)
