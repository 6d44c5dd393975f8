"""The forms of the browser editor: a configuration of Sveltia CMS, made from the models.

Whatever the models and the settings know is in it: labels, hints, limits, patterns with messages,
choices, what may be empty, and which fields hold ids of what. It is made anew for each session, so
it is never behind. Beside the options of Sveltia, a field may have these, which `format.js` reads:

- `_entries`: a list that stands in the file as a mapping, by the name of the subfield that is its
  key; with `value`, that subfield is all there is to an entry;
- `_short`: the subfield that may stand in the file by itself, in place of the mapping;
- `_derive`: the subfield from whose words a new item gets its id, and `_name`, what it is derived
  from when these may be absent;
- `_quoted`: a text that would be read as something else without quotation marks;
- `_number`: a text that stands in the file as a number when it is one;
- `_ids`: a mapping by the ids of items of the same page; what belongs to one that goes, goes too;
- `_line`: what a line of a text is called;
- `_cells`: rows that stand in the file as lists, and where the page has the columns of their cells.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from tools.authoring.editor_files import DATA_FILE_MODELS, build_schema
from tools.editor.canvas_form import EXAMPLE_PARTS, add_example
from tools.editor.rich_text import is_rich
from tools.language import Language
from tools.model.entities import checklist as entities
from tools.model.entities.fields import choose_text
from tools.model.entities.reference_data import PartialDate
from tools.model.entities.settings import PageKind
from tools.model.project import DATA_FOLDER, ParsedPage, ParsedProject
from tools.model.reading.yaml_nodes import FRONT_MATTER_BLOCK

Form = dict[str, Any]
Schema = Mapping[str, Any]

DATA, ROWS, BODY = "data", "rows", "body"
# What ids can be of that is chosen from a list of names, beside entries in data files.
PAGES, CHECKLISTS, CANVASES, SOURCES = LISTED = ("pages", "checklists", "canvases", "sources")
FORMAT = "-frontmatter"  # how the name of a format of pages ends, for Sveltia to accept it
MADE_FILES = ("tested",)  # data files that commands write
# In the order of the form; all other keys of a page follow.
FIRST_KEYS = (
    "title", "number", "summary", "story", "workform", "scan", "canvas", "checklist", "hero",
    "role", BODY, "facts", "related", "search_words", "description", "statements", "reviewed",
)  # fmt: skip
# Keys that only pages have whose kind asks for them, or that have them already.
PARTS = ("number", "story", "workform", "checklist", "role", "facts", "canvas")
RARE_KEYS = ("scan", "hero", "template", "hide")
LAST_KEYS = ("statements", "version", "reviewed", "see", "retired", "id")
FIXED_KEYS = ("id", "kind")  # nobody changes these
PICTURE_FOLDER = "assets/pictures"
LENGTH_RULE = "what-too-long"  # the rule that limits an action
LONG_TEXT = 100  # characters from which a text has a field of several lines
FEW = 8  # options that are all shown at once
# Fields with ids: the model and the field → what the ids are of.
REFERENCES = {
    "Pause.meeting": "meetings",
    "Pause.caller": "roles",
    "Story.shows": PAGES,
    "Story.questions": "questions",
    "Story.sources": SOURCES,
    "StoryOpening.source": SOURCES,
    "FrontMatter.related": PAGES,
    "FrontMatter.role": "roles",
    "Canvas.page": PAGES,
    "Item.canvas": CANVASES,
    "Workform.canvas": CANVASES,
    "Workform.page": PAGES,
    "Workform.leader": "roles",
    "Row.page": PAGES,
    "Term.page": PAGES,
    "Term.source": SOURCES,
    "Chart.sources": SOURCES,
    "Question.page": PAGES,
    "Question.story": PAGES,
    "Question.checklist": CHECKLISTS,
    "Redirect.page": PAGES,
    "Change.page": PAGES,
    "Change.also": PAGES,
}
NAMES = {"roles": "title", "meetings": "title", "questions": "short"}
# Mappings whose keys authors choose: the names of the subfields for a key and for its value.
ENTRIES = {
    "FrontMatter.statements": ("statement", "heading"),
    "Item.statements": ("statement", "fields"),
    "FrontMatter.facts": ("heading", ""),
    "ReplacementChanges.add": ("word", "better"),
}
# The subfield that stands for an item when it is closed, and from which a new one gets its id.
TITLE_KEYS = ("what", "term", "short", "title", "question", "says", "statement", "heading", "word")
# What a closed item shows beside that, where it may be absent.
SUMMARIES = {"Block": " {{fields.items.0.what}} …"}
CHOICE_WORDS = {"tellers": "teller", "measured": "measured", "phase": "phase",
                "orientation": "canvas"}  # fmt: skip
# The example of a date at the end of a hint, which a form has a calendar for.
DATE_EXAMPLE = re.compile(r"(?:, [^,:]*-[^,:]*-[^,:]*)?: \d{4}-\d\d-\d\d")
YAML_EXAMPLE = re.compile(r"[,;(][^,;(]*[\[{].*$", re.DOTALL)


def find_pattern(annotation: Any) -> str:
    """Return the pattern of a type of texts."""
    return str(TypeAdapter(annotation).json_schema()["pattern"])


# Patterns of texts → the interface word that says what is wrong.
PATTERNS = {
    find_pattern(entities.Id): "editor_wrong_id",
    find_pattern(entities.ItemAddress): "editor_wrong_address",
    find_pattern(entities.StatementId): "editor_wrong_statement",
    find_pattern(entities.SingleLine): "editor_wrong_line",
    find_pattern(entities.PlainLine): "editor_wrong_plain",
    find_pattern(entities.WebUrl): "editor_wrong_url",
    find_pattern(PartialDate): "editor_wrong_date",
}


def build_forms(project: ParsedProject) -> Form:
    """Return the configuration of the editor for a project."""
    maker = FormMaker(project)
    docs = project.docs_folder.relative_to(project.root).as_posix()
    return {
        "load_config_file": False,
        "backend": {"name": "test-repo"},
        "app_title": project.mkdocs.site_name,
        "media_folder": f"{docs}/{PICTURE_FOLDER}",
        "public_folder": f"/{PICTURE_FOLDER}",
        "collections": [*maker.iter_page_collections(docs), maker.build_data(docs)],
    }


class FormMaker:
    """Makes the forms of one project."""

    def __init__(self, project: ParsedProject) -> None:
        """Store the project, and the schemas of its models."""
        self.project, self.language = project, project.language
        self.settings = project.mkdocs.publication
        self.file: Path | None = None  # a page of the kind whose form is made
        self.data = {
            name: self.build_schema(model)
            for name, model in DATA_FILE_MODELS.items()
            if name not in MADE_FILES
        }
        self.definitions: dict[str, Schema] = {}
        self.page = self.build_schema(self.settings.models.page)
        for schema in (*self.data.values(), self.page):
            self.definitions |= schema.get("$defs", {})

    def build_schema(self, model: Any) -> Schema:
        """Return the JSON Schema of a model."""
        return build_schema(model, self.settings, self.language)

    def iter_page_collections(self, docs: str) -> Iterator[Form]:
        """Yield the pages of each kind that has any, as files that share their fields."""
        for name, kind in self.settings.kinds.items():
            pages = [page for page in self.project.pages if page.meta.get_text("kind") == name]
            if pages:
                self.file = pages[0].file
                fields = [*self.iter_page_fields(kind, pages)]
                yield {
                    "name": name,
                    "label": kind.many or name,
                    "label_singular": kind.one or name,
                    "editor": {"preview": False},
                    "files": [
                        {
                            "name": page.id,
                            "label": page.meta.get_text("title") or page.id,
                            "file": f"{docs}/{page.source_path.as_posix()}",
                            "format": f"{name}{FORMAT}",
                            **self.build_own_fields(page, fields),
                            "_rich": is_rich(self.read_body(page)),
                        }
                        for page in sorted(pages, key=find_place)
                    ],
                    "fields": fields,
                }

    def read_body(self, page: ParsedPage) -> str:
        """Return the text of a page as it stands in its file."""
        text = (self.project.root / page.file).read_text(encoding="utf-8-sig", errors="replace")
        return FRONT_MATTER_BLOCK.sub("", text)

    def build_own_fields(self, page: ParsedPage, fields: list[Form]) -> Form:
        """Return the fields of a page with a canvas, and their format; nothing for other pages."""
        canvas = page.meta.data.get("canvas")
        if not isinstance(canvas, Mapping):
            return {}
        labels = {key: self.find_label("Example", key) for key in EXAMPLE_PARTS}
        return {"fields": add_example(fields, canvas, labels), "format": f"{page.id}{FORMAT}"}

    def iter_page_fields(self, kind: PageKind, pages: Iterable[ParsedPage]) -> Iterator[Form]:
        """Yield the fields of the pages of a kind."""
        written = {key for page in pages for key in page.written_meta.data}
        asked = {key for key in PARTS if getattr(kind, "numbered" if key == "number" else key)}
        absent = {*PARTS, *RARE_KEYS} - written - asked
        properties = self.page["properties"]
        keys = dict.fromkeys((*FIRST_KEYS, *properties))
        for key in keys:
            if key == BODY:
                yield {"name": BODY, "label": self.language.word("editor_body"), "widget": "text",
                       "required": False, "_line": self.language.word("editor_line")}  # fmt: skip
            elif key in properties and key not in {*absent, *self.settings.front_matter}:
                yield self.build_field(
                    "FrontMatter", key, properties[key], key == "title" or key in asked
                )

    def build_data(self, docs: str) -> Form:
        """Return the collection of data files that exist."""
        folder = self.project.docs_folder / DATA_FOLDER
        return {
            "name": DATA,
            "label": self.language.word("editor_data"),
            "editor": {"preview": False},
            "files": [
                {
                    "name": name,
                    "label": self.find_label("Data", name),
                    "file": f"{docs}/{DATA_FOLDER}/{name}.yml",
                    "format": f"{DATA}-{name}",
                    "fields": [*self.iter_data_fields(name, schema)],
                }
                for name, schema in self.data.items()
                if (folder / f"{name}.yml").is_file()
            ],
        }

    def iter_data_fields(self, name: str, schema: Schema) -> Iterator[Form]:
        """Yield the fields of a data file: one list, or the keys of its mapping."""
        if schema.get("type") == "array":
            rows = self.build_field("Data", name, schema, True)
            yield {**rows, "name": ROWS, "root": True}
        elif "properties" in schema:
            model = name.title()
            for key, one in schema["properties"].items():
                yield self.build_field(model, key, one, False)
        else:
            groups = dict.fromkeys([*self.settings.source_texts])
            for group in groups:
                field = self.build_field("Data", name, schema["additionalProperties"], False)
                yield {**field, "name": group, "label": self.settings.source_texts[group]}

    def build_field(self, model: str, key: str, schema: Schema, required: bool) -> Form:
        """Return the field for a key of a model."""
        schema, inner = self.resolve(schema)
        name = f"{model}.{key}"
        field: Form = {"name": key, "label": self.find_label(model, key), "required": required}
        if hint := self.find_hint(name, schema):
            field["hint"] = hint
        if schema.get("type") == "array" and not schema.get("minItems"):
            field["required"] = False  # which would ask for something in it
        if key in FIXED_KEYS and (key == "id" or model == "FrontMatter"):
            fixed = {"hint": self.language.word("editor_fixed")} if key == "id" else {}
            return {**field, **fixed, "widget": "string", "readonly": True, "required": False}
        target = REFERENCES.get(name) or self.find_field_target(model, key)
        kind = schema.get("type")
        if target in LISTED:
            options = {"options": self.list_options(target), **choose(kind == "array")}
            return {**field, "widget": "select", **options, **limit(schema, required)}  # fmt: skip
        if target:
            return {**field, **relate(target, kind == "array"), **limit(schema, required)}
        if name in ENTRIES:
            return {**field, **self.build_entries(name, schema)}
        if kind == "object":
            return {**field, **self.build_object(inner, schema)}
        if kind == "array":
            return {**field, **self.build_list(model, key, schema, required)}
        return {**field, **self.build_scalar(model, key, schema)}

    def find_hint(self, name: str, schema: Schema) -> str:
        """Return the hint of a field: the one for forms, unless the settings have their own."""
        hint = str(schema.get("description", ""))
        if hint == self.language.hints.get(name):
            hint = self.language.labels.get(f"{name}.hint", hint)
        is_date = self.resolve(schema)[0].get("format") == "date"
        return "" if hint == name.rpartition(".")[2] else trim_hint(hint, is_date)

    def name_entry(self, name: str) -> Form:
        """Return what one entry of a list is called."""
        one = self.language.labels.get(f"{name}.one")
        return {"label_singular": one} if one else {}

    def resolve(self, schema: Schema) -> tuple[Schema, str]:
        """Return the schema of a value that is there, and the name of its model."""
        hint = {key: schema[key] for key in ("description",) if key in schema}
        if "anyOf" in schema:
            options = [one for one in schema["anyOf"] if one.get("type") != "null"]
            fullest = [one for one in options if "$ref" in one or "items" in one]
            schema = (fullest or options)[0]
        name = schema.get("$ref", "").rpartition("/")[2]
        return {**(self.definitions[name] if name else schema), **hint}, name

    def build_object(self, model: str, schema: Schema) -> Form:
        """Return the options of a field with fields of its own."""
        short = {"_short": "moment"} if model == "When" else {}
        return {"widget": "object", **short, "fields": [*self.iter_fields(model, schema)]}

    def iter_fields(self, model: str, schema: Schema) -> Iterator[Form]:
        """Yield the fields of a model, those that editors rarely need last."""
        required = schema.get("required", [])
        for key in sorted(schema["properties"], key=LAST_KEYS.count):
            if (model, key) == ("Checklist", "items"):
                continue  # the short form of a list in blocks, which its form leaves alone
            if self.is_free(f"{model}.{key}", schema["properties"][key]):
                continue
            yield self.build_field(model, key, schema["properties"][key], key in required)

    def is_free(self, name: str, schema: Schema) -> bool:
        """Return whether a value has keys of its own, for which there is no form."""
        schema, _ = self.resolve(schema)
        return schema.get("type") == "object" and "properties" not in schema and name not in ENTRIES

    def build_list(self, model: str, key: str, schema: Schema, required: bool) -> Form:
        """Return the options of a list: of choices, of texts, or of items with fields."""
        items, inner = self.resolve(schema["items"])
        limits = limit(schema, required)
        if "enum" in items:
            return {
                "widget": "select",
                **choose(True),
                **self.build_choices(key, items),
                **limits,
            }
        if not inner:
            one = self.build_scalar(model, key, items)
            named = self.name_entry(f"{model}.{key}")
            label = named.get("label_singular") or self.language.word("editor_line")
            one = {"name": "value", "label": label, **one}
            return {"widget": "list", **named, **limits, "field": one}
        fields = [*self.iter_fields(inner, items)]
        title = next((name for name in TITLE_KEYS if name in items["properties"]), "")
        with_id = "id" in items["properties"] and title
        return {
            "widget": "list",
            "collapsed": True,
            **self.name_entry(f"{model}.{key}"),
            **limits,
            **({"summary": f"{{{{fields.{title}}}}}{SUMMARIES.get(inner, '')}"} if title else {}),
            **({"_derive": title} if with_id else {}),
            **({"_name": key} if "id" in items.get("required", ()) else {}),
            "fields": fields,
        }

    def build_entries(self, name: str, schema: Schema) -> Form:
        """Return the options of a mapping, as a list of its keys with their values."""
        key, value = ENTRIES[name]
        inner, model = self.resolve(next(iter(schema["patternProperties"].values())))
        first: Form = {"name": key, "label": self.find_label("Entry", key), "widget": "string"}
        if key == "statement":
            known = [node.id for node in self.project.statements]
            first |= {"widget": "select", "options": known, "dropdown_threshold": FEW}
        rest = [*self.iter_fields(model, inner)] if model else []
        if value == "fields":
            options = ["what", *self.settings.fields]
            labels = [{"label": self.find_label("Item", one), "value": one} for one in options]
            rest = [{"name": value, "label": self.find_label("Entry", value), "widget": "select",
                     "multiple": True, "options": labels, "min": 1}]  # fmt: skip
        elif value:
            label = self.find_label("Entry", value)
            rest = [{"name": value, "label": label, **self.build_scalar("Entry", value, inner)}]
        return {
            "widget": "list",
            "collapsed": True,
            **self.name_entry(name),
            "summary": f"{{{{fields.{key}}}}}",
            "_entries": {"key": key, "value": value},
            "fields": [first, *rest],
        }

    def build_scalar(self, model: str, key: str, schema: Schema) -> Form:
        """Return the options of a field with one value."""
        if "enum" in schema:
            return {"widget": "select", **self.build_choices(key, schema)}
        match schema.get("type"):
            case "boolean":
                return {"widget": "boolean", "default": False}
            case "integer" | "number" as kind:
                value_type = "int" if kind == "integer" else "float"
                return {"widget": "number", "value_type": value_type,
                        **limit(schema, False, "imum")}  # fmt: skip
        if schema.get("format") == "date":
            return {"widget": "datetime", "type": "date", "format": "YYYY-MM-DD"}
        most, pattern = self.find_most(model, key, schema), schema.get("pattern", "")
        field: Form = {"widget": "text" if most and most > LONG_TEXT else "string"}
        if most:
            field["maxlength"] = most
        if schema.get("minLength", 0) > 1:
            field["minlength"] = schema["minLength"]
        if pattern in PATTERNS:
            field["pattern"] = [pattern, self.language.word(PATTERNS[pattern])]
        if pattern == find_pattern(PartialDate):
            field["_quoted"] = True  # which the hint asks for, and a form does
            field["hint"] = self.language.word(PATTERNS[pattern])
        return field

    def find_most(self, model: str, key: str, schema: Schema) -> int | None:
        """Return the greatest length of a text: of its model, a rule or a setting."""
        if (model, key) == ("When", "moment"):
            fields = [one for one in self.settings.fields.values() if one.type == "moment"]
            return int(fields[0].most) if len(fields) == 1 and fields[0].most else None
        if (model, key) == ("Item", "what") and self.file:
            levels = self.project.rule_levels
            if levels.get_level(LENGTH_RULE, self.file) == "error":
                return levels.get_limit(LENGTH_RULE, self.file)
        most: int | None = schema.get("maxLength")
        return most

    def build_choices(self, key: str, schema: Schema) -> Form:
        """Return the options of a choice, each with its word for readers."""
        settings = self.settings.fields.get(key)
        texts = {one: choose_text(text, self.language.code) for one, text in
                 (settings.choices if settings else {}).items()}  # fmt: skip
        words = self.language.interface
        prefix = CHOICE_WORDS.get(key, key)
        options = [
            {"label": texts.get(one) or words.get(f"{prefix}_{one}") or one, "value": one}
            for one in schema["enum"]
        ]
        return {"options": options}

    def list_options(self, target: str) -> list[Form]:
        """Return the sources, the pages, or those with a checklist or a canvas, to choose from."""
        if target == SOURCES:
            return self.list_sources()
        pages = sorted(self.project.pages, key=lambda page: page.meta.get_text("title") or "")
        if target == CHECKLISTS:
            return [{"label": page.meta.get_text("title") or page.id, "value": page.checklist.id}
                    for page in pages if page.checklist and page.checklist.id]  # fmt: skip
        if target == CANVASES:
            canvases = [(page, page.meta.data.get("canvas")) for page in pages]
            return [{"label": page.meta.get_text("title") or page.id, "value": canvas["id"]}
                    for page, canvas in canvases
                    if isinstance(canvas, Mapping) and canvas.get("id")]  # fmt: skip
        return [{"label": page.meta.get_text("title") or page.id, "value": page.id}
                for page in pages if page.id]  # fmt: skip

    def list_sources(self) -> list[Form]:
        """Return the sources by their names; where several have one name, also by their titles."""
        named = [(one.get_text("short") or "", one) for one in self.project.sources]
        count = Counter(name for name, _ in named)
        rows = [(f"{name}: {one.get_text('title')}" if count[name] > 1 else name, one)
                for name, one in named]  # fmt: skip
        return [{"label": name or one.get_text("id"), "value": one.get_text("id")}
                for name, one in sorted(rows, key=lambda row: row[0].casefold())
                if one.get_text("id")]  # fmt: skip

    def find_field_target(self, model: str, key: str) -> str:
        """Return what a field of the settings holds ids of; empty when of nothing."""
        field = self.settings.fields.get(key) if model == "Item" else None
        return "roles" if field and field.type == "roles" else ""

    def find_label(self, model: str, key: str) -> str:
        """Return the label of a field: from the settings, or from the catalogue."""
        return find_label(model, key, self.project, self.language)


def find_label(model: str, key: str, project: ParsedProject, language: Language) -> str:
    """Return the label of a field of a model; its key when no catalogue has one."""
    field = project.mkdocs.publication.fields.get(key) if model == "Item" else None
    own = choose_text(field.label, language.code) if field else ""
    usual = language.interface.get(key, "") if field else ""
    return own or usual or language.labels.get(f"{model}.{key}") or key


def find_place(page: ParsedPage) -> tuple[int, str]:
    """Return the key to sort the pages of a kind by: their numbers, and then their titles."""
    number = page.meta.data.get("number")
    return (number if isinstance(number, int) else 0, page.meta.get_text("title") or "")


def relate(target: str, multiple: bool) -> Form:
    """Return the options of a field with ids of entries in a data file."""
    common: Form = {"widget": "relation", **choose(multiple)}
    name = f"{ROWS}.*.{NAMES[target]}"
    return {**common, "collection": DATA, "file": target, "value_field": f"{ROWS}.*.id",
            "display_fields": [name], "search_fields": [name]}  # fmt: skip


def choose(multiple: bool) -> Form:
    """Return the options of a choice; one of several shows the order, which can matter."""
    return {"multiple": multiple, "dropdown_threshold": 0 if multiple else FEW}


def limit(schema: Schema, required: bool, suffix: str = "Items") -> Form:
    """Return the limits of a list or a number; those of a list count only where it must be."""
    least, most = schema.get(f"min{suffix}"), schema.get(f"max{suffix}")
    limits = {"max": most} if most is not None else {}
    if least is not None and (required or suffix != "Items"):
        limits["min"] = least
    return limits


def trim_hint(hint: str, is_date: bool = False) -> str:
    """Return a hint without the example at its end of YAML or a date, of no use in a form."""
    plain = YAML_EXAMPLE.sub("", DATE_EXAMPLE.sub("", hint) if is_date else hint).rstrip(" ,;:(")
    return plain if plain.endswith((".", "?", "!")) or not plain else f"{plain}."
