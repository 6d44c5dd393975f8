"""The site engine. No other module of the tools knows MkDocs.

`SITE_ENGINE=properdocs` in the environment builds with ProperDocs instead, a fork that continues
MkDocs 1. Once imported, it takes the module names of MkDocs, also for the theme and the macros.
"""

import importlib
import logging
import os
import posixpath
import re
import sys
import traceback
from functools import partial
from logging.handlers import BufferingHandler
from pathlib import Path
from typing import Any

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")  # Material's notice about a later major version
if os.environ.get("SITE_ENGINE") == "properdocs":
    importlib.import_module("properdocs.replacement")

from jinja2 import TemplateError
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.utils import nest_paths

from tools.errors import BuildError
from tools.model.loader import SETTINGS_FILE
from tools.model.problems import Problem
from tools.model.publication import Publication
from tools.model.reading.yaml_nodes import get_display_path
from tools.site.bundle import PALETTES, STYLES, STYLES_FOLDER, Bundle, bundle_scripts, bundle_styles

ENGINE_LOGGERS = ("mkdocs", "properdocs")
HOME_FILE = "index.md"
MAIN_STYLE = "assets/stylesheets/main.*.min.css"
TRACEBACK = re.compile(r"```.*?```", re.DOTALL)  # as mkdocs-macros logs it


class SiteBuildError(BuildError):
    """The engine could not build the site; `str()` holds what it logged."""


def build_site(publication: Publication, folder: Path) -> dict[str, str]:
    """Build the pages into `folder`; raise SiteBuildError with all that the engine logs.

    Return what `record_authored` recorded.
    """
    log = BufferingHandler(sys.maxsize)
    log.setLevel(logging.WARNING)  # in strict mode each warning stops the build
    loggers = [logging.getLogger(name) for name in ENGINE_LOGGERS]
    for logger in loggers:
        logger.addHandler(log)
    try:
        config = load_engine_config(publication, folder)
        config.plugins.on_startup(command="build", dirty=False)
        build(config)
        config.plugins.on_shutdown()
        authored: dict[str, str] = config.extra["authored"]
        return authored
    except (RecursionError, MkDocsException, TemplateError, SystemExit) as error:
        cause = error if isinstance(error, RecursionError) else error.__cause__ or error.__context__
        if isinstance(cause, RecursionError):
            raise SiteBuildError(format_recursion(cause, publication)) from error
        messages = dict.fromkeys(clean_message(record) for record in log.buffer)
        last = [] if isinstance(error, SystemExit) else [format_engine_error(error)]
        raise SiteBuildError("\n".join([*filter(None, messages), *last])) from error
    finally:
        for logger in loggers:
            logger.removeHandler(log)


def clean_message(record: logging.LogRecord) -> str:
    """Return a logged message without the traceback that mkdocs-macros puts in it."""
    return TRACEBACK.sub("", record.getMessage()).replace("\n\n", "\n").strip()


def format_recursion(error: RecursionError, publication: Publication) -> str:
    """Return the message about templates that include each other without end, at one of them."""
    lines = [
        (frame.filename, frame.lineno or 1)
        for frame in traceback.extract_tb(error.__traceback__)
        if frame.filename.endswith((".html", ".css"))
    ]
    # The last lines are the same few, repeated; the first of them in order is always the same.
    file, line = min(lines[-20:], default=(SETTINGS_FILE, 1))
    problem = Problem(get_display_path(Path(file), publication.root), line, "template-recursion")
    return problem.format_message(publication.language)


def format_engine_error(error: BaseException) -> str:
    """Return the message of an engine error, for a template with its name and line."""
    place = [str(getattr(error, name)) for name in ("name", "lineno") if getattr(error, name, None)]
    return ": ".join([*place, str(error)])


def load_engine_config(publication: Publication, folder: Path) -> MkDocsConfig:
    """Read the engine's settings for a strict build into `folder`.

    Values of the publication override those of the file, because an edition has another name, other
    pages and another theme. The macros find the publication itself in `extra.model`.
    """
    config = load_config(
        str(publication.root / SETTINGS_FILE),
        site_dir=str(folder),
        docs_dir=str(publication.docs_folder),
        site_name=publication.name,
        site_url=publication.mkdocs.site_url or "",
        strict=True,
    )
    config.extra["model"] = publication
    config.theme["language"] = publication.language.code
    if publication.edition:
        config.nav = edition_nav(config.nav or list_all_pages(publication), publication)
    return config


def record_authored(publication: Publication, config: MkDocsConfig) -> dict[str, str]:
    """Return what will hold the HTML of the text of each page, by the page's path in the site.

    It is recorded before plug-ins see it, and only when the settings list any that may change it.
    """
    authored: dict[str, str] = {}

    def record(html: str, /, *, page: Any, **_: Any) -> None:
        authored[page.file.dest_uri] = html

    if publication.additions:
        config.plugins.events["page_content"].insert(0, record)
    return authored


def accept_places(publication: Publication, config: MkDocsConfig) -> None:
    """Have the engine accept links to places that it does not see in the text of a page.

    Those are the title, which the theme shows, and ids in HTML that is kept apart from Markdown.
    """

    def add_places(_: str, /, *, page: Any, **__: Any) -> None:
        known = publication.pages_by_source.get(Path(page.file.src_uri))
        if known and page.present_anchor_ids is not None:
            page.present_anchor_ids |= {*known.places, known.title_id}

    config.plugins.events["page_content"].append(add_places)


def bundle_assets(publication: Publication, config: MkDocsConfig) -> tuple[Bundle, Bundle]:
    """Return the one style sheet and the one script of all pages."""
    styles = bundle_styles(list_styles(config), partial(read_asset, publication, config))
    return styles, bundle_scripts(publication.theme_folder)


def list_styles(config: MkDocsConfig) -> list[str]:
    """List the styles of a page in order, by their paths in the site.

    They are Material's, the palettes, those in the settings, and the others of the theme. One that
    is not beside these, or on another site, is not among them: pages link to it.
    """
    main = next(
        path.relative_to(folder).as_posix()
        for folder in map(Path, config.theme.dirs)
        for path in folder.glob(MAIN_STYLE)
    )
    own = [
        name
        for name in config.extra_css
        if posixpath.dirname(name) == STYLES_FOLDER and find_asset(config, name)
    ]
    return [main, *PALETTES, *own, *STYLES]


def read_asset(publication: Publication, config: MkDocsConfig, name: str) -> str:
    """Return the text at a path in the site, from `docs/` or else from the theme."""
    path = find_asset(config, name)
    assert path, name
    return publication.read_coloured(path)


def find_asset(config: MkDocsConfig, name: str) -> Path | None:
    """Return the file at a path in the site, in `docs/` or else in the theme, or None."""
    folders = map(Path, (config.docs_dir, *config.theme.dirs))
    return next((folder / name for folder in folders if (folder / name).is_file()), None)


def write_coloured_assets(publication: Publication, site: Path) -> None:
    """Write the palettes and drawings of the theme in `site` in the colours of the publication.

    A file of the publication itself in the place of one of these stays as it is.
    """
    theme = publication.theme_folder
    for path in [*map(theme.joinpath, PALETTES), *theme.glob("assets/drawings/*.svg")]:
        name = path.relative_to(theme)
        if not (publication.docs_folder / name).is_file():
            (site / name).write_text(publication.read_coloured(path), encoding="utf-8")


def list_all_pages(publication: Publication) -> list[Any]:
    """Return the navigation of settings without one: all pages by folder, the home page first."""
    foreword = publication.foreword_page
    paths = [page.source_path.as_posix() for page in publication.pages.values() if page != foreword]
    nav: list[Any] = nest_paths(  # type: ignore[no-untyped-call]
        sorted(paths, key=lambda path: (path != HOME_FILE, path))
    )
    return nav


def edition_nav(nav: list[Any], publication: Publication) -> list[Any]:
    """Return the navigation with only the pages of an edition; its foreword comes second."""
    paths = {page.source_path.as_posix() for page in publication.pages.values()}
    first, *rest = filter_nav(nav, paths)
    foreword = publication.foreword_page
    added = [{foreword.title: foreword.source_path.as_posix()}] if foreword else []
    return [first, *added, *rest]


def filter_nav(nav: Any, paths: set[str]) -> Any:
    """Return an entry or a list of the navigation with only the pages in `paths`, or nothing."""
    if isinstance(nav, str):
        return nav if nav in paths else None
    if isinstance(nav, dict):
        [(title, content)] = nav.items()
        content = filter_nav(content, paths)
        return {title: content} if content else None
    return [entry for entry in (filter_nav(entry, paths) for entry in nav) if entry]
