"""The inputs of the benchmark: the project, and the same pages with their macros expanded."""

from __future__ import annotations

import shutil
from pathlib import Path

from jinja2 import Environment
from ruamel.yaml import YAML

from macros import MACRO_FUNCTIONS
from macros.context import MacroContext
from tests.conftest import copy_project
from tools.model.loader import load_publication
from tools.pdf.book import render_book
from tools.render.environment import jinja_environment
from tools.site.engine import build_site


def prepare(folder: Path) -> tuple[Path, Path]:
    """Copy the project twice, once with its macros expanded; return both folders.

    `build/` of the first has the HTML of the book (`book.html`), and of the book without sheets,
    which no peer makes (`pages.html`).
    """
    project = copy_project(folder / "project")
    publication = load_publication(project)
    staged = folder / "staged"
    build_site(publication, staged)
    (project / "build").mkdir(exist_ok=True)
    for name, sheets in (("book", True), ("pages", False)):
        book = render_book(publication, staged, sheets=sheets)
        (project / "build" / f"{name}.html").write_text(book, encoding="utf-8")
    bare = folder / "bare"
    shutil.copytree(project / "docs", bare / "docs")
    shutil.copytree(project / "overrides", bare / "overrides")
    templates = jinja_environment(publication)
    for page in publication.pages.values():
        path = bare / "docs" / page.source_path
        head, body = path.read_text(encoding="utf-8").removeprefix("---\n").split("\n---\n", 1)
        context = MacroContext(publication, page, templates)
        calls = {
            name: lambda *args, function=function, context=context: function(context, *args)
            for name, function in MACRO_FUNCTIONS.items()
        }
        expanded = Environment().from_string(body).render(calls)
        path.write_text(f"---\n{head}\n---\n{expanded}", encoding="utf-8")
    yaml = YAML()
    settings = yaml.load(project / "mkdocs.yml")
    settings["plugins"] = [plugin for plugin in settings["plugins"] if "macros" not in plugin]
    settings["extra"]["interface"] = publication.language.interface
    settings["extra"]["script_words"] = publication.language.scripts
    settings["extra"]["pages"] = {
        page.id: {"kind": page.meta.kind, "hue": publication.get_hue(page), "minutes": 3}
        for page in publication.pages.values()
    }
    yaml.dump(settings, bare / "mkdocs.yml")
    return project, bare
