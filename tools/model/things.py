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

from tools.model.body import without_comments
from tools.model.draft import Draft, items_of
from tools.model.released import Noted, Thing, digest, short
from tools.model.source import Node, plain

DRAWINGS = "assets/drawings"

ITEM, LIST, PAGE, CHECKED, CHANGE = "item", "list", "page", "checked", "change"
PICTURE, WHOLE, WORDS, ORDER = "picture", "publication", "words", "order"

# Kinds of which an id is never used again, and the key in `retired.yml` for those that went.
KEPT = {PAGE: "pages", LIST: "checklists", "source": "sources", "term": "terms"}

# What a page's front matter holds that is noted elsewhere.
ELSEWHERE = ("reviewed", "facts", "checklist")
# What a list holds beside the words on its sheet; where its items come from, its page says.
NOT_WORDS = ("version", "reviewed", "retired")
ORIGIN = ("statements", "added_by_editors")
OF_A_RELEASE = ("version", "date")  # of the settings: these name the release itself


def things(draft: Draft) -> Iterator[Thing]:
    """Give all that is noted of a publication, as it is now."""
    yield from lists(draft)
    yield from pages(draft)
    yield from dates(draft)
    yield from entries(draft)
    yield from orders(draft)
    yield from pictures(draft)
    yield from whole(draft)
    yield from retired(draft)


def retired(draft: Draft) -> Iterator[Thing]:
    """Give the ids that were published once: these too are never forgotten."""
    for kind, key in KEPT.items():
        for identity in draft.retired.texts(key) if draft.retired else ():
            if draft.retired:
                yield thing(draft.retired, key, kind, identity)


def kept_ids(draft: Draft) -> set[tuple[str, str]]:
    """Give, by kind, the ids that are in use or retired."""
    entries = ((PAGE, [page.meta for page in draft.pages]), ("source", draft.sources))
    found = {
        (kind, node.text("id") or "")
        for kind, nodes in (*entries, ("term", draft.terms), (LIST, draft.lists()))
        for node in nodes
    }
    for node in draft.lists():
        identity = node.text("id") or ""
        own = [*(item.text("id") or "" for item in items_of(node)), *node.texts("retired")]
        found.update((ITEM, f"{identity}--{item}") for item in own)
    return found | {(one.noted.kind, one.noted.id) for one in retired(draft)}


def lists(draft: Draft) -> Iterator[Thing]:
    """Give the lists and their items: the words that stand on a sheet or in a file."""
    titles = {node.text("id"): node.text("title") for node in draft.roles}
    meetings = {node.text("id"): node.text("title") for node in draft.meetings}

    def item_words(item: Node) -> Any:
        words = {key: value for key, value in plain(item.data).items() if key not in ORIGIN}
        return words, [titles.get(role) for role in item.texts("who")]

    pages = {page.checklist.text("id"): page.id or "" for page in draft.pages if page.checklist}
    for node in draft.lists():
        identity = node.text("id") or ""
        words = {key: value for key, value in plain(node.data).items() if key not in NOT_WORDS}
        pause = node.node("pause")
        words["blocks"] = [
            (block.text("id"), block.text("title"), [*map(item_words, block.nodes("items"))])
            for block in node.nodes("blocks")
        ]
        called = (pause.text("caller"), pause.text("meeting")) if pause else (None, None)
        words["named"] = (titles.get(called[0]), meetings.get(called[1]))
        marks = (digest(words), str(node.day("version")))
        yield thing(node, "version", LIST, identity, marks, [pages.get(identity, "")])
        for item in items_of(node):
            name = f"{identity}--{item.text('id') or ''}"
            yield thing(item, None, ITEM, name, (digest(item_words(item)),))
        for gone in node.texts("retired"):
            yield thing(node, "retired", ITEM, f"{identity}--{gone}")


def thing(
    node: Node, key: str | None, kind: str, identity: str, marks: tuple[str, ...] = (),
    pages: Iterable[str] = (),
) -> Thing:  # fmt: skip
    """Make a thing that stands at `key` of a node."""
    return Thing(Noted(kind, identity, marks), node.origin.file, node.line(key), frozenset(pages))


def pages(draft: Draft) -> Iterator[Thing]:
    """Give the pages: what a reader reads on each, in search results and beside it."""
    for page in draft.pages:
        meta = {key: value for key, value in plain(page.meta.data).items() if key not in ELSEWHERE}
        facts = page.meta.node("facts")
        origin = [
            (item.text("id"), [item.texts(key) for key in ORIGIN])
            for item in (items_of(page.checklist) if page.checklist else ())
        ]
        paragraphs = without_comments(page.document.body).split("\n\n")
        text = [part for part in paragraphs if part.strip()]
        where = page.document.source.as_posix()
        words = (where, meta, [*facts.data] if facts else [], origin, text)
        identity = page.id or ""
        yield thing(page.meta, "id", PAGE, identity, (digest(words),), [identity])


def dates(draft: Draft) -> Iterator[Thing]:
    """Give the days on which something was checked, and by which it is to be again."""
    for place, review in reviewed(draft):
        marks = (str(review.day("on")), str(review.day("again")))
        yield thing(review, "on", CHECKED, place, marks)


def reviewed(draft: Draft) -> Iterator[tuple[str, Node]]:
    """Give what is checked again and again: pages, what stands under a heading, lists, by id."""
    for page in draft.pages:
        facts = page.meta.node("facts")
        found = [(page.id or "", page.meta.node("reviewed"))]
        found += [(f"{page.id}#{key}", facts.node(key)) for key in facts.data] if facts else []
        if page.checklist:
            found.append((f"{page.id}--list", page.checklist.node("reviewed")))
        yield from ((place, review) for place, review in found if review)


def entries(draft: Draft) -> Iterator[Thing]:
    """Give the entries of the data files, with the pages on which readers meet them."""
    cited = users(draft, "cite")
    explained = users(draft, "term")
    for page in draft.pages:
        story = page.meta.node("story")
        for identity in story.texts("sources") if story else ():
            cited.setdefault(identity, set()).add(page.id or "")
    roles = {page.meta.text("role"): {page.id or ""} for page in draft.pages}
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
        home = home_of(draft, kind)
        for node in nodes:
            identity = node.text("id") or ""
            marks = (digest(plain(node.data)),)
            yield thing(node, "id", kind, identity, marks, {home} | more.get(identity, set()))


def orders(draft: Draft) -> Iterator[Thing]:
    """Give the order of the entries that readers meet in the order of the file."""
    for kind, nodes in (
        ("statement", draft.statements),
        ("role", draft.roles),
        ("meeting", draft.meetings),
        ("question", draft.questions),
    ):
        if nodes:
            marks = (digest([node.text("id") for node in nodes]),)
            yield thing(nodes[0], None, ORDER, kind, marks, [home_of(draft, kind)])


def home_of(draft: Draft, kind: str) -> str:
    """Give the page on which all entries of a data file stand; an empty name when there is none."""
    homes = draft.settings.publication.homes
    asking = (page.id or "" for page in draft.pages if page.calls("questions"))
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


def users(draft: Draft, macro: str) -> dict[str | None, set[str]]:
    """Give for each id that a macro names the pages that do so."""
    found: dict[str | None, set[str]] = {}
    for page in draft.pages:
        for identity in page.body.named(macro):
            found.setdefault(identity, set()).add(page.id or "")
    return found


def pictures(draft: Draft) -> Iterator[Thing]:
    """Give the pictures, with the pages that show them."""
    shown = shown_pictures(draft)
    for name in draft.found.below(""):
        if name.startswith("assets/"):
            path = draft.docs / name
            noted = Noted(PICTURE, quote(name), (short(path.read_bytes()),))
            yield Thing(noted, path.relative_to(draft.root), 1, shown.get(name, frozenset()))


def shown_pictures(draft: Draft) -> dict[str, frozenset[str]]:
    """Give the pages that show each picture, by its path below the folder with pages."""
    found: dict[str, set[str]] = {}
    for page in draft.pages:
        names = {f"{DRAWINGS}/{name}.svg" for name in page.body.named("drawing")}
        home = page.document.source.parent
        names |= {
            posixpath.normpath((home / unquote(link.target)).as_posix()) for link in page.body.links
        }
        for name in names:
            found.setdefault(name, set()).add(page.id or "")
    return {name: frozenset(pages) for name, pages in found.items()}


def whole(draft: Draft) -> Iterator[Thing]:
    """Give the settings and the words of the interface: readers meet them everywhere."""
    own, language = draft.own, draft.language
    settings = plain(draft.settings_node.data)
    extra = {key: value for key, value in settings.pop("extra").items() if key != "publication"}
    publication = {key: value for key, value in plain(own.data).items() if key not in OF_A_RELEASE}
    words = (settings, extra, publication)
    slug, date, version = own.text("slug") or "", str(own.day("date")), own.text("version") or ""
    marks = (digest(words), date, *version.split())
    yield thing(own, "version", WHOLE, slug, marks)
    told = digest([language.interface, language.scripts, language.search])
    file = Path("tools/languages") / language.code
    yield Thing(Noted(WORDS, language.code, (told,)), file, 1)
