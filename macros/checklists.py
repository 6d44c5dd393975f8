"""Macros that show what readers work with: checklists, scans, working forms, the composer."""

from typing import Any

from macros.context import MacroContext
from tools.exports.checklist_files import FORMATS
from tools.exports.checklist_texts import ChecklistTexts, format_pause
from tools.model.publication import Publication
from tools.pdf.composer import page_groups
from tools.publish.embed import embed_path
from tools.render.imprint import absolute_url, based_on_line


def page_checklist(context: MacroContext) -> str:
    """Render the checklist of this page, as a form that works without a script."""
    publication, page = context.publication, context.page
    checklist = page.meta.checklist
    items = checklist.items if checklist else ()
    acting = {role for item in items for role in publication.get_item_roles(item)}
    return context.render(
        "checklist",
        checklist=checklist,
        # Directly below the title of the page the same title would stand twice.
        hides_title=checklist is not None and checklist.title == page.title and not page.lead,
        labels=build_labels(publication),
        format_pause=format_pause,
        texts=ChecklistTexts(publication, checklist) if checklist else None,
        formats=FORMATS,
        roles=[role for role in publication.roles if role in acting],
        based_on=based_on_line(publication),
        page_url=absolute_url(publication, page.url),
        embed_url=absolute_url(publication, embed_path(checklist.id)) if checklist else None,
        accountability_url=context.get_home_url("accountability"),
    )


def checklists(context: MacroContext) -> str:
    """Render all checklists as a table: title, moment, roles and number of items.

    A column or filter for which no checklist has a value is left out.
    """
    publication, pages = context.publication, context.publication.pages_with_checklist
    kinds = dict.fromkeys(page.meta.kind for page in pages)
    lists = [*publication.checklists]
    acting = {role for checklist in lists for role in publication.find_roles(checklist)}
    used = {checklist.pause.meeting for checklist in lists}
    return context.render(
        "checklists",
        pages=pages,
        roles=[(role.id, role.title) for role in publication.roles.values() if acting],
        meetings=[(entry.id, entry.title) for entry in publication.meetings.values() if any(used)],
        kinds=[(kind, publication.settings.kinds[kind].one) for kind in kinds],
    )


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


def page_tasks(context: MacroContext) -> str:
    """Render what the role of this page does, checklist by checklist."""
    role = context.page.meta.role or ""
    return context.render(
        "tasks",
        role=role,
        roles=(),
        labels=build_labels(context.publication),
        checklist=None,
        based_on=based_on_line(context.publication),
        page_url=absolute_url(context.publication, context.page.url),
        embed_url=None,
        tasks=context.publication.find_role_tasks(role),
        overview=context.publication.find_home("checklists"),
    )


def page_scan(context: MacroContext) -> str:
    """Render the scan of this page: a form for two groups, and a table to compare their answers."""
    scan = context.page.meta.scan
    rows = [(row, context.publication.pages[row.page]) for row in scan.rows] if scan else []
    return context.render("scan", scan=scan, rows=rows)


def page_workform(context: MacroContext) -> str:
    """Render the working form of this page: for whom, the material, and the steps."""
    form = context.page.meta.workform
    subject = context.publication.pages[form.page] if form else None
    return context.render("workform", form=form, subject=subject)


def page_composer(context: MacroContext) -> str:
    """Render the pages to choose from, and the data that a hand-out is composed with."""
    return context.render(
        "composer",
        page_groups=page_groups(context.publication),
        based_on=based_on_line(context.publication),
        site_url=absolute_url(context.publication),
    )
