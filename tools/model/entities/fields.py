"""The fields of an item: settings of a publication, from which the models of its pages follow.

Only `what` is fixed, and `id` for whatever is ticked, linked or released. Everything that shows,
exports, searches, checks or describes items goes over this table.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, Any, ClassVar, Literal, SupportsIndex, TypeVar, cast

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    StringConstraints,
    TypeAdapter,
    create_model,
    model_validator,
)
from pydantic_core import PydanticCustomError

from tools.language import Language
from tools.model.entities.checklist import (
    Block,
    Checklist,
    Id,
    Item,
    Moment,
    SingleLine,
    StrictDate,
    StrictModel,
    WebUrl,
    When,
)
from tools.model.entities.page import FrontMatter

FieldType = Literal["text", "roles", "moment", "date", "number", "choice", "link"]
Model = TypeVar("Model", bound=StrictModel)
LONG_TYPES = ("text", "link")  # on a line of their own; values of other types share a line
FieldOutput = Literal[
    "page", "sheet", "card", "word", "excel", "csv", "markdown", "copy", "calendar", "search"
]
# Without `show`: everywhere but in a calendar and on a card, which are short.
DEFAULT_OUTPUTS: tuple[FieldOutput, ...] = (
    "page", "sheet", "word", "excel", "csv", "markdown", "copy", "search",
)  # fmt: skip
FROM_PAGE: set[FieldOutput] = {"copy", "calendar", "search"}  # these take what the page shows
LIMITED_TYPES = ("text", "roles", "moment", "number")  # that `least` and `most` limit
# Names that a page gives to other parts of a checklist.
PART_NAMES = {"address", "based_on", "block", "close", "goal", "intro", "title", "version"}
StrictNumber = Annotated[float, Field(strict=True, allow_inf_nan=False)]
MINUTES_FIELD = "minutes"  # the id of a number: how long an item takes
BlankId = Literal["name", "date", "remark"]
BlankOutput = Literal["sheet", "word", "excel", "csv", "markdown"]


def refuse_reserved(field_id: str) -> str:
    """Return the id of a field; raise an error of pydantic's kind when it has another meaning."""
    if field_id in {*PART_NAMES, *dir(Item), *Item.model_fields, *TableModel.__class_vars__}:
        raise PydanticCustomError("field_reserved", "reserved")
    return field_id


FieldId = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$", max_length=30),
    AfterValidator(refuse_reserved),
]


def keep_whole(value: float) -> float:
    """Return a number as an int when it is whole, so that data files show it as it was written."""
    return int(value) if value.is_integer() else value


def expand_text(value: Any) -> Any:
    """Return a text that is the same in all languages as the mapping that it stands for."""
    return {"": value} if isinstance(value, str) else value


# Language → text.
LocalText = Annotated[
    dict[str, SingleLine],
    BeforeValidator(expand_text, json_schema_input_type=SingleLine | dict[str, SingleLine]),
]


def choose_text(text: LocalText, language: str) -> str:
    """Return a text in a language, or else in the first that it has; empty when there is none."""
    return text.get(language) or next(iter(text.values()), "")


class FieldSettings(StrictModel):
    """A field of an item.

    `least` and `most` limit the characters of a text or moment, the number of roles, or the value
    of a number. `choices`: the values of a choice, each with its text; `unit` follows a number.
    `show`: the outputs that have the field; the data files have all fields. `column`: it has a
    column of its own in Word, Excel and copied tables, rather than a place below or behind `what`.
    """

    type: FieldType = "text"
    label: LocalText = {}
    hint: LocalText = {}
    required: bool = False
    least: StrictNumber | None = None
    most: StrictNumber | None = None
    choices: dict[Id, LocalText] = {}
    unit: SingleLine | None = None
    show: tuple[FieldOutput, ...] = DEFAULT_OUTPUTS
    column: bool = False

    @model_validator(mode="after")
    def check_settings(self) -> "FieldSettings":
        """Raise an error of pydantic's kind for settings that contradict each other."""
        if (self.type == "choice") != bool(self.choices):
            raise PydanticCustomError("choices_without_type", "choices and their type")
        if self.unit and self.type != "number":
            raise PydanticCustomError("unit_without_number", "unit of no number")
        limits = [limit for limit in (self.least, self.most) if limit is not None]
        if (limits and self.type not in LIMITED_TYPES) or limits != sorted(limits):
            raise PydanticCustomError("limits_without_effect", "limits that do nothing")
        if FROM_PAGE & {*self.show} and "page" not in self.show:
            raise PydanticCustomError("field_without_page", "taken from the page")
        return self

    @property
    def annotation(self) -> Any:
        """The type of its value, for a model."""
        least, most = (None if limit is None else int(limit) for limit in (self.least, self.most))
        lengths = Field(min_length=least, max_length=most)
        match self.type:
            case "roles":
                return Annotated[tuple[Id, ...], Field(min_length=1), lengths]
            case "moment":
                return Annotated[Moment, AfterValidator(self.check_moment)]
            case "date":
                return StrictDate
            case "number":
                limits = Field(ge=self.least, le=self.most)
                return Annotated[StrictNumber, limits, AfterValidator(keep_whole)]
            case "choice":
                return Literal[tuple(self.choices)]
            case "link":
                return WebUrl
        return Annotated[SingleLine, lengths]

    def check_moment(self, value: When) -> When:
        """Return a moment; raise an error of pydantic's kind for a wrong length of its words."""
        length = len(value.moment)
        if self.least is not None and length < self.least:
            raise PydanticCustomError("string_too_short", "short", {"min_length": self.least})
        if self.most is not None and length > self.most:
            raise PydanticCustomError("string_too_long", "long", {"max_length": self.most})
        return value


class Blank(StrictModel):
    """A place where readers write by hand: `show` names the outputs that have it."""

    label: LocalText = {}
    show: tuple[BlankOutput, ...] = ("sheet", "word", "excel", "csv", "markdown")


DEFAULT_BLANKS: dict[BlankId, Blank] = {
    "name": Blank(),
    "date": Blank(),
    "remark": Blank(show=("word", "excel", "csv")),
}


@dataclass(frozen=True)
class ItemField:
    """A field with its id, and its label in one language."""

    id: str
    settings: FieldSettings
    label: str

    @property
    def is_long(self) -> bool:
        """True for a value that stands on a line of its own."""
        return self.settings.type in LONG_TYPES

    def format_value(self, value: Any, roles: Mapping[str, str], language: Language) -> str:
        """Return a value as readers see it; `roles`: the title of each role, by id."""
        if value is None:
            return ""
        match self.settings.type:
            case "roles":
                lead, *others = (roles[role] for role in value)
                return ", ".join([lead, *map(lowercase_first, others)])
            case "moment":
                return str(value.moment)
            case "date":
                return language.format_date(value)
            case "number":
                unit = f" {self.settings.unit}" if self.settings.unit else ""
                return f"{language.format_number(value)}{unit}"
            case "choice":
                return choose_text(self.settings.choices[value], language.code)
        return str(value)


class TableModel(StrictModel):
    """The base of the models that the settings make; `table`: what `create_models` made it from."""

    table: ClassVar[bytes]

    def __reduce_ex__(self, protocol: SupportsIndex) -> Any:
        """Return what pickle needs: another process makes the same models."""
        return create_empty, (self.table, type(self).__name__), self.__getstate__()


def create_empty(table: bytes, name: str) -> StrictModel:
    """Return an instance without values of the model of this name that a table makes."""
    models = {model.__name__: model for model in vars(create_models(table)).values()}
    empty: StrictModel = models[name].__new__(models[name])
    return empty


@dataclass(frozen=True)
class PageModels:
    """The models of front matter and what is in it, with the fields of one publication."""

    page: type[FrontMatter]
    checklist: type[Checklist]
    block: type[Block]
    item: type[Item]


FIELD_TABLE = TypeAdapter(dict[FieldId, FieldSettings])


@lru_cache
def create_models(table: bytes) -> PageModels:
    """Return the models in which items have the fields of a table, in the JSON of FIELD_TABLE.

    Each is a subclass of the model without these fields.
    """
    values: dict[str, Any] = {
        name: (field.annotation, ...) if field.required else (field.annotation | None, None)
        for name, field in FIELD_TABLE.validate_json(table).items()
    }

    def make(base: type[Model], **fields: Any) -> type[Model]:
        model = derive_model(base, TableModel, **fields)
        model.table = table  # type: ignore[attr-defined]
        return model

    item = make(Item, **values)
    block = make(Block, items=(non_empty(item), ...))
    checklist = make(Checklist, blocks=(non_empty(block), ...))
    page = make(FrontMatter, checklist=(checklist | None, None))
    return PageModels(page, checklist, block, item)


def derive_model(base: type[Model], *mixins: type[StrictModel], **fields: Any) -> type[Model]:
    """Return a subclass of a model, and of mixins, under the same name and with other fields."""
    bases = cast("tuple[type[Model], ...]", (*mixins, base))
    return create_model(base.__name__, __base__=bases, __doc__=base.__doc__, **fields)


def non_empty(model: type[StrictModel]) -> Any:
    """Return the type of a list with at least one of a model."""
    return Annotated[tuple[model, ...], Field(min_length=1)]  # type: ignore[valid-type]


def lowercase_first(title: str) -> str:
    """Return a title for use inside a line: in lower case, unless it is an abbreviation."""
    return title if title.isupper() else title[0].lower() + title[1:]
