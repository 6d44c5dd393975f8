"""Rules for what was published, which also hold between two releases.

`tools/decisions/0007-releases.md` says why. Before the first release these rules find nothing.
"""

from collections.abc import Iterator

from tools.model.problems import Problem
from tools.model.project import ParsedPage, ParsedProject
from tools.model.release import entries


def check_reused_ids(project: ParsedProject) -> Iterator[Problem]:
    """Never use an id again that was retired in a release, even if the data no longer says so."""
    retired = {key for key, entry in project.manifest.items() if not entry.fingerprint}
    forgotten = retired - entries.collect_all_retired_ids(project)
    for key, node in entries.map_ids_in_use(project):
        if key in forgotten:
            yield node.create_problem("id", "id-retired", id=node.id)


def check_moved_review_dates(project: ParsedProject) -> Iterator[Problem]:
    """Change a review date only after a review, never to an earlier date, and never drop it."""
    for page in project.pages:
        yield from find_dropped_review(project, page)
    for review_id, _, review in project.iter_reviews():
        entry = project.manifest.get((entries.REVIEW, review_id))
        if entry is None or len(entry.fingerprint) < 2 or review.get_date("on") is None:
            continue
        on, again = str(review.get_date("on")), str(review.get_date("again"))
        released_on, released_again = entry.fingerprint
        if on < released_on or (on == released_on and again != released_again):
            yield review.create_problem("on", "release-check", on=released_on, again=released_again)


def find_dropped_review(project: ParsedProject, page: ParsedPage) -> Iterator[Problem]:
    """Yield the released review that a page, or else its checklist, has no more.

    A sheet names it, and nothing else reminds anyone to check. Facts have a rule of their own.
    """
    for review_id, node in ((page.id, page.meta), (f"{page.id}--list", page.checklist)):
        entry = project.manifest.get((entries.REVIEW, review_id))
        if node and entry and len(entry.fingerprint) == 2 and "reviewed" not in node.data:
            on, again = entry.fingerprint
            yield node.create_problem("id", "release-check", on=on, again=again)
            return
