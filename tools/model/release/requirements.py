"""Requirements of a release, which text in the making need not meet.

`check --release` reports what is missing, and the command `release` writes it.
`tools/decisions/0007-releases.md` says why. Before the first release nothing is required.
"""

import datetime as dt
from collections.abc import Iterator

from tools.model.problems import Problem
from tools.model.project import DATA_FOLDER, RETIRED_FILE, URLS_FILE, ParsedProject
from tools.model.reading.manifest import ManifestEntry
from tools.model.reading.yaml_nodes import Node
from tools.model.release import entries
from tools.model.release.urls import find_lost_urls


def find_missing_requirements(project: ParsedProject) -> Iterator[Problem]:
    """Yield what the sources lack to be released."""
    yield from find_stale_versions(project)
    yield from find_unretired_ids(project)
    file = (project.docs_folder / DATA_FOLDER / URLS_FILE).relative_to(project.root)
    for url, (line, _) in find_lost_urls(project).items():
        yield Problem(file, line, "address-gone", "", {"id": url})


def find_stale_versions(project: ParsedProject) -> Iterator[Problem]:
    """Yield the checklists that changed under their version, or have another one for nothing.

    Printed sheets show the version. A checklist that names none gets it from the release.
    """
    current = [located.entry for located in entries.collect_checklists(project)]
    digests = {entry.id: entry.fingerprint[0] for entry in current if entry.kind != entries.ITEM}
    for node in project.iter_checklists():
        released, version = entries.get_released_list(project, node.id), node.get_date("version")
        if released is None or version is None:
            continue
        released_digest, released_version = released
        is_same = digests[node.id] == released_digest
        if is_same and version != released_version:
            yield node.create_problem("version", "release-idle", was=released_version)
        elif not is_same and version <= released_version:
            values = {
                "was": released_version,
                "after": released_version + dt.timedelta(1),
                "items": ", ".join(find_changed_items(project, node, current)) or "–",
            }
            yield node.create_problem("version", "release-version", **values)


def find_changed_items(
    project: ParsedProject, checklist: Node, current: list[ManifestEntry]
) -> list[str]:
    """Return the ids of the items of a checklist that are new or have other words."""
    prefix = f"{checklist.id}--"
    return [
        entry.id.removeprefix(prefix)
        for entry in current
        if entry.id.startswith(prefix)
        and entry.fingerprint
        and project.manifest.get((entries.ITEM, entry.id)) != entry
    ]


def find_unretired_ids(project: ParsedProject) -> Iterator[Problem]:
    """Yield the released ids that are gone and not retired: ticks, links and files depend on them.

    A released id that was retired must stay so.
    """
    file = (project.docs_folder / DATA_FOLDER / RETIRED_FILE).relative_to(project.root)
    known = entries.collect_known_ids(project)
    checklists = {node.id: node for node in project.iter_checklists()}
    for kind, id_ in project.manifest:
        if (kind, id_) in known:
            continue
        if kind in entries.RETIRED_KEYS:
            key = entries.RETIRED_KEYS[kind]
            line = project.retired.get_line(key) if project.retired else 1
            yield Problem(file, line, "release-id", key, {"id": id_, "name": key, "file": file})
        checklist_id, _, item_id = id_.partition("--")
        if kind == entries.ITEM and checklist_id in checklists:
            node = checklists[checklist_id]
            key = "retired" if node.data.get("retired") else "blocks"
            yield node.create_problem(key, "release-item", id=item_id)
