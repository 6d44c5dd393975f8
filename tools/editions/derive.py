"""An edition as a publication: the chosen pages and lists, under its own name.

The whole publication has been judged before, so what is left out here breaks no rule; whoever
refers to a page that is left out finds its title in `left_out`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from tools.language import load_language
from tools.model.entities.edition import FOREWORD_ID, Edition
from tools.model.entities.page import FrontMatter, Page
from tools.model.entities.reference_data import Change, Term
from tools.model.entities.settings import (
    BookPart,
    CountRange,
    PageKind,
    PublicationSettings,
    Publisher,
)
from tools.model.publication import Publication


def derive_edition(whole: Publication, edition: Edition, docs: Path) -> Publication:
    """Give the publication that an edition is, built from the pages in `docs` (see `docs`)."""
    says = edition.spec
    language = load_language(says.language) if says.language else whole.language
    kept = select_pages(whole, edition)
    pages = {page.id: prune_page(page, kept, edition) for page in kept.values()}
    foreword = language.word("foreword")
    if edition.foreword:
        pages[FOREWORD_ID] = build_foreword_page(edition, foreword, language.word("foreword_says"))
    own = derive_settings(whole.settings, edition, [*pages], foreword)
    settings = whole.mkdocs.model_copy(
        update={
            "site_name": says.name,
            "site_url": says.site_url or "",
            "docs_dir": docs,
            "extra": whole.mkdocs.extra.model_copy(update={"publication": own}),
        }
    )
    asked = find_used_sources(whole, pages.values())
    return replace(
        whole,
        mkdocs=settings,
        language=language,
        pages=pages,
        questions={key: one for key, one in whole.questions.items() if one.page in pages},
        terms=find_used_terms(whole, pages.values()),
        sources={key: source for key, source in whole.sources.items() if key in asked},
        changes=select_changes(whole.changes, pages),
        edition=edition,
        excluded_pages={key: page for key, page in whole.pages.items() if key not in pages},
    )


def select_changes(changes: Iterable[Change], pages: Iterable[str]) -> tuple[Change, ...]:
    """Give the changes on pages of an edition, and those of the publication as a whole.

    Where the page that a change is told of is left out, the next that changed with it comes first.
    """
    kept, found = {*pages}, []
    for one in changes:
        named = [page for page in (one.page, *one.also) if page]
        held = [page for page in named if page in kept]
        if held or not named:
            page = held.pop(0) if one.page else None
            found.append(one.model_copy(update={"page": page, "also": tuple(held)}))
    return tuple(found)


def select_pages(whole: Publication, edition: Edition) -> dict[str, Page]:
    """Give the pages of an edition: the chosen ones, and those that belong to no choice.

    A part of the book of which nothing is chosen falls away with its overview. So does a
    conversation scan, unless all the lists that it leads to are there, and a working form without
    the page that it puts to work.
    """
    choice = {page.id for page in whole.pages_with_handout}
    chosen = choice if edition.spec.chapters is None else {*edition.spec.chapters}
    gone = choice - chosen
    for part in whole.settings.book:
        if choice & {*part.pages} and not chosen & {*part.pages}:
            gone |= {*part.pages}
    lists = select_checklists(whole, edition)
    for page, scan in whole.scan_pages:
        for row in scan.rows:
            checklist = whole.pages[row.page].meta.checklist
            if row.page in gone or checklist is None or checklist.id not in lists:
                gone.add(page.id)
    gone |= {page.id for page, form in whole.workform_pages if form.page in gone}
    return {key: page for key, page in whole.pages.items() if key not in gone}


def select_checklists(whole: Publication, edition: Edition) -> set[str]:
    """Give the ids of the checklists that an edition may show: those chosen, or else all."""
    if edition.spec.checklists is None:
        return {checklist.id for checklist in whole.checklists}
    return {*edition.spec.checklists}


def prune_page(page: Page, kept: dict[str, Page], edition: Edition) -> Page:
    """Take out of a page's data what the edition does not hold."""
    meta, headings = page.meta, page.headings
    shows = tuple(one for one in meta.story.shows if one in kept) if meta.story else ()
    update: dict[str, Any] = {
        "title": edition.spec.name if meta.title == edition.based_on.name else meta.title,
        "description": meta.description.replace(edition.based_on.name, edition.spec.name),
        "related": tuple(one for one in meta.related if one in kept),
        "story": meta.story and meta.story.model_copy(update={"shows": shows}),
    }
    if has_excluded_checklist(page, edition):
        headings = {key: text for key, text in headings.items() if key != page.checklist_heading}
        treated = {key: place for key, place in meta.statements.items() if place in headings}
        update |= {"checklist": None, "statements": treated}
    return replace(page, meta=meta.model_copy(update=update), headings=headings)


def has_excluded_checklist(page: Page, edition: Edition) -> bool:
    """Tell whether a page has a checklist that was not chosen."""
    checklist, chosen = page.meta.checklist, edition.spec.checklists
    return checklist is not None and chosen is not None and checklist.id not in chosen


def build_foreword_page(edition: Edition, title: str, summary: str) -> Page:
    """Give the page that shows the foreword."""
    meta = FrontMatter(
        id=FOREWORD_ID,
        title=title,
        description=summary.format(name=edition.spec.organisation),
        kind=FOREWORD_ID,
        summary=title,
        reviewed={"on": edition.spec.date, "again": edition.spec.date},
    )
    return Page(
        Path("edition/foreword.md"), meta, headings={}, cited_ids=(), term_ids=(), word_count=0
    )


def derive_settings(
    own: PublicationSettings, edition: Edition, pages: list[str], foreword: str
) -> PublicationSettings:
    """Give the publication's own settings as those of an edition."""
    says = edition.spec
    parts = [
        BookPart(title=part.title, pages=kept)
        for part in own.book
        if (kept := tuple(identity for identity in part.pages if identity in pages))
    ]
    one = PageKind(one=foreword, many=foreword, pages=CountRange(least=0, most=1))
    publisher = Publisher(
        name=says.organisation, mail=says.contact.mail, address=says.contact.address
    )
    return own.model_copy(
        update={
            "slug": says.id,
            "date": says.date,
            "publisher": publisher,
            "book": tuple(parts),
            "kinds": {**own.kinds, FOREWORD_ID: one},
        }
    )


def find_used_sources(whole: Publication, pages: Iterable[Page]) -> set[str]:
    """Give the ids of the sources that pages and glossary rest on."""
    terms = {term.source for term in whole.terms.values() if term.source}
    return terms.union(*(page.source_ids for page in pages))


def find_used_terms(whole: Publication, pages: Iterable[Page]) -> dict[str, Term]:
    """Give the words that pages explain, or that are explained on them; all if there are none."""
    held = [*pages]
    named = {identity for page in held for identity in page.term_ids}
    ids = {page.id for page in held}
    used = {key: one for key, one in whole.terms.items() if key in named or one.page in ids}
    return used or whole.terms
