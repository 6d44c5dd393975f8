"""Macros for what the text rests on: sources, words, statements of the source texts, tests."""

from __future__ import annotations

from macros.context import MacroContext
from tools.model.entities.reference_data import Source


def cite(context: MacroContext, source: str, place: str = "") -> str:
    """Cite a source in the text, linked to the list of sources."""
    url = f"{context.get_home('sources').url}#source-{source}"
    return context.render("cite", source=context.publication.sources[source], place=place, url=url)


def sources(context: MacroContext) -> str:
    """List all sources, by name and year."""
    return context.render("sources", sources=sort_sources([*context.publication.sources.values()]))


def page_sources(context: MacroContext) -> str:
    """List the sources that this page cites."""
    cited = [context.publication.sources[identity] for identity in context.page.cited_ids]
    return context.render(
        "page_sources", sources=sort_sources(cited), home=context.get_home("sources")
    )


def sort_sources(entries: list[Source]) -> list[Source]:
    """Put sources in the order in which a reader looks them up."""
    return sorted(entries, key=lambda source: source.sort_key)


def checked(context: MacroContext, heading: str) -> str:
    """Say when what stands under a heading was checked, and by when it is to be again."""
    return context.render("checked", review=context.page.meta.facts[heading])


def term(context: MacroContext, identity: str, text: str = "") -> str:
    """Link a word to its place in the glossary, with its meaning as tool tip."""
    entry = context.publication.terms[identity]
    url = f"{context.get_home('glossary').url}#term-{identity}"
    return context.render("term", term=entry, text=text or entry.term, url=url)


def glossary(context: MacroContext) -> str:
    """List all words of the glossary."""
    terms = sorted(context.publication.terms.values(), key=lambda term: term.term.lower())
    return context.render("glossary", terms=terms, home=context.get_home("sources"))


def accountability(context: MacroContext) -> str:
    """Show for every statement of the source texts where this publication treats it.

    An edition shows those that it treats, and says of how many.
    """
    publication = context.publication
    groups = [
        (
            publication.settings.source_texts[group],
            [(publication.statements[i], publication.find_treatments(i)) for i in identities],
        )
        for group, identities in publication.statement_groups.items()
    ]
    return context.render("accountability", groups=groups)


def tested(context: MacroContext) -> str:
    """Show what the last round of tests over the whole site found."""
    return context.render("tested", trials=context.publication.audit_results)
