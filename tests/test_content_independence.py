"""The generator holds no sentence, name or id of the publication in `docs/`."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.about import ORIGINAL_SLUG
from tests.conftest import ROOT, SMALL
from tools.model.loader import load_publication
from tools.model.page_templates import TEMPLATES_FOLDER
from tools.model.project import DATA_FOLDER
from tools.model.publication import Publication

SHINGLE_WORDS = 7  # so many that no two texts share a shingle by chance
WORD = re.compile(r"[^\W\d_]+")
YAML_COMMENT = re.compile(r"(?:^|\s)#.*")  # of YAML
CALL = re.compile(r"\{[{#].*?[#}]\}|\{:.*?\}", re.DOTALL)
FIELDS = re.compile(r"\s*(statements|when|pause|reviewed): ")  # names, not sentences
# Shingles of a publication that are texts of the generator.
GENERATOR_TEXTS = (
    "de vragen en beschrijvingen zijn van de redactie",
    "fouten tegen wcag niveau a en aa",
)
GENERATOR = ("tools", "macros", "overrides")
BINARY = {".woff2", ".ttf", ".pyc", ".zip", ".png"}
OFFICE = {".docx", ".pptx"}
COMMON_IDS = {"hand-out"}  # ids that are words of the generator too
DECISIONS = "decisions"  # decision records may name the publication


def read_file(path: Path) -> str:
    """Return the text of a file, or of all parts of an office document."""
    if path.suffix not in OFFICE:
        return path.read_text(encoding="utf-8")
    with ZipFile(path) as package:
        return "\n".join(package.read(name).decode() for name in package.namelist())


@cache
def generator_texts() -> dict[str, str]:
    """Return all texts of the generator, by file."""
    paths = (path for name in GENERATOR for path in sorted((ROOT / name).rglob("*")))
    return {
        path.relative_to(ROOT).as_posix(): read_file(path)
        for path in paths
        if path.is_file()
        and path.suffix not in BINARY
        and DECISIONS not in path.parts
        and not path.name.startswith(("LICENSE", "OFL"))
    }


def shingles(text: str) -> set[str]:
    """Return the shingles of a text: `SHINGLE_WORDS` words in a row."""
    words = WORD.findall(text.lower())
    return {
        " ".join(words[start : start + SHINGLE_WORDS])
        for start in range(len(words) - SHINGLE_WORDS + 1)
    }


def read_shingles(root: Path) -> set[str]:
    """Return the shingles of a publication's pages and data, without its page templates."""
    docs = root / "docs"
    pages = [
        path for path in docs.rglob("*.md") if DATA_FOLDER not in path.parts and path.parent != docs
    ]
    pages += [docs / "index.md"]
    data = list((docs / DATA_FOLDER).glob("*.yml"))
    assert TEMPLATES_FOLDER not in {path.parent.name for path in [*pages, *data]}
    found: set[str] = set()
    for path in [*pages, *data]:
        text = CALL.sub("\n", path.read_text(encoding="utf-8"))
        for line in (YAML_COMMENT.sub("", text) if path in data else text).splitlines():
            found |= set() if FIELDS.match(line) else shingles(line.partition(": ")[2] or line)
    return found


def publication_names(publication: Publication) -> set[str]:
    """Return the names and ids that belong to one publication."""
    stories = [page.meta.story for page in publication.pages_with_story]
    pages = list(publication.pages.values())
    ids = [page.id for page in pages] + [id_.id for id_ in publication.checklists]
    return {
        publication.settings.slug,
        *publication.settings.source_texts,
        *(story.organisation for story in stories if story and len(story.organisation) > 6),
        *(id_ for id_ in ids if "-" in id_ and id_ not in COMMON_IDS),
        *(page.title for page in pages if len(page.title.split()) > 2),
    }


def test_the_generator_has_no_text_of_a_publication() -> None:
    shingles_known = (read_shingles(ROOT) | read_shingles(SMALL)).difference(
        *map(shingles, GENERATOR_TEXTS)
    )
    assert len(shingles_known) > 10_000
    assert {
        name: sorted(shingles(text) & shingles_known) for name, text in generator_texts().items()
    } == {name: [] for name in generator_texts()}


@pytest.mark.parametrize("root", [ROOT, SMALL], ids=["own", "small"])
def test_the_generator_has_no_names_of_a_publication(root: Path) -> None:
    names_ = publication_names(load_publication(root))
    assert len(names_) > 3
    found = {
        name: {id_ for id_ in names_ if id_.lower() in text}
        for name, text in ((name, text.lower()) for name, text in generator_texts().items())
    }
    assert {name: names_found for name, names_found in found.items() if names_found} == {}


def test_the_name_of_the_publication_is_absent() -> None:
    assert [name for name, text in generator_texts().items() if ORIGINAL_SLUG in text.lower()] == []


def test_copied_text_would_be_found() -> None:
    page = ROOT / "docs" / "index.md"
    line = max(page.read_text(encoding="utf-8").splitlines(), key=len)
    assert shingles(line) & read_shingles(ROOT)
    assert not shingles("one two three four five") & read_shingles(ROOT)
