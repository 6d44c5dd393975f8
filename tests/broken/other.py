"""Hostile editions, settings and templates."""

from __future__ import annotations

from pathlib import Path

from tests.broken.case import (
    SETTINGS,
    Case,
    Patch,
    Place,
    both,
    encoded,
    later,
    linked,
    locate,
    text,
    written,
)  # fmt: skip
from tests.broken.pictures import SVG, laughs, png
from tools.model.rules.identity import MAX_LOGO_BYTES

EDITION_FOLDER = "editions/mine"
FILE = f"{EDITION_FOLDER}/edition.yml"
LOGO = f"{EDITION_FOLDER}/logo.svg"
EDITION = """\
id: mine
name: Sheds of Heath Row
organisation: Heath Row Gardens (fictional)
date: 2026-12-01
logo: logo.svg
accent: "#1c4f8a"
foreword: foreword.md
"""


def edition(old: str = "", new: str = "", at: str = "", **files: str | bytes) -> Patch:
    """Write an edition with one change in its file, or with other files beside it.

    `files`: logo_svg, foreword_md and so on. Reported where the change begins, or at `at`.
    """

    def patch(root: Path) -> Place:
        folder = root / EDITION_FOLDER
        folder.mkdir(parents=True)
        contents = {
            "logo_svg": f"{SVG}<path d='M0 0'/></svg>",
            "foreword_md": "Welcome.\n",
            **files,
        }
        for name, content in contents.items():
            data = content if isinstance(content, bytes) else content.encode()
            (folder / name.replace("_", ".")).write_bytes(data)
        assert old in EDITION
        (root / FILE).write_text(EDITION.replace(old, new, 1) if old else EDITION)
        if at.startswith("foreword.md"):
            return f"{EDITION_FOLDER}/foreword.md", 1
        return (
            locate(root, FILE, at) if at else (FILE, EDITION[: EDITION.index(old)].count("\n") + 1)
        )

    return patch


def edition_case(name: str, patch: Patch, code: str) -> Case:
    """Return a case that builds the edition."""
    return Case(name, patch, code, arguments=("edition", "{root}/" + FILE))


EDITIONS = tuple(edition_case(*one) for one in (
    ("an id that leads out", edition("id: mine", "id: ../../outside"), "form-wrong"),
    ("an id that is a path", edition("id: mine", "id: /tmp/outside"), "form-wrong"),
    ("the id of the publication", edition("id: mine", "id: good-sheds"), "edition-id-taken"),
    ("the id of the sheets of all checklists", edition("id: mine", "id: checklists"),
     "edition-id-taken"),
    ("the id of a scan", edition("id: mine", "id: door-talk"), "edition-id-taken"),
    ("a logo outside", edition("logo: logo.svg", "logo: ../../docs/assets/drawings/shed.svg"),
     "edition-outside"),
    ("a logo of the machine", edition("logo: logo.svg", "logo: /etc/passwd"), "edition-outside"),
    ("a logo that is a folder", edition("logo: logo.svg", "logo: ./"), "edition-file-missing"),
    ("a logo that is not there", edition("logo: logo.svg", "logo: none.svg"),
     "edition-file-missing"),
    ("a logo from elsewhere", edition("logo: logo.svg", "logo: https://x.example/a.svg"),
     "edition-file-missing"),
    ("a foreword outside", edition("foreword: foreword.md", "foreword: ../../mkdocs.yml"),
     "edition-outside"),
    ("a logo of too many bytes", later(lambda: edition(
     at="logo:", logo_svg=SVG + " " * MAX_LOGO_BYTES + "</svg>")),
     "edition-logo-large"),
    ("a logo that says it has 200 megapixels",
     edition("logo: logo.svg", "logo: logo.png", logo_png=png(20000, 10000)),
     "edition-logo-pixels"),
    ("a logo with a script", edition(at="logo:", logo_svg=f"{SVG}<script>alert(1)</script></svg>"),
     "edition-logo-unsafe"),
    ("a logo with a handler", edition(at="logo:", logo_svg=f"{SVG}<g onload='alert(1)'/></svg>"),
     "edition-logo-unsafe"),
    ("a logo with HTML", edition(at="logo:", logo_svg=f"{SVG}<foreignObject/></svg>"),
     "edition-logo-unsafe"),
    ("a logo that laughs", edition(at="logo:",
     logo_svg=f"{laughs()}{SVG}<text>&l10;</text></svg>"),
     "edition-logo-unsafe"),
    ("a logo that reads a file", edition(at="logo:", logo_svg=
     f'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>{SVG}<text>&a;</text></svg>'),
     "edition-logo-unsafe"),
    ("a logo that is a page", edition(at="logo:", logo_svg="<html/>"), "edition-logo-kind"),
    ("a colour that is a style", edition('"#1c4f8a"', '"red; } body { display: none"'),
     "form-wrong"),
    ("a colour that loads", edition('"#1c4f8a"', '"url(https://x.example/a)"'), "form-wrong"),
    ("a colour that is a variable", edition('"#1c4f8a"', '"var(--x)"'), "form-wrong"),
    ("a name with HTML", edition("name: Sheds of Heath Row", "name: <script>alert(1)</script>"),
     "form-wrong"),
    ("a name with a call", edition("name: Sheds of Heath Row", "name: 'Sheds {{ config }}'"),
     "form-wrong"),
    ("an organisation with HTML", edition("organisation: Heath Row Gardens (fictional)",
     "organisation: <img src=x onerror=alert(1)>"), "form-wrong"),
    ("a name that turns the order of reading", edition("name: Sheds of Heath Row",
     "name: \"Sheds \u202eof Heath Row\""), "character-forbidden"),
    ("an address that is a script", edition("accent:", "site_url: javascript:alert(1)\naccent:"),
     "form-wrong"),
    ("chapters that do not exist", edition("accent:", "chapters: [none]\naccent:"),
     "edition-chapter-unknown"),
    ("chapters that hold themselves", edition("accent:", "chapters: &a [*a]\naccent:"),
     "yaml-aliases"),
    ("an object of Python", edition("id: mine", "id: !!python/object/apply:os.getcwd []"),
     "yaml-tag"),
    ("a foreword with a script", edition(at="foreword.md", foreword_md="<script>x</script>\n"),
     "foreword-html"),
    ("a foreword with a link that acts", edition(at="foreword.md",
     foreword_md="[one](javascript:alert(1))\n"), "foreword-link"),
    ("a foreword with a picture", edition(at="foreword.md", foreword_md="![one](one.png)\n"),
     "foreword-image"),
    ("a foreword of ten megabytes", later(lambda: edition(
     at="foreword.md", foreword_md="word " * 2_000_000)),
     "file-large"),
    ("a foreword with a null character", edition(at="foreword.md", foreword_md="one\0two\n"),
     "character-forbidden"),
    ("a file that is no mapping", written(FILE, "- mine\n"), "not-a-mapping"),
    ("an edition that is not there", lambda root: (FILE, 1), "file-missing"),
))  # fmt: skip


def check_edition(root: Path) -> list[str]:
    """Return a problem when the edition was not built."""
    index = root / "build" / EDITION_FOLDER / "index.html"
    return [] if "Heath Row" in index.read_text(encoding="utf-8") else ["no edition was made"]


EDITIONS += (
    Case("lock files of an editor are no part of an edition", both(edition(),
         linked("docs/about/.#contact.md", "someone@machine.4711"),
         linked("docs/_data/.#roles.yml", "someone@machine.4711")),
         arguments=("edition", "{root}/" + FILE), check=check_edition),
)  # fmt: skip


def setting(old: str, new: str, at: str = "") -> Patch:
    """Change a setting."""
    return text(SETTINGS, old, new, at=at)


CLOSED = "settings-closed"
MACROS = "      on_undefined: strict\n"

SETTING = (
    Case("a theme folder that is missing",
         setting("custom_dir: overrides/theme", "custom_dir: nowhere"), "theme-missing"),
    Case("a theme folder of the system", setting("custom_dir: overrides/theme", "custom_dir: /etc"),
         "theme-missing"),
    Case("a theme that is not there", setting("name: material", "name: immaterial"), CLOSED),
    Case("a plugin that is not there", setting("plugins:\n", "plugins:\n  - nowhere\n",
         at="  - nowhere"), "addition-absent"),
    Case("plugins that are no list", setting("plugins:\n  - macros:\n", "plugins: none\nother:\n"
         "  - macros:\n"), CLOSED),
    Case("no plugins", setting("plugins:\n", "plugins: []\nother:\n"), CLOSED),
    Case("a hook", setting("strict: true", "strict: true\nhooks: [hook.py]", at="hooks:"),
         "hook-absent"),
    Case("macros from another place", setting("module_name: macros", "module_name: other"), CLOSED),
    Case("macros that read other files", setting(MACROS, f"{MACROS}      include_dir: /etc\n",
         at="      include_dir"), CLOSED),
    Case("macros with delimiters of their own", setting(MACROS,
         f"{MACROS}      j2_variable_start_string: '[['\n", at="      j2_variable"), CLOSED),
    Case("undefined variables are kept", setting(MACROS, "      on_undefined: keep\n"), CLOSED),
    Case("macros without options", setting("""  - macros:
      module_name: macros
      on_error_fail: true
      on_undefined: strict
""", "  - macros\n"), CLOSED),
    Case("macros without options, with a colon", setting("""  - macros:
      module_name: macros
      on_error_fail: true
      on_undefined: strict
""", "  - macros:\n"), CLOSED),
    Case("macros that go on after a mistake", setting("      on_error_fail: true\n", "",
         at="      module_name"), CLOSED),
    Case("extensions that are no list", setting("markdown_extensions:\n",
         "markdown_extensions: {pymdownx.snippets: {}}\nothers:\n"), CLOSED),
    Case("an extension too few", setting("  - attr_list\n", "", at="markdown_extensions"), CLOSED),
    Case("another extension behind one that may be", setting("  - tables\n",
         "  - tables:\n    pymdownx.snippets:\n", at="  - tables"), CLOSED),
    Case("an extension that is not there", setting("  - attr_list\n",
         "  - attr_list\n  - nowhere\n",
         at="  - nowhere"), "addition-absent"),
    Case("a folder for each page", setting("use_directory_urls: false", "use_directory_urls: true"),
         CLOSED),
    Case("data that are not kept out", setting("exclude_docs: |\n  /_data/\n", "exclude_docs: |\n"),
         CLOSED),
    Case("data that are kept out in a remark only", setting("exclude_docs: |\n  /_data/\n",
         "exclude_docs: |\n  # /_data/\n"), CLOSED),
    Case("data of which one is let in again", setting("  README.md\n",
         "  README.md\n  !/_data/sources.yml\n", at="exclude_docs"), CLOSED),
    Case("a site in the place of docs", setting("site_dir: site", "site_dir: docs"), CLOSED),
    Case("a language that is a path", setting("language: en", "language: ../en"),
         "language-unknown"),
    Case("a book without parts", setting("    book:\n", "    book: []\n    parts:\n",
         at="parts:"), "key-unknown"),
    Case("a number of pages below nought", setting("pages: {least: 4, most: 6}",
         "pages: {least: -4, most: 6}"), "number-too-small"),
    Case("a slug that is a path", setting("slug: good-sheds", "slug: ../good"), "form-wrong"),
    Case("a folder for hand-outs that leads out", setting("handout: stories", "handout: ../out"),
         "form-wrong"),
)  # fmt: skip

ITSELF = '{% include "macros/cards.html" %}'
THEME = (
    Case("a template of the theme that includes itself",
         written("overrides/macros/cards.html", f"{ITSELF}\n"), "template-recursion"),
    Case("two templates of the theme that include each other", lambda root: [
         written("overrides/macros/cite.html", ITSELF)(root),
         written("overrides/macros/cards.html", '{% include "macros/cite.html" %}')(root)][1],
         "template-recursion"),
    Case("a page template that extends itself",
         written("overrides/theme/main.html", '{% extends "main.html" %}\n'), "template-recursion"),
)  # fmt: skip

TEMPLATE = "docs/_data/templates/story.md"
NEW_PAGE = "docs/stories/elder.md"


def template(old: str, new: str) -> Patch:
    """Change the template of a story; reported in the page that is made from it and removed."""

    def patch(root: Path) -> Place:
        text(TEMPLATE, old, new)(root)
        line = locate(root, TEMPLATE, new)[1]
        return NEW_PAGE, line

    return patch


def template_case(name: str, patch: Patch, code: str) -> Case:
    """Return a case that creates a page from the template."""
    return Case(name, patch, code, arguments=("new", "story", "elder", "The elder"))


NOTE = "{{ story_note() }}"
TEMPLATES = tuple(template_case(*one) for one in (
    ("a template that loops", template(NOTE, "{% for i in range(10**9) %}x{% endfor %}"),
     "macro-only"),
    ("a template that includes a file", template(NOTE, "{% include '/etc/passwd' %}"),
     "macro-only"),
    ("a template with a script", template(NOTE, f"<script>alert(1)</script>\n\n{NOTE}"),
     "html-forbidden"),
    ("a template in UTF-16", lambda root: (encoded(TEMPLATE, "utf-16")(root), (TEMPLATE, 1))[1],
     "not-utf-8"),
    ("a template of fifty megabytes", later(lambda: written(TEMPLATE, "word " * 10_000_000)),
     "file-large"),
))  # fmt: skip

GROUPS = {"page templates": TEMPLATES, "editions": EDITIONS, "settings": SETTING, "theme": THEME}
