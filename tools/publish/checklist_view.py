"""The values of the templates of a checklist, on the page of its subject and on its own."""

from typing import Any

from tools.exports.checklist_files import FORMATS
from tools.exports.checklist_texts import ChecklistTexts, format_pause
from tools.model.entities.page import Page
from tools.model.publication import Publication
from tools.publish.embed import embed_path
from tools.render.environment import render_template
from tools.render.imprint import absolute_url, based_on_line
from tools.render.site_paths import list_path


def build_list_values(publication: Publication, page: Page) -> dict[str, Any]:
    """Return the values for `macros/checklist.html`, without `page` and `link`."""
    checklist = page.meta.checklist
    items = checklist.items if checklist else ()
    acting = {role for item in items for role in publication.get_item_roles(item)}
    home = publication.find_home("accountability")
    return {
        "checklist": checklist,
        "labels": build_labels(publication),
        "format_pause": format_pause,
        "texts": ChecklistTexts(publication, checklist) if checklist else None,
        "formats": FORMATS,
        "roles": [role for role in publication.roles if role in acting],
        "based_on": based_on_line(publication),
        "page_url": absolute_url(publication, list_path(publication, checklist.id))
        if checklist
        else None,
        "embed_url": absolute_url(publication, embed_path(checklist.id)) if checklist else None,
        "accountability_url": home.url if home else "",
    }


def build_labels(publication: Publication) -> dict[str, Any]:
    """Return what the scripts know of the fields that they use, with the words around them."""
    word = publication.language.word
    fields = [
        {
            "id": field.id,
            "label": field.label,
            "long": field.is_long,
            "column": field.settings.column,
            "copy": "copy" in field.settings.show,
            "calendar": "calendar" in field.settings.show,
        }
        for field in publication.item_fields
        if {"copy", "calendar"} & {*field.settings.show}
    ]
    columns = [field["label"] for field in fields if field["column"] and field["copy"]]
    return {
        "fields": fields,
        "columns": [word("block"), word("what"), *columns, word("status")],
        "open": word("status_open"),
        "list": word("list"),
        "close": word("close"),
    }


def render_card(publication: Publication, page: Page) -> str:
    """Render what stands under the title of a page with a checklist; empty without one."""
    checklist = page.meta.checklist
    if checklist is None:
        return ""
    return render_template(
        publication,
        "macros/checklist_card.html",
        page=page,
        checklist=checklist,
        texts=ChecklistTexts(publication, checklist),
        link=page.get_relative_url,
    )
