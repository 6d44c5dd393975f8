"""Macros that lead to other pages."""

from typing import get_args

from macros.context import MacroContext
from tools.model.entities.page import SizeClass
from tools.model.reading.images import read_drawing_title
from tools.publish.feed import FEED_PATH, has_feed


def ref(context: MacroContext, target: str, text: str = "") -> str:
    """Render a link to a page by id (`page` or `page#heading`), with its title or another text."""
    page_id, hash_, anchor = target.partition("#")
    page = context.publication.pages.get(page_id)
    if page is None:  # an edition leaves it out: only its title remains
        title = context.publication.excluded_pages[page_id].title
        return context.render("ref", url="", text=text or title)
    return context.render("ref", url=page.url + hash_ + anchor, text=text or page.title)


def cards(context: MacroContext, kind: str) -> str:
    """Render a card for each page of a kind."""
    return context.render("cards", pages=context.publication.get_pages_of_kind(kind))


def page_related(context: MacroContext) -> str:
    """Render links to the pages that this page names and to those that name it."""
    return context.render("related", pages=context.publication.get_related_pages(context.page))


def page_stories(context: MacroContext) -> str:
    """Render links to the stories that show this page's subject in practice."""
    return context.render("stories", pages=context.publication.find_stories_about(context.page))


def stories(context: MacroContext) -> str:
    """Render a card for each story, with filters by question, by subject and by size."""
    publication, word = context.publication, context.publication.language.word
    pages = publication.pages_with_story
    sizes = {page.meta.story.size_class for page in pages if page.meta.story}
    asked = [q for q in publication.questions.values() if publication.find_answering_stories(q)]
    return context.render(
        "story_cards",
        pages=pages,
        questions=[(question.id, question.short) for question in asked],
        subjects=publication.story_subjects,
        sizes=[(size, word(f"size_{size}")) for size in get_args(SizeClass) if size in sizes],
    )


def questions(context: MacroContext) -> str:
    """Render each question with an answer, and links to its page, stories and checklist."""
    return context.render("questions")


def story_note(context: MacroContext) -> str:
    """Render how this story was written, what it shows, and how to have it corrected."""
    story = context.page.meta.story
    subjects = [context.publication.pages[page_id] for page_id in story.shows] if story else []
    has_mail = bool(context.publication.settings.publisher.mail)
    contact_url = context.get_home_url("contact") if has_mail else ""
    return context.render("story_note", story=story, subjects=subjects, contact_url=contact_url)


def page_foreword(context: MacroContext) -> str:
    """Render the foreword of an edition."""
    return context.render("foreword", edition=context.publication.edition)


def drawing(context: MacroContext, name: str) -> str:
    """Render a drawing of the publication or theme; its texts are its own `title` and `desc`."""
    caption = read_drawing_title(context.publication.find_drawing(name))
    return context.render("drawing", name=name, caption=caption)


def changes(context: MacroContext) -> str:
    """Render the changes for readers, the newest first, with a link to their feed."""
    publication = context.publication
    feed = FEED_PATH if has_feed(publication) else ""
    return context.render("changes", changes=publication.changes, feed=feed)


def publisher(context: MacroContext) -> str:
    """Render the publisher, the version and the licence."""
    return context.render("publisher")


def contact(context: MacroContext) -> str:
    """Render the mail address of the publisher, or a note that there is none yet."""
    return context.render("contact")
