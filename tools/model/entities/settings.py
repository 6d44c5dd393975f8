"""The settings of a publication: `mkdocs.yml`, and in it `extra.publication`."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field

from tools.language import Language
from tools.model.entities.checklist import (
    Id,
    PlainLine,
    SingleLine,
    StrictDate,
    StrictInt,
    StrictModel,
    WebUrl,
)
from tools.model.entities.fields import (
    DEFAULT_BLANKS,
    FIELD_TABLE,
    Blank,
    BlankId,
    FieldId,
    FieldSettings,
    PageModels,
    create_models,
)
from tools.model.entities.identity import Identity
from tools.model.entities.rule_settings import RuleSettings


class CountRange(StrictModel):
    """A required number: `least` to `most`."""

    least: Annotated[StrictInt, Field(ge=0)]
    most: Annotated[StrictInt, Field(ge=0)]


ANY_COUNT = CountRange(least=0, most=9999)


class LengthRange(StrictModel):
    """A required length in characters."""

    least: Annotated[StrictInt, Field(ge=0)] = 0
    most: Annotated[StrictInt, Field(ge=1)]


# A text of a page, or (with its path) of its checklist.
LimitedText = Literal[
    "title", "description", "summary", "checklist.title", "checklist.goal", "checklist.moment",
    "checklist.block", "checklist.close",
]  # fmt: skip


class PageKind(StrictModel):
    """A kind of page: its name, the number of its pages, and the requirements for each.

    Without a name readers see none.
    `shown`: each of its pages is the subject of a story. `sourced`: a figure in its text stands in
    a text block that cites a source. `by_makers`: its pages speak for the makers of the
    publication, and an edition says so there. `hues`: its numbered pages have colours, as far as
    the palette has them. `template`: the kind whose template a new page takes, when there is none
    for this kind. `handout`: the folder below `downloads/` for handouts of its pages in the book.
    `canvas`: each of its pages has a canvas.
    `facts`: facts under a heading with a source show the date on which they were checked.
    `rules`: levels and limits of rules on its pages, by code or the beginning of codes.
    """

    one: SingleLine = ""
    many: SingleLine = ""
    pages: CountRange = ANY_COUNT
    numbered: bool = False
    hues: bool = False
    checklist: bool = False
    story: bool = False
    shown: bool = False
    sourced: bool = False
    role: bool = False
    facts: bool = False
    workform: bool = False
    canvas: bool = False
    by_makers: bool = False
    template: Id | None = None
    handout: Id | None = None
    words: CountRange | None = None
    headings: tuple[Id, ...] = ()
    rules: RuleSettings = {}


class Publisher(StrictModel):
    """The publisher; what is absent is shown as not yet known."""

    name: SingleLine | None = None
    mail: Annotated[str, Field(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$")] | None = None
    address: SingleLine | None = None


class Homes(StrictModel):
    """The pages that references link to, by page id; each is optional."""

    start: Id = ""
    sources: Id = ""
    glossary: Id = ""
    contact: Id = ""
    checklists: Id = ""
    accountability: Id = ""
    changes: Id = ""


class BookPart(StrictModel):
    """A part of the book: its pages in order, behind a page with its title, if it has one.

    `summary`: what it says, in at most five lines on the page with its title. A part without a
    title has no such page and no number.
    """

    title: SingleLine = ""
    summary: Annotated[
        tuple[Annotated[SingleLine, Field(max_length=120)], ...], Field(max_length=5)
    ] = ()
    pages: Annotated[tuple[Id, ...], Field(min_length=1)]


PieceKey = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*(~sheet)?$")]


class Preset(StrictModel):
    """A hand-out that readers can begin with: the pieces of `title`, in their order.

    A piece is a page by its id, or with `~sheet` behind it the sheet of that page.
    """

    title: Annotated[SingleLine, Field(max_length=60)]
    pieces: Annotated[tuple[PieceKey, ...], Field(min_length=1)]


class ChecklistSettings(StrictModel):
    """The number of checklists, and of items in each.

    `shorter`: checklists that may have fewer items, with their minimum. `total`: the number of
    items of all checklists together.
    """

    count: StrictInt | None = None
    items: CountRange = ANY_COUNT
    total: CountRange = ANY_COUNT
    shorter: dict[Id, int] = {}


# Directives of the security policy that a site may relax, and what each may then take.
Directive = Literal[
    "script-src", "style-src", "img-src", "font-src", "connect-src", "media-src", "frame-src",
    "worker-src", "object-src", "manifest-src", "form-action",
]  # fmt: skip
PolicySource = Annotated[
    str,
    Field(
        pattern=r"^('(self|unsafe-inline|unsafe-eval|wasm-unsafe-eval)'|data:|blob:"
        r"|(https|wss)://[\w.*-]+(:\d+)?(/[\w./-]*)?)$"
    ),
]


ForeignKey = Annotated[str, Field(pattern=r"^[A-Za-z_][\w-]*$")]


class SecuritySettings(StrictModel):
    """The security policy of the site, as far as it allows more than the generator needs.

    `allow`: sources for each directive; `trusted_types`: without it, any script may turn text into
    HTML.
    """

    allow: dict[Directive, tuple[PolicySource, ...]] = {}
    trusted_types: bool = True


class PublicationSettings(StrictModel):
    """`extra.publication` in `mkdocs.yml`.

    `schema_version`: that of the form in which all data is written. `fields`: the fields of an
    item, in the order in which they are shown; `blanks`: where readers write by hand; `limits`: the
    lengths of texts in characters. `callouts`: id of a heading → the style in PDFs of the text
    under it: pitfalls, an example, or questions to discuss. Without a `book` it holds all pages, in
    the order of the navigation. `rules`: levels and limits of rules, by code or the beginning of
    codes. `hand_outs`: what readers can begin with when they compose one. `front_matter`: keys of
    pages that are for plug-ins.
    """

    schema_version: StrictInt | None = None
    slug: Id
    subtitle: SingleLine = ""
    version: SingleLine
    date: StrictDate
    licence: SingleLine
    licence_url: WebUrl | None = None
    publisher: Publisher = Publisher()
    identity: Identity = Identity()
    homes: Homes = Homes()
    source_texts: dict[Id, SingleLine] = {}
    fields: dict[FieldId, FieldSettings] = {}
    blanks: dict[BlankId, Blank] = DEFAULT_BLANKS
    lists: ChecklistSettings = ChecklistSettings()
    limits: dict[LimitedText, LengthRange] = {}
    kinds: dict[Id, PageKind] = {}
    callouts: dict[Id, Literal["warning", "example", "question"]] = {}
    book: tuple[BookPart, ...] = ()
    hand_outs: tuple[Preset, ...] = ()
    rules: RuleSettings = {}
    security: SecuritySettings = SecuritySettings()
    front_matter: tuple[ForeignKey, ...] = ()

    @property
    def models(self) -> PageModels:
        """The models of front matter, with the fields of this publication."""
        return create_models(FIELD_TABLE.dump_json(self.fields))


class ThemeSettings(StrictModel, extra="ignore"):
    """The part of `theme` that the generator uses."""

    language: SingleLine
    custom_dir: Path = Path("overrides/theme")


class ExtraSettings(StrictModel, extra="ignore"):
    """The part of `extra` that the generator uses."""

    publication: PublicationSettings


class MkdocsSettings(StrictModel, extra="ignore"):
    """The part of `mkdocs.yml` that the generator uses; the rest is for MkDocs."""

    site_name: PlainLine
    site_url: (
        Annotated[str, Field(pattern=r"^(https?://[\w.-]+(:\d+)?(/[^\s<>\"'{}?#]*)?)?$")] | None
    ) = None
    site_description: SingleLine | None = None
    docs_dir: Path = Path("docs")
    theme: ThemeSettings
    edit_uri: str | None = None
    edit_uri_template: str | None = None
    hooks: tuple[Path, ...] = ()
    extra: ExtraSettings

    @property
    def publication(self) -> PublicationSettings:
        """The settings of the publication (`extra.publication`)."""
        return self.extra.publication

    def with_publication(self, **settings: Any) -> "MkdocsSettings":
        """Return these settings with other values in those of the publication."""
        publication = self.publication.model_copy(update=settings)
        extra = self.extra.model_copy(update={"publication": publication})
        return self.model_copy(update={"extra": extra})


@dataclass(frozen=True, eq=False)  # compared by identity, and hashable
class Project:
    """A project: its folder, and its settings with the language that they name."""

    root: Path
    mkdocs: MkdocsSettings
    language: Language

    @property
    def docs_folder(self) -> Path:
        """The folder with the pages."""
        return self.root / self.mkdocs.docs_dir

    @property
    def theme_folder(self) -> Path:
        """The theme: the templates, styles and scripts that MkDocs reads."""
        return self.root / self.mkdocs.theme.custom_dir
