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
from typing import Self

from pydantic import TypeAdapter, ValidationError

from tools.authoring.errors import AuthoringError
from tools.language import Language
from tools.model.entities.checklist import Id
from tools.model.entities.settings import PageKind, PublicationSettings
from tools.model.loader import SETTINGS_FILE, load_cached_publication, load_settings
from tools.model.problems import InvalidPublicationError
from tools.model.project import DATA_FOLDER, ParsedPage, ParsedProject
from tools.model.reading.markdown import find_hint_lines
from tools.model.reading.safe_yaml import LocatedMapping
from tools.model.reading.yaml_nodes import MAX_PAGE_BYTES, Node, UnreadableError, read_text
from tools.model.rules.nav import iter_nav_entries

TEMPLATES_FOLDER = "templates"
REVIEW_INTERVAL = dt.timedelta(days=365)
PLAIN_SCALAR = re.compile(r"[^\W\d_][\w ’().,–-]*")  # text in YAML without quotation marks
# No text in YAML 1.1, as the site engine reads it.
RESERVED_SCALARS = {"true", "false", "null", "yes", "no", "on", "off", "y", "n"}
CHECKLIST_KEY = re.compile(r"^checklist:", re.MULTILINE)
ITEM_KEY = re.compile(r"^ +(?:- )?what: ", re.MULTILINE)
ID_LINE = re.compile(r"^id: (\S+)", re.MULTILINE)
NAV_ENTRY = re.compile(r"^(?P<before>\s*- )")


@dataclass(frozen=True)
class NewPage:
    """A page that was created. `file` is relative to `root`, the project's folder.

    `original_settings`: the text of the settings before; `messages`: what else to know or do.
    """

    root: Path
    file: Path
    original_settings: str
    messages: tuple[str, ...]

    def undo(self) -> None:
        """Remove the page, and restore the settings."""
        (self.root / self.file).unlink()
        (self.root / SETTINGS_FILE).write_text(self.original_settings, encoding="utf-8")


def create_page(
    project: ParsedProject, kind_name: str, slug: str, title: str, day: dt.date
) -> NewPage:
    """Write a page of a kind, add it to the navigation after its like, and raise page limits.

    The settings are read anew, so that several pages can be created with one parsed project. The
    caller checks the page. Raises AuthoringError when there is no template, when the slug is wrong,
    or when the file exists already.
    """
    root, docs, word = project.root, project.docs_folder, project.language.word
    settings = SettingsEditor.read(root)
    original_settings = settings.text
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
    messages = [word("new_made").format(file=file)]
    page_count = len(similar) + 1
    if settings.raise_page_limit(kind_name, page_count):
        messages.append(word("new_room").format(kind=kind_name, count=page_count))
    if CHECKLIST_KEY.search(text):
        if count := settings.increment_checklist_count():
            messages.append(word("new_list").format(count=count))
        if most := settings.raise_item_total(len(ITEM_KEY.findall(text))):
            messages.append(word("new_items").format(count=most))
    hue_count = project.mkdocs.publication.identity.colours.hue_count
    if kind.hues and number > hue_count:
        messages.append(word("new_hues").format(most=hue_count))
    in_nav = settings.add_to_nav(nav_path, {page.source_path.as_posix() for page in similar})
    if settings.has_nav:
        messages.append(word("new_menu" if in_nav else "new_menu_by_hand").format(path=nav_path))
    book = {page_id for part in project.mkdocs.publication.book for page_id in part.pages}
    if any(page.id in book for page in similar):
        page_id = ID_LINE.search(text)
        messages.append(word("new_book").format(id=page_id[1] if page_id else slug))
    messages.append(word("new_hints").format(count=len(find_hint_lines(text))))
    path.write_text(text, encoding="utf-8")
    (root / SETTINGS_FILE).write_text(settings.text, encoding="utf-8")
    return NewPage(root, file, original_settings, tuple(messages))


def check_new_page(page: NewPage, language: Language) -> None:
    """Undo a new page that has problems, and raise InvalidPublicationError with them.

    That the menu lacks the page is none: its messages say so.
    """
    try:
        load_cached_publication(page.root)
    except InvalidPublicationError as error:
        problems = [problem for problem in error.problems if problem.file == page.file]
        problems = [problem for problem in problems if problem.code != "menu-missing"]
        if problems:
            page.undo()
            raise InvalidPublicationError(problems, language) from error


def check_slug(slug: str, language: Language) -> None:
    """Raise AuthoringError if a slug cannot be an id."""
    try:
        TypeAdapter(Id).validate_python(slug)
    except ValidationError as error:
        raise AuthoringError(language, "new-slug", slug=slug) from error


def find_template(project: ParsedProject, name: str) -> tuple[PageKind, Path]:
    """Return the kind of a name and its template; raise AuthoringError if either does not exist."""
    kinds = project.mkdocs.publication.kinds
    folder = project.docs_folder / DATA_FOLDER / TEMPLATES_FOLDER
    templates = {key: folder / f"{kind.template or key}.md" for key, kind in kinds.items()}
    available = {key: path for key, path in templates.items() if path.is_file()}
    if name not in available:
        names = ", ".join(available) or "–"
        raise AuthoringError(project.language, "new-kind", kind=name, known=names)
    return kinds[name], available[name]


def most_used_folder(pages: list[ParsedPage]) -> Path:
    """Return the folder that most of the pages are in, relative to the docs folder."""
    folders = Counter(page.source_path.parent for page in pages)
    return folders.most_common(1)[0][0] if folders else Path()


def next_free_number(pages: list[ParsedPage]) -> int:
    """Return the first number, from 1, that none of the pages has."""
    taken = {page.meta.data.get("number") for page in pages}
    return next(number for number in count(1) if number not in taken)


def to_yaml_scalar(text: str) -> str:
    """Return a line of text as a YAML value, in quotation marks only where it needs them."""
    plain = text.lower() not in RESERVED_SCALARS and text == text.strip()
    if plain and PLAIN_SCALAR.fullmatch(text):
        return text
    return json.dumps(text, ensure_ascii=False)


@dataclass
class SettingsEditor:
    """The settings as lines of text, of which single values change and nothing else."""

    lines: list[str]
    node: Node
    settings: PublicationSettings

    @classmethod
    def read(cls, root: Path) -> Self:
        """Return an editor for the settings of the project in `root`."""
        settings = load_settings(root)
        text = (root / SETTINGS_FILE).read_text(encoding="utf-8")
        lines = text.splitlines(keepends=True)
        return cls(lines, settings.mkdocs_node, settings.mkdocs.publication)

    @property
    def text(self) -> str:
        """The text of the settings."""
        return "".join(self.lines)

    @property
    def has_nav(self) -> bool:
        """Return whether there is a navigation; without one, all pages are in it."""
        return "nav" in self.node.data

    def raise_page_limit(self, kind: str, count: int) -> bool:
        """Allow `count` pages of a kind; return whether that was needed."""
        if count <= self.settings.kinds[kind].pages.most:
            return False
        limits = self.node.data["extra"]["publication"]["kinds"][kind]["pages"]
        self.replace_number(limits, "most", count)
        return True

    def increment_checklist_count(self) -> int | None:
        """Expect one checklist more; return how many that makes, or None if any number will do."""
        if self.settings.lists.count is None:
            return None
        count = self.settings.lists.count + 1
        self.replace_number(self.node.data["extra"]["publication"]["lists"], "count", count)
        return count

    def raise_item_total(self, items: int) -> int | None:
        """Allow more items in all checklists together; return how many, or None without a limit."""
        limits = self.node.data["extra"]["publication"].get("lists", {}).get("total")
        if limits is None:
            return None
        most = self.settings.lists.total.most + items
        self.replace_number(limits, "most", most)
        return most

    def replace_number(self, mapping: LocatedMapping, key: str, number: int) -> None:
        """Replace the number under `key` of a mapping."""
        line, column = mapping.value_positions[key]
        before, after = self.lines[line - 1][:column], self.lines[line - 1][column:]
        self.lines[line - 1] = before + re.sub(r"^\d+", str(number), after)

    def add_to_nav(self, path: str, similar: set[str]) -> bool:
        """Add a page to the navigation after the last of `similar`; return whether one is there."""
        entries = iter_nav_entries(self.node.data.get("nav") or [])
        last_line = max((line for _, entry, line in entries if entry in similar), default=0)
        entry = NAV_ENTRY.match(self.lines[last_line - 1]) if last_line else None
        if entry:
            self.lines.insert(last_line, f"{entry['before']}{path}\n")
        return entry is not None
