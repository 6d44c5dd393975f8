"""What must be right on the day of publication, and what grows old by itself."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator

from tools.checks.due import due
from tools.checks.told import untold
from tools.model.body import hinted
from tools.model.draft import DATA, TESTED, read_draft
from tools.model.publication import Publication, read_settings
from tools.publish.security import SECURITY, expires, security_text


def today() -> dt.date:
    """Give the date of today, or that of SOURCE_DATE_EPOCH."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return dt.datetime.fromtimestamp(int(epoch), dt.UTC).date() if epoch else dt.date.today()


def check_release(publication: Publication, day: dt.date) -> Iterator[str]:
    """Give what is not ready to be published on `day`: unset, unfinished, overdue, untold."""
    word, date = publication.language.word, publication.language.date
    publisher = publication.own.publisher
    if not (
        publisher.name and publisher.mail and publisher.address and publication.settings.site_url
    ):
        yield word("release_publisher")
    if security_text(publication) is None:
        yield word("release_security").format(file=SECURITY)
    elif expires(publication) <= day:
        yield word("release_expired").format(file=SECURITY, date=date(expires(publication)))
    yield from untested(publication)
    for page in publication.pages.values():
        file = publication.settings.docs_dir / page.source
        for line in hinted((publication.root / file).read_text(encoding="utf-8")):
            yield word("release_hint").format(file=file, line=line)
    yield from untold(read_draft(publication.root, *read_settings(publication.root)))
    for one in due(publication.root, day):
        place = f"{one.file}:{one.line}"
        yield word("release_due").format(place=place, title=one.title, date=date(one.again))


def untested(publication: Publication) -> Iterator[str]:
    """Tell when the last round of tests was before this version, or saw fewer or other pages."""
    word, date = publication.language.word, publication.language.date
    site = [one for one in publication.tested if one.id != "pdf"]
    tested = min((one.count for one in site), default=0)
    last = min((one.on for one in publication.tested), default=None)
    count = len(publication.pages)
    if last is None or last < publication.own.date or tested < count:
        yield word("release_untested").format(
            file=f"{publication.settings.docs_dir / DATA / TESTED}", tested=tested, count=count,
            date=date(last) if last else word("never"),
        )  # fmt: skip
