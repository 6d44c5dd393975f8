"""JSON Schemas and snippets for text editors, generated from the models, with translated hints.

The schemas (draft 2020-12, as pydantic writes them) serve editors that check YAML, also in front
matter; the snippets add completion in Markdown to VS Code without any extension.
"""

import json
import re
from typing import Any

from pydantic import BaseModel, TypeAdapter

from tools.language import Language
from tools.model.entities import reference_data as data
from tools.model.entities.checklist import Checklist, Item
from tools.model.entities.page import FrontMatter, Story
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
    "redirects": list[data.Redirect],
    "changes": list[data.Change],
    "tested": list[data.AuditResult],
    "retired": data.Retired,
}


def build_editor_files(language: Language) -> dict[str, str]:
    """Return the files for editors: path relative to the project → text."""
    schemas = {"front-matter": FrontMatter, **DATA_FILE_MODELS}
    files = {
        f"{SCHEMA_FOLDER}/{name}.json": format_json(build_schema(model, language))
        for name, model in schemas.items()
    }
    files[SNIPPETS_FILE] = format_json(build_snippets(language))
    return files


def format_json(data: object) -> str:
    """Return data as indented JSON, with a newline at its end."""
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def build_schema(model: Any, language: Language) -> dict[str, Any]:
    """Return the JSON Schema of a model or a type with models, each field with its hint."""
    schema = TypeAdapter(model).json_schema()
    add_hints(schema, getattr(model, "__name__", ""), language)
    for name, definition in schema.get("$defs", {}).items():
        add_hints(definition, name, language)
    return schema


def add_hints(schema: dict[str, Any], model: str, language: Language) -> None:
    """Set the hints as descriptions in the schema of the model named `model`."""
    schema.pop("description", None)
    for name, field in schema.get("properties", {}).items():
        field.pop("title", None)
        field["description"] = language.hints[f"{model}.{name}"]


def build_snippets(language: Language) -> dict[str, Any]:
    """Return VS Code snippets for the models that editors write most."""
    return {
        model.__name__: {
            "scope": "markdown,yaml",
            "prefix": model.__name__.lower(),
            "description": ", ".join(model.model_fields),
            "body": build_snippet_body(model, language),
        }
        for model in (FrontMatter, Checklist, Item, Story, Workform)
    }


def build_snippet_body(model: type[BaseModel], language: Language) -> list[str]:
    """Return the required fields of a model as lines with a hint at each tab stop."""
    required = [name for name, field in model.model_fields.items() if field.is_required()]
    return [
        f"{name}: ${{{stop}:{escape_snippet(language.hints[f'{model.__name__}.{name}'])}}}"
        for stop, name in enumerate(required, 1)
    ]


def escape_snippet(text: str) -> str:
    """Return text for a tab stop of a snippet, where a brace ends it and a dollar begins one."""
    return re.sub(r"[\\$}]", r"\\\g<0>", text)
