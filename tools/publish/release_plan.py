"""The plan of a release: the edits that it needs, and what only an editor can answer.

Written are later versions of changed checklists, the version and date of the publication, entries
in the list of changes, redirects, and retired ids. `tools/decisions/0007-releases.md` says why.
"""

import datetime as dt
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Self

from tools.authoring.errors import AuthoringError
from tools.authoring.new_ids import derive_id, make_unique
from tools.authoring.project_edits import (
    PUBLICATION,
    ProjectEdits,
    find_page,
    retire_item,
)
from tools.authoring.yaml_text import to_yaml_scalar
from tools.model.project import CHANGES_FILE, URLS_FILE, ParsedProject
from tools.model.reading.manifest import MANIFEST_FILE
from tools.model.release import entries
from tools.model.release.differences import Differences, find_former_release
from tools.model.release.requirements import find_missing_requirements
from tools.model.release.urls import find_lost_urls
from tools.prose.spelling import add_words, find_unknown_words, words_path

LAST_NUMBER = re.compile(r"\d+(?=\D*$)")


@dataclass(frozen=True)
class Answers:
    """The answers of an editor.

    `texts`: what changed for readers, by the id of a page; under "" for all others together.
    `redirects`: a former address, or the id of the page that was there → the page that readers get.
    `accepts_words`: the words that the dictionary does not know are right.
    """

    version: str | None = None
    date: dt.date | None = None
    texts: Mapping[str, str] = field(default_factory=dict)
    redirects: Mapping[str, str] = field(default_factory=dict)
    accepts_words: bool = False


@dataclass(frozen=True)
class Question:
    """A question that only an editor can answer, and the option that answers it.

    `subject`: the address of a redirect; else empty.
    """

    option: str
    text: str
    subject: str = ""
    default: str | None = None

    def answer(self, answers: Answers, text: str) -> Answers:
        """Return the answers with one more."""
        if self.option == "--version":
            return replace(answers, version=text)
        if self.option == "--what":
            return replace(answers, texts={**answers.texts, "": text})
        return replace(answers, redirects={**answers.redirects, self.subject: text})

    @property
    def usage(self) -> str:
        """The option as it is typed."""
        if self.option == "--redirect":
            return f"{self.option} {self.subject}=PAGE"
        return f'{self.option} "…"' if self.option == "--what" else f"{self.option} {self.default}"


@dataclass
class ReleasePlan:
    """The edits for a release of `project` on a day, with the questions that are still open."""

    project: ParsedProject
    answers: Answers
    day: dt.date
    edits: ProjectEdits = field(init=False)
    differences: Differences = field(init=False)
    questions: list[Question] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        """Make the plan; raise AuthoringError for an answer that cannot be."""
        self.edits = ProjectEdits(self.project)
        self.differences = Differences(self.project)
        self.plan_redirects()
        self.plan_retired_ids()
        date = self.plan_version()
        self.plan_list_versions(date)
        self.plan_announcements(date)
        if self.answers.accepts_words:
            self.plan_words()

    @classmethod
    def start_over(cls, project: ParsedProject, answers: Answers, day: dt.date) -> Self:
        """Return a plan that forgets all earlier releases."""
        plan = cls(replace(project, manifest={}, published_urls=""), answers, day)
        for name in (URLS_FILE, MANIFEST_FILE):
            plan.edits.changes.delete(plan.edits.get_data_file(name))
        return plan

    def plan_redirects(self) -> None:
        """Redirect from each lost address: to the page that moved, or else to the one named."""
        for url, (_, page_id) in find_lost_urls(self.project).items():
            answers = self.answers.redirects
            name = page_id if page_id in self.project.page_ids else None
            name = answers.get(url) or answers.get(page_id) or name
            if name:
                self.edits.add_redirect(url, find_page(self.project, name).id)
            else:
                text = self.project.language.word("release_ask_redirect").format(url=url)
                self.questions.append(Question("--redirect", text, url))

    def plan_retired_ids(self) -> None:
        """Retire the ids of what is gone."""
        known = entries.collect_known_ids(self.project)
        pages = {node.id: page for page, node in self.project.iter_fields("checklist")}
        for kind, id_ in self.project.manifest:
            if (kind, id_) in known:
                continue
            checklist_id, _, item_id = id_.partition("--")
            if kind in entries.RETIRED_KEYS:
                self.edits.retire(entries.RETIRED_KEYS[kind], id_)
            elif kind == entries.ITEM and checklist_id in pages:
                with self.edits.open_yaml(pages[checklist_id].file) as data:
                    retire_item(data, item_id)

    def plan_version(self) -> dt.date:
        """Set the version and the date of the publication; return the date.

        What readers meet otherwise needs another version than that of the last release. An editor
        who set one in the settings is not asked, and the date is that of today unless one is named.
        """
        settings, former = self.project.mkdocs.publication, find_former_release(self.project)
        version, date = self.answers.version or settings.version, self.answers.date
        if former and version == former[0]:
            if self.differences.is_rewritten and not self.answers.version:
                text = self.project.language.word("release_ask_version").format(version=version)
                default = suggest_version(version)
                self.questions.append(Question("--version", text, default=default))
            elif self.differences.is_rewritten or str(date or settings.date) != former[1]:
                values = {"version": version, "next": suggest_version(version)}
                raise AuthoringError(self.project.language, "publish-same", **values)
        elif former:
            date = date or (self.day if str(settings.date) <= former[1] else settings.date)
            if str(date) < former[1]:
                dates = {"now": str(date), "date": former[1], "version": former[0]}
                raise AuthoringError(self.project.language, "publish-early", **dates)
        date = date or settings.date
        with self.edits.open_settings() as data:
            if version != settings.version:
                data.set_value((*PUBLICATION, "version"), json.dumps(version, ensure_ascii=False))
            if date != settings.date:
                data.set_value((*PUBLICATION, "date"), str(date))
        return date

    def plan_list_versions(self, date: dt.date) -> None:
        """Set a later version in each changed checklist that names one; put others back."""
        for problem in find_missing_requirements(self.project):
            if problem.code not in ("release-version", "release-idle"):
                continue
            version = problem.values["was"]
            if problem.code == "release-version":
                version = max(date, version + dt.timedelta(1))
            with self.edits.open_yaml(problem.file) as data:
                data.set_value(("checklist", "version"), str(version))

    def plan_announcements(self, date: dt.date) -> None:
        """Add entries to the list of changes for what is not announced in it."""
        differences, texts = self.differences, self.answers.texts
        pages, is_general = set[str](), False
        for entry in differences.find_unannounced():
            page_ids = sorted(entry.page_ids - {""})
            if not {*page_ids} & {*texts}:
                pages.update(page_ids[:1])
                is_general = is_general or not page_ids
        for (kind, id_), page_id in differences.find_unannounced_removals():
            if kind == entries.CHANGE:
                raise AuthoringError(self.project.language, "publish-change-gone", id=id_)
            if page_id not in texts and not (kind == entries.IMAGE and (texts or pages)):
                pages.update({page_id} - {""})
                is_general = is_general or not page_id
        remaining = sorted(pages - {*texts})
        version = self.answers.version or self.project.mkdocs.publication.version
        for page_id in sorted({*texts} - {""}):
            self.announce(f"{version}-{page_id}", date, texts[page_id], page_id)
        if (remaining or is_general) and "" not in texts:
            names = ", ".join(remaining) or self.project.mkdocs.site_name
            text = self.project.language.word("release_ask_what").format(pages=names)
            self.questions.append(Question("--what", text))
        elif texts.get(""):
            self.announce(version, date, texts[""], also=remaining)

    def plan_words(self) -> None:
        """Add the words that the dictionary does not know to the publication's own list."""
        words = {unknown.word for unknown in find_unknown_words(self.project)}
        changes, file = self.edits.changes, words_path(self.project)
        if words:
            changes.write(file, add_words(self.project, changes.read(file), words))

    def announce(
        self, name: str, date: dt.date, text: str, page: str = "", also: list[str] | None = None
    ) -> None:
        """Add an entry to the list of changes, with an id made of `name`, unless it is there."""
        if any(change.get_text("what") == text for change in self.project.changes):
            return
        lines = [f"id: {self.make_change_id(name)}", f"date: {date}"]
        lines += [f"page: {to_yaml_scalar(page)}"] if page else []
        lines += [f"also: [{', '.join(map(to_yaml_scalar, also))}]"] if also else []
        lines.append(f"what: {to_yaml_scalar(text)}")
        with self.edits.open_data(CHANGES_FILE) as data:
            data.insert_first("\n".join(lines))

    def make_change_id(self, name: str) -> str:
        """Return an id for an entry in the list of changes that no other entry has."""
        taken = {change.id for change in self.project.changes}
        taken |= {id_ for kind, id_ in self.project.manifest if kind == entries.CHANGE}
        return make_unique(derive_id(f"v{name}"), taken)


def parse_answers(
    project: ParsedProject,
    version: str | None,
    date: dt.date | None,
    texts: Iterable[str],
    redirects: Iterable[str],
    accepts_words: bool,
) -> Answers:
    """Return the answers that options hold: texts as `[PAGE=]TEXT`, redirects as `OLD=PAGE`.

    Raises AuthoringError for a redirect of another form.
    """
    what: dict[str, str] = {}
    for given in texts:
        page_id, equals, text = given.partition("=")
        if not equals or page_id not in project.page_ids:
            page_id, text = "", given
        what[page_id] = " ".join(filter(None, (what.get(page_id), text.strip())))
    pairs = [given.partition("=") for given in redirects]
    for old, _, page_id in pairs:
        if not (old and page_id):
            raise AuthoringError(project.language, "publish-redirect", text=old)
    return Answers(version, date, what, {old: page_id for old, _, page_id in pairs}, accepts_words)


def suggest_version(version: str) -> str:
    """Return a version with its last number one higher: 1.1 after 1.0."""
    if not LAST_NUMBER.search(version):
        return f"{version} 2"
    return LAST_NUMBER.sub(lambda number: str(int(number[0]) + 1), version)
