"""Macros that lead to other pages."""

from __future__ import annotations

from typing import get_args

from macros.context import Context
from tools.model.page import Size
from tools.publish.feed import FEED, has_feed


def ref(context: Context, target: str, text: str = "") -> str:
    """Link to a page by id (`page` or `page#heading`), with its title or the given text."""
    identity, mark, anchor = target.partition("#")
    publication = context.publication
    here = identity in publication.pages
    other = (publication.pages if here else publication.left_out)[identity]
    return context.render(
        "ref", url=other.url + mark + anchor if here else "", text=text or other.title
    )


def cards(context: Context, kind: str) -> str:
    """Show a card for each page of a kind."""
    return context.render("cards", pages=context.publication.of_kind(kind))


def page_related(context: Context) -> str:
    """Show the pages that this page names and those that name it."""
    return context.render("related", pages=context.publication.related(context.page))


def page_stories(context: Context) -> str:
    """Show the stories in which this page's subject is seen at work."""
    return context.render("stories", pages=context.publication.shown_by(context.page))


def stories(context: Context) -> str:
    """Show a card for each story, narrowed by question, by what it shows and by size."""
    publication = context.publication
    pages = publication.stories
    told = [page.meta.story for page in pages if page.meta.story]
    asked = {identity for story in told for identity in story.questions}
    scales = {story.scale for story in told}
    return context.render(
        "story_cards",
        pages=pages,
        questions=[
            (one.id, one.short) for one in publication.questions.values() if one.id in asked
        ],
        subjects=publication.subjects,
        sizes=[
            (size, publication.language.word(f"size_{size}"))
            for size in get_args(Size)
            if size in scales
        ],
    )


def questions(context: Context) -> str:
    """Show each question with how to begin, and the page, stories and checklist to go on with."""
    publication = context.publication
    return context.render(
        "questions",
        questions=[
            (
                question,
                publication.pages[question.page],
                publication.answering(question),
                publication.list_page(question.checklist),
            )
            for question in publication.questions.values()
        ],
    )


def story_note(context: Context) -> str:
    """Say how this story was written, what it shows, and how to have it corrected."""
    story = context.page.meta.story
    shows = [context.publication.pages[identity] for identity in story.shows] if story else []
    return context.render("story_note", story=story, shows=shows, contact=context.home("contact"))


def page_foreword(context: Context) -> str:
    """Show the foreword of an edition."""
    return context.render("foreword", edition=context.publication.edition)


def drawing(context: Context, name: str) -> str:
    """Show an own drawing; its words stand in the drawing itself (`title` and `desc`)."""
    caption = context.publication.drawing_title(name)
    return context.render("drawing", name=name, caption=caption)


def changes(context: Context) -> str:
    """Tell what changed for readers, the newest first, and where to follow that."""
    publication = context.publication
    feed = FEED if has_feed(publication) else ""
    return context.render("changes", changes=publication.changes, feed=feed)


def publisher(context: Context) -> str:
    """Show who publishes, which version this is, and under which licence."""
    return context.render("publisher")


def contact(context: Context) -> str:
    """Show the mail address to react to, or say plainly that there is none yet."""
    return context.render("contact")
