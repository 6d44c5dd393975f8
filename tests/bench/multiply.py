"""A publication many times as large, of copies that are each like a real part of it.

A copy has pages, checklists, sources and statements of its own, with titles of their own, and
refers to those; it has its own place in the menu and in the book. What does not grow with a real
publication stays as it is: roles, meetings, the glossary, the questions of readers, and the pages
that list everything. An overview in a copy lists the pages of that copy.
"""

from __future__ import annotations

import io
import posixpath
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap

MARK = "0copy0"  # where the number of a copy comes
OWN, TOLD = f"-{MARK}", f" {MARK}"
DIGITS = 3
LONGEST = {"title": 70, "description": 170, "organisation": 200, "short": 200}
GROUP = 10  # copies that stand together in the menu
CALL = re.compile(r"\{\{ *(\w+)\(([^}]*)\) *\}\}")
CARDS = re.compile(r"\{\{ *cards\(([^}]*)\) *\}\}")
LINK = re.compile(r"\]\(([^)#:\s]+)(?=[)#\s])")
NAMED = re.compile(r'"([a-z0-9-]+)([^"]*)"')


@dataclass
class Original:
    """A page that is copied: its place in `docs/`, its front matter and its text."""

    source: Path
    meta: Any
    body: str

    @property
    def id(self) -> str:
        """The page's id."""
        return str(self.meta["id"])


@dataclass
class Known:
    """What a copy has of its own: ids, and files in `docs/`."""

    files: set[str]
    pages: set[str]
    sources: set[str]
    statements: set[str]


def multiply(project: Path, times: int) -> None:
    """Make a project `times` as large."""
    yaml = YAML()
    yaml.width = 10_000
    settings = yaml.load(project / "mkdocs.yml")
    own = settings["extra"]["publication"]
    docs = project / "docs"
    originals = [*originals_of(docs, settings, yaml)]
    called = {(name, one) for page in originals for name, one in named(page.body)}
    known = Known(
        {page.source.as_posix() for page in originals},
        {page.id for page in originals},
        {one for name, one in called if name == "cite"},
        {one for page in originals for one in statements_of(page.meta)},
    )
    for kind in own["kinds"].values():
        kind["pages"] = {"least": 0, "most": 99_999}
        kind["numbered"] = kind["hues"] = False
    kinds = {page.id: str(page.meta["kind"]) for page in originals}
    for path in docs.rglob("*.md"):  # there are too many of a kind to number or show them
        text = re.sub(r"^number: .*\n", "", path.read_text("utf-8"), flags=re.MULTILINE)
        text = CALL.sub(
            lambda call: listed(call[2], kinds) if call[1] == "cards" else call[0], text
        )
        path.write_text(text, encoding="utf-8")
    templates = {page.source: template(page, known, kinds, yaml) for page in originals}
    for copy in range(2, times + 1):
        for source, text in templates.items():
            path = docs / "delen" / str(copy) / source
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text.replace(MARK, str(copy)), encoding="utf-8")
    multiply_data(docs, known, own, times, yaml)
    multiply_settings(settings, originals, times)
    yaml.dump(settings, project / "mkdocs.yml")


def originals_of(docs: Path, settings: Any, yaml: YAML) -> Iterator[Original]:
    """Give the pages that are copied: those of the book that speak for no maker and list no all."""
    own = settings["extra"]["publication"]
    makers = {name for name, kind in own["kinds"].items() if kind.get("by_makers")}
    book = {page for part in own["book"] for page in part["pages"]}
    overview = own["homes"].values()
    for path in sorted(docs.rglob("*.md")):
        source = path.relative_to(docs)
        if source.parts[0] == "_data" or path.name == "README.md":
            continue
        head, body = path.read_text("utf-8").removeprefix("---\n").split("\n---\n", 1)
        page = Original(source, yaml.load(head), body)
        calls = {name for name, _ in CALL.findall(body)}
        alone = "questions" in calls or "page_composer" in calls
        kept = page.meta["kind"] in makers or page.id in overview or alone
        if page.id in book and not kept:
            yield page


def named(body: str) -> Iterator[tuple[str, str]]:
    """Give each macro that a text calls, with the id that it names."""
    for name, given in CALL.findall(body):
        found = NAMED.match(given)
        if found:
            yield name, found[1]


def statements_of(meta: Any) -> Iterator[str]:
    """Give the statements that a page treats."""
    yield from meta.get("statements", ())
    for block in meta.get("checklist", {}).get("blocks", ()):
        for item in block["items"]:
            yield from item["statements"]


def template(page: Original, known: Known, kinds: dict[str, str], yaml: YAML) -> str:
    """Give the text of a page as a copy has it, with the mark where its number comes."""
    meta = page.meta
    meta.pop("number", None)
    meta["id"] += OWN
    for one in (meta, meta.get("checklist"), meta.get("story")):
        tell(one)
    renamed(meta, "related", known.pages)
    if "statements" in meta:
        meta["statements"] = {
            one + OWN if one in known.statements else one: anchor
            for one, anchor in meta["statements"].items()
        }
    for block in meta.get("checklist", {}).get("blocks", ()):
        for item in block["items"]:
            renamed(item, "statements", known.statements)
    for name in ("checklist", "scan"):
        if name in meta:
            meta[name]["id"] += OWN
    for row in meta.get("scan", {}).get("rows", ()):
        renamed(row, "page", known.pages)
    renamed(meta.get("workform", {}), "page", known.pages)
    renamed(meta.get("story", {}), "shows", known.pages)
    renamed(meta.get("story", {}), "sources", known.sources)
    if "story" in meta:  # the questions of readers do not grow, nor what answers them
        meta["story"].pop("questions", None)
    kept = io.StringIO()
    yaml.dump(meta, kept)
    return f"---\n{kept.getvalue()}---\n{CALL.sub(calling(known, kinds), linked(page, known))}"


def linked(page: Original, known: Known) -> str:
    """Give the text of a page whose links lead from two folders deeper to what is not copied."""

    def changed(link: re.Match[str]) -> str:
        path = posixpath.normpath(posixpath.join(page.source.parent.as_posix(), link[1]))
        return link[0] if path in known.files else f"](../../{link[1]}"

    return LINK.sub(changed, page.body)


def tell(node: Any) -> None:
    """Give what readers tell something apart by a number."""
    for key in LONGEST.keys() & (node or {}).keys():
        room = min(LONGEST[key], 60 if "blocks" in node else 999) - DIGITS - 1
        text = str(node[key])
        if len(text) > room:
            text = text[:room].rpartition(" ")[0]
        node[key] = text + TOLD


def renamed(node: Any, key: str, known: set[str]) -> None:
    """Let what stands under a key name what the copy has of its own."""
    value = node.get(key)
    if isinstance(value, str):
        node[key] = value + OWN if value in known else value
    elif value is not None:
        node[key] = [one + OWN if one in known else one for one in value]


def calling(known: Known, kinds: dict[str, str]) -> Callable[[re.Match[str]], str]:
    """Make what lets the call of a macro name what the copy has of its own."""

    def changed(call: re.Match[str]) -> str:
        name, given = call[1], call[2]
        if name in ("cards", "stories"):
            return listed(given if name == "cards" else "story", kinds, OWN)
        mine = {"ref": known.pages, "cite": known.sources}.get(name, set())
        found = NAMED.match(given)
        if found and found[1] in mine:
            given = f'"{found[1]}{OWN}{found[2]}"{given[found.end() :]}'
        return f"{{{{ {name}({given}) }}}}"

    return changed


def listed(kind: str, kinds: dict[str, str], own: str = "") -> str:
    """List the pages of a kind: those of a copy, or of what is copied."""
    inside = (one for one, other in kinds.items() if other == kind.strip('" '))
    return "\n".join(f'- {{{{ ref("{one}{own}") }}}}' for one in inside)


def multiply_data(docs: Path, known: Known, own: Any, times: int, yaml: YAML) -> None:
    """Give each copy its sources, its statements and its changes."""
    sources = yaml.load(docs / "_data" / "sources.yml")
    mine = [one for one in sources if one["id"] in known.sources]
    for source in mine:
        source["id"] += OWN
        tell(source)
        if source.get("url"):
            source["url"] += MARK if "#" in source["url"] else f"#{MARK}"
    add(docs / "_data" / "sources.yml", mine, times, yaml)
    changes = yaml.load(docs / "_data" / "changes.yml")
    for change in changes:
        change["id"] += OWN
        change["what"] = said(change["what"])
        renamed(change, "page", known.pages)
    add(docs / "_data" / "changes.yml", changes, times, yaml)
    groups = yaml.load(docs / "_data" / "statements.yml")
    copied = CommentedMap()
    for group, statements in groups.items():
        copied[group + OWN] = [one for one in statements if one["id"] in known.statements]
        for one in copied[group + OWN]:
            one["id"] += OWN
            one["says"] = said(one["says"])
        for copy in range(2, times + 1):
            own["source_texts"][f"{group}-{copy}"] = f"{own['source_texts'][group]} {copy}"
    add(docs / "_data" / "statements.yml", copied, times, yaml)


def said(text: str) -> str:
    """Give a sentence of a copy: the number comes before its last sign."""
    return f"{text[:-1]}{TOLD}{text[-1]}"


def add(path: Path, data: Any, times: int, yaml: YAML) -> None:
    """Add to a file of data what each copy has."""
    kept = io.StringIO()
    yaml.dump(data, kept)
    with path.open("a", encoding="utf-8") as file:
        for copy in range(2, times + 1):
            file.write(kept.getvalue().replace(MARK, str(copy)))


def multiply_settings(settings: Any, originals: list[Original], times: int) -> None:
    """Give each copy its place in the menu and in the book."""
    own, nav = settings["extra"]["publication"], settings["nav"]
    own["lists"]["count"] += (times - 1) * sum("checklist" in page.meta for page in originals)
    ids = {page.id.removesuffix(OWN) for page in originals}
    sources = {page.source.as_posix() for page in originals}
    book, menu = [*own["book"]], [*nav]
    shorter = [*own["lists"]["shorter"].items()]
    groups: dict[str, list[Any]] = {}
    for copy in range(2, times + 1):
        for part in book:
            pages = [f"{one}-{copy}" for one in part["pages"] if one in ids]
            if pages:
                own["book"].append({"title": f"{part['title']} {copy}", "pages": pages})
        for name, least in shorter:
            own["lists"]["shorter"][f"{name}-{copy}"] = least
        entry = {f"Deel {copy}": [*moved(menu, sources, f"delen/{copy}")]}
        first = max(2, copy // GROUP * GROUP)
        last = min(times, copy // GROUP * GROUP + GROUP - 1)
        groups.setdefault(f"Delen {first} tot {last}", []).append(entry)
    if groups:
        nav.insert(len(menu) - 2, {"Delen": [{title: inside} for title, inside in groups.items()]})


def moved(menu: list[Any], sources: set[str], folder: str) -> Iterator[Any]:
    """Give the part of the menu that is copied, with the pages of a copy."""
    for entry in menu:
        for title, inside in entry.items() if isinstance(entry, dict) else ():
            if isinstance(inside, str) and inside in sources:
                yield {title: f"{folder}/{inside}"}
            elif isinstance(inside, list) and (kept := [one for one in inside if one in sources]):
                yield {title: [f"{folder}/{one}" for one in kept]}
