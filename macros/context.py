"""The context of a macro: the publication, the page that calls it, and its templates."""

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
        """Render `overrides/macros/<name>.html` with the page, its `link(url)` and `values`."""
        template = self.templates.get_template(f"macros/{name}.html")
        return template.render(page=self.page, link=self.page.get_relative_url, **values).strip()

    def get_home_url(self, name: str, anchor: str = "") -> str:
        """Return the address of the page that the settings name under `homes`; empty without it."""
        page = self.publication.find_home(name)
        return f"{page.url}{anchor}" if page else ""
