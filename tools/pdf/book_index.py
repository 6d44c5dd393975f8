"""The register: where the book explains or names each term and each organisation of a story.

An entry's places are its first mention in the running text of each chapter. They are marked in
the chapters themselves; the printed numbers come from those marks, so they cannot be wrong. Every
chapter begins on a page of its own, so no entry names a page twice.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from lxml.html import HtmlElement

from tools.model.publication import Publication
from tools.pdf.chapter import Chapter, book_id

# What is no running text: headings, lists to tick, and what only points to other places.
SKIPPED_CLASSES = {"checklist", "scan", "related", "story-note", "sources", "accountability"}
SKIPPED_TAGS = {"h2", "h3", "h4", "h5", "svg", "cite"}
WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Locator:
    """Where an entry's word stands: an id in the book; `main`: there it is explained, or told."""

    anchor: str
    is_main: bool = False


@dataclass(frozen=True)
class IndexEntry:
    """A word with its places, or with the words to see instead; `forms` are looked for.

    It is explained or told at `main`.
    """

    word: str
    variants: tuple[str, ...] = ()
    main_anchor: str = ""
    locators: tuple[Locator, ...] = ()
    see: tuple[str, ...] = ()

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """What finds it in a text: the longest of its forms, as a word or words by itself."""
        forms = "|".join(re.escape(form) for form in sorted(self.variants, key=len, reverse=True))
        return re.compile(rf"(?<!\w)(?:{forms})(?!\w)", re.IGNORECASE)


def build_index(
    publication: Publication, chapters: Sequence[Chapter]
) -> dict[str, list[IndexEntry]]:
    """Mark the places of all entries in the chapters; give the entries that have any, by letter."""
    words = [chapter_words(chapter) for chapter in chapters]
    found = [
        replace(entry, locators=tuple(mark_mentions(entry, f"register-{number}", chapters, words)))
        for number, entry in enumerate(index_candidates(publication), 1)
    ]
    entries = [entry for entry in found if entry.locators]
    by_letter: dict[str, list[IndexEntry]] = {}
    for entry in sorted(
        [*entries, *see_references(entries)], key=lambda entry: sort_key(entry.word)
    ):
        by_letter.setdefault(sort_key(entry.word)[0].upper(), []).append(entry)
    return by_letter


def index_candidates(publication: Publication) -> Iterator[IndexEntry]:
    """Give the entries to look for: the terms, and the organisations of the stories that exist."""
    glossary = publication.pages[publication.settings.homes.glossary]
    for term in publication.terms.values():
        yield IndexEntry(term.term, (term.term, *term.also), book_id(glossary, f"term-{term.id}"))
    told: dict[str, str] = {}
    for page in publication.pages.values():
        if page.meta.story and not page.meta.story.fictional:
            told.setdefault(page.meta.story.organisation, book_id(page))
    for organisation, main in told.items():
        yield IndexEntry(organisation, (organisation,), main)


def see_references(entries: Sequence[IndexEntry]) -> Iterator[IndexEntry]:
    """Give an entry for each other form of a word, which leads to the entries that have it."""
    words = {entry.word.casefold() for entry in entries}
    see: dict[str, list[str]] = {}
    for entry in entries:
        for form in entry.variants[1:]:
            if form.casefold() not in words:
                see.setdefault(form, []).append(entry.word)
    return (
        IndexEntry(form, see=tuple(sorted(targets, key=sort_key))) for form, targets in see.items()
    )


def sort_key(word: str) -> str:
    """Give the letters and digits by which a word is sorted: without accents and signs."""
    plain = unicodedata.normalize("NFD", word.casefold())
    return "".join(sign for sign in plain if sign.isalnum() or sign == " ") or word


def chapter_words(chapter: Chapter) -> frozenset[str]:
    """Give the words of a chapter: where an entry's words are not, it need not be looked for."""
    text = (word for piece in chapter.element.itertext() for word in WORD.findall(piece))
    return frozenset(word.casefold() for word in text)


def mark_mentions(
    entry: IndexEntry, name: str, chapters: Sequence[Chapter], words: Sequence[frozenset[str]]
) -> Iterator[Locator]:
    """Mark the first mention of an entry in each chapter; give the places in order."""
    sought = [{word.casefold() for word in WORD.findall(form)} for form in entry.variants]
    for number, (chapter, held) in enumerate(zip(chapters, words, strict=True), 1):
        here = f"{name}-{number}"
        if entry.main_anchor in chapter.ids:
            yield Locator(entry.main_anchor, is_main=True)
        elif any(form <= held for form in sought) and mark_first_mention(
            chapter.element, entry.pattern, here
        ):
            yield Locator(here)


def mark_first_mention(element: HtmlElement, pattern: re.Pattern[str], identity: str) -> bool:
    """Put a mark with this id around the first match in running text; tell if there is one."""
    if element.tag in SKIPPED_TAGS or SKIPPED_CLASSES & set(element.get("class", "").split()):
        return False
    if found := pattern.search(element.text or ""):
        text = element.text
        span = make_marker(element, text, found, identity)
        element.text = text[: found.start()]
        element.insert(0, span)
        return True
    for kid in list(element):
        if isinstance(kid.tag, str) and mark_first_mention(kid, pattern, identity):
            return True
        if found := pattern.search(kid.tail or ""):
            text = kid.tail
            span = make_marker(element, text, found, identity)
            kid.tail = text[: found.start()]
            element.insert(element.index(kid) + 1, span)
            return True
    return False


def make_marker(parent: HtmlElement, text: str, found: re.Match[str], identity: str) -> HtmlElement:
    """Make the mark around a match, followed by the rest of the text."""
    span = parent.makeelement("span", {"id": identity})
    span.text, span.tail = found[0], text[found.end() :]
    return span
