"""Names, links and kinds of files that a publication cannot have, and absurd sizes."""

from __future__ import annotations

import os
import shutil
import unicodedata
from pathlib import Path

from tests.broken.case import (
    CONTACT,
    PICTURE,
    ROLES,
    ROUND,
    SETTINGS,
    SHED,
    SOURCES,
    Case,
    Patch,
    Place,
    body,
    both,
    first,
    front,
    later,
    linked,
    text,
    written,
)  # fmt: skip

NAME = "file-name"
LINK = "file-link"
PICTURES = "docs/assets/pictures"


def picture(name: str) -> Patch:
    """Add a second picture under another name."""

    def patch(root: Path) -> Place:
        shutil.copy(root / PICTURE, root / PICTURES / name)
        return f"{PICTURES}/{name}", 1

    return patch


def end_in_name(root: Path) -> Place:
    """Create a file with a line break in its name."""
    picture("a\nb.png")(root)
    return f"{PICTURES}/a\\nb.png", 1


def bytes_in_name(root: Path) -> Place:
    """Create a file with a name that is no UTF-8."""
    Path(os.fsdecode(os.fsencode(root / PICTURES) + b"/\xff.png")).write_bytes(b"")
    return f"{PICTURES}/\\udcff.png", 1


def page_named(name: str) -> Patch:
    """Rename a page, also in the navigation."""

    def patch(root: Path) -> Place:
        text(SETTINGS, "about/contact.md", f"about/{name}")(root)
        (root / CONTACT).rename(root / "docs/about" / name)
        return f"docs/about/{name}", 1

    return patch


def folder_for(file: str) -> Patch:
    """Replace a file with a folder."""

    def patch(root: Path) -> Place:
        (root / file).unlink()
        (root / file).mkdir()
        return file, 1

    return patch


def pipe(file: str) -> Patch:
    """Replace a file with a pipe: reading it would block forever."""

    def patch(root: Path) -> Place:
        (root / file).unlink(missing_ok=True)
        os.mkfifo(root / file)
        return file, 1

    return patch


def without(file: str) -> Patch:
    """Remove a file."""

    def patch(root: Path) -> Place:
        (root / file).unlink()
        return file, 1

    return patch


def linked_docs(root: Path) -> Place:
    """Replace `docs` with a link to a folder elsewhere."""
    shutil.move(root / "docs", root.parent / "elsewhere")
    (root / "docs").symlink_to(root.parent / "elsewhere")
    return "docs", 1


def file_for(folder: str) -> Patch:
    """Replace a folder with a file."""

    def patch(root: Path) -> Place:
        shutil.rmtree(root / folder)
        (root / folder).write_text("no folder")
        return folder, 1

    return patch


def no_docs(root: Path) -> Place:
    """Remove `docs`."""
    shutil.rmtree(root / "docs")
    return "docs", 1


def deep_folders(root: Path) -> Place:
    """Make folders in folders, forty deep."""
    path = root / "docs" / "/".join(["deep"] * 40)
    path.mkdir(parents=True)
    shutil.copy(root / PICTURE, path / "shed.png")
    return "/".join(["docs", *["deep"] * 31]), 1  # the first that is too long


LONG = "a" * 200

NAMES = (
    Case("a picture with a space at the end of its name", picture("old shed.png "), NAME),
    Case("a picture with a diacritic, as two characters",
         picture(unicodedata.normalize("NFD", "één.png")), NAME),
    Case("a page with a colon in its name", page_named("con:tact.md"), NAME),
    Case("a page with a question mark in its name", page_named("contact?.md"), NAME),
    Case("a name that begins with a dash", picture("-shed.png"), NAME),
    Case("a name with a hash", picture("shed#1.png"), NAME),
    Case("a name with a percent sign", picture("shed%2e.png"), NAME),
    Case("a name with a quotation mark", picture('sh"ed.png'), NAME),
    Case("a name with a tag", picture("<b>.png"), NAME),
    Case("a name with a backslash", picture("a\\b.png"), NAME),
    Case("a name with the end of a line", end_in_name, NAME),
    Case("a name with curly brackets", picture("{{ 7 }}.png"), NAME),
    Case("a name that is no text", bytes_in_name, NAME),
    Case("a name of two hundred letters", picture(f"{LONG}.png"), NAME),
    Case("a name that Windows keeps for itself", picture("con.png"), NAME),
    Case("folders in folders, forty deep", deep_folders, NAME),
    Case("two names that differ in capitals only",
         both(picture("Shed.png"), lambda root: (PICTURE, 1)), "file-name-clash"),
    Case("two names that differ in a space only",
         both(picture("Shed .png"), lambda root: (PICTURE, 1)), "file-name-clash"),
    Case("two pages that differ in capitals only",
         both(written("docs/about/Contact.md", "---\nid: other\n---\n"),
              lambda root: (CONTACT, 1)), "file-name-clash"),
    Case("a page of HTML", written("docs/about/other.html", "<script>alert(1)</script>"),
         "file-kind"),
    Case("a file with a script", written("docs/assets/other.js", "alert(1)"), "file-kind"),
    Case("a file with a style", written("docs/assets/style/site.css", "p { color: red }"),
         "file-kind"),
    Case("a program", written("docs/assets/other.exe", b"MZ"), "file-kind"),
    Case("a file without an ending", written("docs/CNAME", "example.org"), "file-kind"),
    Case("a Markdown page with another ending", written("docs/about/other.markdown", "# One"),
         "file-kind"),
    Case("a link to a picture that begins with a dot",
         both(picture(".shed.png"), body("![A shed](../assets/pictures/.shed.png)")),
         "image-missing"),
    Case("a system file is ignored", written("docs/.DS_Store", b"\0\1"),
         renders="sheds@example.org"),
    Case("a lock file of an editor is ignored",
         linked("docs/about/.#contact.md", "someone@machine.4711"), renders="sheds@example.org"),
    Case("a link to a folder that begins with a dot", linked("docs/.git", "../overrides"), LINK),
)  # fmt: skip

PLACES = (
    Case("a page that is a link out of the tree", linked(CONTACT, "/etc/passwd"), LINK),
    Case("a page that is a link to another page", linked("docs/about/second.md", "contact.md"),
         LINK),
    Case("a picture that is a link out of the tree", linked(PICTURE, "/etc/passwd"), LINK),
    Case("a drawing that is a link out of the tree", linked(SHED, "/etc/passwd"), LINK),
    Case("a data file that is a link out of the tree", linked(ROLES, "/etc/passwd"), LINK),
    Case("a folder that is a link out of the tree", linked("docs/assets/etc", "/etc"), LINK),
    Case("a folder that is a link to itself", linked("docs/about/again", "."), LINK),
    Case("two folders that are links to each other",
         both(linked("docs/one", "two"), linked("docs/two", "one")), LINK, (LINK,)),
    Case("a link to nothing", linked("docs/about/second.md", "none.md"), LINK),
    Case("the folder of data is a link", linked("docs/_data", "../was-_data"), LINK),
    Case("docs is a link to elsewhere", linked_docs, LINK),
    Case("docs is a file", file_for("docs"), "docs-missing"),
    Case("docs is not there", no_docs, "docs-missing"),
    Case("docs is the project itself", text(SETTINGS, "docs_dir: docs", "docs_dir: ."),
         "docs-outside"),
    Case("docs is elsewhere", text(SETTINGS, "docs_dir: docs", "docs_dir: ../../.."),
         "docs-outside"),
    Case("docs is a folder of the machine", text(SETTINGS, "docs_dir: docs", "docs_dir: /etc"),
         "docs-outside"),
    Case("a page is a folder", folder_for(CONTACT), "file-is-folder"),
    Case("a data file is a folder", folder_for(ROLES), "file-is-folder"),
    Case("a picture is a folder", folder_for(PICTURE), "file-is-folder"),
    Case("the settings are a folder", folder_for(SETTINGS), "file-unreadable"),
    Case("the settings are not there", without(SETTINGS), "file-missing"),
    Case("a data file is not there", without(ROLES), "data-missing"),
    Case("the folder of data is a file", file_for("docs/_data"), "docs-missing"),
    Case("a page that is a pipe", pipe("docs/about/pipe.md"), "file-special"),
    Case("a picture that is a pipe", pipe("docs/assets/pictures/pipe.png"), "file-special"),
    Case("a data file that is a pipe", pipe(ROLES), "file-special"),
)  # fmt: skip

SIZES = (
    Case("a page of 50 megabytes", later(lambda: both(body("word " * 10_000_000), first(CONTACT))),
         "file-large"),
    Case("a line of 10 megabytes", later(lambda: both(body("x" * 10_000_000),
         first(CONTACT))), "file-large"),
    Case("a line of fifty thousand letters", body("x" * 50_000), "line-long"),
    Case("a hundred thousand headings", later(lambda: both(body("\n".join(
         f"## H {{: #h{n} }}\n" for n in range(100_000))), first(CONTACT))), "file-large"),
    Case("five thousand headings", later(lambda: both(body("\n".join(
         f"## Heading {{: #h{n} }}\n" for n in range(5000))), first(CONTACT))), "file-large"),
    Case("five thousand items", later(lambda: both(text(ROUND, "        - id: feel-roof\n", "".join(
         f"        - {{id: i{n}, what: Check one, why: It helps.}}\n" for n in range(5000))
         + "        - id: feel-roof\n"), first(ROUND))), "file-large"),
    Case("a field of two megabytes", later(lambda: both(text(CONTACT, "summary: An",
         f"summary: {'x' * 2_000_000} An"), first(CONTACT))), "file-large"),
    Case("a field of fifty thousand letters", text(CONTACT, "summary: An",
         f"summary: {'x' * 50_000} An"), "line-long"),
    Case("a word too long for any page", text(CONTACT, "summary: An", f"summary: {'x' * 1000} An"),
         "text-too-long"),
    Case("data of fifty megabytes", later(lambda: written(SOURCES, "# x\n" * 12_500_000)),
         "file-large"),
    Case("settings of fifty megabytes", later(lambda: both(text(SETTINGS, "site_name:",
         "# x\n" * 12_500_000 + "site_name:"), first(SETTINGS))), "file-large"),
    Case("a hundred thousand search words", later(lambda: both(
         front(f"search_words: [{'w, ' * 100_000}]"), first(CONTACT))), "file-large"),
    Case("eight thousand brackets that stay open", body("[" * 4000 + "\n" + "[" * 3999 + "."),
         renders="[[["),
    Case("four thousand stars", body("*a" * 1999 + "."), renders="a a a a"),
    Case("three thousand quotations in each other", body(">" * 3000 + " one"), "text-deep"),
    Case("a list three hundred deep", body("\n".join("  " * n + "- a" for n in range(300)),
         "  " * 9 + "- a"),
         "text-deep"),
    Case("four thousand ticks", body("`a" * 1999 + "."), renders="a a a a"),
)  # fmt: skip

GROUPS = {"names of files": NAMES, "places": PLACES, "sizes": SIZES}
