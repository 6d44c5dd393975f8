"""The entries of the release manifest, for a project as it is now.

Printed checklists, readers' notes and links depend on what was published. So each entry has a
fingerprint of what may not change unnoticed: a checklist its version and the digest of its text, an
item and a page the digest of what readers see of it, a review its dates.
"""

import datetime as dt
import posixpath
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from tools.model.project import ParsedProject, iter_checklist_items
from tools.model.reading.heading_aliases import HEADING, format_place
from tools.model.reading.manifest import LocatedEntry, ManifestEntry, compute_digest, digest_bytes
from tools.model.reading.markdown import strip_comments
from tools.model.reading.yaml_nodes import Node, to_plain_data

DRAWINGS_FOLDER = "assets/drawings"

ITEM, CHECKLIST, PAGE, REVIEW, CHANGE = "item", "list", "page", "checked", "change"
IMAGE, PUBLICATION, INTERFACE_WORDS, ORDER = "picture", "publication", "words", "order"

# Kinds whose ids are never used again → the key in `retired.yml` for those that were removed.
RETIRED_KEYS = {PAGE: "pages", CHECKLIST: "checklists", "source": "sources", "term": "terms"}

# Keys of the front matter that have entries of their own.
SEPARATE_KEYS = ("reviewed", "facts", "checklist")
# Keys of a checklist that are not on its sheet; the provenance of items is on the page.
UNPRINTED_KEYS = ("version", "reviewed", "retired")
PROVENANCE_KEYS = ("statements",)
BLOCK_TEXTS = ("id", "title", "phase", "intro")
ORDERED_KINDS = {"statement", "role", "meeting", "question"}
RELEASE_KEYS = ("version", "date")  # of the settings: these name the release itself
Words = tuple[str | None, str | None]  # of an item, and the title of its list
Titles = Mapping[str | None, str | None]  # of roles or meetings, by id


def collect_entries(project: ParsedProject) -> Iterator[LocatedEntry]:
    """Yield all entries of a project, as it is now."""
    yield from collect_checklists(project)
    yield from collect_pages(project)
    yield from collect_review_dates(project)
    yield from collect_data_entries(project)
    yield from collect_images(project)
    yield from collect_publication(project)
    yield from collect_retired_ids(project)
    yield from collect_headings(project)


def create_entry(
    node: Node, key: str | None, kind: str, id_: str, *fingerprint: str, pages: Iterable[str] = ()
) -> LocatedEntry:
    """Return an entry with the position of `key` of a node."""
    entry = ManifestEntry(kind, id_, fingerprint)
    return LocatedEntry(entry, node.origin.file, node.get_line(key), frozenset(pages))


def omit_keys(node: Node, keys: Collection[str]) -> dict[str, Any]:
    """Return the data of a node without some keys."""
    data = to_plain_data(node.data)
    return {key: value for key, value in data.items() if key not in keys}


def collect_retired_ids(project: ParsedProject) -> Iterator[LocatedEntry]:
    """Yield the retired ids, which stay in the manifest forever."""
    if project.retired:
        for kind, key in RETIRED_KEYS.items():
            for id_ in project.retired.get_texts(key):
                yield create_entry(project.retired, key, kind, id_)


def map_ids_in_use(project: ParsedProject) -> Iterator[tuple[tuple[str, str], Node]]:
    """Yield the kind and id of everything whose id is never used again, with its node."""
    nodes_by_kind: dict[str, Iterable[Node]] = {
        PAGE: (page.meta for page in project.pages),
        CHECKLIST: project.iter_checklists(),
        "source": project.sources,
        "term": project.terms,
    }
    for kind, nodes in nodes_by_kind.items():
        yield from (((kind, node.id), node) for node in nodes)
    for checklist in project.iter_checklists():
        for item in iter_checklist_items(checklist):
            if item.id:
                yield (ITEM, f"{checklist.id}--{item.id}"), item


def collect_all_retired_ids(project: ParsedProject) -> set[tuple[str, str]]:
    """Return the kind and id of all that the data calls retired, items of checklists included."""
    retired = {(e.entry.kind, e.entry.id) for e in collect_retired_ids(project)}
    for checklist in project.iter_checklists():
        retired |= {(ITEM, f"{checklist.id}--{id_}") for id_ in checklist.get_texts("retired")}
    return retired


def collect_known_ids(project: ParsedProject) -> set[tuple[str, str]]:
    """Return the ids that are in use or retired, each with its kind."""
    return {key for key, _ in map_ids_in_use(project)} | collect_all_retired_ids(project)


def collect_checklists(project: ParsedProject) -> Iterator[LocatedEntry]:
    """Yield the checklists and their items, with the text that is on a sheet or in a file."""
    roles = {node.get_text("id"): node.get_text("title") for node in project.roles}
    meetings = {node.get_text("id"): node.get_text("title") for node in project.meetings}
    pages = {node.id: page.id for page, node in project.iter_fields("checklist")}
    words_by_item = {
        f"{page.id}#{item.id}": (item.get_text("what"), node.get_text("title"))
        for page, node in project.iter_fields("checklist")
        for item in iter_checklist_items(node)
    }
    for node in project.iter_checklists():
        digest = compute_digest(get_checklist_text(node, roles, meetings, words_by_item))
        version, page_ids = find_next_version(project, node, digest), [pages.get(node.id, "")]
        yield create_entry(
            node, "version", CHECKLIST, node.id, digest, str(version), pages=page_ids
        )
        for item in iter_checklist_items(node):
            digest = compute_digest(get_item_text(item, roles))
            if item.id:
                yield create_entry(item, None, ITEM, f"{node.id}--{item.id}", digest)
        for item_id in node.get_texts("retired"):
            yield create_entry(node, "retired", ITEM, f"{node.id}--{item_id}")


def get_released_list(project: ParsedProject, id_: str) -> tuple[str, dt.date] | None:
    """Return the digest and the version of a checklist in the last release, if it was there."""
    entry = project.manifest.get((CHECKLIST, id_))
    if entry is None or len(entry.fingerprint) < 2:  # a retired one has neither
        return None
    digest, version = entry.fingerprint
    return digest, dt.date.fromisoformat(version)


def find_next_version(project: ParsedProject, node: Node, digest: str) -> dt.date:
    """Return the version under which a release would publish a checklist with this digest.

    That is the one that it names. Else the same words keep theirs, and others get the date of the
    publication, or the day after their last version where that date is no later.
    """
    given, released = node.get_date("version"), get_released_list(project, node.id)
    date = project.mkdocs.publication.date
    if given or released is None:
        return given or date
    released_digest, released_date = released
    if digest == released_digest:
        return released_date
    return max(date, released_date + dt.timedelta(1))


def get_checklist_text(
    node: Node, roles: Titles, meetings: Titles, words_by_item: Mapping[str, Words]
) -> dict[str, Any]:
    """Return the text of a checklist that is on its sheet, with that of items it refers to."""
    text = omit_keys(node, UNPRINTED_KEYS)
    text["blocks"] = [
        (
            *(block.get_text(key) for key in BLOCK_TEXTS if block.data.get(key)),
            [get_item_text(item, roles) for item in block.get_nodes("items")],
        )
        for block in node.get_nodes("blocks")
    ]
    pause = node.get_node("pause")
    caller, meeting = (pause.get_text(key) if pause else None for key in ("caller", "meeting"))
    text["named"] = (roles.get(caller), meetings.get(meeting))
    if node.data.get("see"):
        text["see"] = [words_by_item.get(address) for address in node.get_texts("see")]
    return text


def get_item_text(item: Node, roles: Titles) -> tuple[dict[str, Any], list[str | None]]:
    """Return the text of an item that is on a sheet, and the titles of its roles."""
    named = (role for key in item.data for role in item.get_texts(key))
    return omit_keys(item, PROVENANCE_KEYS), [roles[role] for role in named if role in roles]


def collect_pages(project: ParsedProject) -> Iterator[LocatedEntry]:
    """Yield the pages, with all that readers see on them, in search results and beside them."""
    for page in project.pages:
        facts = page.meta.get_node("facts")
        provenance = [
            (item.get_text("id"), [to_plain_data(item.data.get(key)) for key in PROVENANCE_KEYS])
            for item in (iter_checklist_items(page.checklist) if page.checklist else ())
        ]
        paragraphs = strip_comments(page.text).split("\n\n")
        content = (
            page.source_path.as_posix(),
            omit_keys(page.meta, SEPARATE_KEYS),
            [*facts.data] if facts else [],
            provenance,
            [paragraph for paragraph in paragraphs if paragraph.strip()],
        )
        digest = compute_digest(content)
        yield create_entry(page.meta, "id", PAGE, page.id, digest, pages=[page.id])


def collect_headings(project: ParsedProject) -> Iterator[LocatedEntry]:
    """Yield the headings of all pages with their places, and their former ids with the same."""
    for page in project.pages:
        for number, heading in enumerate(page.body.headings):
            for id_ in (heading.id, *page.aliases.get(heading.id, ())):
                entry = ManifestEntry(HEADING, f"{page.id}#{id_}", (format_place(number),))
                line = page.line_offset + heading.line
                yield LocatedEntry(entry, page.file, line, frozenset([page.id]))


def collect_review_dates(project: ParsedProject) -> Iterator[LocatedEntry]:
    """Yield the reviews, with the date of each and that of the next."""
    for review_id, _, review in project.iter_reviews():
        dates = (str(review.get_date(key)) for key in ("on", "again"))
        yield create_entry(review, "on", REVIEW, review_id, *dates)


def collect_data_entries(project: ParsedProject) -> Iterator[LocatedEntry]:
    """Yield the entries of the data files, with the pages on which readers see them.

    Of files that readers see in their order, that order is an entry too.
    """
    cited = map_arguments_to_pages(project, "cite")
    explained = map_arguments_to_pages(project, "term")
    for page, story in project.iter_fields("story"):
        for source_id in story.get_texts("sources"):
            cited.setdefault(source_id, set()).add(page.id)
    roles = {page.meta.get_text("role"): {page.id} for page in project.pages}
    charted = map_arguments_to_pages(project, "chart")
    pages_by_kind = {"source": cited, "term": explained, "role": roles, "chart": charted}
    for kind, nodes in project.entries_by_kind.items():
        pages_by_id = pages_by_kind.get(kind, {})
        reference_page = find_reference_page(project, kind)
        for node in nodes:
            digest = compute_digest(to_plain_data(node.data))
            page_ids = {reference_page} | pages_by_id.get(node.id, set())
            yield create_entry(node, "id", kind, node.id, digest, pages=page_ids)
        if nodes and kind in ORDERED_KINDS:
            digest = compute_digest([node.get_text("id") for node in nodes])
            yield create_entry(nodes[0], None, ORDER, kind, digest, pages=[reference_page])


def find_reference_page(project: ParsedProject, kind: str) -> str:
    """Return the id of the page with all entries of a data file; empty when there is none."""
    homes = project.mkdocs.publication.homes
    question_pages = (page.id for page in project.pages if page.has_call("questions"))
    page_ids = {
        "source": homes.sources,
        "term": homes.glossary,
        "statement": homes.accountability,
        "role": homes.checklists,
        "meeting": homes.checklists,
        "question": next(question_pages, ""),
        CHANGE: homes.changes or "",
    }
    return page_ids.get(kind, "")


def map_arguments_to_pages(project: ParsedProject, macro: str) -> dict[str | None, set[str]]:
    """Return the ids that are first arguments of a macro, each with the pages that name it."""
    page_ids: dict[str | None, set[str]] = {}
    for page in project.pages:
        for id_ in page.body.get_unique_arguments(macro):
            page_ids.setdefault(id_, set()).add(page.id)
    return page_ids


def collect_images(project: ParsedProject) -> Iterator[LocatedEntry]:
    """Yield the images and other assets, with the pages that show them."""
    page_ids = map_images_to_pages(project)
    for name in project.docs_files.find_published(""):
        if name.startswith("assets/"):
            path = project.docs_folder / name
            entry = ManifestEntry(IMAGE, quote(name), (digest_bytes(path.read_bytes()),))
            file = path.relative_to(project.root)
            yield LocatedEntry(entry, file, 1, page_ids.get(name, frozenset()))


def map_images_to_pages(project: ParsedProject) -> dict[str, frozenset[str]]:
    """Return the images that pages show, by path below `docs/`, each with the ids of the pages."""
    page_ids: dict[str, set[str]] = {}
    for page in project.pages:
        drawings = page.body.get_unique_arguments("drawing")
        folder = page.source_path.parent
        links = ((folder / unquote(link.target)).as_posix() for link in page.body.links)
        for name in (
            *(f"{DRAWINGS_FOLDER}/{drawing}.svg" for drawing in drawings),
            *map(posixpath.normpath, links),
        ):
            page_ids.setdefault(name, set()).add(page.id)
    return {name: frozenset(ids) for name, ids in page_ids.items()}


def collect_publication(project: ParsedProject) -> Iterator[LocatedEntry]:
    """Yield the settings and the interface words: readers see these everywhere."""
    settings, language = project.settings_node, project.language
    mkdocs = to_plain_data(project.mkdocs_node.data)
    extra = {key: value for key, value in mkdocs.pop("extra").items() if key != "publication"}
    slug, version = settings.get_text("slug") or "", settings.get_text("version") or ""
    digest = compute_digest((mkdocs, extra, omit_keys(settings, RELEASE_KEYS)))
    fingerprint = (digest, str(settings.get_date("date")), *version.split())
    yield create_entry(settings, "version", PUBLICATION, slug, *fingerprint)
    digest = compute_digest([language.interface, language.scripts, language.search])
    folder = Path("tools/languages") / language.code
    yield LocatedEntry(ManifestEntry(INTERFACE_WORDS, language.code, (digest,)), folder, 1)
