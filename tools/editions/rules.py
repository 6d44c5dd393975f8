"""The rules for an edition's file, beside those of its shape.

Each rule takes the file's mapping, the folder of the file and the publication, and yields problems.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

from tools.brand.contrast import contrast_ratio, darken
from tools.brand.palette import PALETTE, WHITE
from tools.editions.foreword import find_foreword_errors
from tools.editions.logo import MAX_LOGO_BYTES, find_logo_error
from tools.language import available_languages
from tools.model.problems import Problem
from tools.model.publication import Publication
from tools.model.reading.yaml_nodes import (
    MAX_PAGE_BYTES,
    Node,
    UnreadableError,
    get_display_path,
    read_text,
)
from tools.model.rules.scans import SHEETS_FILE_STEM

LIGHT_BACKGROUNDS = (WHITE, PALETTE.light["paper"], PALETTE.light["tint"])
MIN_CONTRAST = 4.5  # WCAG 2.2, 1.4.3
EditionRule = Callable[[Node, Path, Publication], Iterator[Problem]]


def check_edition_id(node: Node, folder: Path, publication: Publication) -> Iterator[Problem]:
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


def check_foreword(path: Path, publication: Publication) -> Iterator[Problem]:
    """Yield what is wrong with a foreword, each with its line in that file."""
    file = get_display_path(path, publication.root)
    try:
        text = read_text(path, publication.root, MAX_PAGE_BYTES)
    except UnreadableError as error:
        yield error.problem
        return
    if not text.strip():
        yield Problem(file, 1, "foreword-empty")
    for line, code in find_foreword_errors(text):
        yield Problem(file, line, code)


def check_accent_contrast(node: Node, folder: Path, publication: Publication) -> Iterator[Problem]:
    """Check that the accent is dark enough for text: `MIN_CONTRAST` on every light background."""
    colour = node.get_text("accent")
    if "accent" in node.data and node.data["accent"] is None:  # for YAML, # begins a comment
        yield node.create_problem("accent", "edition-accent-bare")
    if not colour or len(colour) != len(WHITE):
        return
    try:
        contrast = min(contrast_ratio(colour, background) for background in LIGHT_BACKGROUNDS)
    except ValueError:  # not a colour: the model of the file reports that
        return
    if contrast < MIN_CONTRAST:
        yield node.create_problem(
            "accent",
            "edition-accent",
            value=colour,
            ratio=publication.language.format_decimal(contrast),
            nearest=darken(colour, LIGHT_BACKGROUNDS, MIN_CONTRAST),
        )


def check_selection(node: Node, folder: Path, publication: Publication) -> Iterator[Problem]:
    """Check that chapters have a hand-out, and that checklists belong to chosen chapters."""
    selectable = dict.fromkeys(page.id for page in publication.pages_with_handout)
    chosen = node.get_texts("chapters") if "chapters" in node.data else [*selectable]
    yield from check_known_ids(node, "chapters", "edition-chapter-unknown", selectable)
    pages = {checklist.id: page for page, checklist in publication.checklist_pages}
    yield from check_known_ids(node, "checklists", "edition-checklist-unknown", pages)
    for checklist_id in node.get_texts("checklists"):
        page = pages.get(checklist_id)
        if page and page.id in selectable and page.id not in chosen:
            yield node.create_problem(
                "checklists", "edition-checklist-apart", id=checklist_id, page=page.id
            )
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
    checklist_ids = node.get_texts("checklists") if "checklists" in node.data else None
    for page, scan in publication.scan_pages:
        if page.id not in node.get_texts("chapters"):
            continue
        excluded = []
        for row in scan.rows:
            checklist = publication.pages[row.page].meta.checklist
            if checklist and (
                row.page not in chosen
                or (checklist_ids is not None and checklist.id not in checklist_ids)
            ):
                excluded.append(checklist.id)
        if excluded:
            yield node.create_problem(
                "chapters", "edition-scan-apart", page=page.id, lists=", ".join(excluded)
            )


def check_known_ids(node: Node, key: str, code: str, known: Collection[str]) -> Iterator[Problem]:
    """Yield each id under a key that is not known, with the known one that is most like it."""
    for id_ in node.get_texts(key):
        if id_ not in known:
            nearest = difflib.get_close_matches(id_, known, n=1, cutoff=0)[0]
            yield node.create_problem(key, code, id=id_, near=nearest, known=", ".join(known))


def check_language(node: Node, folder: Path, publication: Publication) -> Iterator[Problem]:
    """Check that the language of the interface has a catalogue."""
    code, languages = node.get_text("language"), available_languages()
    if code is not None and code not in languages:
        yield node.create_problem(
            "language", "language-unknown", id=code, known=", ".join(languages)
        )


RULES: tuple[EditionRule, ...] = (
    check_edition_id,
    check_files,
    check_accent_contrast,
    check_selection,
    check_language,
)
