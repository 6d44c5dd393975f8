"""Macros that show what readers work with: checklists, scans, working forms, the composer."""

from macros.context import MacroContext
from tools.pdf.composer import page_groups
from tools.publish.checklist_view import build_labels, build_list_values
from tools.render.imprint import absolute_url, based_on_line


def page_checklist(context: MacroContext) -> str:
    """Render the checklist of this page, as a form that works without a script."""
    publication, page = context.publication, context.page
    checklist = page.meta.checklist
    return context.render(
        "checklist",
        # Directly below the title of the page the same title would stand twice.
        hides_title=checklist is not None and checklist.title == page.title and not page.lead,
        **build_list_values(publication, page),
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
