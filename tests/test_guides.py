"""The guides: what they link to, run, call and set exists, and both languages have the same."""

from __future__ import annotations

import datetime as dt
import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.about import is_another
from tests.conftest import ROOT
from tests.test_cli import commands
from tools.authoring.begin import Beginning, begin_publication
from tools.authoring.settings_guide import format_anchor
from tools.language import available_languages, load_language
from tools.model.entities.chart import Chart
from tools.model.entities.edition import EditionSpec
from tools.model.loader import load_publication, load_settings
from tools.model.macro_signatures import MACRO_ARGUMENT_COUNTS
from tools.model.reading.yaml_nodes import Origin, parse_yaml, to_plain_data

FOLDER = ROOT / "tools" / "guides"
LANGUAGES = available_languages()
GUIDES = sorted(FOLDER.glob("*/*.md"))
OWN = () if is_another() else ("README.md", "docs/README.md")  # these name the publication
TEXTS = [*GUIDES, *(ROOT / name for name in ("CONTRIBUTING.md", *OWN))]
NAMES = (
    "README.md", "browser.md", "coming-from.md", "editors.md", "hosted.md", "publishers.md",
    "rules.md", "settings.md",
)  # fmt: skip
LINK = re.compile(r"(?<!!)\[[^\]]+\]\((?!https?:)([^)#\s]*)(?:#([^)\s]+))?\)")
HEADING = re.compile(r"^(#+) (.*)$", re.MULTILINE)
COMMAND = re.compile(r"python3? -m tools ((?:\"[^\"\n]*\"|\\\n|[^`\n|;)&])+)")
MAKE = re.compile(r"^`?make ([a-z-]+)(?![\w/-])", re.MULTILINE)
YAML_BLOCK = re.compile(r"^```yaml\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"^```.*?^```$|`[^`\n]+`", re.MULTILINE | re.DOTALL)
CALL = re.compile(r"\{\{ (\w+)\(([^)]*)\) \}\}")
DERIVED = {"page-id-derived", "item-without-id"}  # told of the examples on purpose
DAY = dt.date(2026, 12, 1)
BODY = """
## A heading {: #bedragen }

Text of the page.

{{ checked("bedragen") }}
"""


def identify(path: Path) -> str:
    """Return the path of a guide in the repository."""
    return path.relative_to(ROOT).as_posix()


def read(path: Path) -> str:
    """Return the text of a file."""
    return path.read_text(encoding="utf-8")


def list_headings(path: Path) -> list[tuple[str, str]]:
    """Return the headings of a guide, each with its level as number signs."""
    return HEADING.findall(FENCE.sub("", read(path)))


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_language_has_every_guide(code: str) -> None:
    assert sorted(path.name for path in (FOLDER / code).glob("*.md")) == sorted(NAMES)
    index = read(FOLDER / code / "README.md")
    assert {target for target, _ in LINK.findall(index)} == set(NAMES) - {"README.md"}


@pytest.mark.parametrize(
    "name", [name for name in NAMES if name not in ("rules.md", "settings.md")]
)
def test_all_languages_say_the_same(name: str) -> None:
    def outline(code: str) -> tuple[list[str], int, int]:
        path = FOLDER / code / name
        levels = [level for level, _ in list_headings(path)]
        return levels, read(path).count("\n| "), read(path).count("\n```")

    assert {str(outline(code)) for code in LANGUAGES} == {str(outline("en"))}


@pytest.mark.parametrize("path", TEXTS, ids=identify)
def test_links_lead_somewhere(path: Path) -> None:
    for target, anchor in LINK.findall(CODE.sub("", read(path))):
        file = (path.parent / target).resolve() if target else path
        assert file.exists(), target
        if anchor and file.suffix == ".md":
            anchors = {format_anchor(title) for _, title in list_headings(file)}
            assert anchor in anchors, f"{target}#{anchor}"


@pytest.mark.parametrize("path", TEXTS, ids=identify)
def test_commands_and_options_exist(path: Path) -> None:
    known = commands().commands
    for line in COMMAND.findall(read(path)):
        name, *words = shlex.split(line.replace("\\\n", " "), comments=True)
        assert name in known or not name[0].islower(), line
        if name in known:
            parameters = known[name].params
            options = {option for parameter in parameters for option in parameter.opts}
            unknown = {w.partition("=")[0] for w in words if w.startswith("--")} - {*options}
            assert unknown == set(), line
    targets = set(re.findall(r"^([a-z-]+):", read(ROOT / "Makefile"), re.MULTILINE))
    code = "\n".join(CODE.findall(read(path)))
    assert set(MAKE.findall(code)) <= targets


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_macro_is_explained_and_called_right(code: str) -> None:
    calls = CALL.findall(read(FOLDER / code / "editors.md"))
    assert {name for name, _ in calls} == set(MACRO_ARGUMENT_COUNTS)
    for name, given in calls:
        least, most = MACRO_ARGUMENT_COUNTS[name]
        assert least <= len(re.findall('"[^"]*"', given)) <= most, name


@pytest.fixture
def begun(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """A publication just begun, in the language of the test."""
    for name in ("overrides", "macros"):
        (tmp_path / name).symlink_to(ROOT / name)
    language = load_language(request.getfixturevalue("code"))
    begin_publication(tmp_path, Beginning(language, "Garden", "garden"), DAY)
    return tmp_path


def merge(first: Any, second: Any) -> Any:
    """Return two values of YAML as one, of which the second goes before the first."""
    if not (isinstance(first, dict) and isinstance(second, dict)):
        return second
    return {**first, **{key: merge(first.get(key), value) for key, value in second.items()}}


@pytest.mark.parametrize("code", LANGUAGES)
def test_examples_of_settings_are_accepted(begun: Path, code: str) -> None:
    blocks = [
        yaml.safe_load(text) for text in YAML_BLOCK.findall(read(FOLDER / code / "publishers.md"))
    ]
    settings = yaml.safe_load(read(begun / "mkdocs.yml"))
    tried = [block for block in blocks if {"extra", "nav"} & block.keys()]
    assert len(tried) == len(blocks) - 1  # and an edition
    for block in tried:
        (begun / "mkdocs.yml").write_text(yaml.safe_dump(merge(settings, block), sort_keys=False))
        load_settings(begun)
    for block in blocks:
        if "organisation" in block:
            EditionSpec.model_validate(block)


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_example_of_a_chart_is_accepted(code: str) -> None:
    blocks = YAML_BLOCK.findall(read(FOLDER / code / "editors.md"))
    (block,) = [block for block in blocks if block.startswith("- ")]
    (entry,) = to_plain_data(parse_yaml(block, Origin(Path("charts.yml"))))  # `on` is a key here
    assert Chart.model_validate(entry).values


@pytest.mark.parametrize("code", LANGUAGES)
def test_examples_of_front_matter_are_accepted(begun: Path, code: str) -> None:
    blocks = YAML_BLOCK.findall(read(FOLDER / code / "editors.md"))
    blocks = [block for block in blocks if not block.startswith("- ")]  # no entry of a data file
    assert len(blocks) > 3
    for number, block in enumerate(blocks):
        front_matter = block.replace("---\n", "")
        front_matter = front_matter.replace("amounts:", "bedragen:")
        if "title:" not in re.sub(r"(?m)^ .*\n", "", front_matter):
            front_matter = f"title: Page {number}\n{front_matter}"
        text = BODY if "facts:" in block else "\nText of the page.\n"
        text += "\n{{ page_checklist() }}\n" if "checklist:" in block else ""
        page = begun / "docs" / "page.md"
        page.write_text(f"---\n{front_matter}---\n{text}", encoding="utf-8")
        publication = load_publication(begun)
        assert [problem for problem in publication.warnings if problem.code not in DERIVED] == []
