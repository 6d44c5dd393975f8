"""The folder that the site engine builds an edition from: its pages, logo, style and drawings."""

import json
import posixpath
import re
import shutil
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from tools.brand.palette import PALETTE
from tools.model.entities.edition import FOREWORD_ID
from tools.model.entities.page import Page
from tools.model.publication import Publication
from tools.render.environment import jinja_environment
from tools.runtime.atomic_swap import remove_tree
from tools.runtime.files import write_file
from tools.site.bundle import EDITION_CSS

SECTION = r"(?ms)^## [^\n]*\{{:[^}}\n]*#{heading}(?![\w-])[^\n]*\n.*?(?=^## |\Z)"
MARKDOWN_LINK = re.compile(r"(?<!!)\[(?P<words>[^\[\]]*)\]\((?P<target>[^()\s]+)[^()]*\)")


def write_docs(publication: Publication, edition: Publication) -> None:
    """Write the docs folder of an edition anew, from the docs folder of the publication."""
    docs = edition.docs_folder
    remove_tree(docs)
    excluded = {page.source_path.as_posix() for page in edition.excluded_pages.values()}

    def list_ignored(folder: str, names: list[str]) -> set[str]:
        path = Path(folder).relative_to(publication.docs_folder)
        hidden = {name for name in names if name.startswith(".")}
        return hidden | {name for name in names if (path / name).as_posix() in excluded}

    shutil.copytree(publication.docs_folder, docs, ignore=list_ignored)
    for page in edition.pages.values():
        if page.id != FOREWORD_ID:
            path = docs / page.source_path
            text = path.read_text(encoding="utf-8")
            adapted = adapt_page(text, publication.pages[page.id], page, excluded)
            if adapted != text:
                path.write_text(adapted, encoding="utf-8")
    write_edition_files(edition, docs)


def adapt_page(text: str, original: Page, page: Page, excluded: set[str]) -> str:
    """Return the source of a page as the edition has it; `excluded`: paths of pages left out."""
    text = unlink_excluded_pages(text, page, excluded)
    if original.meta.checklist and not page.meta.checklist and page.checklist_heading:
        text = remove_section(text, page.checklist_heading)
    if original.title != page.title:
        text = text.replace(f"title: {original.title}", f"title: {json.dumps(page.title)}", 1)
    return text


def unlink_excluded_pages(text: str, page: Page, excluded: set[str]) -> str:
    """Return the text with only the words of links to the pages in `excluded`.

    References by macro need no change: the macro knows which pages are left out.
    """

    def replace_link(link: re.Match[str]) -> str:
        path = link["target"].strip("<>").partition("#")[0]
        target = posixpath.normpath(posixpath.join(page.source_path.parent.as_posix(), path))
        return link["words"] if target in excluded else link[0]

    return MARKDOWN_LINK.sub(replace_link, text)


def remove_section(text: str, heading: str) -> str:
    """Return the text without the section under a heading of level 2, given by its id."""
    return re.sub(SECTION.format(heading=re.escape(heading)), "", text, count=1)


def write_edition_files(publication: Publication, docs: Path) -> None:
    """Write the files of an edition: its style, its logo, and the page with its foreword."""
    edition = publication.edition
    if edition is None:
        raise ValueError("this publication is no edition")
    templates = jinja_environment(publication)
    style = templates.get_template("editions/edition.css").render(edition=edition)
    write_file(docs / EDITION_CSS, style + "\n")
    if edition.accent:
        for name, drawing in recolour_drawings(publication, edition.accent.light):
            write_file(docs / "assets" / "drawings" / name, drawing)
    if edition.logo:
        logo = docs / "assets" / edition.logo_path
        logo.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(edition.logo, logo)
    foreword = publication.foreword_page
    if foreword:
        text = templates.get_template("editions/foreword.md").render(page=foreword)
        write_file(docs / foreword.source_path, text + "\n")


def recolour_drawings(edition: Publication, accent: str) -> Iterator[tuple[str, str]]:
    """Yield the name and SVG of each drawing in the neutral colour, with the accent instead."""
    folders = (edition.docs_folder, edition.theme_folder)
    paths = chain.from_iterable(folder.glob("assets/drawings/*.svg") for folder in folders)
    for name in sorted({path.name for path in paths}):
        text = edition.find_asset(f"drawings/{name}").read_text(encoding="utf-8")
        if PALETTE.neutral in text:
            yield name, text.replace(PALETTE.neutral, accent)
