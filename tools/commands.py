"""The commands of `python -m tools`; their docstrings are the help that it shows.

A command imports what it needs when it runs, so that help and completion appear at once.
"""

from __future__ import annotations

import datetime as dt
import os
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

from typer import Argument, BadParameter, Context, Exit, Option, Typer

from tools.runtime.console import ask, can_ask, format_table, report, report_error

if TYPE_CHECKING:
    from tools.language import Language
    from tools.model.publication import Publication

MAKE, WRITE, PUBLISH, MAINTAIN = "Make", "Write", "Publish", "Look after"

# Shells complete only the commands of a program; `tools/setup.sh` writes one.
PROGRAM = "toolkit" if Path(sys.argv[0]).stem == "toolkit" else "python -m tools"
app = Typer(add_completion=PROGRAM == "toolkit")


def publication_language(root: Path) -> Language:
    """Return the language of the publication; English when its settings cannot be read."""
    from tools.errors import BuildError
    from tools.language import load_language
    from tools.model.loader import load_settings

    try:
        return load_settings(root).language
    except (BuildError, OSError):
        return load_language("en")


def report_word(root: Path, name: str) -> None:
    """Report an interface text in the language of the publication in `root`."""
    report(publication_language(root).word(name))


def report_warnings(publication: Publication, show_all: bool = False) -> None:
    """Report the problems of a publication that stop no build; of many of a kind only the first."""
    from tools.model.problems import NO_LIMITS, WARNING_LIMITS, format_warnings

    limits = NO_LIMITS if show_all else WARNING_LIMITS
    for line in format_warnings(publication.warnings, publication.language, limits):
        report(line)


def fail(*lines: str) -> NoReturn:
    """End the command as failed, after reporting why."""
    for line in lines:
        report_error(line)
    raise Exit(1)


def parse_shard(text: str) -> tuple[int, int]:
    """Return the number and the count in a shard such as `2/8`; raise BadParameter if none."""
    number, _, count = text.partition("/")
    if not (number.isdecimal() and count.isdecimal() and 1 <= int(number) <= int(count)):
        raise BadParameter(f"{text} is not a shard such as 2/8.", param_hint="--shard")
    return int(number), int(count)


@app.command(rich_help_panel=MAKE)
def build(context: Context) -> None:
    """Build all that changed, check it, and put it in site/."""
    from tools.build import last_build
    from tools.language import load_language
    from tools.runtime.project_lock import LOCKS_FOLDER, project_lock

    root = context.obj
    wait = partial(report_word, root, "waiting_for_lock")
    with project_lock(root / LOCKS_FOLDER, wait):
        if last_build.is_current(root):
            language, warnings = last_build.read_report(root)
            report("\n".join([*warnings, load_language(language).word("nothing_changed")]))
            return
    from tools.build.pipeline import build_project

    build_project(root, report)


@app.command(rich_help_panel=MAKE)
def pdf(context: Context) -> None:
    """Build pages and book in build/staged/, and leave site/ alone."""
    from tools.build.pipeline import run_steps

    run_steps(context.obj, report, "site", "clean", "book")


@app.command(rich_help_panel=MAKE)
def press(context: Context) -> None:
    """Build the book for print shop, booklet and proof."""
    from tools.build.pipeline import run_steps

    run_steps(context.obj, report, "site", "clean", "book", "press")


@app.command(rich_help_panel=MAKE)
def export(context: Context) -> None:
    """Build the data files in build/staged/, and leave site/ alone."""
    from tools.build.pipeline import run_steps

    run_steps(context.obj, report, "exports")


@app.command(rich_help_panel=MAKE)
def edition(
    context: Context,
    files: Annotated[list[Path], Argument(metavar="FILE", help="Files that describe editions.")],
    shard: Annotated[
        str, Option(metavar="I/N", help="Build every N-th file, from the I-th on.")
    ] = "1/1",
    press: Annotated[bool, Option("--press", help="Also build the book for a press.")] = False,
) -> None:
    """Build editions, each in build/editions/<id>/."""
    from tools.build.editions import build_editions

    build_editions(context.obj, files, report, parse_shard(shard), press)


@app.command(rich_help_panel=WRITE)
def serve(
    context: Context,
    address: Annotated[
        str, Option(metavar="HOST:PORT", help="Address to serve on.")
    ] = "127.0.0.1:8000",
) -> None:
    """Show the site in a browser, and follow each change."""
    from tools.build.preview_server import serve_project

    host, _, port = address.rpartition(":")
    if not (host and port.isdecimal()):
        raise BadParameter(f"{address} is not an address such as 127.0.0.1:8000.")
    serve_project(context.obj, host, int(port), publication_language(context.obj))


@app.command(rich_help_panel=WRITE)
def edit(
    context: Context,
    port: Annotated[
        int, Option(min=1, max=65534, help="Port to serve on; the preview takes the next one.")
    ] = 8000,
    open_page: Annotated[
        bool, Option("--open/--no-open", help="Open the editor in the browser.")
    ] = True,
) -> None:
    """Edit pages and data in a browser, with a live preview."""
    from tools.checks.release import get_current_date
    from tools.editor.server import serve_editor

    language = publication_language(context.obj)
    serve_editor(context.obj, ("127.0.0.1", port), language, get_current_date, open_page)


@app.command(rich_help_panel=WRITE)
def check(
    context: Context,
    release: Annotated[
        bool, Option("--release", help="Also check what matters on the day of publication.")
    ] = False,
    show_all: Annotated[
        bool, Option("--all", help="Show every problem, also of many of a kind.")
    ] = False,
) -> None:
    """Check the sources: front matter, checklists, links, data."""
    from tools.model.loader import load_cached_publication
    from tools.model.problems import InvalidPublicationError

    (context.obj / "build").mkdir(exist_ok=True)  # where what was found in pages is kept
    try:
        publication = load_cached_publication(context.obj)
    except InvalidPublicationError as error:
        fail(error.complete if show_all else str(error))
    if release:
        from tools.checks.release import check_release, get_current_date

        findings = [*check_release(publication, get_current_date())]
        if findings:
            fail(*findings)
    report_check(publication, show_all)


def report_check(publication: Publication, show_all: bool = False) -> None:
    """Report that the sources of a publication are right, and what may be better."""
    report_warnings(publication, show_all)
    word, checklists = publication.language.word, publication.pages_with_checklist
    passed = word("check_warned" if publication.warnings else "check_passed")
    report(passed.format(count=len(publication.pages), lists=len(checklists)))


@app.command(rich_help_panel=WRITE)
def rules(
    context: Context,
    code: Annotated[
        str, Argument(metavar="CODE", show_default=False, help="A rule to explain, such as W101.")
    ] = "",
) -> None:
    """List the rules with their levels, or explain one."""
    from tools.authoring.rule_index import find_rule, load_index, read_levels

    index, levels = load_index(publication_language(context.obj).code), read_levels(context.obj)
    entry = find_rule(code)
    if entry:
        report("\n".join(index.describe_rule(entry, levels)))
    elif code:
        fail(index.labels["unknown"].format(id=code))
    else:
        report("\n".join(index.list_rules(levels)))


@app.command(rich_help_panel=WRITE)
def new(
    context: Context,
    kind: Annotated[str, Argument(help="A kind of page from mkdocs.yml.")],
    slug: Annotated[str, Argument(help="Name of its file, and its id.")],
    title: Annotated[str, Argument(help="Title of the page.")],
) -> None:
    """Make a page from the template of its kind."""
    from tools.authoring.new_page import check_new_page, create_page
    from tools.checks.release import get_current_date
    from tools.model.loader import load_project

    project = load_project(context.obj)
    page = create_page(project, kind, slug, title, get_current_date())
    report("\n".join(page.messages))
    check_new_page(page, project.language)


@app.command("import", rich_help_panel=WRITE)
def import_(
    context: Context,
    file: Annotated[Path, Argument(help="A Word, Excel, CSV, Markdown or text file.")],
    page: Annotated[
        str | None, Option("--page", metavar="NAME", help="Name of the file of the new page.")
    ] = None,
    title: Annotated[
        str | None, Option("--title", help="Title of the page (default: that in the file).")
    ] = None,
    kind: Annotated[str | None, Option("--kind", help="A kind of page from mkdocs.yml.")] = None,
    add_fields: Annotated[
        bool, Option("--add-fields", help="Make fields of columns that have none.")
    ] = False,
) -> None:
    """Make a page of a checklist in another format."""
    from tools.authoring.importing.import_checklist import Request, import_checklist
    from tools.model.loader import load_project

    project = load_project(context.obj)
    request = Request(file, page, title, kind, add_fields)
    lines, problems = import_checklist(project, request)
    report("\n".join(lines))
    if problems:
        messages = [problem.format_message(project.language) for problem in problems]
        fail(*messages, project.language.word("import_problems").format(count=len(problems)))


@app.command(rich_help_panel=WRITE)
def ids(context: Context) -> None:
    """Write an id into each page and item without one."""
    from tools.authoring.write_ids import write_ids
    from tools.model.loader import load_project

    project = load_project(context.obj)
    word, written = project.language.word, write_ids(project)
    if written.lines:
        report("\n".join(written.lines))
        counts = {"ids": len(written.lines), "pages": written.page_count}
        report(word("ids_written").format(**counts))
    if written.failures:
        fail(*written.failures)
    if not written.lines:
        report(word("ids_complete"))


@app.command(rich_help_panel=WRITE)
def move(
    context: Context,
    page: Annotated[str, Argument(help="File or id of the page.")],
    target: Annotated[str, Argument(metavar="FILE", help="Its new file, or a folder.")],
) -> None:
    """Move a page, with links, menu and redirect."""
    from tools.authoring.move_page import move_page
    from tools.model.loader import load_project

    report("\n".join(move_page(load_project(context.obj), page, target)))


@app.command(rich_help_panel=WRITE)
def remove(
    context: Context,
    page: Annotated[str, Argument(help="File or id of the page.")],
    to: Annotated[
        str | None, Option("--to", metavar="PAGE", help="The page that readers get instead.")
    ] = None,
) -> None:
    """Remove a page, also from menu, book, lists and data."""
    from tools.authoring.remove_page import needs_successor, remove_page
    from tools.model.loader import load_project
    from tools.model.problems import InvalidPublicationError

    project = load_project(context.obj)
    if to is None and can_ask() and needs_successor(project, page):
        to = ask(project.language.word("remove_ask"))
    lines, problems = remove_page(project, page, to)
    report("\n".join(lines))
    if problems:
        raise InvalidPublicationError(problems, project.language)


@app.command(rich_help_panel=WRITE)
def clean(
    context: Context,
    pages: Annotated[list[str], Argument(metavar="PAGE", help="Files or ids of pages.")],
) -> None:
    """Clean pages of what office programs leave in pasted text."""
    from tools.authoring.clean_pages import clean_pages, find_file
    from tools.model.loader import load_settings

    settings, root = load_settings(context.obj), context.obj.resolve()
    files = []
    for page in pages:
        file = find_file(root, settings.docs_folder.resolve(), page)
        if file is None:
            fail(settings.language.word("clean_unreadable").format(file=page))
        files.append(file)
    report("\n".join(clean_pages(root, files)) or settings.language.word("clean_none"))


@app.command(rich_help_panel=WRITE)
def prose(
    context: Context,
    pages: Annotated[
        list[str] | None, Argument(metavar="PAGE", help="Files or ids (default: all pages).")
    ] = None,
    alike: Annotated[
        bool, Option("--alike", help="List items of different lists that are most alike.")
    ] = False,
) -> None:
    """Check and measure the sentences and words of the pages."""
    from tools.model.loader import load_project
    from tools.prose.report import prose_report
    from tools.prose.similarity import report_pairs

    project = load_project(context.obj)
    if alike:
        report("\n".join(report_pairs(project)))
        return
    files = {page.id: page.file for page in project.pages}
    lines, passed = prose_report(project, {files.get(name) or Path(name) for name in pages or ()})
    report("\n".join(lines))
    if not passed:
        fail()


@app.command(rich_help_panel=WRITE)
def words(
    context: Context,
    given: Annotated[
        list[str] | None, Argument(metavar="WORD", help="Words that are right, with --add.")
    ] = None,
    add: Annotated[bool, Option("--add", help="Add words to the publication's own list.")] = False,
) -> None:
    """List words that the dictionary does not know."""
    from tools.model.loader import load_project
    from tools.prose import spelling
    from tools.runtime.files import write_file

    project = load_project(context.obj)
    word = project.language.word
    if add != bool(given):
        fail(word("spelling_none_given"))
    if given:
        path = context.obj / spelling.words_path(project)
        text = path.read_text(encoding="utf-8") if path.is_file() else ""
        report(str(write_file(path, spelling.add_words(project, text, given))))
        return
    unknown = spelling.find_unknown_words(project)
    report("\n".join(map(str, unknown)) or word("spelling_none"))
    if unknown:
        listed = " ".join(dict.fromkeys(found.word for found in unknown))
        fail(word("spelling_found").format(count=len(unknown), words=listed))


@app.command(rich_help_panel=WRITE)
def begin(
    context: Context,
    name: Annotated[
        str, Argument(show_default=False, help="Name of the publication (default: ask).")
    ] = "",
    slug: Annotated[
        str | None, Option(help="Name of the files that readers download (default: by its name).")
    ] = None,
    language: Annotated[
        str | None, Option(metavar="CODE", help="Language of text and interface (default: en).")
    ] = None,
    kinds: Annotated[
        str, Option(metavar="NAMES", help="Kinds of page, such as 'Recipe, Story'.")
    ] = "",
    fields: Annotated[
        str, Option(metavar="NAMES", help="Fields of an item, such as 'who, when, Cost:number'.")
    ] = "",
    replace: Annotated[
        bool, Option("--replace", help="Move the publication that is here to build/aside/.")
    ] = False,
) -> None:
    """Begin a publication of your own."""
    from tools.authoring.begin import begin_publication
    from tools.authoring.begin_questions import gather_answers, may_replace
    from tools.checks.release import get_current_date
    from tools.language import available_languages
    from tools.model.loader import SETTINGS_FILE

    if language and language not in available_languages():
        choices = ", ".join(available_languages())
        raise BadParameter(f"{language} is not one of {choices}.", param_hint="--language")
    root = context.obj
    beginning = gather_answers(name, slug, language, kinds, fields)
    replace = replace or may_replace(root, beginning.language)
    files, aside = begin_publication(root, beginning, get_current_date(), replace)
    write_editor_files(root)
    word = beginning.language.word
    if aside:
        report(word("begin_aside").format(folder=aside))
    report(word("begin_made").format(count=len(files), settings=SETTINGS_FILE, docs="docs/"))
    report(word("begin_next").format(kind=beginning.first_kind))


@app.command(rich_help_panel=PUBLISH)
def release(
    context: Context,
    version: Annotated[
        str | None, Option(metavar="TEXT", help="The version of the publication.")
    ] = None,
    date: Annotated[
        dt.date | None,
        Option(parser=dt.date.fromisoformat, metavar="DATE", help="Its date (default: today)."),
    ] = None,
    what: Annotated[
        list[str] | None,
        Option(metavar="[PAGE=]TEXT", help="What changed for readers, on a page or elsewhere."),
    ] = None,
    redirect: Annotated[
        list[str] | None,
        Option(metavar="OLD=PAGE", help="The page that readers get at an old address."),
    ] = None,
    accept_words: Annotated[
        bool, Option("--accept-words", help="Add unknown words to the publication's list.")
    ] = False,
    dry_run: Annotated[
        bool, Option("--dry-run", help="Write nothing; show what would be.")
    ] = False,
    reset: Annotated[
        bool, Option("--reset", help="Forget earlier releases, while nobody has one.")
    ] = False,
) -> None:
    """Gather and record what a release needs."""
    from tools.checks.release import check_release, get_current_date
    from tools.model.loader import load_cached_project, load_cached_publication
    from tools.publish.release import describe_differences, write_release
    from tools.publish.release_plan import ReleasePlan, parse_answers

    root, day = context.obj, get_current_date()
    language = load_cached_publication(root).language
    project = load_cached_project(root)
    make_plan = ReleasePlan.start_over if reset else ReleasePlan
    answers = parse_answers(project, version, date, what or (), redirect or (), accept_words)
    plan = make_plan(project, answers, day)
    report("\n".join(describe_differences(plan.differences)))
    while plan.questions and can_ask() and not dry_run:
        question = plan.questions[0]
        answers = question.answer(answers, ask(question.text, question.default))
        plan = make_plan(project, answers, day)
    missing = [f"  {question.usage}  {question.text}" for question in plan.questions]
    if missing and not dry_run:
        fail(language.word("release_missing"), *missing)
    if dry_run:
        report(
            "\n".join([language.word("release_planned"), *plan.edits.changes.describe(), *missing])
        )
        return
    lines = write_release(plan)
    report(
        "\n".join(
            [language.word("release_written"), *lines] if lines else [language.word("release_none")]
        )
    )
    remaining = [*check_release(load_cached_publication(root), day)]
    if remaining:
        report("\n".join([language.word("release_left"), *remaining]))


@app.command(rich_help_panel=PUBLISH)
def links(
    context: Context,
    online: Annotated[bool, Option("--online", help="Ask each one whether it answers.")] = False,
) -> None:
    """List the links to other sites, each with its pages."""
    site = context.obj / "site"
    if not site.is_dir():
        word = publication_language(context.obj).word
        fail(word("site_missing").format(site=f"{site.name}/"))
    from tools.checks.links import collect_external_links, request_status
    from tools.site.built_pages import read_pages

    failed = False
    for url, pages in collect_external_links(read_pages(site)).items():
        status = request_status(url) if online else ""
        failed = failed or status.startswith("!")
        report(f"{status} {url} ({', '.join(pages)})".lstrip())
    if failed:
        fail()


@app.command(rich_help_panel=MAINTAIN)
def reviews(
    context: Context,
    by: Annotated[
        dt.date | None,
        Option(
            parser=dt.date.fromisoformat, metavar="DATE", help="Due by this day (default: today)."
        ),
    ] = None,
) -> None:
    """List what is due for review: pages, facts and checklists."""
    from tools.checks.release import get_current_date, list_reviews
    from tools.model.loader import load_cached_publication

    language = load_cached_publication(context.obj).language
    day, planned = by or get_current_date(), list_reviews(context.obj)
    by_date = language.format_date(day)
    rows = [
        (language.format_date(review.due_date), review.place, review.title) for review in planned
    ]
    count = sum(review.due_date <= day for review in planned)
    if count:
        report("\n".join(format_table(rows[:count])))
        report(language.word("due_count").format(count=count, by=by_date))
    elif rows:
        date, place, title = rows[0]
        report(language.word("due_none").format(by=by_date, date=date, place=place, title=title))


@app.command(rich_help_panel=MAINTAIN)
def upgrade(
    context: Context,
    dry_run: Annotated[
        bool, Option("--dry-run", help="Write nothing; show the changes as a diff.")
    ] = False,
) -> None:
    """Bring a publication of an earlier generator up to date."""
    from tools.authoring.editor_files import SCHEMA_FOLDER
    from tools.authoring.upgrade import plan_upgrade
    from tools.model.loader import load_cached_publication
    from tools.model.rules.schema_version import SCHEMA_VERSION

    root = context.obj
    plan = plan_upgrade(root)
    if plan is None:
        report(publication_language(root).word("upgrade_none").format(known=SCHEMA_VERSION))
        return
    word, count = plan.language.word, len(plan.files.edits)
    if dry_run:
        report("\n".join(plan.diff()))
        report(word("upgrade_planned").format(count=count))
        return
    plan.apply()
    report("\n".join(plan.describe()))
    report(word("upgrade_done").format(found=plan.found, known=SCHEMA_VERSION, count=count))
    if (root / SCHEMA_FOLDER).is_dir():
        write_editor_files(root)
    report_check(load_cached_publication(root))


@app.command(rich_help_panel=MAINTAIN)
def doctor(
    install: Annotated[
        bool, Option("--install", help="Install what is missing, if allowed.")
    ] = False,
    tests: Annotated[bool, Option("--tests", help="Also what only the tests need.")] = False,
) -> None:
    """Check that this machine has what is needed."""
    from tools.runtime.doctor import check_machine

    if not check_machine(install, tests):
        fail()


@app.command(rich_help_panel=MAINTAIN)
def schema(context: Context) -> None:
    """Write schemas and snippets for text editors, and the guides."""
    from tools.authoring.rule_index import render_guides
    from tools.authoring.settings_guide import build_settings_guide, guide_path
    from tools.language import available_languages, load_language
    from tools.runtime.files import write_file

    for name in write_editor_files(context.obj):
        report(name)
    languages = map(load_language, available_languages())
    guides = {guide_path(one.code): build_settings_guide(one) for one in languages}
    for path, text in {**guides, **render_guides()}.items():
        report(os.path.relpath(write_file(path, text), context.obj))


def write_editor_files(root: Path) -> list[str]:
    """Write the files for editors of a project; return their paths in it."""
    from tools.authoring.editor_files import build_editor_files
    from tools.model.loader import load_settings
    from tools.runtime.files import write_file

    settings = load_settings(root)
    files = build_editor_files(settings.mkdocs.publication, settings.language)
    for name, text in files.items():
        write_file(root / name, text)
    return [*files]


@app.command(rich_help_panel=MAINTAIN)
def ornament(context: Context) -> None:
    """Draw a shoal for home page, covers and icons, in your colours."""
    from tools.brand.ornament import draw_all
    from tools.model.loader import load_settings
    from tools.runtime.files import write_file

    project = load_settings(context.obj)
    folder = project.docs_folder / "assets" / "drawings"
    for name, drawing in draw_all(project.mkdocs.publication.identity.colours.palette).items():
        report(str(write_file(folder / name, drawing).relative_to(context.obj)))


@app.command(rich_help_panel=MAINTAIN)
def hash_sources(
    context: Context,
    texts: Annotated[list[Path], Argument(metavar="TEXT", help="Files with source texts.")],
) -> None:
    """Hash source texts, so that a build finds copied sentences."""
    from tools.checks.copied_text import SHINGLES_FILE, hash_shingles

    missing = [str(path) for path in texts if not path.is_file()]
    if missing:
        word = publication_language(context.obj).word
        fail(word("texts_missing").format(files=", ".join(missing)))
    hashes = set[str]().union(*(hash_shingles(path.read_text(encoding="utf-8")) for path in texts))
    path = context.obj / "docs" / "_data" / SHINGLES_FILE
    path.write_text("\n".join(sorted(hashes)) + "\n", encoding="utf-8")
    report(str(path))
