"""Mutants of a publication's sources: its data, texts and files, and the interface words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from itertools import pairwise
from pathlib import Path

from tests.mutants.data import front_matter, load_yaml, to_flow_yaml, yaml_mutants
from tests.mutants.mutant import Files, Mutant, fixed_files
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
LANGUAGES = "languages"  # the folder of the interface words in a mutant's files


def all_mutants(root: Path) -> Iterator[Mutant]:
    """Yield all mutants of the publication in `root` and of the words of its language."""
    settings = load_settings(root)
    docs, code = settings.mkdocs.docs_dir.as_posix(), settings.language.code
    pages = page_files(root / docs)
    for path in pages:
        name, text = path.relative_to(root).as_posix(), path.read_text(encoding="utf-8")
        yield from front_matter(name, text, code)
        yield from text_mutants(name, text, code)
    for stem, owner in OWNERS.items():
        path = root / docs / DATA_FOLDER / f"{stem}.yml"
        if path.is_file():
            text = path.read_text(encoding="utf-8")
            yield from yaml_mutants(path.relative_to(root).as_posix(), text, owner, code)
    text = (root / "mkdocs.yml").read_text(encoding="utf-8")
    yield from yaml_mutants("mkdocs.yml", text, "settings", code)
    yield from page_mutants(root, pages)
    yield from picture_mutants(root, root / docs / "assets")
    yield from word_mutants(code)


def page_files(docs: Path) -> list[Path]:
    """Return the source files of the pages."""
    paths = sorted(docs.rglob("*.md"))
    return [path for path in paths if path.name != "README.md" and DATA_FOLDER not in path.parts]


def page_mutants(root: Path, pages: list[Path]) -> Iterator[Mutant]:
    """Yield mutants that drop, double, move, empty or exchange whole pages."""
    for path in pages:
        name, data = path.relative_to(root).as_posix(), path.read_bytes()
        other = path.with_name(f"more-{path.name}").relative_to(root).as_posix()
        with_own_id = re.sub(rb"(?m)\A---\nid: (.*)$", rb"---\nid: more-\1", data)
        head, rest = data.split(b"\n---\n", 1)
        for operator, files in (
            ("drop", {name: None}),
            ("double", {other: data}),
            ("double: own id", {other: with_own_id}),
            ("move", {name: None, other: data}),
            ("blur: empty", {name: b""}),
            ("blur: no text", {name: head + b"\n---\n"}),
            ("blur: no data", {name: rest}),
        ):
            yield Mutant("page", operator, name, partial(fixed_files, files))
    for first, second in pairwise(pages):
        names = [path.relative_to(root).as_posix() for path in (first, second)]
        files = {names[0]: second.read_bytes(), names[1]: first.read_bytes()}
        yield Mutant("page", "swap", " and ".join(names), partial(fixed_files, files))
        texts = [path.read_bytes().split(b"\n---\n", 1) for path in (first, second)]
        exchanged = [texts[0][0] + b"\n---\n" + texts[1][1], texts[1][0] + b"\n---\n" + texts[0][1]]
        files = dict(zip(names, exchanged, strict=True))
        yield Mutant("page", "swap: text", " and ".join(names), partial(fixed_files, files))


def picture_mutants(root: Path, assets: Path) -> Iterator[Mutant]:
    """Yield mutants of images, and of the descriptions in drawings."""
    paths = [path for path in sorted(assets.rglob("*")) if path.is_file()]
    for path in paths:
        name, data = path.relative_to(root).as_posix(), path.read_bytes()
        other = path.with_name(f"more-{path.name}").relative_to(root).as_posix()
        for operator, files in (
            ("drop", {name: None}),
            ("double", {other: data}),
            ("blur: empty", {name: b""}),
            ("blur: half", {name: data[: len(data) // 2]}),
        ):
            yield Mutant("picture", operator, name, partial(fixed_files, files))
        for part in (b"title", b"desc"):
            match = re.search(rb"<%s[^>]*>(.*?)</%s>" % (part, part), data, re.S)
            if match:
                for operator, words in (
                    ("drop", b""),
                    ("blur: half", match[1][: len(match[1]) // 2]),
                ):
                    changed = data[: match.start(1)] + words + data[match.end(1) :]
                    yield Mutant(
                        "alternative text", operator, name, partial(fixed_files, {name: changed})
                    )
        if path.suffix == ".svg":
            shortened = re.sub(rb"<path\b[^>]*?/>", b"", data, count=1)
            if shortened != data:
                yield Mutant(
                    "picture", "blur: a line less", name, partial(fixed_files, {name: shortened})
                )
    for first, second in pairwise(paths):
        if first.suffix == second.suffix:
            names = [path.relative_to(root).as_posix() for path in (first, second)]
            files = {names[0]: second.read_bytes(), names[1]: first.read_bytes()}
            yield Mutant("picture", "swap", " and ".join(names), partial(fixed_files, files))


def word_mutants(code: str) -> Iterator[Mutant]:
    """Yield mutants of the interface words."""
    for stem in WORDS:
        file = f"{LANGUAGES}/{code}/{stem}.yml"
        words = load_yaml((LANGUAGES_FOLDER / code / f"{stem}.yml").read_text(encoding="utf-8"))
        for (key, word), (other, other_word) in pairwise(words.items()):
            for operator, changed in (
                (
                    "drop",
                    {other_key: text for other_key, text in words.items() if other_key != key},
                ),
                ("double", {**words, key: other_word}),
                ("swap", {**words, key: other_word, other: word}),
                ("blur: empty", {**words, key: ""}),
                ("blur: half", {**words, key: str(word)[: max(1, len(str(word)) // 2)]}),
            ):
                yield Mutant(
                    f"translation.{stem}",
                    operator,
                    f"{file}:{key}",
                    partial(yaml_file, file, changed),
                )


def yaml_file(file: str, data: object) -> Files:
    """Return a file of data as YAML."""
    return {file: to_flow_yaml(data).encode()}
