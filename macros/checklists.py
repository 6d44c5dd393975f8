"""Macros that show what readers work with: checklists, scans, working forms, the composer."""

from macros.context import MacroContext
from tools.exports.checklist_files import FORMATS
from tools.pdf.composer import page_groups
from tools.publish.embed import embed_path
from tools.render.imprint import absolute_url, based_on_line


def page_checklist(context: MacroContext) -> str:
    """Render the checklist of this page, as a form that works without a script."""
    publication, checklist = context.publication, context.page.meta.checklist
    acting = {role for item in checklist.items for role in item.who} if checklist else set()
    return context.render(
        "checklist",
        checklist=checklist,
        formats=FORMATS,
        roles=[role for role in publication.roles if role in acting],
        based_on=based_on_line(publication),
        page_url=absolute_url(publication, context.page.url),
        embed_url=absolute_url(publication, embed_path(checklist.id)) if checklist else None,
        accountability=context.get_home("accountability"),
    )


def checklists(context: MacroContext) -> str:
    """Render all checklists as a table: title, moment, roles and number of items."""
    publication, pages = context.publication, context.publication.pages_with_checklist
    kinds = dict.fromkeys(page.meta.kind for page in pages)
    return context.render(
        "checklists",
        pages=pages,
        roles=[(role.id, role.title) for role in publication.roles.values()],
        meetings=[(meeting.id, meeting.title) for meeting in publication.meetings.values()],
        kinds=[(kind, publication.settings.kinds[kind].one) for kind in kinds],
    )


def page_tasks(context: MacroContext) -> str:
    """Render what the role of this page does, checklist by checklist."""
    role = context.page.meta.role or ""
    return context.render(
        "tasks",
        role=role,
        roles=(),
        checklist=None,
        based_on=based_on_line(context.publication),
        page_url=absolute_url(context.publication, context.page.url),
        embed_url=None,
        tasks=context.publication.find_role_tasks(role),
        overview=context.get_home("checklists"),
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
