"""Remove a page: from the menu, the book, lists and data, with a redirect and its retired ids.

Links and references in text go to the page that takes its place, if there is one. What only an
editor can decide is reported by the rules afterwards, each with its file and line.
"""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from tools.authoring.errors import AuthoringError
from tools.authoring.page_links import change_links, change_references, make_link, resolve_link
from tools.authoring.project_edits import (
    PUBLICATION,
    REDIRECTS_FILE,
    ProjectEdits,
    find_mentions,
    find_new_problems,
    find_page,
    find_problems,
    get_url,
)
from tools.authoring.yaml_text import KeyPath, YamlText
from tools.model.problems import Problem
from tools.model.project import CHANGES_FILE, DATA_FOLDER, ParsedPage, ParsedProject
from tools.model.release import entries
from tools.model.release.urls import list_urls, was_published

# Keys that hold ids of pages, in each data file and in front matter. True: the id can go without
# another in its place.
Fields = Mapping[str, bool]
DATA_FIELDS: dict[str, Fields] = {
    CHANGES_FILE: {"page": True, "also": True},
    "glossary.yml": {"page": True},
    "questions.yml": {"page": False},
    REDIRECTS_FILE: {"page": False},
    "search_queries.yml": {"pages": True},
}
FRONT_MATTER_FIELDS: Fields = {"related": True, "shows": False, "page": False}
EDITION_FIELDS: Fields = {"chapters": True}
# Of a list without entries: what is removed with it.
REMOVED_WITH_LIST = {"also": 1, "pages": 2}  # its key; the whole entry that has it
SEE: KeyPath = ("checklist", "see")
SOURCES_FILE, QUESTIONS_FILE = "sources.yml", "questions.yml"
HAND_OUTS: KeyPath = (*PUBLICATION, "hand_outs")
# The words of a link in Markdown with its target, and of a call of `ref()` with its id.
WORDED_LINK = re.compile(
    r"""\[(?P<words>[^\]\n]+)\]\(\s*<?(?P<target>[^\s()<>]+)"""
    r"""|\bref\(\s*["'](?P<id>[^"'#\n]*)[^"'\n]*["']\s*,\s*["'](?P<own>[^"'\n]+)["']"""
)


class LinkWords(NamedTuple):
    """The words of a link that leads elsewhere: its page, line, and the words, which stay."""

    page: ParsedPage
    line: int
    words: str


def needs_successor(project: ParsedProject, name: str) -> bool:
    """Return whether the address of a page was released, and so must lead to another one."""
    return was_published(project, get_url(find_page(project, name)))


def remove_page(
    project: ParsedProject, name: str, successor: str | None
) -> tuple[list[str], list[Problem]]:
    """Remove the page with an id or file; return what was done, and the problems that are left.

    `successor`: the page to which the old address and the links lead. Raises AuthoringError when
    that is needed and absent, or when there is no such page; nothing is changed then.
    """
    return plan_removal(project, name, successor).apply()


def plan_removal(project: ParsedProject, name: str, successor: str | None) -> "PageRemoval":
    """Return the removal of a page, as `remove_page` does it, with nothing written yet."""
    page = find_page(project, name)
    other = find_page(project, successor) if successor else None
    if other is page:
        raise AuthoringError(project.language, "remove-successor", id=page.id)
    if other is None and needs_successor(project, name):
        raise AuthoringError(project.language, "remove-redirect", id=page.id, url=get_url(page))
    return PageRemoval(project, page, other)


class PageRemoval:
    """The removal of `page`, of which `successor` takes the place, if there is one."""

    def __init__(
        self, project: ParsedProject, page: ParsedPage, successor: ParsedPage | None
    ) -> None:
        """Make all edits, without writing them."""
        self.project, self.page, self.successor = project, page, successor
        self.edits = ProjectEdits(project)
        self.link_words: list[LinkWords] = []
        self.plan()

    @property
    def new_id(self) -> str | None:
        """The id of the page that takes the place of the removed one."""
        return self.successor.id if self.successor else None

    def apply(self) -> tuple[list[str], list[Problem]]:
        """Remove the page and what only it used; return what was done, and the new problems."""
        before = find_problems(self.project.root)
        try:
            self.edits.changes.apply()
            problems = find_new_problems(before, find_problems(self.project.root))
            if self.remove_unused(problems):
                self.edits.changes.apply()
                problems = find_new_problems(before, find_problems(self.project.root))
        except BaseException:  # even when stopped, nothing is left half done
            self.edits.changes.undo()
            raise
        word = self.project.language.word("remove_link_words")
        kept = [word.format(place=f"{one.page.file}:{one.line}", words=one.words)
                for one in self.link_words]  # fmt: skip
        return [
            *self.edits.changes.describe(),
            *find_mentions(self.edits, self.page),
            *kept,
        ], problems

    def plan(self) -> None:
        """Make all edits."""
        edits, page = self.edits, self.page
        for other in self.project.pages:
            if other is not page:
                self.edit_page(other)
        for template in (self.project.docs_folder / DATA_FOLDER / "templates").glob("*.md"):
            file = template.relative_to(self.project.root)
            edits.edit_body(file, self.change_references)
        edits.changes.delete(page.file)
        with edits.open_settings() as settings:
            self.edit_settings(settings)
        for name, fields in DATA_FIELDS.items():
            with edits.open_data(name) as data:
                self.replace_ids(data, fields)
        with edits.open_data(QUESTIONS_FILE) as data:
            self.replace_in_questions(data)
        for path in (self.project.docs_folder / DATA_FOLDER).glob("editions/*/*.yml"):
            with edits.open_yaml(path.relative_to(self.project.root)) as data:
                self.replace_ids(data, EDITION_FIELDS)
                if page.checklist:
                    self.replace_ids(data, {"checklists": True}, page.checklist.id, None)
        for url, page_id in list_urls(self.project).items():
            if self.new_id and page_id == page.id and was_published(self.project, url):
                edits.add_redirect(url, self.new_id)
        retired = [(entries.PAGE, page.id)]
        retired += [(entries.CHECKLIST, page.checklist.id)] if page.checklist else []
        for key in retired:
            self.retire(*key)

    def retire(self, kind: str, id_: str) -> None:
        """Retire an id, if it was released."""
        if (kind, id_) in self.project.manifest:
            self.edits.retire(entries.RETIRED_KEYS[kind], id_)

    def edit_page(self, other: ParsedPage) -> None:
        """Edit the lists and, if there is a successor, the links of another page."""
        with self.edits.open_yaml(other.file) as data:
            self.replace_ids(data, FRONT_MATTER_FIELDS, own_id=other.id)
            self.remove_references(data)
        if self.successor:
            self.link_words += self.find_link_words(other)
            source, old = other.source_path.as_posix(), self.page.source_path.as_posix()
            link = make_link(source, self.successor.source_path.as_posix())

            def change(target: str) -> str | None:
                resolved = resolve_link(source, target)
                return link if resolved and resolved[0] == old else None

            self.edits.edit_body(
                other.file, lambda text: self.change_references(change_links(text, change))
            )

    def find_link_words(self, other: ParsedPage) -> Iterator[LinkWords]:
        """Yield the words of links to the page in another one, which its successor keeps."""
        source, old = other.source_path.as_posix(), self.page.source_path.as_posix()
        for number, line in enumerate(self.edits.changes.read(other.file).split("\n"), 1):
            for found in WORDED_LINK.finditer(line):
                resolved = resolve_link(source, found["target"]) if found["target"] else None
                if found["id"] == self.page.id or (resolved and resolved[0] == old):
                    yield LinkWords(other, number, found["words"] or found["own"])

    def remove_references(self, data: YamlText) -> None:
        """Remove the references to items of the page below the list of another one."""
        addresses = data.get_scalars(SEE)
        gone = [address for address in addresses if address.partition("#")[0] == self.page.id]
        if gone and len(gone) == len(addresses):
            data.remove(SEE)
            return
        for address in gone:
            for place in data.find_scalars(SEE, address):
                data.remove(place)

    def change_references(self, text: str) -> str:
        """Return a text in which references to the page lead to its successor, if any."""
        return change_references(
            text, lambda target: self.new_id if target.split("#")[0] == self.page.id else None
        )

    def edit_settings(self, settings: YamlText) -> None:
        """Edit the menu, the book, hand-outs, homes, and the numbers of pages and checklists."""
        for place in settings.find_scalars(("nav",), self.page.source_path.as_posix()):
            settings.remove(find_nav_entry(settings, place))
        self.replace_ids(settings, {"pages": True}, self.page.id, None, root=(*PUBLICATION, "book"))
        self.remove_pieces(settings)
        homes = dict.fromkeys(self.project.mkdocs.publication.homes.model_dump(), True)
        self.replace_ids(settings, homes, root=(*PUBLICATION, "homes"))
        kind = self.page.meta.get_text("kind") or ""
        count = sum(page.meta.get_text("kind") == kind for page in self.project.pages) - 1
        lower(settings, (*PUBLICATION, "kinds", kind, "pages", "least"), count)
        if self.page.checklist:
            count = len([*self.project.iter_checklists()]) - 1
            lower(settings, (*PUBLICATION, "lists", "count"), count)
            shorter = (*PUBLICATION, "lists", "shorter", self.page.checklist.id)
            if settings.find(shorter):
                settings.remove(shorter)

    def remove_pieces(self, settings: YamlText) -> None:
        """Remove the page and its sheet from hand-outs; one without other pieces goes."""
        for number in reversed(range(settings.count(HAND_OUTS))):
            pieces: KeyPath = (*HAND_OUTS, number, "pieces")
            keys = settings.get_scalars(pieces)
            own = [key.partition("~")[0] == self.page.id for key in keys]
            if all(own):
                settings.remove((*HAND_OUTS, number))
                continue
            for place in reversed(range(len(keys))):
                if own[place]:
                    settings.remove((*pieces, place))

    def replace_ids(
        self,
        data: YamlText,
        fields: Fields,
        old: str | None = None,
        new: str | None = "",
        *,
        root: KeyPath = (),
        own_id: str = "",
    ) -> None:
        """Replace the page's id (or `old`) under some keys with its successor's (or `new`).

        Without one it is removed, where it can be missed. `own_id`: of the page that `data` is
        the front matter of, which is not related to itself.
        """
        old, new = old or self.page.id, self.new_id if new == "" else new
        for place in data.find_scalars(root, old):
            key = next(str(part) for part in reversed(place) if isinstance(part, str))
            if key not in fields:
                continue
            is_listed = isinstance(place[-1], int)
            others = {*data.get_scalars(place[:-1])} - {old} if is_listed else set[str]()
            if new and new not in {*others, own_id}:
                data.set_value(place, new)
            elif others:
                data.remove(place)
            elif fields[key]:
                data.remove(
                    place[: len(place) - REMOVED_WITH_LIST.get(key, 0)] if is_listed else place
                )

    def replace_in_questions(self, data: YamlText) -> None:
        """Replace the page's story and checklist in questions, where others answer these too."""
        answering = {
            question: page.id
            for page, story in reversed([*self.project.iter_fields("story")])
            if page is not self.page
            for question in story.get_texts("questions")
        }
        for place in data.find_scalars((), self.page.id):
            (question,) = data.get_scalars((place[0], "id")) or [""]
            if place[-1] == "story" and question in answering:
                data.set_value(place, answering[question])
        other = self.successor.checklist if self.successor else None
        if self.page.checklist and other:
            self.replace_ids(data, {"checklist": False}, self.page.checklist.id, other.id)

    def remove_unused(self, problems: list[Problem]) -> bool:
        """Remove the sources and images that nothing uses any more; return whether there are."""
        unused = [p for p in problems if p.code in ("source-unused", "image-unused")]
        for problem in unused:
            if problem.code == "image-unused":
                self.edits.changes.delete(problem.file)
                continue
            with self.edits.open_data(SOURCES_FILE) as data:
                for place in data.find_scalars((), str(problem.values["id"])):
                    if place[1:] == ("id",):
                        data.remove(place[:1])
            self.retire("source", str(problem.values["id"]))
        return bool(unused)


def find_nav_entry(settings: YamlText, place: KeyPath) -> KeyPath:
    """Return what to remove from the menu for the page at `place`: a section goes with its last."""
    entry = place if isinstance(place[-1], int) else place[:-1]
    while len(entry) > 2 and settings.count(entry[:-1]) == 1:
        entry = entry[:-2]
    return entry


def lower(settings: YamlText, path: KeyPath, count: int) -> None:
    """Lower the number at a path to `count`, if there is a higher one."""
    if any(int(number) > count for number in settings.get_scalars(path)):
        settings.set_value(path, str(count))
