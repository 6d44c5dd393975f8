"""The engine: the only module of the tools that knows MkDocs.

`SITE_ENGINE=properdocs` in the environment builds with ProperDocs instead, the fork that goes on
with MkDocs 1: once imported, it answers to all names of MkDocs, also for the theme and the macros.
"""

from __future__ import annotations

import importlib
import logging
import os
import re
import traceback
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")  # Material's notice about a later major version
if os.environ.get("SITE_ENGINE") == "properdocs":
    importlib.import_module("properdocs.replacement")

from jinja2 import TemplateError
from mkdocs.commands.build import build
from mkdocs.commands.serve import serve
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException

from tools.errors import BuildError
from tools.model.loader import SETTINGS_FILE
from tools.model.problems import Problem
from tools.model.publication import Publication
from tools.model.reading.yaml_nodes import get_display_path
from tools.site.bundle import EDITION_CSS, PALETTES, STYLES, bundle_scripts, bundle_styles

ENGINE_LOGGERS = ("mkdocs", "properdocs")  # the names under which they report
MAIN_STYLE = "assets/stylesheets/main.*.min.css"
TRACEBACK = re.compile(r"```.*?```", re.DOTALL)  # mkdocs-macros reports with the whole traceback


class SiteBuildError(BuildError):
    """The engine could not build the site; `str()` holds what it reported."""


class LogCollector(logging.Handler):
    """Gathers what the engine reports, so that it can be told in one go."""

    def __init__(self) -> None:
        """Listen from warnings upward: in strict mode each of them stops the build."""
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a report, once."""
        line = TRACEBACK.sub("", record.getMessage()).replace("\n\n", "\n").strip()
        if line and line not in self.messages:
            self.messages.append(line)


def build_site(publication: Publication, folder: Path) -> None:
    """Build the pages into `folder`; raise SiteBuildError with all that the engine reports."""
    reports = LogCollector()
    engines = [logging.getLogger(name) for name in ENGINE_LOGGERS]
    for engine in engines:
        engine.addHandler(reports)
    try:
        config = load_engine_config(publication, folder)
        styles = bundle_styles(list_styles(config), partial(find_asset, config))
        scripts = bundle_scripts(publication.theme_folder)
        config.extra.update(styles=[styles.path], scripts=[scripts.path])
        config.plugins.on_startup(command="build", dirty=False)
        build(config)
        config.plugins.on_shutdown()
        for bundle in (styles, scripts):
            bundle.write(folder)
    except RecursionError as error:
        raise template_recursion_error(error, publication) from error
    except (MkDocsException, TemplateError, SystemExit) as error:
        if isinstance(error.__cause__ or error.__context__, RecursionError):
            raise template_recursion_error(error, publication) from error
        last = [] if isinstance(error, SystemExit) else [format_engine_error(error)]
        lines = [*reports.messages, *last]
        raise SiteBuildError("\n".join(lines)) from error
    finally:
        for engine in engines:
            engine.removeHandler(reports)


def template_recursion_error(error: BaseException, publication: Publication) -> SiteBuildError:
    """Tell of templates that call each other without end, at one of them."""
    inner = error if isinstance(error, RecursionError) else error.__cause__ or error.__context__
    trace = inner.__traceback__ if inner else None
    frames = [
        one for one in traceback.extract_tb(trace) if one.filename.endswith((".html", ".css"))
    ]
    places = [(one.filename, one.lineno or 1) for one in frames[-20:]]  # the same few, over again
    file, line = min(places, default=(SETTINGS_FILE, 1))
    problem = Problem(get_display_path(Path(file), publication.root), line, "template-recursion")
    return SiteBuildError(problem.format_message(publication.language))


def format_engine_error(error: Exception) -> str:
    """Tell an error of the engine; of a template also its name and line."""
    place = [str(getattr(error, name)) for name in ("name", "lineno") if getattr(error, name, None)]
    return ": ".join([*place, str(error)])


def load_engine_config(publication: Publication, folder: Path) -> MkDocsConfig:
    """Read the engine's settings for a strict build into `folder`.

    What the publication says of itself goes before what the file says: an edition has another name,
    other pages and a look of its own. The macros find the publication itself in `extra.model`.
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
        config.extra_css.append(EDITION_CSS)
        if publication.edition.logo:
            config.theme["logo"] = f"assets/{publication.edition.logo_path}"
        config.nav = filter_nav(config.nav or [], publication)
    return config


def list_styles(config: MkDocsConfig) -> list[str]:
    """List the styles of a page in order, by their paths in the site: Material's, ours, yours."""
    main = next(path for path in find_in_theme(config, MAIN_STYLE))
    return [main, *PALETTES, *config.extra_css, *STYLES]


def find_in_theme(config: MkDocsConfig, pattern: str) -> Iterator[str]:
    """Yield the paths of the theme's files that match a pattern, relative to the theme."""
    for folder in map(Path, config.theme.dirs):
        yield from (path.relative_to(folder).as_posix() for path in folder.glob(pattern))


def find_asset(config: MkDocsConfig, name: str) -> Path:
    """Return the file of a path in the site: one of `docs/`, or else the theme's."""
    folders = map(Path, (config.docs_dir, *config.theme.dirs))
    return next(folder / name for folder in folders if (folder / name).is_file())


def filter_nav(nav: list[Any], publication: Publication) -> list[Any]:
    """Give the menu with only the pages that a publication has; its foreword comes second."""
    sources = {page.source_path.as_posix() for page in publication.pages.values()}
    first, *rest = [entry for entry in (filter_nav_entry(entry, sources) for entry in nav) if entry]
    foreword = publication.foreword_page
    own = [{foreword.title: foreword.source_path.as_posix()}] if foreword else []
    return [first, *own, *rest]


def filter_nav_entry(entry: Any, sources: set[str]) -> Any:
    """Give an entry of the menu with only the pages in `sources`; nothing if none is left."""
    if isinstance(entry, str):
        return entry if entry in sources else None
    title, inside = next(iter(entry.items()))
    if isinstance(inside, str):
        return entry if inside in sources else None
    kept = [one for one in (filter_nav_entry(one, sources) for one in inside) if one]
    return {title: kept} if kept else None


def serve_site(root: Path, address: str) -> None:
    """Serve pages and macros live at `address` (host:port) until interrupted."""
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(message)s")
    serve(str(root / SETTINGS_FILE), livereload=True, dev_addr=address, open_in_browser=False)
