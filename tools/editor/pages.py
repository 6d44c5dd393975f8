"""Pages that the editor makes, moves and removes, each told in a sentence or two.

The commands do the work, and tell files and lines; who uses the editor sees neither.
"""

import datetime as dt
import hashlib
import re
from pathlib import PurePosixPath
from typing import Any

from tools.authoring.errors import AuthoringError
from tools.authoring.move_page import move_page
from tools.authoring.new_ids import derive_id, make_unique
from tools.authoring.new_page import check_new_page, create_page, find_template
from tools.authoring.project_edits import find_page
from tools.authoring.remove_page import (
    LinkWords,
    PageRemoval,
    needs_successor,
    plan_removal,
)
from tools.authoring.yaml_text import YamlText
from tools.editor.files import RefusedError
from tools.editor.forms import build_forms
from tools.editor.places import describe
from tools.model.loader import SETTINGS_FILE, load_project
from tools.model.problems import InvalidPublicationError
from tools.model.project import ParsedPage, ParsedProject
from tools.model.reading.ids import MAX_ID_LENGTH

ID_IN_TEMPLATE = re.compile(r"[a-z0-9-]*\$\{id\}[a-z0-9-]*")
TITLE_LINE = re.compile(
    r"""^title:[ ]"?(.*?)\$\{(?:title|words)\}(.*?)"?[ ]*(?:\#.*)?$""", re.MULTILINE
)
INDEX = "index"  # the page of a folder itself


def make_page(project: ParsedProject, kind: str, title: str, day: dt.date) -> dict[str, Any]:
    """Make a page from its template; return its id, file, and what to tell.

    Its front matter has no hints: forms have their own. Raises AuthoringError and
    RefusedError; nothing is changed then.
    """
    word = project.language.word
    check_title(project, kind, title)
    slug = find_slug(project, kind, title)
    page = create_page(project, kind, slug, title, day, with_field_hints=False)
    try:
        check_new_page(page, project.language)
    except InvalidPublicationError as error:
        forms = build_forms(project)["collections"]
        fields = [field for form in forms if form["name"] == kind for field in form["fields"]]
        told = [describe(problem, fields, (), project.language) for problem in error.problems]
        raise RefusedError("\n".join(told)) from error
    made = next(one for one in load_project(project.root).pages if one.file == page.file)
    settings = YamlText((project.root / SETTINGS_FILE).read_text(encoding="utf-8"))
    is_listed = settings.find_scalars(("nav",), made.source_path.as_posix())
    in_menu = bool(is_listed) or not settings.is_list(("nav",))
    messages = [word("editor_made" if in_menu else "editor_made_no_menu").format(title=title)]
    if get_title(made) != title:
        messages.append(word("editor_made_title").format(title=get_title(made)))
    return {"id": made.id, "file": made.file.as_posix(), "messages": messages}


def check_title(project: ParsedProject, kind: str, title: str) -> None:
    """Raise RefusedError when the words that a template adds to a title make it too long."""
    found = TITLE_LINE.search(find_template(project, kind)[1].read_text(encoding="utf-8"))
    added = (found[1] + found[2]).strip() if found else ""
    limit = project.mkdocs.publication.limits.get("title")
    room = limit.most - len(added) - 1 if limit else len(title)
    if added and len(title) > room:
        word = project.language.word("editor_title_room")
        raise RefusedError(word.format(added=added, most=room))


def find_slug(project: ParsedProject, kind: str, title: str) -> str:
    """Return the name of the file of a new page, of which its template can make ids that fit."""
    taken = {*project.page_ids, *(page.source_path.stem for page in project.pages)}
    if project.retired:
        taken |= {*(project.retired.data.get("pages") or ())}
    template = find_template(project, kind)[1].read_text(encoding="utf-8")
    lengths = [len(found) - len("${id}") for found in ID_IN_TEMPLATE.findall(template)]
    return make_unique(derive_id(title), taken, MAX_ID_LENGTH - max(lengths, default=0))


def list_folders(project: ParsedProject) -> list[dict[str, str]]:
    """Return the folders that have pages, each by the title of the page of the folder itself."""
    titles = {page.source_path.parent.as_posix(): get_title(page)
              for page in project.pages if page.source_path.stem == INDEX}  # fmt: skip
    folders = sorted({page.source_path.parent.as_posix() for page in project.pages})
    return [{"name": name, "label": titles.get(name, name)} for name in folders]


def change_place(project: ParsedProject, file: str, folder: str, name: str) -> dict[str, Any]:
    """Move a page to a folder that has pages, under a new name; return what to tell.

    Raises AuthoringError and InvalidPublicationError; nothing is changed then.
    """
    page = find_page(project, file)
    if folder not in [one["name"] for one in list_folders(project)]:
        raise AuthoringError(project.language, "move-target", file=folder)
    slug = name if name == page.source_path.stem else derive_id(name)
    move_page(project, file, (PurePosixPath(folder) / f"{slug}.md").as_posix())
    return {"messages": [project.language.word("editor_moved").format(title=get_title(page))]}


def take_away(
    project: ParsedProject, file: str, successor: str, confirmed: str = ""
) -> dict[str, Any]:
    """Remove a page once it is confirmed; return what to tell.

    At first, `confirm` names what would change, and nothing is changed; sent back as `confirmed`
    it removes the page, if nothing else changed meanwhile. Sources and pictures that only the page
    used stay: an editor may want them for another page. Raises AuthoringError, and
    RefusedError when readers know the page and get no other one.
    """
    if not successor and needs_successor(project, file):
        raise RefusedError(project.language.word("editor_needs_successor"))
    removal = plan_removal(project, file, successor or None)
    changes = removal.edits.changes
    state = repr((changes.originals, changes.contents))
    confirm = hashlib.sha256(state.encode()).hexdigest()
    word, title = project.language.word, get_title(removal.page)
    if confirmed != confirm:
        return {"confirm": confirm, "messages": [*describe_removal(removal)]}
    changes.apply()
    messages = [word("editor_taken").format(title=title)]
    if removal.link_words:
        messages.append(word("editor_link_words").format(places=list_places(removal.link_words)))
    return {"messages": messages}


def describe_removal(removal: PageRemoval) -> list[str]:
    """Return what the removal of a page takes along, in sentences."""
    word, page, other = removal.project.language.word, removal.page, removal.successor
    changed = len([file for file in removal.edits.changes.files if file != page.file])
    return [
        word("editor_goes").format(title=get_title(page), count=changed),
        word("editor_goes_to" if other else "editor_goes_nowhere").format(
            title=get_title(other) if other else ""
        ),
    ]


def list_places(links: list[LinkWords]) -> str:
    """Return the words of links, each with the title of its page."""
    return ", ".join(dict.fromkeys(f"“{one.words}” ({get_title(one.page)})" for one in links))


def get_title(page: ParsedPage) -> str:
    """Return the title of a page, or its id when it has none."""
    return page.meta.get_text("title") or page.id
