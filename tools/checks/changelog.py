"""Check that the list of changes names each page that changed since the last release.

`tools/decisions/0007-releases.md` explains it. Without a release there is nothing to announce.
"""

from collections.abc import Iterator

from tools.checks.finding import format_finding
from tools.model.project import CHANGES_FILE, DATA_FOLDER, ParsedProject
from tools.model.release import entries
from tools.model.release.differences import Differences, format_entry_name


def check_changelog(project: ParsedProject) -> Iterator[str]:
    """Yield what differs from the last release and is not in the list of changes."""
    if not project.manifest:
        return
    differences = Differences(project)
    yield from check_changes(project, differences)
    word, file = project.language.word, changes_path(project)
    for (kind, id_), _ in differences.find_unannounced_removals():
        kind_name, name = format_entry_name(project, kind, id_)
        yield format_finding(
            "publish-removed", word("release_removed").format(kind=kind_name, id=name, file=file)
        )
    yield from check_release_date(project, differences)


def check_changes(project: ParsedProject, differences: Differences) -> Iterator[str]:
    """Yield the changed entries of which no page is announced, and a line to announce them with."""
    word, file = project.language.word, changes_path(project)
    pages_to_name = set()
    for entry in differences.find_unannounced():
        page_ids = sorted(entry.page_ids - {""})
        kind, id_ = format_entry_name(project, entry.entry.kind, entry.entry.id)
        values = {"place": f"{entry.file}:{entry.line}", "pages": ", ".join(page_ids) or "–"}
        yield format_finding(
            "publish-unannounced",
            word("release_unannounced").format(**values, kind=kind, id=id_, file=file),
        )
        pages_to_name.update(page_ids[:1])
    if pages_to_name:
        yield format_finding(
            "publish-unannounced",
            word("release_also").format(file=file, pages=", ".join(sorted(pages_to_name))),
        )


def changes_path(project: ParsedProject) -> str:
    """Return the path of the list of changes, relative to the project."""
    return str(project.docs_folder.relative_to(project.root) / DATA_FOLDER / CHANGES_FILE)


def check_release_date(project: ParsedProject, differences: Differences) -> Iterator[str]:
    """Yield changes under the version of the last release, and dates that do not fit it."""
    word, changed = project.language.word, bool(differences.rewritten)
    for (kind, id_), entry in differences.current.items():
        former = project.manifest.get((kind, id_))
        if kind != entries.PUBLICATION or former is None or len(former.fingerprint) < 3:
            continue
        date, *version = entry.entry.fingerprint[1:]
        former_date, *former_version = former.fingerprint[1:]
        same_version = version == former_version
        values = {"place": f"{entry.file}:{entry.line}", "version": " ".join(former_version)}
        if same_version and changed:
            yield format_finding(
                "publish-version", word("release_version").format(**values, date=former_date)
            )
        elif same_version and date != former_date:
            yield format_finding(
                "publish-date", word("release_date").format(**values, date=former_date, now=date)
            )
        if date < former_date and (changed or not same_version):
            yield format_finding(
                "publish-date-before",
                word("release_date_before").format(**values, date=former_date, now=date),
            )
