"""Rules for the engine's settings: the other rules count on how these make a text be read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from ruamel.yaml.comments import CommentedMap

from tools.model.draft import DATA, Draft
from tools.model.problems import Problem
from tools.model.source import Node, line_of

LOOK = "main.html"  # the template of every page
# How the text of a page is read. Another extension may read files, or take for HTML what is
# judged as text.
EXTENSIONS = {"attr_list", "md_in_html", "tables", "toc"}
MACROS = {"on_error_fail": True, "on_undefined": "strict"}
FIXED = {"strict": True, "use_directory_urls": False, "site_dir": "site"}
LEFT_OUT = {"site_dir": "site"}  # what the engine takes for a setting that is not there
ABSENT = ("hooks", "extra_javascript", "extra_templates", "INHERIT", "theme_dir")


def are_as_the_rules_count_on(draft: Draft) -> Iterator[Problem]:
    """Keep the settings of the engine that the machinery counts on as they are."""
    node = draft.settings_node
    for key, value in FIXED.items():
        if node.data.get(key, LEFT_OUT.get(key)) != value:
            yield closed(node, key, f"{key}: {str(value).lower()}")
    for key in ABSENT:
        if key in node.data:
            yield closed(node, key, f"— {key}")
    theme = node.node("theme")
    if theme and theme.text("name") != "material":
        yield closed(theme, "name", "name: material")
    if f"/{DATA}/" not in lines(node):
        yield closed(node, "exclude_docs", f"/{DATA}/")
    elif again := [line for line in lines(node) if line.startswith("!")]:  # lets files in again
        yield closed(node, "exclude_docs", f"— {again[0]}")
    yield from plugins(node)
    yield from extensions(node)
    for name, line, _ in named(node, "extra_css"):
        look = draft.overrides / name
        if has_look(draft) and not look.is_file():
            yield replace(closed(node, "extra_css", "assets/style/site.css"), line=line)


def lines(node: Node) -> list[str]:
    """Give the lines of what the engine leaves out, each a pattern as in `.gitignore`."""
    return [line.strip() for line in (node.text("exclude_docs") or "").splitlines()]


def extensions(node: Node) -> Iterator[Problem]:
    """Have the extensions that the rules count on: all of them, in a list, and no other."""
    found = [*named(node, "markdown_extensions")]
    wanted = closed(node, "markdown_extensions", ", ".join(sorted(EXTENSIONS)))
    others = [line for name, line, _ in found if name not in EXTENSIONS]
    yield from (replace(wanted, line=line) for line in others)
    if not others and {name for name, *_ in found} != EXTENSIONS:
        yield wanted


def plugins(node: Node) -> Iterator[Problem]:
    """Have the macros and no other plug-in, with the options that the rules count on."""
    found = [*named(node, "plugins")]
    if not found:
        yield closed(node, "plugins", "macros")
    for name, line, options in found:
        if name != "macros":
            yield replace(closed(node, "plugins", "macros"), line=line)
        elif options is None:
            wanted = ", ".join(f"{key}: {str(value).lower()}" for key, value in MACROS.items())
            yield replace(closed(node, "plugins", f"module_name: macros, {wanted}"), line=line)
        else:
            yield from options_of_macros(options)


def options_of_macros(options: Node) -> Iterator[Problem]:
    """Let the macros come from the machinery, and stop at what they do not know."""
    if (options.text("module_name") or "").split("/")[-1] != "macros":
        yield closed(options, "module_name", "module_name: macros")
    for key, value in MACROS.items():
        if options.data.get(key) != value:
            yield closed(options, key, f"{key}: {str(value).lower()}")
    for key in options.data:
        if key not in {"module_name", *MACROS}:
            yield closed(options, key, f"— {key}")


def named(node: Node, key: str) -> Iterator[tuple[str, int, Node | None]]:
    """Give the names in a list of the settings, each with its line and its options, if any."""
    entries: Any = node.data.get(key)
    if not isinstance(entries, Sequence) or isinstance(entries, str):
        return
    for number, entry in enumerate(entries):
        line = node.origin.before + line_of(entries, (number,))
        if isinstance(entry, CommentedMap):
            options = Node(entry, node.origin, (*node.path, key, number), node.place)
            yield from ((str(name), line, options.node(name)) for name in entry)
        else:
            yield str(entry), line, None


def closed(node: Node, key: Any, wanted: str) -> Problem:
    """Give the problem of a setting that is not as it should be."""
    return node.problem(str(key), "settings-closed", wanted=wanted)


def has_look(draft: Draft) -> bool:
    """Tell whether there is a folder with the look."""
    return (draft.overrides / LOOK).is_file()


def have_a_look(draft: Draft) -> Iterator[Problem]:
    """Name the folder with the templates."""
    if not has_look(draft):
        theme = draft.settings_node.node("theme") or draft.settings_node
        yield theme.problem("custom_dir", "look-missing", file=LOOK)


def name_templates_of_the_look(draft: Draft) -> Iterator[Problem]:
    """Let a page ask only for a template of a page that the look has."""
    known = sorted(path.name for path in draft.overrides.glob("*.html"))
    for page in draft.pages if has_look(draft) else ():
        template = page.meta.text("template")
        if template and template not in known:
            yield page.meta.problem(
                "template", "template-unknown", id=template, known=", ".join(known)
            )


RULES = (are_as_the_rules_count_on, have_a_look, name_templates_of_the_look)
