"""A conversation scan on paper: a sheet for one group to fill in, and a sheet to compare two."""

from __future__ import annotations

from tools.model.entities.scan import Scan
from tools.model.publication import Publication
from tools.render.environment import jinja_environment
from tools.render.imprint import based_on_line

PAGE_COUNT = 2


def document_title(publication: Publication, scan: Scan) -> str:
    """Give the title of the file."""
    return f"{scan.title}. {publication.name}"


def render_scan(publication: Publication, scan: Scan) -> str:
    """Put the sheets of a scan into one document, one A4 each."""
    rows = [(row, publication.pages[row.page]) for row in scan.rows]
    template = jinja_environment(publication).get_template("print/scan.html")
    return template.render(
        scan=scan,
        rows=rows,
        title=document_title(publication, scan),
        based_on=based_on_line(publication),
    )
