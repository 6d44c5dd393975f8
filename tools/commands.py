"""What each command does, with the options that it was given; the exit code comes back."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tools import system
from tools.begin import begin, take_back
from tools.checks.due import due, reviews
from tools.checks.links import ask, outside_links
from tools.checks.pages import read_pages
from tools.checks.quotations import RUNS, hashed_runs
from tools.checks.release import check_release, today
from tools.editions.build import make_editions
from tools.errors import BuildError
from tools.language import Language, load_language
from tools.model.draft import ADDRESSES, DATA, read_draft
from tools.model.json_schema import editor_files
from tools.model.problems import InvalidPublicationError
from tools.model.publication import SETTINGS, current_publication, read_settings
from tools.model.released import RELEASED, released_text
from tools.model.things import things
from tools.new import make_page
from tools.pipeline import run, run_steps
from tools.prose.report import report
from tools.publish.moved import noted
from tools.shoal import drawings
from tools.site import serve_site

NOTES = (ADDRESSES, RELEASED)


def root_of(options: argparse.Namespace) -> Path:
    """Give the project's folder."""
    project: Path = options.project
    return project.resolve()


def language_of(options: argparse.Namespace) -> Language:
    """Give the language of the publication, or English when its settings cannot be read."""
    try:
        return read_settings(root_of(options))[2]
    except (BuildError, OSError):
        return load_language("en")


def say(line: str) -> None:
    """Tell something on the way, at once, also where the screen knows few letters."""
    known = sys.stdout.encoding or "utf-8"
    print(line.encode(known, "replace").decode(known), flush=True)


def build(options: argparse.Namespace) -> int:
    """Make everything."""
    run(root_of(options), say)
    return 0


def edition(options: argparse.Namespace) -> int:
    """Make the editions that the files describe."""
    make_editions(root_of(options), options.files, say, options.shard, options.press)
    return 0


def pdf(options: argparse.Namespace) -> int:
    """Make the pages and the book."""
    run_steps(root_of(options), say, "site", "tidy", "book")
    return 0


def press(options: argparse.Namespace) -> int:
    """Make the pages and the book, and the book for a press."""
    run_steps(root_of(options), say, "site", "tidy", "book", "press")
    return 0


def export(options: argparse.Namespace) -> int:
    """Make the data files."""
    run_steps(root_of(options), say, "exports")
    return 0


def check(options: argparse.Namespace) -> int:
    """Judge the sources; with `--release` also what ages."""
    publication = current_publication(root_of(options))
    findings = list(check_release(publication, today())) if options.release else []
    for finding in findings:
        print(finding, file=sys.stderr)
    if not findings:
        lists, word = len(publication.list_pages), publication.language.word
        say(word("all_well").format(count=len(publication.pages), lists=lists))
    return 1 if findings else 0


def begin_own(options: argparse.Namespace) -> int:
    """Write a publication to begin with, judge it, and write the help for editors of its text."""
    root = root_of(options)
    made = begin(root, options.slug, options.name, options.language, today())
    try:
        current_publication(root)
        write_editor_files(root)
    except BaseException:
        take_back(root)
        raise
    word = load_language(options.language).word
    say(word("begin_made").format(count=len(made), settings=SETTINGS, docs="docs/"))
    say(word("begin_next"))
    return 0


def new(options: argparse.Namespace) -> int:
    """Make a page, and judge the publication with it; a page that is wrong is taken back."""
    root = root_of(options)
    draft = read_draft(root, *read_settings(root))
    page = make_page(draft, options.kind, options.slug, options.title, today())
    say("\n".join(page.said))
    try:
        current_publication(root)
    except InvalidPublicationError as error:
        own = [
            one for one in error.problems if one.file == page.file and one.code != "menu-missing"
        ]
        if own:
            page.undo()
            raise InvalidPublicationError(own, draft.language) from error
    return 0


def language(options: argparse.Namespace) -> int:
    """Judge the language of the pages; past a limit is a failure, advice is not."""
    draft = read_draft(root_of(options), *read_settings(root_of(options)))
    files = {page.id or "": page.document.file for page in draft.pages}
    asked = {files.get(name) or Path(name) for name in options.pages}
    lines, well = report(draft, asked)
    say("\n".join(lines))
    return 0 if well else 1


def due_again(options: argparse.Namespace) -> int:
    """List what is to be checked again by a day, soonest first; nothing is wrong with that yet."""
    root = root_of(options)
    language = current_publication(root).language
    word, by = language.word, options.by or today()
    found = due(root, by)
    for one in found or reviews(root)[:1]:
        place = f"{one.file}:{one.line}"
        told = {"date": language.date(one.again), "place": place, "title": one.title}
        say(word("due" if found else "due_none").format(by=language.date(by), **told))
    if found:
        say(word("due_count").format(count=len(found), by=language.date(by)))
    return 0


def serve(options: argparse.Namespace) -> int:
    """Serve the pages live."""
    serve_site(root_of(options), options.address)
    return 0


def addresses(options: argparse.Namespace) -> int:
    """List every outside address once, with its pages; ask them only when told to."""
    site = root_of(options) / "site"
    if not site.is_dir():
        lacking = language_of(options).word("site_lacking").format(site=f"{site.name}/")
        print(lacking, file=sys.stderr)
        return 1
    found = outside_links(read_pages(site))
    silent = 0
    for address, pages in found.items():
        answer = ask(address) if options.online else ""
        silent += answer.startswith("!")
        say(" ".join(part for part in (answer, address, f"({', '.join(pages)})") if part))
    return 1 if silent else 0


def released(options: argparse.Namespace) -> int:
    """Note the addresses that are published, with those that lead on, and what stands there."""
    root = root_of(options)
    settings, node, language = read_settings(root)
    home = root / settings.docs_dir / DATA
    former = {path: path.read_bytes() for name in NOTES if (path := home / name).is_file()}
    try:
        for path in former if options.anew else ():
            path.unlink()
        publication = current_publication(root)
        draft = read_draft(root, settings, node, language)
        texts = noted(publication), released_text(things(draft))
        for name, text in zip(NOTES, texts, strict=True):
            (home / name).write_text(text, encoding="utf-8")
    except BaseException:  # also when stopped halfway: what was noted of a release is never lost
        for path in (home / name for name in NOTES):
            if path in former:
                path.write_bytes(former[path])
            else:
                path.unlink(missing_ok=True)
        raise
    for name in NOTES:
        say(f"{home / name}")
    return 0


def draw(options: argparse.Namespace) -> int:
    """Draw the ornament: the same every time."""
    home = root_of(options) / "overrides" / "assets" / "drawings"
    for name, drawing in drawings().items():
        (home / name).write_text(drawing, encoding="utf-8")
        say(f"{home / name}")
    return 0


def schema(options: argparse.Namespace) -> int:
    """Write the files for editors, in the publication's language."""
    for name in write_editor_files(root_of(options)):
        say(name)
    return 0


def write_editor_files(root: Path) -> list[str]:
    """Write the files for editors of a project; give their paths in it."""
    _, _, language = read_settings(root)
    files = editor_files(language)
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return [*files]


def runs(options: argparse.Namespace) -> int:
    """Write the hashes of all word runs of the given texts; the texts themselves stay out."""
    home = root_of(options) / "docs" / "_data" / RUNS
    lacking = [str(path) for path in options.texts if not path.is_file()]
    if lacking:
        told = language_of(options).word("texts_lacking").format(files=", ".join(lacking))
        print(told, file=sys.stderr)
        return 1
    texts = [path.read_text(encoding="utf-8") for path in options.texts]
    home.write_text("\n".join(sorted(set().union(*map(hashed_runs, texts)))) + "\n")
    say(f"{home}")
    return 0


def examine(options: argparse.Namespace) -> int:
    """Look at the machine."""
    return system.examine(install=options.install, tests=options.tests)
