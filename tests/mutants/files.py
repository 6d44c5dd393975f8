"""All changes of a publication's sources: of its data, its texts, its files, and of the words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from itertools import pairwise
from pathlib import Path

from tests.mutants.data import flow, front_matter, load, mutants_of
from tests.mutants.mutant import Files, Mutant, given
from tests.mutants.text import text_mutants
from tools.language import LANGUAGES_FOLDER
from tools.model.loader import load_settings
from tools.model.project import DATA_FOLDER

OWNERS = {
    "statements": "statement", "sources": "source", "glossary": "term", "roles": "role",
    "meetings": "meeting", "questions": "question", "redirects": "redirect", "changes": "change",
    "retired": "retired id",
}  # fmt: skip
WORDS = ("interface", "scripts")
LANGUAGES = "languages"  # where the words of the interface stand in a mutant's files


def all_mutants(root: Path) -> Iterator[Mutant]:
    """Give every change of the publication in `root` and of the words of its language."""
    settings = load_settings(root)
    docs, code = settings.mkdocs.docs_dir.as_posix(), settings.language.code
    pages = pages_of(root / docs)
    for path in pages:
        name, text = path.relative_to(root).as_posix(), path.read_text(encoding="utf-8")
        yield from front_matter(name, text, code)
        yield from text_mutants(name, text, code)
    for stem, owner in OWNERS.items():
        path = root / docs / DATA_FOLDER / f"{stem}.yml"
        if path.is_file():
            text = path.read_text(encoding="utf-8")
            yield from mutants_of(path.relative_to(root).as_posix(), text, owner, code)
    text = (root / "mkdocs.yml").read_text(encoding="utf-8")
    yield from mutants_of("mkdocs.yml", text, "settings", code)
    yield from of_pages(root, pages)
    yield from of_pictures(root, root / docs / "assets")
    yield from of_words(code)


def pages_of(docs: Path) -> list[Path]:
    """Give the files of the pages."""
    paths = sorted(docs.rglob("*.md"))
    return [path for path in paths if path.name != "README.md" and DATA_FOLDER not in path.parts]


def of_pages(root: Path, pages: list[Path]) -> Iterator[Mutant]:
    """Drop, double, move, empty and swap whole pages."""
    for path in pages:
        name, data = path.relative_to(root).as_posix(), path.read_bytes()
        other = path.with_name(f"more-{path.name}").relative_to(root).as_posix()
        fresh = re.sub(rb"(?m)\A---\nid: (.*)$", rb"---\nid: more-\1", data)
        front, rest = data.split(b"\n---\n", 1)
        for how, files in (
            ("drop", {name: None}),
            ("double", {other: data}),
            ("double: own id", {other: fresh}),
            ("move", {name: None, other: data}),
            ("blur: empty", {name: b""}),
            ("blur: no text", {name: front + b"\n---\n"}),
            ("blur: no data", {name: rest}),
        ):
            yield Mutant("page", how, name, partial(given, files))
    for one, two in pairwise(pages):
        names = [path.relative_to(root).as_posix() for path in (one, two)]
        files = {names[0]: two.read_bytes(), names[1]: one.read_bytes()}
        yield Mutant("page", "swap", " and ".join(names), partial(given, files))
        texts = [path.read_bytes().split(b"\n---\n", 1) for path in (one, two)]
        mixed = [texts[0][0] + b"\n---\n" + texts[1][1], texts[1][0] + b"\n---\n" + texts[0][1]]
        files = dict(zip(names, mixed, strict=True))
        yield Mutant("page", "swap: text", " and ".join(names), partial(given, files))


def of_pictures(root: Path, assets: Path) -> Iterator[Mutant]:
    """Drop, double, empty and swap pictures; take the words from drawings."""
    paths = [path for path in sorted(assets.rglob("*")) if path.is_file()]
    for path in paths:
        name, data = path.relative_to(root).as_posix(), path.read_bytes()
        other = path.with_name(f"more-{path.name}").relative_to(root).as_posix()
        for how, files in (
            ("drop", {name: None}),
            ("double", {other: data}),
            ("blur: empty", {name: b""}),
            ("blur: half", {name: data[: len(data) // 2]}),
        ):
            yield Mutant("picture", how, name, partial(given, files))
        for part in (b"title", b"desc"):
            found = re.search(rb"<%s[^>]*>(.*?)</%s>" % (part, part), data, re.S)
            if found:
                for how, words in (("drop", b""), ("blur: half", found[1][: len(found[1]) // 2])):
                    changed = data[: found.start(1)] + words + data[found.end(1) :]
                    yield Mutant("alternative text", how, name, partial(given, {name: changed}))
        if path.suffix == ".svg":
            bare = re.sub(rb"<path\b[^>]*?/>", b"", data, count=1)
            if bare != data:
                yield Mutant("picture", "blur: a line less", name, partial(given, {name: bare}))
    for one, two in pairwise(paths):
        if one.suffix == two.suffix:
            names = [path.relative_to(root).as_posix() for path in (one, two)]
            files = {names[0]: two.read_bytes(), names[1]: one.read_bytes()}
            yield Mutant("picture", "swap", " and ".join(names), partial(given, files))


def of_words(code: str) -> Iterator[Mutant]:
    """Drop, double, swap and blur the words of the interface."""
    for stem in WORDS:
        file = f"{LANGUAGES}/{code}/{stem}.yml"
        words = load((LANGUAGES_FOLDER / code / f"{stem}.yml").read_text(encoding="utf-8"))
        for (key, word), (other, more) in pairwise(words.items()):
            for how, changed in (
                ("drop", {one: text for one, text in words.items() if one != key}),
                ("double", {**words, key: more}),
                ("swap", {**words, key: more, other: word}),
                ("blur: empty", {**words, key: ""}),
                ("blur: half", {**words, key: str(word)[: max(1, len(str(word)) // 2)]}),
            ):
                yield Mutant(
                    f"translation.{stem}", how, f"{file}:{key}", partial(written, file, changed)
                )


def written(file: str, data: object) -> Files:
    """Give the file with data as YAML."""
    return {file: flow(data).encode()}
