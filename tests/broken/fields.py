"""Markup of HTML, Markdown and Jinja in every text field of the models."""

from __future__ import annotations

import typing
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from lxml import html
from pydantic import BaseModel
from ruamel.yaml import YAML

from tests.broken.case import SETTINGS, Case, Place, text
from tests.conftest import SMALL
from tools.authoring.editor_files import DATA_FILE_MODELS
from tools.model.entities.settings import MkdocsSettings
from tools.model.loader import load_settings
from tools.model.reading.yaml_nodes import Origin, find_line, parse_yaml

PAGE_MODEL = load_settings(SMALL).mkdocs.publication.models.page
# Redirects and retired ids hold no text, only ids and addresses.
DATA = {
    name: shape for name, shape in DATA_FILE_MODELS.items() if name not in ("redirects", "retired")
}
PAGES = sorted(
    path.relative_to(SMALL).as_posix()
    for path in (SMALL / "docs").rglob("*.md")
    if "_data" not in path.parts
)
EXTRA_MARKUP = " <script>a</script> [x](javascript:a)"
FieldPath = tuple[str | int, ...]


@dataclass(frozen=True)
class Field:
    """A text field: its model and name, and where the small publication has one."""

    name: str
    file: str
    path: FieldPath


def find_texts(
    shape: Any, data: Any, name: str, path: FieldPath = ()
) -> Iterator[tuple[str, FieldPath]]:
    """Yield every text below a value of a type, named by its model and field, with its path."""
    if isinstance(shape, type) and issubclass(shape, BaseModel):
        if isinstance(data, str):  # one choice in place of a mapping
            return
        for key, hint in typing.get_type_hints(shape, include_extras=True).items():
            if key in shape.model_fields and data.get(key) is not None:
                yield from find_texts(hint, data[key], f"{shape.__name__}.{key}", (*path, key))
        return
    origin, inner = typing.get_origin(shape), typing.get_args(shape)
    if shape is str or (origin is dict and isinstance(data, str)):  # one text for all languages
        yield name, path
    elif origin is typing.Annotated:
        yield from find_texts(inner[0], data, name, path)
    elif origin in (list, tuple):
        for number, entry in enumerate(data if isinstance(data, list) else ()):
            yield from find_texts(inner[0], entry, name, (*path, number))
    elif origin is dict:
        for key, entry in data.items():
            yield from find_texts(inner[1], entry, name, (*path, key))
    elif inner and origin is not typing.Literal:  # a choice of types, of which one may be none
        for choice in inner:
            if choice is not type(None):
                yield from find_texts(choice, data, name, path)


def fields() -> list[Field]:
    """Return every text field once, at its first place in the small publication."""
    found: dict[str, Field] = {}
    for file in PAGES:
        data = read(SMALL, file)[1]
        for name, path in find_texts(PAGE_MODEL, data, ""):
            found.setdefault(name, Field(name, file, path))
    for stem, shape in DATA.items():
        file = f"docs/_data/{stem}.yml"
        for name, path in find_texts(shape, read(SMALL, file)[1], stem):
            found.setdefault(name, Field(name, file, path))
    for name, path in find_texts(MkdocsSettings, read(SMALL, SETTINGS)[1], ""):
        if name not in found or "practice" in path:  # of the kinds, the one that pages name
            found[name] = Field(name, SETTINGS, path)
    return [*found.values()]


def read(root: Path, file: str) -> tuple[str, Any, str]:
    """Return the text above the YAML of a file, the YAML, and the text below it."""
    text = (root / file).read_text(encoding="utf-8")
    if not file.endswith(".md"):
        return "", YAML().load(text), ""
    _, front, body = text.split("---\n", 2)
    return "---\n", YAML().load(front), f"---\n{body}"


def write(root: Path, file: str, above: str, data: Any, below: str) -> None:
    """Write a file with changed YAML."""
    yaml = YAML()
    yaml.width = 100_000
    with (root / file).open("w", encoding="utf-8") as out:
        out.write(above)
        yaml.dump(data, out)
        out.write(below)


def add_markup(value: str, number: int) -> str:
    """Return a text with markup in it, with the beginning and end that the rules require."""
    first, last = value.split()[0], value.rstrip()[-1]
    end = last if last in ".?" else ""
    return f'{first} <b{number}>&"{{{{7}}}}{EXTRA_MARKUP if len(value) > 50 else ""}{end}'


def insert_markup(field: Field, number: int, root: Path) -> Place:
    """Put markup in a field; return its file and line."""
    above, data, below = read(root, field.file)
    parent = data
    for step in field.path[:-1]:
        parent = parent[step]
    parent[field.path[-1]] = add_markup(str(parent[field.path[-1]]), number)
    write(root, field.file, above, data, below)
    text = (root / field.file).read_text(encoding="utf-8").removeprefix(above)
    data = parse_yaml(text.partition("\n---\n")[0] + "\n", Origin(Path(field.file)))
    line = above.count("\n") + find_line(data, field.path)
    return field.file, line


# Ids and addresses have a form of their own; the engine's theme prints some texts as they stand.
IDS = {
    "FrontMatter.id", "FrontMatter.kind", "FrontMatter.related", "FrontMatter.statements",
    "FrontMatter.role", "Checklist.id", "Checklist.retired", "Pause.meeting", "Pause.caller",
    "Block.id", "Item.id", "Item.who", "Item.statements", "Scan.id", "Row.id", "Row.page",
    "Workform.page", "Workform.leader", "Story.shows", "Story.questions", "Story.sources",
    "Statement.id", "Source.id", "Term.id", "Term.page", "Term.source", "Role.id", "Meeting.id",
    "Question.id", "Question.page", "Question.story", "Question.checklist", "Change.id",
    "Change.also", "Change.page", "AuditResult.id", "Homes.start", "Homes.sources",
    "Homes.glossary", "Homes.contact", "Homes.checklists", "Homes.accountability", "Homes.changes",
    "BookPart.pages", "PageKind.headings", "Canvas.id", "Canvas.page", "Box.id", "Box.formula",
    "Canvas.asked_as", "Workform.canvas", "Chart.id", "Chart.sources", "Head.id", "Column.id",
    "Preset.pieces",
    "PublicationSettings.slug", "PageKind.handout", "PageKind.template", "FrontMatter.template",
    "ThemeSettings.language", "PublicationSettings.licence_url",
    # The words of a publication are compared with texts, and shown nowhere.
    "WordChanges.add", "WordChanges.remove", "ReplacementChanges.add", "ReplacementChanges.remove",
}  # fmt: skip
IDENTITY = ("Colours.", "DarkColours.", "Drawings.", "Identity.")  # colours, and paths of files
REFUSED = {
    "FrontMatter.title", "FrontMatter.description", "FrontMatter.search_words", "Hero.line",
    "Hero.text", "Source.date", "Source.url", "Publisher.mail", "MkdocsSettings.site_url",
    "MkdocsSettings.site_name",
}  # fmt: skip
TEXT_FIELDS = [field for field in fields() if field.name not in IDS]
NUMBERED = [*enumerate(TEXT_FIELDS, 1)]
RENDERED = [(number, field) for number, field in NUMBERED if field.name not in REFUSED]
# Fields that no page of this publication shows in its text: those in its head, in an attribute or
# on paper alone, of a field that no item has, and the results of the audit.
NOT_RENDERED = {
    "MkdocsSettings.site_description", "PageKind.many", "AuditResult.by", "Column.hint",
    "FieldSettings.label", "FieldSettings.unit",
}  # fmt: skip


def insert_all_markup(root: Path) -> Place:
    """Put markup in every field that may hold it."""
    for number, field in RENDERED:
        insert_markup(field, number, root)
    own_licence = "    licence_url: https://example.org/licence\n"  # its name is unknown now
    return text(SETTINGS, "    licence:", f"{own_licence}    licence:")(root)


def check_rendering(root: Path) -> list[str]:
    """Return the fields whose markup the built pages interpret, or do not show completely."""
    problems, visible = [], ""
    tags = {f"b{number}" for number, _ in RENDERED}
    for page in sorted((root / "site").rglob("*.html")):
        for element in html.fromstring(page.read_bytes()).iter():
            tag, text = str(element.tag), element.text or ""
            is_script = (element.get("href") or "").startswith("javascript:")
            if tag in tags or is_script or (tag == "script" and text.strip() == "a"):
                problems.append(f"{page.name}: a <{tag}> was made of text")
            if tag != "script":
                visible += text
            visible += element.tail or ""
    for number, field in RENDERED:
        if f'<b{number}>&"{{{{7}}}}' not in visible and field.name not in NOT_RENDERED:
            problems.append(f"{field.name} is not shown as it stands")
    return problems


FIELDS = (
    *(
        Case(f"markup of HTML and Jinja in {field.name}",
             partial(insert_markup, field, number), "form-wrong")
        for number, field in NUMBERED
        if field.name in REFUSED
    ),
    Case(f"markup in {len(RENDERED)} other fields is shown as text", insert_all_markup,
         check=check_rendering),
)  # fmt: skip

GROUPS = {"fields": FIELDS}
