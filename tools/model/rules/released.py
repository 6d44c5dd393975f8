"""Rules for what was published: a version keeps its words, an id is never used again.

`tools/decisions/0007-releases.md` says why. Without a release there is nothing to keep.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator

from tools.model.draft import DATA, Draft
from tools.model.problems import Problem
from tools.model.released import Noted
from tools.model.things import ITEM, KEPT, LIST, kept_ids, lists, reviewed


def keep_the_words_of_a_version(draft: Draft) -> Iterator[Problem]:
    """Give a list a later version when its words changed, and only then: paper bears it."""
    known = draft.released
    now: dict[str, Noted] = {}
    items: dict[str, list[Noted]] = defaultdict(list)
    for one in lists(draft) if known else ():
        if one.noted.kind == ITEM:
            items[one.noted.id.partition("--")[0]].append(one.noted)
        else:
            now[one.noted.id] = one.noted
    for node in draft.lists() if known else ():
        identity = node.text("id") or ""
        noted, own = known.get((LIST, identity)), now.get(identity)
        version = node.day("version")
        if noted is None or own is None or version is None or len(noted.marks) < 2:
            continue
        same, was = own.marks[0] == noted.marks[0], noted.marks[1]
        if same and str(version) != was:
            yield node.problem("version", "released-idle", was=was)
        elif not same and str(version) <= was:
            changed = [
                item.id.partition("--")[2]
                for item in items[identity]
                if known.get((ITEM, item.id)) != item
            ]
            after = dt.date.fromisoformat(was) + dt.timedelta(1)
            yield node.problem(
                "version", "released-version", was=was, after=after, items=", ".join(changed) or "–"
            )


def never_lose_an_id(draft: Draft) -> Iterator[Problem]:
    """Retire the id of what was published and goes: ticks, links and files hang on it."""
    known = draft.released
    now = kept_ids(draft) if known else set()
    here = {node.text("id"): node for node in draft.lists()}
    for kind, identity in known:
        if (kind, identity) in now:
            continue
        if kind in KEPT and draft.retired:
            yield draft.retired.problem(
                KEPT[kind], "released-id", id=identity, name=KEPT[kind],
                file=(draft.docs / DATA / "retired.yml").relative_to(draft.root),
            )  # fmt: skip
        checklist, _, item = identity.partition("--")
        if kind == ITEM and checklist in here:
            node = here[checklist]
            key = "retired" if node.data.get("retired") else "blocks"
            yield node.problem(key, "released-item", id=item)


def check_before_a_date_moves(draft: Draft) -> Iterator[Problem]:
    """Move a date of checking on only by checking, never back."""
    known = draft.released
    for place, review in reviewed(draft) if known else ():
        noted = known.get(("checked", place))
        on, again = str(review.day("on")), str(review.day("again"))
        if noted is None or len(noted.marks) < 2 or review.day("on") is None:
            continue
        if on < noted.marks[0] or (on == noted.marks[0] and again != noted.marks[1]):
            yield review.problem("on", "released-check", on=noted.marks[0], again=noted.marks[1])


RULES = (keep_the_words_of_a_version, never_lose_an_id, check_before_a_date_moves)
