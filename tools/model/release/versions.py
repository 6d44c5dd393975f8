"""The version of each checklist, compared with the release manifest.

A list that names a version keeps it. One that does not has that of the release in which its words
came out, which the manifest knows. `tools/decisions/0007-releases.md` says why.
"""

import datetime as dt

from tools.model.entities.version import Version
from tools.model.project import ParsedProject
from tools.model.release import entries

Versions = dict[str, Version]  # by the id of the checklist


def find_versions(project: ParsedProject) -> Versions:
    """Return the versions of all checklists, as every output shows them."""
    located = [*entries.collect_checklists(project)]
    digests = {e.entry.id: e.entry.fingerprint[0] for e in located if e.entry.kind != entries.ITEM}
    return {
        node.id: find_version(project, node.id, digests[node.id], node.get_date("version"))
        for node in project.iter_checklists()
    }


def find_version(
    project: ParsedProject, checklist_id: str, digest: str, given: dt.date | None
) -> Version:
    """Return the version of a checklist whose words have `digest`; `given` is the one it names."""
    publication_date = project.mkdocs.publication.date
    released = entries.get_released_list(project, checklist_id)
    if released is None:
        is_added = bool(project.manifest) and (given is None or given <= publication_date)
        return Version(given or publication_date, "added" if is_added else "released")
    released_digest, released_date = released
    if digest == released_digest:
        return Version(given or released_date)
    if given and given > released_date:
        return Version(given)
    return Version(released_date, "changed")
