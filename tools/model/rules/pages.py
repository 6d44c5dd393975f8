"""Rules for pages: what the settings ask of their kind, and where statements are treated."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from tools.model.entities.settings import PageKind
from tools.model.problems import Problem
from tools.model.project import ParsedPage, ParsedProject
from tools.model.reading.yaml_nodes import Node, find_line
from tools.model.rules.checklists import check_duplicates
from tools.model.rules.items import check_repeated_values

HTML_CHARACTERS = re.compile(r"[<>\"{}]")  # the engine shows the names in a menu as they stand
# What a page may hold in its front matter, and the macro that shows it.
FIELD_MACROS = {
    "checklist": "page_checklist",
    "role": "page_tasks",
    "scan": "page_scan",
    "story": "story_note",
    "workform": "page_workform",
}


def iter_pages_with_kind(draft: ParsedProject) -> Iterator[tuple[ParsedPage, PageKind]]:
    """Give every page whose kind the settings know, with that kind."""
    for page in draft.pages:
        kind = draft.mkdocs.publication.kinds.get(page.meta.get_text("kind") or "")
        if kind:
            yield page, kind


def check_page_ids(draft: ParsedProject) -> Iterator[Problem]:
    """Give every page an id of its own, never one that was retired."""
    yield from check_duplicates([page.meta for page in draft.pages], "page-id-double")
    gone = set(draft.retired.get_texts("pages")) if draft.retired else set()
    for page in draft.pages:
        if page.id in gone:
            yield page.meta.create_problem("id", "id-retired", id=page.id)


def check_unique_titles(draft: ParsedProject) -> Iterator[Problem]:
    """Give every page a title and a description of its own: all that a search shows."""
    nodes = [page.meta for page in draft.pages]
    yield from check_duplicates(nodes, "page-title-double", "title")
    yield from check_duplicates(nodes, "page-description-double", "description")


def check_page_kinds(draft: ParsedProject) -> Iterator[Problem]:
    """Use the kinds of page that the settings name."""
    kinds = draft.mkdocs.publication.kinds
    for page in draft.pages:
        kind = page.meta.get_text("kind")
        if kind is not None and kind not in kinds:
            yield page.meta.create_problem("kind", "kind-unknown", id=kind, known=", ".join(kinds))


def check_page_counts(draft: ParsedProject) -> Iterator[Problem]:
    """Have of each kind as many pages as the settings ask."""
    found = Counter(page.meta.get_text("kind") for page in draft.pages)
    for name, kind in draft.mkdocs.publication.kinds.items():
        if not kind.pages.least <= found[name] <= kind.pages.most:
            kinds = draft.settings_node.get_node("kinds") or draft.settings_node
            yield kinds.create_problem(
                name,
                "kind-count",
                kind=name,
                count=found[name],
                least=kind.pages.least,
                most=kind.pages.most,
            )


def check_page_numbers(draft: ParsedProject) -> Iterator[Problem]:
    """Give the pages of a numbered kind the numbers 1, 2, 3 …, and no others."""
    seen: set[tuple[str | None, object]] = set()
    for page, kind in iter_pages_with_kind(draft):
        number = page.meta.data.get("number")
        if number is not None and (not isinstance(number, int) or isinstance(number, bool)):
            continue  # the shape tells
        key = (page.meta.get_text("kind"), number)
        most = kind.pages.most
        if kind.numbered and number is None:
            yield page.meta.create_problem(None, "number-missing")
        elif kind.numbered and key in seen:
            yield page.meta.create_problem("number", "number-double", number=number)
        elif not kind.numbered and number is not None:
            yield page.meta.create_problem("number", "number-idle")
        elif kind.numbered and number and number > most:
            yield page.meta.create_problem("number", "number-too-high", most=most)
        seen.add(key)


def check_kind_requirements(draft: ParsedProject) -> Iterator[Problem]:
    """Give a page the checklist, the story facts, the headings and the length of its kind.

    A page that is under way may still be short.
    """
    for page, kind in iter_pages_with_kind(draft):
        if kind.checklist and page.meta.data.get("checklist") is None:
            yield page.meta.create_problem(None, "checklist-missing")
        for key, needed, missing, idle in (
            ("story", kind.story, "story-missing", "story-idle"),
            ("role", kind.role, "role-missing", "role-idle"),
            ("workform", kind.workform, "workform-missing", "workform-idle"),
        ):
            if needed != (page.meta.data.get(key) is not None):
                yield page.meta.create_problem(None if needed else key, missing if needed else idle)
        have = [heading.id for heading in page.body.headings if heading.level == 2]
        if kind.headings and have != list(kind.headings):
            yield page.document.create_problem(
                1, "headings-differ", wanted=", ".join(kind.headings)
            )
        count = page.body.word_count
        length = None if page.is_unfinished else kind.words
        if length and not length.least <= count <= length.most:
            yield page.document.create_problem(
                1, "words-count", count=count, least=length.least, most=length.most
            )


def check_field_macros(draft: ParsedProject) -> Iterator[Problem]:
    """Call the macro that shows a part of the front matter on a page that has it, only there."""
    for page in draft.pages:
        if page.body.has_unreadable_calls:
            continue  # its calls cannot be read; another rule tells
        for key, macro in FIELD_MACROS.items():
            calls = [call for call in page.body.calls if call.name == macro]
            has_one = page.meta.data.get(key) is not None
            if has_one and len(calls) != 1:
                count = len(calls)
                yield page.meta.create_problem(
                    key, "not-placed", field=key, macro=macro, count=count
                )
            elif calls and not has_one:
                line = calls[0].line
                yield page.document.create_problem(line, "nothing-to-place", field=key, macro=macro)


def check_role_pages(draft: ParsedProject) -> Iterator[Problem]:
    """Give each role one page, when the settings have a kind of page for roles."""
    kinds = draft.mkdocs.publication.kinds
    known = [node.get_text("id") for node in draft.roles]
    found = Counter(page.meta.get_text("role") for page in draft.pages)
    for page in draft.pages:
        role = page.meta.get_text("role")
        if role and role not in known:
            names = ", ".join(filter(None, known))
            yield page.meta.create_problem("role", "role-unknown", id=role, known=names)
    if any(kind.role for kind in kinds.values()):
        for node in draft.roles:
            role = node.get_text("id")
            if role and found[role] != 1:
                yield node.create_problem("id", "role-pages", id=role, count=found[role])


def check_headings(draft: ParsedProject) -> Iterator[Problem]:
    """Give each second-level heading an id; the title stands in the front matter."""
    for page in draft.pages:
        seen: set[str] = set()
        lines = page.body.disallowed_lines  # of which another rule tells
        for heading in (one for one in page.body.headings if one.line not in lines):
            if heading.level == 1:
                yield page.document.create_problem(heading.line, "heading-one", text=heading.text)
            elif heading.level == 2 and not heading.id:
                yield page.document.create_problem(
                    heading.line, "heading-without-id", text=heading.text
                )
            elif heading.id in seen:
                yield page.document.create_problem(heading.line, "heading-id-double", id=heading.id)
            if heading.id:
                seen.add(heading.id)


def check_statements(draft: ParsedProject) -> Iterator[Problem]:
    """Say under which heading a statement is treated, and treat every statement somewhere."""
    known = {node.get_text("id"): node for node in draft.statements}
    treated = {
        statement for item in draft.iter_items() for statement in item.get_texts("statements")
    }
    for page in draft.pages:
        node = page.meta.get_node("statements")
        for statement in node.data if node else ():
            anchor = node.get_text(statement) if node else None
            treated.add(statement)
            if node and statement not in known:
                yield node.create_problem(statement, "statement-unknown", id=statement)
            elif node and anchor and anchor not in page.anchors:
                yield node.create_problem(
                    statement, "statement-heading", id=statement, anchor=anchor
                )
    for statement, node in known.items():
        if statement is not None and statement not in treated:
            yield node.create_problem("id", "statement-untreated", id=statement)


def check_page_references(draft: ParsedProject) -> Iterator[Problem]:
    """Name only existing pages and sources, also in the settings."""
    pages = {page.id for page in draft.pages}
    sources = {node.get_text("id") for node in draft.sources}
    for page in draft.pages:
        yield from check_known_ids(page.meta, "related", pages, "page-unknown")
        yield from check_repeated_values(page.meta, "related")
        yield from check_repeated_values(page.meta, "search_words")
        if page.id in page.meta.get_texts("related"):
            yield page.meta.create_problem("related", "related-to-itself")
        story = page.meta.get_node("story")
        if story:
            yield from check_known_ids(story, "shows", pages, "page-unknown")
            yield from check_known_ids(story, "sources", sources, "source-unknown")
            yield from check_repeated_values(story, "shows")
            yield from check_repeated_values(story, "sources")
    homes = draft.settings_node.get_node("homes") or draft.settings_node
    for key in homes.data:
        identity = homes.get_text(key)
        if identity and identity not in pages:
            yield homes.create_problem(key, "page-unknown", id=identity)
    seen: set[str] = set()
    for part in draft.settings_node.get_nodes("book"):
        yield from check_known_ids(part, "pages", pages, "page-unknown")
        for identity in part.get_texts("pages"):
            if identity in seen:
                yield part.create_problem("pages", "book-page-double", id=identity)
            seen.add(identity)


def check_known_ids(node: Node, key: str, known: set[str | None], code: str) -> Iterator[Problem]:
    """Give a problem for each id under `key` that is not known."""
    for identity in node.get_texts(key):
        if identity not in known:
            yield node.create_problem(key, code, id=identity)


def check_nav(draft: ParsedProject) -> Iterator[Problem]:
    """Name every page once in the menu (`nav`), when the settings have one, and only pages."""
    if "nav" not in draft.mkdocs_node.data:
        return
    pages = {page.document.source_path.as_posix() for page in draft.pages}
    named = [*iter_nav_paths(draft.mkdocs_node.data["nav"])]
    for path, line in named:
        if path not in pages:
            yield replace(
                draft.mkdocs_node.create_problem("nav", "menu-unknown", path=path), line=line
            )
    for title, line in iter_nav_titles(draft.mkdocs_node.data["nav"]):
        if HTML_CHARACTERS.search(title):
            yield replace(
                draft.mkdocs_node.create_problem("nav", "menu-name", name=title), line=line
            )
    seen: set[str] = set()
    for path, line in named:
        if path in seen:
            yield replace(
                draft.mkdocs_node.create_problem("nav", "menu-double", path=path), line=line
            )
        seen.add(path)
    for page in draft.pages:
        if page.document.source_path.as_posix() not in seen:
            yield page.meta.create_problem(None, "menu-missing", path=page.document.source_path)


def iter_nav_titles(entries: Any) -> Iterator[tuple[str, int]]:
    """Give the names in a menu, each with its line."""
    for position, entry in enumerate(entries):
        for title, value in entry.items() if isinstance(entry, Mapping) else ():
            yield str(title), find_line(entries, (position,))
            if isinstance(value, Sequence) and not isinstance(value, str):
                yield from iter_nav_titles(value)


def iter_nav_paths(entries: Any) -> Iterator[tuple[str, int]]:
    """Give the paths in a menu, each with its line."""
    for position, entry in enumerate(entries):
        values = entry.values() if isinstance(entry, Mapping) else [entry]
        for value in values:
            if isinstance(value, str):
                yield value, find_line(entries, (position,))
            elif isinstance(value, Sequence):
                yield from iter_nav_paths(value)


RULES = (
    check_page_ids,
    check_unique_titles,
    check_page_kinds,
    check_page_counts,
    check_page_numbers,
    check_kind_requirements,
    check_field_macros,
    check_role_pages,
    check_headings,
    check_statements,
    check_page_references,
    check_nav,
)
