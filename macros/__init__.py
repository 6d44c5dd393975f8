"""What a page can call. This module is all that knows mkdocs-macros; it holds no markup.

Each macro is a function of a `Context` and of what the page passes; it finds its objects in the
model and renders a template from `overrides/macros/`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

from mkdocs.exceptions import PluginError

from macros import checklists, composer, pages, scans, sources, workforms
from macros.context import MacroContext
from tools.model.loader import load_cached_publication
from tools.model.macro_signatures import MACRO_ARGUMENT_COUNTS
from tools.model.problems import InvalidPublicationError
from tools.model.publication import Publication
from tools.publish.feed import FEED_PATH, has_feed
from tools.publish.metadata import build_metadata
from tools.render import artifacts
from tools.render.environment import jinja_environment
from tools.render.imprint import based_on_line
from tools.site.bundle import SCRIPTS
from tools.site.engine import list_styles
from tools.site.pruned_nav import has_pruned_nav

MACRO_FUNCTIONS: dict[str, Callable[..., str]] = {
    name: getattr(module, name)
    for module in (checklists, composer, pages, scans, sources, workforms)
    for name in MACRO_ARGUMENT_COUNTS
    if hasattr(module, name)
}


def define_env(env: Any) -> None:
    """Register every macro, and give the theme what it shows beside a page's text.

    Raises PluginError, the engine's own kind, when the publication has problems.
    """
    publication = env.conf["extra"].get("model") or load_for_engine(env.conf["config_file_path"])
    env.conf["extra"]["model"] = publication
    templates = jinja_environment(publication)

    def bound(function: Callable[..., str]) -> Callable[..., str]:
        @wraps(function)
        def call(*args: str) -> str:
            page = publication.get_page_by_source(Path(env.page.file.src_uri))
            return function(MacroContext(publication, page, templates), *args)

        return call

    for name, function in MACRO_FUNCTIONS.items():
        env.macro(bound(function), name)
    if (
        publication.foreword_page
    ):  # a page that the machinery itself writes, so no editor calls this
        env.macro(bound(pages.page_foreword), pages.page_foreword.__name__)
    env.conf["extra"]["publication"] = publication.settings.model_dump()
    edition = publication.edition
    env.conf["extra"]["based_on"] = based_on_line(publication) if edition else ""
    env.conf["extra"]["makers"] = (
        publication.language.word("by_makers").format(
            name=edition.based_on.name, version=edition.based_on.version
        )
        if edition
        else ""
    )
    env.conf["extra"].setdefault("styles", list_styles(env.conf))
    env.conf["extra"].setdefault("scripts", SCRIPTS)
    env.conf["extra"]["pruned"] = has_pruned_nav(publication)
    env.conf["extra"]["book"] = artifacts.book_path(publication.settings.slug)
    env.conf["extra"]["feed"] = FEED_PATH if has_feed(publication) else ""
    env.conf["extra"]["interface"] = publication.language.interface
    env.conf["extra"]["script_words"] = publication.language.scripts
    env.conf["extra"]["pages"] = {
        page.id: {
            "title": page.title,
            "kind": publication.settings.kinds[page.meta.kind].one,
            "hue": publication.get_hue(page),
            "handout": artifacts.handout_path(publication, page)
            if publication.has_handout(page)
            else "",
            "url": page.url,
            "by_makers": publication.settings.kinds[page.meta.kind].by_makers,
            "checklist": page.meta.checklist.id if page.meta.checklist else "",
            "metadata": build_metadata(publication, page),
            "minutes": publication.estimate_reading_minutes(page),
        }
        for page in publication.pages.values()
    }


def on_pre_page_macros(env: Any) -> None:
    """Let the theme read the front matter of a page from the model.

    The engine reads YAML 1.1, where `yes` is no text and 22:22 a number; what it cannot read at all
    it takes for text. Raises PluginError then, so that it is not published.
    """
    page = env.conf["extra"]["model"].get_page_by_source(Path(env.page.file.src_uri))
    if "id" not in env.page.meta:
        raise PluginError(f"{page.source}: the engine cannot read this front matter as YAML 1.1")
    env.page.meta.clear()
    env.page.meta.update(page.meta.model_dump(exclude_none=True))


def load_for_engine(settings: str) -> Publication:
    """Read the publication to which a settings file belongs; the live server names no other."""
    try:
        return load_cached_publication(Path(settings).parent)
    except InvalidPublicationError as error:
        raise PluginError(f"\n{error}") from error
