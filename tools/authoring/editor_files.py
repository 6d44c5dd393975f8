"""JSON Schemas and snippets for text editors, generated from the models, with translated hints.

The schemas (draft 2020-12, as pydantic writes them) serve editors that check YAML, also in front
matter and `mkdocs.yml`; the snippets add completion in Markdown to VS Code without any extension.
"""

import json
import re
from typing import Any

from pydantic import BaseModel, TypeAdapter

from tools.language import Language
from tools.model.entities import reference_data as data
from tools.model.entities.chart import Chart
from tools.model.entities.fields import choose_text
from tools.model.entities.page import Story
from tools.model.entities.settings import LimitedText, MkdocsSettings, PublicationSettings
from tools.model.entities.wording import Wording
from tools.model.entities.workform import Workform

SCHEMA_FOLDER = "docs/_data/schema"
SNIPPETS_FILE = ".vscode/publication.code-snippets"
DATA_FILE_MODELS: dict[str, Any] = {
    "statements": dict[str, list[data.Statement]],
    "sources": list[data.Source],
    "glossary": list[data.Term],
    "roles": list[data.Role],
    "meetings": list[data.Meeting],
    "questions": list[data.Question],
    "charts": list[Chart],
    "redirects": list[data.Redirect],
    "changes": list[data.Change],
    "tested": list[data.AuditResult],
    "retired": data.Retired,
    "wording": Wording,
}
# What the reader fills in where it is absent, although the models require it.
DERIVED_FIELDS = {"FrontMatter": {"id", "title", "kind"}, "Checklist": {"id", "title", "version"}}
# Where a text with a limit stands: its model and field.
LIMITED_FIELDS: dict[LimitedText, tuple[str, str]] = {
    "title": ("FrontMatter", "title"),
    "description": ("FrontMatter", "description"),
    "summary": ("FrontMatter", "summary"),
    "checklist.title": ("Checklist", "title"),
    "checklist.goal": ("Checklist", "goal"),
    "checklist.moment": ("Pause", "moment"),
    "checklist.block": ("Block", "title"),
    "checklist.close": ("Checklist", "close"),
}


def build_editor_files(settings: PublicationSettings, language: Language) -> dict[str, str]:
    """Return the files for editors: path relative to the project → text."""
    schemas = {"settings": MkdocsSettings, "front-matter": settings.models.page, **DATA_FILE_MODELS}
    files = {
        f"{SCHEMA_FOLDER}/{name}.json": format_json(build_schema(model, settings, language))
        for name, model in schemas.items()
    }
    files[SNIPPETS_FILE] = format_json(build_snippets(settings, language))
    return files


def format_json(data: object) -> str:
    """Return data as indented JSON, with a newline at its end."""
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def build_schema(model: Any, settings: PublicationSettings, language: Language) -> dict[str, Any]:
    """Return the JSON Schema of a model or a type with models, each field with its hint."""
    schema = TypeAdapter(model).json_schema()
    models = {getattr(model, "__name__", ""): schema, **schema.get("$defs", {})}
    for name, definition in models.items():
        definition.pop("description", None)
        if "required" in definition:
            derived = DERIVED_FIELDS.get(name, ())
            definition["required"] = [key for key in definition["required"] if key not in derived]
        for key, field in definition.get("properties", {}).items():
            field.pop("title", None)
            field["description"] = find_hint(name, key, settings, language)
    for text, limit in settings.limits.items():
        name, key = LIMITED_FIELDS[text]
        if name in models:
            least = max(limit.least, 1)
            models[name]["properties"][key] |= {"minLength": least, "maxLength": limit.most}
    if "Checklist" in models:
        allow_short_forms(models)
        foreign: dict[str, Any] = {
            key: {} for key in settings.front_matter
        }  # of plug-ins: any value
        models["FrontMatter"]["properties"].update(foreign)
    return schema


def allow_short_forms(models: dict[str, Any]) -> None:
    """Allow in the schemas of front matter what the reader writes out: `tools.model.reading`.

    A checklist may be a list of items, or have items without blocks; an item may be a text.
    """
    items = models["Block"]["properties"]["items"]
    items["items"] = {"anyOf": [{"type": "string"}, items["items"]]}
    models["Checklist"]["properties"]["items"] = items
    models["Checklist"]["required"].remove("blocks")  # they may also stand in the text
    models["FrontMatter"]["properties"]["checklist"]["anyOf"].append(
        {key: value for key, value in items.items() if key != "description"}
    )


def find_hint(model: str, key: str, settings: PublicationSettings, language: Language) -> str:
    """Return the hint for a field of a model: from the settings for a field of their own."""
    field = settings.fields.get(key) if model == "Item" else None
    hint, label = (field.hint, field.label) if field else ({}, {})
    own = choose_text(hint, language.code) or language.hints.get(f"{model}.{key}")
    return own or choose_text(label, language.code) or key


def build_snippets(settings: PublicationSettings, language: Language) -> dict[str, Any]:
    """Return VS Code snippets for the models that editors write most."""
    models = settings.models
    return {
        model.__name__: {
            "scope": "markdown,yaml",
            "prefix": model.__name__.lower(),
            "description": ", ".join(model.model_fields),
            "body": build_snippet_body(model, settings, language),
        }
        for model in (models.page, models.checklist, models.item, Story, Workform)
    }


def build_snippet_body(
    model: type[BaseModel], settings: PublicationSettings, language: Language
) -> list[str]:
    """Return the required fields of a model, and its id, as lines with a hint at each tab stop."""
    name = model.__name__
    fields = model.model_fields.items()
    required = [key for key, field in fields if field.is_required() or key == "id"]
    return [
        f"{key}: ${{{stop}:{escape_snippet(find_hint(name, key, settings, language))}}}"
        for stop, key in enumerate(required, 1)
    ]


def escape_snippet(text: str) -> str:
    """Return text for a tab stop of a snippet, where a brace ends it and a dollar begins one."""
    return re.sub(r"[\\$}]", r"\\\g<0>", text)
