"""A broken publication: what is changed in the small one, and what an author is to be told."""

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

    `patch` makes it and gives where it is to be told; `code`: of the message; `also`: what else is
    told, each at a place of its own; `arguments`: of the command, in place of `build`, with
    `{root}` for the publication's folder. `shown`: the publication is right, and this text stands
    in the built page `page`, to be read as it stands; `proof`: the same, proved by a function of
    the root.
    """

    about: str
    patch: Patch
    code: str = ""
    also: tuple[str, ...] = ()
    arguments: tuple[str, ...] = ("build",)
    shown: str = ""
    page: str = "about/contact.html"
    proof: Callable[[Path], list[str]] | None = None

    @property
    def right(self) -> bool:
        """Tell whether the publication is right after all."""
        return bool(self.shown or self.proof)


def told_at(root: Path, file: str, anchor: str) -> Place:
    """Give where a text stands first in a file."""
    text = (root / file).read_text(encoding="utf-8")
    return file, text[: text.index(anchor)].count("\n") + 1


def text(file: str, old: str, new: str, at: str = "", told: str = "") -> Patch:
    """Change a text once. It is told where the change begins, or where `at` stands (in `told`)."""

    def patch(root: Path) -> Place:
        path = root / file
        before = path.read_text(encoding="utf-8")
        assert old in before, f"{file} does not hold {old!r}"
        path.write_text(before.replace(old, new, 1), encoding="utf-8")
        if at:
            return told_at(root, told or file, at)
        return file, before[: before.index(old)].count("\n") + 1

    return patch


def body(added: str, at: str = "", file: str = CONTACT) -> Patch:
    """Add a paragraph at the end of a page; it is told where it begins, or where `at` stands."""

    def patch(root: Path) -> Place:
        path = root / file
        before = path.read_text(encoding="utf-8")
        line = before.count("\n") + 2 + (added[: added.index(at)].count("\n") if at else 0)
        path.write_text(f"{before}\n{added}\n", encoding="utf-8")
        return file, line

    return patch


def front(added: str, at: str = "") -> Patch:
    """Add lines below the id in front matter; it is told at the first, or where `at` stands."""

    def patch(root: Path) -> Place:
        path = root / CONTACT
        first, identity, rest = path.read_text(encoding="utf-8").split("\n", 2)
        path.write_text("\n".join([first, identity, added, rest]), encoding="utf-8")
        return told_at(root, CONTACT, at or added)

    return patch


def written(file: str, content: str | bytes, line: int = 1) -> Patch:
    """Write a whole file; it is told at a line of it."""

    def patch(root: Path) -> Place:
        path = root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return file, line

    return patch


def encoded(file: str, encoding: str, line: int = 1, ending: str = "\n") -> Patch:
    """Write a file anew in another encoding, or with other ends of its lines."""

    def patch(root: Path) -> Place:
        path = root / file
        before = path.read_text(encoding="utf-8")
        path.write_bytes(before.replace("\n", ending).encode(encoding, "replace"))
        return file, line

    return patch


def linked(file: str, target: str, line: int = 1) -> Patch:
    """Put a symbolic link in the place of a file or folder."""

    def patch(root: Path) -> Place:
        path = root / file
        if path.exists():
            path.rename(root / f"was-{path.name}")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.symlink_to(target)
        return file, line

    return patch


def both(*patches: Patch) -> Patch:
    """Make several changes; it is told at the place of the last."""

    def patch(root: Path) -> Place:
        return [one(root) for one in patches][-1]

    return patch


def later(make: Callable[[], Patch]) -> Patch:
    """Make a change that is large only when it is needed."""
    return lambda root: make()(root)


def first(file: str) -> Patch:
    """Change nothing; it is told at the first line of a file."""
    return lambda root: (file, 1)
