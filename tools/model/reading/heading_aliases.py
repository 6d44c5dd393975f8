"""Former ids of headings, to which readers may have links.

The release manifest has an entry for each heading: its page, its id, and its place among the
headings of that page, as sixteen hexadecimal digits. An id that is gone becomes an alias of the
heading that stands in its place now. Aliases are entries themselves, with the place of theirs.
"""

import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from tools.model.reading.manifest import Manifest

HEADING = "heading"  # the kind of these entries
SAFE_ID = re.compile(r"[\w.:-]+")  # the manifest stands in `docs/`, so anything may be in it
Aliases = dict[str, tuple[str, ...]]  # by the id of a heading: its former ids


def format_place(place: int) -> str:
    """Return the place of a heading as it stands in the manifest."""
    return f"{place:016x}"


def group_headings(manifest: Manifest) -> dict[str, list[list[str]]]:
    """Return for each page the ids of its released headings in order, each with its aliases."""
    places: dict[str, dict[str, list[str]]] = {}
    for kind, name in sorted(manifest):
        page_id, _, heading_id = name.partition("#")
        fingerprint = manifest[kind, name].fingerprint
        if kind == HEADING and fingerprint and SAFE_ID.fullmatch(heading_id):
            places.setdefault(page_id, {}).setdefault(fingerprint[0], []).append(heading_id)
    return {page: [ids[place] for place in sorted(ids)] for page, ids in places.items()}


def find_aliases(released: Sequence[Sequence[str]], current: Iterable[str]) -> Aliases:
    """Return the former ids of the headings of a page.

    `released`: the ids of each heading in the last release; `current`: those of the headings now.
    """
    ids = list(current)
    kept = [next((id_ for id_ in group if id_ in ids), f"\0{group[0]}") for group in released]
    targets: dict[str, list[str]] = {}
    for _, start, end, first, last in SequenceMatcher(
        None, kept, ids, autojunk=False
    ).get_opcodes():
        for number, group in enumerate(released[start:end]):
            known = kept[start + number]
            place = min(first + number, last - 1) if last > first else max(first - 1, 0)
            target = known if known in ids else ids[place] if ids else ""
            former = [id_ for id_ in group if id_ not in ids]
            if target and former:
                targets.setdefault(target, []).extend(former)
    return {target: tuple(dict.fromkeys(former)) for target, former in targets.items()}
