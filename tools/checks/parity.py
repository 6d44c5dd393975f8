"""The same items, with the same ids and the same words in the same order, in every output."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from lxml.html import HtmlElement

from tools.exports.json_file import CHECKLISTS_JSON, CHECKLISTS_SCHEMA
from tools.model.entities.checklist import ITEM_FIELDS, Checklist
from tools.model.publication import Publication, format_item_anchor
from tools.publish.embed import embed_path
from tools.render.imprint import absolute_url, based_on_line
from tools.site.built_pages import BuiltPage, extract_text

HEADER_FIELDS = ("title", "goal", "block", "close", "version")  # what a list says beside its items
IMPRINT_XPATH = "//*[@data-checklist=$id]//*[@data-field='based_on' or @data-field='address']"
Row = tuple[str, ...]  # an item as shown: its id, then its fields in order


def build_expected_rows(publication: Publication, checklist: Checklist) -> list[Row]:
    """Give the items as the model has them."""
    return [
        (item.id, *(publication.format_field(item, field) for field in ITEM_FIELDS))
        for item in checklist.items
    ]


def extract_rows(root: HtmlElement, checklist: Checklist) -> list[Row]:
    """Give the items as a built page shows them; fields in another order, or twice, are named."""
    rows = []
    prefix = format_item_anchor(checklist, next(checklist.items)).partition("--")[0] + "--"
    for item in root.xpath(f"//*[@data-checklist='{checklist.id}']//*[@data-item]"):
        fields = [
            (str(e.get("data-field")), extract_text(e)) for e in item.xpath(".//*[@data-field]")
        ]
        names = tuple(name for name, _ in fields)
        identity = str(item.get("id")).removeprefix(prefix)
        odd = () if names == ITEM_FIELDS else (", ".join(names),)
        rows.append((identity, *(text for _, text in fields), *odd))
    return rows


def build_expected_header(publication: Publication, checklist: Checklist) -> list[Row]:
    """Give what a list says beside its items: field and text, in the order of a page."""
    word, date = publication.language.word, publication.language.format_date
    blocks = (("block", block.title) for block in checklist.blocks)
    version = word("version_of").format(date=date(checklist.version))
    return [
        ("title", checklist.title), ("goal", checklist.goal), *blocks,
        ("close", checklist.close), ("version", version),
    ]  # fmt: skip


def extract_header(root: HtmlElement, checklist: Checklist) -> list[Row]:
    """Give what a built page says of a list beside its items; a frame has it outside the list."""
    (home,) = root.xpath(f"//*[@data-checklist='{checklist.id}']")[:1] or [root]
    home = home if home.xpath(".//*[@data-field='version']") else root
    own = home.xpath(".//*[@data-field][not(ancestor-or-self::*[@data-item])]")
    found = [(str(e.get("data-field")), extract_text(e)) for e in own]
    return [row for row in found if row[0] in HEADER_FIELDS]


def build_expected_pause(publication: Publication, checklist: Checklist) -> list[str]:
    """Give what a page says of the pause of a list: when, who calls it, and how to use the list."""
    word, pause = publication.language.word, checklist.pause
    minutes = word("minutes").format(minutes=pause.minutes)
    told = (
        f"{pause.moment} ({minutes})", publication.roles[pause.caller].title, word(checklist.mode),
    )  # fmt: skip
    return [" ".join(text.split()) for text in told]


def check_parity(
    publication: Publication, site: Path, pages: Mapping[str, BuiltPage]
) -> Iterator[str]:
    """Give each list whose page, bare page or data file does not say what the model says."""
    yield from check_catalogue(publication, site / CHECKLISTS_JSON)
    for page, checklist in publication.checklist_pages:
        wanted = [
            *build_expected_header(publication, checklist),
            *build_expected_rows(publication, checklist),
        ]
        for url in (page.url, embed_path(checklist.id)):
            if url not in pages:
                yield f"{url}: missing"
                continue
            root = pages[url].root
            shown = [*extract_header(root, checklist), *extract_rows(root, checklist)]
            for want, show in zip(wanted, shown, strict=False):
                if want != show:
                    yield f"{url}: {checklist.id} › {want[0]}: shows {show!r}, data has {want!r}"
            if len(wanted) != len(shown):
                yield f"{url}: {checklist.id} shows {len(shown)} parts of {len(wanted)}"
        frame = pages.get(embed_path(checklist.id))
        titles = (
            [extract_text(title) for title in frame.root.xpath("//head/title")] if frame else []
        )
        if titles != [f"{' '.join(checklist.title.split())} – {publication.name}"]:
            yield f"{embed_path(checklist.id)}: its title is {' and '.join(titles) or 'missing'}"
        if page.url in pages:
            told = pages[page.url].root.xpath("//dl[@class='checklist-pause']//dd")
            if [*map(extract_text, told)] != build_expected_pause(publication, checklist):
                yield f"{page.url}: {checklist.id} does not say when it is taken up, and by whom"
            origin = [based_on_line(publication), absolute_url(publication, page.url)]
            told = pages[page.url].root.xpath(IMPRINT_XPATH, id=checklist.id)
            if [*map(extract_text, told)] != [" ".join(text.split()) for text in origin if text]:
                yield f"{page.url}: {checklist.id} does not say once where it is from"


def check_catalogue(publication: Publication, path: Path) -> Iterator[str]:
    """Give what the data file does not say as the model says it: its head, and each list whole."""
    own = publication.settings
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        yield f"{CHECKLISTS_JSON}: missing, or no data"
        return
    wanted = {
        "$schema": CHECKLISTS_SCHEMA,
        "publication": publication.name,
        "language": publication.content_language,
        "version": own.version,
        "date": own.date.isoformat(),
        "licence": own.licence,
        "roles": [{"id": one.id, "title": one.title} for one in publication.roles.values()],
    }
    for key, value in wanted.items():
        if told.get(key) != value:
            yield f"{CHECKLISTS_JSON}: {key} is not {value!r}"
    lists = told.get("checklists")
    exported = lists if isinstance(lists, list) else []
    if len(exported) != len([*publication.checklist_pages]):
        yield f"{CHECKLISTS_JSON}: {len(exported)} lists"
    for entry, (page, checklist) in zip(exported, publication.checklist_pages, strict=False):
        where = {"page": page.id, "url": f"{page.url}#checklist-{checklist.id}"}
        if entry != {**checklist.model_dump(mode="json"), **where}:
            yield f"{CHECKLISTS_JSON}: {checklist.id} does not say what the data says"
