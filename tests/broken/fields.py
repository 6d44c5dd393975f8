"""Signs of HTML, Markdown and Jinja in every field that holds text, found from the models."""

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

from tests.broken.case import SETTINGS, Case, Place
from tests.conftest import SMALL
from tools.authoring.editor_files import DATA_FILE_MODELS
from tools.model.entities.page import FrontMatter
from tools.model.entities.settings import MkdocsSettings
from tools.model.reading.yaml_nodes import find_line

# What holds no text of its own: ids and addresses.
DATA = {
    name: shape for name, shape in DATA_FILE_MODELS.items() if name not in ("redirects", "retired")
}
PAGES = sorted(
    path.relative_to(SMALL).as_posix()
    for path in (SMALL / "docs").rglob("*.md")
    if "_data" not in path.parts
)
MORE = " <script>a</script> [x](javascript:a)"
Steps = tuple[str | int, ...]


@dataclass(frozen=True)
class Field:
    """A field that holds text: its model and name, and where the small publication has one."""

    name: str
    file: str
    path: Steps


def texts(shape: Any, data: Any, name: str, path: Steps = ()) -> Iterator[tuple[str, Steps]]:
    """Give every text below a value of a shape, named by its model and field."""
    if isinstance(shape, type) and issubclass(shape, BaseModel):
        for key, whole in typing.get_type_hints(shape, include_extras=True).items():
            if key in shape.model_fields and data.get(key) is not None:
                yield from texts(whole, data[key], f"{shape.__name__}.{key}", (*path, key))
        return
    origin, inner = typing.get_origin(shape), typing.get_args(shape)
    if shape is str:
        yield name, path
    elif origin is typing.Annotated:
        yield from texts(inner[0], data, name, path)
    elif origin in (list, tuple):
        for number, entry in enumerate(data):
            yield from texts(inner[0], entry, name, (*path, number))
    elif origin is dict:
        for key, entry in data.items():
            yield from texts(inner[1], entry, name, (*path, key))
    elif inner and origin is not typing.Literal:  # a choice of types, of which one may be none
        for one in inner:
            if one is not type(None):
                yield from texts(one, data, name, path)


def fields() -> list[Field]:
    """Give every field of text once, where it stands first."""
    found: dict[str, Field] = {}
    for file in PAGES:
        data = read(SMALL, file)[1]
        for name, path in texts(FrontMatter, data, ""):
            found.setdefault(name, Field(name, file, path))
    for stem, shape in DATA.items():
        file = f"docs/_data/{stem}.yml"
        for name, path in texts(shape, read(SMALL, file)[1], stem):
            found.setdefault(name, Field(name, file, path))
    for name, path in texts(MkdocsSettings, read(SMALL, SETTINGS)[1], ""):
        if name not in found or "practice" in path:  # of the kinds, the one that pages name
            found[name] = Field(name, SETTINGS, path)
    return [*found.values()]


def read(root: Path, file: str) -> tuple[str, Any, str]:
    """Give what stands above the YAML of a file, the YAML, and what stands below it."""
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


def with_signs(value: str, number: int) -> str:
    """Give a text with signs in it; how it begins and ends stays, as rules ask for that."""
    first, last = value.split()[0], value.rstrip()[-1]
    end = last if last in ".?" else ""
    return f'{first} <b{number}>&"{{{{7}}}}{MORE if len(value) > 50 else ""}{end}'


def signed(field: Field, number: int, root: Path) -> Place:
    """Put signs in a field."""
    above, data, below = read(root, field.file)
    home = data
    for step in field.path[:-1]:
        home = home[step]
    home[field.path[-1]] = with_signs(str(home[field.path[-1]]), number)
    write(root, field.file, above, data, below)
    line = above.count("\n") + find_line(read(root, field.file)[1], field.path)
    return field.file, line


# Ids and addresses have a form of their own; the engine's theme prints some texts as they stand.
IDS = {
    "FrontMatter.id", "FrontMatter.kind", "FrontMatter.related", "FrontMatter.statements",
    "FrontMatter.role", "Checklist.id", "Checklist.retired", "Pause.meeting", "Pause.caller",
    "Block.id", "Item.id", "Item.who", "Item.statements", "Scan.id", "Row.id", "Row.page",
    "Workform.page", "Workform.leader", "Story.shows", "Story.questions", "Story.sources",
    "Statement.id", "Source.id", "Term.id", "Term.page", "Term.source", "Role.id", "Meeting.id",
    "Question.id", "Question.page", "Question.story", "Question.checklist", "Change.id",
    "Change.also", "Change.page", "Trial.id", "Homes.start", "Homes.sources", "Homes.glossary",
    "Homes.contact", "Homes.checklists", "Homes.accountability", "Homes.changes", "Part.pages",
    "Kind.headings",
    "PublicationSettings.slug", "PageKind.handout", "PageKind.template", "FrontMatter.template",
    "ThemeSettings.language",
}  # fmt: skip
REFUSED = {
    "FrontMatter.title", "FrontMatter.description", "FrontMatter.search_words", "Hero.line",
    "Hero.text", "Source.date", "Source.url", "Publisher.mail", "Settings.site_url",
    "Settings.site_name",
}  # fmt: skip
FOUND = [field for field in fields() if field.name not in IDS]
NUMBERED = [*enumerate(FOUND, 1)]
SHOWN = [(number, field) for number, field in NUMBERED if field.name not in REFUSED]
# What no page of this publication shows in its text: what stands in its head or names a group of
# choices (an attribute), and the last tests.
UNSEEN = {"Settings.site_description", "Kind.many", "Trial.by"}


def all_signed(root: Path) -> Place:
    """Put signs in every field that may hold them."""
    for number, field in SHOWN:
        signed(field, number, root)
    return "", 1


def stands_as_text(root: Path) -> list[str]:
    """Give what is wrong with how the built pages show the signs: never as HTML, and whole."""
    wrong, seen = [], ""
    own = {f"b{number}" for number, _ in SHOWN}
    for page in sorted((root / "site").rglob("*.html")):
        for one in html.fromstring(page.read_bytes()).iter():
            tag, text = str(one.tag), one.text or ""
            leads = (one.get("href") or "").startswith("javascript:")
            if tag in own or leads or (tag == "script" and text.strip() == "a"):
                wrong.append(f"{page.name}: a <{tag}> was made of text")
            if tag != "script":
                seen += text
            seen += one.tail or ""
    for number, field in SHOWN:
        if f'<b{number}>&"{{{{7}}}}' not in seen and field.name not in UNSEEN:
            wrong.append(f"{field.name} is not shown as it stands")
    return wrong


FIELDS = (
    *(
        Case(f"signs of HTML and Jinja in {field.name}", partial(signed, field, one), "form-wrong")
        for one, field in NUMBERED
        if field.name in REFUSED
    ),
    Case(f"signs in {len(SHOWN)} other fields are shown as text", all_signed, proof=stands_as_text),
)  # fmt: skip

GROUPS = {"fields": FIELDS}
