"""Macros that show checklists."""

from __future__ import annotations

from macros.context import Context
from tools.exports.texts import address, based_on
from tools.publish.embed import embed


def page_checklist(context: Context) -> str:
    """Show the checklist of this page, as a form that works without a script."""
    publication, checklist = context.publication, context.page.meta.checklist
    doing = {role for item in checklist.items for role in item.who} if checklist else set()
    return context.render(
        "checklist",
        checklist=checklist,
        roles=[role for role in publication.roles if role in doing],
        based_on=based_on(publication),
        address=address(publication, context.page.url),
        embed_address=address(publication, embed(checklist.id)) if checklist else None,
        accountability=context.home("accountability"),
    )


def checklists(context: Context) -> str:
    """Show all checklists as a table: title, moment, who calls, number of items."""
    publication = context.publication
    pages = publication.list_pages
    kinds = dict.fromkeys(page.meta.kind for page in pages)
    return context.render(
        "checklists",
        pages=pages,
        roles=[(role.id, role.title) for role in publication.roles.values()],
        meetings=[(meeting.id, meeting.title) for meeting in publication.meetings.values()],
        kinds=[(kind, publication.own.kinds[kind].one) for kind in kinds],
    )


def page_tasks(context: Context) -> str:
    """Show what the role of this page does, list by list."""
    role = context.page.meta.role or ""
    return context.render(
        "tasks",
        role=role,
        roles=(),
        checklist=None,
        based_on=based_on(context.publication),
        address=address(context.publication, context.page.url),
        embed_address=None,
        tasks=context.publication.tasks_of(role),
        home=context.home("checklists"),
    )
