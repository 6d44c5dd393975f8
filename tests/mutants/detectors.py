"""Detectors of mutants of the sources: the rules, the release manifest and the release check."""

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
from tools.model import project as project_module
from tools.model.loader import load_project, load_publication
from tools.model.problems import InvalidPublicationError
from tools.model.project import DATA_FOLDER, URLS_FILE
from tools.model.reading import yaml_nodes
from tools.model.reading.manifest import MANIFEST_FILE, format_manifest
from tools.model.reading.markdown import parse_body
from tools.model.reading.yaml_nodes import parse_yaml
from tools.model.release.entries import collect_entries
from tools.model.release.requirements import find_missing_requirements
from tools.publish.release import render_urls

RULES, VERSION, RELEASE, CRASH, UNDETECTED = "rules", "version", "release", "crash", "nobody"


@dataclass(frozen=True)
class Outcome:
    """The detector of a mutant, and its first message."""

    mutant: str
    group: str
    detector: str
    message: str


@contextmanager
def source_sandbox(project: Path, folder: Path) -> Iterator[Path]:
    """Create a copy of a publication with a release manifest and its own interface words.

    While it exists each text is parsed only once: mutants have nearly all of them in common.
    """
    shutil.copytree(project / "docs", folder / "docs")
    settings = (project / "mkdocs.yml").read_text(encoding="utf-8").replace("../../../", "")
    (folder / "mkdocs.yml").write_text(settings, encoding="utf-8")
    (folder / "overrides").symlink_to(ROOT / "overrides")
    shutil.copytree(language.LANGUAGES_FOLDER, folder / LANGUAGES)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(language, "LANGUAGES_FOLDER", folder / LANGUAGES)
        patch.setattr(yaml_nodes, "parse_yaml", cache(parse_yaml))
        patch.setattr(project_module, "parse_body", cache(parse_body))
        load_language.cache_clear()
        parsed = load_project(folder)
        addresses, text = render_urls(parsed), format_manifest(collect_entries(parsed))
        for name, content in ((URLS_FILE, addresses), (MANIFEST_FILE, text)):
            (folder / "docs" / DATA_FOLDER / name).write_text(content, encoding="utf-8")
        yield folder
    load_language.cache_clear()


@contextmanager
def changed(root: Path, files: Files) -> Iterator[None]:
    """Change files below a folder; restore them afterwards."""
    former = {
        name: path.read_bytes() if (path := root / name).is_file() else None for name in files
    }
    put(root, files)
    try:
        yield
    finally:
        put(root, former)


def put(root: Path, files: Files) -> None:
    """Write files, or remove those without content."""
    for name, data in files.items():
        if data is None:
            (root / name).unlink(missing_ok=True)
        else:
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_bytes(data)
    if any(name.startswith(LANGUAGES) for name in files):
        load_language.cache_clear()


def detect(mutant: Mutant, root: Path) -> Outcome:
    """Run the detectors on a mutant, the cheapest first."""
    try:
        with changed(root, mutant.make()):
            detector, message = find_detector(root)
    except Exception as error:  # a program that crashes does not report the mistake
        detector, message = CRASH, repr(error)
    return Outcome(str(mutant), mutant.group, detector, message)


def find_detector(root: Path) -> tuple[str, str]:
    """Return what detects a mistake in a publication, and its first message."""
    try:
        load_publication(root)
    except InvalidPublicationError as error:
        return RULES, ", ".join(sorted({problem.code for problem in error.problems}))
    except BuildError as error:
        return RULES, str(error)
    project = load_project(root)
    if codes := sorted({problem.code for problem in find_missing_requirements(project)}):
        return VERSION, ", ".join(codes)
    findings = [*check_changelog(project)]
    return (RELEASE, findings[0]) if findings else (UNDETECTED, "")
