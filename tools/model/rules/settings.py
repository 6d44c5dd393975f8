"""Rules for the settings of MkDocs, on which all other rules depend."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib.metadata import entry_points
from importlib.util import find_spec

from pathspec import GitIgnoreSpec

from tools.model.problems import Problem
from tools.model.project import DATA_FOLDER, ParsedProject
from tools.model.reading.safe_yaml import LocatedMapping
from tools.model.reading.settings_file import BASE_FILE, INHERIT_KEY
from tools.model.reading.yaml_nodes import Node, find_line

MAIN_TEMPLATE = "main.html"  # the template of every page
# The generator's own, which decide how Markdown is read; all rules count on them.
REQUIRED_EXTENSIONS = {"attr_list", "md_in_html", "tables", "toc"}
WRITING_EXTENSIONS = {  # each may be left out, with the form that it makes
    "abbr", "admonition", "def_list", "footnotes", "pymdownx.caret", "pymdownx.details",
    "pymdownx.highlight", "pymdownx.inlinehilite", "pymdownx.keys", "pymdownx.mark",
    "pymdownx.quotes", "pymdownx.superfences", "pymdownx.tabbed", "pymdownx.tasklist",
    "pymdownx.tilde",
}  # fmt: skip
OWN_EXTENSIONS = REQUIRED_EXTENSIONS | WRITING_EXTENSIONS
MACRO_PLUGIN_OPTIONS = {"on_error_fail": True, "on_undefined": "strict"}
ALLOWED_OPTIONS = {"module_name", "verbose", *MACRO_PLUGIN_OPTIONS}
REQUIRED_SETTINGS = {"use_directory_urls": False, "site_dir": "site"}
THEME = "material"
MARKDOWN_GROUP = "markdown.extensions"  # of entry points
# Features of Material that pages have, some of them always.
EFFECTIVE_FEATURES = {
    "content.action.edit", "navigation.expand", "navigation.footer", "navigation.indexes",
    "navigation.sections", "navigation.tabs", "search.highlight", "search.suggest", "toc.follow",
}  # fmt: skip
# What a site of Material has, and a site made here has otherwise or not at all.
IDLE_PLUGINS = {"search", "material/search", "material/offline", "offline"}
IDLE_EXTRA = ("alternate", "analytics", "consent", "social", "version")


def check_engine_settings(project: ParsedProject) -> Iterator[Problem]:
    """Keep the settings of MkDocs without which the generator cannot do."""
    node, create = project.mkdocs_node, SettingsProblems(project)
    for key, value in REQUIRED_SETTINGS.items():
        default = "site" if key == "site_dir" else None  # that of MkDocs
        if node.data.get(key, default) != value:
            yield create.problem(node, key, f"{key}: {str(value).lower()}")
    if INHERIT_KEY in node.data:  # of another file than the generator's own
        yield create.problem(node, INHERIT_KEY, f"{INHERIT_KEY}: {BASE_FILE}")
    theme = node.get_node("theme")
    if theme and theme.get_text("name") != THEME:
        yield create.problem(theme, "name", f"name: {THEME}")
    if exposed := find_exposed_data(project):
        yield create.problem(node, "exclude_docs", f"/{DATA_FOLDER}/", values={"file": exposed})
    yield from find_plugin_problems(node, create)
    yield from find_extension_problems(node, create)


@dataclass(frozen=True)
class SettingsProblems:
    """Creates the problems of settings that should be otherwise, each with its reason."""

    project: ParsedProject

    def problem(
        self,
        node: Node,
        key: str,
        expected: str,
        line: int = 0,
        values: dict[str, str] | None = None,
    ) -> Problem:
        """Return the problem of a setting that should be `expected`, at its key or at `line`."""
        reasons = self.project.language.interface
        reason = reasons.get(f"setting_{key}", reasons["setting_macros"]).format(**(values or {}))
        problem = node.create_problem(key, "settings-closed", wanted=expected, reason=reason)
        return replace(problem, line=line) if line else problem


def find_exposed_data(project: ParsedProject) -> str | None:
    """Return a file of the data folder that would be published, or None."""
    patterns = (project.mkdocs_node.get_text("exclude_docs") or "").splitlines()
    spec = GitIgnoreSpec.from_lines(patterns)
    names = {name for name in project.docs_files.names if name.split("/")[0] == DATA_FOLDER}
    return next((name for name in sorted(names) if not spec.match_file(name)), None)


def find_extension_problems(node: Node, create: SettingsProblems) -> Iterator[Problem]:
    """Use the extensions on which the rules depend; others stand beside them, each by itself."""
    listed = {name for name, *_ in iter_named_entries(node, "markdown_extensions")}
    missing = ", ".join(sorted(REQUIRED_EXTENSIONS - listed))
    if missing:
        yield create.problem(node, "markdown_extensions", missing)
    entries = node.get_list("markdown_extensions")
    for number, entry in enumerate(entries):
        if isinstance(entry, LocatedMapping) and len(entry) > 1:
            line = node.origin.line_offset + find_line(entries, (number,))
            expected = ", ".join(f"- {name}" for name in entry)
            yield create.problem(node, "markdown_extensions", expected, line)


def find_plugin_problems(node: Node, create: SettingsProblems) -> Iterator[Problem]:
    """Use the macros plug-in with the options on which the rules depend."""
    plugins = {name: (line, options) for name, line, options in iter_named_entries(node, "plugins")}
    if "macros" not in plugins:
        yield create.problem(node, "plugins", "macros")
        return
    line, options = plugins["macros"]
    if options is None:
        settings = {"module_name": "macros", **MACRO_PLUGIN_OPTIONS}
        expected = ", ".join(f"{key}: {str(value).lower()}" for key, value in settings.items())
        yield create.problem(node, "plugins", expected, line)
    else:
        yield from find_option_problems(options, create)


def list_additions(mkdocs_node: Node) -> list[str]:
    """Return the names of what may add to pages: plug-ins, hooks, extensions and own scripts."""
    own = {"macros", *IDLE_PLUGINS}
    keys = ("plugins", "hooks", "extra_javascript", "extra_templates")
    names = [name for key in keys for name, *_ in iter_named_entries(mkdocs_node, key)]
    styles = [name for name, *_ in iter_named_entries(mkdocs_node, "extra_css") if ":" in name]
    others = (name for name in (*names, *styles) if name not in own)
    return [*others, *list_added_extensions(mkdocs_node)]


def list_added_extensions(mkdocs_node: Node) -> list[str]:
    """Return the names of the extensions of Markdown beside the generator's own."""
    names = (name for name, *_ in iter_named_entries(mkdocs_node, "markdown_extensions"))
    return [name for name in names if name not in OWN_EXTENSIONS]


def check_additions(project: ParsedProject) -> Iterator[Problem]:
    """Have what the settings add: plug-ins and extensions installed, hooks in their place."""
    node = project.mkdocs_node
    for key, group in (("plugins", "mkdocs.plugins"), ("markdown_extensions", MARKDOWN_GROUP)):
        for name, line, _ in iter_named_entries(node, key):
            known = name == "macros" or name in OWN_EXTENSIONS
            if not known and not is_installed(name, group):
                yield replace(node.create_problem(key, "addition-absent", id=name), line=line)
    for name, line, _ in iter_named_entries(node, "hooks"):
        if not (project.root / name).is_file():
            yield replace(node.create_problem("hooks", "hook-absent", file=name), line=line)


def is_installed(name: str, group: str) -> bool:
    """Return whether there is a plug-in or extension of a name that the settings have."""
    if name in OWN_EXTENSIONS or not list_installed(group).isdisjoint((name, f"{THEME}/{name}")):
        return True
    try:
        return group == MARKDOWN_GROUP and find_spec(name.partition(":")[0]) is not None
    except ModuleNotFoundError:  # of the package that a dotted name begins with
        return False


@cache
def list_installed(group: str) -> frozenset[str]:
    """Return the names that installed packages have for plug-ins or extensions."""
    return frozenset(entry.name for entry in entry_points(group=group))


def check_idle_settings(project: ParsedProject) -> Iterator[Problem]:
    """Report settings of the theme that do nothing here, because pages use none of its scripts."""
    node = project.mkdocs_node
    theme, extra = node.get_node("theme"), node.get_node("extra")
    for name, line, _ in iter_named_entries(theme, "features") if theme else ():
        if theme and name not in EFFECTIVE_FEATURES:
            yield replace(theme.create_problem("features", "feature-idle", id=name), line=line)
    for name, line, _ in iter_named_entries(node, "plugins"):
        if name in IDLE_PLUGINS:
            yield replace(node.create_problem("plugins", "setting-idle", id=name), line=line)
    for key in IDLE_EXTRA if extra else ():
        if extra and key in extra.data:
            yield extra.create_problem(key, "setting-idle", id=key)
    if "copyright" in node.data:
        yield node.create_problem("copyright", "setting-idle", id="copyright")


def find_option_problems(options: Node, create: SettingsProblems) -> Iterator[Problem]:
    """Use the macros of the generator, and stop at unknown names."""
    if (options.get_text("module_name") or "").split("/")[-1] != "macros":
        yield create.problem(options, "module_name", "module_name: macros")
    for key, value in MACRO_PLUGIN_OPTIONS.items():
        if options.data.get(key) != value:
            yield create.problem(options, key, f"{key}: {str(value).lower()}")
    for key in options.data:
        if key not in ALLOWED_OPTIONS:
            yield create.problem(options, key, f"— {key}")


def iter_named_entries(node: Node, key: str) -> Iterator[tuple[str, int, Node | None]]:
    """Yield the names in a list of the settings, each with its line and its options, if any.

    Such a list may also be a mapping, from names to options.
    """
    if mapping := node.get_node(key):
        yield from (
            (str(name), mapping.get_line(name), mapping.get_node(name)) for name in mapping.data
        )
    entries = node.get_list(key)
    for number, entry in enumerate(entries):
        line = node.origin.line_offset + find_line(entries, (number,))
        if isinstance(entry, LocatedMapping):
            options = Node(entry, node.origin, (*node.key_path, key, number), node.label)
            yield from ((str(name), line, options.get_node(name)) for name in entry)
        else:
            yield str(entry), line, None


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
