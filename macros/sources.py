"""Macros for sources, terms, statements of the source texts, reviews and audits."""

from macros.context import MacroContext
from tools.model.entities.reference_data import Source
from tools.model.reading.collation import sort_key


def cite(context: MacroContext, source: str, place: str = "") -> str:
    """Render a citation of a source, linked to the list of sources."""
    url = context.get_home_url("sources", f"#source-{source}")
    return context.render("cite", source=context.publication.sources[source], place=place, url=url)


def sources(context: MacroContext) -> str:
    """Render all sources, by name and year."""
    return context.render("sources", sources=sort_sources([*context.publication.sources.values()]))


def page_sources(context: MacroContext) -> str:
    """Render the sources that this page cites."""
    cited = [context.publication.sources[source_id] for source_id in context.page.cited_ids]
    sources_url = context.get_home_url("sources")
    return context.render("page_sources", sources=sort_sources(cited), sources_url=sources_url)


def sort_sources(entries: list[Source]) -> list[Source]:
    """Return sources in the order in which a reader looks them up."""
    return sorted(entries, key=lambda source: source.sort_key)


def checked(context: MacroContext, heading: str) -> str:
    """Render when the text under a heading was reviewed, and by when it will be again."""
    return context.render("checked", review=context.page.meta.facts[heading])


def term(context: MacroContext, term_id: str, text: str = "") -> str:
    """Render a term with a link to the glossary and its definition as tooltip."""
    entry = context.publication.terms[term_id]
    url = context.get_home_url("glossary", f"#term-{term_id}")
    return context.render("term", term=entry, text=text or entry.term, url=url)


def glossary(context: MacroContext) -> str:
    """Render all terms of the glossary."""
    terms = sorted(context.publication.terms.values(), key=lambda term: sort_key(term.term))
    return context.render("glossary", terms=terms, sources_url=context.get_home_url("sources"))


def accountability(context: MacroContext) -> str:
    """Render where the publication treats each statement of the source texts.

    An edition shows only those that it treats, and their share of the total.
    """
    publication, groups = context.publication, []
    for group, ids in publication.statement_groups.items():
        rows = [(publication.statements[id_], publication.find_treatments(id_)) for id_ in ids]
        groups.append((publication.settings.source_texts[group], rows))
    return context.render("accountability", groups=groups)


def tested(context: MacroContext) -> str:
    """Render the results of the last audit of the whole site."""
    return context.render("tested", audits=context.publication.audit_results)
