"""An edition as a publication: the selected pages and checklists, under the edition's name.

The original publication has been judged before, so leaving pages out breaks no rule; references to
a page that is left out find its title in `excluded_pages`.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Any

from tools.language import load_language
from tools.model.entities.edition import FOREWORD_ID, Edition, EditionSpec
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


def derive_edition(publication: Publication, edition: Edition, docs: Path) -> Publication:
    """Return an edition of a publication, built from the pages in `docs` (see `docs_folder`)."""
    spec = edition.spec
    language = load_language(spec.language) if spec.language else publication.language
    selected = select_pages(publication, edition)
    pages = {page.id: prune_page(page, selected, edition) for page in selected.values()}
    foreword = language.word("foreword")
    if edition.foreword:
        pages[FOREWORD_ID] = build_foreword_page(edition, foreword, language.word("foreword_says"))
    settings = derive_settings(publication.settings, edition, [*pages], foreword)
    mkdocs = publication.mkdocs.model_copy(
        update={
            "site_name": spec.name,
            "site_url": spec.site_url or "",
            "docs_dir": docs,
            "extra": publication.mkdocs.extra.model_copy(update={"publication": settings}),
        }
    )
    terms = find_used_terms(publication, pages.values())
    source_ids = find_used_sources(terms, pages.values())
    questions = publication.questions
    return replace(
        publication,
        mkdocs=mkdocs,
        language=language,
        pages=pages,
        questions={id_: asked for id_, asked in questions.items() if asked.page in pages},
        terms=terms,
        sources={id_: source for id_, source in publication.sources.items() if id_ in source_ids},
        changes=select_changes(publication.changes, pages),
        warnings=(),  # told of the original
        edition=edition,
        excluded_pages={id_: page for id_, page in publication.pages.items() if id_ not in pages},
    )


def select_changes(changes: Iterable[Change], page_ids: Iterable[str]) -> tuple[Change, ...]:
    """Return the changes to pages of an edition, and those to the publication as a whole.

    Where the page of a change is left out, the next page that changed with it takes its place.
    """
    edition_ids, selected = {*page_ids}, []
    for change in changes:
        named = [page_id for page_id in (change.page, *change.also) if page_id]
        present = [page_id for page_id in named if page_id in edition_ids]
        if present or not named:
            page = present.pop(0) if change.page else None
            selected.append(change.model_copy(update={"page": page, "also": tuple(present)}))
    return tuple(selected)


def select_pages(publication: Publication, edition: Edition) -> dict[str, Page]:
    """Return the pages of an edition by id: the chosen ones, and those that cannot be chosen.

    A part of the book or a folder of which nothing is chosen is left out with its overview. So is a
    conversation scan, unless all checklists that it leads to are there, and a working form or
    canvas without the page that it belongs to. Sources and glossary stay: references lead there.
    """
    has_parts = edition.spec.parts
    in_book = publication.pages_with_handout if has_parts else publication.book_pages
    selectable = {page.id for page in in_book}
    chosen = selectable if edition.spec.chapters is None else {*edition.spec.chapters}
    excluded = selectable - chosen
    for part in publication.settings.book:
        part_pages = {*part.pages}
        if selectable & part_pages and not chosen & part_pages:
            excluded |= part_pages
    homes = publication.settings.homes
    excluded -= {homes.sources, homes.glossary}
    for page, scan in publication.scan_pages:
        linked = [publication.pages[row.page] for row in scan.rows]
        if any(to.id in excluded or not keeps_checklist(to, edition) for to in linked):
            excluded.add(page.id)
    excluded |= {page.id for page, form in publication.workform_pages if form.page in excluded}
    excluded |= {page.id for page, canvas in publication.canvas_pages if canvas.page in excluded}
    excluded |= {*find_empty_overviews(publication, excluded)} - chosen
    return {id_: page for id_, page in publication.pages.items() if id_ not in excluded}


def find_empty_overviews(publication: Publication, excluded: set[str]) -> Iterator[str]:
    """Yield the id of each folder's own page of which all other pages are excluded."""
    for page in publication.pages.values():
        folder = page.source_path.parent
        if page.source_path.name == "index.md" and folder.name:
            below = {
                other.id
                for other in publication.pages.values()
                if other is not page and folder in other.source_path.parents
            }
            if below and below <= excluded:
                yield page.id


def prune_page(page: Page, selected: dict[str, Page], edition: Edition) -> Page:
    """Return a page without the data that refers to what the edition leaves out."""
    meta, headings = page.meta, page.headings
    subjects = tuple(id_ for id_ in meta.story.shows if id_ in selected) if meta.story else ()
    update: dict[str, Any] = {
        "title": edition.spec.name if meta.title == edition.based_on.name else meta.title,
        "description": meta.description.replace(edition.based_on.name, edition.spec.name),
        "related": tuple(id_ for id_ in meta.related if id_ in selected),
        "story": meta.story and meta.story.model_copy(update={"shows": subjects}),
    }
    if meta.checklist and not keeps_checklist(page, edition):
        headings = {id_: text for id_, text in headings.items() if id_ != page.checklist_heading}
        statements = {id_: to for id_, to in meta.statements.items() if to in headings}
        update |= {"checklist": None, "statements": statements}
    return replace(page, meta=meta.model_copy(update=update), headings=headings)


def keeps_checklist(page: Page, edition: Edition) -> bool:
    """Return whether a page has a checklist that the edition shows: a chosen one, or else any."""
    checklist, chosen = page.meta.checklist, edition.spec.checklists
    return checklist is not None and (chosen is None or checklist.id in chosen)


def build_foreword_page(edition: Edition, title: str, summary: str) -> Page:
    """Return the page that shows the foreword."""
    meta = FrontMatter(
        id=FOREWORD_ID,
        title=title,
        description=summary.format(name=edition.spec.organisation),
        kind=FOREWORD_ID,
        summary=title,
    )
    path = Path("edition/foreword.md")
    return Page(path, meta, headings={}, cited_ids=(), term_ids=(), word_count=0)


def derive_settings(
    settings: PublicationSettings, edition: Edition, page_ids: list[str], foreword: str
) -> PublicationSettings:
    """Return the settings of an edition; `foreword` names the kind of its foreword's page."""
    spec = edition.spec
    foreword_kind = PageKind(one=foreword, many=foreword, pages=CountRange(least=0, most=1))
    publisher = Publisher(name=spec.organisation, **spec.contact.model_dump())
    return settings.model_copy(
        update={
            "slug": spec.id,
            "date": spec.date,
            "publisher": publisher,
            "book": tuple(derive_book(settings.book, spec, page_ids)),
            "kinds": {**settings.kinds, FOREWORD_ID: foreword_kind},
        }
    )


def derive_book(
    book: Iterable[BookPart], spec: EditionSpec, page_ids: list[str]
) -> Iterator[BookPart]:
    """Yield the parts of the book of an edition with these pages."""
    if not spec.parts:
        all_ids = chain.from_iterable(part.pages for part in book)
        ids = dict.fromkeys([*(spec.chapters or ()), *all_ids])
        yield BookPart(pages=tuple(id_ for id_ in ids if id_ in page_ids))
        return
    for part in book:
        part_pages = tuple(page_id for page_id in part.pages if page_id in page_ids)
        if part_pages:
            # A summary of all pages is none of some.
            summary = part.summary if part_pages == part.pages else ()
            yield part.model_copy(update={"pages": part_pages, "summary": summary})


def find_used_sources(terms: Mapping[str, Term], pages: Iterable[Page]) -> set[str]:
    """Return the ids of the sources that terms and pages use."""
    source_ids = {term.source for term in terms.values() if term.source}
    return source_ids.union(*(page.source_ids for page in pages))


def find_used_terms(publication: Publication, pages: Iterable[Page]) -> dict[str, Term]:
    """Return the terms that pages use, or that are explained on them; all if there are none."""
    term_ids_by_page = {page.id: page.term_ids for page in pages}
    term_ids = {*chain.from_iterable(term_ids_by_page.values())}
    terms = publication.terms.items()
    used = {id_: term for id_, term in terms if id_ in term_ids or term.page in term_ids_by_page}
    return used or publication.terms
