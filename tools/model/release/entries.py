"""All that is noted of a publication when it is released, as it is now.

A printed checklist, a note of a reader and a link hang on what was published. So each thing is
noted with what may not change unseen: a list with its version and the digest of its words, an item
with its id, a page with the digest of what a reader reads on it, a check with its days.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from tools.model.project import ParsedProject, iter_checklist_items
from tools.model.reading.manifest import LocatedEntry, ManifestEntry, compute_digest, digest_bytes
from tools.model.reading.markdown import strip_comments
from tools.model.reading.yaml_nodes import Node, to_plain_data

DRAWINGS_FOLDER = "assets/drawings"

ITEM, CHECKLIST, PAGE, REVIEW, CHANGE = "item", "list", "page", "checked", "change"
IMAGE, PUBLICATION, INTERFACE_WORDS, ORDER = "picture", "publication", "words", "order"

# Kinds of which an id is never used again, and the key in `retired.yml` for those that went.
RETIRED_KEYS = {PAGE: "pages", CHECKLIST: "checklists", "source": "sources", "term": "terms"}

# What a page's front matter holds that is noted elsewhere.
SEPARATE_KEYS = ("reviewed", "facts", "checklist")
# What a list holds beside the words on its sheet; where its items come from, its page says.
UNPRINTED_KEYS = ("version", "reviewed", "retired")
PROVENANCE_KEYS = ("statements", "added_by_editors")
RELEASE_KEYS = ("version", "date")  # of the settings: these name the release itself


def collect_entries(draft: ParsedProject) -> Iterator[LocatedEntry]:
    """Give all that is noted of a publication, as it is now."""
    yield from collect_checklists(draft)
    yield from collect_pages(draft)
    yield from collect_review_dates(draft)
    yield from collect_data_entries(draft)
    yield from collect_orders(draft)
    yield from collect_images(draft)
    yield from collect_publication(draft)
    yield from collect_retired_ids(draft)


def collect_retired_ids(draft: ParsedProject) -> Iterator[LocatedEntry]:
    """Give the ids that were published once: these too are never forgotten."""
    for kind, key in RETIRED_KEYS.items():
        for identity in draft.retired.get_texts(key) if draft.retired else ():
            if draft.retired:
                yield create_entry(draft.retired, key, kind, identity)


def collect_known_ids(draft: ParsedProject) -> set[tuple[str, str]]:
    """Give, by kind, the ids that are in use or retired."""
    entries = ((PAGE, [page.meta for page in draft.pages]), ("source", draft.sources))
    found = {
        (kind, node.get_text("id") or "")
        for kind, nodes in (*entries, ("term", draft.terms), (CHECKLIST, draft.iter_checklists()))
        for node in nodes
    }
    for node in draft.iter_checklists():
        identity = node.get_text("id") or ""
        own = [
            *(item.get_text("id") or "" for item in iter_checklist_items(node)),
            *node.get_texts("retired"),
        ]
        found.update((ITEM, f"{identity}--{item}") for item in own)
    return found | {(one.entry.kind, one.entry.id) for one in collect_retired_ids(draft)}


def collect_checklists(draft: ParsedProject) -> Iterator[LocatedEntry]:
    """Give the lists and their items: the words that stand on a sheet or in a file."""
    titles = {node.get_text("id"): node.get_text("title") for node in draft.roles}
    meetings = {node.get_text("id"): node.get_text("title") for node in draft.meetings}

    def item_words(item: Node) -> Any:
        words = {
            key: value
            for key, value in to_plain_data(item.data).items()
            if key not in PROVENANCE_KEYS
        }
        return words, [titles.get(role) for role in item.get_texts("who")]

    pages = {page.checklist.get_text("id"): page.id or "" for page in draft.pages if page.checklist}
    for node in draft.iter_checklists():
        identity = node.get_text("id") or ""
        words = {
            key: value
            for key, value in to_plain_data(node.data).items()
            if key not in UNPRINTED_KEYS
        }
        pause = node.get_node("pause")
        words["blocks"] = [
            (
                block.get_text("id"),
                block.get_text("title"),
                [*map(item_words, block.get_nodes("items"))],
            )
            for block in node.get_nodes("blocks")
        ]
        called = (pause.get_text("caller"), pause.get_text("meeting")) if pause else (None, None)
        words["named"] = (titles.get(called[0]), meetings.get(called[1]))
        marks = (compute_digest(words), str(node.get_date("version")))
        yield create_entry(node, "version", CHECKLIST, identity, marks, [pages.get(identity, "")])
        for item in iter_checklist_items(node):
            name = f"{identity}--{item.get_text('id') or ''}"
            yield create_entry(item, None, ITEM, name, (compute_digest(item_words(item)),))
        for gone in node.get_texts("retired"):
            yield create_entry(node, "retired", ITEM, f"{identity}--{gone}")


def create_entry(
    node: Node, key: str | None, kind: str, identity: str, marks: tuple[str, ...] = (),
    pages: Iterable[str] = (),
) -> LocatedEntry:  # fmt: skip
    """Make a thing that stands at `key` of a node."""
    return LocatedEntry(
        ManifestEntry(kind, identity, marks), node.origin.file, node.get_line(key), frozenset(pages)
    )


def collect_pages(draft: ParsedProject) -> Iterator[LocatedEntry]:
    """Give the pages: what a reader reads on each, in search results and beside it."""
    for page in draft.pages:
        meta = {
            key: value
            for key, value in to_plain_data(page.meta.data).items()
            if key not in SEPARATE_KEYS
        }
        facts = page.meta.get_node("facts")
        origin = [
            (item.get_text("id"), [item.get_texts(key) for key in PROVENANCE_KEYS])
            for item in (iter_checklist_items(page.checklist) if page.checklist else ())
        ]
        paragraphs = strip_comments(page.document.body).split("\n\n")
        text = [part for part in paragraphs if part.strip()]
        where = page.document.source_path.as_posix()
        words = (where, meta, [*facts.data] if facts else [], origin, text)
        identity = page.id or ""
        yield create_entry(page.meta, "id", PAGE, identity, (compute_digest(words),), [identity])


def collect_review_dates(draft: ParsedProject) -> Iterator[LocatedEntry]:
    """Give the days on which something was checked, and by which it is to be again."""
    for place, review in iter_reviews(draft):
        marks = (str(review.get_date("on")), str(review.get_date("again")))
        yield create_entry(review, "on", REVIEW, place, marks)


def iter_reviews(draft: ParsedProject) -> Iterator[tuple[str, Node]]:
    """Give what is checked again and again: pages, what stands under a heading, lists, by id."""
    for page in draft.pages:
        facts = page.meta.get_node("facts")
        found = [(page.id or "", page.meta.get_node("reviewed"))]
        found += [(f"{page.id}#{key}", facts.get_node(key)) for key in facts.data] if facts else []
        if page.checklist:
            found.append((f"{page.id}--list", page.checklist.get_node("reviewed")))
        yield from ((place, review) for place, review in found if review)


def collect_data_entries(draft: ParsedProject) -> Iterator[LocatedEntry]:
    """Give the entries of the data files, with the pages on which readers meet them."""
    cited = map_arguments_to_pages(draft, "cite")
    explained = map_arguments_to_pages(draft, "term")
    for page in draft.pages:
        story = page.meta.get_node("story")
        for identity in story.get_texts("sources") if story else ():
            cited.setdefault(identity, set()).add(page.id or "")
    roles = {page.meta.get_text("role"): {page.id or ""} for page in draft.pages}
    nothing: dict[str | None, set[str]] = {}
    for kind, nodes, more in (
        ("source", draft.sources, cited),
        ("term", draft.terms, explained),
        ("statement", draft.statements, nothing),
        ("role", draft.roles, roles),
        ("meeting", draft.meetings, nothing),
        ("question", draft.questions, nothing),
        (CHANGE, draft.changes, nothing),
    ):
        home = find_home_page(draft, kind)
        for node in nodes:
            identity = node.get_text("id") or ""
            marks = (compute_digest(to_plain_data(node.data)),)
            yield create_entry(
                node, "id", kind, identity, marks, {home} | more.get(identity, set())
            )


def collect_orders(draft: ParsedProject) -> Iterator[LocatedEntry]:
    """Give the order of the entries that readers meet in the order of the file."""
    for kind, nodes in (
        ("statement", draft.statements),
        ("role", draft.roles),
        ("meeting", draft.meetings),
        ("question", draft.questions),
    ):
        if nodes:
            marks = (compute_digest([node.get_text("id") for node in nodes]),)
            yield create_entry(nodes[0], None, ORDER, kind, marks, [find_home_page(draft, kind)])


def find_home_page(draft: ParsedProject, kind: str) -> str:
    """Give the page on which all entries of a data file stand; an empty name when there is none."""
    homes = draft.mkdocs.publication.homes
    asking = (page.id or "" for page in draft.pages if page.has_call("questions"))
    found = {
        "source": homes.sources,
        "term": homes.glossary,
        "statement": homes.accountability,
        "role": homes.checklists,
        "meeting": homes.checklists,
        "question": next(asking, ""),
        CHANGE: homes.changes or "",
    }
    return found.get(kind, "")


def map_arguments_to_pages(draft: ParsedProject, macro: str) -> dict[str | None, set[str]]:
    """Give for each id that a macro names the pages that do so."""
    found: dict[str | None, set[str]] = {}
    for page in draft.pages:
        for identity in page.body.get_unique_arguments(macro):
            found.setdefault(identity, set()).add(page.id or "")
    return found


def collect_images(draft: ParsedProject) -> Iterator[LocatedEntry]:
    """Give the pictures, with the pages that show them."""
    shown = map_images_to_pages(draft)
    for name in draft.docs_files.find_published(""):
        if name.startswith("assets/"):
            path = draft.docs_folder / name
            noted = ManifestEntry(IMAGE, quote(name), (digest_bytes(path.read_bytes()),))
            yield LocatedEntry(noted, path.relative_to(draft.root), 1, shown.get(name, frozenset()))


def map_images_to_pages(draft: ParsedProject) -> dict[str, frozenset[str]]:
    """Give the pages that show each picture, by its path below the folder with pages."""
    found: dict[str, set[str]] = {}
    for page in draft.pages:
        names = {
            f"{DRAWINGS_FOLDER}/{name}.svg" for name in page.body.get_unique_arguments("drawing")
        }
        home = page.document.source_path.parent
        names |= {
            posixpath.normpath((home / unquote(link.target)).as_posix()) for link in page.body.links
        }
        for name in names:
            found.setdefault(name, set()).add(page.id or "")
    return {name: frozenset(pages) for name, pages in found.items()}


def collect_publication(draft: ParsedProject) -> Iterator[LocatedEntry]:
    """Give the settings and the words of the interface: readers meet them everywhere."""
    own, language = draft.settings_node, draft.language
    settings = to_plain_data(draft.mkdocs_node.data)
    extra = {key: value for key, value in settings.pop("extra").items() if key != "publication"}
    publication = {
        key: value for key, value in to_plain_data(own.data).items() if key not in RELEASE_KEYS
    }
    words = (settings, extra, publication)
    slug, date, version = (
        own.get_text("slug") or "",
        str(own.get_date("date")),
        own.get_text("version") or "",
    )
    marks = (compute_digest(words), date, *version.split())
    yield create_entry(own, "version", PUBLICATION, slug, marks)
    told = compute_digest([language.interface, language.scripts, language.search])
    file = Path("tools/languages") / language.code
    yield LocatedEntry(ManifestEntry(INTERFACE_WORDS, language.code, (told,)), file, 1)
