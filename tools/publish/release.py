"""A release: what it needs, written in the sources, and the record of what was published.

The record stands in `docs/_data/`: the addresses, and digests of what they show.
"""

import datetime as dt
from collections.abc import Iterator

from tools.model.loader import judge_project, load_project
from tools.model.problems import InvalidPublicationError
from tools.model.project import URLS_FILE, ParsedProject
from tools.model.reading.heading_aliases import HEADING
from tools.model.reading.manifest import MANIFEST_FILE, LocatedEntry, format_manifest
from tools.model.release import entries
from tools.model.release.differences import Differences, find_former_release, format_entry_name
from tools.model.release.requirements import find_missing_requirements
from tools.model.release.urls import format_urls, list_urls
from tools.publish.release_plan import ReleasePlan

TOLD_WITH_OTHERS = {entries.ITEM, HEADING}  # with their checklist, and with their page


def write_release(plan: ReleasePlan) -> list[str]:
    """Write what a release needs, and its record; return each change as a line.

    Raises InvalidPublicationError when the sources break a rule, or still lack what a release
    needs. Then, and when this is interrupted, all files are as they were.
    """
    edits, root = plan.edits, plan.project.root
    changes = edits.changes
    try:
        changes.apply()
        project = load_project(root)
        judge_project(project)
        missing = [*find_missing_requirements(project)]
        if missing:
            raise InvalidPublicationError(missing, project.language)
        lines = [*changes.describe()]
        changes.write(edits.get_data_file(URLS_FILE), render_urls(project))
        manifest = format_manifest(entries.collect_entries(project))
        changes.write(edits.get_data_file(MANIFEST_FILE), manifest)
        changes.apply()
    except BaseException:
        changes.undo()
        raise
    record = [edits.get_data_file(name) for name in (URLS_FILE, MANIFEST_FILE)]
    return lines + [str(file) for file in record if file in changes.files]


def render_urls(project: ParsedProject) -> str:
    """Return the record of all addresses, current and former, with the pages that they lead to."""
    moved = [(one.get_text("was") or "", one.get_text("page") or "") for one in project.redirects]
    return format_urls([*list_urls(project).items(), *moved])


def describe_differences(differences: Differences) -> Iterator[str]:
    """Yield what changed since the last release, an entry a line, with its place."""
    project = differences.project
    word = project.language.word
    former = find_former_release(project)
    if former is None:
        yield word("release_first")
        return
    version, date = former
    day = project.language.format_date(dt.date.fromisoformat(date))
    yield word("release_since").format(version=version, date=day)
    changed, added = word("diff_changed"), word("diff_added")
    for located, state in ((differences.changed, changed), (differences.added, added)):
        for entry in located:
            if entry.entry.kind not in TOLD_WITH_OTHERS:
                yield describe_entry(project, entry, state, differences)
    for kind, id_ in differences.removed:
        if kind not in TOLD_WITH_OTHERS:
            kind_name, name = format_entry_name(project, kind, id_)
            yield f"{kind_name} {name}: {word('diff_removed')}"


def describe_entry(
    project: ParsedProject, entry: LocatedEntry, state: str, differences: Differences
) -> str:
    """Return the line of a changed or new entry; that of a checklist names its items."""
    kind_name, name = format_entry_name(project, entry.entry.kind, entry.entry.id)
    line = f"{entry.file}:{entry.line}: {kind_name} {name}: {state}"
    if entry.entry.kind != entries.CHECKLIST:
        return line
    prefix, word = f"{entry.entry.id}--", project.language.word
    changed = [(e.entry.kind, e.entry.id) for e in differences.changed]
    added = [(e.entry.kind, e.entry.id) for e in differences.added]
    items = [
        f"{id_.removeprefix(prefix)} ({item_state})"
        for keys, item_state in (
            (changed, word("diff_changed")),
            (added, word("diff_added")),
            (differences.removed, word("diff_removed")),
        )
        for kind, id_ in keys
        if kind == entries.ITEM and id_.startswith(prefix)
    ]
    return f"{line}; {', '.join(items)}" if items else line
