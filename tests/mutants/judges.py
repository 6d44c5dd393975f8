"""Who notices a change of the sources: the rules, what was released, the check before a release."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.mutants.files import LANGUAGES
from tests.mutants.mutant import Files, Mutant
from tools import language
from tools.checks.changelog import check_changelog
from tools.errors import BuildError
from tools.language import load_language
from tools.model.loader import load_project, load_publication
from tools.model.problems import InvalidPublicationError
from tools.model.project import DATA_FOLDER, URLS_FILE
from tools.model.reading import yaml_nodes
from tools.model.reading.manifest import MANIFEST_FILE, format_manifest
from tools.model.reading.markdown import parse_body
from tools.model.reading.yaml_nodes import parse_yaml
from tools.model.release.entries import collect_entries
from tools.publish.release import render_urls

RULES, KEPT, TOLD, CRASH, NOBODY = "rules", "version", "release", "crash", "nobody"


@dataclass(frozen=True)
class Outcome:
    """Who noticed a mutant, and what was said first."""

    mutant: str
    group: str
    who: str
    said: str


@contextmanager
def desk(project: Path, folder: Path) -> Iterator[Path]:
    """Lay out a copy of a publication: its release noted, the words of the interface beside it.

    While it is there each text is read only once: mutants have nearly all of them in common.
    """
    shutil.copytree(project / "docs", folder / "docs")
    settings = (project / "mkdocs.yml").read_text(encoding="utf-8").replace("../../../", "")
    (folder / "mkdocs.yml").write_text(settings, encoding="utf-8")
    (folder / "overrides").symlink_to(ROOT / "overrides")
    shutil.copytree(language.LANGUAGES_FOLDER, folder / LANGUAGES)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(language, "LANGUAGES_FOLDER", folder / LANGUAGES)
        patch.setattr(yaml_nodes, "parse_yaml", cache(parse_yaml))
        patch.setattr(project, "parse_body", cache(parse_body))
        load_language.cache_clear()
        addresses = render_urls(load_publication(folder))
        text = format_manifest(collect_entries(load_project(folder)))
        for name, told in ((URLS_FILE, addresses), (MANIFEST_FILE, text)):
            (folder / "docs" / DATA_FOLDER / name).write_text(told, encoding="utf-8")
        yield folder
    load_language.cache_clear()


@contextmanager
def changed(root: Path, files: Files) -> Iterator[None]:
    """Change files below a folder, and put them back."""
    former = {name: one.read_bytes() if (one := root / name).is_file() else None for name in files}
    put(root, files)
    try:
        yield
    finally:
        put(root, former)


def put(root: Path, files: Files) -> None:
    """Write files, or take them away."""
    for name, data in files.items():
        if data is None:
            (root / name).unlink(missing_ok=True)
        else:
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_bytes(data)
    if any(name.startswith(LANGUAGES) for name in files):
        load_language.cache_clear()


def judge(mutant: Mutant, root: Path) -> Outcome:
    """Let the judges look at a mutant, the cheapest first."""
    try:
        with changed(root, mutant.make()):
            who, said = notice(root)
    except Exception as error:  # a program that breaks down tells nobody what is wrong
        who, said = CRASH, repr(error)
    return Outcome(str(mutant), mutant.group, who, said)


def notice(root: Path) -> tuple[str, str]:
    """Tell who notices what is wrong with a publication, and what is said of it."""
    try:
        load_publication(root)
    except InvalidPublicationError as error:
        codes = sorted({problem.code for problem in error.problems})
        own = [code for code in codes if not code.startswith("release-")]
        return (RULES if own else KEPT), ", ".join(own or codes)
    except BuildError as error:
        return RULES, str(error)
    told = [*check_changelog(load_project(root))]
    return (TOLD, told[0]) if told else (NOBODY, "")
