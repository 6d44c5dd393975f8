"""Macros that show what readers work with: checklists, scans, working forms, the composer."""

from macros.context import MacroContext
from tools.pdf.composer import has_sheet, list_presets, page_groups
from tools.publish.checklist_view import build_labels, build_list_values
from tools.publish.embed import embed_path
from tools.publish.list_fits import CALLS, LEADS, build_fits, list_minutes
from tools.render.imprint import absolute_url, based_on_line

FILTERS = ("question", "meeting", "minutes", "role")


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
    """Render all checklists as a table: title, minutes and meeting.

    A column or filter for which no checklist has a value is left out.
    """
    publication = context.publication
    fits = build_fits(publication)
    found = {
        name: {fit.partition(":")[0] for one in fits.values() for fit in one[name].split()}
        for name in FILTERS
    }
    questions, meetings = publication.questions.values(), publication.meetings.values()
    return context.render(
        "checklists",
        pages=publication.pages_with_checklist,
        fits=fits,
        questions=[(one.id, one.short) for one in questions if one.id in found["question"]],
        meetings=[(one.id, one.title) for one in meetings if one.id in found["meeting"]],
        minutes=list_minutes(publication),
        roles=[
            (value, group, role.title)
            for group in (LEADS, CALLS)
            for role in publication.roles.values()
            if (value := f"{group}-{role.id}") in found["role"]
        ],
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
        groups=context.publication.split_role_tasks(role),
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
        presets=list_presets(context.publication),
        has_sheet=has_sheet,
        based_on=based_on_line(context.publication),
        site_url=absolute_url(context.publication),
    )


def page_embed(context: MacroContext) -> str:
    """Render what shows a checklist on another site: a choice, a preview, and the code."""
    return context.render(
        "embed", embed_path=embed_path, site_url=absolute_url(context.publication)
    )
