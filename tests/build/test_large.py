"""The time of a build grows linearly with the number of pages."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from cProfile import Profile
from dataclasses import dataclass, field, replace
from importlib.metadata import distribution
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from jinja2 import Environment, FileSystemLoader
from lxml import html
from ruamel.yaml import YAML

from tests.conftest import ROOT, Built, copy_small
from tools.build.artifacts import OUTPUT_STEPS, PACKAGING_STEPS, SITE_STEPS
from tools.build.pipeline import collect_findings
from tools.build.stage import Stage, fixed_timestamps
from tools.model.entities.page import Page
from tools.model.loader import load_publication
from tools.publish.metadata import build_metadata
from tools.site import built_pages
from tools.site.built_pages import read_pages
from tools.site.engine import build_site

COPIES = (4, 8, 12)
TOLERANCE = 1.1  # tables that grow by doubling make some steps larger than others
NAVIGATION = "overrides/theme/partials/nav.html"  # linear per page: tested below
OUR_FILES = re.compile(r"/((?:tools|macros|overrides)/(?:(?!site-packages).)*)$")
STEPS = (
    *SITE_STEPS.values(),
    OUTPUT_STEPS["exports"],
    OUTPUT_STEPS["composer"],
    OUTPUT_STEPS["discovery"],
    PACKAGING_STEPS["hosting"],
)
THEME = Path(str(distribution("mkdocs-material").locate_file("material/templates")))
MAX_ROW = 80  # entries of a row that the navigation shows completely


def add_copies(project: Path, copies: int) -> None:
    """Add copies of a page with a checklist, and of a story about it, to navigation and book."""
    yaml = YAML()
    settings = yaml.load(project / "mkdocs.yml")
    publication_settings = settings["extra"]["publication"]
    publication_settings["lists"]["count"] += copies
    practices, _, _, stories = settings["nav"][1:5]
    stories["Story"] = [stories["Story"]]
    rows = [("practices/weekly-round.md", practices["Practices"])]
    rows.append(("stories/beanpole-garden.md", stories["Story"]))
    for (source, navigation), part in zip(rows, publication_settings["book"], strict=False):
        path = project / "docs" / source
        head, body = path.read_text("utf-8").removeprefix("---\n").split("\n---\n", 1)
        for number in range(3, copies + 3):
            meta = yaml.load(head)
            publication_settings["kinds"][meta["kind"]]["pages"]["most"] += 1
            publication_settings["lists"]["shorter"][f"weekly-round-{number}"] = 4
            for mapping in filter(None, (meta, meta.get("checklist"))):
                mapping["id"] += f"-{number}"
                mapping["title"] += f" {number}"
            meta["description"] += f" Number {number}."
            if "number" in meta:
                meta["number"] = number
            if "story" in meta:
                meta["story"]["shows"].append(f"weekly-round-{number}")
            text = io.StringIO()
            yaml.dump(meta, text)
            copy = path.with_stem(f"{path.stem}-{number}")
            copy.write_text(f"---\n{text.getvalue()}---\n{body}", encoding="utf-8")
            navigation.append(copy.relative_to(project / "docs").as_posix())
            part["pages"].append(meta["id"])
    yaml.dump(settings, project / "mkdocs.yml")


def count_calls(project: Path) -> Counter[str]:
    """Build and check all but the PDFs; count the calls of each function and template of ours."""
    with Profile() as profile:
        publication = load_publication(project)
        stage = Stage(publication, project / "staged", lambda line: None)
        with fixed_timestamps(publication):
            for step in STEPS:
                step(stage)
        found = collect_findings(stage, read_pages(stage.folder))
    assert [finding for finding in found if "downloads/" not in finding] == []
    calls: Counter[str] = Counter()
    for entry in profile.getstats():
        code = entry.code  # the name of a builtin, or a code object
        file = None if isinstance(code, str) else OUR_FILES.search(code.co_filename)
        if file and not isinstance(code, str):
            calls[f"{file[1]}: {code.co_qualname} ({code.co_firstlineno})"] += entry.callcount
    return calls


def find_superlinear(counted: list[Counter[str]]) -> Mapping[str, tuple[int, ...]]:
    """Return the functions whose calls grow faster than the content, with their counts."""
    names = {name for calls in counted for name in calls}
    found = {name: tuple(calls[name] for calls in counted) for name in names}
    return {
        name: (few, some, many)
        for name, (few, some, many) in found.items()
        if many - some > TOLERANCE * max(some - few, 0) + COPIES[0]
    }


@pytest.fixture
def always_prune(monkeypatch: pytest.MonkeyPatch) -> None:
    """Treat every publication as a large one."""
    monkeypatch.setattr("tools.site.pruned_nav.MAX_FULL_NAV_PAGES", 0)


@pytest.mark.corpus
def test_nothing_is_called_more_often_than_the_content_grows(
    tmp_path: Path, always_prune: None
) -> None:
    counted = []
    for copies in COPIES:
        project = copy_small(tmp_path / str(copies))
        (project / NAVIGATION).write_text("", encoding="utf-8")
        add_copies(project, copies)
        counted.append(count_calls(project))
    assert sum(counted[0].values()) > 10_000
    assert find_superlinear(counted) == {}


def test_quadratic_growth_is_found() -> None:
    few, some, many = (Counter(linear=n, square=n * n) for n in (20, 28, 36))
    assert [*find_superlinear([few, some, many])] == ["square"]


class WatchedPages(dict[str, Page]):
    """Pages that count how often all of them are iterated."""

    passes = 0

    def values(self) -> Iterator[Page]:  # type: ignore[override]
        """Count, and return the pages."""
        self.passes += 1
        return iter([*super().values()])


def test_a_publication_goes_over_its_pages_a_few_times_however_much_is_asked(
    built_small: Built,
) -> None:
    pages = WatchedPages(built_small.publication.pages)
    publication = replace(built_small.publication, pages=pages)
    publication.__dict__["pages_by_role"] = built_small.publication.pages_by_role  # goes backwards
    pass_counts = []
    for _ in range(3):
        for page in built_small.publication.pages.values():
            (
                publication.get_related_pages(page),
                publication.find_stories_about(page),
                publication.get_part_title(page),
            )
            publication.has_handout(page), publication.pages_by_source[page.source_path]
            publication.get_pages_of_kind(page.meta.kind), build_metadata(publication, page)
        for statement in publication.statements:
            publication.find_treatments(statement)
        for question in publication.questions.values():
            (
                publication.find_answering_stories(question),
                publication.pages_by_checklist.get(question.checklist),
            )
        pass_counts.append(pages.passes)
    assert pass_counts[0] == pass_counts[1] == pass_counts[2]
    assert 0 < pass_counts[0] < 12


def parse_html(text: str) -> Any:
    """Parse HTML."""
    return html.fromstring(text)


@dataclass(eq=False)
class Entry:
    """A navigation entry as the engine passes it to templates."""

    title: str
    url: str = ""
    active: bool = False
    is_index: bool = False
    children: list[Entry] = field(default_factory=list)


def render_navigation(row: list[Entry], active: Entry | None, pruned: bool) -> list[str]:
    """Return the titles in the navigation of a page in a row, or of one outside it."""
    folders = [ROOT / "overrides/theme", THEME]
    templates = Environment(loader=FileSystemLoader(folders))
    templates.filters["url"] = str
    if active:
        active.active = True
    part = Entry("Part", children=row, active=active is not None)
    other = Entry("Other", children=[Entry("Inside", "inside.html")])
    rendered = templates.get_template("partials/nav.html").render(
        nav=SimpleNamespace(items=[part, other]),
        page=active,
        config={"extra": {"pruned": pruned}},
        words={"contents": "Contents"},
        lang={"t": str},
    )
    return [
        " ".join(element.text_content().split())
        for element in parse_html(rendered).xpath(".//li/*[self::a or self::span]")
    ]


def test_the_engine_renders_pruned_navigation(
    small: Path, tmp_path: Path, always_prune: None
) -> None:
    build_site(load_publication(small), tmp_path / "site")
    page = tmp_path / "site/practices/weekly-round.html"
    links = parse_html(page.read_text("utf-8")).xpath("//nav[@id='__contents']//a")
    assert [a.get("href") for a in links if a.get("aria-current")] == ["weekly-round.html"]
    assert {"../index.html", "tidy-tools.html"} <= {a.get("href") for a in links}
    assert "../about/sources.html" not in [a.get("href") for a in links]


def test_pruned_navigation_has_the_path_and_neighbours() -> None:
    row = [Entry(f"Page {n}", f"{n}.html") for n in range(1, 1001)]
    titles = render_navigation(row, row[499], pruned=True)
    assert titles[0] == "Part"
    assert titles[1:3] == ["…", "Page 480"]
    assert titles[-2:] == ["…", "Other"]
    assert len(titles) < MAX_ROW
    row[499].active = False
    assert render_navigation(row, row[0], pruned=True)[1:3] == ["Page 1", "Page 2"]
    row[0].active = False
    assert "Page 500" not in render_navigation(row, None, pruned=True)


def test_a_row_that_fits_is_complete() -> None:
    row = [Entry(f"Page {n}", f"{n}.html") for n in range(1, MAX_ROW + 1)]
    assert len(render_navigation(row, row[3], pruned=True)) == MAX_ROW + 2
    row[3].active = False
    assert render_navigation(row, row[3], pruned=False)[-1] == "Inside"


def test_closed_sections_have_no_entries() -> None:
    assert render_navigation([Entry("Here", "here.html")], None, pruned=True) == ["Part", "Other"]


def test_only_some_parsed_pages_are_in_memory(
    built_small: Built, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(built_pages, "MAX_PARSED_PAGES", 3)
    pages = read_pages(built_small.site)
    assert [page.url for page in pages.values()] == [*pages]
    assert len(pages) > 3 == pages.read_page.cache_info().currsize
    assert "index.html" in pages
    assert "nowhere.html" not in pages
    with pytest.raises(KeyError):
        pages["nowhere.html"]
