"""Take a checklist from a file into a new page of a publication."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tools.authoring.errors import AuthoringError
from tools.authoring.importing.draft import Draft
from tools.authoring.importing.draft_builder import build_draft
from tools.authoring.importing.formats import read_source
from tools.authoring.importing.labels import create_labels
from tools.authoring.importing.page_text import format_page
from tools.authoring.importing.parts import Source, UnreadableFileError
from tools.authoring.importing.report import describe_field, describe_notes
from tools.authoring.importing.values import ValueReader
from tools.authoring.new_ids import derive_id
from tools.authoring.new_page import check_slug
from tools.authoring.project_edits import (
    ITEM_TOTAL,
    LIST_COUNT,
    PUBLICATION,
    ProjectEdits,
    add_to_menu,
    add_to_number,
    find_new_problems,
    find_problems,
    get_docs_path,
    raise_number,
)
from tools.authoring.yaml_text import YamlText, to_yaml_scalar
from tools.model.problems import Problem
from tools.model.project import ParsedProject
from tools.model.reading.yaml_nodes import MAX_PAGE_BYTES

FIXED_FIELDS = ("id", "what", "statements")  # of every item
MAX_FIELD_ID_LENGTH = 30


@dataclass(frozen=True)
class Request:
    """A file to take in: the name and title of its page, and its kind, as far as they are chosen.

    `adds_fields`: columns that the publication has no field for become fields.
    """

    file: Path
    page: str | None = None
    title: str | None = None
    kind: str | None = None
    adds_fields: bool = False


def import_checklist(project: ParsedProject, request: Request) -> tuple[list[str], list[Problem]]:
    """Make a page of the checklist in a file; return what was done, and the problems of the page.

    Raises AuthoringError, without any change, when the file cannot be read or has no list, or when
    there can be no such page.
    """
    language = project.language
    kinds = project.mkdocs.publication.kinds
    if request.kind and request.kind not in kinds:
        raise AuthoringError(language, "kind-unknown", id=request.kind, known=", ".join(kinds))
    try:
        source = read_source(request.file)
    except UnreadableFileError as error:
        values = {"file": request.file, **error.values}
        raise AuthoringError(language, error.code, **values) from error
    draft = read_draft(project, source)
    if not draft.items:
        raise AuthoringError(language, "import-nothing", file=request.file)
    return PageImport(project, request, source, draft).apply()


def read_draft(project: ParsedProject, source: Source) -> Draft:
    """Return the checklist in a file, with the fields and roles of a publication."""
    settings = project.mkdocs.publication
    roles = {role.get_text("title") or "": role.id for role in project.roles}
    values = ValueReader(roles, project.language)
    return build_draft(source, settings.fields, create_labels(settings), values)


class PageImport:
    """The import of one checklist."""

    def __init__(
        self, project: ParsedProject, request: Request, source: Source, draft: Draft
    ) -> None:
        """Begin; nothing is written yet."""
        self.project, self.request, self.source, self.draft = project, request, source, draft
        self.edits = ProjectEdits(project)
        self.title = request.title or draft.title or request.file.stem
        self.path = self.choose_path()
        self.fields = choose_field_ids(draft, project)

    def choose_path(self) -> Path:
        """Return the file of the page relative to `docs/`; raise AuthoringError if it cannot be."""
        name = self.request.page or derive_id(self.title)
        path = get_docs_path(self.project, name.removesuffix(".md") + ".md")
        for part in path.with_suffix("").parts:
            check_slug(part, self.project.language)
        if (self.project.docs_folder / path).exists():
            file = self.edits.docs / path
            raise AuthoringError(self.project.language, "new-exists", file=file)
        return path

    def apply(self) -> tuple[list[str], list[Problem]]:
        """Write page and settings; return what was done, and the problems of the page."""
        file = self.edits.docs / self.path
        if self.request.adds_fields:
            self.keep_labelled()
        text = format_page(self.draft, self.title, self.request.kind)
        if len(text.encode()) > MAX_PAGE_BYTES:
            language, count = self.project.language, len(self.draft.items)
            raise AuthoringError(language, "import-long", file=self.request.file, count=count)
        before = find_problems(self.project.root)
        self.edits.changes.write(file, text)
        with self.edits.open_settings() as settings:
            self.edit_settings(settings)
        self.edits.changes.apply()
        problems = find_new_problems(before, find_problems(self.project.root))
        ours = [problem for problem in problems if problem.file == file]
        return [*self.describe(file)], ours

    def keep_labelled(self) -> None:
        """Keep the texts under labels that become fields."""
        for item in self.draft.items:
            item.values |= {self.fields[label]: text for label, text in item.labelled.items()}

    def edit_settings(self, settings: YamlText) -> None:
        """Add the page to the menu and to the numbers of pages and lists, and fields if asked."""
        pages = [p for p in self.project.pages if p.meta.get_text("kind") == self.request.kind]
        path = self.path.as_posix()
        if settings.is_list(("nav",)) and not add_to_menu(settings, path, pages):
            settings.append(("nav",), path)
        add_to_number(settings, LIST_COUNT, 1)
        add_to_number(settings, ITEM_TOTAL, len(self.draft.items))
        if self.request.kind:
            limit = (*PUBLICATION, "kinds", self.request.kind, "pages", "most")
            raise_number(settings, limit, len(pages) + 1)
        if self.request.adds_fields and self.fields:
            if settings.find((*PUBLICATION, "fields")) is None:
                settings.add_key(PUBLICATION, "fields", "{}")
            for label, field_id in self.fields.items():
                settings.add_key((*PUBLICATION, "fields"), field_id, format_field(label))

    def describe(self, file: Path) -> Iterator[str]:
        """Yield what was made of the file, and each part that was not taken."""
        word = self.project.language.word
        blocks = len(self.draft.blocks)
        counts = {"items": len(self.draft.items), "blocks": blocks}
        yield word("import_made").format(file=file, **counts)
        if not (self.request.title or self.draft.title):
            yield word("import_title").format(title=self.title)
        if self.source.encoding:
            yield word("import_encoding").format(encoding=self.source.encoding)
        yield from describe_notes(self.draft.notes, word)
        for label, texts in self.draft.unknown.items():
            line = f"{self.fields[label]}: {format_field(label)}"
            yield from describe_field(label, texts, line, self.request.adds_fields, word)
        if any(not item.id for item in self.draft.items):
            yield word("import_ids")


def choose_field_ids(draft: Draft, project: ParsedProject) -> dict[str, str]:
    """Return an id for each label that no field has, as fields of the settings are named."""
    taken = {*project.mkdocs.publication.fields, *FIXED_FIELDS}
    chosen = {}
    for label in draft.unknown:
        words = derive_id(label).replace("-", "_")[:MAX_FIELD_ID_LENGTH].strip("_")
        base = words if re.match("[a-z]", words) else f"field_{words}"[:MAX_FIELD_ID_LENGTH]
        number = 1
        id_ = base
        while id_ in taken:
            number += 1
            id_ = f"{base[: MAX_FIELD_ID_LENGTH - 3]}_{number}"
        chosen[label] = id_
        taken.add(id_)
    return chosen


def format_field(label: str) -> str:
    """Return the settings of a field for texts under a label, as YAML on one line."""
    in_flow = json.dumps(label, ensure_ascii=False) if "," in label else to_yaml_scalar(label)
    return f"{{type: text, label: {in_flow}}}"
