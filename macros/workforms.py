"""The macro that shows a working form."""

from __future__ import annotations

from macros.context import MacroContext


def page_workform(context: MacroContext) -> str:
    """Render the working form of this page: for whom, the material, and the steps."""
    form = context.page.meta.workform
    subject = context.publication.pages[form.page] if form else None
    return context.render("workform", form=form, subject=subject)
