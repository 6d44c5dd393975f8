"""Rules for what was published: a version keeps its text, and an id is never used again.

`tools/decisions/0007-releases.md` says why. Before the first release these rules find nothing.
"""

import datetime as dt
from collections.abc import Iterator

from tools.model.problems import Problem
from tools.model.project import DATA_FOLDER, ParsedProject
from tools.model.release import entries


def check_released_versions(project: ParsedProject) -> Iterator[Problem]:
    """Set a later version when the text of a checklist changed, and only then: prints show it."""
    current = [located.entry for located in entries.collect_checklists(project)]
    digests = {entry.id: entry.fingerprint[0] for entry in current if entry.kind != entries.ITEM}
    for node in project.iter_checklists():
        entry = project.manifest.get((entries.CHECKLIST, node.id))
        version = node.get_date("version")
        if entry is None or version is None or len(entry.fingerprint) < 2:
            continue
        released_digest, released_version = entry.fingerprint
        unchanged = digests[node.id] == released_digest
        if unchanged and str(version) != released_version:
            yield node.create_problem("version", "release-idle", was=released_version)
        elif not unchanged and str(version) <= released_version:
            changed = [
                item.id.partition("--")[2]
                for item in current
                if item.id.startswith(f"{node.id}--")
                and project.manifest.get((entries.ITEM, item.id)) != item
            ]
            after = dt.date.fromisoformat(released_version) + dt.timedelta(1)
            values = {"was": released_version, "after": after, "items": ", ".join(changed) or "–"}
            yield node.create_problem("version", "release-version", **values)


def check_removed_ids(project: ParsedProject) -> Iterator[Problem]:
    """Retire the id of what is removed after publication: ticks, links and files depend on it."""
    known = entries.collect_known_ids(project)
    checklists = {node.id: node for node in project.iter_checklists()}
    for kind, id_ in project.manifest:
        if (kind, id_) in known:
            continue
        if kind in entries.RETIRED_KEYS and project.retired:
            yield project.retired.create_problem(
                entries.RETIRED_KEYS[kind], "release-id", id=id_, name=entries.RETIRED_KEYS[kind],
                file=(project.docs_folder / DATA_FOLDER / "retired.yml").relative_to(project.root),
            )  # fmt: skip
        checklist_id, _, item_id = id_.partition("--")
        if kind == entries.ITEM and checklist_id in checklists:
            node = checklists[checklist_id]
            key = "retired" if node.data.get("retired") else "blocks"
            yield node.create_problem(key, "release-item", id=item_id)


def check_moved_review_dates(project: ParsedProject) -> Iterator[Problem]:
    """Change a review date only after a review, never to an earlier date."""
    for review_id, _, review in project.iter_reviews():
        entry = project.manifest.get((entries.REVIEW, review_id))
        if entry is None or len(entry.fingerprint) < 2 or review.get_date("on") is None:
            continue
        on, again = str(review.get_date("on")), str(review.get_date("again"))
        released_on, released_again = entry.fingerprint
        if on < released_on or (on == released_on and again != released_again):
            yield review.create_problem("on", "release-check", on=released_on, again=released_again)
