"""Rules for what was published: a version keeps its words, an id is never used again.

`tools/decisions/0007-releases.md` says why. Without a release there is nothing to keep.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator

from tools.model.problems import Problem
from tools.model.project import DATA_FOLDER, ParsedProject
from tools.model.reading.manifest import ManifestEntry
from tools.model.release.entries import (
    CHECKLIST,
    ITEM,
    RETIRED_KEYS,
    collect_checklists,
    collect_known_ids,
    iter_reviews,
)


def check_released_versions(draft: ParsedProject) -> Iterator[Problem]:
    """Give a list a later version when its words changed, and only then: paper bears it."""
    known = draft.manifest
    now: dict[str, ManifestEntry] = {}
    items: dict[str, list[ManifestEntry]] = defaultdict(list)
    for one in collect_checklists(draft) if known else ():
        if one.entry.kind == ITEM:
            items[one.entry.id.partition("--")[0]].append(one.entry)
        else:
            now[one.entry.id] = one.entry
    for node in draft.iter_checklists() if known else ():
        identity = node.get_text("id") or ""
        noted, own = known.get((CHECKLIST, identity)), now.get(identity)
        version = node.get_date("version")
        if noted is None or own is None or version is None or len(noted.fingerprint) < 2:
            continue
        same, was = own.fingerprint[0] == noted.fingerprint[0], noted.fingerprint[1]
        if same and str(version) != was:
            yield node.create_problem("version", "released-idle", was=was)
        elif not same and str(version) <= was:
            changed = [
                item.id.partition("--")[2]
                for item in items[identity]
                if known.get((ITEM, item.id)) != item
            ]
            after = dt.date.fromisoformat(was) + dt.timedelta(1)
            yield node.create_problem(
                "version", "released-version", was=was, after=after, items=", ".join(changed) or "–"
            )


def check_removed_ids(draft: ParsedProject) -> Iterator[Problem]:
    """Retire the id of what was published and goes: ticks, links and files hang on it."""
    known = draft.manifest
    now = collect_known_ids(draft) if known else set()
    here = {node.get_text("id"): node for node in draft.iter_checklists()}
    for kind, identity in known:
        if (kind, identity) in now:
            continue
        if kind in RETIRED_KEYS and draft.retired:
            yield draft.retired.create_problem(
                RETIRED_KEYS[kind], "released-id", id=identity, name=RETIRED_KEYS[kind],
                file=(draft.docs_folder / DATA_FOLDER / "retired.yml").relative_to(draft.root),
            )  # fmt: skip
        checklist, _, item = identity.partition("--")
        if kind == ITEM and checklist in here:
            node = here[checklist]
            key = "retired" if node.data.get("retired") else "blocks"
            yield node.create_problem(key, "released-item", id=item)


def check_moved_review_dates(draft: ParsedProject) -> Iterator[Problem]:
    """Move a date of checking on only by checking, never back."""
    known = draft.manifest
    for place, review in iter_reviews(draft) if known else ():
        noted = known.get(("checked", place))
        on, again = str(review.get_date("on")), str(review.get_date("again"))
        if noted is None or len(noted.fingerprint) < 2 or review.get_date("on") is None:
            continue
        if on < noted.fingerprint[0] or (
            on == noted.fingerprint[0] and again != noted.fingerprint[1]
        ):
            yield review.create_problem(
                "on", "released-check", on=noted.fingerprint[0], again=noted.fingerprint[1]
            )


RULES = (check_released_versions, check_removed_ids, check_moved_review_dates)
