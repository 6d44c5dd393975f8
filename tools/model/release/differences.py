"""The differences between a project and its last release, and which of them readers are told of.

The list of changes tells readers. An entry in it announces its `page` and those in `also`; one
without a page announces the publication as a whole. Entries that were released before announce
nothing new. Something new that shows by itself (a source, a term) needs no entry; a new page does.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from tools.model.project import ParsedProject
from tools.model.reading.heading_aliases import HEADING
from tools.model.reading.manifest import LocatedEntry
from tools.model.release import entries

# An item with its checklist; a review on the page itself, by its date; a heading with its page.
ANNOUNCED_ELSEWHERE = {entries.ITEM, entries.REVIEW, HEADING}
# Kinds whose entries may be removed without an entry in the list of changes.
SILENTLY_REMOVED = {*entries.RETIRED_KEYS, *ANNOUNCED_ELSEWHERE, entries.PUBLICATION}
Key = tuple[str, str]  # the kind and id of an entry


@dataclass(frozen=True)
class Differences:
    """The differences of a project with its last release; there are none before the first."""

    project: ParsedProject

    @cached_property
    def current(self) -> dict[Key, LocatedEntry]:
        """The entries as they are now."""
        located = entries.collect_entries(self.project)
        return {(entry.entry.kind, entry.entry.id): entry for entry in located}

    @cached_property
    def added(self) -> list[LocatedEntry]:
        """The entries that are new."""
        manifest = self.project.manifest
        return [e for key, e in self.current.items() if manifest and key not in manifest]

    @cached_property
    def changed(self) -> list[LocatedEntry]:
        """The entries with another fingerprint."""
        manifest = self.project.manifest
        return [
            e
            for key, e in self.current.items()
            if key in manifest and manifest[key].fingerprint != e.entry.fingerprint
        ]

    @cached_property
    def removed(self) -> list[Key]:
        """The kinds and ids of the entries that are gone."""
        return [key for key in self.project.manifest if key not in self.current]

    @cached_property
    def rewritten(self) -> list[LocatedEntry]:
        """The entries that readers meet otherwise than in the last release: other words, new pages.

        Dates and versions by themselves are none.
        """
        manifest = self.project.manifest
        changed = [
            entry
            for entry in self.changed
            if entry.entry.kind not in ANNOUNCED_ELSEWHERE
            and entry.entry.fingerprint
            and manifest[entry.entry.kind, entry.entry.id].fingerprint[:1]
            != entry.entry.fingerprint[:1]
        ]
        return changed + [entry for entry in self.added if entry.entry.kind == entries.PAGE]

    @property
    def is_rewritten(self) -> bool:
        """Return whether readers meet anything otherwise, or miss what they must be told of."""
        return bool(self.rewritten) or any(kind not in SILENTLY_REMOVED for kind, _ in self.removed)

    @cached_property
    def announced_pages(self) -> frozenset[str]:
        """The ids of pages that changes since the release announce; "" is the publication."""
        announced = set()
        for change in self.project.changes:
            if (entries.CHANGE, change.get_text("id") or "") not in self.project.manifest:
                announced |= {change.get_text("page") or "", *change.get_texts("also")}
        return frozenset(announced)

    def find_unannounced(self) -> Iterator[LocatedEntry]:
        """Yield what readers meet otherwise, and of which no page is announced."""
        for entry in self.rewritten:
            if not (entry.page_ids or {""}) & self.announced_pages:
                yield entry

    def find_unannounced_removals(self) -> Iterator[tuple[Key, str]]:
        """Yield what is gone without being announced, with the id of a page to announce it on.

        A released change must stay. An image stands on no page in particular, so any announcement
        serves; anything else needs one of the page on which its kind is listed.
        """
        for kind, id_ in self.removed:
            if kind in SILENTLY_REMOVED:
                continue
            page_id = entries.find_reference_page(self.project, kind)
            homes = self.announced_pages if kind == entries.IMAGE else {page_id}
            if kind == entries.CHANGE or not self.announced_pages & homes:
                yield (kind, id_), page_id


def find_former_release(project: ParsedProject) -> tuple[str, str] | None:
    """Return the version and the date of the last release, if there was one."""
    for kind, id_ in project.manifest:
        if kind == entries.PUBLICATION:
            _, date, *version = project.manifest[kind, id_].fingerprint
            return " ".join(version), date
    return None


def format_entry_name(project: ParsedProject, kind: str, id_: str) -> tuple[str, str]:
    """Return the kind and id of an entry in words; the id of an order is itself a kind.

    A kind without words (in a manifest edited by hand) is returned as it stands.
    """
    interface = project.language.interface
    name = interface.get(f"entry_{id_}", id_) if kind == entries.ORDER else id_
    return interface.get(f"entry_{kind}", kind), name
