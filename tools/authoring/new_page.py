"""A new page from a template of the publication: `docs/_data/templates/<name>.md`.

A template is a whole page that passes every rule, with hints for who writes it: comments that
begin with `hint:`, in the front matter after `#`, in the text between `{#` and `#}`. Neither
reaches a reader; a hint that is left is told by `check --release`. What is filled in: `${id}`,
`${title}` (as YAML), `${words}` (the title for inside quotation marks), `${kind}`, `${number}`,
`${today}` and `${again}` (a year later).
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from string import Template

from pydantic import TypeAdapter, ValidationError
from ruamel.yaml.comments import CommentedMap

from tools.brand.palette import HUE_COUNT
from tools.errors import BuildError
from tools.language import Language
from tools.model.entities.checklist import Id
from tools.model.entities.settings import PageKind, PublicationSettings
from tools.model.loader import SETTINGS_FILE, load_settings
from tools.model.problems import InvalidPublicationError
from tools.model.project import DATA_FOLDER, ParsedPage, ParsedProject
from tools.model.reading.markdown import find_hint_lines
from tools.model.reading.yaml_nodes import MAX_PAGE_BYTES, Node, UnreadableError, read_text
from tools.model.rules.nav import iter_nav_paths

TEMPLATES_FOLDER = "templates"
REVIEW_INTERVAL = dt.timedelta(days=365)
PLAIN_SCALAR = re.compile(r"[^\W\d_][\w ’().,–-]*")  # YAML takes it as text, as it stands
RESERVED_SCALARS = {
    "true",
    "false",
    "null",
    "yes",
    "no",
    "on",
    "off",
    "y",
    "n",
}  # as the engine reads YAML
CHECKLIST_KEY = re.compile(r"^checklist:", re.MULTILINE)
ID_LINE = re.compile(r"^id: (\S+)", re.MULTILINE)
NAV_ENTRY = re.compile(r"^(?P<before>\s*- )")


class NewPageError(BuildError):
    """A page cannot be made; `str()` says why and what to do, in the publication's language."""

    def __init__(self, language: Language, code: str, **values: object) -> None:
        """Take the code of the message and what it names."""
        wrong, mend = language.format_message(code, values)
        super().__init__(f"{wrong}\n    → {mend}")


@dataclass(frozen=True)
class NewPage:
    """A page that was made. `file` is relative to the project; `said`: what else to know or do."""

    root: Path
    file: Path
    settings_before: str
    messages: tuple[str, ...]

    def undo(self) -> None:
        """Take it back, also from the settings."""
        (self.root / self.file).unlink()
        (self.root / SETTINGS_FILE).write_text(self.settings_before, encoding="utf-8")


def create_page(
    draft: ParsedProject, kind_name: str, slug: str, title: str, day: dt.date
) -> NewPage:
    """Write a page of a kind, put it in the menu next to its like, and make room for it.

    The settings are read anew, so that several pages can be made with one draft. Raises
    NewPageError when there is no template, a wrong slug, or a file already. It does not judge the
    page: that is up to who calls this.
    """
    word, root = draft.language.word, draft.root
    settings = SettingsEditor.read(root)
    kind, template = find_template(draft, kind_name)
    try:
        TypeAdapter(Id).validate_python(slug)
    except ValidationError as error:
        raise NewPageError(draft.language, "new-slug", slug=slug) from error
    like = [page for page in draft.pages if page.meta.get_text("kind") == kind_name]
    path = draft.docs_folder / most_used_folder(like) / f"{slug}.md"
    file, in_menu = path.relative_to(root), path.relative_to(draft.docs_folder).as_posix()
    if path.exists():
        raise NewPageError(draft.language, "new-exists", file=file)
    number = next_free_number(like)
    try:
        pattern = read_text(template, root, MAX_PAGE_BYTES)
    except UnreadableError as error:
        raise InvalidPublicationError([error.problem], draft.language) from error
    text = Template(pattern).safe_substitute(
        id=slug,
        title=to_yaml_scalar(title),
        words=json.dumps(title, ensure_ascii=False)[1:-1],
        kind=kind_name,
        number=number,
        today=day,
        again=day + REVIEW_INTERVAL,
    )
    said = [word("new_made").format(file=file)]
    before = settings.text
    if settings.raise_page_limit(kind_name, len(like) + 1):
        said.append(word("new_room").format(kind=kind_name, count=len(like) + 1))
    if CHECKLIST_KEY.search(text):
        said.append(word("new_list").format(count=settings.increment_checklist_count()))
    if kind.hues and number > HUE_COUNT:
        said.append(word("new_hues").format(most=HUE_COUNT))
    placed = settings.add_to_nav(in_menu, {page.document.source_path.as_posix() for page in like})
    said.append(word("new_menu" if placed else "new_menu_by_hand").format(path=in_menu))
    book = {identity for part in draft.mkdocs.publication.book for identity in part.pages}
    if any(page.id in book for page in like):
        identity = ID_LINE.search(text)
        said.append(word("new_book").format(id=identity[1] if identity else slug))
    said.append(word("new_hints").format(count=len(find_hint_lines(text))))
    path.write_text(text, encoding="utf-8")
    (root / SETTINGS_FILE).write_text(settings.text, encoding="utf-8")
    return NewPage(root, file, before, tuple(said))


def find_template(draft: ParsedProject, name: str) -> tuple[PageKind, Path]:
    """Give a kind and its template; raise NewPageError when either is not there."""
    kinds = draft.mkdocs.publication.kinds
    home = draft.docs_folder / DATA_FOLDER / TEMPLATES_FOLDER
    paths = {key: home / f"{kind.template or key}.md" for key, kind in kinds.items()}
    known = {key: path for key, path in paths.items() if path.is_file()}
    if name not in known:
        listed = ", ".join(known) or "–"
        raise NewPageError(draft.language, "new-kind", kind=name, known=listed)
    return kinds[name], known[name]


def most_used_folder(like: list[ParsedPage]) -> Path:
    """Give the folder in which most pages of a kind stand."""
    found = Counter(page.document.source_path.parent for page in like)
    return found.most_common(1)[0][0] if found else Path()


def next_free_number(like: list[ParsedPage]) -> int:
    """Give the first number that no page of a kind has."""
    taken = {page.meta.data.get("number") for page in like}
    return next(number for number in range(1, len(like) + 2) if number not in taken)


def to_yaml_scalar(text: str) -> str:
    """Write a line of text as a YAML value, in quotation marks only where it needs them."""
    plain = (
        PLAIN_SCALAR.fullmatch(text)
        and text.lower() not in RESERVED_SCALARS
        and text == text.strip()
    )
    return text if plain else json.dumps(text, ensure_ascii=False)


@dataclass
class SettingsEditor:
    """The settings as text, in which single places change; all else stays as it was written."""

    lines: list[str]
    node: Node
    settings: PublicationSettings

    @classmethod
    def read(cls, root: Path) -> SettingsEditor:
        """Read the settings of a project."""
        settings = load_settings(root)
        text = (root / SETTINGS_FILE).read_text(encoding="utf-8")
        return cls(text.splitlines(keepends=True), settings.node, settings.mkdocs.publication)

    @property
    def text(self) -> str:
        """The whole text."""
        return "".join(self.lines)

    def raise_page_limit(self, kind: str, count: int) -> bool:
        """Allow `count` pages of a kind; tell whether that was needed."""
        if count <= self.settings.kinds[kind].pages.most:
            return False
        self.replace_number(
            self.node.data["extra"]["publication"]["kinds"][kind]["pages"], "most", count
        )
        return True

    def increment_checklist_count(self) -> int:
        """Ask for one checklist more; give how many that makes."""
        count = self.settings.lists.count + 1
        self.replace_number(self.node.data["extra"]["publication"]["lists"], "count", count)
        return count

    def replace_number(self, mapping: CommentedMap, key: str, number: int) -> None:
        """Put another number where `key` of a mapping stands."""
        line, column = mapping.lc.value(key)
        before, after = self.lines[line][:column], self.lines[line][column:]
        self.lines[line] = before + re.sub(r"^\d+", str(number), after)

    def add_to_nav(self, path: str, like: set[str]) -> bool:
        """Put a page in the menu after the last of its like; tell whether one stands there."""
        entries = iter_nav_paths(self.node.data.get("nav") or [])
        at = max((line for entry, line in entries if entry in like), default=0)
        found = NAV_ENTRY.match(self.lines[at - 1]) if at else None
        if found:
            self.lines.insert(at, f"{found['before']}{path}\n")
        return found is not None
