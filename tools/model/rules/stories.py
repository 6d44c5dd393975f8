"""Rules for case stories, and for the questions by which readers find them."""

from __future__ import annotations

from collections.abc import Iterator

from tools.model.draft import Draft, DraftPage
from tools.model.problems import Problem
from tools.model.rules.items import twice
from tools.model.rules.pages import pages_of, unknown
from tools.model.source import Node


def stories_of(draft: Draft) -> Iterator[tuple[DraftPage, Node]]:
    """Give every page that tells a story, with what the story says of itself."""
    for page in draft.pages:
        story = page.meta.node("story")
        if story:
            yield page, story


def rest_on_what_they_cite(draft: Draft) -> Iterator[Problem]:
    """Name under `sources` what the text cites, and nothing else; a true story cites something."""
    known = {node.text("id") for node in draft.sources}
    for page, story in stories_of(draft):
        if page.body.unread:
            continue  # its calls cannot be read; another rule tells
        cited, named = page.body.named("cite"), story.texts("sources")
        for identity in cited:
            if identity in known and identity not in named:
                yield story.problem("sources", "story-source-unnamed", id=identity)
        for identity in named:
            if identity in known and identity not in cited:
                yield story.problem("sources", "story-source-uncited", id=identity)
        if story.data.get("fictional") is False and not named:
            yield story.problem("sources", "story-without-source")


def say_when_they_are_made_up(draft: Draft) -> Iterator[Problem]:
    """Say in the title of a fictional story what it is: the title goes wherever the story goes."""
    label = draft.language.word("fictional")
    for page, story in stories_of(draft):
        title = page.meta.text("title") or ""
        if story.data.get("fictional") is True and label not in title.lower():
            yield page.meta.problem("title", "fictional-title", label=label)


def answer_known_questions(draft: Draft) -> Iterator[Problem]:
    """Name in a story the questions that it answers."""
    known = {node.text("id") for node in draft.questions}
    for _, story in stories_of(draft):
        yield from unknown(story, "questions", {*known}, "question-unknown")
        yield from twice(story, "questions")


def lead_on_from_questions(draft: Draft) -> Iterator[Problem]:
    """Let each question lead to a page, to a story that says it answers it, and to a checklist."""
    pages = {page.id for page in draft.pages}
    answering = {
        (page.id, identity)
        for page, story in stories_of(draft)
        for identity in story.texts("questions")
    }
    lists = {node.text("id") for node in draft.lists()}
    for question in draft.questions:
        page, story, checklist = (question.text(key) for key in ("page", "story", "checklist"))
        if page and page not in pages:
            yield question.problem("page", "page-unknown", id=page)
        if story and (story, question.text("id")) not in answering:
            yield question.problem("story", "question-story", id=story)
        if checklist and checklist not in lists:
            yield question.problem("checklist", "list-unknown", id=checklist)


def show_every_subject(draft: Draft) -> Iterator[Problem]:
    """Show each page of the kinds that ask for it at work, in at least one story."""
    shown = {identity for _, story in stories_of(draft) for identity in story.texts("shows")}
    for page, kind in pages_of(draft):
        if kind.shown and page.id and page.id not in shown and not page.under_way:
            yield page.meta.problem("id", "not-shown", id=page.id)


RULES = (
    rest_on_what_they_cite,
    say_when_they_are_made_up,
    answer_known_questions,
    lead_on_from_questions,
    show_every_subject,
)
