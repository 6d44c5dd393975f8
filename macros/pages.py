"""Macros that lead to other pages."""

from __future__ import annotations

from typing import get_args

from macros.context import MacroContext
from tools.model.entities.page import SizeClass
from tools.model.reading.images import read_drawing_title
from tools.publish.feed import FEED_PATH, has_feed


def ref(context: MacroContext, target: str, text: str = "") -> str:
    """Link to a page by id (`page` or `page#heading`), with its title or the given text."""
    identity, mark, anchor = target.partition("#")
    publication = context.publication
    here = identity in publication.pages
    other = (publication.pages if here else publication.excluded_pages)[identity]
    return context.render(
        "ref", url=other.url + mark + anchor if here else "", text=text or other.title
    )


def cards(context: MacroContext, kind: str) -> str:
    """Show a card for each page of a kind."""
    return context.render("cards", pages=context.publication.get_pages_of_kind(kind))


def page_related(context: MacroContext) -> str:
    """Show the pages that this page names and those that name it."""
    return context.render("related", pages=context.publication.get_related_pages(context.page))


def page_stories(context: MacroContext) -> str:
    """Show the stories in which this page's subject is seen at work."""
    return context.render("stories", pages=context.publication.find_stories_about(context.page))


def stories(context: MacroContext) -> str:
    """Show a card for each story, narrowed by question, by what it shows and by size."""
    publication = context.publication
    pages = publication.pages_with_story
    told = [page.meta.story for page in pages if page.meta.story]
    asked = {identity for story in told for identity in story.questions}
    scales = {story.size_class for story in told}
    return context.render(
        "story_cards",
        pages=pages,
        questions=[
            (one.id, one.short) for one in publication.questions.values() if one.id in asked
        ],
        subjects=publication.story_subjects,
        sizes=[
            (size, publication.language.word(f"size_{size}"))
            for size in get_args(SizeClass)
            if size in scales
        ],
    )


def questions(context: MacroContext) -> str:
    """Show each question with how to begin, and the page, stories and checklist to go on with."""
    publication = context.publication
    return context.render(
        "questions",
        questions=[
            (
                question,
                publication.pages[question.page],
                publication.find_answering_stories(question),
                publication.find_checklist_page(question.checklist),
            )
            for question in publication.questions.values()
        ],
    )


def story_note(context: MacroContext) -> str:
    """Say how this story was written, what it shows, and how to have it corrected."""
    story = context.page.meta.story
    shows = [context.publication.pages[identity] for identity in story.shows] if story else []
    return context.render(
        "story_note", story=story, shows=shows, contact=context.get_home("contact")
    )


def page_foreword(context: MacroContext) -> str:
    """Show the foreword of an edition."""
    return context.render("foreword", edition=context.publication.edition)


def drawing(context: MacroContext, name: str) -> str:
    """Show an own drawing; its words stand in the drawing itself (`title` and `desc`)."""
    caption = read_drawing_title(context.publication.find_drawing(name))
    return context.render("drawing", name=name, caption=caption)


def changes(context: MacroContext) -> str:
    """Tell what changed for readers, the newest first, and where to follow that."""
    publication = context.publication
    feed = FEED_PATH if has_feed(publication) else ""
    return context.render("changes", changes=publication.changes, feed=feed)


def publisher(context: MacroContext) -> str:
    """Show who publishes, which version this is, and under which licence."""
    return context.render("publisher")


def contact(context: MacroContext) -> str:
    """Show the mail address to react to, or say plainly that there is none yet."""
    return context.render("contact")
