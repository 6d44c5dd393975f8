"""One mistake at a time: every code of the catalogue is reported, alone and at its place."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image

from tests.conftest import SMALL, Change, ReportedProblem
from tools.language import load_language
from tools.model.loader import load_publication
from tools.model.reading.markdown import parse_body
from tools.site.engine import SiteBuildError, build_site

ProblemsAfter = Callable[..., list[ReportedProblem]]

SETTINGS = "mkdocs.yml"
HOME = "docs/index.md"
SHED = "docs/assets/drawings/shed.svg"
LISTS = "docs/checklists.md"
PRACTICES = "docs/practices/index.md"
TOOLS = "docs/practices/tidy-tools.md"
ROUND = "docs/practices/weekly-round.md"
DOOR = "docs/practices/door-talk.md"
HOUR = "docs/practices/shed-hour.md"
CARD = "docs/canvases/tool-card.md"
TABLE = "docs/canvases/round-table.md"
STORY = "docs/stories/beanpole-garden.md"
MEMBER = "docs/roles/member.md"
ACCOUNT = "docs/about/account.md"
DESCRIPTION = "What this invented publication rests on, who publishes it, and where each statement of its sources is treated."  # noqa: E501
OTHER_DESCRIPTION = "How to write to the invented publisher of Good Sheds, whose address ends in example.org and reaches nobody."  # noqa: E501
CONTACT = "docs/about/contact.md"
GLOSSARY = "docs/about/glossary.md"
STATEMENTS = "docs/_data/statements.yml"
SOURCES = "docs/_data/sources.yml"
TERMS = "docs/_data/glossary.yml"
ROLES = "docs/_data/roles.yml"
MEETINGS = "docs/_data/meetings.yml"
QUESTIONS = "docs/_data/questions.yml"
CHARTS = "docs/_data/charts.yml"
REDIRECTS = "docs/_data/redirects.yml"
CHANGES = "docs/_data/changes.yml"
RETIRED = "docs/_data/retired.yml"

WHAT = "what: Wipe all blades dry"
HOW = "how: Keep one old towel next to the door."
CLOSE = "  close: Read the names next to the empty outlines aloud.\n"
LINK = "(weekly-round.md#why)"
PLACED = "{{ page_checklist() }}\n"
SHOWS = "shows: [tidy-tools, weekly-round]"
EVIDENCE = "evidence: {tellers: [body], measured: own}"
END = "{{ page_sources() }}"
NOTE = "{{ story_note() }}"
HOOK = "what: Mark one hook"
ROUND_IS = 'A {{ term("round") }} is'
CHECKED = '{{ checked("what") }}'
DATES = "{on: 2026-11-21, again: 2027-11-21}"

ASKED = "Does somebody walk round the shed?"
HEAP = 'The tools lie in a *heap* | "nobody" knows whose.'
SCAN = (SMALL / DOOR).read_text(encoding="utf-8").partition("\nscan:")[2].partition("---")[0]

OF_EDITIONS = ("edition-", "foreword-")  # tests/editions/test_loader.py has a case for each
# Tested in tests/prose/test_readability.py, tests/authoring/, tests/publish/test_release.py,
# tests/model/test_release.py, tests/model/test_identity.py and tests/checks/.
OTHERS = (
    "prose-", "new-", "begin-", "schema-", "upgrade-", "release-", "colour-", "identity-",
    "licence-", "address-gone", "move-", "policy-", "remove-", "publish-", "sheet-", "import-",
    "ids-", "card-", "slide-",
)  # fmt: skip

VERBS = ("Add", "Ask", "Bring", "Build", "Buy", "Draw", "Fetch", "Find", "Mark")


def more_items(count: int) -> str:
    """Return items for the end of the weekly round."""
    return "".join(
        f"        - id: more-{verb.lower()}\n"
        f"          what: {verb} one thing\n"
        "          why: It helps.\n"
        "          how: With both hands.\n"
        "          when: {moment: During the round, days: 0}\n"
        "          who: [member]\n"
        "          done_when: It is there.\n"
        for verb in VERBS[:count]
    )


TIMED = more_items(2).replace("It is there.\n", "It is there.\n          minutes: 4\n")


def block_head(block_id: str) -> str:
    """Return the beginning of a block for the weekly round."""
    return f"    - id: {block_id}\n      title: Then\n      items:  # of {block_id}\n"


@dataclass(frozen=True)
class Case:
    """A mistake, reported at the text `anchor`, or else at the line where the change begins.

    `anchor` is a text in the changed file `reported_in`; `also`: further codes, when the same
    change breaks two rules; `more`: further changes.
    """

    code: str
    file: str
    old: str
    new: str
    anchor: str = ""
    reported_in: str = ""
    also: tuple[str, ...] = ()
    more: tuple[Change, ...] = ()

    @property
    def changes(self) -> tuple[Change, ...]:
        """All changes."""
        return ((self.file, self.old, self.new), *self.more)

    def location(self) -> tuple[str, int]:
        """Return the file and line where the problem must be reported."""
        file = self.reported_in or self.file
        text = (SMALL / file).read_text(encoding="utf-8")
        if not self.anchor:
            pairs = enumerate(zip(self.old, self.new, strict=False))
            unchanged = next((index for index, (old, new) in pairs if old != new), len(self.old))
            added = self.new[unchanged:]
            start = text.index(self.old) + unchanged
            return file, text.count("\n", 0, start) + len(added) - len(added.lstrip("\n")) + 1
        for changed, old, new in self.changes:
            text = text.replace(old, new, 1) if changed == file else text
        return file, text.count("\n", 0, text.index(self.anchor)) + 1


SHAPE = (
    Case("yaml", ROUND, "kind: practice", "kind: practice: two"),
    Case("yaml", ROUND, "number: 2\n", "number: 2\nnumber: 2\n"),
    Case("yaml", SETTINGS, "strict: true", "strict: [true", anchor="use_directory_urls"),
    Case("yaml", ROLES, "  name: a member", "\tname: a member"),
    Case("yaml", GLOSSARY, "reviewed: {on: 2026-11-21", "reviewed: {on: 2026-02-30"),
    Case("character-forbidden", ROUND, "goal: In ten", "goal: In\x0bten"),
    Case("not-a-mapping", RETIRED, "pages: [shed-rules]\nchecklists: [spring-clean]\n"
         "sources: [lost-leaflet]\nterms: [peg]", "- shed-rules", anchor="# Ids that"),
    Case("not-a-list", ROLES, (SMALL / ROLES).read_text(encoding="utf-8"), "keeper: Keeper\n"),
    Case("not-a-list", ROLES, "- id: member\n  name: a member\n  title: Member", "- member"),
    Case("not-a-list", STATEMENTS, "  - {id: G-dry,", "  - G-wet\n  - {id: G-dry,"),
    Case("not-a-list", STATEMENTS, "round-note:\n", "third-text: one\nround-note:\n"),
    Case("front-matter-missing", CONTACT, "---\nid: contact", "id: contact"),
    Case("language-unknown", SETTINGS, "language: en", "language: xx"),
    Case("language-unknown", SETTINGS, "language: en", "language: ."),
    Case("field-missing", GLOSSARY, "kind: reference\n", "", anchor="id: glossary"),
    Case("field-missing", TOOLS, "          done_when: '+1 number stands on the door.'\n", "",
         anchor="        - id: count-tools"),
    Case("field-missing", ROUND, "moment: The same day, days: 0", "days: 0"),
    Case("field-missing", SOURCES, "  note: An invented note without a date or an author.\n", "",
         anchor="- id: round-note"),
    Case("field-missing", SETTINGS, "    slug: good-sheds\n", "", anchor="  publication:"),
    Case("page-key-unknown", TOOLS, "search_words:", "search_word:"),
    Case("key-unknown", TOOLS, "  retired: [padlock]", "  retird: [padlock]"),
    Case("key-unknown", ROLES, "  title: Member", "  title: Member\n  mail: no"),
    Case("key-unknown", SETTINGS, "    subtitle:", "    motto: Dry\n    subtitle:"),
    Case("not-text", ROUND, "  title: The weekly round", "  title: 10"),
    Case("not-text", ROUND, 'title: "The weekly round: 10 minutes | no more"', "title:"),
    Case("not-text", SOURCES, 'date: "2024-05"', "date: 2024"),
    Case("not-text", SETTINGS, "  - Home: index.md", "  - 2026: index.md"),
    Case("not-text", SETTINGS, "  - Writing: writing.md\n", "  - Writing: writing.md\n  - 7\n",
         anchor="- 7"),
    Case("not-text", SETTINGS, "      - roles/keeper.md\n", "      - roles/keeper.md\n      -\n",
         anchor="      -\n"),
    Case("not-text", SETTINGS, "  - Writing: writing.md\n",
         "  - Writing: writing.md\n  - More: {a: b}\n", anchor="- More"),
    Case("not-text", SETTINGS, "extra_css:\n", "extra_css:\n  - 7\n", anchor="- 7"),
    Case("not-text", SETTINGS, "extra_css:\n",
         "extra_javascript: [one.js, {path: 7}]\nextra_css:\n", anchor="extra_javascript"),
    Case("not-text", SETTINGS, "extra_css:\n", "extra_templates: [7]\nextra_css:\n",
         anchor="extra_templates"),
    Case("not-text", SETTINGS, "  - tables\n", "  - tables\n  - 1: 2\n", anchor="- 1: 2",
         also=("addition-absent",)),
    Case("text-too-short", ROUND, "  title: The weekly round", "  title: ''"),
    Case("text-too-short", GLOSSARY, "description: Short explanations of the two words that Good "
         "Sheds uses in a way of its own. Invented, for tests.", "description: Words."),
    Case("text-too-long", ROUND, "  title: The weekly round", f"  title: {'x' * 61}"),
    Case("form-wrong", ROUND, "id: feel-roof", "id: Feel roof"),
    Case("form-wrong", CONTACT, "title: Contact", "title: <Contact>"),
    Case("form-wrong", ROUND, "goal: In ten minutes", 'goal: "One\\nline more" #'),
    Case("form-wrong", SOURCES, "url: https://example.org/sheds/round", "url: example.org/round"),
    Case("form-wrong", SOURCES, 'date: "2024-05"', 'date: "May 2024"'),
    Case("form-wrong", SETTINGS, "mail: sheds@example.org", "mail: sheds at example.org"),
    Case("choice-wrong", ROUND, "      title: The round\n", "      phase: then\n"),
    Case("choice-wrong", HOME, "kind: home\n", "kind: home\nhide: [title]\n"),
    Case("not-a-date", ROUND, "version: 2026-11-21", 'version: "2026-11-21"'),
    Case("not-a-date", ROUND, "version: 2026-11-21", "version: 2026-11-21 10:00:00"),
    Case("not-a-date", SETTINGS, "date: 2026-11-21", "date: tomorrow"),
    Case("not-a-number", ROUND, "minutes: 10", 'minutes: "10"'),
    Case("not-a-number", ROUND, "Within two days, days: 2", "Within two days, days: 1.5"),
    Case("not-a-number", ROUND, "number: 2", "number: two"),
    Case("not-a-number", ROUND, "number: 2", "number: true"),
    Case("not-a-number", SETTINGS, "count: 2", 'count: "2"'),
    Case("not-yes-or-no", STORY, "fictional: true", "fictional: maybe"),
    Case("not-yes-or-no", STORY, "fictional: true", "fictional:"),
    Case("number-too-small", ROUND, "minutes: 10", "minutes: 0"),
    Case("number-too-large", ROUND, "minutes: 10", "minutes: 481"),
    Case("list-too-short", TOOLS, "who: [keeper]", "who: []"),
    Case("list-too-short", STORY, SHOWS, "shows: []", also=("not-shown",)),
    Case("not-a-mapping-here", ROUND, "{meeting: closing, moment: After the last "
         "visitor has left, caller: member, minutes: 10}", "after the last visitor"),
    Case("not-a-list-here", TOOLS, "related: [weekly-round, glossary]", "related: weekly-round"),
    Case("not-a-list-here", RETIRED, "terms: [peg]", "terms:"),
    Case("value-wrong", SETTINGS, "docs_dir: docs", "docs_dir: 12"),
)  # fmt: skip

BLANKS = "    blanks:"  # the line after the last field
OF_FIELDS = (  # more in tests/model/test_fields.py
    Case("field-choices", SETTINGS, BLANKS, f"      cost: {{type: choice}}\n{BLANKS}"),
    Case("field-off-page", SETTINGS, BLANKS, f"      cost: {{show: [copy]}}\n{BLANKS}"),
    Case("field-unit", SETTINGS, BLANKS, f"      cost: {{unit: euro}}\n{BLANKS}"),
    Case("field-columns", SETTINGS, BLANKS,
         "".join(f"      extra{c}: {{column: true}}\n" for c in "abcdefgh") + BLANKS,
         anchor="    fields:"),
    Case("field-limits", SETTINGS, BLANKS, f"      cost: {{type: date, most: 3}}\n{BLANKS}"),
    Case("field-reserved", SETTINGS, BLANKS, f"      copy: {{}}\n{BLANKS}"),
    Case("not-a-decimal", TOOLS, WHAT, f"{WHAT}\n          cost: '1'",
         more=((SETTINGS, BLANKS, f"      cost: {{type: number}}\n{BLANKS}"),)),
)  # fmt: skip

ITEMS = (
    Case("what-verb", TOOLS, WHAT, "what: All blades dry"),
    Case("what-question", TOOLS, WHAT, WHAT + "?"),
    Case("what-two-sentences", TOOLS, WHAT, WHAT + ". Hang them"),
    Case("what-two-actions", TOOLS, WHAT, "what: Wipe and hang all blades"),
    Case("what-too-long", TOOLS, WHAT, f"what: Wipe {'x' * 56}"),
    Case("what-too-many-words", TOOLS, WHAT, "what: Wipe the two old and the two or so new ones"),
    Case("what-full-stop", TOOLS, WHAT, WHAT + "."),
    Case("what-full-stop", TOOLS, WHAT, "what: 'Wipe all blades dry. '"),
    Case("what-passive", TOOLS, WHAT, "what: Check that each blade is dry"),
    Case("what-vague", TOOLS, WHAT, "what: Wipe all blades carefully"),
    Case("what-vague", TOOLS, WHAT, "what: Wipe blades Where Possible"),
    Case("hard-word", TOOLS, HOW, "how: Utilise one old towel."),
    Case("hard-word", TOOLS, WHAT, "what: Wipe blades prior to use"),
    Case("sentence-too-long", TOOLS, HOW, f"how: Keep{' it' * 15}."),
    Case("sentence-open", TOOLS, HOW, HOW.removesuffix(".")),
    Case("statement-unknown", TOOLS, "{G-tidy: [what]}", "{G-tidy: [what], G-none: [how]}"),
    Case("field-unknown", TOOLS, "{G-tidy: [what]}", "{G-tidy: [what, whatever]}"),
    Case("statement-unknown", TOOLS, "  G-tidy: what\n", "  G-none: what\n  G-tidy: what\n"),
    Case("role-unknown", ROUND, "who: [member, keeper]", "who: [member, visitor]"),
    Case("role-unknown", ROUND, "caller: member", "caller: visitor"),
    Case("role-unknown", MEMBER, "role: member", "role: visitor", also=("role-pages",)),
    Case("meeting-unknown", ROUND, "meeting: closing", "meeting: opening"),
    Case("named-twice", ROUND, "who: [member, keeper]", "who: [member, member]"),
    Case("named-twice", TOOLS, "related: [weekly-round, glossary]",
         "related: [glossary, weekly-round, glossary]"),
)  # fmt: skip

CHECKLISTS = (
    Case("list-count", ROUND, "    - id: round\n      title: The round\n      items:\n        - id",
         "    - id: round\n      title: The round\n      items:\n" + more_items(6) + "        - id",
         anchor="  blocks:"),
    Case("list-count", SETTINGS, "{weekly-round: 4}", "{}", anchor="  blocks:", reported_in=ROUND),
    Case("block-of-one", ROUND, "        - id: tell-keeper",
         block_head("last") + "        - id: tell-keeper", anchor="      items:  # of last"),
    Case("item-id-double", ROUND, "id: feel-roof", "id: match-hooks"),
    Case("block-id-double", TOOLS, "- id: hang\n", "- id: look\n"),
    Case("list-id-double", TOOLS, "checklist:\n  id: tidy-tools", "checklist:\n  id: weekly-round",
         reported_in=ROUND, anchor="  id: weekly-round"),
    Case("id-retired", TOOLS, "checklist:\n  id: tidy-tools", "checklist:\n  id: spring-clean",
         also=("list-unknown",)),
    Case("id-retired", TOOLS, "id: oil-cap", "id: padlock"),
    Case("verb-repeated", ROUND, "what: Carry one", "what: Compare one", anchor="  blocks:",
         more=((ROUND, "what: Tell the keeper what you found", "what: Compare your finds"),)),
    Case("close-silent", ROUND, CLOSE, "  close: Put the list on its hook.\n"),
    Case("review-order", ROUND, "again: 2027-11-21}\nchecklist", "again: 2026-11-20}\nchecklist"),
    Case("review-order", ROUND, "again: 2027-11-21}\n  blocks", "again: 2028-11-21}\n  blocks"),
    Case("lists-count", SETTINGS, "count: 2", "count: 3"),
    Case("items-count", SETTINGS, "{weekly-round: 4}",
         "{weekly-round: 4}\n      total: {least: 11, most: 12}",
         anchor="      total:"),
    Case("list-minutes", ROUND, "      title: The round\n      items:\n        - id",
         f"      phase: now\n      items:\n{TIMED}"
         "    - id: rest\n      items:\n        - id", anchor="  pause:"),
    Case("item-without-minutes", ROUND, "      title: The round\n      items:\n        - id",
         f"      phase: now\n      items:\n{more_items(2)}          minutes: 10\n"
         "    - id: rest\n      items:\n        - id", anchor="        - id: more-add"),
    Case("see-unknown", ROUND, CLOSE, f"{CLOSE}  see: [tidy-tools#oil-lid]\n", anchor="  see:"),
    Case("see-unknown", ROUND, CLOSE, f"{CLOSE}  see: [glossary#oil-cap]\n", anchor="  see:"),
    Case("see-own", ROUND, CLOSE, f"{CLOSE}  see: [weekly-round#feel-roof]\n", anchor="  see:"),
    Case("form-wrong", ROUND, CLOSE, f"{CLOSE}  see: [oil-cap]\n", anchor="  see:"),
    Case("named-twice", ROUND, CLOSE,
         f"{CLOSE}  see: [tidy-tools#oil-cap, tidy-tools#oil-cap]\n", anchor="  see:"),
    Case("item-without-id", TOOLS, "        - id: dry-tools\n          what", "        - what"),
    Case("checklist-twice", ROUND, PLACED, f"{PLACED}- [ ] Ask", anchor="- [ ] Ask"),
    Case("item-marks", ROUND, PLACED, f"{PLACED}- [ ] Ask **two** {{: #ask }}",
         anchor="- [ ] Ask", also=("checklist-twice",)),
    Case("item-cut", ROUND, "what: Carry one", "what: Carry #1, one"),
    Case("task-note", ROUND, PLACED, f"{PLACED}- [ ] Ask {{: #ask }}\n    - two",
         anchor="    - two", also=("checklist-twice",)),
    Case("task-nested", ROUND, PLACED, f"{PLACED}- [ ] Ask {{: #a }}\n    - [ ] So {{: #b }}",
         anchor="    - [ ] So", also=("checklist-twice",)),
    Case("task-title-empty", ROUND, PLACED, f"{PLACED}## One\n## Two\n- [ ] Ask {{: #ask }}",
         anchor="## One", also=("checklist-twice",)),
)  # fmt: skip

SCANS = (
    Case("scan-id-double", CONTACT, "2027-11-21}\n---\n", f"2027-11-21}}\nscan:{SCAN}---\n",
         also=("home-empty",), reported_in=DOOR, anchor="  id: door-talk",
         more=((CONTACT, "{{ contact() }}", "{{ page_scan() }}"),)),
    Case("scan-id-taken", DOOR, "scan:\n  id: door-talk", "scan:\n  id: good-sheds"),
    Case("scan-id-taken", DOOR, "scan:\n  id: door-talk", "scan:\n  id: checklists"),
    Case("slug-taken", SETTINGS, "slug: good-sheds", "slug: checklists"),
    Case("scan-signs", DOOR, "        - One [tool](#) has a `hook` with {{ its }} outline.\n", "",
         anchor="      signs:"),
    Case("scan-page-without-list", DOOR, "page: weekly-round", "page: contact"),
    Case("page-unknown", DOOR, "page: weekly-round", "page: nowhere"),
    Case("named-twice", DOOR, "page: weekly-round", "page: tidy-tools"),
    Case("row-id-double", DOOR, "- id: walk", "- id: hooks"),
    Case("sign-vague", DOOR, HEAP, "The tools are counted regularly.", anchor="      signs:"),
    Case("hard-word", DOOR, HEAP, "The tools wait prior to the tea.", anchor="      signs:"),
    Case("hard-word", DOOR, ASKED, "Does somebody utilise the shed?"),
    Case("sentence-open", DOOR, ASKED, ASKED.removesuffix("?")),
    Case("sentence-open", DOOR, HEAP, HEAP.replace("whose.", "whose"), anchor="      signs:"),
    Case("sentence-too-long", DOOR, ASKED, f"Does{' it' * 15}?"),
    Case("text-too-long", DOOR, ASKED, f"Does {'x' * 96}?"),
    Case("list-too-long", DOOR, '"Members <b>all</b>"]', '"Members <b>all</b>", Cats]'),
    Case("not-placed", DOOR, "{{ page_scan() }}", "", anchor="scan:\n"),
    Case("nothing-to-place", CONTACT, "{{ contact() }}", "{{ contact() }} {{ page_scan() }}"),
)  # fmt: skip

PAGES = (
    Case("page-id-double", ACCOUNT, "id: account", "id: contact", reported_in=CONTACT,
         anchor="id: contact"),
    Case("id-retired", RETIRED, "pages: [shed-rules]", "pages: [shed-rules, contact]",
         reported_in=CONTACT, anchor="id: contact"),
    Case("page-title-double", ACCOUNT, "title: Account", "title: Contact", reported_in=CONTACT,
         anchor="title: Contact"),
    Case("page-description-double", ACCOUNT, DESCRIPTION, OTHER_DESCRIPTION, reported_in=CONTACT,
         anchor=f"description: {OTHER_DESCRIPTION}"),
    Case("page-id-derived", CONTACT, "id: contact\n", "", anchor="title: Contact",
         also=("page-unknown",)),
    Case("home-unset", SETTINGS, "      sources: sources\n", "", reported_in=ROUND,
         anchor="A {{ term("),
    Case("kind-unknown", HOME, "kind: home", "kind: house", also=("kind-count",)),
    Case("kind-count", SETTINGS, "many: Stories, pages: {least: 1, most: 1}",
         "many: Stories, pages: {least: 2, most: 9}"),
    Case("kind-count", SETTINGS, "many: Reference, pages: {least: 4, most: 6}",
         "many: Reference, pages: {least: 0, most: 3}"),
    Case("number-missing", ROUND, "number: 2\n", "", anchor="id: weekly-round"),
    Case("number-double", ROUND, "number: 2", "number: 1"),
    Case("number-idle", STORY, "kind: story\n", "kind: story\nnumber: 1\n"),
    Case("number-too-high", ROUND, "number: 2", "number: 3"),
    Case("number-too-high", ROUND, "number: 2", "number: 3",
         more=((SETTINGS, "        hues: true\n", ""),)),
    Case("checklist-missing", SETTINGS, "{one: Overview,", "{checklist: true, one: Overview,",
         reported_in=LISTS, anchor="id: checklists"),
    Case("checklist-missing", GLOSSARY, "kind: reference\n", "kind: reference\nchecklist:\n",
         anchor="id: glossary",
         more=((SETTINGS, "reference: {one", "reference: {checklist: true, one"),)),
    Case("not-placed", ROUND, "{{ page_checklist() }}", "", anchor="checklist:\n"),
    Case("not-placed", ROUND, "{{ page_checklist() }}",
         "{{ page_checklist() }}{{ page_checklist() }}", anchor="checklist:\n"),
    Case("call-in-field", STORY, "summary: 'A", "summary: '{{ cite(\"shed-leaflet\") }} A"),
    Case("list-missing", CONTACT, "{{ contact() }}", "{{ contact() }} {{ page_checklist() }}"),
    Case("list-missing", CONTACT, "{{ contact() }}",
         "{{ page_checklist() }}\n\n{{ page_checklist() }}", also=("home-empty",)),
    Case("story-missing", SETTINGS, "home: {one: Home,", "home: {story: true, one: Home,",
         reported_in=HOME, anchor="id: start"),
    Case("story-missing", HOME, "kind: home\n", "kind: home\nstory:\n", anchor="id: start",
         more=((SETTINGS, "home: {one: Home,", "home: {story: true, one: Home,"),)),
    Case("story-idle", SETTINGS, ", story: true, ", ", ", reported_in=STORY, anchor="story:\n"),
    Case("role-missing", MEMBER, "role: member\n", "", anchor="id: role-member",
         also=("role-pages", "nothing-to-place")),
    Case("role-idle", CONTACT, "kind: reference\n", "kind: reference\nrole: member\n",
         also=("role-pages", "not-placed")),
    Case("role-pages", ROLES, "- id: member", "- id: guest\n  name: a guest\n  title: Guest\n"
         "- id: member", anchor="- id: guest"),
    Case("headings-differ", ROUND, "{: #reading }", "{: #reads }", anchor="\nOnce a week"),
    Case("headings-differ", ROUND, "## Reading {: #reading }\n\nThe story", "The story",
         anchor="\nOnce a week"),
    Case("words-count", SETTINGS, "words: {least: 30, most: 300}", "words: {least: 1, most: 50}",
         reported_in=ROUND, anchor="\nOnce a week"),
    Case("heading-one", STORY, "## What was hard", "# What was hard"),
    Case("title-differs", CONTACT, "{{ contact() }}", "# Write to us\n\n{{ contact() }}"),
    Case("title-marks", CONTACT, "{{ contact() }}", "# [Contact](index.md)\n\n{{ contact() }}"),
    Case("heading-without-id", STORY, "## What was hard {: #hard }", "## What was hard"),
    Case("heading-id-double", STORY, "{: #hard }", "{: #what-they-did }"),
    Case("heading-id-double", STORY, END, "### More {: #hard }\n\nThis is more."),
    Case("statement-heading", TOOLS, "  G-tidy: what\n", "  G-tidy: wat\n"),
    Case("statement-untreated", STATEMENTS, "round-note:\n",
         '  - {id: G-new, place: "page 3", says: "Lock it."}\nround-note:\n'),
    Case("page-unknown", TOOLS, "related: [weekly-round,", "related: [daily-round,"),
    Case("page-unknown", STORY, "shows: [tidy-tools,", "shows: [tidy-things,",
         also=("not-shown",)),
    Case("page-unknown", SETTINGS, "contact: contact", "contact: kontact"),
    Case("page-unknown", SETTINGS, "pages: [story-beanpole]", "pages: [story-bean]"),
    Case("piece-unknown", SETTINGS, "tidy-tools~sheet]", "contact~sheet]"),
    Case("book-page-double", SETTINGS, "pages: [story-beanpole]",
         "pages: [story-beanpole, contact]", anchor="        pages: [account"),
    Case("related-to-itself", CONTACT, "related: [account]", "related: [account, contact]"),
    Case("source-unknown", STORY, "sources: [shed-leaflet]", "sources: [shed-leaf]",
         also=("story-source-unnamed",)),
)  # fmt: skip

BOX = "two people and a box of hooks."
FIGURES = (
    Case("figure-without-source", TOOLS, BOX, "two people and 40 hooks.", anchor="Take one dry"),
    Case("figure-without-source", TOOLS, BOX, "and 5% of the hooks.", anchor="Take one dry"),
    Case("figure-without-source", TOOLS, BOX, "and 2,500 hooks.", anchor="Take one dry"),
    Case("figure-without-source", TOOLS, BOX, f"{BOX}\n\n- Each takes 12.5 minutes.",
         anchor="Take one dry"),
)  # fmt: skip

STORIES = (
    Case("not-placed", STORY, "{{ story_note() }}", "", anchor="story:\n"),
    Case("story-source-unnamed", STORY, "sources: [shed-leaflet]", "sources: []"),
    Case("story-source-uncited", STORY, "sources: [shed-leaflet]",
         "sources: [shed-leaflet, round-note]", anchor="  sources:"),
    Case("story-without-source", STORY, "sources: [shed-leaflet]", f"sources: []\n  {EVIDENCE}",
         more=((STORY, "fictional: true", "fictional: false"),
               (STORY, ' {{ cite("shed-leaflet", "pp. 1–2") }}', ""))),
    Case("story-without-evidence", STORY, "fictional: true", "fictional: false",
         anchor="  organisation:"),
    Case("named-twice", STORY, SHOWS, f"{EVIDENCE.replace('y]', 'y, body]')}\n  {SHOWS}",
         anchor="  evidence:"),
    Case("fictional-title", STORY, "Garden (fictional example)", "Garden (a true example)"),
    Case("not-shown", STORY, SHOWS, "shows: [tidy-tools]", reported_in=ROUND,
         anchor="id: weekly-round"),
    Case("number-too-small", STORY, "employees: 12", "employees: 0"),
    Case("question-unknown", STORY, "questions: [lost-tools,", "questions: [lost-tool,",
         also=("question-story",)),
    Case("named-twice", STORY, "questions: [lost-tools,", "questions: [lost-tools, lost-tools,",
         anchor="  questions:"),
    Case("chart-unknown", TOOLS, 'chart("lost-tools")', 'chart("lost-tool")'),
    Case("chart-without-source", CHARTS, "sources: [shed-leaflet]", "sources: []",
         anchor="- id: lost-tools"),
    Case("source-unknown", CHARTS, "sources: [shed-leaflet]", "sources: [shed-leaf]"),
    Case("field-missing", CHARTS, "  on: 2026-11-21\n", "", anchor="- id: lost-tools"),
    Case("number-too-small", CHARTS, "value: 4,", "value: -4,"),
    Case("story-source-unnamed", STORY, "fictional: true",
         "fictional: true\n  opening: {number: 3 men, says: dig, source: round-note}"),
    Case("question-story", QUESTIONS, "story: story-beanpole", "story: contact"),
    Case("question-story", QUESTIONS, "story: story-beanpole", "story: story-bean"),
    Case("list-unknown", QUESTIONS, "checklist: tidy-tools", "checklist: tidy-toys"),
    Case("page-unknown", QUESTIONS, "page: tidy-tools", "page: tidy-toys"),
    Case("data-id-double", QUESTIONS, "- id: broken-tools", "- id: lost-tools"),
    Case("text-too-long", QUESTIONS, "short: What breaks", f"short: {'x' * 40} What breaks"),
)  # fmt: skip

CARD_BOXES = re.search(r"  boxes:\n(    - .*\n)+", (SMALL / CARD).read_text("utf-8"))[0]  # type: ignore[index]
CANVASES = (
    Case("canvas-missing", SETTINGS, "home: {one: Home,", "home: {canvas: true, one: Home,",
         reported_in=HOME, anchor="id: start"),
    Case("canvas-idle", CARD, "kind: canvas", "kind: reference", anchor="canvas:\n",
         also=("kind-count",)),
    Case("canvas-id-double", CARD, "  id: tool-card", "  id: round-table",
         also=("canvas-unknown",)),
    Case("canvas-unknown", HOUR, "[tool-card, round-table]", "[tool-card, round-table, map]"),
    Case("canvas-empty", CARD, CARD_BOXES, "", anchor="  id: tool-card",
         also=("canvas-part-unknown",)),
    Case("canvas-part-double", CARD, "{id: day, title: Day}",
         "{id: day, title: Day}\n    - {id: tool, title: Two}"),
    Case("canvas-part-unknown", CARD, "formula: rounds * 10", "formula: walks * 10"),
    Case("canvas-part-unknown", CARD, "rounds: 1300", "rounds: 1300\n      walks: 3",
         anchor="      walks"),
    Case("canvas-part-unknown", CARD, "rounds: 1300", "rounds: 1300\n      minutes: 3",
         anchor="      minutes"),
    Case("canvas-part-unknown", TABLE, "columns: {person", "columns: {round: [A], person"),
    Case("canvas-cells", TABLE, "[Ann, 'B & C']", "[Ann, Ben, Cas, Dea, Eva]"),
    Case("canvas-cells", TABLE, "['<b>Hoses</b>', 0, 3]", "['Hoses', 0, 3, 1, 1, Ben, 7]",
         anchor="    rows:\n"),
    Case("canvas-cells", TABLE, "    rows: 5", "    rows: 1", anchor="    rows:\n"),
    Case("canvas-unused", HOUR, "[tool-card, round-table]", "[tool-card]",
         reported_in=TABLE, anchor="  id: round-table",
         more=((SETTINGS, "P709: warning", "P709: error"),)),
    Case("canvas-unnamed", HOUR, "- A clock", "- A tool card and a clock", anchor="  version:",
         more=((HOUR, "[tool-card, round-table]", "[round-table]"),)),
    Case("page-unknown", CARD, "  page: tidy-tools", "  page: nowhere"),
    Case("hard-word", CARD, "What it needs {{ often }}", "What to utilise"),
    Case("sentence-open", TABLE, "- Ask people before their name goes on the wall.",
         "- Ask people before their name goes on the wall", anchor="  notes:"),
    Case("choice-wrong", TABLE, "paper: A3", "paper: A2"),
    Case("form-wrong", CARD, "formula: rounds * 10", "formula: rounds"),
    Case("not-placed", CARD, "{{ page_canvas() }}", "", anchor="canvas:\n",
         also=("heading-empty",)),
)  # fmt: skip

WORKFORMS = (
    Case("workform-minutes", HOUR, "minutes: 15", "minutes: 14", anchor="  minutes: 30"),
    Case("workform-minutes", HOUR, "  minutes: 30", "  minutes: 45"),
    Case("workform-missing", SETTINGS, "home: {one: Home,", "home: {workform: true, one: Home,",
         reported_in=HOME, anchor="id: start"),
    Case("workform-idle", SETTINGS, ", workform: true}", "}", reported_in=HOUR,
         anchor="workform:\n"),
    Case("role-unknown", HOUR, "leader: keeper", "leader: visitor"),
    Case("page-unknown", HOUR, "  page: tidy-tools", "  page: nowhere"),
    Case("what-verb", HOUR, HOOK, "what: The hook"),
    Case("what-full-stop", HOUR, HOOK, f"{HOOK}."),
    Case("hard-word", HOUR, "goal: 'Everybody knows", "goal: 'Everybody can utilise"),
    Case("hard-word", HOUR, "- A clock", "- A clock to utilise", anchor="  material:"),
    Case("sentence-too-long", HOUR, "Mark one hook that moves.", f"Mark{' it' * 15}."),
    Case("sentence-open", HOUR, "on the door.", "on the door"),
    Case("sentence-open", HOUR, "speak last.", "speak last", anchor="  watch:"),
    Case("text-too-long", HOUR, HOOK, f"what: Mark {'x' * 46}"),
    Case("number-too-small", HOUR, "minutes: 15", "minutes: 0", also=("workform-minutes",)),
    Case("not-a-number", HOUR, "minutes: 15", "minutes: a while"),
    Case("key-unknown", HOUR, "  leader: keeper", "  leader: keeper\n  title: An hour"),
    Case("not-placed", HOUR, "{{ page_workform() }}", "", anchor="workform:\n"),
    Case("nothing-to-place", CONTACT, "{{ contact() }}", "{{ contact() }} {{ page_workform() }}"),
)  # fmt: skip

FACTS = (
    Case("fact-heading", ROUND, "facts:\n", f"facts:\n  nowhere: {DATES}\n"),
    Case("fact-heading", STORY, "story:\n", f"facts:\n  hard-part: {DATES}\nstory:\n",
         anchor="  hard-part: {", more=((STORY, NOTE, NOTE + "\n\n### More {: #hard-part }"),)),
    Case("fact-not-shown", ROUND, CHECKED, "", anchor="  what: {"),
    Case("fact-not-shown", ROUND, CHECKED, f"{CHECKED}\n\n{CHECKED}", anchor="  what: {"),
    Case("fact-not-shown", ROUND, CHECKED, "", anchor="  what: {",
         more=((ROUND, "same day.\n", f"same day.\n\n{CHECKED}\n"),)),
    Case("fact-unknown", CONTACT, "{{ contact() }}", "{{ contact() }} {{ checked(\"what\") }}"),
    Case("fact-undated", ROUND, CHECKED, "", anchor="A {{ term(\"round\") }} is",
         more=((ROUND, "facts:\n  what: {on: 2026-11-21, again: 2027-03-01}\n", ""),)),
    Case("review-order", ROUND, "again: 2027-03-01", "again: 2026-11-21"),
    Case("not-a-date", ROUND, "again: 2027-03-01", "again: in spring"),
    Case("macro-arguments", ROUND, CHECKED, "{{ checked() }}", also=("fact-not-shown",)),
)  # fmt: skip

DATA_FILES = (
    Case("data-id-double", STATEMENTS, "round-note:\n",
         '  - {id: G-dry, place: "page 3", says: "Again dry."}\nround-note:\n'),
    Case("data-id-double", ROLES, "  title: Member", "  title: Member\n- id: member\n  name: one\n"
         "  title: One"),
    Case("data-id-double", CHANGES, "- id: round", "- id: first"),
    Case("id-retired", RETIRED, "sources: [lost-leaflet]", "sources: [round-note]",
         reported_in=SOURCES, anchor="- id: round-note"),
    Case("id-retired", RETIRED, "terms: [peg]", "terms: [round]", reported_in=TERMS,
         anchor="- id: round\n"),
    Case("page-unknown", TERMS, "page: weekly-round", "page: daily-round"),
    Case("page-unknown", CHANGES, "page: weekly-round", "page: daily-round"),
    Case("source-unknown", TERMS, "source: shed-leaflet", "source: shed-leaf"),
    Case("source-unused", SOURCES, "- id: round-note", "- id: spare\n  short: Spare\n"
         "  title: A spare note\n  url: https://example.org/spare\n  seen: 2026-11-21\n"
         "  note: Nobody reads it.\n- id: round-note"),
    Case("source-text-unnamed", STATEMENTS, "round-note:", "round-nota:",
         anchor="  - {id: G-round-1"),
)  # fmt: skip

RULES = (
    Case("wording-idle", "docs/_data/wording.yml", "add: [shelve]", "add: [wipe]"),
    Case("noqa-without-reason", TOOLS, WHAT, f"{WHAT}.  # noqa: W107"),
    Case("noqa-unknown", TOOLS, WHAT, f"{WHAT}  # noqa: W999 as in the leaflet"),
    Case("noqa-unknown", TOOLS, WHAT, f"{WHAT}  # noqa:"),
    Case("noqa-fixed", TOOLS, WHAT, f"{WHAT}  # noqa: C103 as in the leaflet"),
    Case("noqa-idle", TOOLS, WHAT, f"{WHAT}  # noqa: W107 as in the leaflet"),
    Case("rule-unknown", SETTINGS, "rules: {B: error", "rules: {Q: error, B: error"),
    Case("rule-unknown", SETTINGS, "rules: {B: error", "rules: {w101: error, B: error"),
    Case("rule-unknown", SETTINGS, "        shown: true\n",
         "        shown: true\n        rules: {P999: off}\n", anchor="        rules: {P9"),
    Case("rule-fixed", SETTINGS, "rules: {B: error", "rules: {L101: warning, B: error"),
    Case("rule-fixed", SETTINGS, "rules: {B: error", "rules: {Y: off, B: error"),
    Case("rule-without-limit", SETTINGS, "rules: {B: error",
         "rules: {W101: {level: off, most: 3}, B: error"),
    Case("rule-without-limit", SETTINGS, "rules: {B: error", "rules: {W1: {most: 3}, B: error"),
    Case("choice-wrong", SETTINGS, "rules: {B: error", "rules: {B: fatal"),
)  # fmt: skip

NAVIGATION = (
    Case("menu-unknown", SETTINGS, "- Home: index.md", "- Home: home.md", also=("menu-missing",)),
    Case("menu-missing", SETTINGS, "      - practices/weekly-round.md\n", "",
         anchor="id: weekly-round", reported_in=ROUND),
)  # fmt: skip

NAMES = "search_words: [form, sheet, download]"
LINE = "Choose one list for one moment."
SLUG = "    slug: good-sheds"
NAVIGATION_STORY = "  - Story: stories"

CONTENT = (
    Case("yaml-tag", LISTS, NAMES, "search_words: !!python/tuple [a]"),
    Case("yaml-tag", SETTINGS, "licence: CC BY 4.0", "licence: !ENV HOME"),
    Case("yaml-aliases", LISTS, NAMES, "search_words: &a [*a]"),
    Case("yaml-deep", LISTS, NAMES, f"search_words: {'[' * 30}{']' * 30}"),
    Case("character-forbidden", LISTS, NAMES, 'search_words: ["a\\u202Eb"]'),
    Case("character-forbidden", LISTS, LINE, f"\ufeff{LINE}"),
    Case("front-matter-second", LISTS, LINE, f"---\nid: two\n---\n\n{LINE}",
         anchor="---\nid: two"),
    Case("line-long", LISTS, LINE, "word " * 801),
    Case("file-large", LISTS, LINE, "word word\n" * 10_001, anchor="---"),
    Case("html-forbidden", LISTS, LINE, f"{LINE} <video>One</video>"),
    Case("html-open", LISTS, LINE, f"<div markdown>\n\n{LINE}"),
    Case("attributes-forbidden", LISTS, LINE, f"{LINE}\n{{: onclick=a }}"),
    Case("text-pasted", LISTS, LINE, f"•\t{LINE}"),
    Case("table-columns", LISTS, LINE, f"{LINE}\n\n| {'a | ' * 17}\n| {'--- | ' * 17}",
         anchor="| a | a |"),
    Case("link-unreadable", LISTS, LINE, f"{LINE} [one](two.md"),
    Case("link-empty", LISTS, LINE, f"{LINE} [one]()"),
    Case("call-in-markup", LISTS, LINE, f"{LINE} <b title='{{{{ ref(\"tidy-tools\") }}}}'>x</b>."),
    Case("id-double", LISTS, LINE, f'{LINE} <b id="a">One</b> <i id="a">two</i>.'),
    Case("link-in-html", LISTS, LINE, f'{LINE} <a href="index.md">One</a>.'),
    Case("reading-differs", LISTS, LINE, f"{LINE}\n\nSee <https://example.org/`a`>.",
         anchor="See <https"),
    Case("mark-shown", LISTS, LINE, f"{LINE}\n\n**One: **two.", anchor="**One: **"),
    Case("not-supported", LISTS, LINE, f"{LINE}\n\nSo $x^2$ it is.", anchor="So $x^2$"),
    Case("text-deep", LISTS, LINE, f"{'> ' * 30}{LINE}"),
    Case("drawing-unsafe", SHED, "</desc>", "</desc><script>a</script>", anchor="<svg"),
    Case("drawing-unsafe", SHED, "<path ", '<path style="fill: red" ', anchor="<svg"),
    Case("drawing-large", SHED, "0 0 64 48", "0 0 64000 48", anchor="<svg"),
    Case("docs-outside", SETTINGS, "docs_dir: docs", "docs_dir: .."),
    Case("extension-broken", SETTINGS, "  - toc:\n      permalink: true",
         "  - toc:\n      permalinks: true", anchor="markdown_extensions"),
    Case("extension-broken", SETTINGS, "permalink_title: Link to this heading",
         "permalink_title: 2026-11-30", anchor="markdown_extensions"),
    Case("theme-missing", SETTINGS, "custom_dir: overrides/theme", "custom_dir: looks",
         anchor="custom_dir"),
    Case("settings-closed", SETTINGS, "  - attr_list\n", "", anchor="markdown_extensions"),
    Case("settings-closed", SETTINGS, "strict: true", "strict: true\nINHERIT: base.yml"),
    Case("settings-closed", SETTINGS, "  /_data/\n", "  /_data/\n  !/_data/roles.yml\n",
         anchor="exclude_docs"),
    Case("addition-absent", SETTINGS, "  - attr_list", "  - attr_list\n  - nowhere.at_all"),
    Case("hook-absent", SETTINGS, "strict: true", "strict: true\nhooks: [nowhere.py]",
         anchor="hooks"),
    Case("feature-idle", SETTINGS, "navigation.footer", "navigation.instant"),
    Case("setting-idle", SETTINGS, "  - macros:", "  - search\n  - macros:"),
    Case("settings-closed", SETTINGS, "on_undefined: strict", "on_undefined: keep"),
    Case("settings-closed", SETTINGS, "use_directory_urls: false", "use_directory_urls: true"),
    Case("plugin-key", SETTINGS, SLUG, f"{SLUG}\n    front_matter: [reviewed]",
         anchor="front_matter"),
    Case("plugin-value", LISTS, NAMES, f"{NAMES}\ntags: [<b>one</b>]",
         more=((SETTINGS, SLUG, f"{SLUG}\n    front_matter: [tags]"),)),
    Case("template-unknown", HOME, "template: home.html", "template: house.html"),
    Case("menu-name", SETTINGS, NAVIGATION_STORY, "  - '<b>': stories"),
)  # fmt: skip

LINKS = (
    Case("link-missing", TOOLS, LINK, "(monthly-round.md)"),
    Case("link-missing", TOOLS, LINK, "(../../mkdocs.yml)"),
    Case("link-missing", TOOLS, LINK, "(../_data/roles.yml)"),
    Case("link-missing", TOOLS, LINK, "(weekly-round.html)"),
    Case("link-absolute", TOOLS, LINK, "(/practices/weekly-round.md)"),
    Case("anchor-missing", TOOLS, LINK, "(weekly-round.md#how)"),
    Case("anchor-missing", TOOLS, LINK, "(#how)"),
    Case("image-missing", TOOLS, "(../assets/pictures/shed.png)", "(../assets/pictures/hut.png)"),
    Case("image-missing", HOME, 'drawing("shed")', 'drawing("hut")'),
    Case("image-outside", TOOLS, "(../assets/pictures/shed.png)", "(https://example.org/a.png)"),
    Case("drawing-broken", SHED, "</desc>", "</dsc>", anchor="<svg"),
    Case("drawing-without-words", SHED, "<title ", "<metadata ", anchor="<svg",
         more=((SHED, "</title>", "</metadata>"),)),
    Case("image-without-words", TOOLS, "![A shed with an open door and two hooks]", "![ ]"),
    Case("address-malformed", TOOLS, LINK, "(https:/example.org)"),
    Case("address-malformed", TOOLS, LINK, "(https://example)"),
    Case("address-malformed", TOOLS, LINK, "(//example.org/a)"),
    Case("address-malformed", TOOLS, LINK, "(mailto:nobody)"),
    Case("address-malformed", TOOLS, LINK, "(tel:help)"),
    Case("address-malformed", TOOLS, LINK, "(file:///c:/round.pdf)"),
    Case("address-malformed", TOOLS, LINK, "(javascript:alert)"),
    Case("macro-broken", TOOLS, 'cite("shed-leaflet") }}', 'cite("shed-leaflet" }}'),
    Case("macro-only", TOOLS, "A label saves a question.", "A label {% saves %} a question."),
    Case("macro-only", TOOLS, "A label saves a question.", "A label {{ 7 * 7 }} saves a question."),
    Case("macro-unknown", TOOLS, "{{ page_stories() }}", "{{ page_storeys() }}"),
    Case("macro-unknown", TOOLS, "{{ page_stories() }}", "{{ tales }}"),
    Case("macro-not-called", TOOLS, "{{ page_stories() }}", "{{ page_stories }}"),
    Case("macro-arguments", TOOLS, "{{ page_stories() }}", '{{ page_stories("two") }}'),
    Case("macro-arguments", TOOLS, "{{ page_stories() }}", "{{ term() }}"),
    Case("macro-arguments", TOOLS, "{{ page_stories() }}", '{{ term("round", "a", "b") }}'),
    Case("macro-arguments", TOOLS, "{{ page_stories() }}", "{{ term(none) }}"),
    Case("macro-arguments", TOOLS, "{{ page_stories() }}", '{{ term("ro" ~ "und") }}'),
    Case("page-unknown", HOME, 'ref("tidy-tools")', 'ref("tidy-toys")'),
    Case("anchor-unknown", HOME, 'ref("weekly-round#why"', 'ref("weekly-round#wat"'),
    Case("source-unknown", TOOLS, 'cite("shed-leaflet")', 'cite("shed-leaf")'),
    Case("term-unknown", TOOLS, 'term("shadow-board")', 'term("board")'),
    Case("kind-unknown", HOME, 'cards("practice")', 'cards("practise")'),
)  # fmt: skip

ADDRESSES = (
    Case("redirect-taken", REDIRECTS, "was: practices/old-tools", "was: practices/tidy-tools"),
    Case("redirect-double", REDIRECTS, "  page: tidy-tools\n",
         "  page: tidy-tools\n- was: practices/old-tools.html\n  page: contact\n"),
    Case("page-unknown", REDIRECTS, "page: tidy-tools", "page: nowhere"),
)  # fmt: skip

WRITING = (
    Case("heading-empty", STORY, "For a month everyone hung the hoe on the hook of the rake.\n\n"
         "{{ story_note() }}\n\n{{ page_sources() }}", "", anchor="## What was hard",
         also=("not-placed",)),
    Case("heading-empty", ROUND, "## Why it works {", "## {",
         anchor="## {"),
    Case("heading-empty", STORY, END, "### More\n\n{# Later. #}\n\n### And more\n\nThis is more."),
    Case("heading-empty", STORY, END, "### More\n\n### And more\n\nThis is more."),
    Case("paragraph-open", ROUND, "with this list.", "with this", anchor="Once a week, one"),
    Case("sentence-double", ROUND, "shed with this list.",
         "shed with this list.\n\nOnce a week, one person walks through the shed with this list."),
    Case("sentence-double", ROUND, "Ten minutes is short enough to do in the rain.",
         "Ten minutes is short enough to do in the rain. "
         "Ten minutes is short enough to do in the rain.", anchor="Ten minutes is short"),
    Case("macro-twice", TOOLS, "{{ page_stories() }}", "{{ page_stories() }}\n\n" * 2,
         anchor="{{ page_stories() }}"),
    Case("home-empty", GLOSSARY, "{{ glossary() }}", "Two words.", anchor="id: glossary"),
    Case("menu-double", SETTINGS, "      - practices/weekly-round.md\n",
         "      - practices/weekly-round.md\n" * 2),
    Case("data-double", MEETINGS, "title: Closing time", "title: Start of the day"),
    Case("named-twice", ROUND, "[inspection, walk, weekly]", "[inspection, walk, walk]"),
    Case("named-twice", RETIRED, "pages: [shed-rules]", "pages: [shed-rules, shed-rules]"),
    Case("named-twice", TOOLS, "retired: [padlock]", "retired: [padlock, padlock]"),
    Case("named-twice", STORY, SHOWS, "shows: [tidy-tools, weekly-round, tidy-tools]"),
)  # fmt: skip

CASES = (
    *SHAPE,
    *OF_FIELDS,
    *ITEMS,
    *CHECKLISTS,
    *SCANS,
    *CANVASES,
    *WORKFORMS,
    *PAGES,
    *STORIES,
    *FACTS,
    *FIGURES,
    *DATA_FILES,
    *NAVIGATION,
    *RULES,
    *CONTENT,
    *LINKS,
    *WRITING,
    *ADDRESSES,
)

# Codes that no change of text can cause, and the test below for them.
ELSEWHERE = {
    "data-missing": "test_a_data_file_that_pages_name_is_missed_once",
    "docs-missing": "test_a_file_that_cannot_be_published_is_reported",
    "file-is-folder": "test_a_file_that_cannot_be_published_is_reported",
    "file-kind": "test_a_file_that_cannot_be_published_is_reported",
    "file-link": "test_a_file_that_cannot_be_published_is_reported",
    "file-name": "test_a_file_that_cannot_be_published_is_reported",
    "file-name-clash": "test_a_file_that_cannot_be_published_is_reported",
    "file-special": "test_a_file_that_cannot_be_published_is_reported",
    "file-unreadable": "test_a_file_that_cannot_be_published_is_reported",
    "link-to-readme": "test_a_link_to_a_readme_is_reported",
    "template-recursion": "test_templates_that_call_each_other_are_reported",
    "image-broken": "test_a_file_that_cannot_be_published_is_reported",
    "image-heic": "test_a_file_that_cannot_be_published_is_reported",
    "image-animated": "test_a_file_that_cannot_be_published_is_reported",
    "image-large": "test_a_file_that_cannot_be_published_is_reported",
    "image-unused": "test_an_unused_picture_is_reported",
    "file-missing": "test_missing_settings_are_reported",
    "not-utf-8": "test_a_file_in_another_encoding_is_reported_at_the_line",
}


def empty(path: Path) -> None:
    """Write an empty file."""
    path.write_bytes(b"")


def folder(path: Path) -> None:
    """Replace a file, if there is one, with a folder."""
    path.unlink(missing_ok=True)
    path.mkdir()


def file_instead(path: Path) -> None:
    """Replace a folder with a file."""
    shutil.rmtree(path)
    path.write_bytes(b"")


def large(path: Path) -> None:
    """Write a picture of one row and very many columns."""
    Image.new("1", (30_000, 1)).save(path)


def animated(path: Path) -> None:
    """Write a picture that moves, in the place of one that a page shows."""
    first, second = (Image.new("RGB", (9, 9), colour) for colour in ("red", "blue"))
    first.save(path, save_all=True, append_images=[second])


UNPUBLISHABLE: tuple[tuple[str, str, Callable[[Path], object]], ...] = (
    ("docs-missing", "docs", shutil.rmtree),
    ("docs-missing", "docs/_data", file_instead),
    ("file-is-folder", "docs/one.md", folder),
    ("file-kind", "docs/one.html", empty),
    ("file-kind", "docs/one.docm", empty),
    ("file-kind", "docs/favicon.ico", empty),
    ("file-link", "docs/one.md", lambda path: path.symlink_to("index.md")),
    ("file-name", "docs/one?two.txt", empty),
    ("file-name", "docs/-index.md", empty),
    ("file-name", "docs/\\udcff.txt", lambda path: empty(path.with_name("\udcff.txt"))),
    ("file-name-clash", "docs/about/contact.md", lambda path: empty(path.with_name("Contact.md"))),
    ("file-special", "docs/one.md", os.mkfifo),
    ("file-unreadable", SETTINGS, folder),
    ("image-broken", "docs/assets/pictures/one.png", empty),
    ("image-heic", "docs/assets/pictures/one.HEIC", empty),
    ("image-animated", "docs/assets/pictures/one.gif", animated),
    ("image-large", "docs/assets/pictures/one.png", large),
)


@pytest.mark.parametrize(
    ("code", "file", "make"), UNPUBLISHABLE, ids=[code for code, *_ in UNPUBLISHABLE]
)
def test_a_file_that_cannot_be_published_is_reported(
    code: str, file: str, make: Callable[[Path], object], small: Path, problems_after: ProblemsAfter
) -> None:
    make(small / file)
    assert problems_after() == [ReportedProblem(code, file, 1)]


def test_a_link_to_a_readme_is_reported(small: Path, problems_after: ProblemsAfter) -> None:
    (small / "docs/README.md").write_text("# For editors\n", encoding="utf-8")
    (problem,) = problems_after((TOOLS, LINK, "(../README.md)"))
    assert (problem.code, problem.file) == ("link-to-readme", TOOLS)


def test_templates_that_call_each_other_are_reported(small: Path) -> None:
    for name, other in (("cards", "cite"), ("cite", "cards")):
        include = f'{{% include "macros/{other}.html" %}}'
        (small / f"overrides/macros/{name}.html").write_text(include, encoding="utf-8")
    with pytest.raises(
        SiteBuildError, match=r"^overrides/macros/cards\.html:1: S106 This template"
    ):
        build_site(load_publication(small), small / "build")


def test_an_unused_picture_is_reported(small: Path, problems_after: ProblemsAfter) -> None:
    pictures = small / "docs/assets/pictures"
    data = (pictures / "shed.png").read_bytes()
    (pictures / "barn.png").write_bytes(data)
    name = "docs/assets/pictures/barn.png"
    assert problems_after() == [ReportedProblem("image-unused", name, 1)]
    (pictures / "barn.png").unlink()
    shutil.copy(small / SHED, small / "docs/assets/drawings/logo.svg")
    logo = (SETTINGS, "logo: assets/drawings/shed.svg", "logo: assets/drawings/logo.svg")
    assert problems_after(logo) == []
    icon = next((small / "overrides/theme/assets").rglob("*.svg")).relative_to(
        small / "overrides/theme"
    )
    shutil.copy(small / SHED, small / "docs" / icon)
    assert problems_after() == [], "a picture in place of one of the theme"


def test_the_small_publication_passes(problems_after: ProblemsAfter) -> None:
    assert problems_after() == []


@pytest.mark.parametrize("case", CASES, ids=[f"{case.code}-{case.new[:24]!r}" for case in CASES])
def test_a_mistake_is_reported_alone_at_its_place(
    case: Case, problems_after: ProblemsAfter
) -> None:
    file, line = case.location()
    problems = problems_after(*case.changes)
    assert ReportedProblem(case.code, file, line) in problems
    assert {problem.code for problem in problems} == {case.code, *case.also}


@pytest.mark.parametrize("name", [STATEMENTS, SOURCES, TERMS, ROLES, MEETINGS, QUESTIONS])
def test_a_data_file_that_pages_name_is_missed_once(
    name: str, small: Path, problems_after: ProblemsAfter
) -> None:
    (small / name).unlink()
    assert problems_after() == [ReportedProblem("data-missing", name, 1)]


@pytest.mark.parametrize("name", [RETIRED, REDIRECTS])
def test_a_data_file_that_nothing_names_may_be_absent(
    name: str, small: Path, problems_after: ProblemsAfter
) -> None:
    (small / name).unlink()
    assert problems_after() == []


def test_missing_settings_are_reported(small: Path, problems_after: ProblemsAfter) -> None:
    (small / SETTINGS).unlink()
    assert problems_after() == [ReportedProblem("file-missing", SETTINGS, 1)]


@pytest.mark.parametrize("name", [CONTACT, SOURCES])
def test_a_file_in_another_encoding_is_reported_at_the_line(
    name: str, small: Path, problems_after: ProblemsAfter
) -> None:
    text = (small / name).read_text(encoding="utf-8")
    lines = text.replace("invented", "verz\xf3nnen").splitlines()
    (small / name).write_bytes("\n".join(lines).encode("latin-1", "replace"))
    wrong = next(number for number, line in enumerate(lines, 1) if "\xf3" in line)
    assert problems_after() == [ReportedProblem("not-utf-8", name, wrong)]


# Values on a boundary pass; one step further is reported.
BOUNDARIES: dict[str, tuple[str, str, str, str]] = {
    "what-too-long": (TOOLS, WHAT, f"what: Wipe {'x' * 55}", f"what: Wipe {'x' * 56}"),
    "what-too-many-words": (
        TOOLS, WHAT, f"what: Wipe{' it' * 9}", f"what: Wipe{' it' * 10}",
    ),
    "sentence-too-long": (
        TOOLS, HOW, f"how: Keep{' it' * 14}. Keep{' it' * 14}.", f"how: Keep{' it' * 15}.",
    ),
    "list-count": (ROUND, CLOSE, more_items(5) + CLOSE, more_items(6) + CLOSE),
    "verb-repeated": (
        ROUND, "what: Carry one", "what: Check one",
        "what: Check one thing\n          why: It helps.\n          how: With both hands.\n"
        "          when: {moment: During the round, days: 0}\n          who: [member]\n"
        "          done_when: It is there.\n        - id: third\n          what: Check one",
    ),
    "review-order": (
        ROUND, "again: 2027-11-21}\nchecklist", "again: 2027-12-26}\nchecklist",
        "again: 2027-12-27}\nchecklist",
    ),
}  # fmt: skip


@pytest.mark.parametrize("code", BOUNDARIES)
def test_a_value_on_the_boundary_passes(code: str, problems_after: ProblemsAfter) -> None:
    file, old, accepted, _ = BOUNDARIES[code]
    assert problems_after((file, old, accepted)) == []


@pytest.mark.parametrize("code", BOUNDARIES)
def test_a_value_past_the_boundary_is_reported(code: str, problems_after: ProblemsAfter) -> None:
    file, old, _, rejected = BOUNDARIES[code]
    assert code in {problem.code for problem in problems_after((file, old, rejected))}


def test_a_review_is_later_than_the_check(problems_after: ProblemsAfter) -> None:
    reviewed = "again: 2027-11-21}\nchecklist"
    assert problems_after((ROUND, reviewed, "again: 2026-11-22}\nchecklist")) == []
    problems = problems_after((ROUND, "again: 2026-11-22}", "again: 2026-11-21}"))
    assert [problem.code for problem in problems] == ["review-order"]


@pytest.mark.parametrize(("minimum", "passes"), [(4, True), (5, False)])
def test_a_list_may_hold_as_few_items_as_the_settings_say(
    minimum: int, passes: bool, problems_after: ProblemsAfter
) -> None:
    problems = problems_after((SETTINGS, "{weekly-round: 4}", f"{{weekly-round: {minimum}}}"))
    assert [problem.code for problem in problems] == ([] if passes else ["list-count"])


@pytest.mark.parametrize(("extra", "passes"), [(1, True), (5, True), (6, False), (0, False)])
def test_a_list_holds_five_to_nine_items(
    extra: int, passes: bool, problems_after: ProblemsAfter
) -> None:
    head = block_head("then") if extra > 1 else ""
    items = (ROUND, CLOSE, head + more_items(extra) + CLOSE)
    problems = problems_after((SETTINGS, "{weekly-round: 4}", "{}"), items)
    assert [problem.code for problem in problems] == ([] if passes else ["list-count"])


@pytest.mark.parametrize(("number", "hue"), [(5, 5), (6, 0)])
def test_there_are_five_numbers_with_a_colour(
    number: int, hue: int, small: Path, problems_after: ProblemsAfter
) -> None:
    page_limits = (SETTINGS, "pages: {least: 2, most: 2}", "pages: {least: 2, most: 9}")
    assert problems_after(page_limits, (ROUND, "number: 2", f"number: {number}")) == []
    publication = load_publication(small)
    assert publication.get_hue(publication.pages["weekly-round"]) == hue


def test_a_list_in_one_block_may_hold_a_single_item(problems_after: ProblemsAfter) -> None:
    text = (SMALL / ROUND).read_text(encoding="utf-8")
    rest = text[text.index("        - id: feel-roof") : text.index(CLOSE)]
    fewest = (SETTINGS, "{weekly-round: 4}", "{weekly-round: 1}")
    assert problems_after(fewest, (ROUND, rest, "")) == []


def word_counts() -> list[int]:
    """Count the words of the practices, from few to many."""
    texts = [(SMALL / file).read_text(encoding="utf-8") for file in (TOOLS, ROUND)]
    return sorted(parse_body(text.split("---\n", 2)[2]).word_count for text in texts)


@pytest.mark.parametrize(("shift", "file"), [((0, 0), ""), ((1, 0), ROUND), ((0, -1), TOOLS)])
def test_a_page_has_as_many_words_as_its_kind_asks(
    shift: tuple[int, int], file: str, problems_after: ProblemsAfter
) -> None:
    fewest_words, most_words = word_counts()
    words = f"words: {{least: {fewest_words + shift[0]}, most: {most_words + shift[1]}}}"
    problems = problems_after((SETTINGS, "words: {least: 30, most: 300}", words))
    assert [(problem.code, problem.file) for problem in problems] == (
        [("words-count", file)] if file else []
    )


@pytest.mark.parametrize(
    ("minimum", "maximum", "passes"), [(1, 2, True), (2, 2, True), (3, 3, False)]
)
def test_there_are_as_many_pages_of_a_kind_as_promised(
    minimum: int, maximum: int, passes: bool, problems_after: ProblemsAfter
) -> None:
    pages = f"many: Overviews, pages: {{least: {minimum}, most: {maximum}}}"
    problems = problems_after((SETTINGS, "many: Overviews, pages: {least: 1, most: 2}", pages))
    assert [problem.code for problem in problems] == ([] if passes else ["kind-count"])


PASSES: dict[str, Change] = {
    "an extension that is set up with Python": (
        SETTINGS, "  - tables\n",
        "  - tables\n  - pymdownx.emoji:\n"
        "      emoji_index: !!python/name:material.extensions.emoji.twemoji\n",
    ),
    "a size that no source gives": (STORY, "  employees: 12\n", ""),
    "a figure with its source": (
        ROUND, ROUND_IS, f'40 hooks {{{{ cite("round-note") }}}}. {ROUND_IS}',
    ),
    "a figure on another kind of page": (CONTACT, "{{ contact() }}", "{{ contact() }} 40 %."),
    "a figure that is called fictional": (TOOLS, BOX, "as in this fictional example, 40 hooks."),
    "years, days and small counts": (TOOLS, BOX, "from 2019 to 12 May 2026, 9 hooks and an A4."),
    "a kind that no story need show": (SETTINGS, "        shown: true\n", ""),
    "a question closes a list": (ROUND, CLOSE, "  close: Does everyone know the first step?\n"),
    "an agreement closes a list": (ROUND, CLOSE, "  close: Make one agreement.\n"),
    "a verb in capitals": (TOOLS, WHAT, "what: WIPE all blades dry"),
    "a verb after a noun is no second action": (TOOLS, WHAT, "what: Wipe handles and blades dry"),
    "a vague word inside a word": (TOOLS, WHAT, "what: Wipe all goodies dry"),
    "a reason that asks": (TOOLS, HOW, "how: Who has a towel?"),
    "a why of two sentences": (TOOLS, HOW, "how: Take a towel. Dry each blade."),
    "no item is retired": (TOOLS, "  retired: [padlock]\n", ""),
    "a heading of level three needs no id": (STORY, END, "### More\n\nThis is more."),
    "two blocks of two": (
        ROUND, "        - id: carry-broken", block_head("then") + "        - id: carry-broken",
    ),
    "an outside address": (TOOLS, LINK, "(https://example.org/a?b=c#d)"),
    "a mail address": (TOOLS, LINK, "(mailto:sheds@example.org)"),
    "a heading of this page": (TOOLS, LINK, "(#what)"),
    "a folder up": (TOOLS, LINK, "(../about/account.md#statements)"),
    "a heading with an accent": (TOOLS, LINK + ".", "(#één).\n\n### One {: #één }\n\nThis is one."),
    "a whole page": (TOOLS, LINK, "(./weekly-round.md)"),
    "a picture twice": (STORY, END, "![A shed](../assets/pictures/shed.png)"),
    "a call without spaces": (TOOLS, "{{ page_stories() }}", "{{page_stories()}}"),
    "a call in a comment": (TOOLS, "{{ page_stories() }}", "{# page_storeys() #}"),
    "a drawing of its own": (STORY, END, '{{ drawing("shed") }}'),
    "a fictional chart without a source": (CHARTS, "sources: [shed-leaflet]", "fictional: true"),
    "a number that a story opens with": (
        STORY, "fictional: true",
        "fictional: true\n  opening: {number: 12 hooks, says: hold all, source: shed-leaflet}",
    ),
    "yes in words": (STORY, "fictional: true", "fictional: yes"),
}  # fmt: skip


@pytest.mark.parametrize("name", PASSES)
def test_what_is_allowed_passes(name: str, problems_after: ProblemsAfter) -> None:
    assert problems_after(PASSES[name]) == []


def test_the_cases_cover_every_code_of_the_catalogue() -> None:
    covered = {case.code for case in CASES} | set(ELSEWHERE)
    all_codes = {
        code
        for code in load_language("nl").messages
        if not code.startswith((*OF_EDITIONS, *OTHERS))
    }
    assert covered == all_codes


def test_what_is_covered_elsewhere_has_its_test() -> None:
    assert [name for name in ELSEWHERE.values() if name not in globals()] == []
    assert set(ELSEWHERE) & {case.code for case in CASES} == set()
