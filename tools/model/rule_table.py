"""The rules by code: of every message for an editor its code, name and default level.

A code is a letter for the group and three digits. Texts and settings refer to rules by their code,
so a code keeps its meaning: the number of a rule that is gone is never used again. Code refers to
rules by name, which is also the key of the message in `tools/languages/<lang>/messages.yml`.

Rules are of three sorts:

- structure: an output would break or be unsafe; always an error, whatever the settings say;
- mistakes in any publication: a warning, or an error where readers would be left without something;
- house style: off, for a publication to switch on.
"""

from dataclasses import dataclass
from typing import Literal

Level = Literal["error", "warning", "off"]

GROUPS = {
    "Y": "files",
    "S": "settings",
    "P": "pages",
    "L": "links",
    "X": "safety",
    "D": "data",
    "C": "checklists",
    "F": "facts",
    "W": "wording",
    "R": "releases",
    "B": "built",
}  # the letter of each group → the key of its title in `rules.yml` of a language
LANGUAGE_LIMIT = 0  # the default limit is that of the language, in its `prose.yml`


@dataclass(frozen=True)
class RuleEntry:
    """A rule: its code, name and default level; `is_fixed` when settings cannot change that level.

    `most`: the default of the limit that the rule has, if it has one.
    """

    code: str
    name: str
    level: Level
    is_fixed: bool = False
    most: int | None = None


def structure(code: str, name: str) -> RuleEntry:
    """Return a rule that is always an error."""
    return RuleEntry(code, name, "error", is_fixed=True)


def error(code: str, name: str) -> RuleEntry:
    """Return a rule that is an error by default."""
    return RuleEntry(code, name, "error")


def warning(code: str, name: str, most: int | None = None) -> RuleEntry:
    """Return a rule that is a warning by default."""
    return RuleEntry(code, name, "warning", most=most)


def house(code: str, name: str, most: int | None = None) -> RuleEntry:
    """Return a rule that is off by default."""
    return RuleEntry(code, name, "off", most=most)


ENTRIES = (
    # files
    structure("Y101", "file-missing"),
    structure("Y102", "file-unreadable"),
    structure("Y103", "file-is-folder"),
    structure("Y104", "file-link"),
    structure("Y105", "file-special"),
    structure("Y106", "file-name"),
    structure("Y107", "file-name-clash"),
    structure("Y108", "file-kind"),
    structure("Y109", "file-large"),
    structure("Y110", "not-utf-8"),
    structure("Y111", "character-forbidden"),
    structure("Y112", "line-long"),
    structure("Y113", "docs-missing"),
    structure("Y114", "data-missing"),
    # YAML and front matter
    structure("Y201", "yaml"),
    structure("Y202", "not-a-mapping"),
    structure("Y203", "not-a-list"),
    structure("Y204", "front-matter-missing"),
    structure("Y205", "front-matter-second"),
    structure("Y206", "yaml-tag"),
    structure("Y207", "yaml-aliases"),
    structure("Y208", "yaml-deep"),
    # fields: an entry with a wrong one cannot be made into an object
    structure("Y301", "field-missing"),
    structure("Y302", "key-unknown"),
    structure("Y303", "not-text"),
    structure("Y304", "text-too-short"),
    structure("Y305", "text-too-long"),
    structure("Y306", "form-wrong"),
    structure("Y307", "choice-wrong"),
    structure("Y308", "not-a-date"),
    structure("Y309", "not-a-number"),
    structure("Y310", "not-yes-or-no"),
    structure("Y311", "number-too-small"),
    structure("Y312", "number-too-large"),
    structure("Y313", "list-too-short"),
    structure("Y314", "list-too-long"),
    structure("Y315", "not-a-mapping-here"),
    structure("Y316", "not-a-list-here"),
    structure("Y317", "value-wrong"),
    structure("Y318", "not-a-decimal"),
    structure("Y319", "page-key-unknown"),
    # settings
    structure("S101", "settings-closed"),
    structure("S102", "docs-outside"),
    structure("S103", "theme-missing"),
    structure("S104", "language-unknown"),
    structure("S105", "template-unknown"),
    structure("S106", "template-recursion"),
    structure("S107", "slug-taken"),
    structure("S108", "book-page-double"),
    structure("S109", "source-text-unnamed"),
    structure("S110", "schema-older"),
    structure("S111", "schema-newer"),
    structure("S112", "upgrade-by-hand"),
    warning("S113", "schema-unnamed"),
    structure("S114", "extension-broken"),
    structure("S115", "piece-unknown"),
    structure("S121", "addition-absent"),
    structure("S122", "hook-absent"),
    warning("S123", "feature-idle"),
    warning("S124", "setting-idle"),
    # navigation
    structure("S201", "menu-unknown"),
    structure("S202", "menu-missing"),
    structure("S203", "menu-double"),
    structure("S204", "menu-name"),
    # settings of the rules
    structure("S301", "rule-unknown"),
    structure("S302", "rule-fixed"),
    structure("S303", "rule-without-limit"),
    structure("S311", "noqa-without-reason"),
    structure("S312", "noqa-unknown"),
    structure("S313", "noqa-fixed"),
    warning("S314", "noqa-idle"),
    warning("S321", "wording-idle"),
    # fields of checklists
    structure("S701", "field-choices"),
    structure("S702", "field-off-page"),
    structure("S703", "field-unit"),
    structure("S704", "field-limits"),
    structure("S705", "field-reserved"),
    warning("S706", "field-columns", most=9),
    # identity
    structure("S601", "colour-bare"),
    structure("S602", "colour-light"),
    structure("S603", "colour-dark"),
    structure("S604", "colour-background"),
    structure("S611", "identity-missing"),
    structure("S612", "identity-kind"),
    structure("S613", "identity-large"),
    error("S621", "licence-unknown"),
    # editions
    structure("S401", "edition-outside"),
    structure("S402", "edition-file-missing"),
    structure("S403", "edition-logo-kind"),
    structure("S404", "edition-logo-large"),
    structure("S405", "edition-logo-pixels"),
    structure("S406", "edition-logo-unsafe"),
    structure("S407", "edition-accent"),
    structure("S408", "edition-accent-bare"),
    structure("S409", "edition-chapter-unknown"),
    structure("S410", "edition-checklist-unknown"),
    structure("S411", "edition-checklist-apart"),
    structure("S412", "edition-scan-apart"),
    structure("S413", "edition-without-list"),
    structure("S414", "edition-id-taken"),
    structure("S415", "edition-id-double"),
    structure("S421", "foreword-empty"),
    structure("S422", "foreword-html"),
    structure("S423", "foreword-image"),
    structure("S424", "foreword-heading"),
    structure("S425", "foreword-link"),
    # commands that make something new
    structure("S501", "new-kind"),
    structure("S502", "new-slug"),
    structure("S503", "new-exists"),
    structure("S504", "begin-exists"),
    structure("S511", "move-unknown"),
    structure("S512", "move-target"),
    structure("S513", "move-unreadable"),
    structure("S514", "remove-redirect"),
    structure("S515", "remove-successor"),
    structure("S521", "ids-uneditable"),
    structure("S522", "import-missing"),
    structure("S523", "import-empty"),
    structure("S524", "import-format"),
    structure("S525", "import-old"),
    structure("S526", "import-password"),
    structure("S527", "import-damaged"),
    structure("S528", "import-huge"),
    structure("S529", "import-long"),
    structure("S530", "import-nothing"),
    # pages
    structure("P101", "page-id-double"),
    structure("P102", "id-retired"),
    structure("P103", "page-unknown"),
    warning("P104", "related-to-itself"),
    warning("P105", "named-twice"),
    warning("P106", "page-title-double"),
    warning("P107", "page-description-double"),
    warning("P108", "page-id-derived"),
    # kinds of page
    structure("P201", "kind-unknown"),
    warning("P202", "kind-count"),
    structure("P203", "number-missing"),
    structure("P204", "number-double"),
    warning("P205", "number-idle"),
    warning("P206", "number-too-high"),
    warning("P207", "checklist-missing"),
    structure("P208", "story-missing"),
    structure("P209", "story-idle"),
    structure("P210", "role-missing"),
    structure("P211", "role-idle"),
    structure("P212", "role-pages"),
    structure("P213", "workform-missing"),
    structure("P214", "workform-idle"),
    warning("P215", "headings-differ"),
    warning("P216", "words-count"),
    # headings
    structure("P301", "heading-one"),
    house("P302", "heading-without-id"),
    structure("P303", "heading-id-double"),
    warning("P304", "heading-empty"),
    structure("P305", "id-double"),
    warning("P306", "title-differs"),
    warning("P307", "title-marks"),
    # working forms and scans
    warning("P401", "workform-minutes"),
    structure("P402", "scan-id-double"),
    structure("P403", "scan-id-taken"),
    structure("P404", "scan-signs"),
    structure("P405", "scan-page-without-list"),
    structure("P406", "row-id-double"),
    # what the engine makes of a text
    error("P501", "reading-differs"),
    error("P502", "mark-shown"),
    error("P503", "not-supported"),
    # tables
    warning("P601", "table-columns", most=16),
    # canvases
    structure("P701", "canvas-missing"),
    structure("P702", "canvas-idle"),
    structure("P703", "canvas-id-double"),
    structure("P704", "canvas-unknown"),
    structure("P705", "canvas-empty"),
    structure("P706", "canvas-part-double"),
    structure("P707", "canvas-part-unknown"),
    structure("P708", "canvas-cells"),
    warning("P709", "canvas-unused"),
    warning("P710", "canvas-unnamed"),
    # links
    structure("L101", "link-missing"),
    structure("L102", "link-absolute"),
    structure("L103", "link-empty"),
    structure("L104", "link-unreadable"),
    structure("L105", "address-malformed"),
    structure("L106", "anchor-missing"),
    structure("L107", "anchor-unknown"),
    structure("L108", "link-in-html"),
    structure("L109", "link-to-readme"),
    # pictures
    structure("L201", "image-missing"),
    structure("L202", "image-outside"),
    error("L203", "image-without-words"),
    error("L204", "drawing-without-words"),
    warning("L205", "image-unused"),
    warning("L206", "image-animated"),
    # macro calls
    structure("L301", "macro-broken"),
    structure("L302", "macro-unknown"),
    structure("L303", "macro-not-called"),
    structure("L304", "macro-arguments"),
    structure("L305", "macro-twice"),
    structure("L306", "not-placed"),
    structure("L307", "nothing-to-place"),
    structure("L308", "home-empty"),
    structure("L309", "home-unset"),
    structure("L310", "list-missing"),
    error("L311", "call-in-field"),
    # addresses
    structure("L401", "redirect-double"),
    structure("L402", "redirect-taken"),
    structure("L403", "address-gone"),
    # what may not reach a reader's browser
    structure("X101", "html-forbidden"),
    structure("X102", "html-open"),
    structure("X103", "attributes-forbidden"),
    structure("X104", "macro-only"),
    # X105 refused aligned columns
    structure("X106", "text-deep"),
    structure("X107", "call-in-markup"),
    structure("X201", "image-broken"),
    structure("X202", "image-large"),
    structure("X203", "drawing-broken"),
    structure("X204", "drawing-large"),
    structure("X205", "drawing-unsafe"),
    structure("X206", "image-heic"),
    structure("X301", "plugin-key"),
    structure("X302", "plugin-value"),
    # data
    structure("D101", "data-id-double"),
    warning("D102", "data-double"),
    structure("D103", "role-unknown"),
    structure("D104", "meeting-unknown"),
    structure("D105", "question-unknown"),
    structure("D106", "source-unknown"),
    structure("D107", "term-unknown"),
    structure("D108", "list-unknown"),
    structure("D109", "question-story"),
    structure("D110", "chart-unknown"),
    # checklists
    structure("C101", "list-id-double"),
    structure("C102", "block-id-double"),
    structure("C103", "item-id-double"),
    structure("C104", "checklist-twice"),
    structure("C105", "see-unknown"),
    structure("C106", "see-own"),
    warning("C201", "list-count"),
    house("C202", "block-of-one"),
    warning("C203", "lists-count"),
    warning("C204", "item-without-id"),
    warning("C205", "item-marks"),
    warning("C206", "task-note"),
    warning("C207", "task-nested"),
    warning("C208", "task-title-empty"),
    warning("C209", "item-cut"),
    warning("C210", "list-minutes"),
    warning("C211", "item-without-minutes"),
    warning("C212", "items-count"),
    # statements and provenance
    structure("F101", "statement-unknown"),
    structure("F102", "statement-heading"),
    warning("F103", "statement-untreated"),
    structure("F104", "field-unknown"),
    # sources, figures and dates
    warning("F201", "source-unused"),
    warning("F202", "figure-without-source"),
    structure("F203", "fact-heading"),
    warning("F204", "fact-not-shown"),
    structure("F205", "fact-unknown"),
    warning("F206", "fact-undated"),
    warning("F207", "review-order", most=400),  # days: a year, and a month to do it in
    warning("F208", "chart-without-source"),
    # stories
    warning("F301", "story-source-unnamed"),
    warning("F302", "story-source-uncited"),
    warning("F303", "story-without-source"),
    warning("F304", "fictional-title"),
    warning("F305", "not-shown"),
    warning("F306", "story-without-evidence"),
    # actions
    house("W101", "what-verb"),
    house("W102", "what-question"),
    house("W103", "what-two-sentences"),
    house("W104", "what-two-actions"),
    house("W105", "what-too-long", most=60),  # characters
    house("W106", "what-too-many-words", most=10),
    house("W107", "what-full-stop"),
    house("W108", "what-passive"),
    house("W109", "what-vague"),
    house("W110", "verb-repeated", most=2),  # items
    # fields of items, scans and working forms
    house("W201", "hard-word"),
    house("W202", "sentence-too-long", most=15),  # words
    house("W203", "sentence-open"),
    house("W204", "sign-vague"),
    house("W205", "close-silent"),
    # running text
    house("W301", "paragraph-open"),
    warning("W302", "sentence-double"),
    warning("W303", "text-pasted"),
    # running text, by the command `prose`
    warning("W401", "prose-average", most=LANGUAGE_LIMIT),  # words in a sentence
    warning("W402", "prose-long", most=LANGUAGE_LIMIT),  # words
    warning("W403", "prose-hard"),
    warning("W404", "prose-voice"),
    warning("W405", "prose-exclamation"),
    warning("W406", "prose-passive"),
    warning("W407", "prose-short", most=20),  # percent of the sentences
    warning("W408", "prose-even", most=65),  # percent of the sentences
    # the last release
    structure("R101", "release-version"),
    structure("R102", "release-damaged"),
    structure("R103", "release-idle"),
    structure("R104", "release-item"),
    structure("R105", "release-id"),
    error("R106", "release-check"),
    # the command `release`
    structure("R201", "publish-same"),
    structure("R202", "publish-early"),
    structure("R203", "publish-change-gone"),
    structure("R204", "publish-redirect"),
    # what `check --release` asks
    structure("R301", "publish-publisher"),
    structure("R302", "publish-security"),
    structure("R303", "publish-expired"),
    structure("R304", "publish-hint"),
    structure("R305", "publish-due"),
    structure("R306", "publish-untested"),
    structure("R311", "publish-unannounced"),
    structure("R312", "publish-removed"),
    structure("R313", "publish-version"),
    structure("R314", "publish-date"),
    structure("R315", "publish-date-before"),
    # the built site
    structure("B101", "built-file-missing"),
    structure("B102", "built-link"),
    structure("B103", "built-active-content"),
    structure("B104", "built-local-path"),
    structure("B105", "built-page-text"),
    structure("B106", "built-overview"),
    structure("B107", "built-copied-text"),
    # what plug-ins, hooks and extensions add
    warning("B108", "policy-source"),
    warning("B109", "policy-html"),
    warning("B110", "policy-inert"),
    # built files
    structure("B201", "built-search-index"),
    structure("B202", "built-parity"),
    structure("B203", "built-offline-archive"),
    # on paper
    structure("B301", "built-book"),
    structure("B302", "built-handout"),
    structure("B303", "built-sheet"),
    structure("B304", "built-scan"),
    structure("B305", "built-workform"),
    warning("B306", "sheet-long"),
    structure("B308", "built-cards"),
    warning("B309", "card-long"),
    structure("B311", "built-canvas"),
    # slides
    warning("B401", "slide-long"),
)

BY_NAME = {entry.name: entry for entry in ENTRIES}
BY_CODE = {entry.code: entry for entry in ENTRIES}
