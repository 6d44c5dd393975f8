"""The rules for an edition's file, beside those of its shape."""

import difflib
from collections.abc import Collection, Iterator
from pathlib import Path

from tools.brand.contrast import contrast_ratio, darken
from tools.brand.palette import WHITE
from tools.editions.foreword import find_foreword_errors
from tools.language import available_languages
from tools.model.problems import Problem
from tools.model.publication import Publication
from tools.model.reading import images, yaml_nodes
from tools.model.reading.yaml_nodes import Node
from tools.model.rules.identity import MAX_LOGO_BYTES, MIN_CONTRAST
from tools.model.rules.scans import SHEETS_FILE_STEM

# The message code for each code of an image or a drawing.
LOGO_CODES = {
    "image-large": "edition-logo-pixels",
    "image-broken": "edition-logo-kind",
    "drawing-large": "edition-logo-pixels",
    "drawing-broken": "edition-logo-kind",
    "drawing-unsafe": "edition-logo-unsafe",
}


def find_edition_problems(node: Node, folder: Path, publication: Publication) -> Iterator[Problem]:
    """Yield the problems of an edition's file, read from `folder`, in a publication."""
    yield from check_edition_id(node, publication)
    yield from check_files(node, folder, publication)
    yield from check_accent_contrast(node, publication)
    yield from check_selection(node, publication)
    yield from check_language(node)


def check_edition_id(node: Node, publication: Publication) -> Iterator[Problem]:
    """Check that no other file beside the edition's book has its id, nor the publication itself."""
    id_ = node.get_text("id") or ""
    scan_ids = {scan.id for _, scan in publication.scan_pages}
    if id_ in {publication.settings.slug, SHEETS_FILE_STEM} | scan_ids:
        yield node.create_problem("id", "edition-id-taken", id=id_)


def check_files(node: Node, folder: Path, publication: Publication) -> Iterator[Problem]:
    """Check logo and foreword, which stand beside the edition's file or in a folder below it."""
    for key in ("logo", "foreword"):
        name = node.get_text(key)
        if name is None:
            continue
        path = folder / name
        if not path.resolve().is_relative_to(folder.resolve()):
            yield node.create_problem(key, "edition-outside", file=name)
        elif not path.is_file():
            yield node.create_problem(key, "edition-file-missing", file=name)
        elif key == "logo":
            code = find_logo_error(path)
            if code:
                yield node.create_problem(key, code, file=name, most=MAX_LOGO_BYTES // 1000)
        else:
            yield from check_foreword(path, publication)


def find_logo_error(path: Path) -> str | None:
    """Return the message code of what is wrong with a logo's file, or None.

    A logo can be shown anywhere: it is a PNG, or an SVG that is only a drawing.
    """
    if path.stat().st_size > MAX_LOGO_BYTES:
        return "edition-logo-large"
    if path.suffix.lower() == ".svg":
        try:
            images.read_drawing(path)
        except images.DrawingError as error:
            return LOGO_CODES[error.code]
        return None
    code = images.find_image_error(path) if path.suffix.lower() == ".png" else "image-broken"
    return LOGO_CODES[code] if code else None


def check_foreword(path: Path, publication: Publication) -> Iterator[Problem]:
    """Yield what is wrong with a foreword, each with its line in that file."""
    file = yaml_nodes.get_display_path(path, publication.root)
    try:
        text = yaml_nodes.read_text(path, publication.root, yaml_nodes.MAX_PAGE_BYTES)
    except yaml_nodes.UnreadableError as error:
        yield error.problem
        return
    if not text.strip():
        yield Problem(file, 1, "foreword-empty")
    for line, code in find_foreword_errors(text):
        yield Problem(file, line, code)


def check_accent_contrast(node: Node, publication: Publication) -> Iterator[Problem]:
    """Check that the accent is dark enough for text: `MIN_CONTRAST` on every light background."""
    colour = node.get_text("accent")
    if "accent" in node.data and node.data["accent"] is None:  # for YAML, # begins a comment
        yield node.create_problem("accent", "edition-accent-bare")
    if not colour or len(colour) != len(WHITE):
        return
    backgrounds = publication.palette.light_backgrounds
    try:
        contrast = min(contrast_ratio(colour, background) for background in backgrounds)
    except ValueError:  # not a colour: the model of the file reports that
        return
    if contrast < MIN_CONTRAST:
        ratio = publication.language.format_decimal(contrast)
        nearest = darken(colour, backgrounds, MIN_CONTRAST)
        yield node.create_problem(
            "accent", "edition-accent", value=colour, ratio=ratio, nearest=nearest
        )


def check_selection(node: Node, publication: Publication) -> Iterator[Problem]:
    """Check that chapters have a hand-out, and that checklists belong to chosen chapters."""
    selectable = dict.fromkeys(page.id for page in publication.pages_with_handout)
    chosen = node.get_texts("chapters") if "chapters" in node.data else [*selectable]
    yield from check_known_ids(node, "chapters", "edition-chapter-unknown", selectable)
    pages = {checklist.id: page for page, checklist in publication.checklist_pages}
    yield from check_known_ids(node, "checklists", "edition-checklist-unknown", pages)
    for checklist_id in node.get_texts("checklists"):
        page = pages.get(checklist_id)
        if page and page.id in selectable and page.id not in chosen:
            values = {"id": checklist_id, "page": page.id}
            yield node.create_problem("checklists", "edition-checklist-apart", **values)
    yield from check_scan_selection(node, publication, chosen)
    with_checklist = {page.id for page in pages.values()}
    if chosen and selectable.keys() >= {*chosen} and with_checklist.isdisjoint(chosen):
        yield node.create_problem("chapters", "edition-without-list")


def check_scan_selection(
    node: Node, publication: Publication, chosen: list[str]
) -> Iterator[Problem]:
    """Check that a chosen conversation scan comes with all checklists that it leads to.

    One that is not chosen by name is left out without them.
    """
    all_ids = [checklist.id for checklist in publication.checklists]
    checklist_ids = node.get_texts("checklists") if "checklists" in node.data else all_ids
    for page, scan in publication.scan_pages:
        if page.id not in node.get_texts("chapters"):
            continue
        named = ((row.page, publication.pages[row.page].meta.checklist) for row in scan.rows)
        lists = ", ".join(
            checklist.id
            for page_id, checklist in named
            if checklist and not (page_id in chosen and checklist.id in checklist_ids)
        )
        if lists:
            yield node.create_problem("chapters", "edition-scan-apart", page=page.id, lists=lists)


def check_known_ids(node: Node, key: str, code: str, known: Collection[str]) -> Iterator[Problem]:
    """Yield each id under a key that is not known, with the known one that is most like it."""
    for id_ in node.get_texts(key):
        if id_ not in known:
            nearest = difflib.get_close_matches(id_, known, n=1, cutoff=0)[0]
            yield node.create_problem(key, code, id=id_, near=nearest, known=", ".join(known))


def check_language(node: Node) -> Iterator[Problem]:
    """Check that the language of the interface has a catalogue."""
    code, languages = node.get_text("language"), available_languages()
    if code is not None and code not in languages:
        known = ", ".join(languages)
        yield node.create_problem("language", "language-unknown", id=code, known=known)
