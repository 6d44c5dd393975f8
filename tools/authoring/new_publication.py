"""A publication to begin with, for whoever takes this repository as a template.

What it is copied from stands in `tools/languages/<language>/starter/`: settings, and pages that teach
what to write. Filled in are `${slug}`, `${name}`, `${today}` and `${again}` (a year later); the
first topic comes from the template from which `new` makes the others.
"""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path
from string import Template

from pydantic import TypeAdapter, ValidationError

from tools.authoring.new_page import (
    REVIEW_INTERVAL,
    TEMPLATES_FOLDER,
    NewPageError,
    to_yaml_scalar,
)
from tools.errors import BuildError
from tools.language import LANGUAGES_FOLDER, load_language
from tools.model.entities.checklist import Id
from tools.model.loader import SETTINGS_FILE
from tools.model.project import DATA_FOLDER

STARTER_FOLDER = "starter"
DOCS_FOLDER = "docs"


def create_publication(root: Path, slug: str, name: str, code: str, day: dt.date) -> list[Path]:
    """Write `docs/` and `mkdocs.yml` in `root`, in the language `code`; give the files, in order.

    Raises UnknownLanguageError, or BuildError when a publication is there already (nothing is ever
    written over) or the slug is wrong.
    """
    language = load_language(code)
    taken = [one for one in (DOCS_FOLDER, SETTINGS_FILE) if (root / one).exists()]
    if taken:
        raise NewPageError(language, "init-exists", files=" ".join(taken))
    try:
        TypeAdapter(Id).validate_python(slug)
    except ValidationError as error:
        raise NewPageError(language, "new-slug", slug=slug) from error
    if not name.strip():
        raise BuildError(language.word("init_name"))
    values: dict[str, object] = {
        "slug": slug,
        "name": to_yaml_scalar(name),
        "today": day,
        "again": day + REVIEW_INTERVAL,
    }
    try:
        return [*write_starter_files(root, code, values)]
    except BaseException:  # a full disk, or stopped: nothing is left half-way
        remove_publication(root)
        raise


def write_starter_files(root: Path, code: str, values: dict[str, object]) -> Iterator[Path]:
    """Write the files, filled in with `values`; give each."""
    language, home = load_language(code), LANGUAGES_FOLDER / code / STARTER_FOLDER
    for path in sorted(one for one in home.rglob("*") if one.is_file()):
        target = root / path.relative_to(home)
        text = path.read_text(encoding="utf-8")
        if path.parent.name != TEMPLATES_FOLDER:
            text = Template(text).safe_substitute(values)
        yield write_file(target, text)
    kind, first = language.word("init_kind"), language.word("init_first")
    template = root / DOCS_FOLDER / DATA_FOLDER / TEMPLATES_FOLDER / f"{kind}.md"
    topic = Template(template.read_text(encoding="utf-8")).safe_substitute(
        values, id=first, title=language.word("init_topic"), kind=kind, number=1
    )
    folder = root / DOCS_FOLDER / language.word("init_folder")
    yield write_file(folder / f"{first}.md", topic)


def remove_publication(root: Path) -> None:
    """Take away what `begin` wrote, as if it had not been asked."""
    shutil.rmtree(root / DOCS_FOLDER, ignore_errors=True)
    (root / SETTINGS_FILE).unlink(missing_ok=True)


def write_file(path: Path, text: str) -> Path:
    """Write a file; give its path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path
