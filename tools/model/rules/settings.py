"""Rules for the settings of MkDocs, on which all other rules depend."""

from collections.abc import Iterator
from dataclasses import replace

from tools.model.problems import Problem
from tools.model.project import DATA_FOLDER, ParsedProject
from tools.model.reading.safe_yaml import LocatedMapping
from tools.model.reading.settings_file import BASE_FILE, INHERIT_KEY
from tools.model.reading.yaml_nodes import Node, find_line

MAIN_TEMPLATE = "main.html"  # the template of every page
# These decide how Markdown is parsed. Another extension may read files, or parse as HTML what the
# rules judge as text.
REQUIRED_EXTENSIONS = {"attr_list", "md_in_html", "tables", "toc"}
WRITING_EXTENSIONS = {  # each may be left out, with the form that it makes
    "abbr", "admonition", "def_list", "footnotes", "pymdownx.caret", "pymdownx.details",
    "pymdownx.highlight", "pymdownx.inlinehilite", "pymdownx.keys", "pymdownx.mark",
    "pymdownx.quotes", "pymdownx.superfences", "pymdownx.tabbed", "pymdownx.tasklist",
    "pymdownx.tilde",
}  # fmt: skip
MACRO_PLUGIN_OPTIONS = {"on_error_fail": True, "on_undefined": "strict"}
REQUIRED_SETTINGS = {"strict": True, "use_directory_urls": False, "site_dir": "site"}
DISALLOWED_SETTINGS = ("hooks", "extra_javascript", "extra_templates", "theme_dir")


def check_engine_settings(project: ParsedProject) -> Iterator[Problem]:
    """Keep the settings of MkDocs on which the generator depends."""
    node = project.mkdocs_node
    for key, value in REQUIRED_SETTINGS.items():
        default = "site" if key == "site_dir" else None  # that of MkDocs
        if node.data.get(key, default) != value:
            yield create_settings_problem(node, key, f"{key}: {str(value).lower()}")
    for key in DISALLOWED_SETTINGS:
        if key in node.data:
            yield create_settings_problem(node, key, f"— {key}")
    if INHERIT_KEY in node.data:
        yield create_settings_problem(node, INHERIT_KEY, f"{INHERIT_KEY}: {BASE_FILE}")
    theme = node.get_node("theme")
    if theme and theme.get_text("name") != "material":
        yield create_settings_problem(theme, "name", "name: material")
    # Patterns as in `.gitignore`.
    patterns = [line.strip() for line in (node.get_text("exclude_docs") or "").splitlines()]
    if f"/{DATA_FOLDER}/" not in patterns:
        yield create_settings_problem(node, "exclude_docs", f"/{DATA_FOLDER}/")
    elif negated := [line for line in patterns if line.startswith("!")]:
        yield create_settings_problem(node, "exclude_docs", f"— {negated[0]}")
    yield from find_plugin_problems(node)
    yield from find_extension_problems(node)
    for name, line, _ in iter_named_entries(node, "extra_css"):
        if has_theme(project) and not (project.theme_folder / name).is_file():
            yield create_settings_problem(node, "extra_css", "assets/style/site.css", line)


def find_extension_problems(node: Node) -> Iterator[Problem]:
    """List the extensions on which the rules depend, and of others only those for writing."""
    entries = [*iter_named_entries(node, "markdown_extensions")]
    known = REQUIRED_EXTENSIONS | WRITING_EXTENSIONS
    lines = [line for name, line, _ in entries if name not in known]
    if not lines and not {name for name, *_ in entries} >= REQUIRED_EXTENSIONS:
        lines = [node.get_line("markdown_extensions")]
    expected = ", ".join(sorted(known))
    for line in lines:
        yield create_settings_problem(node, "markdown_extensions", expected, line)


def find_plugin_problems(node: Node) -> Iterator[Problem]:
    """Use the macros plug-in and no other, with the options on which the rules depend."""
    plugins = [*iter_named_entries(node, "plugins")]
    if not plugins:
        yield create_settings_problem(node, "plugins", "macros")
    for name, line, options in plugins:
        if name != "macros":
            yield create_settings_problem(node, "plugins", "macros", line)
        elif options is None:
            settings = {"module_name": "macros", **MACRO_PLUGIN_OPTIONS}
            expected = ", ".join(f"{key}: {str(value).lower()}" for key, value in settings.items())
            yield create_settings_problem(node, "plugins", expected, line)
        else:
            yield from find_option_problems(options)


def find_option_problems(options: Node) -> Iterator[Problem]:
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
    entries = node.get_list(key)
    for number, entry in enumerate(entries):
        line = node.origin.line_offset + find_line(entries, (number,))
        if isinstance(entry, LocatedMapping):
            options = Node(entry, node.origin, (*node.key_path, key, number), node.label)
            yield from ((str(name), line, options.get_node(name)) for name in entry)
        else:
            yield str(entry), line, None


def create_settings_problem(node: Node, key: object, expected: str, line: int = 0) -> Problem:
    """Return the problem of a setting that should be `expected`, at its key or at `line`."""
    problem = node.create_problem(str(key), "settings-closed", wanted=expected)
    return replace(problem, line=line) if line else problem


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
    templates = {path.name for path in project.theme_folder.glob("*.html")}
    known = ", ".join(sorted(templates))
    for page in project.pages if has_theme(project) else ():
        template = page.meta.get_text("template")
        if template and template not in templates:
            yield page.meta.create_problem("template", "template-unknown", id=template, known=known)
