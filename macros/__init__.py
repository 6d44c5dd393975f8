"""The macros that pages can call. Only this module knows mkdocs-macros.

Each macro is a function of a `MacroContext` and the arguments of the call; it finds its objects in
the model and renders a template from `overrides/macros/`.
"""

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

from mkdocs.exceptions import PluginError

from macros import checklists, pages, sources
from macros.context import MacroContext
from tools.language import load_language
from tools.markup.engine import ReadingExtension
from tools.markup.extension import MarkupExtension
from tools.markup.normalise import join_lines, normalise
from tools.markup.source import parse_source
from tools.model.entities.page import Page
from tools.model.loader import load_cached_publication
from tools.model.macro_signatures import MACRO_ARGUMENT_COUNTS
from tools.model.problems import InvalidPublicationError
from tools.model.publication import Publication
from tools.model.reading.markdown import parse_template
from tools.model.reading.task_list import remove_task_list
from tools.publish.feed import FEED_PATH, has_feed
from tools.publish.metadata import build_metadata
from tools.render import site_paths
from tools.render.environment import jinja_environment
from tools.render.imprint import based_on_line
from tools.site.bundle import SCRIPTS
from tools.site.engine import list_styles, write_coloured_assets
from tools.site.pruned_nav import has_pruned_nav

MACRO_FUNCTIONS: dict[str, Callable[..., str]] = {
    name: getattr(module, name)
    for module in (checklists, pages, sources)
    for name in MACRO_ARGUMENT_COUNTS
    if hasattr(module, name)
}


def define_env(env: Any) -> None:
    """Register every macro, and set the variables of the theme.

    Raises PluginError, the engine's own error, when the publication has problems.
    """
    extra = env.conf["extra"]
    publication = extra.get("model") or load_for_engine(env.conf["config_file_path"])
    templates = jinja_environment(publication)

    def bind(function: Callable[..., str]) -> Callable[..., str]:
        @wraps(function)
        def call(*args: str) -> str:
            page = publication.pages_by_source[Path(env.page.file.src_uri)]
            return function(MacroContext(publication, page, templates), *args)

        return call

    for name, function in MACRO_FUNCTIONS.items():
        env.macro(bind(function), name)
    if publication.foreword_page:  # generated, so no editor calls this macro
        env.macro(bind(pages.page_foreword), pages.page_foreword.__name__)
    if publication.logo:
        env.conf["theme"]["logo"] = publication.logo
    toc = env.conf["mdx_configs"].setdefault("toc", {})
    toc.setdefault("permalink_title", publication.language.word("heading_link"))
    extra.setdefault("styles", list_styles(env.conf))
    extra.setdefault("scripts", SCRIPTS)
    extra.update(build_theme_variables(publication))
    extra["svg"] = templates.globals["svg"]
    words = load_language(publication.content_language).interface  # of the text
    env.conf["markdown_extensions"] += [MarkupExtension(words), ReadingExtension()]


def build_theme_variables(publication: Publication) -> dict[str, Any]:
    """Return the variables that the theme finds in `config.extra`, beside those of the engine."""
    settings, language, edition = publication.settings, publication.language, publication.edition
    makers = based_on = ""
    if edition:
        original = edition.based_on
        makers = language.word("by_makers").format(name=original.name, version=original.version)
        based_on = based_on_line(publication)
    drawing = settings.identity.drawings.home
    return {
        "model": publication,
        "home_drawing": publication.read_coloured(publication.docs_folder / drawing).strip()
        if drawing
        else "",
        "publication": settings.model_dump(),
        "based_on": based_on,
        "makers": makers,
        "pruned": has_pruned_nav(publication),
        "book": site_paths.book_path(settings.slug),
        "feed": FEED_PATH if has_feed(publication) else "",
        "interface": language.interface,
        "script_words": language.scripts,
        "pages": {
            id_: build_page_variables(publication, page) for id_, page in publication.pages.items()
        },
    }


def build_page_variables(publication: Publication, page: Page) -> dict[str, Any]:
    """Return what the theme shows of a page beside its text."""
    kind = publication.settings.kinds[page.meta.kind]
    has_handout = publication.has_handout(page)
    return {
        "title": page.title,
        "kind": publication.format_kind(page),
        "hue": publication.get_hue(page),
        "handout": site_paths.handout_path(publication, page) if has_handout else "",
        "url": page.url,
        "by_makers": kind.by_makers,
        "checklist": page.meta.checklist.id if page.meta.checklist else "",
        "metadata": build_metadata(publication, page),
        "minutes": publication.estimate_reading_minutes(page),
    }


def on_pre_page_macros(env: Any) -> None:
    """Replace the front matter of a page, as the theme sees it, by that of the model.

    A checklist that is written as a task list leaves the text: the macro above it shows it.

    The engine reads YAML 1.1, where `yes` is no text and 22:22 is a number. Front matter that it
    cannot read it takes for text: raises PluginError then, so that this text is not published.
    """
    page = env.conf["extra"]["model"].pages_by_source[Path(env.page.file.src_uri)]
    if not env.page.meta:
        raise PluginError(
            f"{page.source_path}: the engine cannot read this front matter as YAML 1.1"
        )
    env.page.meta.clear()
    env.page.meta.update(page.meta.model_dump(exclude_none=True))
    env.page.meta["description"] = page.description
    env.markdown = write_template(page, remove_task_list(env.markdown))


def write_template(page: Page, text: str) -> str:
    """Return the text of a page as the engine must read it, with its macro calls.

    Raises PluginError when Jinja would run more of it than calls, which the rules have reported.
    """
    template = join_lines(normalise(parse_source(text), aliases=page.aliases))
    _, code = parse_template(template)
    if code:
        raise PluginError(f"{code[0].excerpt} is no macro call")
    return template


def on_post_build(env: Any) -> None:
    """Write the theme's own assets in the colours of the publication."""
    write_coloured_assets(env.conf["extra"]["model"], Path(env.conf["site_dir"]))


def load_for_engine(settings_file: str) -> Publication:
    """Return the publication of a settings file, for the live server, which has only that.

    Raises PluginError when the publication has problems.
    """
    try:
        return load_cached_publication(Path(settings_file).parent)
    except InvalidPublicationError as error:
        raise PluginError(f"\n{error}") from error
