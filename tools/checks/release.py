"""What must be right on the day of publication, and what grows old by itself."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator

from tools.checks.changelog import check_changelog
from tools.checks.review_dates import list_due_reviews
from tools.model.loader import load_project
from tools.model.project import AUDIT_FILE, DATA_FOLDER
from tools.model.publication import Publication
from tools.model.reading.markdown import find_hint_lines
from tools.publish.security_txt import SECURITY_TXT, expiry_date, render_security_txt


def get_current_date() -> dt.date:
    """Give the date of today, or that of SOURCE_DATE_EPOCH."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return dt.datetime.fromtimestamp(int(epoch), dt.UTC).date() if epoch else dt.date.today()


def check_release(publication: Publication, day: dt.date) -> Iterator[str]:
    """Give what is not ready to be published on `day`: unset, unfinished, overdue, untold."""
    word, date = publication.language.word, publication.language.format_date
    publisher = publication.settings.publisher
    if not (
        publisher.name and publisher.mail and publisher.address and publication.mkdocs.site_url
    ):
        yield word("release_publisher")
    if render_security_txt(publication) is None:
        yield word("release_security").format(file=SECURITY_TXT)
    elif expiry_date(publication) <= day:
        yield word("release_expired").format(file=SECURITY_TXT, date=date(expiry_date(publication)))
    yield from check_audit(publication)
    for page in publication.pages.values():
        file = publication.mkdocs.docs_dir / page.source_path
        for line in find_hint_lines((publication.root / file).read_text(encoding="utf-8")):
            yield word("release_hint").format(file=file, line=line)
    yield from check_changelog(load_project(publication.root))
    for one in list_due_reviews(publication.root, day):
        place = f"{one.file}:{one.line}"
        yield word("release_due").format(place=place, title=one.title, date=date(one.due_date))


def check_audit(publication: Publication) -> Iterator[str]:
    """Tell when the last round of tests was before this version, or saw fewer or other pages."""
    word, date = publication.language.word, publication.language.format_date
    site = [one for one in publication.audit_results if one.id != "pdf"]
    tested = min((one.count for one in site), default=0)
    last = min((one.on for one in publication.audit_results), default=None)
    count = len(publication.pages)
    if last is None or last < publication.settings.date or tested < count:
        yield word("release_untested").format(
            file=f"{publication.mkdocs.docs_dir / DATA_FOLDER / AUDIT_FILE}", tested=tested, count=count,
            date=date(last) if last else word("never"),
        )  # fmt: skip
