"""A conversation scan on paper: a sheet for one group to fill in, and a sheet to compare two."""

from __future__ import annotations

from tools.exports.texts import based_on
from tools.model.publication import Publication
from tools.model.scan import Scan
from tools.templates import environment

SHEETS = 2


def scan_title(publication: Publication, scan: Scan) -> str:
    """Give the title of the file."""
    return f"{scan.title}. {publication.name}"


def scan_html(publication: Publication, scan: Scan) -> str:
    """Put the sheets of a scan into one document, one A4 each."""
    rows = [(row, publication.pages[row.page]) for row in scan.rows]
    template = environment(publication).get_template("print/scan.html")
    return template.render(
        scan=scan,
        rows=rows,
        title=scan_title(publication, scan),
        based_on=based_on(publication),
    )
