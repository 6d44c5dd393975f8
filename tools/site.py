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
from tools.model.problems import Problem
from tools.model.publication import SETTINGS, Publication
from tools.model.source import told_as

ENGINES = ("mkdocs", "properdocs")  # the names under which they report
EDITION_STYLE = "assets/style/edition.css"
TRACE = re.compile(r"```.*?```", re.DOTALL)  # mkdocs-macros reports with the whole traceback


class SiteBuildError(BuildError):
    """The engine could not build the site; `str()` holds what it reported."""


class Reports(logging.Handler):
    """Gathers what the engine reports, so that it can be told in one go."""

    def __init__(self) -> None:
        """Listen from warnings upward: in strict mode each of them stops the build."""
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a report, once."""
        line = TRACE.sub("", record.getMessage()).replace("\n\n", "\n").strip()
        if line and line not in self.lines:
            self.lines.append(line)


def build_site(publication: Publication, folder: Path) -> None:
    """Build the pages into `folder`; raise SiteBuildError with all that the engine reports."""
    reports = Reports()
    engines = [logging.getLogger(name) for name in ENGINES]
    for engine in engines:
        engine.addHandler(reports)
    try:
        config = load(publication, folder)
        config.plugins.on_startup(command="build", dirty=False)
        build(config)
        config.plugins.on_shutdown()
    except RecursionError as error:
        raise circle(error, publication) from error
    except (MkDocsException, TemplateError, SystemExit) as error:
        if isinstance(error.__cause__ or error.__context__, RecursionError):
            raise circle(error, publication) from error
        last = [] if isinstance(error, SystemExit) else [told(error)]
        lines = [*reports.lines, *last]
        raise SiteBuildError("\n".join(lines)) from error
    finally:
        for engine in engines:
            engine.removeHandler(reports)


def circle(error: BaseException, publication: Publication) -> SiteBuildError:
    """Tell of templates that call each other without end, at one of them."""
    inner = error if isinstance(error, RecursionError) else error.__cause__ or error.__context__
    trace = inner.__traceback__ if inner else None
    frames = [
        one for one in traceback.extract_tb(trace) if one.filename.endswith((".html", ".css"))
    ]
    places = [(one.filename, one.lineno or 1) for one in frames[-20:]]  # the same few, over again
    file, line = min(places, default=(SETTINGS, 1))
    problem = Problem(told_as(Path(file), publication.root), line, "look-circle")
    return SiteBuildError(problem.told(publication.language))


def told(error: Exception) -> str:
    """Tell an error of the engine; of a template also its name and line."""
    place = [str(getattr(error, name)) for name in ("name", "lineno") if getattr(error, name, None)]
    return ": ".join([*place, str(error)])


def load(publication: Publication, folder: Path) -> MkDocsConfig:
    """Read the engine's settings for a strict build into `folder`.

    What the publication says of itself goes before what the file says: an edition has another name,
    other pages and a look of its own. The macros find the publication itself in `extra.model`.
    """
    config = load_config(
        str(publication.root / SETTINGS),
        site_dir=str(folder),
        docs_dir=str(publication.docs),
        site_name=publication.name,
        site_url=publication.settings.site_url or "",
        strict=True,
    )
    config.extra["model"] = publication
    config.theme["language"] = publication.language.code
    if publication.edition:
        config.extra_css.append(EDITION_STYLE)
        if publication.edition.logo:
            config.theme["logo"] = f"assets/{publication.edition.logo_name}"
        config.nav = nav_of(config.nav or [], publication)
    return config


def nav_of(nav: list[Any], publication: Publication) -> list[Any]:
    """Give the menu with only the pages that a publication has; its foreword comes second."""
    sources = {page.source.as_posix() for page in publication.pages.values()}
    first, *rest = [entry for entry in (kept_entry(entry, sources) for entry in nav) if entry]
    foreword = publication.foreword
    own = [{foreword.title: foreword.source.as_posix()}] if foreword else []
    return [first, *own, *rest]


def kept_entry(entry: Any, sources: set[str]) -> Any:
    """Give an entry of the menu with only the pages in `sources`; nothing if none is left."""
    if isinstance(entry, str):
        return entry if entry in sources else None
    title, inside = next(iter(entry.items()))
    if isinstance(inside, str):
        return entry if inside in sources else None
    kept = [one for one in (kept_entry(one, sources) for one in inside) if one]
    return {title: kept} if kept else None


def serve_site(root: Path, address: str) -> None:
    """Serve pages and macros live at `address` (host:port) until interrupted."""
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(message)s")
    serve(str(root / SETTINGS), livereload=True, dev_addr=address, open_in_browser=False)
