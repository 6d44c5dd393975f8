"""Rules for pages: what the settings ask of their kind, and where statements are treated."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from tools.model.draft import Draft, DraftPage
from tools.model.problems import Problem
from tools.model.rules.checklists import doubles
from tools.model.rules.items import twice
from tools.model.settings import Kind
from tools.model.source import Node, line_of

SIGNS = re.compile(r"[<>\"{}]")  # the engine shows the names in a menu as they stand
# What a page may hold in its front matter, and the macro that shows it.
PLACED_BY = {
    "checklist": "page_checklist",
    "role": "page_tasks",
    "scan": "page_scan",
    "story": "story_note",
    "workform": "page_workform",
}


def pages_of(draft: Draft) -> Iterator[tuple[DraftPage, Kind]]:
    """Give every page whose kind the settings know, with that kind."""
    for page in draft.pages:
        kind = draft.settings.publication.kinds.get(page.meta.text("kind") or "")
        if kind:
            yield page, kind


def have_own_ids(draft: Draft) -> Iterator[Problem]:
    """Give every page an id of its own, never one that was retired."""
    yield from doubles([page.meta for page in draft.pages], "page-id-double")
    gone = set(draft.retired.texts("pages")) if draft.retired else set()
    for page in draft.pages:
        if page.id in gone:
            yield page.meta.problem("id", "id-retired", id=page.id)


def are_told_apart(draft: Draft) -> Iterator[Problem]:
    """Give every page a title and a description of its own: all that a search shows."""
    nodes = [page.meta for page in draft.pages]
    yield from doubles(nodes, "page-title-double", "title")
    yield from doubles(nodes, "page-description-double", "description")


def are_of_a_known_kind(draft: Draft) -> Iterator[Problem]:
    """Use the kinds of page that the settings name."""
    kinds = draft.settings.publication.kinds
    for page in draft.pages:
        kind = page.meta.text("kind")
        if kind is not None and kind not in kinds:
            yield page.meta.problem("kind", "kind-unknown", id=kind, known=", ".join(kinds))


def are_as_many_as_promised(draft: Draft) -> Iterator[Problem]:
    """Have of each kind as many pages as the settings ask."""
    found = Counter(page.meta.text("kind") for page in draft.pages)
    for name, kind in draft.settings.publication.kinds.items():
        if not kind.pages.least <= found[name] <= kind.pages.most:
            kinds = draft.own.node("kinds") or draft.own
            yield kinds.problem(
                name,
                "kind-count",
                kind=name,
                count=found[name],
                least=kind.pages.least,
                most=kind.pages.most,
            )


def are_numbered(draft: Draft) -> Iterator[Problem]:
    """Give the pages of a numbered kind the numbers 1, 2, 3 …, and no others."""
    seen: set[tuple[str | None, object]] = set()
    for page, kind in pages_of(draft):
        number = page.meta.data.get("number")
        if number is not None and (not isinstance(number, int) or isinstance(number, bool)):
            continue  # the shape tells
        key = (page.meta.text("kind"), number)
        most = kind.pages.most
        if kind.numbered and number is None:
            yield page.meta.problem(None, "number-missing")
        elif kind.numbered and key in seen:
            yield page.meta.problem("number", "number-double", number=number)
        elif not kind.numbered and number is not None:
            yield page.meta.problem("number", "number-idle")
        elif kind.numbered and number and number > most:
            yield page.meta.problem("number", "number-too-high", most=most)
        seen.add(key)


def have_what_their_kind_needs(draft: Draft) -> Iterator[Problem]:
    """Give a page the checklist, the story facts, the headings and the length of its kind.

    A page that is under way may still be short.
    """
    for page, kind in pages_of(draft):
        if kind.checklist and page.meta.data.get("checklist") is None:
            yield page.meta.problem(None, "checklist-missing")
        for key, needed, missing, idle in (
            ("story", kind.story, "story-missing", "story-idle"),
            ("role", kind.role, "role-missing", "role-idle"),
            ("workform", kind.workform, "workform-missing", "workform-idle"),
        ):
            if needed != (page.meta.data.get(key) is not None):
                yield page.meta.problem(None if needed else key, missing if needed else idle)
        have = [heading.id for heading in page.body.headings if heading.level == 2]
        if kind.headings and have != list(kind.headings):
            yield page.document.problem(1, "headings-differ", wanted=", ".join(kind.headings))
        count = page.body.word_count
        length = None if page.under_way else kind.words
        if length and not length.least <= count <= length.most:
            yield page.document.problem(
                1, "words-count", count=count, least=length.least, most=length.most
            )


def place_what_they_hold(draft: Draft) -> Iterator[Problem]:
    """Call the macro that shows a part of the front matter on a page that has it, only there."""
    for page in draft.pages:
        if page.body.unread:
            continue  # its calls cannot be read; another rule tells
        for key, macro in PLACED_BY.items():
            calls = [call for call in page.body.calls if call.name == macro]
            has_one = page.meta.data.get(key) is not None
            if has_one and len(calls) != 1:
                count = len(calls)
                yield page.meta.problem(key, "not-placed", field=key, macro=macro, count=count)
            elif calls and not has_one:
                line = calls[0].line
                yield page.document.problem(line, "nothing-to-place", field=key, macro=macro)


def are_there_for_every_role(draft: Draft) -> Iterator[Problem]:
    """Give each role one page, when the settings have a kind of page for roles."""
    kinds = draft.settings.publication.kinds
    known = [node.text("id") for node in draft.roles]
    found = Counter(page.meta.text("role") for page in draft.pages)
    for page in draft.pages:
        role = page.meta.text("role")
        if role and role not in known:
            names = ", ".join(filter(None, known))
            yield page.meta.problem("role", "role-unknown", id=role, known=names)
    if any(kind.role for kind in kinds.values()):
        for node in draft.roles:
            role = node.text("id")
            if role and found[role] != 1:
                yield node.problem("id", "role-pages", id=role, count=found[role])


def have_linkable_headings(draft: Draft) -> Iterator[Problem]:
    """Give each second-level heading an id; the title stands in the front matter."""
    for page in draft.pages:
        seen: set[str] = set()
        lines = page.body.foreign_lines  # of which another rule tells
        for heading in (one for one in page.body.headings if one.line not in lines):
            if heading.level == 1:
                yield page.document.problem(heading.line, "heading-one", text=heading.text)
            elif heading.level == 2 and not heading.id:
                yield page.document.problem(heading.line, "heading-without-id", text=heading.text)
            elif heading.id in seen:
                yield page.document.problem(heading.line, "heading-id-double", id=heading.id)
            if heading.id:
                seen.add(heading.id)


def treat_statements_under_headings(draft: Draft) -> Iterator[Problem]:
    """Say under which heading a statement is treated, and treat every statement somewhere."""
    known = {node.text("id"): node for node in draft.statements}
    treated = {statement for item in draft.items() for statement in item.texts("statements")}
    for page in draft.pages:
        node = page.meta.node("statements")
        for statement in node.data if node else ():
            anchor = node.text(statement) if node else None
            treated.add(statement)
            if node and statement not in known:
                yield node.problem(statement, "statement-unknown", id=statement)
            elif node and anchor and anchor not in page.anchors:
                yield node.problem(statement, "statement-heading", id=statement, anchor=anchor)
    for statement, node in known.items():
        if statement is not None and statement not in treated:
            yield node.problem("id", "statement-untreated", id=statement)


def refer_to_pages_that_exist(draft: Draft) -> Iterator[Problem]:
    """Name only existing pages and sources, also in the settings."""
    pages = {page.id for page in draft.pages}
    sources = {node.text("id") for node in draft.sources}
    for page in draft.pages:
        yield from unknown(page.meta, "related", pages, "page-unknown")
        yield from twice(page.meta, "related")
        yield from twice(page.meta, "search_words")
        if page.id in page.meta.texts("related"):
            yield page.meta.problem("related", "related-to-itself")
        story = page.meta.node("story")
        if story:
            yield from unknown(story, "shows", pages, "page-unknown")
            yield from unknown(story, "sources", sources, "source-unknown")
            yield from twice(story, "shows")
            yield from twice(story, "sources")
    homes = draft.own.node("homes") or draft.own
    for key in homes.data:
        identity = homes.text(key)
        if identity and identity not in pages:
            yield homes.problem(key, "page-unknown", id=identity)
    seen: set[str] = set()
    for part in draft.own.nodes("book"):
        yield from unknown(part, "pages", pages, "page-unknown")
        for identity in part.texts("pages"):
            if identity in seen:
                yield part.problem("pages", "book-page-double", id=identity)
            seen.add(identity)


def unknown(node: Node, key: str, known: set[str | None], code: str) -> Iterator[Problem]:
    """Give a problem for each id under `key` that is not known."""
    for identity in node.texts(key):
        if identity not in known:
            yield node.problem(key, code, id=identity)


def stand_in_the_menu(draft: Draft) -> Iterator[Problem]:
    """Name every page once in the menu (`nav`), when the settings have one, and only pages."""
    if "nav" not in draft.settings_node.data:
        return
    pages = {page.document.source.as_posix() for page in draft.pages}
    named = [*menu(draft.settings_node.data["nav"])]
    for path, line in named:
        if path not in pages:
            yield replace(draft.settings_node.problem("nav", "menu-unknown", path=path), line=line)
    for title, line in titles(draft.settings_node.data["nav"]):
        if SIGNS.search(title):
            yield replace(draft.settings_node.problem("nav", "menu-name", name=title), line=line)
    seen: set[str] = set()
    for path, line in named:
        if path in seen:
            yield replace(draft.settings_node.problem("nav", "menu-double", path=path), line=line)
        seen.add(path)
    for page in draft.pages:
        if page.document.source.as_posix() not in seen:
            yield page.meta.problem(None, "menu-missing", path=page.document.source)


def titles(entries: Any) -> Iterator[tuple[str, int]]:
    """Give the names in a menu, each with its line."""
    for position, entry in enumerate(entries):
        for title, value in entry.items() if isinstance(entry, Mapping) else ():
            yield str(title), line_of(entries, (position,))
            if isinstance(value, Sequence) and not isinstance(value, str):
                yield from titles(value)


def menu(entries: Any) -> Iterator[tuple[str, int]]:
    """Give the paths in a menu, each with its line."""
    for position, entry in enumerate(entries):
        values = entry.values() if isinstance(entry, Mapping) else [entry]
        for value in values:
            if isinstance(value, str):
                yield value, line_of(entries, (position,))
            elif isinstance(value, Sequence):
                yield from menu(value)


RULES = (
    have_own_ids,
    are_told_apart,
    are_of_a_known_kind,
    are_as_many_as_promised,
    are_numbered,
    have_what_their_kind_needs,
    place_what_they_hold,
    are_there_for_every_role,
    have_linkable_headings,
    treat_statements_under_headings,
    refer_to_pages_that_exist,
    stand_in_the_menu,
)
