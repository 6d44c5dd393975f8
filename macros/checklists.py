"""Macros that show checklists."""

from __future__ import annotations

from macros.context import Context


def page_checklist(context: Context) -> str:
    """Show the checklist of this page, as a form that works without a script."""
    return context.render(
        "checklist",
        checklist=context.page.meta.checklist,
        accountability=context.home("accountability"),
    )


def checklists(context: Context) -> str:
    """Show all checklists as a table: title, moment, who calls, number of items."""
    return context.render("checklists", pages=context.publication.list_pages)


def page_tasks(context: Context) -> str:
    """Show what the role of this page does, list by list."""
    role = context.page.meta.role or ""
    return context.render(
        "tasks",
        role=role,
        tasks=context.publication.tasks_of(role),
        home=context.home("checklists"),
    )
