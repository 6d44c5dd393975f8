"""The fit of each checklist to what a reader looks for: a question, a meeting, minutes, a role.

A fit is written as `value:weight`. The lists with the largest weights come first.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from tools.model.entities.checklist import Checklist
from tools.model.entities.page import Page
from tools.model.publication import Publication

OWN_LIST, OWN_PAGE, SHOWN_BY_STORY = 30, 20, 10  # of a question: outweigh the other fits
LEADS, CALLS = "lead", "call"


def count_led(publication: Publication, checklist: Checklist) -> Counter[str]:
    """Return how many items of a list each role leads: the first that an item names."""
    named = (publication.get_item_roles(item)[:1] for item in checklist.items)
    return Counter(role for roles in named for role in roles)


def list_minutes(publication: Publication) -> list[int]:
    """List the lengths of all checklists in minutes, each once, the shortest first."""
    lengths = {checklist.pause.minutes for checklist in publication.checklists}
    return sorted(minutes for minutes in lengths if minutes)


def build_fits(publication: Publication) -> dict[str, dict[str, str]]:
    """Return the fits of each list, by its id and by the name of the filter."""
    lengths, shown = list_minutes(publication), find_shown_pages(publication)
    fits = {}
    for page, checklist in publication.checklist_pages:
        meeting = checklist.pause.meeting
        fits[checklist.id] = {
            "question": format_fits(dict(find_question_fits(publication, page, shown))),
            "meeting": format_fits({meeting: 1} if meeting else {}),
            "minutes": format_fits(dict(find_minutes_fits(checklist, lengths))),
            "role": format_fits(dict(find_role_fits(publication, checklist))),
        }
    return fits


def find_shown_pages(publication: Publication) -> dict[str, set[str]]:
    """Return the id of each question → the ids of the pages that its stories show at work."""
    return {
        question.id: {
            page_id
            for page in publication.find_answering_stories(question)
            if page.meta.story
            for page_id in page.meta.story.shows
        }
        for question in publication.questions.values()
    }


def find_question_fits(
    publication: Publication, page: Page, shown: Mapping[str, Collection[str]]
) -> Iterator[tuple[str, int]]:
    """Yield how well the list of a page answers each question: itself, by its page, or by a story.

    `shown`: the ids of the pages that the stories of each question show, by the question's id.
    """
    for question in publication.questions.values():
        if page.meta.checklist and question.checklist == page.meta.checklist.id:
            yield question.id, OWN_LIST
        elif question.page == page.id:
            yield question.id, OWN_PAGE
        elif page.id in shown[question.id]:
            yield question.id, SHOWN_BY_STORY


def find_minutes_fits(checklist: Checklist, lengths: Sequence[int]) -> Iterator[tuple[str, int]]:
    """Yield the lengths of meetings in which a list can be finished; it uses the time it gets."""
    if minutes := checklist.pause.minutes:
        weight = lengths.index(minutes) + 1
        yield from ((str(length), weight) for length in lengths if length >= minutes)


def find_role_fits(publication: Publication, checklist: Checklist) -> Iterator[tuple[str, int]]:
    """Yield what each role does in a list: it leads items of it, or it calls the pause."""
    led = count_led(publication, checklist)
    for role in publication.roles:
        if led[role]:
            yield f"{LEADS}-{role}", led[role]
        if checklist.pause.caller == role:
            yield f"{CALLS}-{role}", led[role] + 1


def format_fits(fits: Mapping[str, int]) -> str:
    """Return fits as an attribute of a row; a weight of 1 is left out."""
    return " ".join(f"{name}:{weight}" if weight > 1 else name for name, weight in fits.items())
