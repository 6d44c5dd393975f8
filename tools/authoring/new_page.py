"""Create a page from a template of the publication, `docs/_data/templates/<name>.md`.

A template is a whole page that passes every rule, with hints for its writer: comments that begin
with `hint:`, in the front matter after `#`, in the body between `{#` and `#}`. Neither reaches a
reader, and `check --release` reports each hint that is left. These placeholders are filled in:
`${id}`, `${title}` (as YAML), `${words}` (the title for inside quotation marks), `${kind}`,
`${number}`, `${today}` and `${again}` (a year later).
"""

import datetime as dt
import json
import re
from collections import Counter
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from string import Template

from pydantic import TypeAdapter, ValidationError

from tools.authoring.errors import AuthoringError
from tools.authoring.file_changes import FileChanges
from tools.authoring.project_edits import (
    ITEM_TOTAL,
    LIST_COUNT,
    PUBLICATION,
    add_to_menu,
    add_to_number,
    raise_number,
)
from tools.authoring.yaml_text import YamlText, to_yaml_scalar
from tools.language import Language
from tools.model.entities.checklist import Id
from tools.model.entities.settings import PageKind
from tools.model.loader import SETTINGS_FILE, load_cached_publication
from tools.model.page_templates import list_templates
from tools.model.problems import InvalidPublicationError
from tools.model.project import ParsedPage, ParsedProject
from tools.model.reading.markdown import find_hint_lines
from tools.model.reading.yaml_nodes import MAX_PAGE_BYTES, UnreadableError, read_text

REVIEW_INTERVAL = dt.timedelta(days=365)
CHECKLIST_KEY = re.compile(r"^checklist:", re.MULTILINE)
ITEM_KEY = re.compile(r"^ +(?:- )?what: ", re.MULTILINE)
FIELD_HINT = re.compile(r"^[ \t]*#[ \t]*hint:.*\n|[ \t]+#[ \t]*hint:.*", re.MULTILINE)
ID_LINE = re.compile(r"^id: (\S+)", re.MULTILINE)


@dataclass(frozen=True)
class NewPage:
    """A page that was created: its file, relative to the project's folder, with all that changed.

    `messages`: what else to know or do.
    """

    file: Path
    changes: FileChanges
    messages: tuple[str, ...]


def create_page(
    project: ParsedProject,
    kind_name: str,
    slug: str,
    title: str,
    day: dt.date,
    *,
    with_field_hints: bool = True,
) -> NewPage:
    """Write a page of a kind, add it to the navigation after its like, and raise page limits.

    `with_field_hints`: keep the hints in front matter, which forms have no use for.
    The settings are read anew, so that several pages can be created with one parsed project. The
    caller checks the page. Raises AuthoringError when there is no template, when the slug is wrong,
    or when the file exists already.
    """
    root, docs, word = project.root, project.docs_folder, project.language.word
    changes = FileChanges(root)
    settings = YamlText(changes.read(Path(SETTINGS_FILE)))
    kind, template = find_template(project, kind_name)
    check_slug(slug, project.language)
    similar = [page for page in project.pages if page.meta.get_text("kind") == kind_name]
    path = docs / most_used_folder(similar) / f"{slug}.md"
    file, nav_path = path.relative_to(root), path.relative_to(docs).as_posix()
    if path.exists():
        raise AuthoringError(project.language, "new-exists", file=file)
    number = next_free_number(similar)
    try:
        template_text = read_text(template, root, MAX_PAGE_BYTES)
    except UnreadableError as error:
        raise InvalidPublicationError([error.problem], project.language) from error
    text = Template(template_text).safe_substitute(
        id=slug,
        title=to_yaml_scalar(title),
        words=json.dumps(title, ensure_ascii=False)[1:-1],
        kind=kind_name,
        number=number,
        today=day,
        again=day + REVIEW_INTERVAL,
    )
    if not with_field_hints:
        text = FIELD_HINT.sub("", text)
    messages = [word("new_made").format(file=file)]
    page_count = len(similar) + 1
    if raise_number(settings, (*PUBLICATION, "kinds", kind_name, "pages", "most"), page_count):
        messages.append(word("new_room").format(kind=kind_name, count=page_count))
    if CHECKLIST_KEY.search(text):
        if count := add_to_number(settings, LIST_COUNT, 1):
            messages.append(word("new_list").format(count=count))
        if most := add_to_number(settings, ITEM_TOTAL, len(ITEM_KEY.findall(text))):
            messages.append(word("new_items").format(count=most))
    hue_count = project.mkdocs.publication.identity.colours.hue_count
    if kind.hues and number > hue_count:
        messages.append(word("new_hues").format(most=hue_count))
    if settings.is_list(("nav",)):
        in_menu = add_to_menu(settings, nav_path, similar)
        messages.append(word("new_menu" if in_menu else "new_menu_by_hand").format(path=nav_path))
    book = {page_id for part in project.mkdocs.publication.book for page_id in part.pages}
    if any(page.id in book for page in similar):
        page_id = ID_LINE.search(text)
        messages.append(word("new_book").format(id=page_id[1] if page_id else slug))
    messages.append(word("new_hints").format(count=len(find_hint_lines(text))))
    changes.write(file, text)
    changes.write(Path(SETTINGS_FILE), settings.text)
    changes.apply()
    return NewPage(file, changes, tuple(messages))


def check_new_page(page: NewPage, language: Language) -> None:
    """Undo a new page that has problems, and raise InvalidPublicationError with them.

    That the menu lacks the page is none: its messages say so.
    """
    try:
        load_cached_publication(page.changes.root)
    except InvalidPublicationError as error:
        problems = [problem for problem in error.problems if problem.file == page.file]
        problems = [problem for problem in problems if problem.code != "menu-missing"]
        if problems:
            page.changes.undo()
            raise InvalidPublicationError(problems, language) from error


def check_slug(slug: str, language: Language) -> None:
    """Raise AuthoringError if a slug cannot be an id."""
    try:
        TypeAdapter(Id).validate_python(slug)
    except ValidationError as error:
        raise AuthoringError(language, "new-slug", slug=slug) from error


def find_template(project: ParsedProject, name: str) -> tuple[PageKind, Path]:
    """Return the kind of a name and its template; raise AuthoringError if either does not exist."""
    templates = list_templates(project)
    if name not in templates:
        names = ", ".join(templates) or "–"
        raise AuthoringError(project.language, "new-kind", kind=name, known=names)
    return project.mkdocs.publication.kinds[name], templates[name]


def most_used_folder(pages: list[ParsedPage]) -> Path:
    """Return the folder that most of the pages are in, relative to the docs folder."""
    folders = Counter(page.source_path.parent for page in pages)
    return folders.most_common(1)[0][0] if folders else Path()


def next_free_number(pages: list[ParsedPage]) -> int:
    """Return the first number, from 1, that none of the pages has."""
    taken = {page.meta.data.get("number") for page in pages}
    return next(number for number in count(1) if number not in taken)
