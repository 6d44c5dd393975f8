"""The macro that shows a conversation scan."""

from __future__ import annotations

from macros.context import MacroContext


def page_scan(context: MacroContext) -> str:
    """Render the scan of this page: a form for two groups, and a table to compare their answers."""
    scan = context.page.meta.scan
    rows = [(row, context.publication.pages[row.page]) for row in scan.rows] if scan else []
    return context.render("scan", scan=scan, rows=rows)
