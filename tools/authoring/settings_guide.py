"""The reference of all settings, in Markdown, generated from the models with translated hints.

A new setting is in it by itself: its type, default and limits come from its model, its meaning from
`hints.yml`, and its example from `tools/guides/<lang>/settings-example.yml`.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml
from pydantic import TypeAdapter

from tools.language import GUIDES_FOLDER, YAML_LOADER, Language
from tools.model.entities.checklist import Id, WebUrl
from tools.model.entities.identity import HexColour
from tools.model.entities.settings import MkdocsSettings
from tools.model.project import DATA_FOLDER
from tools.model.rules.settings import (
    MACRO_PLUGIN_OPTIONS,
    REQUIRED_EXTENSIONS,
    REQUIRED_SETTINGS,
    WRITING_EXTENSIONS,
)

Schema = dict[str, Any]
GUIDE_NAME, EXAMPLE_NAME = "settings.md", "settings-example.yml"
# Types with a name of their own, by the pattern of their text.
NAMED_PATTERNS = {
    TypeAdapter(kind).json_schema()["pattern"]: name
    for kind, name in ((Id, "id"), (HexColour, "colour"), (WebUrl, "address"))
}
FORMATS = {"date": "date", "path": "path"}
OTHER_TYPES = {"integer": "number", "number": "decimal", "boolean": "boolean"}
# The key of JSON Schema for each limit, with the word for it.
LIMITS = {
    "minLength": "least_characters",
    "maxLength": "most_characters",
    "minItems": "least_entries",
    "maxItems": "most_entries",
    "minimum": "least",
    "maximum": "most",
}
COLUMNS = ("key", "type", "default", "limits", "meaning", "example")


def guide_path(code: str) -> Path:
    """Return the file of the reference in a language."""
    return GUIDES_FOLDER / code / GUIDE_NAME


def read_examples(code: str) -> Any:
    """Return the settings from which the examples of a language are taken."""
    text = (GUIDES_FOLDER / code / EXAMPLE_NAME).read_text(encoding="utf-8")
    return yaml.load(text, YAML_LOADER)


def build_settings_guide(language: Language) -> str:
    """Return the reference of all settings in a language."""
    return SettingsGuide(language, read_examples(language.code)).render()


class SettingsGuide:
    """The reference in progress: the models by the path at which each is used first."""

    def __init__(self, language: Language, examples: Any) -> None:
        self.word, self.hints = language.guides, language.hints
        root = TypeAdapter(MkdocsSettings).json_schema()
        self.models: Mapping[str, Schema] = {**root.pop("$defs"), MkdocsSettings.__name__: root}
        self.paths: dict[str, str] = {}
        self.examples: dict[str, Any] = {}
        self.collect_paths(MkdocsSettings.__name__, "")
        self.collect_examples(MkdocsSettings.__name__, examples)

    def collect_paths(self, model: str, path: str) -> None:
        """Store the path of a model, and of those in it, where it has none yet."""
        if model not in self.paths:
            self.paths[model] = path
            for name, field in self.models[model]["properties"].items():
                for inner, suffix in iter_models(field):
                    self.collect_paths(inner, f"{path}.{name}{suffix}".lstrip("."))

    def collect_examples(self, model: str, data: Any) -> None:
        """Store the values in `data` as the examples of the fields of a model."""
        for name, field in self.models[model]["properties"].items():
            if name not in data:
                continue
            self.examples.setdefault(f"{model}.{name}", data[name])
            for inner, _ in iter_models(field):
                is_single = inner in map(get_model, alternatives(field))
                entries = data[name] if isinstance(data[name], list) else data[name].values()
                for entry in [data[name]] if is_single else entries:
                    self.collect_examples(inner, entry)

    def render(self) -> str:
        """Return the whole text."""
        word = self.word
        parts = [f"# {word['title']}", word["intro"], word["ids"]]
        for model, path in self.paths.items():
            parts += [f"## {self.format_heading(model)}"]
            parts += [] if path else [word["mkdocs"]]
            parts.append("\n".join(self.iter_table(model)))
        parts += [f"## {word['fixed']}", word["fixed_intro"], "\n".join(self.iter_fixed())]
        return "\n\n".join(parts) + "\n"

    def format_heading(self, model: str) -> str:
        """Return the heading of the section about a model."""
        return self.paths[model] or self.word["top"]

    def iter_table(self, model: str) -> Iterator[str]:
        """Yield the lines of the table with the fields of a model."""
        yield f"| {' | '.join(self.word[column] for column in COLUMNS)} |"
        yield f"| {' | '.join('---' for _ in COLUMNS)} |"
        required = self.models[model].get("required", ())
        for name, field in self.models[model]["properties"].items():
            cells = (
                f"`{name}`",
                self.describe_type(field),
                self.word["required"] if name in required else format_default(field),
                ", ".join(dict.fromkeys(self.iter_limits(field))),
                self.hints.get(f"{model}.{name}", ""),
                "" if any(iter_models(field)) else format_example(self.examples, model, name),
            )
            yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"

    def describe_type(self, field: Schema) -> str:
        """Return the type of a field in words; a mapping of its own links to its section."""
        word = self.word
        options = alternatives(field)
        if len(options) > 1:
            return word["either"].join(dict.fromkeys(map(self.describe_type, options)))
        (schema,) = options
        if model := get_model(schema):
            return f"[{word['mapping']}](#{format_anchor(self.format_heading(model))})"
        if choices := schema.get("enum", [schema["const"]] if "const" in schema else []):
            return word["one_of"].format(values=", ".join(f"`{choice}`" for choice in choices))
        kind = schema.get("type")
        if kind == "array":
            return word["list_of"].format(type=self.describe_type(schema["items"]))
        if kind == "object":
            return word["by_key"].format(type=self.describe_type(get_values(schema)))
        if kind == "string":
            name = FORMATS.get(schema.get("format", "")) or NAMED_PATTERNS.get(
                schema.get("pattern", "")
            )
            return word[name or "text"]
        return word[OTHER_TYPES.get(str(kind), "value")]

    def iter_limits(self, field: Schema) -> Iterator[str]:
        """Yield the limits of a field in words, those of its entries last."""
        for schema in alternatives(field):
            for key, name in LIMITS.items():
                if key in schema:
                    yield self.word[name].format(count=schema[key])
            if "items" in schema:
                yield from self.iter_limits(schema["items"])

    def iter_fixed(self) -> Iterator[str]:
        """Yield a line for each setting of MkDocs on which the generator counts."""
        word = self.word
        for key, value in REQUIRED_SETTINGS.items():
            yield f"- {word['fixed_value'].format(value=format_setting(key, value))}"
        yield f"- {word['fixed_value'].format(value='theme.name: material')}"
        yield f"- {word['fixed_exclude'].format(value=f'/{DATA_FOLDER}/')}"
        options = [format_setting(*option) for option in MACRO_PLUGIN_OPTIONS.items()]
        for name, values in (
            ("fixed_extensions", sorted(REQUIRED_EXTENSIONS)),
            ("writing_extensions", sorted(WRITING_EXTENSIONS)),
            ("fixed_plugin", options),
        ):
            yield f"- {word[name].format(values=', '.join(f'`{value}`' for value in values))}"


def alternatives(field: Schema) -> list[Schema]:
    """Return the schemas of which a value has one, without that of an absent value."""
    return [schema for schema in field.get("anyOf", [field]) if schema.get("type") != "null"]


def get_model(schema: Schema) -> str:
    """Return the name of the model to which a schema refers; empty for another schema."""
    return str(schema.get("$ref", "")).rpartition("/")[2]


def get_values(schema: Schema) -> Schema:
    """Return the schema of the values of a mapping with free keys; empty for any value."""
    patterns = schema.get("patternProperties", {})
    values = next(iter(patterns.values()), schema.get("additionalProperties"))
    return values if isinstance(values, dict) else {}


def iter_models(field: Schema) -> Iterator[tuple[str, str]]:
    """Yield the models in a field, each with what its path has after the name of the field."""
    for schema in alternatives(field):
        if model := get_model(schema):
            yield model, ""
        elif schema.get("type") == "array":
            yield from ((model, f"[]{suffix}") for model, suffix in iter_models(schema["items"]))
        elif schema.get("type") == "object":
            values = get_values(schema)
            yield from ((model, f".*{suffix}") for model, suffix in iter_models(values))


def format_default(field: Schema) -> str:
    """Return the default of a field; empty when there is none, or when it is a mapping."""
    default = field.get("default")
    return "" if default in (None, "", [], {}) or any(iter_models(field)) else format_value(default)


def format_example(examples: Mapping[str, Any], model: str, field: str) -> str:
    """Return the example of a field; empty when there is none."""
    key = f"{model}.{field}"
    return format_value(examples[key]) if key in examples else ""


def format_value(value: Any) -> str:
    """Return a value as code, in YAML on one line."""
    text = yaml.safe_dump(
        value, default_flow_style=True, allow_unicode=True, width=10_000, sort_keys=False
    )
    return f"`{text.removesuffix('...' + chr(10)).strip()}`"


def format_setting(key: str, value: object) -> str:
    """Return a setting as it stands in `mkdocs.yml`."""
    return f"{key}: {str(value).lower() if isinstance(value, bool) else value}"


def format_anchor(heading: str) -> str:
    """Return the anchor that code hosts give to a heading."""
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")
