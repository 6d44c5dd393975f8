"""Rules for macro calls: which macros a page calls, with which arguments, and how often."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from tools.model.macro_signatures import FIELD_MACROS, FIGURE_MACROS, MACRO_ARGUMENT_COUNTS
from tools.model.problems import Problem
from tools.model.project import ParsedPage, ParsedProject
from tools.model.reading.characters import find_forbidden_character
from tools.model.reading.markdown import MacroCall
from tools.model.reading.yaml_nodes import Node
from tools.model.release.entries import DRAWINGS_FOLDER
from tools.model.rules import common

CALL = re.compile(r"\{\{\s*(\w+)\s*\(")
# A macro that links to an entry → the page under `homes` that has all of them.
HOMES_OF_MACROS = {"cite": "sources", "term": "glossary"}


def check_macro_calls(project: ParsedProject) -> Iterator[Problem]:
    """Call macros by their names, with the arguments that they take."""
    for page in project.pages:
        if page.body.call_error:
            line, reason = page.body.call_error
            yield page.create_problem(line, "macro-broken", reason=reason)
        for call in page.body.calls:
            if call.name not in MACRO_ARGUMENT_COUNTS:
                known = ", ".join(MACRO_ARGUMENT_COUNTS)
                yield page.create_problem(call.line, "macro-unknown", name=call.name, known=known)
            elif call.args is None:
                yield page.create_problem(call.line, "macro-not-called", name=call.name)
            elif not has_valid_arguments(call.name, call.args):
                yield page.create_problem(call.line, "macro-arguments", name=call.name)


def check_calls_in_fields(project: ParsedProject) -> Iterator[Problem]:
    """Call macros in the text of a page: in a field, readers see the call itself."""
    for page in project.pages:
        keys = [key for key in page.written_meta.data
                if key not in project.mkdocs.publication.front_matter]  # fmt: skip
        yield from find_calls_in_fields(page.written_meta, keys)


def find_calls_in_fields(node: Node, keys: Iterable[str]) -> Iterator[Problem]:
    """Yield a problem for each call of a macro in the texts under some keys of a mapping."""
    for key in keys:
        value = node.data[key]
        for text in value if isinstance(value, list) else [value]:
            for found in CALL.finditer(text) if isinstance(text, str) else ():
                if found[1] in MACRO_ARGUMENT_COUNTS:
                    yield node.create_problem(key, "call-in-field", name=found[1])
        inner = node.get_node(key)
        for one in [inner] if inner else node.get_nodes(key):
            yield from find_calls_in_fields(one, one.data)


def has_valid_arguments(macro: str, args: tuple[Any, ...]) -> bool:
    r"""Return whether a macro takes so many arguments, and all of them are constant texts.

    An escape in a text (`"\x07"`) may not make a character that no text may have.
    """
    minimum, maximum = MACRO_ARGUMENT_COUNTS[macro]
    return minimum <= len(args) <= maximum and all(
        isinstance(arg, str) and not find_forbidden_character(arg) for arg in args
    )


def check_macro_references(project: ParsedProject) -> Iterator[Problem]:
    """Refer by ids that exist: pages, their headings, sources, terms, kinds, drawings."""
    pages = {page.id: page for page in project.pages}
    sources, terms = set(common.get_ids(project.sources)), set(common.get_ids(project.terms))
    charts = set(common.get_ids(project.charts))
    kinds, homes = project.mkdocs.publication.kinds, project.mkdocs.publication.homes
    for page in project.pages:
        for call in page.body.calls:
            home = HOMES_OF_MACROS.get(call.name)
            if home and not getattr(homes, home):
                yield page.create_problem(call.line, "home-unset", home=home, macro=call.name)
            if not call.args or not isinstance(call.args[0], str):
                continue  # reported by another rule
            id_ = call.args[0]
            drawing = f"{DRAWINGS_FOLDER}/{id_}.svg"
            code = None
            if call.name == "ref":
                code = find_reference_error(call, pages)
            elif call.name == "cite" and id_ not in sources:
                code = "source-unknown"
            elif call.name == "term" and id_ not in terms:
                code = "term-unknown"
            elif call.name == "cards" and id_ not in kinds:
                code = "kind-unknown"
            elif call.name == "drawing" and drawing not in project.docs_files.names:
                code = "image-missing"
            elif call.name == "chart" and id_ not in charts:
                code = "chart-unknown"
            if code:
                values = {"known": ", ".join(kinds), "target": drawing, "hint": ""}
                yield page.create_problem(call.line, code, id=id_, **values)


def find_reference_error(call: MacroCall, pages: dict[str, ParsedPage]) -> str | None:
    """Return the code of the problem with a `ref()` to a page or heading, or None."""
    page_id, _, anchor = str(call.args[0] if call.args else "").partition("#")
    if page_id not in pages:
        return "page-unknown"
    if anchor and anchor not in pages[page_id].anchors:
        return "anchor-unknown"
    return None


def check_reference_pages(project: ParsedProject) -> Iterator[Problem]:
    """Call on each page under `homes` the macro of that name: references link to its entries."""
    homes = project.settings_node.get_node("homes")
    if homes is None:
        return
    for key in homes.data:
        if key not in MACRO_ARGUMENT_COUNTS:
            continue
        pages = [page for page in project.pages if page.id == homes.get_text(key)]
        if pages and not any(p.body.has_unreadable_calls or p.has_call(key) for p in pages):
            yield pages[0].meta.create_problem("id", "home-empty", macro=key)


def check_repeated_macros(project: ParsedProject) -> Iterator[Problem]:
    """Call a macro that shows a whole list or drawing once on a page."""
    names = {name for name, (_, maximum) in MACRO_ARGUMENT_COUNTS.items() if maximum == 0}
    # Another rule counts the macros of fields.
    names = (names | {"cards", *FIGURE_MACROS}) - {*FIELD_MACROS.values()}
    for page in project.pages:
        calls = [call for call in page.body.calls if call.name in names and call.args is not None]
        counts = Counter((call.name, call.args) for call in calls)
        for call in calls:
            count = counts.pop((call.name, call.args), 0)  # reported at the first call only
            if count > 1:
                yield page.create_problem(call.line, "macro-twice", name=call.name, count=count)
