"""Notices on previewed pages: what is wrong in the sources, over the last good state."""

import posixpath
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tools.language import Language
from tools.model.problems import Problem
from tools.model.publication import Publication
from tools.render.environment import render_template

ASSETS_FOLDER = "assets/preview"  # in the site
ASSETS = ("preview.css", "preview.js")  # beside the templates, so that no whole site has them


@dataclass(frozen=True)
class FieldLink:
    """A field of a form in the browser editor: its labels, and the address that opens it.

    Both are empty when no form shows it. `text`: the message, with fields named as in the form.
    """

    label: str
    url: str
    text: str


FindFields = Callable[[Sequence[Problem]], Sequence[FieldLink | None]]


@dataclass(frozen=True)
class Notice:
    """A message for editors, and the page that it is about: its URL, or empty for all pages.

    `field`: where it can be mended in a form; `place`: its code, file and line, if not in the text.
    """

    text: str
    url: str = ""
    field: FieldLink | None = None
    place: str = ""


def find_no_fields(problems: Sequence[Problem]) -> Sequence[None]:
    """Return None for each problem: there are no forms."""
    return [None] * len(problems)


def create_notices(
    publication: Publication,
    problems: Sequence[Problem],
    find_fields: FindFields = find_no_fields,
) -> list[Notice]:
    """Return the notices about problems; those in a page's file are about that page."""
    docs = publication.docs_folder.relative_to(publication.root)
    urls = {docs / source: page.url for source, page in publication.pages_by_source.items()}
    return [
        create_notice(problem, urls.get(problem.file, ""), field, publication.language)
        for problem, field in zip(problems, find_fields(problems), strict=True)
    ]


def create_notice(
    problem: Problem, url: str, field: FieldLink | None, language: Language
) -> Notice:
    """Return the notice about a problem: in the words of a form, if there are forms."""
    if field is None:
        return Notice(problem.format_message(language), url)
    return Notice(field.text, url, field, f"{problem.rule_code}, {problem.place}")


def add_notices(publication: Publication, site: Path, notices: Sequence[Notice]) -> None:
    """Write notices into all pages of `site`, with the styles that they need."""
    copy_assets(publication, site)
    for path in site.rglob("*.html"):
        url = path.relative_to(site).as_posix()
        root = posixpath.relpath(".", posixpath.dirname(url) or ".") + "/"
        text = insert_into_body(
            path.read_text(encoding="utf-8"), render_notices(publication, notices, url, root)
        )
        path.write_text(text, encoding="utf-8")


def copy_assets(publication: Publication, site: Path) -> None:
    """Copy the styles and the script of the preview into `site`."""
    (site / ASSETS_FOLDER).mkdir(parents=True, exist_ok=True)
    for name in ASSETS:
        shutil.copy(publication.templates_folder / "publish" / name, site / ASSETS_FOLDER)


def render_notices(
    publication: Publication, notices: Sequence[Notice], url: str, root: str, epoch: int = 0
) -> str:
    """Render the notices of the page at `url`, and the names of other pages that have any.

    `root`: what leads from the page to the site. With an `epoch`, also render the script that loads
    the page again when there is a newer one.
    """
    return render_template(
        publication,
        "publish/notices.html",
        notices=[notice for notice in notices if notice.url in ("", url)],
        others=sorted({notice.url for notice in notices} - {"", url}),
        root=root,
        folder=f"{root}{ASSETS_FOLDER}",
        epoch=epoch,
    )


def insert_into_body(text: str, html: str) -> str:
    """Return the text of a page with HTML at the beginning of its body."""
    place = text.find(">", text.find("<body")) + 1
    return text[:place] + html + text[place:] if "<body" in text else html + text
