"""The index of the book: where it explains or mentions each term and each organisation of a story.

An entry refers to the first mention in the running text of each chapter. Markers with an id are
put around those mentions; the printed page numbers follow from these, so they cannot be wrong.
Every chapter begins on a new page, so no entry lists a page twice.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from lxml.html import HtmlElement

from tools.model.publication import Publication
from tools.model.reading.collation import first_letter, sort_key
from tools.pdf.chapter import Chapter, book_id

# Not running text: headings, checklists, and what only refers to other places.
SKIPPED_CLASSES = {"checklist", "scan", "related", "story-note", "sources", "accountability"}
SKIPPED_TAGS = {"h2", "h3", "h4", "h5", "svg", "cite"}
WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Locator:
    """A place that an entry refers to, by its id in the book.

    `is_main`: the term is explained there, or the story of the organisation is told.
    """

    anchor: str
    is_main: bool = False


@dataclass(frozen=True)
class IndexEntry:
    """A word with its locators, or with the words to see instead.

    `variants` are the forms to search for, and `main_anchor` is the id in the book of the place
    where the term is explained or the story told.
    """

    word: str
    variants: tuple[str, ...] = ()
    main_anchor: str = ""
    locators: tuple[Locator, ...] = ()
    see: tuple[str, ...] = ()

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The expression that matches a variant as whole words, the longest first."""
        variants = sorted(self.variants, key=len, reverse=True)
        choices = "|".join(re.escape(variant) for variant in variants)
        return re.compile(rf"(?<!\w)(?:{choices})(?!\w)", re.IGNORECASE)


def build_index(
    publication: Publication, chapters: Sequence[Chapter]
) -> dict[str, list[IndexEntry]]:
    """Mark the mentions in the chapters; return the entries that have any, by first letter."""
    words = [chapter_words(chapter) for chapter in chapters]
    entries = []
    for number, candidate in enumerate(index_candidates(publication), 1):
        locators = tuple(mark_mentions(candidate, f"book-index-{number}", chapters, words))
        if locators:
            entries.append(replace(candidate, locators=locators))
    entries += see_references(entries)
    by_letter: dict[str, list[IndexEntry]] = {}
    for entry in sorted(entries, key=lambda entry: sort_key(entry.word)):
        by_letter.setdefault(first_letter(entry.word), []).append(entry)
    return by_letter


def index_candidates(publication: Publication) -> Iterator[IndexEntry]:
    """Yield the entries to search for: the terms, and the organisations of the real stories."""
    glossary = publication.find_home("glossary")
    for term in publication.terms.values():
        if glossary is None:
            break
        yield IndexEntry(term.term, (term.term, *term.also), book_id(glossary, f"term-{term.id}"))
    anchors: dict[str, str] = {}
    for page in publication.pages.values():
        if page.meta.story and not page.meta.story.fictional:
            anchors.setdefault(page.meta.story.organisation, book_id(page))
    for organisation, anchor in anchors.items():
        yield IndexEntry(organisation, (organisation,), anchor)


def see_references(entries: Sequence[IndexEntry]) -> list[IndexEntry]:
    """Return an entry for each other form of a word that refers to the entries with that form."""
    words = {entry.word.casefold() for entry in entries}
    targets: dict[str, list[str]] = {}
    for entry in entries:
        for variant in entry.variants[1:]:
            if variant.casefold() not in words:
                targets.setdefault(variant, []).append(entry.word)
    return [
        IndexEntry(variant, see=tuple(sorted(see, key=sort_key)))
        for variant, see in targets.items()
    ]


def chapter_words(chapter: Chapter) -> frozenset[str]:
    """Return the words of a chapter: only a chapter with an entry's words is searched for it."""
    words = (word for text in chapter.element.itertext() for word in WORD.findall(text))
    return frozenset(word.casefold() for word in words)


def mark_mentions(
    entry: IndexEntry, prefix: str, chapters: Sequence[Chapter], words: Sequence[frozenset[str]]
) -> Iterator[Locator]:
    """Mark the first mention of an entry in each chapter, and yield the locators in order.

    `words` are those of each chapter; the ids of the markers begin with `prefix`.
    """
    variants = [{word.casefold() for word in WORD.findall(text)} for text in entry.variants]
    for number, (chapter, in_chapter) in enumerate(zip(chapters, words, strict=True), 1):
        marker_id = f"{prefix}-{number}"
        if entry.main_anchor in chapter.ids:
            yield Locator(entry.main_anchor, is_main=True)
        elif any(variant <= in_chapter for variant in variants) and mark_first_mention(
            chapter.element, entry.pattern, marker_id
        ):
            yield Locator(marker_id)


def mark_first_mention(element: HtmlElement, pattern: re.Pattern[str], marker_id: str) -> bool:
    """Put a marker around the first match in running text; return whether there is one."""
    if element.tag in SKIPPED_TAGS or SKIPPED_CLASSES & set(element.get("class", "").split()):
        return False
    if match := pattern.search(element.text or ""):
        marker = make_marker(element, match, marker_id)
        element.text = match.string[: match.start()]
        element.insert(0, marker)
        return True
    for child in list(element):
        if isinstance(child.tag, str) and mark_first_mention(child, pattern, marker_id):
            return True
        if match := pattern.search(child.tail or ""):
            marker = make_marker(element, match, marker_id)
            child.tail = match.string[: match.start()]
            element.insert(element.index(child) + 1, marker)
            return True
    return False


def make_marker(parent: HtmlElement, match: re.Match[str], marker_id: str) -> HtmlElement:
    """Return an element around a match, followed by the rest of the text."""
    marker = parent.makeelement("span", {"id": marker_id})
    marker.text, marker.tail = match[0], match.string[match.end() :]
    return marker
