"""Begin a publication, for those who use this repository as a template.

It is copied from `tools/languages/<language>/starter/`: settings, a home page, a page with a short
list, an overview of all lists, and a template for new pages. `${slug}`, `${name}`, `${today}`,
`${kind}` and `${settings}` (fields and kinds) are filled in. What is there already is set aside.
"""

import datetime as dt
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from string import Template

from tools.authoring import new_page
from tools.authoring.errors import AuthoringError
from tools.authoring.new_ids import derive_id
from tools.authoring.yaml_text import to_yaml_scalar
from tools.errors import BuildError
from tools.language import LANGUAGES_FOLDER, Language
from tools.model.loader import SETTINGS_FILE, load_publication
from tools.model.page_templates import TEMPLATES_FOLDER
from tools.model.project import DATA_FOLDER
from tools.model.reading.short_forms import DEFAULT_KIND
from tools.runtime.files import write_file

STARTER_FOLDER = "starter"
DOCS_FOLDER = "docs"
PARTS = (DOCS_FOLDER, SETTINGS_FILE)  # of a publication
ASIDE_FOLDER = Path("build", "aside")
ROLES_FILE = Path(DOCS_FOLDER, DATA_FOLDER, "roles.yml")  # only for fields of the type `roles`
USUAL_FIELDS = Path(__file__).with_name("usual_fields.yml")
FIELD = re.compile(r"^(?P<id>\w+): (?P<settings>\{.*\})$", re.MULTILINE)


@dataclass(frozen=True)
class Beginning:
    """The choices of a publisher to begin with.

    `slug`: of the files that readers download. `kinds`: the names of kinds of page. `fields`: the
    labels of fields, or the ids of usual ones; a type may follow a colon, as in `Cost: number`.
    """

    language: Language
    name: str
    slug: str
    kinds: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()

    @property
    def field_lines(self) -> dict[str, str]:
        """The id of each field → its settings, as YAML on one line."""
        usual = dict(FIELD.findall(USUAL_FIELDS.read_text(encoding="utf-8")))
        ids = {self.language.word(id_).casefold(): id_ for id_ in usual}
        lines = {}
        for field in self.fields:
            label, _, type_ = (part.strip() for part in field.partition(":"))
            id_ = ids.get(label.casefold()) or derive_id(label).replace("-", "_")
            settings = f"type: {type_}, " if type_ else ""
            own = f"{{{settings}label: {to_yaml_scalar(label)}}}"
            lines[id_] = own if type_ else usual.get(id_, own)
        return lines

    @property
    def kind_lines(self) -> dict[str, str]:
        """The id of each kind of page → its settings, as YAML on one line."""
        named = {
            derive_id(kind): f"{{one: {to_yaml_scalar(kind)}, template: {DEFAULT_KIND}}}"
            for kind in self.kinds
        }
        return {DEFAULT_KIND: "{}", **named} if named else {}

    @property
    def first_kind(self) -> str:
        """The id of the first kind of page that was named, or else of the only one."""
        return derive_id(self.kinds[0]) if self.kinds else DEFAULT_KIND

    @property
    def has_roles(self) -> bool:
        """Return whether a field holds roles."""
        return any("type: roles" in line for line in self.field_lines.values())

    def format_settings(self) -> str:
        """Return the lines of fields and kinds in the settings of the publication."""
        groups = {"fields": self.field_lines, "kinds": self.kind_lines}
        return "".join(
            f"    {key}:\n" + "".join(f"      {id_}: {line}\n" for id_, line in lines.items())
            for key, lines in groups.items()
            if lines
        )


def find_publication(root: Path) -> list[str]:
    """Return the parts of a publication that are in `root`."""
    return [name for name in PARTS if (root / name).exists()]


def begin_publication(
    root: Path, beginning: Beginning, day: dt.date, replace: bool = False
) -> tuple[list[Path], Path | None]:
    """Write `docs/` and `mkdocs.yml` in `root`, and check them.

    Returns the files written, and the folder in which the former publication is, if there was one;
    paths are relative to `root`. Raises AuthoringError when there is one that may not be replaced,
    or for a wrong slug; BuildError without a name; InvalidPublicationError for what the rules
    refuse. Nothing changes then.
    """
    existing = find_publication(root)
    if existing and not replace:
        raise AuthoringError(beginning.language, "begin-exists", files=" ".join(existing))
    if not beginning.name.strip():
        raise BuildError(beginning.language.word("begin_unnamed"))
    new_page.check_slug(beginning.slug, beginning.language)
    aside = set_aside(root) if existing else None
    try:
        files = [*write_starter_files(root, beginning, day)]
        load_publication(root)
    except BaseException:  # even when stopped, nothing incomplete is left
        remove_publication(root)
        if aside:
            put_back(root, aside)
        raise
    return files, aside


def write_starter_files(root: Path, beginning: Beginning, day: dt.date) -> Iterator[Path]:
    """Write the files of the starter, filled in; yield each path, relative to `root`."""
    starter = LANGUAGES_FOLDER / beginning.language.code / STARTER_FOLDER
    values = {
        "slug": beginning.slug,
        "name": to_yaml_scalar(beginning.name),
        "today": day,
        "kind": beginning.first_kind,
        "settings": beginning.format_settings(),
    }
    for path in sorted(path for path in starter.rglob("*") if path.is_file()):
        name = path.relative_to(starter)
        if name == ROLES_FILE and not beginning.has_roles:
            continue
        text = path.read_text(encoding="utf-8")
        if path.parent.name != TEMPLATES_FOLDER:
            text = Template(text).safe_substitute(values)
        write_file(root / name, text)
        yield name


def remove_publication(root: Path) -> None:
    """Remove the publication in `root`."""
    shutil.rmtree(root / DOCS_FOLDER, ignore_errors=True)
    (root / SETTINGS_FILE).unlink(missing_ok=True)


def find_aside_folder(root: Path) -> Path:
    """Return the folder to which a publication is moved next, relative to `root`."""
    folders = (ASIDE_FOLDER / str(number) for number in count(1))
    return next(folder for folder in folders if not (root / folder).exists())


def set_aside(root: Path) -> Path:
    """Move the publication in `root` to a new folder; return that folder, relative to `root`."""
    folder = find_aside_folder(root)
    (root / folder).mkdir(parents=True)
    try:
        for name in find_publication(root):
            (root / name).rename(root / folder / name)
    except BaseException:
        put_back(root, folder)
        raise
    return folder


def put_back(root: Path, folder: Path) -> None:
    """Move a publication that was set aside in `folder` back to `root`."""
    for name in find_publication(root / folder):
        (root / folder / name).rename(root / name)
    (root / folder).rmdir()
