"""Macros that lead to other pages."""

from typing import get_args

from macros.context import MacroContext
from tools.model.entities.page import Page, SizeClass
from tools.model.reading.images import read_drawing_title, read_drawing_width
from tools.publish.feed import FEED_PATH, has_feed
from tools.render.charts import lay_out
from tools.render.figures import hide_figure
from tools.render.imprint import address_in_original, place_in_original

NARROW = 320  # units: a drawing that is read at its own size, on a telephone too


def ref(context: MacroContext, target: str, text: str = "") -> str:
    """Render a link to a page by id (`page` or `page#heading`), with its title or another text."""
    page_id, _, anchor = target.partition("#")
    page = context.publication.pages.get(page_id)
    if page is None:
        return render_excluded(context, context.publication.excluded_pages[page_id], anchor, text)
    return context.render("ref", url=page.get_url_of(anchor), text=text or page.title)


def render_excluded(context: MacroContext, page: Page, anchor: str, text: str) -> str:
    """Render a reference to a page that an edition leaves out: the original has it."""
    publication, words = context.publication, text or page.title
    return context.render(
        "ref_excluded",
        text=words,
        place=place_in_original(publication, page, words),
        url=address_in_original(publication, page, anchor),
    )


def cards(context: MacroContext, kind: str) -> str:
    """Render a card for each page of a kind, with the first figure of that page.

    Not on the home page, where cards are small.
    """
    pages = context.publication.get_pages_of_kind(kind)
    drawn = () if context.page.meta.hero else pages
    pictures = {page.id: render_picture(context, page) for page in drawn if page.figures}
    return context.render("cards", pages=pages, pictures=pictures)


def render_picture(context: MacroContext, page: Page) -> str:
    """Render the first figure of a page, without the words that its title says."""
    figure = page.figures[0]
    if figure.macro == "chart":
        svg = render_chart(context, "chart_svg", figure.id, page)
    else:
        path = context.publication.find_drawing(figure.id)
        svg = context.publication.read_coloured(path)
    return hide_figure(svg)


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
        pictures={},
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
    path = context.publication.find_drawing(name)
    caption, is_narrow = read_drawing_title(path), read_drawing_width(path) <= NARROW
    return context.render("drawing", name=name, caption=caption, narrow=is_narrow)


def chart(context: MacroContext, chart_id: str) -> str:
    """Render a chart from its data, with the finding, its sources and its date."""
    return render_chart(context, "chart", chart_id, context.page)


def render_chart(context: MacroContext, template: str, chart_id: str, page: Page) -> str:
    """Render a chart in the hue of a page: by itself, or as a figure."""
    publication = context.publication
    entry = publication.charts[chart_id]
    return context.render(
        template,
        chart=entry,
        layout=lay_out(entry, publication.language),
        hue=publication.get_hue(page),
        sources=[publication.sources[source] for source in entry.sources],
        sources_url=context.get_home_url("sources"),
    )


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
