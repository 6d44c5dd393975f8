"""A publication to begin with, for whoever takes this repository as a template.

What it is copied from stands in `tools/languages/<language>/begin/`: settings, and pages that teach
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

from tools.errors import BuildError
from tools.language import HOME, load_language
from tools.model.checklist import Id
from tools.model.draft import DATA
from tools.model.publication import SETTINGS
from tools.new import TEMPLATES, YEAR, NewPageError, as_yaml

BEGIN = "begin"
DOCS = "docs"


def begin(root: Path, slug: str, name: str, code: str, day: dt.date) -> list[Path]:
    """Write `docs/` and `mkdocs.yml` in `root`, in the language `code`; give the files, in order.

    Raises UnknownLanguageError, or BuildError when a publication is there already (nothing is ever
    written over) or the slug is wrong.
    """
    language = load_language(code)
    taken = [one for one in (DOCS, SETTINGS) if (root / one).exists()]
    if taken:
        raise NewPageError(language, "begin-exists", files=" ".join(taken))
    try:
        TypeAdapter(Id).validate_python(slug)
    except ValidationError as error:
        raise NewPageError(language, "new-slug", slug=slug) from error
    if not name.strip():
        raise BuildError(language.word("begin_name"))
    values: dict[str, object] = {
        "slug": slug,
        "name": as_yaml(name),
        "today": day,
        "again": day + YEAR,
    }
    try:
        return [*written(root, code, values)]
    except BaseException:  # a full disk, or stopped: nothing is left half-way
        take_back(root)
        raise


def written(root: Path, code: str, values: dict[str, object]) -> Iterator[Path]:
    """Write the files, filled in with `values`; give each."""
    language, home = load_language(code), HOME / code / BEGIN
    for path in sorted(one for one in home.rglob("*") if one.is_file()):
        target = root / path.relative_to(home)
        text = path.read_text(encoding="utf-8")
        if path.parent.name != TEMPLATES:
            text = Template(text).safe_substitute(values)
        yield write(target, text)
    kind, first = language.word("begin_kind"), language.word("begin_first")
    template = root / DOCS / DATA / TEMPLATES / f"{kind}.md"
    topic = Template(template.read_text(encoding="utf-8")).safe_substitute(
        values, id=first, title=language.word("begin_topic"), kind=kind, number=1
    )
    folder = root / DOCS / language.word("begin_folder")
    yield write(folder / f"{first}.md", topic)


def take_back(root: Path) -> None:
    """Take away what `begin` wrote, as if it had not been asked."""
    shutil.rmtree(root / DOCS, ignore_errors=True)
    (root / SETTINGS).unlink(missing_ok=True)


def write(path: Path, text: str) -> Path:
    """Write a file; give its path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path
