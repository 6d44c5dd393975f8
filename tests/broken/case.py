"""A broken publication: a change of the small one, and the message that an author must get."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

SETTINGS = "mkdocs.yml"
HOME = "docs/index.md"
TOOLS = "docs/practices/tidy-tools.md"
ROUND = "docs/practices/weekly-round.md"
PRACTICES = "docs/practices/index.md"
STORY = "docs/stories/beanpole-garden.md"
WRITING = "docs/writing.md"
CONTACT = "docs/about/contact.md"
LISTS = "docs/checklists.md"
SOURCES = "docs/_data/sources.yml"
TERMS = "docs/_data/glossary.yml"
ROLES = "docs/_data/roles.yml"
RETIRED = "docs/_data/retired.yml"
REDIRECTS = "docs/_data/redirects.yml"
SHED = "docs/assets/drawings/shed.svg"
PICTURE = "docs/assets/pictures/shed.png"

Place = tuple[str, int]  # file from the project's folder, line from 1
Patch = Callable[[Path], Place]


@dataclass(frozen=True)
class Case:
    """A mistake in a publication.

    `patch` makes it and returns where it is reported; `code`: of the message; `also`: the codes of
    further messages, each elsewhere; `arguments`: of the command, in place of `build`, with
    `{root}` for the publication's folder. `renders`: the publication is valid, and the built page
    `page` shows exactly this text; `check`: the publication is valid, and this function of its
    root returns no problems.
    """

    name: str
    patch: Patch
    code: str = ""
    also: tuple[str, ...] = ()
    arguments: tuple[str, ...] = ("build",)
    renders: str = ""
    page: str = "about/contact.html"
    check: Callable[[Path], list[str]] | None = None

    @property
    def valid(self) -> bool:
        """Return whether the publication is valid after all."""
        return bool(self.renders or self.check)


def locate(root: Path, file: str, anchor: str) -> Place:
    """Return the file and the line of the first occurrence of a text in it."""
    text = (root / file).read_text(encoding="utf-8")
    return file, text[: text.index(anchor)].count("\n") + 1


def text(file: str, old: str, new: str, at: str = "", reported_in: str = "") -> Patch:
    """Change a text once; reported where the change begins, or at `at` (in `reported_in`)."""

    def patch(root: Path) -> Place:
        path = root / file
        before = path.read_text(encoding="utf-8")
        assert old in before, f"{file} does not hold {old!r}"
        path.write_text(before.replace(old, new, 1), encoding="utf-8")
        if at:
            return locate(root, reported_in or file, at)
        return file, before[: before.index(old)].count("\n") + 1

    return patch


def body(added: str, at: str = "", file: str = CONTACT) -> Patch:
    """Add a paragraph at the end of a page; reported where it begins, or at `at`."""

    def patch(root: Path) -> Place:
        path = root / file
        before = path.read_text(encoding="utf-8")
        line = before.count("\n") + 2 + (added[: added.index(at)].count("\n") if at else 0)
        path.write_text(f"{before}\n{added}\n", encoding="utf-8")
        return file, line

    return patch


def front(added: str, at: str = "") -> Patch:
    """Add lines below the id in front matter; reported at the first, or at `at`."""

    def patch(root: Path) -> Place:
        path = root / CONTACT
        first, id_line, rest = path.read_text(encoding="utf-8").split("\n", 2)
        path.write_text("\n".join([first, id_line, added, rest]), encoding="utf-8")
        return locate(root, CONTACT, at or added)

    return patch


def written(file: str, content: str | bytes, line: int = 1) -> Patch:
    """Write a whole file; reported at a line of it."""

    def patch(root: Path) -> Place:
        path = root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return file, line

    return patch


def encoded(file: str, encoding: str, line: int = 1, ending: str = "\n") -> Patch:
    """Write a file again in another encoding, or with other line endings."""

    def patch(root: Path) -> Place:
        path = root / file
        before = path.read_text(encoding="utf-8")
        path.write_bytes(before.replace("\n", ending).encode(encoding, "replace"))
        return file, line

    return patch


def linked(file: str, target: str, line: int = 1) -> Patch:
    """Replace a file or folder with a symbolic link."""

    def patch(root: Path) -> Place:
        path = root / file
        if path.exists():
            path.rename(root / f"was-{path.name}")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.symlink_to(target)
        return file, line

    return patch


def both(*patches: Patch) -> Patch:
    """Make several changes; reported at the place of the last."""

    def patch(root: Path) -> Place:
        return [patch_(root) for patch_ in patches][-1]

    return patch


def later(make: Callable[[], Patch]) -> Patch:
    """Make a large change only when it is needed."""
    return lambda root: make()(root)


def first(file: str) -> Patch:
    """Change nothing; reported at the first line of a file."""
    return lambda root: (file, 1)
