"""The folder that the engine builds an edition from: the chosen pages as they are, and its own."""

from __future__ import annotations

import json
import posixpath
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from tools.brand.palette import PALETTE
from tools.model.entities.edition import FOREWORD_ID
from tools.model.entities.page import Page
from tools.model.publication import Publication
from tools.render.environment import jinja_environment
from tools.runtime.atomic_swap import remove_tree
from tools.site.engine import EDITION_CSS

SECTION = r"(?ms)^## [^\n]*\{{:[^}}\n]*#{heading}(?![\w-])[^\n]*\n.*?(?=^## |\Z)"
MARKDOWN_LINK = re.compile(r"(?<!!)\[(?P<words>[^\[\]]*)\]\((?P<target>[^()\s]+)[^()]*\)")


def write_docs(whole: Publication, edition: Publication) -> None:
    """Write the docs of an edition, a publication of which `docs` is a folder still to be made."""
    target = edition.docs_folder
    remove_tree(target)
    left_out = {page.source_path for page in edition.excluded_pages.values()}

    def passed_by(folder: str, names: list[str]) -> set[str]:
        here = Path(folder).relative_to(whole.docs_folder)
        return {name for name in names if here / name in left_out or name.startswith(".")}

    shutil.copytree(whole.docs_folder, target, ignore=passed_by)
    gone = {source.as_posix() for source in left_out}
    for page in edition.pages.values():
        if page.id == FOREWORD_ID:
            continue
        path = target / page.source_path
        text = path.read_text(encoding="utf-8")
        changed = unlink_excluded_pages(text, page, gone)
        before = whole.pages[page.id]
        if before.meta.checklist and not page.meta.checklist and page.checklist_heading:
            changed = remove_section(changed, page.checklist_heading)
        if before.title != page.title:
            changed = changed.replace(
                f"title: {before.title}", f"title: {json.dumps(page.title)}", 1
            )
        if changed != text:
            path.write_text(changed, encoding="utf-8")
    write_edition_files(edition, target)


def unlink_excluded_pages(text: str, page: Page, left_out: set[str]) -> str:
    """Leave only the words of the links on a page that lead to pages that are left out.

    References by macro need nothing: these know what is left out.
    """

    def words_or_link(found: re.Match[str]) -> str:
        way = found["target"].strip("<>").partition("#")[0]
        leads = posixpath.normpath(posixpath.join(page.source_path.parent.as_posix(), way))
        return found["words"] if leads in left_out else found[0]

    return MARKDOWN_LINK.sub(words_or_link, text)


def remove_section(text: str, heading: str) -> str:
    """Take out a heading of level 2, by its id, with all that stands under it."""
    return re.sub(SECTION.format(heading=re.escape(heading)), "", text, count=1)


def write_edition_files(edition: Publication, docs: Path) -> None:
    """Write what an edition has of its own: its style, its logo, the page with its foreword."""
    templates = jinja_environment(edition)
    own = edition.edition
    if own is None:
        raise ValueError("this publication is no edition")
    style = docs / EDITION_CSS
    style.parent.mkdir(parents=True, exist_ok=True)
    style.write_text(templates.get_template("editions/edition.css").render(edition=own) + "\n")
    if own.accent:
        for name, drawing in recolour_drawings(edition, own.accent.light):
            path = docs / "assets" / "drawings" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(drawing, encoding="utf-8")
    if own.logo:
        logo = docs / "assets" / own.logo_path
        logo.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(own.logo, logo)
    page = edition.pages.get(FOREWORD_ID)
    if page:
        path = docs / page.source_path
        path.parent.mkdir(parents=True, exist_ok=True)
        text = templates.get_template("editions/foreword.md").render(page=page)
        path.write_text(text + "\n", encoding="utf-8")


def recolour_drawings(edition: Publication, accent: str) -> Iterator[tuple[str, str]]:
    """Give each drawing that has the neutral colour, by its name, with the accent in its place."""
    names = {
        path.name
        for home in (edition.docs_folder, edition.theme_folder)
        for path in (home / "assets" / "drawings").glob("*.svg")
    }
    for name in sorted(names):
        text = edition.find_asset(f"drawings/{name}").read_text(encoding="utf-8")
        if PALETTE.neutral in text:
            yield name, text.replace(PALETTE.neutral, accent)
