"""Rules for a checklist as a whole, and for all checklists together."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from tools.model.entities.fields import MINUTES_FIELD
from tools.model.problems import Problem
from tools.model.project import ParsedProject, iter_checklist_items
from tools.model.reading.text import has_word, split_words
from tools.model.reading.yaml_nodes import Node
from tools.model.rules import common

# An item without quotation marks, and what YAML takes for a comment; one that an editor writes
# begins with a space.
CUT_ITEM = re.compile(r" *(?:- +)?(?:what: +)?[^\s\"'#].*? #(?!hint:|noqa)[^\s#]")


def check_item_count(project: ParsedProject) -> Iterator[Problem]:
    """Write no more items than fit one pause: five to nine, unless the settings allow fewer."""
    settings = project.mkdocs.publication.lists
    for checklist in project.iter_checklists():
        minimum = settings.shorter.get(checklist.id, settings.items.least)
        maximum = settings.items.most
        count = len(list(iter_checklist_items(checklist)))
        if not minimum <= count <= maximum:
            limits = {"least": minimum, "most": maximum}
            yield checklist.create_problem("blocks", "list-count", count=count, **limits)
        blocks = checklist.get_nodes("blocks")
        for block in blocks:
            if len(blocks) > 1 and len(block.get_nodes("items")) == 1:
                yield block.create_problem("items", "block-of-one")


def check_meeting_minutes(project: ParsedProject) -> Iterator[Problem]:
    """Divide the minutes of the meeting among the items that are done in it.

    Items have minutes where the publication has a number among its fields that is called so.
    """
    settings = project.mkdocs.publication.fields.get(MINUTES_FIELD)
    if not settings or settings.type != "number":
        return
    for checklist in project.iter_checklists():
        pause = checklist.get_node("pause")
        total = pause.data.get("minutes") if pause else None
        items = [*iter_meeting_items(checklist)]
        timed = [item for item in items if item.data.get(MINUTES_FIELD) is not None]
        if len(timed) == len(items):
            minutes: list[Any] = [item.data[MINUTES_FIELD] for item in items]
            if minutes and all(map(common.is_int, (total, *minutes))):
                count = sum(minutes)
                if pause and count != total:
                    yield pause.create_problem("minutes", "list-minutes", total=total, count=count)
        elif timed:
            for item in items:
                if item not in timed:
                    yield item.create_problem(MINUTES_FIELD, "item-without-minutes")


def iter_meeting_items(checklist: Node) -> Iterator[Node]:
    """Yield the items of a checklist that are done in the meeting itself."""
    for block in checklist.get_nodes("blocks"):
        if block.get_text("phase") == "now":
            yield from block.with_label(checklist.label).get_nodes("items")


def check_checklist_ids(project: ParsedProject) -> Iterator[Problem]:
    """Use a unique id for every checklist, block and item; ticks, links and files depend on it."""
    for checklist in project.iter_checklists():
        yield from common.find_duplicates(iter_checklist_items(checklist), "item-id-double")
        yield from common.find_duplicates(checklist.get_nodes("blocks"), "block-id-double")
    yield from common.find_duplicates(project.iter_checklists(), "list-id-double")


def check_references(project: ParsedProject) -> Iterator[Problem]:
    """Refer to items of other lists, each once: the action itself stands in one list only."""
    known = {
        f"{page.id}#{item.id}"
        for page, checklist in project.iter_fields("checklist")
        for item in iter_checklist_items(checklist)
    }
    for page, node in project.iter_fields("checklist"):
        checklist = node.with_label(f"checklist {node.id}".strip())
        yield from common.find_repeats(checklist, "see")
        for reference in dict.fromkeys(checklist.get_texts("see")):
            if reference.partition("#")[0] == page.id:
                yield checklist.create_problem("see", "see-own", id=reference)
            elif "#" in reference and reference not in known:
                yield checklist.create_problem("see", "see-unknown", id=reference)


def check_missing_ids(project: ParsedProject) -> Iterator[Problem]:
    """Set an id on each item: without one it cannot be ticked or linked."""
    for checklist in project.iter_checklists():
        for item in iter_checklist_items(checklist):
            if not item.id:
                yield item.create_problem("what", "item-without-id", command="python -m tools ids")


def check_task_lists(project: ParsedProject) -> Iterator[Problem]:
    """Write a task list as what a checklist is: blocks of items, on one level, as plain text."""
    for page in project.pages:
        for rule, lines in page.list_notes.items():
            for line in lines:
                yield page.create_problem(line, rule)


def check_cut_items(project: ParsedProject) -> Iterator[Problem]:
    """Put an item with ` #5` in quotation marks: what follows is a comment in YAML."""
    for page in project.pages:
        items = [*iter_checklist_items(page.checklist)] if page.checklist else []
        lines: list[str] = []
        for item in items:
            number = item.get_line("what")
            if number > page.line_offset:
                break  # a task list
            lines = lines or (project.root / page.file).read_text(encoding="utf-8").split("\n")
            if CUT_ITEM.match(lines[number - 1]):
                yield item.create_problem("what", "item-cut")


def check_retired_ids(project: ParsedProject) -> Iterator[Problem]:
    """Never use a retired id again: readers' ticks and links still have the old meaning."""
    if project.retired:
        for key in project.retired.data:
            yield from common.find_repeats(project.retired, key)
    yield from common.find_retired(project.iter_checklists(), project.retired, "checklists")
    for checklist in project.iter_checklists():
        yield from common.find_repeats(checklist, "retired")
        yield from common.find_retired(iter_checklist_items(checklist), checklist, "retired")


def check_verb_variety(project: ParsedProject) -> Iterator[Problem]:
    """Vary the first verb; the same verb too often hides the differences."""
    for checklist in project.iter_checklists():
        verbs = Counter(
            next(iter(split_words(item.get_text("what") or "")), "").lower()
            for item in iter_checklist_items(checklist)
        )
        for verb, count in verbs.items():
            if verb and count > project.get_limit("verb-repeated", checklist):
                yield checklist.create_problem("blocks", "verb-repeated", word=verb, count=count)


def check_pause_references(project: ParsedProject) -> Iterator[Problem]:
    """Name the role that may call the pause, and the kind of meeting by which readers find it."""
    roles, meetings = common.get_ids(project.roles), common.get_ids(project.meetings)
    for checklist in project.iter_checklists():
        pause = checklist.get_node("pause")
        if pause:
            yield from common.find_unknown_ids(pause, "caller", roles, "role-unknown")
            yield from common.find_unknown_ids(pause, "meeting", meetings, "meeting-unknown")


def check_spoken_close(project: ParsedProject) -> Iterator[Problem]:
    """End with something to say: a question, or an agreement read aloud."""
    for checklist in project.iter_checklists():
        close = checklist.get_text("close") or "?"
        cues = project.language.spoken_cues
        if not any((cue == "?" and cue in close) or has_word(close, cue) for cue in cues):
            yield checklist.create_problem("close", "close-silent")


def check_review_dates(project: ParsedProject) -> Iterator[Problem]:
    """Set the next review after this one, and not too long after it."""
    for _, _, review in project.iter_reviews():
        on, again = review.get_date("on"), review.get_date("again")
        maximum = project.get_limit("review-order", review)
        if on and again and not 0 < (again - on).days <= maximum:
            values = {"on": on, "again": again, "days": maximum}
            yield review.create_problem("again", "review-order", **values)


def check_checklist_count(project: ParsedProject) -> Iterator[Problem]:
    """Write as many checklists as the settings require, with as many items in all."""
    settings = project.mkdocs.publication.lists
    node = project.settings_node.get_node("lists") or project.settings_node
    count, expected = len([*project.iter_checklists()]), settings.count
    if expected is not None and count != expected:
        yield node.create_problem("count", "lists-count", count=count, wanted=expected)
    count, limits = len([*project.iter_items()]), settings.total
    if not limits.least <= count <= limits.most:
        values = {"least": limits.least, "most": limits.most}
        yield node.create_problem("total", "items-count", count=count, **values)
