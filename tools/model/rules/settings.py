"""Rules for the settings of MkDocs, on which all other rules depend."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from ruamel.yaml.comments import CommentedMap

from tools.model.problems import Problem
from tools.model.project import DATA_FOLDER, ParsedProject
from tools.model.reading.yaml_nodes import Node, find_line

MAIN_TEMPLATE = "main.html"  # the template of every page
# These decide how Markdown is parsed. Another extension may read files, or parse as HTML what the
# rules judge as text.
REQUIRED_EXTENSIONS = {"attr_list", "md_in_html", "tables", "toc"}
MACRO_PLUGIN_OPTIONS = {"on_error_fail": True, "on_undefined": "strict"}
REQUIRED_SETTINGS = {"strict": True, "use_directory_urls": False, "site_dir": "site"}
DEFAULT_SETTINGS = {"site_dir": "site"}  # the defaults of MkDocs
DISALLOWED_SETTINGS = ("hooks", "extra_javascript", "extra_templates", "INHERIT", "theme_dir")


def check_engine_settings(project: ParsedProject) -> Iterator[Problem]:
    """Keep the settings of MkDocs on which the generator depends."""
    node = project.mkdocs_node
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
    elif negated := [line for line in get_exclude_patterns(node) if line.startswith("!")]:
        yield create_settings_problem(node, "exclude_docs", f"— {negated[0]}")
    yield from check_plugins(node)
    yield from check_extensions(node)
    for name, line, _ in iter_named_entries(node, "extra_css"):
        if has_theme(project) and not (project.theme_folder / name).is_file():
            yield replace(
                create_settings_problem(node, "extra_css", "assets/style/site.css"), line=line
            )


def get_exclude_patterns(node: Node) -> list[str]:
    """Return the patterns of excluded files, each as in `.gitignore`."""
    return [line.strip() for line in (node.get_text("exclude_docs") or "").splitlines()]


def check_extensions(node: Node) -> Iterator[Problem]:
    """Use the extensions on which the rules depend: all of them, in a list, and no others."""
    entries = [*iter_named_entries(node, "markdown_extensions")]
    problem = create_settings_problem(
        node, "markdown_extensions", ", ".join(sorted(REQUIRED_EXTENSIONS))
    )
    other_lines = [line for name, line, _ in entries if name not in REQUIRED_EXTENSIONS]
    yield from (replace(problem, line=line) for line in other_lines)
    if not other_lines and {name for name, *_ in entries} != REQUIRED_EXTENSIONS:
        yield problem


def check_plugins(node: Node) -> Iterator[Problem]:
    """Use the macros plug-in and no other, with the options on which the rules depend."""
    plugins = [*iter_named_entries(node, "plugins")]
    if not plugins:
        yield create_settings_problem(node, "plugins", "macros")
    for name, line, options in plugins:
        if name != "macros":
            yield replace(create_settings_problem(node, "plugins", "macros"), line=line)
        elif options is None:
            expected = ", ".join(
                f"{key}: {str(value).lower()}" for key, value in MACRO_PLUGIN_OPTIONS.items()
            )
            yield replace(
                create_settings_problem(node, "plugins", f"module_name: macros, {expected}"),
                line=line,
            )
        else:
            yield from check_macro_options(options)


def check_macro_options(options: Node) -> Iterator[Problem]:
    """Use the macros of the generator, and stop at unknown names."""
    if (options.get_text("module_name") or "").split("/")[-1] != "macros":
        yield create_settings_problem(options, "module_name", "module_name: macros")
    for key, value in MACRO_PLUGIN_OPTIONS.items():
        if options.data.get(key) != value:
            yield create_settings_problem(options, key, f"{key}: {str(value).lower()}")
    for key in options.data:
        if key not in {"module_name", *MACRO_PLUGIN_OPTIONS}:
            yield create_settings_problem(options, key, f"— {key}")


def iter_named_entries(node: Node, key: str) -> Iterator[tuple[str, int, Node | None]]:
    """Yield the names in a list of the settings, each with its line and its options, if any."""
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


def create_settings_problem(node: Node, key: Any, expected: str) -> Problem:
    """Return the problem of a setting that should be `expected`."""
    return node.create_problem(str(key), "settings-closed", wanted=expected)


def has_theme(project: ParsedProject) -> bool:
    """Return whether there is a folder with the theme."""
    return (project.theme_folder / MAIN_TEMPLATE).is_file()


def check_theme_folder(project: ParsedProject) -> Iterator[Problem]:
    """Set `theme.custom_dir` to the folder with the theme."""
    if not has_theme(project):
        theme = project.mkdocs_node.get_node("theme") or project.mkdocs_node
        yield theme.create_problem("custom_dir", "theme-missing", file=MAIN_TEMPLATE)


def check_page_templates(project: ParsedProject) -> Iterator[Problem]:
    """Use only page templates that the theme has."""
    known = sorted(path.name for path in project.theme_folder.glob("*.html"))
    for page in project.pages if has_theme(project) else ():
        template = page.meta.get_text("template")
        if template and template not in known:
            yield page.meta.create_problem(
                "template", "template-unknown", id=template, known=", ".join(known)
            )


RULES = (check_engine_settings, check_theme_folder, check_page_templates)
