"""Rules for the engine's settings: the other rules count on how these make a text be read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from ruamel.yaml.comments import CommentedMap

from tools.model.problems import Problem
from tools.model.project import DATA_FOLDER, ParsedProject
from tools.model.reading.yaml_nodes import Node, find_line

MAIN_TEMPLATE = "main.html"  # the template of every page
# How the text of a page is read. Another extension may read files, or take for HTML what is
# judged as text.
REQUIRED_EXTENSIONS = {"attr_list", "md_in_html", "tables", "toc"}
MACRO_PLUGIN_OPTIONS = {"on_error_fail": True, "on_undefined": "strict"}
REQUIRED_SETTINGS = {"strict": True, "use_directory_urls": False, "site_dir": "site"}
DEFAULT_SETTINGS = {"site_dir": "site"}  # what the engine takes for a setting that is not there
DISALLOWED_SETTINGS = ("hooks", "extra_javascript", "extra_templates", "INHERIT", "theme_dir")


def check_engine_settings(draft: ParsedProject) -> Iterator[Problem]:
    """Keep the settings of the engine that the machinery counts on as they are."""
    node = draft.mkdocs_node
    for key, value in REQUIRED_SETTINGS.items():
        if node.data.get(key, DEFAULT_SETTINGS.get(key)) != value:
            yield create_settings_problem(node, key, f"{key}: {str(value).lower()}")
    for key in DISALLOWED_SETTINGS:
        if key in node.data:
            yield create_settings_problem(node, key, f"— {key}")
    theme = node.get_node("theme")
    if theme and theme.get_text("name") != "material":
        yield create_settings_problem(theme, "name", "name: material")
    if f"/{DATA_FOLDER}/" not in get_exclude_patterns(node):
        yield create_settings_problem(node, "exclude_docs", f"/{DATA_FOLDER}/")
    elif again := [
        line for line in get_exclude_patterns(node) if line.startswith("!")
    ]:  # lets files in again
        yield create_settings_problem(node, "exclude_docs", f"— {again[0]}")
    yield from check_plugins(node)
    yield from check_extensions(node)
    for name, line, _ in iter_named_entries(node, "extra_css"):
        look = draft.theme_folder / name
        if has_theme(draft) and not look.is_file():
            yield replace(
                create_settings_problem(node, "extra_css", "assets/style/site.css"), line=line
            )


def get_exclude_patterns(node: Node) -> list[str]:
    """Give the lines of what the engine leaves out, each a pattern as in `.gitignore`."""
    return [line.strip() for line in (node.get_text("exclude_docs") or "").splitlines()]


def check_extensions(node: Node) -> Iterator[Problem]:
    """Have the extensions that the rules count on: all of them, in a list, and no other."""
    found = [*iter_named_entries(node, "markdown_extensions")]
    wanted = create_settings_problem(
        node, "markdown_extensions", ", ".join(sorted(REQUIRED_EXTENSIONS))
    )
    others = [line for name, line, _ in found if name not in REQUIRED_EXTENSIONS]
    yield from (replace(wanted, line=line) for line in others)
    if not others and {name for name, *_ in found} != REQUIRED_EXTENSIONS:
        yield wanted


def check_plugins(node: Node) -> Iterator[Problem]:
    """Have the macros and no other plug-in, with the options that the rules count on."""
    found = [*iter_named_entries(node, "plugins")]
    if not found:
        yield create_settings_problem(node, "plugins", "macros")
    for name, line, options in found:
        if name != "macros":
            yield replace(create_settings_problem(node, "plugins", "macros"), line=line)
        elif options is None:
            wanted = ", ".join(
                f"{key}: {str(value).lower()}" for key, value in MACRO_PLUGIN_OPTIONS.items()
            )
            yield replace(
                create_settings_problem(node, "plugins", f"module_name: macros, {wanted}"),
                line=line,
            )
        else:
            yield from check_macro_options(options)


def check_macro_options(options: Node) -> Iterator[Problem]:
    """Let the macros come from the machinery, and stop at what they do not know."""
    if (options.get_text("module_name") or "").split("/")[-1] != "macros":
        yield create_settings_problem(options, "module_name", "module_name: macros")
    for key, value in MACRO_PLUGIN_OPTIONS.items():
        if options.data.get(key) != value:
            yield create_settings_problem(options, key, f"{key}: {str(value).lower()}")
    for key in options.data:
        if key not in {"module_name", *MACRO_PLUGIN_OPTIONS}:
            yield create_settings_problem(options, key, f"— {key}")


def iter_named_entries(node: Node, key: str) -> Iterator[tuple[str, int, Node | None]]:
    """Give the names in a list of the settings, each with its line and its options, if any."""
    entries: Any = node.data.get(key)
    if not isinstance(entries, Sequence) or isinstance(entries, str):
        return
    for number, entry in enumerate(entries):
        line = node.origin.line_offset + find_line(entries, (number,))
        if isinstance(entry, CommentedMap):
            options = Node(entry, node.origin, (*node.key_path, key, number), node.label)
            yield from ((str(name), line, options.get_node(name)) for name in entry)
        else:
            yield str(entry), line, None


def create_settings_problem(node: Node, key: Any, wanted: str) -> Problem:
    """Give the problem of a setting that is not as it should be."""
    return node.create_problem(str(key), "settings-closed", wanted=wanted)


def has_theme(draft: ParsedProject) -> bool:
    """Tell whether there is a folder with the look."""
    return (draft.theme_folder / MAIN_TEMPLATE).is_file()


def check_theme_folder(draft: ParsedProject) -> Iterator[Problem]:
    """Name the folder with the templates."""
    if not has_theme(draft):
        theme = draft.mkdocs_node.get_node("theme") or draft.mkdocs_node
        yield theme.create_problem("custom_dir", "look-missing", file=MAIN_TEMPLATE)


def check_page_templates(draft: ParsedProject) -> Iterator[Problem]:
    """Let a page ask only for a template of a page that the look has."""
    known = sorted(path.name for path in draft.theme_folder.glob("*.html"))
    for page in draft.pages if has_theme(draft) else ():
        template = page.meta.get_text("template")
        if template and template not in known:
            yield page.meta.create_problem(
                "template", "template-unknown", id=template, known=", ".join(known)
            )


RULES = (check_engine_settings, check_theme_folder, check_page_templates)
