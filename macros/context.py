"""What every macro gets: the publication, the page that calls it, and how to render a template."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from jinja2 import Environment

from tools.model.entities.page import Page
from tools.model.publication import Publication


@dataclass(frozen=True)
class MacroContext:
    """The call of a macro on one page."""

    publication: Publication
    page: Page
    templates: Environment

    def render(self, name: str, /, **values: Any) -> str:
        """Render `overrides/macros/<name>.html`; the page and its `link(url)` are at hand."""
        template = self.templates.get_template(f"macros/{name}.html")
        return template.render(page=self.page, link=self.page.get_relative_url, **values).strip()

    def get_home(self, name: str) -> Page:
        """Give the page that the settings name as home of `sources`, `glossary` and so on."""
        return self.publication.pages[getattr(self.publication.settings.homes, name)]
