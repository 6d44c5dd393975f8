"""What every macro gets: the publication, the page that calls it, and how to render a template."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from jinja2 import Environment

from tools.model.page import Page
from tools.model.publication import MANY, Publication


@dataclass(frozen=True)
class Context:
    """The call of a macro on one page."""

    publication: Publication
    page: Page
    templates: Environment

    def render(self, name: str, /, **values: Any) -> str:
        """Render `overrides/macros/<name>.html`; the page and its `link(url)` are at hand."""
        template = self.templates.get_template(f"macros/{name}.html")
        return template.render(page=self.page, link=self.page.link_to, **values).strip()

    def folded(self, pages: Sequence[Page]) -> list[tuple[str, list[Page]]]:
        """Give what an overview shows by the parts of the book, if it is too much for one table."""
        return self.publication.by_part(pages) if len(pages) > MANY else []

    def home(self, name: str) -> Page:
        """Give the page that the settings name as home of `sources`, `glossary` and so on."""
        return self.publication.pages[getattr(self.publication.own.homes, name)]
