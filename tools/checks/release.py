"""Check what must be right on the day of publication, and what goes out of date by itself."""

import datetime as dt
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tools.checks.changelog import check_changelog
from tools.checks.finding import format_finding
from tools.model.loader import load_cached_project
from tools.model.page_templates import find_example_lines
from tools.model.project import AUDIT_FILE, DATA_FOLDER
from tools.model.publication import Publication
from tools.model.reading.markdown import find_hint_lines
from tools.model.release.requirements import find_missing_requirements
from tools.publish.security_txt import SECURITY_TXT, expiry_date, render_security_txt


def get_current_date() -> dt.date:
    """Return the date of today, or that of the environment variable SOURCE_DATE_EPOCH."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return dt.datetime.fromtimestamp(int(epoch), dt.UTC).date() if epoch else dt.date.today()


def check_release(publication: Publication, day: dt.date) -> Iterator[str]:
    """Yield what is not ready to be published on `day`: unset, unfinished, overdue, unannounced."""
    word, date = publication.language.word, publication.language.format_date
    publisher = publication.settings.publisher
    site_url = publication.mkdocs.site_url
    if not (publisher.name and publisher.mail and publisher.address and site_url):
        yield format_finding("publish-publisher", word("release_publisher"))
    if render_security_txt(publication) is None:
        yield format_finding("publish-security", word("release_security").format(file=SECURITY_TXT))
    elif expiry_date(publication) <= day:
        yield format_finding(
            "publish-expired",
            word("release_expired").format(file=SECURITY_TXT, date=date(expiry_date(publication))),
        )
    yield from check_audit(publication)
    project = load_cached_project(publication.root)
    for written in project.pages:
        for line in find_example_lines(project, written):
            text = word("release_example").format(file=written.file, line=line)
            yield format_finding("publish-hint", text)
    for page in publication.pages.values():
        file = publication.mkdocs.docs_dir / page.source_path
        for line in find_hint_lines((publication.root / file).read_text(encoding="utf-8")):
            yield format_finding("publish-hint", word("release_hint").format(file=file, line=line))
    for problem in find_missing_requirements(project):
        yield problem.format_message(publication.language)
    yield from check_changelog(project)
    for review in list_due_reviews(publication.root, day):
        due, place, title = date(review.due_date), review.place, review.title
        yield format_finding(
            "publish-due", word("release_due").format(place=place, title=title, date=due)
        )


@dataclass(frozen=True, order=True)
class ReviewDue:
    """A page, fact or checklist to review by `due_date`, a date that stands at `line` of `file`."""

    due_date: dt.date
    file: Path
    line: int
    title: str

    @property
    def place(self) -> str:
        """The file and line, as `docs/index.md:4`."""
        return f"{self.file}:{self.line}"


def list_reviews(root: Path) -> list[ReviewDue]:
    """Return all reviews that are planned in the project in `root`, soonest first."""
    return sorted(
        ReviewDue(due_date, review.origin.file, review.get_line("again"), title)
        for _, title, review in load_cached_project(root).iter_reviews()
        if (due_date := review.get_date("again"))
    )


def list_due_reviews(root: Path, by: dt.date) -> list[ReviewDue]:
    """Return the reviews that are due on or before the day `by`, soonest first."""
    return [review for review in list_reviews(root) if review.due_date <= by]


def check_audit(publication: Publication) -> Iterator[str]:
    """Yield when the last audit was, if it was before this version or did not see every page."""
    word, date = publication.language.word, publication.language.format_date
    page_counts = [audit.count for audit in publication.audit_results if audit.id != "pdf"]
    tested = min(page_counts, default=0)
    last = min((audit.on for audit in publication.audit_results), default=None)
    count = len(publication.pages)
    if last is None or last < publication.settings.date or tested < count:
        file = publication.mkdocs.docs_dir / DATA_FOLDER / AUDIT_FILE
        day = date(last) if last else word("never")
        yield format_finding(
            "publish-untested",
            word("release_untested").format(file=file, tested=tested, count=count, date=day),
        )
