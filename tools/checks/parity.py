"""Check that checklists have the same items, ids and words in the same order in every output."""

import json
from collections.abc import Iterator
from pathlib import Path

from lxml.html import HtmlElement

from tools.exports.checklist_texts import ChecklistTexts
from tools.exports.json_file import CHECKLISTS_JSON, CHECKLISTS_SCHEMA
from tools.model.entities.checklist import Checklist
from tools.model.publication import Publication
from tools.publish.embed import embed_path
from tools.render.imprint import absolute_url, based_on_line
from tools.render.site_paths import list_path
from tools.site.built_pages import Pages, collapse_whitespace, extract_text

# The fields of a checklist, beside its items.
HEADER_FIELDS = ("title", "goal", "block", "intro", "see", "close", "version")
IMPRINT_XPATH = "//*[@data-checklist=$id]//*[@data-field='based_on' or @data-field='address']"
# An item: its id, then the name and text of each field, in order; or a header field with its text.
Row = tuple[str, ...]


def build_expected_rows(publication: Publication, checklist: Checklist) -> list[Row]:
    """Return the items as the model has them."""
    fields = publication.get_fields("page")
    rows = []
    for item in checklist.items:
        texts = {field.id: publication.format_field(item, field) for field in fields}
        shown = {"what": item.what, **{name: text for name, text in texts.items() if text}}
        rows.append((item.id, *(part for pair in shown.items() for part in pair)))
    return rows


def extract_rows(root: HtmlElement, checklist: Checklist) -> list[Row]:
    """Return the items as a built page shows them."""
    rows = []
    for item in root.xpath(f"//*[@data-checklist='{checklist.id}']//*[@data-item]"):
        fields = item.xpath(".//*[@data-field]")
        texts = [(str(field.get("data-field")), extract_text(field)) for field in fields]
        item_id = item.get("id", "").removeprefix(f"{checklist.id}--")
        rows.append((item_id, *(part for pair in texts for part in pair)))
    return rows


def build_expected_header(publication: Publication, checklist: Checklist) -> list[Row]:
    """Return what the model has of a checklist beside its items, in the order of a page."""
    texts = ChecklistTexts(publication, checklist)
    blocks = [
        row
        for block in checklist.blocks
        for row in (("block", publication.format_block_title(block)), ("intro", block.intro))
    ]
    rows = [
        ("title", checklist.title), ("goal", checklist.goal), *blocks,
        ("see", "; ".join(texts.references) + "." if texts.references else ""),
        ("close", checklist.close), ("version", publication.format_version(checklist)),
    ]  # fmt: skip
    return [row for row in rows if row[1]]


def extract_header(root: HtmlElement, checklist: Checklist) -> list[Row]:
    """Return what a built page shows of a checklist beside its items.

    An embedded page has it outside the element of the checklist.
    """
    (element,) = root.xpath(f"//*[@data-checklist='{checklist.id}']")[:1] or [root]
    if not element.xpath(".//*[@data-field='version']"):
        element = root
    fields = element.xpath(".//*[@data-field][not(ancestor-or-self::*[@data-item])]")
    rows = [(str(field.get("data-field")), extract_text(field)) for field in fields]
    return [row for row in rows if row[0] in HEADER_FIELDS]


def check_parity(publication: Publication, site: Path, pages: Pages) -> Iterator[str]:
    """Yield where a page, an embedded page or the data file differs from the model."""
    if publication.pages_with_checklist:
        yield from check_catalogue(publication, site / CHECKLISTS_JSON)
    for page, checklist in publication.checklist_pages:
        embed_url, list_url = embed_path(checklist.id), list_path(publication, checklist.id)
        for url in (page.url, embed_url, list_url):
            if url in pages:
                yield from check_checklist(publication, checklist, url, pages[url].root)
        for url in {embed_url, list_url} & {*pages}:
            titles = [*map(extract_text, pages[url].root.xpath("//head/title"))]
            if titles != [f"{collapse_whitespace(checklist.title)} – {publication.name}"]:
                yield f"{url}: its title is {' and '.join(titles) or 'missing'}"
        for url in (page.url, list_url):
            if url in pages:
                yield from check_pause_and_imprint(publication, url, checklist, pages[url].root)


def check_checklist(
    publication: Publication, checklist: Checklist, url: str, root: HtmlElement
) -> Iterator[str]:
    """Yield where a page shows a checklist otherwise than the model has it."""
    expected = build_expected_header(publication, checklist)
    expected += build_expected_rows(publication, checklist)
    actual = [*extract_header(root, checklist), *extract_rows(root, checklist)]
    for expected_row, row in zip(expected, actual, strict=False):
        if row != expected_row:
            place = f"{url}: {checklist.id} › {expected_row[0]}"
            yield f"{place}: shows {row!r}, data has {expected_row!r}"
    if len(expected) != len(actual):
        yield f"{url}: {checklist.id} shows {len(actual)} parts of {len(expected)}"


def check_pause_and_imprint(
    publication: Publication, url: str, checklist: Checklist, root: HtmlElement
) -> Iterator[str]:
    """Yield a page that shows another pause or origin of its checklist than the model has.

    Of the pause a page says when it is, and who calls it.
    """
    expected = [value for _, value in ChecklistTexts(publication, checklist).facts]
    actual = [*map(extract_text, root.xpath("//dl[@class='checklist-pause']//dd"))]
    if actual != [*map(collapse_whitespace, expected)]:
        yield f"{url}: {checklist.id} does not say when it is taken up, and by whom"
    address = absolute_url(publication, list_path(publication, checklist.id))
    origin = (based_on_line(publication), address)
    imprint = [*map(extract_text, root.xpath(IMPRINT_XPATH, id=checklist.id))]
    if imprint != [collapse_whitespace(text) for text in origin if text]:
        yield f"{url}: {checklist.id} does not say once where it is from"


def check_catalogue(publication: Publication, path: Path) -> Iterator[str]:
    """Yield where the data file differs from the model: in its head, or in a checklist."""
    settings = publication.settings
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        yield f"{CHECKLISTS_JSON}: missing, or no data"
        return
    expected = {
        "$schema": CHECKLISTS_SCHEMA,
        "publication": publication.name,
        "language": publication.content_language,
        "version": settings.version,
        "date": settings.date.isoformat(),
        "licence": settings.licence,
        "roles": [{"id": role.id, "title": role.title} for role in publication.roles.values()],
    }
    for key, value in expected.items():
        if data.get(key) != value:
            yield f"{CHECKLISTS_JSON}: {key} is not {value!r}"
    exported = data["checklists"] if isinstance(data.get("checklists"), list) else []
    if len(exported) != len([*publication.checklist_pages]):
        yield f"{CHECKLISTS_JSON}: {len(exported)} lists"
    for entry, (page, checklist) in zip(exported, publication.checklist_pages, strict=False):
        location = {"page": page.id, "url": f"{page.url}#checklist-{checklist.id}"}
        version = publication.get_version(checklist)
        dated = {"version": version.date.isoformat(), "version_state": version.state}
        shown = checklist.model_dump(mode="json", exclude_defaults=True)
        if entry != {**shown, **dated, **location}:
            yield f"{CHECKLISTS_JSON}: {checklist.id} does not say what the data says"
