"""The engine: the only module of the tools that knows MkDocs."""

from __future__ import annotations

import logging
import os
import re
from pathlib import Path

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")  # Material's notice about a later major version

from jinja2 import TemplateError
from mkdocs.commands.build import build
from mkdocs.commands.serve import serve
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException

from tools.model.publication import SETTINGS, Publication

TRACE = re.compile(r"```.*?```", re.DOTALL)  # mkdocs-macros reports with the whole traceback


class SiteBuildError(Exception):
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
    engine = logging.getLogger("mkdocs")
    engine.addHandler(reports)
    try:
        config = load(publication.root, folder)
        config.plugins.on_startup(command="build", dirty=False)
        build(config)
        config.plugins.on_shutdown()
    except (MkDocsException, TemplateError, SystemExit) as error:
        last = [] if isinstance(error, SystemExit) else [told(error)]
        lines = [*reports.lines, *last]
        raise SiteBuildError("\n".join(lines)) from error
    finally:
        engine.removeHandler(reports)


def told(error: Exception) -> str:
    """Tell an error of the engine; of a template also its name and line."""
    place = [str(getattr(error, name)) for name in ("name", "lineno") if getattr(error, name, None)]
    return ": ".join([*place, str(error)])


def load(root: Path, folder: Path) -> MkDocsConfig:
    """Read the engine's settings for a strict build into `folder`."""
    return load_config(str(root / SETTINGS), site_dir=str(folder), strict=True)


def serve_site(root: Path, address: str) -> None:
    """Serve pages and macros live at `address` (host:port) until interrupted."""
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(message)s")
    serve(str(root / SETTINGS), livereload=True, dev_addr=address, open_in_browser=False)
