"""Create a publication to start with, for those who use this repository as a template.

It is copied from `tools/languages/<language>/starter/`: settings, and pages that explain what to
write. The placeholders `${slug}`, `${name}`, `${today}` and `${again}` (a year later) are filled
in; the first topic comes from the template from which `new` makes the others.
"""

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path
from string import Template

from tools.authoring import new_page
from tools.authoring.errors import AuthoringError
from tools.errors import BuildError
from tools.language import LANGUAGES_FOLDER, load_language
from tools.model.loader import SETTINGS_FILE
from tools.model.project import DATA_FOLDER
from tools.runtime.files import write_file

STARTER_FOLDER = "starter"
DOCS_FOLDER = "docs"


def create_publication(root: Path, slug: str, name: str, code: str, day: dt.date) -> list[Path]:
    """Write `docs/` and `mkdocs.yml` in `root`, in the language `code`; return the files written.

    Raises UnknownLanguageError, or BuildError when there is a publication already (nothing is ever
    overwritten), when the slug is wrong, or when the name is empty.
    """
    language = load_language(code)
    existing = [name for name in (DOCS_FOLDER, SETTINGS_FILE) if (root / name).exists()]
    if existing:
        raise AuthoringError(language, "init-exists", files=" ".join(existing))
    new_page.check_slug(slug, language)
    if not name.strip():
        raise BuildError(language.word("init_name"))
    values: dict[str, object] = {"slug": slug, "name": new_page.to_yaml_scalar(name)}
    values |= {"today": day, "again": day + new_page.REVIEW_INTERVAL}
    try:
        return [*write_starter_files(root, code, values)]
    except BaseException:  # even when stopped, nothing incomplete is left
        remove_publication(root)
        raise


def write_starter_files(root: Path, code: str, values: dict[str, object]) -> Iterator[Path]:
    """Write the files of the starter, filled in with `values`; yield each path."""
    language, starter = load_language(code), LANGUAGES_FOLDER / code / STARTER_FOLDER
    for path in sorted(path for path in starter.rglob("*") if path.is_file()):
        target = root / path.relative_to(starter)
        text = path.read_text(encoding="utf-8")
        if path.parent.name != new_page.TEMPLATES_FOLDER:
            text = Template(text).safe_substitute(values)
        yield write_file(target, text)
    kind, first = language.word("init_kind"), language.word("init_first")
    template = root / DOCS_FOLDER / DATA_FOLDER / new_page.TEMPLATES_FOLDER / f"{kind}.md"
    topic = Template(template.read_text(encoding="utf-8")).safe_substitute(
        values, id=first, title=language.word("init_topic"), kind=kind, number=1
    )
    path = root / DOCS_FOLDER / language.word("init_folder") / f"{first}.md"
    yield write_file(path, topic)


def remove_publication(root: Path) -> None:
    """Remove what `create_publication` wrote."""
    shutil.rmtree(root / DOCS_FOLDER, ignore_errors=True)
    (root / SETTINGS_FILE).unlink(missing_ok=True)
