"""Rules for case stories, and for the questions by which readers find them."""

from __future__ import annotations

from collections.abc import Iterator

from tools.model.problems import Problem
from tools.model.project import ParsedPage, ParsedProject
from tools.model.reading.yaml_nodes import Node
from tools.model.rules.items import check_repeated_values
from tools.model.rules.pages import check_known_ids, iter_pages_with_kind


def iter_stories(draft: ParsedProject) -> Iterator[tuple[ParsedPage, Node]]:
    """Give every page that tells a story, with what the story says of itself."""
    for page in draft.pages:
        story = page.meta.get_node("story")
        if story:
            yield page, story


def check_story_sources(draft: ParsedProject) -> Iterator[Problem]:
    """Name under `sources` what the text cites, and nothing else; a true story cites something."""
    known = {node.get_text("id") for node in draft.sources}
    for page, story in iter_stories(draft):
        if page.body.has_unreadable_calls:
            continue  # its calls cannot be read; another rule tells
        cited, named = page.body.get_unique_arguments("cite"), story.get_texts("sources")
        for identity in cited:
            if identity in known and identity not in named:
                yield story.create_problem("sources", "story-source-unnamed", id=identity)
        for identity in named:
            if identity in known and identity not in cited:
                yield story.create_problem("sources", "story-source-uncited", id=identity)
        if story.data.get("fictional") is False and not named:
            yield story.create_problem("sources", "story-without-source")


def check_fictional_titles(draft: ParsedProject) -> Iterator[Problem]:
    """Say in the title of a fictional story what it is: the title goes wherever the story goes."""
    label = draft.language.word("fictional")
    for page, story in iter_stories(draft):
        title = page.meta.get_text("title") or ""
        if story.data.get("fictional") is True and label not in title.lower():
            yield page.meta.create_problem("title", "fictional-title", label=label)


def check_story_questions(draft: ParsedProject) -> Iterator[Problem]:
    """Name in a story the questions that it answers."""
    known = {node.get_text("id") for node in draft.questions}
    for _, story in iter_stories(draft):
        yield from check_known_ids(story, "questions", {*known}, "question-unknown")
        yield from check_repeated_values(story, "questions")


def check_question_references(draft: ParsedProject) -> Iterator[Problem]:
    """Let each question lead to a page, to a story that says it answers it, and to a checklist."""
    pages = {page.id for page in draft.pages}
    answering = {
        (page.id, identity)
        for page, story in iter_stories(draft)
        for identity in story.get_texts("questions")
    }
    lists = {node.get_text("id") for node in draft.iter_checklists()}
    for question in draft.questions:
        page, story, checklist = (question.get_text(key) for key in ("page", "story", "checklist"))
        if page and page not in pages:
            yield question.create_problem("page", "page-unknown", id=page)
        if story and (story, question.get_text("id")) not in answering:
            yield question.create_problem("story", "question-story", id=story)
        if checklist and checklist not in lists:
            yield question.create_problem("checklist", "list-unknown", id=checklist)


def check_subjects_shown(draft: ParsedProject) -> Iterator[Problem]:
    """Show each page of the kinds that ask for it at work, in at least one story."""
    shown = {identity for _, story in iter_stories(draft) for identity in story.get_texts("shows")}
    for page, kind in iter_pages_with_kind(draft):
        if kind.shown and page.id and page.id not in shown and not page.is_unfinished:
            yield page.meta.create_problem("id", "not-shown", id=page.id)


RULES = (
    check_story_sources,
    check_fictional_titles,
    check_story_questions,
    check_question_references,
    check_subjects_shown,
)
