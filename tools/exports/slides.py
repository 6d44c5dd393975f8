"""The slides of a deck as data: what each says, and what its leader has in the notes.

A working form has a deck to lead it with: goal, material, drawings, a slide for each step with its
minutes, and the result. One more deck introduces the publication. `deck.py` writes them.
"""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Literal

from tools.model.entities.page import Page
from tools.model.entities.settings import BookPart
from tools.model.entities.workform import Workform
from tools.model.publication import Publication
from tools.model.reading.images import read_drawing
from tools.render import site_paths
from tools.render.imprint import absolute_url, based_on_line

MAX_LINES = 5  # on a slide
Layout = Literal["title", "statement", "step", "list", "picture"]  # as the template names them


@dataclass(frozen=True)
class Picture:
    """A picture: its file, and what it shows in words; without words it only decorates."""

    path: Path
    alt: str = ""


@dataclass(frozen=True)
class Bar:
    """The time of a session: the minutes of each step, and which of them (from 0) is now."""

    minutes: tuple[int, ...]
    alt: str
    current: int | None = None


@dataclass(frozen=True)
class Slide:
    """A slide: texts for the places of its layout, pictures by the name of their place, notes.

    `first_number`: that of its first line, when the lines are numbered. `hidden`: for who prepares
    the session; a slide show passes over it.
    """

    layout: Layout
    title: str
    text: tuple[str, ...] = ()
    label: str = ""
    detail: str = ""
    notes: tuple[str, ...] = ()
    pictures: tuple[tuple[str, Picture], ...] = ()
    first_number: int | None = None
    bar: Bar | None = None
    hidden: bool = False


@dataclass(frozen=True)
class Deck:
    """A deck: its path in the site, its title, the number of its hue, and its slides.

    `source`: the page that it is made from, relative to `docs/`.
    """

    path: str
    source: Path
    title: str
    subject: str
    hue: int
    slides: tuple[Slide, ...]

    @property
    def pictures(self) -> list[Path]:
        """The files of its pictures, in order."""
        return [picture.path for slide in self.slides for _, picture in slide.pictures]


def build_decks(publication: Publication) -> list[Deck]:
    """Return the decks of a publication: one that introduces it, and one of each working form."""
    forms = (build_workform_deck(publication, *pair) for pair in publication.workform_pages)
    return [build_introduction(publication), *forms]


def build_workform_deck(publication: Publication, page: Page, form: Workform) -> Deck:
    """Return the deck with which to lead the working form of a page."""
    return Deck(
        path=site_paths.deck_path(page.id),
        source=page.source_path,
        title=page.title,
        subject=form.goal,
        hue=publication.get_hue(page),
        slides=number_titles(list_workform_slides(publication, page, form)),
    )


def list_workform_slides(publication: Publication, page: Page, form: Workform) -> Iterator[Slide]:
    """Yield the slides of a working form, in the order in which they are shown."""
    word = publication.language.word
    minutes = word("minutes").format(minutes=form.minutes)
    kind = publication.settings.kinds[page.meta.kind].one
    hue = publication.get_hue(page)
    mark = [("Mark", Picture(publication.find_drawing(f"marker-{hue}")))] if hue else []
    yield Slide(
        "title",
        page.title,
        text=(form.group,),
        label=" · ".join(filter(None, (kind, minutes))),
        notes=(*list_workform_notes(publication, form), *list_origin(publication, page)),
        pictures=(*mark, *list_identity(publication)),
    )
    material = split_list(word("workform_material"), form.material, (word("deck_material"),))
    yield from (replace(slide, hidden=True) for slide in material)
    yield from list_drawings(publication, [page])
    lengths = tuple(step.minutes for step in form.steps)
    plan = "; ".join(
        f"{step.what}, {word('minutes').format(minutes=step.minutes)}" for step in form.steps
    )
    yield Slide(
        "statement",
        word("goal"),
        text=(form.goal,),
        notes=(f"{word('workform_steps')}: {plan}.",),
        bar=Bar(lengths, word("deck_plan").format(plan=plan, time=minutes)),
    )
    for number, (start, end, step) in enumerate(form.timed_steps):
        clock = word("workform_clock").format(start=start, end=end)
        spoken = (f"{word('workform_say')} {step.say}",) if step.say else ()
        now = word("deck_step").format(number=number + 1, count=len(form.steps))
        yield Slide(
            "step",
            step.what,
            text=(step.how,),
            label=str(step.minutes),
            detail=f"{word('minutes_unit').format(minutes=step.minutes)}\n{clock}",
            notes=(
                f"{now}: {word('minutes').format(minutes=step.minutes)}, {clock}.",
                *spoken,
            ),
            bar=Bar(lengths, f"{now}: {clock} ({minutes}).", number),
        )
    yield Slide(
        "statement",
        word("workform_result"),
        text=(form.result,),
        notes=tuple(list_origin(publication, page)),
    )


def list_workform_notes(publication: Publication, form: Workform) -> list[str]:
    """Return what the leader of a form needs to know before it begins."""
    word = publication.language.word
    facts = (
        ("goal", form.goal),
        ("workform_time", word("minutes").format(minutes=form.minutes)),
        ("workform_leader", publication.roles[form.leader].title),
        ("workform_group", form.group),
        ("workform_material", "; ".join(form.material)),
    )
    return [
        *(f"{word(name)}: {text}" for name, text in facts),
        *(f"{word('workform_watch')}: {remark}" for remark in form.watch),
    ]


def list_origin(publication: Publication, page: Page) -> list[str]:
    """Return where a deck is from: the publication, its licence, and the page if it has an URL."""
    parts = (based_on_line(publication), publication.settings.licence)
    return [f"{'. '.join(parts)}.", *filter(None, [absolute_url(publication, page.url)])]


def build_introduction(publication: Publication) -> Deck:
    """Return the deck that introduces the publication."""
    return Deck(
        path=site_paths.deck_path(publication.settings.slug),
        source=publication.start_page.source_path,
        title=publication.full_title,
        subject=publication.start_page.description,
        hue=0,
        slides=number_titles(list_introduction_slides(publication)),
    )


def list_introduction_slides(publication: Publication) -> Iterator[Slide]:
    """Yield the slides that introduce the publication: why, what is in it, how to begin."""
    word, settings, start = publication.language.word, publication.settings, publication.start_page
    edition = publication.edition
    recipient = edition.spec.handed_to if edition else ""
    handed_to = word("handed_to").format(name=recipient) if recipient else ""
    yield Slide(
        "title",
        publication.name,
        text=tuple(filter(None, [settings.subtitle, handed_to])),
        label=settings.publisher.name or "",
        notes=(*filter(None, [start.description]), *list_origin(publication, start)),
        pictures=tuple(list_identity(publication)),
    )
    if hero := start.meta.hero:
        yield Slide("statement", word("deck_what"), text=(hero.line,), notes=(hero.text,))
    front = [part for part in settings.book if not part.title]
    pages = [publication.pages[page_id] for part in front for page_id in part.pages]
    shown = [start, *pages]
    yield from list_drawings(publication, shown)
    questions = publication.questions.values()
    yield from split_list(
        word("deck_questions"),
        [question.short for question in questions],
        [f"{question.ask} {question.answer}" for question in questions],
    )
    for part in settings.book:
        if part.title:
            yield from list_part_slides(publication, part, shown)
    if publication.pages_with_checklist:
        titles = [checklist.title for checklist in publication.checklists]
        count = word("deck_lists").format(count=len(titles))
        yield Slide("statement", word("lists"), text=(count,), notes=tuple(titles))
    related = [publication.pages[page_id] for page_id in start.meta.related]
    yield from split_list(
        word("deck_start"),
        [page.title for page in related],
        summarize(related),
    )
    publisher = settings.publisher
    address = absolute_url(publication)
    whose = (publisher.name, publisher.mail, publisher.address, address)
    lines = [*filter(None, whose), f"{based_on_line(publication)}, {settings.licence}"]
    yield from split_list(word("deck_contact"), lines, list_origin(publication, start))


def list_part_slides(
    publication: Publication, part: BookPart, already_shown: Sequence[Page]
) -> Iterator[Slide]:
    """Yield the slides of a part of the book: its drawings, its first line, its numbered pages."""
    pages = [publication.pages[page_id] for page_id in part.pages]
    kinds = publication.settings.kinds
    if all(kinds[page.meta.kind].by_makers for page in pages):
        return
    numbered = {
        kind: [page for page in pages if page.meta.kind == kind]
        for kind in dict.fromkeys(page.meta.kind for page in pages)
        if kinds[kind].numbered
    }
    titles = {kind: kinds[kind].many or kind for kind in numbered}
    if part.title not in titles.values():
        first, *rest = part.summary or [page.title for page in pages]
        yield Slide("statement", part.title, text=(first,), notes=(*rest, *summarize(pages)))
    drawn = set(chain.from_iterable(page.drawings for page in already_shown))
    yield from list_drawings(publication, pages, drawn)
    for kind, listed in numbered.items():
        notes = summarize(listed)
        if titles[kind] == part.title:
            notes = [*part.summary, *notes]
        lines = [page.title for page in listed]
        yield from split_list(titles[kind], lines, notes, listed[0].meta.number)


def summarize(pages: Iterable[Page]) -> list[str]:
    """Return the title and summary of each page that has one."""
    return [f"{page.title}: {page.meta.summary}" for page in pages if page.meta.summary]


def list_identity(publication: Publication) -> Iterator[tuple[str, Picture]]:
    """Yield the logo and the drawing of a title slide, each with the name of its place."""
    docs = publication.docs_folder
    if publication.logo:
        yield (
            "Logo",
            Picture(
                docs / publication.logo, alt=publication.settings.publisher.name or publication.name
            ),
        )
    if drawing := publication.settings.identity.drawings.handout:
        yield "Picture", Picture(docs / drawing)


def list_drawings(
    publication: Publication, pages: Iterable[Page], without: Iterable[str] = ()
) -> Iterator[Slide]:
    """Yield a slide of each drawing that pages place, each once."""
    names = dict.fromkeys(chain.from_iterable(page.drawings for page in pages))
    for name in names:
        if name not in without:
            path = publication.find_drawing(name)
            root = read_drawing(path)
            title, text = (
                " ".join((root.findtext(f"{{*}}{tag}") or "").split()) for tag in ("title", "desc")
            )
            yield Slide(
                "picture", title, notes=(text,), pictures=(("Picture", Picture(path, text)),)
            )


def split_list(
    title: str, lines: Sequence[str], notes: Sequence[str], first_number: int | None = None
) -> Iterator[Slide]:
    """Yield lines on as many slides as they need, about as many on each, all with the notes."""
    if lines:
        count = math.ceil(len(lines) / MAX_LINES)
        size = math.ceil(len(lines) / count)
        for first in range(0, len(lines), size):
            chunk = tuple(lines[first : first + size])
            number = first_number and first_number + first
            yield Slide("list", title, text=chunk, notes=tuple(notes), first_number=number)


def number_titles(slides: Iterable[Slide]) -> tuple[Slide, ...]:
    """Return slides with titles of their own: those of one title get a number."""
    found = [*slides]
    counts = Counter(slide.title for slide in found)
    seen = Counter[str]()
    result = []
    for slide in found:
        seen[slide.title] += 1
        if counts[slide.title] > 1:
            result.append(replace(slide, title=f"{slide.title} ({seen[slide.title]})"))
        else:
            result.append(slide)
    return tuple(result)
