"""Rules for a checklist as a whole, and for all checklists together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from tools.model.problems import Problem
from tools.model.project import ParsedProject, iter_checklist_items
from tools.model.reading.text import has_word, split_words
from tools.model.reading.yaml_nodes import Node
from tools.model.rules.items import check_repeated_values

MAX_SAME_VERB = 2
MAX_REVIEW_DAYS = 400  # days: a year, and a month to do it in


def check_item_count(draft: ParsedProject) -> Iterator[Problem]:
    """Keep a list to what fits one pause: five to nine items, unless the settings say fewer."""
    lists = draft.mkdocs.publication.lists
    for checklist in draft.iter_checklists():
        least = lists.shorter.get(checklist.get_text("id") or "", lists.items.least)
        count = len(list(iter_checklist_items(checklist)))
        if not least <= count <= lists.items.most:
            yield checklist.create_problem(
                "blocks", "list-count", count=count, least=least, most=lists.items.most
            )
        blocks = checklist.get_nodes("blocks")
        for block in blocks:
            if len(blocks) > 1 and len(block.get_nodes("items")) == 1:
                yield block.create_problem("items", "block-of-one")


def check_checklist_ids(draft: ParsedProject) -> Iterator[Problem]:
    """Give every list, block and item an id of its own; ticks, links and files hang on it."""
    for checklist in draft.iter_checklists():
        yield from check_duplicates([*iter_checklist_items(checklist)], "item-id-double")
        yield from check_duplicates(checklist.get_nodes("blocks"), "block-id-double")
    yield from check_duplicates([*draft.iter_checklists()], "list-id-double")


def check_duplicates(nodes: list[Node], code: str, key: str = "id") -> Iterator[Problem]:
    """Give a problem for every node whose id (or other field) an earlier node has."""
    first: dict[str, Node] = {}
    for node in nodes:
        identity = node.get_text(key)
        if identity is None:
            continue
        if identity in first:
            other = first[identity]
            where = f"{other.origin.file}:{other.get_line(key)}"
            yield node.create_problem(key, code, id=identity, first=where)
        first.setdefault(identity, node)


def check_retired_ids(draft: ParsedProject) -> Iterator[Problem]:
    """Never use a retired id again: somebody's ticks and links still hang on the old meaning."""
    gone = set(draft.retired.get_texts("checklists")) if draft.retired else set()
    for key in draft.retired.data if draft.retired else ():
        yield from check_repeated_values(draft.retired, key) if draft.retired else ()
    for checklist in draft.iter_checklists():
        yield from check_repeated_values(checklist, "retired")
        if checklist.get_text("id") in gone:
            yield checklist.create_problem("id", "id-retired", id=checklist.get_text("id"))
        retired = set(checklist.get_texts("retired"))
        for item in iter_checklist_items(checklist):
            if item.get_text("id") in retired:
                yield item.create_problem("id", "id-retired", id=item.get_text("id"))


def check_verb_variety(draft: ParsedProject) -> Iterator[Problem]:
    """Vary the first verb; three times the same hides what differs."""
    for checklist in draft.iter_checklists():
        first = Counter(
            next(iter(split_words(item.get_text("what") or "")), "").lower()
            for item in iter_checklist_items(checklist)
        )
        for verb, count in first.items():
            if verb and count > MAX_SAME_VERB:
                yield checklist.create_problem("blocks", "verb-repeated", word=verb, count=count)


def check_pause_references(draft: ParsedProject) -> Iterator[Problem]:
    """Name the role that may call the pause, and the kind of meeting that readers find it by."""
    for key, nodes, code in (
        ("caller", draft.roles, "role-unknown"),
        ("meeting", draft.meetings, "meeting-unknown"),
    ):
        known = [node.get_text("id") or "" for node in nodes]
        for checklist in draft.iter_checklists():
            pause = checklist.get_node("pause")
            identity = pause.get_text(key) if pause else None
            if pause and identity and identity not in known:
                yield pause.create_problem(key, code, id=identity, known=", ".join(known))


def check_spoken_close(draft: ParsedProject) -> Iterator[Problem]:
    """End with something spoken: a question, or an agreement read aloud."""
    for checklist in draft.iter_checklists():
        close = checklist.get_text("close") or "?"
        if not any(
            (mark == "?" and mark in close) or has_word(close, mark)
            for mark in draft.language.spoken_cues
        ):
            yield checklist.create_problem("close", "close-silent")


def check_review_dates(draft: ParsedProject) -> Iterator[Problem]:
    """Set the next review after this one, and within little more than a year."""
    for _, review in draft.iter_reviews():
        on, again = review.get_date("on"), review.get_date("again")
        if on and again and not 0 < (again - on).days <= MAX_REVIEW_DAYS:
            yield review.create_problem(
                "again", "review-order", on=on, again=again, days=MAX_REVIEW_DAYS
            )


def check_checklist_count(draft: ParsedProject) -> Iterator[Problem]:
    """Have as many checklists as the settings promise."""
    count, wanted = len([*draft.iter_checklists()]), draft.mkdocs.publication.lists.count
    if count != wanted:
        node = draft.settings_node.get_node("lists") or draft.settings_node
        yield node.create_problem("count", "lists-count", count=count, wanted=wanted)


RULES = (
    check_item_count,
    check_checklist_ids,
    check_retired_ids,
    check_verb_variety,
    check_pause_references,
    check_spoken_close,
    check_review_dates,
    check_checklist_count,
)
