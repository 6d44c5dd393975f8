"""What is measured: the project at a size, and the same pages with their macros expanded."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from jinja2 import Environment
from ruamel.yaml import YAML

from macros import ALL
from macros.context import Context
from tests.conftest import copy_project
from tools.model.publication import read_publication
from tools.pdf.book import book_html
from tools.site import build_site
from tools.templates import environment

COPIED = ("waarom", "manieren", "praktijken", "ingredienten", "aan-de-slag", "verhalen")


def prepare(folder: Path, times: int) -> tuple[Path, Path]:
    """Make the project at a size, and beside it the same with its macros expanded."""
    project = copy_project(folder / "project")
    if times > 1:
        multiply(project, times)
    publication = read_publication(project)
    staged = folder / "staged"
    build_site(publication, staged)
    (project / "build").mkdir(exist_ok=True)
    book = book_html(publication, staged, publication.volumes[0])
    (project / "build" / "book.html").write_text(book, encoding="utf-8")
    bare = folder / "bare"
    shutil.copytree(project / "docs", bare / "docs")
    shutil.copytree(project / "overrides", bare / "overrides")
    templates = environment(publication)
    for page in publication.pages.values():
        path = bare / "docs" / page.source
        head, body = path.read_text(encoding="utf-8").removeprefix("---\n").split("\n---\n", 1)
        context = Context(publication, page, templates)
        calls = {
            name: lambda *args, function=function, context=context: function(context, *args)
            for name, function in ALL.items()
        }
        expanded = Environment().from_string(body).render(calls)
        path.write_text(f"---\n{head}\n---\n{expanded}", encoding="utf-8")
    yaml = YAML()
    settings = yaml.load(project / "mkdocs.yml")
    settings["plugins"] = [p for p in settings["plugins"] if "macros" not in p]
    settings["extra"]["interface"] = publication.language.interface
    settings["extra"]["script_words"] = publication.language.scripts
    settings["extra"]["pages"] = {
        page.id: {"kind": page.meta.kind, "hue": publication.hue(page), "minutes": 3}
        for page in publication.pages.values()
    }
    yaml.dump(settings, bare / "mkdocs.yml")
    return project, bare


def multiply(project: Path, times: int) -> None:
    """Copy the pages of a project until there are `times` as many, with ids of their own."""
    yaml = YAML()
    settings = yaml.load(project / "mkdocs.yml")
    own = settings["extra"]["publication"]
    del settings["nav"]
    for kind in own["kinds"].values():
        kind["pages"] = {"least": 0, "most": 9999}
        kind["numbered"] = kind["hues"] = False
    own["lists"]["count"] *= times
    pages = [page for name in COPIED for page in sorted((project / "docs" / name).rglob("*.md"))]
    for page in pages:
        text = re.sub(r"^number: .*\n", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
        page.write_text(text, encoding="utf-8")
    for copy in range(2, times + 1):
        added = []
        for page in pages:
            text = re.sub(
                r"^( *)id: ([a-z0-9-]+)$", rf"\1id: \2-{copy}", page.read_text(encoding="utf-8"),
                count=2, flags=re.MULTILINE,
            )  # fmt: skip
            target = project / "docs" / f"copy-{copy}" / page.relative_to(project / "docs")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
            added.append(re.findall(r"^id: (.*)$", text, re.MULTILINE)[0])
        own["book"].append({"title": f"Kopie {copy}", "pages": added})
        for name, least in list(own["lists"]["shorter"].items()):
            own["lists"]["shorter"][f"{name.split('--')[0]}-{copy}"] = least
    yaml.dump(settings, project / "mkdocs.yml")
