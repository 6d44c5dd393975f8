"""Rules for what the engine makes of the text of a page: safe, as it is written, and all of it.

The engine takes longer than all other rules together, so what it found in a page is kept in
`build/cache/` until the page, the settings or the generator change. That file may be removed.
"""

import hashlib
import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tools.model.problems import Problem
from tools.model.project import ConfiguredProject, ParsedPage, ParsedProject
from tools.model.reading.settings_file import SETTINGS_FILE
from tools.model.reading.yaml_nodes import to_plain_data
from tools.model.rules.settings import MARKDOWN_GROUP, OWN_EXTENSIONS, is_installed

if TYPE_CHECKING:
    from markdown import Markdown

CACHE_FILE = Path("build") / "cache" / "readings.json"
GENERATOR_FOLDERS = (Path(__file__).parents[2] / "markup", Path(__file__).parent)
ENGINE_PACKAGES = ("Markdown", "pymdown-extensions", "markdown-it-py")
TAG = re.compile(r"[:-][ ]+!")  # of YAML, before a value
FORM_PREFIX, KIND_PREFIX = "unsupported_", "reading_"  # of words for what is in a finding
Findings = list[tuple[str, int, dict[str, str]]]  # name of the rule, line of the text, values


def check_readings(project: ParsedProject) -> Iterator[Problem]:
    """Write what the engine shows as you mean it, and nothing that acts in a reader's browser."""
    try:
        reader = PageJudge(project)
        yield from judge_pages(project, reader)
    except UnknownExtensionError as error:
        key = "markdown_extensions"
        yield project.mkdocs_node.create_problem(key, "extension-broken", reason=str(error))


def judge_pages(project: ParsedProject, reader: "PageJudge") -> Iterator[Problem]:
    """Yield what is wrong in all pages; raise UnknownExtensionError."""
    for page in project.pages:
        if {"text-deep", "macro-only"} & {construct.code for construct in page.body.disallowed}:
            continue  # reported by another rule
        if page.body.call_error:
            continue
        for rule, line, values in reader.judge(page):
            if line in page.body.disallowed_lines:
                continue  # reported by another rule
            yield page.create_problem(line, rule, **translate(project, values))
    reader.save()


def translate(project: ParsedProject, values: Mapping[str, str]) -> dict[str, str]:
    """Return the values of a finding in the words of the publication's language."""
    prefixes = {"form": FORM_PREFIX, "meant": KIND_PREFIX, "built": KIND_PREFIX}
    return {
        key: project.language.word(prefixes[key] + value) if key in prefixes else value
        for key, value in values.items()
    }


def list_extensions(project: ConfiguredProject) -> dict[str, Any]:
    """Return the Markdown extensions in the settings, with the options of each, or None.

    One that is not installed is left out, since another rule reports it. Options may name Python
    objects, as MkDocs reads them. Raises UnknownExtensionError when there is no such object.
    """
    path = project.root / SETTINGS_FILE
    if TAG.search(path.read_text(encoding="utf-8")):
        entries = load_entries(path)
    else:
        entries = to_plain_data(project.mkdocs_node.get_list("markdown_extensions"))
    options: dict[str, Any] = {}
    for entry in entries:
        named = entry if isinstance(entry, dict) else {str(entry): None}
        options.update({str(name): value for name, value in named.items()})
    return {name: value for name, value in options.items() if is_installed(name, MARKDOWN_GROUP)}


def load_entries(path: Path) -> list[Any]:
    """Return the Markdown extensions in a settings file, with objects for the tags of Python."""
    from mkdocs.utils.yaml import yaml_load

    try:
        with path.open(encoding="utf-8") as file:
            settings = yaml_load(file)  # with those that it inherits
    except Exception as error:  # what an import of an object raises is its module's choice
        raise UnknownExtensionError(str(error)) from error
    return settings.get("markdown_extensions") or []


class UnknownExtensionError(Exception):
    """A Markdown extension in the settings cannot be loaded, or fails on a page."""


class PageJudge:
    """Judges pages by what the engine makes of them; `known` has what was found before."""

    def __init__(self, project: ParsedProject) -> None:
        """Read what was found in pages that did not change."""
        self.project = project
        self.extensions = list_extensions(project)
        settings = json.dumps(
            [self.extensions, project.language.code], sort_keys=True, default=name_object
        )
        self.fingerprint = hash_text(f"{fingerprint_generator()} {settings}")
        self.path = project.root / CACHE_FILE
        self.known = load_findings(self.path)
        self.used: dict[str, Findings] = {}
        self.engines: tuple[Markdown, ...] = ()

    def judge(self, page: ParsedPage) -> Findings:
        """Return what is wrong in a page."""
        text = page.judged_text
        key = hash_text(f"{self.fingerprint} {text}")
        if key not in self.used:
            self.used[key] = self.known[key] if key in self.known else self.judge_anew(page)
        return self.used[key]

    def judge_anew(self, page: ParsedPage) -> Findings:
        """Return what is wrong in a page that is new; raise UnknownExtensionError."""
        from tools.markup.engine import create_engine
        from tools.markup.extension import MarkupExtension
        from tools.markup.judge import EngineError, judge_page

        if not self.engines:
            words = MarkupExtension(self.project.language.interface)
            own = {
                name: self.extensions[name] for name in self.extensions if name in OWN_EXTENSIONS
            }
            kinds = [own] if own == self.extensions else [own, self.extensions]
            try:
                self.engines = tuple(create_engine(extensions, words) for extensions in kinds)
            except Exception as error:  # what an extension raises is its own choice
                raise UnknownExtensionError(f"{type(error).__name__}: {error}") from error
        try:
            found = judge_page(page.judged_text, *self.engines)
        except EngineError as error:
            raise UnknownExtensionError(f"{page.file}: {error}") from error
        return [(finding.rule, finding.line, finding.values) for finding in found]

    def save(self) -> None:
        """Keep what was found, when that is new."""
        if self.used.keys() != self.known.keys():
            save_findings(self.path, self.used)


def name_object(value: Any) -> str:
    """Return the name of a Python object among options: the same in each process."""
    return str(getattr(value, "__qualname__", value))


def load_findings(path: Path) -> dict[str, Findings]:
    """Return what a file has of earlier findings; nothing when it is absent or damaged."""
    try:
        checksum, _, content = path.read_text(encoding="utf-8").partition("\n")
    except (OSError, UnicodeDecodeError):
        return {}
    if checksum != hash_text(content):
        return {}
    data: dict[str, Sequence[tuple[str, int, dict[str, str]]]] = json.loads(content)
    return {key: [(rule, line, values) for rule, line, values in v] for key, v in data.items()}


def save_findings(path: Path, findings: Mapping[str, Findings]) -> None:
    """Write findings to a file, as a whole or not at all: they only save time.

    A project in which nothing was ever made gets no folder for it.
    """
    content = json.dumps(findings, ensure_ascii=False, sort_keys=True)
    temporary = path.with_suffix(f".{os.getpid()}.new")
    with suppress(OSError):
        path.parent.mkdir(exist_ok=True)
        temporary.write_text(f"{hash_text(content)}\n{content}", encoding="utf-8")
        temporary.replace(path)


def hash_text(text: str) -> str:
    """Return the hash of a text, as hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


@cache
def fingerprint_generator() -> str:
    """Return a hash of all that findings depend on, beside the page and its settings."""
    files = sorted(file for folder in GENERATOR_FOLDERS for file in folder.glob("*.py"))
    code = b"".join(file.read_bytes() for file in files)
    versions = " ".join(version(package) for package in ENGINE_PACKAGES)
    return f"{hashlib.sha256(code).hexdigest()} {versions}"
