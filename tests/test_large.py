"""A publication of many pages takes the time of each page, and not of each with every other."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from importlib.metadata import distribution
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from jinja2 import Environment, FileSystemLoader
from lxml import html

from macros import ALL, context
from macros.context import Context
from tests.conftest import ROOT, Built
from tools.checks import pages as checked
from tools.checks.pages import read_pages
from tools.model.page import Page
from tools.publish.metadata import metadata
from tools.templates import environment

SIZES = (2, 3, 4)
ROOM = 1.1  # a table that grows by doubling makes some steps larger than others
MENU = "overrides/partials/nav.html: "  # each page shows what stands beside its way: see below
THEME = Path(str(distribution("mkdocs-material").locate_file("material/templates")))
MOST = 80  # entries of a row that a menu shows as a whole


def growing(counted: list[dict[str, int]]) -> Mapping[str, tuple[int, ...]]:
    """Give the functions whose calls grow faster than the content, with those calls."""
    names = {name for calls in counted for name in calls if not name.startswith(MENU)}
    found = {name: tuple(calls.get(name, 0) for calls in counted) for name in names}
    return {
        name: (few, some, many)
        for name, (few, some, many) in found.items()
        if many - some > ROOM * (some - few) + SIZES[-1]
    }


@pytest.mark.corpus
def test_nothing_is_called_more_often_than_the_content_grows(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.large", str(tmp_path), *map(str, SIZES)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    counted: list[dict[str, int]] = json.loads(done.stdout)
    assert sum(counted[0].values()) > 10_000
    assert growing(counted) == {}
    for size in SIZES:
        page = tmp_path / str(size) / "site/delen/2/practices/tidy-tools.html"
        links = read(page.read_text("utf-8")).xpath("//nav[@id='__contents']//a")
        assert [a.get("href") for a in links if a.get("aria-current")] == ["tidy-tools.html"]
        assert "../../../index.html" in [a.get("href") for a in links]


def test_what_grows_with_the_square_is_found() -> None:
    few, some, many = ({"linear": n, "square": n * n} for n in (20, 28, 36))
    assert [*growing([few, some, many])] == ["square"]


class Watched(dict[str, Page]):
    """Pages that count how often somebody goes over all of them."""

    passes = 0

    def values(self) -> Iterator[Page]:  # type: ignore[override]
        """Give the pages."""
        self.passes += 1
        return iter([*super().values()])


def test_a_publication_goes_over_its_pages_a_few_times_however_much_is_asked(
    built_small: Built,
) -> None:
    pages = Watched(built_small.publication.pages)
    publication = replace(built_small.publication, pages=pages)
    publication.__dict__["_role_pages"] = built_small.publication._role_pages  # goes backwards
    asked = []
    for _ in range(3):
        for page in built_small.publication.pages.values():
            publication.related(page), publication.shown_by(page), publication.part_of(page)
            publication.is_handed_out(page), publication.source_page(page.source)
            publication.of_kind(page.meta.kind), metadata(publication, page)
        for statement in publication.statements:
            publication.treated_at(statement)
        for question in publication.questions.values():
            publication.answering(question), publication.list_page(question.checklist)
        asked.append(pages.passes)
    assert asked[0] == asked[1] == asked[2]
    assert 0 < asked[0] < 12


def read(text: str) -> Any:
    """Read HTML."""
    return html.fromstring(text)


@dataclass(eq=False)
class Entry:
    """An entry of a menu, as the engine makes them."""

    title: str
    url: str = ""
    active: bool = False
    is_index: bool = False
    children: list[Entry] = field(default_factory=list)


def menu(row: list[Entry], active: Entry | None, pruned: bool) -> list[str]:
    """Give the titles in the menu of a page that stands in a row, or beside it."""
    folders = [ROOT / "overrides", THEME]
    templates = Environment(loader=FileSystemLoader(folders))
    templates.filters["url"] = str
    if active:
        active.active = True
    part = Entry("Part", children=row, active=active is not None)
    other = Entry("Other", children=[Entry("Inside", "inside.html")])
    extra = {"pruned": pruned, "interface": {"contents": "Contents"}}
    shown = templates.get_template("partials/nav.html").render(
        nav=SimpleNamespace(items=[part, other]),
        page=active,
        config={"extra": extra},
        lang={"t": str},
    )
    return [
        " ".join(one.text_content().split())
        for one in read(shown).xpath(".//li/*[self::a or self::span]")
    ]


def test_a_pruned_menu_shows_the_way_and_what_is_near() -> None:
    row = [Entry(f"Page {n}", f"{n}.html") for n in range(1, 1001)]
    shown = menu(row, row[499], pruned=True)
    assert shown[0] == "Part"
    assert shown[1:3] == ["…", "Page 480"]
    assert shown[-2:] == ["…", "Other"]
    assert len(shown) < MOST
    row[499].active = False
    assert menu(row, row[0], pruned=True)[1:3] == ["Page 1", "Page 2"]
    row[0].active = False
    assert "Page 500" not in menu(row, None, pruned=True)


def test_a_row_that_fits_is_shown_as_a_whole() -> None:
    row = [Entry(f"Page {n}", f"{n}.html") for n in range(1, MOST + 1)]
    assert len(menu(row, row[3], pruned=True)) == MOST + 2
    row[3].active = False
    assert menu(row, row[3], pruned=False)[-1] == "Inside"


def test_what_is_closed_is_not_shown() -> None:
    assert menu([Entry("Here", "here.html")], None, pruned=True) == ["Part", "Other"]


def test_only_some_pages_are_held(built_small: Built, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checked, "HELD", 3)
    pages = read_pages(built_small.site)
    assert [page.url for page in pages.values()] == [*pages]
    assert len(pages) > 3 == len(pages.held)
    assert "index.html" in pages
    assert "nowhere.html" not in pages
    with pytest.raises(KeyError):
        pages["nowhere.html"]


def test_an_overview_of_very_many_rows_is_folded(
    built_small: Built, monkeypatch: pytest.MonkeyPatch
) -> None:
    publication = built_small.publication
    monkeypatch.setattr(context, "MANY", 1)
    page = publication.pages["checklists"]
    shown = read(ALL["checklists"](Context(publication, page, environment(publication))))
    folded = shown.xpath("//details/summary")
    assert [one.text for one in folded] == [
        f"{title} ({len(rows)})" for title, rows in publication.by_part(publication.list_pages)
    ]
    assert len(shown.xpath("//details//tr[@data-row]")) == len(publication.list_pages)


def test_a_role_with_very_many_lists_sees_which_they_are(
    built_small: Built, monkeypatch: pytest.MonkeyPatch
) -> None:
    publication = built_small.publication
    monkeypatch.setattr("tools.model.publication.MANY", 0)
    for page in publication.of_kind("role"):
        shown = read(ALL["page_tasks"](Context(publication, page, environment(publication))))
        tasks = publication.tasks_of(page.meta.role or "")
        assert len(shown.xpath("//details//li/a")) == len(tasks) > 0
        assert not shown.xpath("//*[@data-item]")
