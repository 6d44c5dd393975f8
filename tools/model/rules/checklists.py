"""Rules for a checklist as a whole, and for all checklists together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from tools.model.draft import Draft, items_of
from tools.model.problems import Problem
from tools.model.rules.items import twice
from tools.model.source import Node
from tools.model.text import has_word, words

MOST_SAME_VERB = 2
LONGEST_REVIEW = 400  # days: a year, and a month to do it in


def holds_few_items(draft: Draft) -> Iterator[Problem]:
    """Keep a list to what fits one pause: five to nine items, unless the settings say fewer."""
    lists = draft.settings.publication.lists
    for checklist in draft.lists():
        least = lists.shorter.get(checklist.text("id") or "", lists.items.least)
        count = len(list(items_of(checklist)))
        if not least <= count <= lists.items.most:
            yield checklist.problem(
                "blocks", "list-count", count=count, least=least, most=lists.items.most
            )
        blocks = checklist.nodes("blocks")
        for block in blocks:
            if len(blocks) > 1 and len(block.nodes("items")) == 1:
                yield block.problem("items", "block-of-one")


def has_own_ids(draft: Draft) -> Iterator[Problem]:
    """Give every list, block and item an id of its own; ticks, links and files hang on it."""
    for checklist in draft.lists():
        yield from doubles([*items_of(checklist)], "item-id-double")
        yield from doubles(checklist.nodes("blocks"), "block-id-double")
    yield from doubles([*draft.lists()], "list-id-double")


def doubles(nodes: list[Node], code: str, key: str = "id") -> Iterator[Problem]:
    """Give a problem for every node whose id (or other field) an earlier node has."""
    first: dict[str, Node] = {}
    for node in nodes:
        identity = node.text(key)
        if identity is None:
            continue
        if identity in first:
            other = first[identity]
            where = f"{other.origin.file}:{other.line(key)}"
            yield node.problem(key, code, id=identity, first=where)
        first.setdefault(identity, node)


def leaves_retired_ids_alone(draft: Draft) -> Iterator[Problem]:
    """Never use a retired id again: somebody's ticks and links still hang on the old meaning."""
    gone = set(draft.retired.texts("checklists")) if draft.retired else set()
    for key in draft.retired.data if draft.retired else ():
        yield from twice(draft.retired, key) if draft.retired else ()
    for checklist in draft.lists():
        yield from twice(checklist, "retired")
        if checklist.text("id") in gone:
            yield checklist.problem("id", "id-retired", id=checklist.text("id"))
        retired = set(checklist.texts("retired"))
        for item in items_of(checklist):
            if item.text("id") in retired:
                yield item.problem("id", "id-retired", id=item.text("id"))


def varies_its_verbs(draft: Draft) -> Iterator[Problem]:
    """Vary the first verb; three times the same hides what differs."""
    for checklist in draft.lists():
        first = Counter(
            next(iter(words(item.text("what") or "")), "").lower() for item in items_of(checklist)
        )
        for verb, count in first.items():
            if verb and count > MOST_SAME_VERB:
                yield checklist.problem("blocks", "verb-repeated", word=verb, count=count)


def names_who_calls_it_and_where(draft: Draft) -> Iterator[Problem]:
    """Name the role that may call the pause, and the kind of meeting that readers find it by."""
    for key, nodes, code in (
        ("caller", draft.roles, "role-unknown"),
        ("meeting", draft.meetings, "meeting-unknown"),
    ):
        known = [node.text("id") or "" for node in nodes]
        for checklist in draft.lists():
            pause = checklist.node("pause")
            identity = pause.text(key) if pause else None
            if pause and identity and identity not in known:
                yield pause.problem(key, code, id=identity, known=", ".join(known))


def closes_aloud(draft: Draft) -> Iterator[Problem]:
    """End with something spoken: a question, or an agreement read aloud."""
    for checklist in draft.lists():
        close = checklist.text("close") or "?"
        if not any(
            (mark == "?" and mark in close) or has_word(close, mark)
            for mark in draft.language.spoken
        ):
            yield checklist.problem("close", "close-silent")


def is_reviewed_in_time(draft: Draft) -> Iterator[Problem]:
    """Set the next review after this one, and within little more than a year."""
    for _, review in draft.reviews():
        on, again = review.day("on"), review.day("again")
        if on and again and not 0 < (again - on).days <= LONGEST_REVIEW:
            yield review.problem("again", "review-order", on=on, again=again, days=LONGEST_REVIEW)


def are_all_there(draft: Draft) -> Iterator[Problem]:
    """Have as many checklists as the settings promise."""
    count, wanted = len([*draft.lists()]), draft.settings.publication.lists.count
    if count != wanted:
        node = draft.own.node("lists") or draft.own
        yield node.problem("count", "lists-count", count=count, wanted=wanted)


RULES = (
    holds_few_items,
    has_own_ids,
    leaves_retired_ids_alone,
    varies_its_verbs,
    names_who_calls_it_and_where,
    closes_aloud,
    is_reviewed_in_time,
    are_all_there,
)
