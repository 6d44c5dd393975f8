"""Bring a publication to the form of data that this generator reads (`schema_version`)."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tools.authoring.migrations import MIGRATIONS
from tools.authoring.migrations.files import PublicationFiles, hide_placeholders
from tools.language import Language, UnknownLanguageError, load_language
from tools.model.loader import FALLBACK_LANGUAGE, load_project
from tools.model.page_templates import TEMPLATES_FOLDER
from tools.model.problems import InvalidPublicationError
from tools.model.project import DATA_FOLDER
from tools.model.reading.files import check_folders, find_files
from tools.model.reading.settings_file import SETTINGS_FILE, read_settings
from tools.model.reading.yaml_nodes import (
    FRONT_MATTER_BLOCK,
    Node,
    Origin,
    UnreadableError,
    parse_mapping,
    read_document,
    read_text,
)
from tools.model.rules.schema_version import (
    OLDER,
    SCHEMA_KEY,
    SCHEMA_VERSION,
    find_version_problem,
    get_publication_node,
)

TEMPLATES = f"{DATA_FOLDER}/{TEMPLATES_FOLDER}/"  # of new pages
DEFAULT_DOCS = "docs"  # where MkDocs looks without `docs_dir`
FIRST_VERSION = 1  # of settings that name none


@dataclass(frozen=True)
class Upgrade:
    """The edits that bring a publication from version `found` to that of the generator."""

    root: Path
    language: Language
    found: int
    files: PublicationFiles

    def apply(self) -> None:
        """Write the edits, and read the publication again; undo everything when that fails.

        Raises InvalidPublicationError when the publication cannot be read.
        """
        changes = self.files.changes
        changes.apply()
        try:
            load_project(self.root)
        except BaseException:
            changes.undo()
            raise

    def diff(self) -> Iterator[str]:
        """Yield the lines of the edits as a unified diff."""
        changes = self.files.changes
        for file in changes.files:
            before = (changes.originals[file] or b"").decode().splitlines()
            after = changes.read(file).splitlines()
            yield from difflib.unified_diff(before, after, str(file), str(file), lineterm="")

    def describe(self) -> Iterator[str]:
        """Yield a line for each file with its edits, and one for each version about its meaning."""
        for file, edits in sorted(self.files.edits.items()):
            counts = (f"{edit} × {count}" if count > 1 else edit for edit, count in edits.items())
            yield f"{file}: {', '.join(counts)}"
        for version in range(self.found + 1, SCHEMA_VERSION + 1):
            yield self.language.word(f"upgrade_{version}")


def plan_upgrade(root: Path) -> Upgrade | None:
    """Return the edits that a publication needs; None when it is of the generator's version.

    Raises InvalidPublicationError for a version that is not known, and for files that cannot be
    read, or not edited by a program.
    """
    try:
        settings = read_settings(root)
    except UnreadableError as error:
        raise InvalidPublicationError([error.problem], load_language(FALLBACK_LANGUAGE)) from error
    language = find_language(settings)
    publication = get_publication_node(settings)
    if publication is None:
        problem = settings.create_problem(None, "field-missing", key="extra.publication")
        raise InvalidPublicationError([problem], language)
    version = publication.data.get(SCHEMA_KEY, FIRST_VERSION)
    if version == SCHEMA_VERSION:
        return None
    mismatch = find_version_problem(settings)
    if type(version) is not int or version < FIRST_VERSION:
        mismatch = publication.create_problem(SCHEMA_KEY, "not-a-number", value=version)
    if mismatch and mismatch.code != OLDER:
        raise InvalidPublicationError([mismatch], language)
    files = PublicationFiles(root, Path(SETTINGS_FILE), (*find_pages(root, settings, language),))
    for number in range(version, SCHEMA_VERSION):
        MIGRATIONS[number](files)
    with files.open_yaml(files.settings) as text:
        if SCHEMA_KEY in publication.data:
            text.set_value(("extra", "publication", SCHEMA_KEY), str(SCHEMA_VERSION))
        else:
            text.add_first_key(("extra", "publication"), SCHEMA_KEY, str(SCHEMA_VERSION))
    if files.problems:
        raise InvalidPublicationError(files.problems, language)
    return Upgrade(root, language, version, files)


def find_language(settings: Node) -> Language:
    """Return the language that the settings name, or else that of messages."""
    theme = settings.get_node("theme")
    try:
        return load_language((theme and theme.get_text("language")) or FALLBACK_LANGUAGE)
    except UnknownLanguageError:
        return load_language(FALLBACK_LANGUAGE)


def find_pages(root: Path, settings: Node, language: Language) -> Iterator[Path]:
    """Yield the pages and templates with front matter, relative to the project.

    Raises InvalidPublicationError with all problems of pages that cannot be read.
    """
    docs = root / (settings.get_text("docs_dir") or DEFAULT_DOCS)
    problems = [*check_folders(docs, root)]
    if root.resolve() not in docs.resolve().parents:
        problems = [settings.create_problem("docs_dir", "docs-outside")]
    if problems:
        raise InvalidPublicationError(problems, language)
    for name in sorted(find_files(docs, root).names):
        file = (docs / name).relative_to(root)
        try:
            if is_page(name):
                read_document(docs / name, docs, root)
                yield file
            elif name.startswith(TEMPLATES) and name.endswith(".md"):
                text = hide_placeholders(read_text(docs / name, root))
                block = FRONT_MATTER_BLOCK.match(text)
                if block:
                    parse_mapping(block[1], Origin(file, line_offset=1))
                    yield file
        except UnreadableError as error:
            problems.append(error.problem)
    if problems:
        raise InvalidPublicationError(problems, language)


def is_page(name: str) -> bool:
    """Return whether a file, by its path below `docs/`, is a page."""
    is_data = name.startswith(f"{DATA_FOLDER}/")
    return name.endswith(".md") and not name.endswith("README.md") and not is_data
