"""Rules for pages: the requirements of their kind, and where statements are treated."""

import re
from collections import Counter
from collections.abc import Iterator

from tools.model.macro_signatures import FIELD_MACROS
from tools.model.problems import Problem
from tools.model.project import ParsedProject
from tools.model.reading.yaml_nodes import Node
from tools.model.rules import common

WITH_SHEET = ("checklist", "workform", "canvas")  # what can be handed out on a sheet of its own
WORDS_OF_TITLE = re.compile(r"\w+")


def check_page_ids(project: ParsedProject) -> Iterator[Problem]:
    """Use a unique id for every page, never a retired one."""
    yield from common.find_duplicates((page.meta for page in project.pages), "page-id-double")
    yield from common.find_retired((page.meta for page in project.pages), project.retired, "pages")


def check_derived_ids(project: ParsedProject) -> Iterator[Problem]:
    """Set an id on each page: one that follows from its file changes when the file moves."""
    for page in project.pages:
        if not page.has_authored_id:
            command = "python -m tools ids"
            yield page.meta.create_problem(None, "page-id-derived", id=page.id, command=command)


def check_unique_titles(project: ParsedProject) -> Iterator[Problem]:
    """Write a unique title and description for every page: search results show nothing else."""
    nodes = [page.meta for page in project.pages]
    yield from common.find_duplicates(nodes, "page-title-double", "title")
    yield from common.find_duplicates(nodes, "page-description-double", "description")


def check_page_kinds(project: ParsedProject) -> Iterator[Problem]:
    """Use the kinds of page that the settings name."""
    kinds = project.mkdocs.publication.kinds
    for page in project.pages:
        kind = page.meta.get_text("kind")
        if kind is not None and kind not in kinds:
            yield page.meta.create_problem("kind", "kind-unknown", id=kind, known=", ".join(kinds))


def check_page_counts(project: ParsedProject) -> Iterator[Problem]:
    """Write as many pages of each kind as the settings require."""
    counts = Counter(page.meta.get_text("kind") for page in project.pages)
    for name, kind in project.mkdocs.publication.kinds.items():
        count, limits = counts[name], kind.pages
        if not limits.least <= count <= limits.most:
            kinds = project.settings_node.get_node("kinds") or project.settings_node
            yield kinds.create_problem(name, "kind-count", kind=name, count=count, **dict(limits))


def check_page_numbers(project: ParsedProject) -> Iterator[Problem]:
    """Use the numbers 1, 2, 3 … for the pages of a numbered kind, and for no others."""
    seen: set[tuple[str | None, object]] = set()
    for page, kind in project.iter_pages_with_kind():
        number = page.meta.data.get("number")
        if number is not None and not common.is_int(number):
            continue  # reported by the validation
        key = (page.meta.get_text("kind"), number)
        maximum = kind.pages.most
        if kind.numbered and number is None:
            yield page.meta.create_problem(None, "number-missing")
        elif kind.numbered and key in seen:
            yield page.meta.create_problem("number", "number-double", number=number)
        elif not kind.numbered and number is not None:
            yield page.meta.create_problem("number", "number-idle")
        elif kind.numbered and number and number > maximum:
            yield page.meta.create_problem("number", "number-too-high", most=maximum)
        seen.add(key)


def check_kind_requirements(project: ParsedProject) -> Iterator[Problem]:
    """Write the checklist, the story facts, the headings and the length that the kind requires.

    An unfinished page may have another length.
    """
    for page, kind in project.iter_pages_with_kind():
        if kind.checklist and page.meta.data.get("checklist") is None:
            yield page.meta.create_problem(None, "checklist-missing")
        for key, required, missing, unexpected in (
            ("story", kind.story, "story-missing", "story-idle"),
            ("role", kind.role, "role-missing", "role-idle"),
            ("workform", kind.workform, "workform-missing", "workform-idle"),
            ("canvas", kind.canvas, "canvas-missing", "canvas-idle"),
        ):
            present = page.meta.data.get(key) is not None
            if required and not present:
                yield page.meta.create_problem(None, missing)
            elif present and not required:
                yield page.meta.create_problem(key, unexpected)
        heading_ids = [heading.id for heading in page.body.headings if heading.level == 2]
        if kind.headings and heading_ids != list(kind.headings):
            yield page.create_problem(1, "headings-differ", wanted=", ".join(kind.headings))
        count, limits = page.body.word_count, None if page.is_unfinished else kind.words
        if limits and not limits.least <= count <= limits.most:
            yield page.create_problem(1, "words-count", count=count, **dict(limits))


def check_field_macros(project: ParsedProject) -> Iterator[Problem]:
    """Call the macro that shows a front matter field once on each page with it, and only there."""
    for page in project.pages:
        if page.body.has_unreadable_calls:
            continue  # unreadable calls are reported by another rule
        for key, macro in FIELD_MACROS.items():
            calls = [call for call in page.body.calls if call.name == macro]
            present = page.meta.data.get(key) is not None
            values = {"field": key, "macro": macro}
            if present and len(calls) != 1:
                yield page.meta.create_problem(key, "not-placed", count=len(calls), **values)
            elif calls and not present:
                rule = "list-missing" if key == "checklist" else "nothing-to-place"
                yield page.create_problem(calls[0].line, rule, **values)


def check_role_pages(project: ParsedProject) -> Iterator[Problem]:
    """Write one page for each role, when the settings have a kind of page for roles."""
    kinds = project.mkdocs.publication.kinds
    roles = common.get_ids(project.roles)
    counts = Counter(page.meta.get_text("role") for page in project.pages)
    for page in project.pages:
        yield from common.find_unknown_ids(page.meta, "role", roles, "role-unknown")
    if any(kind.role for kind in kinds.values()):
        for node in project.roles:
            if node.id and counts[node.id] != 1:
                yield node.create_problem("id", "role-pages", id=node.id, count=counts[node.id])


def check_title_headings(project: ParsedProject) -> Iterator[Problem]:
    """Begin a page with the title that it has, in words."""
    for page in project.pages:
        heading = page.title_heading
        title = page.meta.get_text("title") or ""
        if heading is None:
            continue
        if heading.words and normalise_title(heading.words) != normalise_title(title):
            values = {"text": heading.words, "title": title}
            yield page.create_problem(heading.line, "title-differs", **values)
        elif heading.has_more:
            yield page.create_problem(heading.line, "title-marks", title=title)


def normalise_title(title: str) -> str:
    """Return a title in which only words count."""
    return " ".join(WORDS_OF_TITLE.findall(title)).casefold()


def check_headings(project: ParsedProject) -> Iterator[Problem]:
    """Set an id on each heading of level 2; write no heading of level 1 below the title."""
    for page in project.pages:
        seen: set[str] = set()
        for number, heading in enumerate(page.body.headings, 1):
            if heading.line in page.body.disallowed_lines:
                continue  # reported by another rule
            if heading.level == 1:
                text = common.name_heading(heading, number, project.language)
                yield page.create_problem(heading.line, "heading-one", text=text)
            elif heading.level == 2 and heading.is_derived:
                yield page.create_problem(heading.line, "heading-without-id", text=heading.text)
            elif heading.id in seen:
                yield page.create_problem(heading.line, "heading-id-double", id=heading.id)
            seen.add(heading.id)


def check_tables(project: ParsedProject) -> Iterator[Problem]:
    """Limit the columns of a table to what a page in landscape has room for."""
    for page in project.pages:
        most = project.get_limit("table-columns", page.meta)
        for table in page.body.tables:
            if table.columns > most:
                yield page.create_problem(
                    table.line, "table-columns", count=table.columns, most=most
                )


def check_statements(project: ParsedProject) -> Iterator[Problem]:
    """Treat every statement somewhere, and name the heading under which a page treats it."""
    known = {node.id: node for node in project.statements}
    treated = {id_ for item in project.iter_items() for id_ in get_statement_ids(item)}
    for page, node in project.iter_fields("statements"):
        treated.update(node.data)
        for id_ in node.data:
            anchor = node.get_text(id_)
            if id_ not in known:
                yield node.create_problem(id_, "statement-unknown", id=id_)
            elif anchor and anchor not in page.anchors:
                yield node.create_problem(id_, "statement-heading", id=id_, anchor=anchor)
    for id_, node in known.items():
        if id_ and id_ not in treated:
            yield node.create_problem("id", "statement-untreated", id=id_)


def get_statement_ids(item: Node) -> list[str]:
    """Return the ids of the statements that an item rests on."""
    node = item.get_node("statements")
    return [*map(str, node.data)] if node else []


def check_page_references(project: ParsedProject) -> Iterator[Problem]:
    """Name only existing pages and sources, also in the settings."""
    pages, sources = project.page_ids, common.get_ids(project.sources)
    for page in project.pages:
        yield from common.find_unknown_ids(page.meta, "related", pages, "page-unknown")
        yield from common.find_repeats(page.meta, "related")
        yield from common.find_repeats(page.meta, "search_words")
        if page.id in page.meta.get_texts("related"):
            yield page.meta.create_problem("related", "related-to-itself")
    for _, story in project.iter_fields("story"):
        yield from common.find_unknown_ids(story, "shows", pages, "page-unknown")
        yield from common.find_unknown_ids(story, "sources", sources, "source-unknown")
        yield from common.find_repeats(story, "shows")
        yield from common.find_repeats(story, "sources")
    homes = project.settings_node.get_node("homes")
    if homes:
        for key in homes.data:
            yield from common.find_unknown_ids(homes, key, pages, "page-unknown")
    seen: set[str] = set()
    for part in project.settings_node.get_nodes("book"):
        yield from common.find_unknown_ids(part, "pages", pages, "page-unknown")
        for page_id in part.get_texts("pages"):
            if page_id in seen:
                yield part.create_problem("pages", "book-page-double", id=page_id)
            seen.add(page_id)
    for preset in project.settings_node.get_nodes("hand_outs"):
        yield from common.find_unknown_ids(preset, "pieces", list_pieces(project), "piece-unknown")


def list_pieces(project: ParsedProject) -> list[str]:
    """Return what readers can put in a hand-out: pages by id, and sheets as `id~sheet`."""
    pages = [page for page in project.pages if page.id]
    with_sheet = [page for page in pages if any(map(page.meta.get_node, WITH_SHEET))]
    return [page.id for page in pages] + [f"{page.id}~sheet" for page in with_sheet]
