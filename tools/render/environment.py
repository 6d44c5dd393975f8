"""The Jinja environment of all macros and tools, with the templates in `overrides/`."""

import posixpath
from collections.abc import Callable
from functools import lru_cache, partial
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from tools.brand.palette import LIGHT_STYLE
from tools.model.publication import Publication, format_item_anchor
from tools.render import site_paths
from tools.render.imprint import absolute_url, based_on_line

# Characters that Markdown would interpret inside inline HTML, as HTML entities.
MARKDOWN_ESCAPES = {ord(character): f"&#{ord(character)};" for character in r"\`*_[]{}"}


@lru_cache(maxsize=2)  # a template is read and compiled once, not for each page
def jinja_environment(publication: Publication) -> Environment:
    """Return the environment for a publication: autoescape on, an undefined name is an error.

    Templates can use `publication`, `site_paths`, `palette` for colours and `palette_style()` for
    those as CSS, `based_on` for the line that says so, `word(key, **values)` for interface words,
    `svg(name)` for a drawing of the project, `format_item_anchor(checklist, item)`,
    `field_text(item, field)`, `absolute_url(url)`, and the filters `date` and `inline`.
    """
    language = publication.language
    result = Environment(
        loader=FileSystemLoader([publication.templates_folder, publication.theme_folder]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )

    def word(key: str, **values: Any) -> str:
        return language.word(key).format(**values)

    def svg(name: str) -> Markup:
        path = publication.find_drawing(name)
        return Markup(publication.read_coloured(path).strip())

    def palette_style() -> Markup:
        path = publication.theme_folder / "assets" / "style" / LIGHT_STYLE
        return Markup(publication.read_coloured(path))

    result.globals.update(
        publication=publication,
        site_paths=site_paths,
        palette=publication.palette,
        palette_style=palette_style,
        word=word,
        svg=svg,
        format_item_anchor=format_item_anchor,
        field_text=publication.format_field,
        absolute_url=partial(absolute_url, publication),
        based_on=based_on_line(publication),
    )
    result.filters.update(date=language.format_date, inline=escape_inline)
    return result


def render_template(publication: Publication, name: str, **values: Any) -> str:
    """Render the template `name` (a path in `overrides/`) for a publication."""
    return jinja_environment(publication).get_template(name).render(**values)


def escape_inline(text: str) -> Markup:
    """Escape a text for inline HTML in Markdown, so that neither interprets it."""
    return Markup(str(escape(text)).translate(MARKDOWN_ESCAPES))


def make_linker(folder: str) -> Callable[[str], str]:
    """Return a function that makes an address in the site relative to a folder in it."""

    def link(url: str) -> str:
        path, hash_, anchor = url.partition("#")
        return posixpath.relpath(path, folder) + hash_ + anchor

    return link
