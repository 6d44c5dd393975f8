"""Reading an edition's file: everything that is wrong at once, with line and remedy."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

from tools.brand.palette import PALETTE, WHITE
from tools.colour import contrast, darkened, lightened
from tools.editions import foreword, logo
from tools.language import languages
from tools.model.edition import Accent, BasedOn, Colour, Edition, EditionFile
from tools.model.problems import InvalidPublicationError, Problem
from tools.model.publication import Publication
from tools.model.rules.scans import SHEETS
from tools.model.shape import shaped
from tools.model.source import PAGE, Node, UnreadableError, read_mapping, read_text, told_as

ON_LIGHT = (WHITE, PALETTE.light["paper"], PALETTE.light["tint"])
ON_DARK = tuple(PALETTE.dark[name] for name in ("paper", "tint", "tint-1"))
LEAST = 4.5  # WCAG 2.2, 1.4.3
DARK = 7.0  # the hues of the ingredients have more than 8 on dark
Finder = Callable[[Node, Path, Publication], Iterator[Problem]]


def read_edition(path: Path, publication: Publication) -> Edition:
    """Read the edition in the file `path`; raise InvalidPublicationError with all its problems."""
    language = publication.language
    try:
        node = read_mapping(path, publication.root)
    except UnreadableError as error:
        raise InvalidPublicationError([error.problem], language) from error
    problems = [problem for rule in RULES for problem in rule(node, path.parent, publication)]
    says = shaped(EditionFile, node)
    if isinstance(says, list) or problems:
        shape = says if isinstance(says, list) else []
        raise InvalidPublicationError([*shape, *problems], language)
    own = publication.own
    beside = path.parent / (says.foreword or "")
    text = read_text(beside, publication.root, PAGE) if says.foreword else ""
    return Edition(
        says=says,
        based_on=BasedOn(publication.name, own.version, own.date, own.licence),
        logo=path.parent / says.logo if says.logo else None,
        accent=accent_of(says.accent) if says.accent else None,
        foreword=foreword.shown(text),
    )


def accent_of(colour: Colour) -> Accent:
    """Give an accent for light grounds, and the tint of it that can be read on dark ones."""
    return Accent(colour.lower(), lightened(colour, ON_DARK, DARK))


def files_are_there(node: Node, home: Path, publication: Publication) -> Iterator[Problem]:
    """Keep logo and foreword beside the edition's file, or in a folder below it."""
    for key in ("logo", "foreword"):
        name = node.text(key)
        if name is None:
            continue
        path = home / name
        if not path.resolve().is_relative_to(home.resolve()):
            yield node.problem(key, "edition-outside", file=name)
        elif not path.is_file():
            yield node.problem(key, "edition-file-missing", file=name)
        elif key == "logo":
            code = logo.wrong_with(path)
            if code:
                yield node.problem(key, code, file=name, most=logo.LARGEST // 1000)
        else:
            yield from judge_foreword(path, publication)


def judge_foreword(path: Path, publication: Publication) -> Iterator[Problem]:
    """Give what is wrong with a foreword, each with its line in that file."""
    file = told_as(path, publication.root)
    try:
        text = read_text(path, publication.root, PAGE)
    except UnreadableError as error:
        yield error.problem
        return
    if not text.strip():
        yield Problem(file, 1, "foreword-empty")
    for line, code in foreword.wrong_with(text):
        yield Problem(file, line, code)


def accent_can_be_read(node: Node, home: Path, publication: Publication) -> Iterator[Problem]:
    """Choose a colour that is dark enough for letters: a contrast of 4.5 on every light ground."""
    colour = node.text("accent")
    if "accent" in node.data and node.data["accent"] is None:  # for YAML a remark begins there
        yield node.problem("accent", "edition-accent-bare")
    try:
        found = min(contrast(colour, ground) for ground in ON_LIGHT) if colour else LEAST
    except ValueError:
        return  # not a colour, which the shape tells
    if colour and len(colour) == 7 and found < LEAST:
        nearest = darkened(colour, ON_LIGHT, LEAST)
        ratio = publication.language.decimal(found)
        yield node.problem("accent", "edition-accent", value=colour, ratio=ratio, nearest=nearest)


def choice_is_known(node: Node, home: Path, publication: Publication) -> Iterator[Problem]:
    """Choose chapters that can be handed out, and checklists of those chapters."""
    known = {page.id: page for page in publication.handouts}
    chosen = node.texts("chapters") if "chapters" in node.data else [*known]
    yield from unknown(node, "chapters", "edition-chapter-unknown", known)
    pages = {checklist.id: page for page, checklist in publication.lists}
    yield from unknown(node, "checklists", "edition-checklist-unknown", pages)
    for identity in node.texts("checklists"):
        page = pages.get(identity)
        if page and page.id in known and page.id not in chosen:
            yield node.problem("checklists", "edition-checklist-apart", id=identity, page=page.id)
    yield from scans_are_whole(node, publication, chosen)
    lists = {page.id for page in publication.list_pages}
    if chosen and {*chosen} <= {*known} and not lists & {*chosen}:
        yield node.problem("chapters", "edition-without-list")


def scans_are_whole(node: Node, publication: Publication, chosen: list[str]) -> Iterator[Problem]:
    """Choose a conversation scan only with all the lists that it leads to."""
    lists = node.texts("checklists") if "checklists" in node.data else None
    for page, scan in publication.scan_pages:
        if page.id not in node.texts("chapters"):
            continue  # without a choice of its own it falls away by itself
        leads = [(row.page, publication.pages[row.page].meta.checklist) for row in scan.rows]
        apart = [
            one.id
            for target, one in leads
            if one and (target not in chosen or (lists is not None and one.id not in lists))
        ]
        if apart:
            values = {"page": page.id, "lists": ", ".join(apart)}
            yield node.problem("chapters", "edition-scan-apart", **values)


def unknown(node: Node, key: str, code: str, known: Collection[str]) -> Iterator[Problem]:
    """Give each id under a key that is not known."""
    for identity in node.texts(key):
        if identity not in known:
            near = difflib.get_close_matches(identity, known, n=1, cutoff=0)
            yield node.problem(key, code, id=identity, near=near[0], known=", ".join(known))


def language_is_known(node: Node, home: Path, publication: Publication) -> Iterator[Problem]:
    """Choose a language for the interface that has a catalogue."""
    code = node.text("language")
    if code is not None and code not in languages():
        yield node.problem("language", "language-unknown", id=code, known=", ".join(languages()))


def name_is_its_own(node: Node, home: Path, publication: Publication) -> Iterator[Problem]:
    """Give an edition an id that no other file beside its book has, nor the publication itself."""
    identity = node.text("id") or ""
    taken = {publication.own.slug, SHEETS, *(scan.id for _, scan in publication.scan_pages)}
    if identity in taken:
        yield node.problem("id", "edition-id-taken", id=identity)


RULES: tuple[Finder, ...] = (
    name_is_its_own,
    files_are_there,
    accent_can_be_read,
    choice_is_known,
    language_is_known,
)
