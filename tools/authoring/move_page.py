"""Move a page to another file: with its links, those to it, the menu, and a redirect."""

from functools import partial
from pathlib import Path

from tools.authoring.errors import AuthoringError
from tools.authoring.page_links import change_links, make_link, resolve_link
from tools.authoring.project_edits import (
    REDIRECTS_FILE,
    ProjectEdits,
    find_mentions,
    find_new_problems,
    find_page,
    find_problems,
    get_docs_path,
    get_url,
)
from tools.authoring.yaml_text import to_yaml_scalar
from tools.model.problems import InvalidPublicationError
from tools.model.project import DATA_FOLDER, ParsedPage, ParsedProject
from tools.model.reading.addresses import get_page_address
from tools.model.release.urls import was_published


def move_page(project: ParsedProject, name: str, target: str) -> list[str]:
    """Move the page with an id or file to the file `target`; return what was done, line by line.

    Raises AuthoringError when that cannot be done, and InvalidPublicationError when the project
    would have problems that it has not now; nothing is changed then.
    """
    page = find_page(project, name)
    path = find_target(project, page, target)
    edits = ProjectEdits(project)
    redirect = plan_move(edits, page, path)
    before = find_problems(project.root)
    try:
        edits.changes.apply()
        moved = {page.file: edits.docs / path}
        problems = find_new_problems(before, find_problems(project.root), moved)
        if problems:
            raise InvalidPublicationError(problems, project.language)
    except BaseException:  # even when stopped, nothing is left half done
        edits.changes.undo()
        raise
    word = project.language.word
    outcome = word("move_redirect") if redirect else word("move_no_redirect")
    return [
        word("move_done").format(old=page.file, new=edits.docs / path),
        *edits.changes.describe(),
        outcome.format(url=get_url(page)),
        *find_mentions(edits, page),
    ]


def find_target(project: ParsedProject, page: ParsedPage, target: str) -> Path:
    """Return the new path of a page below `docs/`; a folder keeps the name of its file.

    Raises AuthoringError when a page cannot stand there.
    """
    path = get_docs_path(project, target)
    if target.endswith("/") or (project.docs_folder / path).is_dir():
        path /= page.source_path.name
    elif not path.suffix:
        path = path.with_suffix(".md")
    if path.suffix != ".md" or path.parts[0] in (DATA_FOLDER, "..") or path.is_absolute():
        raise AuthoringError(project.language, "move-target", file=target)
    if (project.docs_folder / path).exists():
        file = (project.docs_folder / path).relative_to(project.root)
        raise AuthoringError(project.language, "new-exists", file=file)
    return path


def plan_move(edits: ProjectEdits, page: ParsedPage, path: Path) -> bool:
    """Make the edits that a move asks for; return whether the old address redirects."""
    project, changes = edits.project, edits.changes
    old, new = page.source_path.as_posix(), path.as_posix()
    for other in project.pages:
        source = other.source_path.as_posix()
        edits.edit_body(other.file, partial(relink, source=source, old=old, new=new))
    changes.move(page.file, edits.docs / path)
    if not page.has_authored_id:  # or it would follow from the new file
        with edits.open_yaml(edits.docs / path) as meta:
            meta.add_first_key((), "id", to_yaml_scalar(page.id))

    with edits.open_settings() as settings:
        for place in settings.find_scalars(("nav",), old):
            settings.set_value(place, new)
    with edits.open_data(REDIRECTS_FILE) as redirects:
        for place in redirects.find_scalars((), get_page_address(path.as_posix())):
            redirects.remove(place[:-1])
    is_published = was_published(project, get_url(page))
    if is_published:
        edits.add_redirect(get_url(page), page.id)
    return is_published


def relink(text: str, source: str, old: str, new: str) -> str:
    """Return the body of the page `source` with its links as they are once `old` is at `new`."""
    new_source = new if source == old else source

    def change(target: str) -> str | None:
        resolved = resolve_link(source, target)
        if resolved is None or (source != old and resolved[0] != old):
            return None
        path, rest = resolved
        return make_link(new_source, new if path == old else path) + rest

    return change_links(text, change)
