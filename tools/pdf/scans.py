"""A conversation scan in print: a sheet for one group to fill in, and a sheet to compare two."""

from tools.model.entities.scan import Scan
from tools.model.publication import Publication
from tools.render.environment import render_template

PAGE_COUNT = 2


def render_scan(publication: Publication, scan: Scan) -> str:
    """Render the sheets of a scan as one HTML document, one A4 each."""
    return render_template(
        publication,
        "print/scan.html",
        scan=scan,
        rows=[(row, publication.pages[row.page]) for row in scan.rows],
        title=f"{scan.title}. {publication.name}",
    )
