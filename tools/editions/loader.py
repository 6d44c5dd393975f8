"""Reading an edition's file: everything that is wrong at once, with line and remedy."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

from tools.brand.contrast import contrast_ratio, darken, lighten
from tools.brand.palette import PALETTE, WHITE
from tools.editions import foreword, logo
from tools.language import available_languages
from tools.model.entities.edition import Accent, BasedOn, Edition, EditionSpec, HexColour
from tools.model.problems import InvalidPublicationError, Problem
from tools.model.publication import Publication
from tools.model.reading.yaml_nodes import (
    MAX_PAGE_BYTES,
    Node,
    UnreadableError,
    get_display_path,
    read_mapping,
    read_text,
)
from tools.model.rules.scans import SHEETS_FILE_STEM
from tools.model.validation import validate_node

LIGHT_BACKGROUNDS = (WHITE, PALETTE.light["paper"], PALETTE.light["tint"])
DARK_BACKGROUNDS = tuple(PALETTE.dark[name] for name in ("paper", "tint", "tint-1"))
MIN_CONTRAST = 4.5  # WCAG 2.2, 1.4.3
MIN_DARK_CONTRAST = 7.0  # the hues of the ingredients have more than 8 on dark
EditionRule = Callable[[Node, Path, Publication], Iterator[Problem]]


def read_edition(path: Path, publication: Publication) -> Edition:
    """Read the edition in the file `path`; raise InvalidPublicationError with all its problems."""
    language = publication.language
    try:
        node = read_mapping(path, publication.root)
    except UnreadableError as error:
        raise InvalidPublicationError([error.problem], language) from error
    problems = [problem for rule in RULES for problem in rule(node, path.parent, publication)]
    says = validate_node(EditionSpec, node)
    if isinstance(says, list) or problems:
        shape = says if isinstance(says, list) else []
        raise InvalidPublicationError([*shape, *problems], language)
    own = publication.settings
    beside = path.parent / (says.foreword or "")
    text = read_text(beside, publication.root, MAX_PAGE_BYTES) if says.foreword else ""
    return Edition(
        spec=says,
        based_on=BasedOn(publication.name, own.version, own.date, own.licence),
        logo=path.parent / says.logo if says.logo else None,
        accent=derive_accent(says.accent) if says.accent else None,
        foreword=foreword.render_foreword(text),
    )


def derive_accent(colour: HexColour) -> Accent:
    """Give an accent for light grounds, and the tint of it that can be read on dark ones."""
    return Accent(colour.lower(), lighten(colour, DARK_BACKGROUNDS, MIN_DARK_CONTRAST))


def check_files(node: Node, home: Path, publication: Publication) -> Iterator[Problem]:
    """Keep logo and foreword beside the edition's file, or in a folder below it."""
    for key in ("logo", "foreword"):
        name = node.get_text(key)
        if name is None:
            continue
        path = home / name
        if not path.resolve().is_relative_to(home.resolve()):
            yield node.create_problem(key, "edition-outside", file=name)
        elif not path.is_file():
            yield node.create_problem(key, "edition-file-missing", file=name)
        elif key == "logo":
            code = logo.find_logo_error(path)
            if code:
                yield node.create_problem(key, code, file=name, most=logo.MAX_LOGO_BYTES // 1000)
        else:
            yield from check_foreword(path, publication)


def check_foreword(path: Path, publication: Publication) -> Iterator[Problem]:
    """Give what is wrong with a foreword, each with its line in that file."""
    file = get_display_path(path, publication.root)
    try:
        text = read_text(path, publication.root, MAX_PAGE_BYTES)
    except UnreadableError as error:
        yield error.problem
        return
    if not text.strip():
        yield Problem(file, 1, "foreword-empty")
    for line, code in foreword.find_foreword_errors(text):
        yield Problem(file, line, code)


def check_accent_contrast(node: Node, home: Path, publication: Publication) -> Iterator[Problem]:
    """Choose a colour that is dark enough for letters: a contrast of 4.5 on every light ground."""
    colour = node.get_text("accent")
    if "accent" in node.data and node.data["accent"] is None:  # for YAML a remark begins there
        yield node.create_problem("accent", "edition-accent-bare")
    try:
        found = (
            min(contrast_ratio(colour, ground) for ground in LIGHT_BACKGROUNDS)
            if colour
            else MIN_CONTRAST
        )
    except ValueError:
        return  # not a colour, which the shape tells
    if colour and len(colour) == 7 and found < MIN_CONTRAST:
        nearest = darken(colour, LIGHT_BACKGROUNDS, MIN_CONTRAST)
        ratio = publication.language.format_decimal(found)
        yield node.create_problem(
            "accent", "edition-accent", value=colour, ratio=ratio, nearest=nearest
        )


def check_selection(node: Node, home: Path, publication: Publication) -> Iterator[Problem]:
    """Choose chapters that can be handed out, and checklists of those chapters."""
    known = {page.id: page for page in publication.pages_with_handout}
    chosen = node.get_texts("chapters") if "chapters" in node.data else [*known]
    yield from check_known_ids(node, "chapters", "edition-chapter-unknown", known)
    pages = {checklist.id: page for page, checklist in publication.checklist_pages}
    yield from check_known_ids(node, "checklists", "edition-checklist-unknown", pages)
    for identity in node.get_texts("checklists"):
        page = pages.get(identity)
        if page and page.id in known and page.id not in chosen:
            yield node.create_problem(
                "checklists", "edition-checklist-apart", id=identity, page=page.id
            )
    yield from check_scan_selection(node, publication, chosen)
    lists = {page.id for page in publication.pages_with_checklist}
    if chosen and {*chosen} <= {*known} and not lists & {*chosen}:
        yield node.create_problem("chapters", "edition-without-list")


def check_scan_selection(
    node: Node, publication: Publication, chosen: list[str]
) -> Iterator[Problem]:
    """Choose a conversation scan only with all the lists that it leads to."""
    lists = node.get_texts("checklists") if "checklists" in node.data else None
    for page, scan in publication.scan_pages:
        if page.id not in node.get_texts("chapters"):
            continue  # without a choice of its own it falls away by itself
        leads = [(row.page, publication.pages[row.page].meta.checklist) for row in scan.rows]
        apart = [
            one.id
            for target, one in leads
            if one and (target not in chosen or (lists is not None and one.id not in lists))
        ]
        if apart:
            values = {"page": page.id, "lists": ", ".join(apart)}
            yield node.create_problem("chapters", "edition-scan-apart", **values)


def check_known_ids(node: Node, key: str, code: str, known: Collection[str]) -> Iterator[Problem]:
    """Give each id under a key that is not known."""
    for identity in node.get_texts(key):
        if identity not in known:
            near = difflib.get_close_matches(identity, known, n=1, cutoff=0)
            yield node.create_problem(key, code, id=identity, near=near[0], known=", ".join(known))


def check_language(node: Node, home: Path, publication: Publication) -> Iterator[Problem]:
    """Choose a language for the interface that has a catalogue."""
    code = node.get_text("language")
    if code is not None and code not in available_languages():
        yield node.create_problem(
            "language", "language-unknown", id=code, known=", ".join(available_languages())
        )


def check_edition_id(node: Node, home: Path, publication: Publication) -> Iterator[Problem]:
    """Give an edition an id that no other file beside its book has, nor the publication itself."""
    identity = node.get_text("id") or ""
    taken = {
        publication.settings.slug,
        SHEETS_FILE_STEM,
        *(scan.id for _, scan in publication.scan_pages),
    }
    if identity in taken:
        yield node.create_problem("id", "edition-id-taken", id=identity)


RULES: tuple[EditionRule, ...] = (
    check_edition_id,
    check_files,
    check_accent_contrast,
    check_selection,
    check_language,
)
