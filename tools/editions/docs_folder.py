"""The folder that the site engine builds an edition from: its pages, logo and drawings."""

import json
import posixpath
import re
import shutil
from pathlib import Path

from tools.model.entities.edition import FOREWORD_ID
from tools.model.entities.page import Page
from tools.model.publication import Publication
from tools.render.environment import escape_inline, render_template
from tools.render.imprint import address_in_original, place_in_original
from tools.runtime.atomic_swap import remove_tree
from tools.runtime.files import write_file

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
            adapted = adapt_page(text, publication.pages[page.id], page, edition)
            if adapted != text:
                path.write_text(adapted, encoding="utf-8")
    if edition.palette.neutral != publication.palette.neutral:
        recolour_drawings(publication, edition)
    write_edition_files(edition, docs)


def adapt_page(text: str, original: Page, page: Page, edition: Publication) -> str:
    """Return the source of a page as the edition has it."""
    text = redirect_links(text, page, edition)
    if original.meta.checklist and not page.meta.checklist and page.checklist_heading:
        text = remove_section(text, page.checklist_heading)
    if original.title != page.title:
        text = text.replace(f"title: {original.title}", f"title: {json.dumps(page.title)}", 1)
    return text


def redirect_links(text: str, page: Page, edition: Publication) -> str:
    """Return the text with links to pages that are left out leading to the original publication.

    Without an address of the original, their words remain. References by macro need no change.
    """
    excluded = {page.source_path.as_posix(): page for page in edition.excluded_pages.values()}

    def replace_link(link: re.Match[str]) -> str:
        path, _, anchor = link["target"].strip("<>").partition("#")
        target = posixpath.normpath(posixpath.join(page.source_path.parent.as_posix(), path))
        other = excluded.get(target)
        if other is None:
            return link[0]
        url, words = address_in_original(edition, other, anchor), link["words"]
        place = escape_inline(place_in_original(edition, other, words))
        text = f"[{words}]({url})" if url else words
        return f"{text} <span data-search-exclude>({place})</span>"

    return MARKDOWN_LINK.sub(replace_link, text)


def remove_section(text: str, heading: str) -> str:
    """Return the text without the section under a heading of level 2, given by its id."""
    return re.sub(SECTION.format(heading=re.escape(heading)), "", text, count=1)


def write_edition_files(publication: Publication, docs: Path) -> None:
    """Write the files of an edition: its logo, and the page with its foreword."""
    edition = publication.edition
    if edition is None:
        raise ValueError("this publication is no edition")
    if edition.logo:
        logo = docs / edition.logo_path
        logo.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(edition.logo, logo)
    foreword = publication.foreword_page
    if foreword:
        text = render_template(publication, "editions/foreword.md", page=foreword)
        write_file(docs / foreword.source_path, text + "\n")


def recolour_drawings(publication: Publication, edition: Publication) -> None:
    """Write the drawings of the publication itself with the edition's colour for the neutral one.

    Those of the theme are recoloured wherever they are read.
    """
    for path in sorted((edition.docs_folder / "assets" / "drawings").glob("*.svg")):
        text = path.read_text(encoding="utf-8")
        changed = text.replace(publication.palette.neutral, edition.palette.neutral)
        if changed != text:
            path.write_text(changed, encoding="utf-8")
