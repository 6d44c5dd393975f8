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
from macros.context import Context
from tools import downloads
from tools.exports.texts import based_on
from tools.model.problems import InvalidPublicationError
from tools.model.publication import Publication, current_publication
from tools.model.rules.links import MACROS
from tools.publish.feed import FEED, has_feed
from tools.publish.metadata import metadata
from tools.templates import environment

ALL: dict[str, Callable[..., str]] = {
    name: getattr(module, name)
    for module in (checklists, composer, pages, scans, sources, workforms)
    for name in MACROS
    if hasattr(module, name)
}


def define_env(env: Any) -> None:
    """Register every macro, and give the theme what it shows beside a page's text.

    Raises PluginError, the engine's own kind, when the publication has problems.
    """
    publication = env.conf["extra"].get("model") or read(env.conf["config_file_path"])
    env.conf["extra"]["model"] = publication
    templates = environment(publication)

    def bound(function: Callable[..., str]) -> Callable[..., str]:
        @wraps(function)
        def call(*args: str) -> str:
            page = publication.source_page(Path(env.page.file.src_uri))
            return function(Context(publication, page, templates), *args)

        return call

    for name, function in ALL.items():
        env.macro(bound(function), name)
    if publication.foreword:  # a page that the machinery itself writes, so no editor calls this
        env.macro(bound(pages.page_foreword), pages.page_foreword.__name__)
    env.conf["extra"]["publication"] = publication.own.model_dump()
    edition = publication.edition
    env.conf["extra"]["based_on"] = based_on(publication) if edition else ""
    env.conf["extra"]["makers"] = (
        publication.language.word("by_makers").format(
            name=edition.based_on.name, version=edition.based_on.version
        )
        if edition
        else ""
    )
    env.conf["extra"]["pruned"] = publication.prunes
    env.conf["extra"]["book"] = downloads.book(publication.own.slug)
    env.conf["extra"]["feed"] = FEED if has_feed(publication) else ""
    env.conf["extra"]["interface"] = publication.language.interface
    env.conf["extra"]["script_words"] = publication.language.scripts
    env.conf["extra"]["pages"] = {
        page.id: {
            "title": page.title,
            "kind": publication.own.kinds[page.meta.kind].one,
            "hue": publication.hue(page),
            "handout": downloads.handout(publication, page)
            if publication.is_handed_out(page)
            else "",
            "url": page.url,
            "by_makers": publication.own.kinds[page.meta.kind].by_makers,
            "checklist": page.meta.checklist.id if page.meta.checklist else "",
            "metadata": metadata(publication, page),
            "minutes": publication.minutes(page),
        }
        for page in publication.pages.values()
    }


def on_pre_page_macros(env: Any) -> None:
    """Let the theme read the front matter of a page from the model.

    The engine reads YAML 1.1, where `yes` is no text and 22:22 a number; what it cannot read at all
    it takes for text. Raises PluginError then, so that it is not published.
    """
    page = env.conf["extra"]["model"].source_page(Path(env.page.file.src_uri))
    if "id" not in env.page.meta:
        raise PluginError(f"{page.source}: the engine cannot read this front matter as YAML 1.1")
    env.page.meta.clear()
    env.page.meta.update(page.meta.model_dump(exclude_none=True))


def read(settings: str) -> Publication:
    """Read the publication to which a settings file belongs; the live server names no other."""
    try:
        return current_publication(Path(settings).parent)
    except InvalidPublicationError as error:
        raise PluginError(f"\n{error}") from error
