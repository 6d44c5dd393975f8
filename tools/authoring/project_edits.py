"""Edits of a project that several commands need: in its settings, data files and pages."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from yaml import YAMLError

from tools.authoring.errors import AuthoringError
from tools.authoring.file_changes import FileChanges
from tools.authoring.yaml_text import FRONT_MATTER, KeyPath, YamlText, to_yaml_scalar
from tools.model.loader import SETTINGS_FILE, load_publication
from tools.model.problems import InvalidPublicationError, Problem
from tools.model.project import DATA_FOLDER, RETIRED_FILE, URLS_FILE, ParsedPage, ParsedProject
from tools.model.reading.addresses import get_page_address

PUBLICATION = ("extra", "publication")
LIST_COUNT = (*PUBLICATION, "lists", "count")
ITEM_TOTAL = (*PUBLICATION, "lists", "total", "most")
REDIRECTS_FILE = "redirects.yml"


class ProjectEdits:
    """The edits of one command on a project, of which `changes` holds the files."""

    def __init__(self, project: ParsedProject) -> None:
        """Begin without edits; raise InvalidPublicationError when a file cannot be read."""
        if project.problems:
            raise InvalidPublicationError(project.problems, project.language)
        self.project = project
        self.docs = project.docs_folder.relative_to(project.root)
        self.changes = FileChanges(project.root)

    def get_data_file(self, name: str) -> Path:
        """Return the path of a data file, relative to the project."""
        return self.docs / DATA_FOLDER / name

    @contextmanager
    def open_yaml(self, file: Path) -> Iterator[YamlText]:
        """Open a file of YAML, or the front matter of a page, and keep what becomes of it.

        Raises AuthoringError when it cannot be read.
        """
        text = self.changes.read(file)
        try:
            editor = YamlText(text, front_matter=file.suffix == ".md")
        except YAMLError as error:
            raise AuthoringError(self.project.language, "move-unreadable", file=file) from error
        yield editor
        if editor.text != text:
            self.changes.write(file, editor.text)

    def edit_body(self, file: Path, edit: Callable[[str], str]) -> None:
        """Edit the text of a page below its front matter, if it has any."""
        text = self.changes.read(file)
        head = FRONT_MATTER.match(text)
        end = head.end() if head else 0
        self.changes.write(file, text[:end] + edit(text[end:]))

    def open_data(self, name: str) -> AbstractContextManager[YamlText]:
        """Open a data file, by its name."""
        return self.open_yaml(self.get_data_file(name))

    def open_settings(self) -> AbstractContextManager[YamlText]:
        """Open the settings."""
        return self.open_yaml(Path(SETTINGS_FILE))

    def add_redirect(self, url: str, page_id: str) -> None:
        """Redirect from a former address to a page."""
        with self.open_data(REDIRECTS_FILE) as data:
            data.append((), f"was: {url}\npage: {to_yaml_scalar(page_id)}")

    def retire(self, key: str, id_: str) -> None:
        """Add an id to those that are never used again, under a key of `retired.yml`."""
        with self.open_data(RETIRED_FILE) as data:
            append_or_create(data, (key,), id_)


def append_or_create(data: YamlText, path: KeyPath, entry: str) -> None:
    """Add an entry to the list at a path, which may be absent."""
    if data.find(path):
        data.append(path, to_yaml_scalar(entry))
    else:
        data.add_key(path[:-1], str(path[-1]), f"[{to_yaml_scalar(entry)}]")


def retire_item(meta: YamlText, item_id: str) -> None:
    """Retire the id of an item in the front matter of a page with a checklist.

    The checklist may be a list of items there, or stand in the text of the page.
    """
    id_ = to_yaml_scalar(item_id)
    if meta.find(("checklist",)) is None:
        meta.add_key((), "checklist", f"{{retired: [{id_}]}}")
        return
    if meta.is_list(("checklist",)):
        meta.wrap(("checklist",), "items")
    append_or_create(meta, ("checklist", "retired"), item_id)


def add_to_menu(settings: YamlText, path: str, similar: Iterable[ParsedPage]) -> bool:
    """Add a page to the menu after the last of similar ones; return whether one is there."""
    names = [page.source_path.as_posix() for page in similar]
    places = [place for name in names for place in settings.find_scalars(("nav",), name)]
    if not places:
        return False
    last = max(places, key=lambda place: settings.require(place).start_mark.index)
    number = max(n for n, key in enumerate(last) if isinstance(key, int))
    settings.insert_after(last[: number + 1], path)
    return True


def raise_number(settings: YamlText, path: KeyPath, least: int) -> bool:
    """Raise the number at a path to `least`; return whether there was a lower one."""
    is_lower = any(int(number) < least for number in settings.get_scalars(path))
    if is_lower:
        settings.set_value(path, str(least))
    return is_lower


def add_to_number(settings: YamlText, path: KeyPath, more: int) -> int | None:
    """Raise the number at a path by `more`; return the new one, or None if there is none."""
    numbers = settings.get_scalars(path)
    if not numbers:
        return None
    settings.set_value(path, str(int(numbers[0]) + more))
    return int(numbers[0]) + more


def get_url(page: ParsedPage) -> str:
    """Return the address of a page, relative to the root of the site."""
    return get_page_address(page.source_path.as_posix())


def find_page(project: ParsedProject, name: str) -> ParsedPage:
    """Return the page with an id or file; raise AuthoringError when there is none."""
    path = get_docs_path(project, name)
    for page in project.pages:
        if name == page.id or path in (page.source_path, page.source_path.with_suffix("")):
            return page
    raise AuthoringError(project.language, "move-unknown", name=name)


def get_docs_path(project: ParsedProject, name: str) -> Path:
    """Return a path relative to `docs/`, of which `name` may begin with that folder."""
    path, docs = Path(name), project.docs_folder.relative_to(project.root)
    if path.is_absolute() and path.is_relative_to(project.root):
        path = path.relative_to(project.root)
    path = Path(os.path.normpath(path))  # without the steps up in it
    return path.relative_to(docs) if path.is_relative_to(docs) else path


def find_problems(root: Path) -> list[Problem]:
    """Return the problems of a project as it is now."""
    try:
        load_publication(root)
    except InvalidPublicationError as error:
        return error.problems
    return []


def find_new_problems(
    before: list[Problem], after: list[Problem], moved: dict[Path, Path] | None = None
) -> list[Problem]:
    """Return the problems that an edit added; `moved`: the former path of a file → its path."""
    paths = moved or {}
    known = Counter((p.code, paths.get(p.file, p.file), str(p.values)) for p in before)
    added = []
    for problem in after:
        key = problem.code, problem.file, str(problem.values)
        known[key] -= 1
        if known[key] < 0:
            added.append(problem)
    return added


def find_mentions(edits: ProjectEdits, page: ParsedPage) -> Iterator[str]:
    """Yield a line for each place that still names the old file, address or id of a page.

    Pages are judged by the rules; this is about texts for editors, and data of other programs.
    """
    name, id_ = page.source_path.with_suffix("").as_posix(), re.escape(page.id)
    pattern = re.compile(rf"(?<![\w/-]){re.escape(name)}\.(?:md|html)\b|ref\([\"']{id_}[\"'#]")
    root, docs = edits.project.root, edits.project.docs_folder
    data = sorted((docs / DATA_FOLDER).rglob("*"))
    known = {edits.get_data_file(file) for file in (REDIRECTS_FILE, URLS_FILE)}
    for path in (*sorted(root.glob("*.md")), docs / "README.md", *data):
        file = path.relative_to(root)
        if path.suffix not in (".md", ".yml", ".txt") or not path.is_file() or file in known:
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if found := pattern.search(line):
                word = edits.project.language.word("move_mentioned")
                yield word.format(place=f"{file}:{number}", text=found[0])
