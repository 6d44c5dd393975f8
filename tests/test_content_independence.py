"""The machinery is nobody's: it holds no sentence, name or id of the publication in `docs/`."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.about import CAME_WITH
from tests.conftest import ROOT, SMALL
from tools.authoring.new_page import TEMPLATES_FOLDER
from tools.model.loader import load_publication
from tools.model.project import DATA_FOLDER
from tools.model.publication import Publication

RUN = 7  # words in a row, which no two texts share by chance
WORD = re.compile(r"[^\W\d_]+")
NOTE = re.compile(r"(?:^|\s)#.*")  # of YAML
CALL = re.compile(r"\{[{#].*?[#}]\}|\{:.*?\}", re.DOTALL)
FIELDS = re.compile(r"\s*(added_by_editors|when|pause|reviewed): ")  # names, not sentences
# What pages say in the words of the machinery, about what it shows and does there.
ITS_OWN = (
    "de vragen en beschrijvingen zijn van de redactie",
    "fouten tegen wcag niveau a en aa",
)
MACHINERY = ("tools", "macros", "overrides", "hosts")
BINARY = {".woff2", ".ttf", ".pyc"}
ORDINARY = {"hand-out"}  # ids that are words of the machinery too
NOTES = "decisions"  # to those who work on it; they may name what was decided about


def text_in(path: Path) -> str:
    """Return the text of a file, or of all parts of an office document."""
    if path.suffix != ".docx":
        return path.read_text(encoding="utf-8")
    with ZipFile(path) as package:
        return "\n".join(package.read(name).decode() for name in package.namelist())


@cache
def machinery() -> dict[str, str]:
    """All texts of the machinery, by file."""
    paths = (path for name in MACHINERY for path in sorted((ROOT / name).rglob("*")))
    return {
        path.relative_to(ROOT).as_posix(): text_in(path)
        for path in paths
        if path.is_file()
        and path.suffix not in BINARY
        and NOTES not in path.parts
        and not path.name.startswith(("LICENSE", "OFL"))
    }


def runs(text: str) -> set[str]:
    """Give the runs of words in a text."""
    words = WORD.findall(text.lower())
    return {" ".join(words[i : i + RUN]) for i in range(len(words) - RUN + 1)}


def read_sayings(root: Path) -> set[str]:
    """Give the runs of words that a publication says, in pages and data; not in its templates."""
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
        for line in (NOTE.sub("", text) if path in data else text).splitlines():
            found |= set() if FIELDS.match(line) else runs(line.partition(": ")[2] or line)
    return found


def names(publication: Publication) -> set[str]:
    """Give what only one publication is called, or calls something."""
    told = [page.meta.story for page in publication.pages_with_story]
    pages = list(publication.pages.values())
    ids = [page.id for page in pages] + [one.id for one in publication.checklists]
    return {
        publication.settings.slug,
        *publication.settings.source_texts,
        *(story.organisation for story in told if story and len(story.organisation) > 6),
        *(one for one in ids if "-" in one and one not in ORDINARY),
        *(page.title for page in pages if len(page.title.split()) > 2),
    }


def test_the_machinery_says_nothing_of_a_publication() -> None:
    known = (read_sayings(ROOT) | read_sayings(SMALL)).difference(*map(runs, ITS_OWN))
    assert len(known) > 10_000
    assert {name: sorted(runs(text) & known) for name, text in machinery().items()} == {
        name: [] for name in machinery()
    }


@pytest.mark.parametrize("root", [ROOT, SMALL], ids=["own", "small"])
def test_the_machinery_names_no_publication(root: Path) -> None:
    called = names(load_publication(root))
    assert len(called) > 3
    found = {
        name: {one for one in called if one.lower() in text}
        for name, text in ((name, text.lower()) for name, text in machinery().items())
    }
    assert {name: those for name, those in found.items() if those} == {}


def test_the_name_that_came_along_stands_nowhere() -> None:
    assert [name for name, text in machinery().items() if CAME_WITH in text.lower()] == []


def test_what_is_looked_for_would_be_found() -> None:
    page = ROOT / "docs" / "index.md"
    line = max(page.read_text(encoding="utf-8").splitlines(), key=len)
    assert runs(line) & read_sayings(ROOT)
    assert not runs("one two three four five") & read_sayings(ROOT)
