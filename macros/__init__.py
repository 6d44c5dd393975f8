"""The macros that pages can call. Only this module knows mkdocs-macros.

Each macro is a function of a `MacroContext` and the arguments of the call; it finds its objects in
the model and renders a template from `overrides/macros/`.
"""

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

from mkdocs.exceptions import PluginError

from macros import canvases, checklists, pages, sources
from macros.context import MacroContext
from tools.build.last_good import Preview, load_preview
from tools.build.live import (
    UNMADE_PAGE,
    check_live_site,
    complete_site,
    has_documents,
    link_unmade_documents,
    list_documents,
)
from tools.build.notices import add_notices, create_notices
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
from tools.model.reading.page_title import remove_title
from tools.model.reading.task_list import remove_task_list
from tools.publish.checklist_view import render_card
from tools.publish.feed import FEED_PATH, has_feed
from tools.publish.metadata import build_metadata
from tools.render import site_paths
from tools.render.environment import jinja_environment, render_template
from tools.render.imprint import based_on_line
from tools.site.engine import (
    accept_places,
    bundle_assets,
    record_authored,
    write_coloured_assets,
)
from tools.site.pruned_nav import has_pruned_nav
from tools.site.published_files import publish_files

MACRO_FUNCTIONS: dict[str, Callable[..., str]] = {
    name: getattr(module, name)
    for module in (canvases, checklists, pages, sources)
    for name in MACRO_ARGUMENT_COUNTS
    if hasattr(module, name)
}


SERVED_FOLDER = "mkdocs_"  # how the name of the folder begins in which the engine's server builds


def define_env(env: Any) -> None:
    """Register every macro, and set the variables of the theme.

    Raises PluginError, the engine's own error, when the publication has problems.
    """
    extra = env.conf["extra"]
    publication = extra.get("model") or prepare_plain_build(env.conf)
    templates = jinja_environment(publication)

    def bind(function: Callable[..., str]) -> Callable[..., str]:
        @wraps(function)
        def call(*args: str) -> str:
            page = find_page(env)
            if page is None:
                raise PluginError(f"{env.page.file.src_uri}: no page of the publication")
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
    styles, scripts = extra["bundles"] = bundle_assets(publication, env.conf)
    own_styles = [name for name in env.conf["extra_css"] if name not in styles.sources]
    extra.update(styles=[styles.path, *own_styles], scripts=[scripts.path])
    extra["authored"] = record_authored(publication, env.conf)
    accept_places(publication, env.conf)
    run_last(env)
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
        "home_questions": render_template(
            publication, "macros/home_questions.html", link=publication.start_page.get_relative_url
        ),
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
        "title_id": page.title_id,
        "kind": publication.format_kind(page),
        "hue": publication.get_hue(page),
        "story": render_story_opening(publication, page),
        "handout": site_paths.handout_path(publication, page) if has_handout else "",
        "url": page.url,
        "by_makers": kind.by_makers,
        "card": render_card(publication, page),
        "list": site_paths.list_path(publication, page.meta.checklist.id)
        if page.meta.checklist
        else "",
        "metadata": build_metadata(publication, page),
        "minutes": publication.estimate_reading_minutes(page),
        "edit": publication.has_edit_link(page),
    }


def render_story_opening(publication: Publication, page: Page) -> str:
    """Render what the story of a page opens with, and its strip; empty without a story."""
    names = ("story_opening", "story_strip") if page.meta.story else ()
    return "\n".join(
        render_template(publication, f"macros/{name}.html", story=page.meta.story, cites=True)
        for name in names
    )


def run_last(env: Any) -> None:
    """Have `on_post_build` run when all plug-ins have written their files."""
    methods = env.conf["plugins"].events["post_build"]
    for method in [one for one in methods if getattr(one, "__self__", None) is env]:
        methods.remove(method)
        methods.append(method)


def find_page(env: Any) -> Page | None:
    """Return the page that is being rendered; None for one that another plugin made."""
    publication: Publication = env.conf["extra"]["model"]
    return publication.pages_by_source.get(Path(env.page.file.src_uri))


def on_pre_page_macros(env: Any) -> None:
    """Replace the front matter of a page, as the theme sees it, by that of the model.

    Keys that the model does not have are those of plug-ins, and stay. A checklist that is written
    as a task list leaves the text: the macro above it shows it. So does the title, which the theme
    shows.

    The engine reads YAML 1.1, where `yes` is no text and 22:22 is a number. Front matter that it
    cannot read it takes for text: raises PluginError then, so that this text is not published.
    """
    page = find_page(env)
    if page is None:
        return
    if not env.page.meta and env.markdown.startswith("---"):
        raise PluginError(
            f"{page.source_path}: the engine cannot read this front matter as YAML 1.1"
        )
    for name in type(page.meta).model_fields:
        env.page.meta.pop(name, None)
    env.page.meta.update(page.meta.model_dump(exclude_none=True))
    env.page.meta["description"] = page.description
    env.markdown = write_template(page, remove_title(remove_task_list(env.markdown)))


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
    """Complete the site that the engine built.

    Of a plain build, the last of the engine's own events adds all but documents on paper.
    """
    extra, site = env.conf["extra"], Path(env.conf["site_dir"])
    publication = extra["model"]
    write_coloured_assets(publication, site)
    publish_files(publication, site)
    for bundle in extra["bundles"]:
        bundle.write(site)
    if "preview" in extra:
        finish_plain_build(env.conf, publication, site)


def prepare_plain_build(config: Any) -> Publication:
    """Return the publication for a build that the engine's own command runs.

    Its live server shows the last good state of a page with a mistake. Raises PluginError when the
    publication has problems, or when a whole site would lose its documents.
    """
    root, site = Path(config["config_file_path"]).parent, Path(config["site_dir"])
    try:
        preview = (
            load_preview(root) if is_served(config) else Preview(load_cached_publication(root))
        )
    except InvalidPublicationError as error:
        raise PluginError(f"\n{error}") from error
    publication = preview.publication
    if has_documents(site):
        raise PluginError(publication.language.word("plain_over_whole").format(site=site.name))
    if is_served(config):
        config["docs_dir"] = str(publication.docs_folder)
        config["strict"] = False  # its server would hang; the rules have judged the sources
    config["extra"].update(preview=preview, unmade=[*list_documents(publication)])
    config["theme"].static_templates.add(UNMADE_PAGE)
    return publication


def finish_plain_build(config: Any, publication: Publication, site: Path) -> None:
    """Add to the pages of a plain build what is not paper, and notices of problems.

    Raises PluginError with the findings in the site; the live server shows it in any case.
    """
    complete_site(publication, site)
    link_unmade_documents(publication, site)
    problems = config["extra"]["preview"].problems
    if problems:
        add_notices(publication, site, create_notices(publication, problems))
    elif not is_served(config):
        findings = [*check_live_site(publication, site, config["extra"]["authored"])]
        if findings:
            raise PluginError("\n" + "\n".join(findings))


def is_served(config: Any) -> bool:
    """Return whether the engine's live server builds, which it does in a folder of its own."""
    return Path(config["site_dir"]).name.startswith(SERVED_FOLDER)
