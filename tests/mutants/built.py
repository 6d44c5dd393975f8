"""Mutants of built files, as a faulty writer would make them that loses or confuses content."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from copy import deepcopy
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

from lxml import html
from lxml.html import HtmlElement

from tests.mutants.data import changes_at, name_kind, walk
from tests.mutants.mutant import Files, Mutant, fixed_files
from tools.exports.checklist_files import FORMATS
from tools.exports.json_file import CHECKLISTS_JSON
from tools.model.publication import Publication
from tools.pdf.composer import COMPOSER_FOLDER as COMPOSER
from tools.publish.embed import embed_path
from tools.render import site_paths
from tools.site.search_index import INDEX_PATH

# The parts of a page: kind → XPath.
PARTS = {
    "item": "//*[@data-item]",
    "block": "//*[@data-block]",
    "field": "//*[@data-item]//*[@data-field]",
    "field of a list": "//*[@data-checklist]//*[@data-field][not(ancestor::*[@data-item])]",
    "pause": "//*[@class='checklist-pause']/div",
    "scan row": "//*[@data-scan]//fieldset",
    "scan field": "//*[@data-scan]//*[@data-field]",
    "form field": "//*[@data-workform]//*[@data-field]",
    "paragraph": "//article/p[not(@class)]",
    "list line": "//article/ul[not(@class)]/li",
    "heading": "//article/h2",
    "citation": "//article//a[@class='cite']",
    "explained word": "//article//a[@class='term']",
    "reference": "//article//a[@class='ref']",
    "drawing": "//article//figure",
    "page title": "//article//h1",
    "source": "//*[starts-with(@id, 'source-')]",
    "term": "//*[starts-with(@id, 'term-')]",
    "statement": "//*[starts-with(@id, 'statement-')]",
    "change": "//*[starts-with(@id, 'change-')]",
    "card": "//article//*[contains(concat(' ', @class, ' '), ' card ')]",
    "menu line": "(//nav)[1]//li[a]",
    "document title": "//head/title",
    "check date": "//article//*[@class='checked']",
}  # fmt: skip
SINGLE = {"document title", "page title"}  # a page has one of these, so they are not exchanged
ID, FIELD, LINK = "id", "id of a field", "link"
NAMED_ELEMENTS = {  # elements that references use, and links
    ID: "//article//*[@id][not(self::input)]",
    FIELD: "//article//input[@id]",
    LINK: "//article//a[@href]",
}
VAGUE = "…"


def built_mutants(publication: Publication, site: Path) -> Iterator[Mutant]:
    """Yield all mutants of the built site of a publication."""
    pages = [page.url for page in publication.pages.values()]
    embeds = [embed_path(checklist.id) for checklist in publication.checklists]
    for url in (*pages, *embeds):
        yield from page_mutants(site, url, "frame" if url in embeds else "page")
    yield from json_mutants(site)
    yield from file_mutants(publication, site)
    yield from search_index_mutants(site)
    yield from composer_mutants(site)
    yield from archive_mutants(publication, site)


def change_page(source: bytes, change: Callable[[HtmlElement], None]) -> bytes:
    """Return the HTML of a page after a change of its tree."""
    root = html.document_fromstring(source, parser=html.HTMLParser(encoding="utf-8"))
    change(root)
    result: bytes = html.tostring(root, encoding="utf-8", doctype="<!doctype html>")
    return result


def page_mutants(site: Path, url: str, prefix: str) -> Iterator[Mutant]:
    """Yield mutants of a page: parts dropped, doubled, exchanged, blurred or renamed."""
    source = (site / url).read_bytes()
    root = html.document_fromstring(source, parser=html.HTMLParser(encoding="utf-8"))

    def mutant(
        kind: str, operator: str, number: int, change: Callable[[HtmlElement], None]
    ) -> Mutant:
        def make() -> Files:
            return {url: change_page(source, change)}

        return Mutant(f"{prefix}.{kind}", operator, f"{url}:{number}", make)

    for kind, path in PARTS.items():
        count = len(find_elements(root, path))
        for number in range(count):
            yield mutant(kind, "drop", number, partial(drop_element, path, number))
            yield mutant(kind, "blur", number, partial(blur_element, path, number))
            if kind not in SINGLE:
                yield mutant(kind, "double", number, partial(double_element, path, number))
            if number + 1 < count:
                yield mutant(kind, "swap", number, partial(exchange_elements, path, number))
    for kind, path in NAMED_ELEMENTS.items():
        for number in range(len(find_elements(root, path))):
            yield mutant(kind, "change", number, partial(rename_element, path, number, kind))
    for operator, data in (
        ("drop", None),
        ("blur: empty", b""),
        ("blur: half", source[: len(source) // 2]),
    ):
        yield Mutant(prefix, operator, url, partial(fixed_files, {url: data}))


def find_elements(root: HtmlElement, path: str) -> list[HtmlElement]:
    """Return the elements that an XPath finds."""
    elements: list[HtmlElement] = root.xpath(path)
    return elements


def drop_element(path: str, number: int, root: HtmlElement) -> None:
    """Remove an element and leave the text that follows it."""
    find_elements(root, path)[number].drop_tree()


def double_element(path: str, number: int, root: HtmlElement) -> None:
    """Double an element; the copy has no ids."""
    element = find_elements(root, path)[number]
    copy = deepcopy(element)
    copy.tail = ""
    for named in copy.xpath("descendant-or-self::*[@id]"):
        del named.attrib["id"]
    element.addprevious(copy)


def exchange_elements(path: str, number: int, root: HtmlElement) -> None:
    """Exchange an element with the next of its kind."""
    first, second = find_elements(root, path)[number : number + 2]
    if second in first.iterdescendants() or first.text_content() == second.text_content():
        drop_element(path, number, root)
        return
    first_copy, second_copy = deepcopy(first), deepcopy(second)
    first_copy.tail, second_copy.tail = second.tail, first.tail
    first.getparent().replace(first, second_copy)
    second.getparent().replace(second, first_copy)


def blur_element(path: str, number: int, root: HtmlElement) -> None:
    """Keep the first half of the words of an element."""
    element = find_elements(root, path)[number]
    words = element.text_content().split()
    for child in list(element):
        element.remove(child)
    element.text = " ".join(words[: len(words) // 2])


def rename_element(path: str, number: int, kind: str, root: HtmlElement) -> None:
    """Change an element's id, or make a link lead to its own page."""
    element = find_elements(root, path)[number]
    if kind != LINK:
        element.set("id", f"x-{element.get('id')}")
    else:
        element.set("href", "#")


def json_mutants(site: Path) -> Iterator[Mutant]:
    """Yield mutants of the data file: its lists, items and fields."""
    data = json.loads((site / CHECKLISTS_JSON).read_text(encoding="utf-8"))
    for path, value in walk(data):
        for operator, change in changes_at(data, path, value, VAGUE):
            where = "/".join(map(str, path))
            make = partial(changed_json, CHECKLISTS_JSON, data, change)
            yield Mutant(name_kind(path, "data file"), operator, f"{CHECKLISTS_JSON}:{where}", make)
    yield Mutant(
        "data file", "drop", CHECKLISTS_JSON, partial(fixed_files, {CHECKLISTS_JSON: None})
    )


def changed_json(name: str, data: Any, change: Callable[[Any], None], wrapper: str = "{}") -> Files:
    """Return a file of changed data as JSON, in place of `{}` in `wrapper`."""
    copy = deepcopy(data)
    change(copy)
    return {name: wrapper.replace("{}", json.dumps(copy, ensure_ascii=False), 1).encode()}


def file_mutants(publication: Publication, site: Path) -> Iterator[Mutant]:
    """Yield mutants of the downloads: whole files, and single texts in those of a checklist."""
    lists = [*publication.checklists]
    fillable = publication.language.word("fillable_word")
    path_functions: dict[str, Callable[[str], str]] = {
        **{form: partial(site_paths.checklist_file_path, ending=form) for form in FORMATS},
        "sheet": site_paths.sheet_path,
        "fillable": partial(site_paths.fillable_path, word=fillable),
    }
    for kind, path_of in path_functions.items():
        names = [path_of(checklist.id) for checklist in lists]
        yield from whole_file_mutants(kind, names, site)
    for checklist in lists:
        for form in FORMATS:
            name = site_paths.checklist_file_path(checklist.id, form)
            source = (site / name).read_bytes()
            for item in checklist.items:
                for operator, new in (("drop", ""), ("blur", item.what.split()[0])):
                    data = replace_text(source, item.what, new)
                    if data != source:
                        yield Mutant(
                            f"{form}.what",
                            operator,
                            f"{name}:{item.id}",
                            partial(fixed_files, {name: data}),
                        )
                data = replace_text(source, item.get_value("done_when"), "Klaar.")
                if data != source:
                    yield Mutant(
                        f"{form}.done_when",
                        "blur",
                        f"{name}:{item.id}",
                        partial(fixed_files, {name: data}),
                    )
            if form in ("csv", "md", "ics"):
                yield from line_mutants(form, name, source)
    yield from whole_file_mutants(
        "handout",
        [site_paths.handout_path(publication, p) for p in publication.pages_with_handout],
        site,
    )
    yield from whole_file_mutants(
        "workform", [site_paths.workform_path(p.id) for p, _ in publication.workform_pages], site
    )
    decks = [site_paths.deck_path(p.id) for p, _ in publication.workform_pages]
    yield from whole_file_mutants("deck", decks, site)
    single = [site_paths.scan_path(scan.id) for _, scan in publication.scan_pages]
    yield from whole_file_mutants("scan", single, site)
    combined = [
        site_paths.ALL_CHECKLISTS_XLSX,
        site_paths.ALL_SHEETS_PDF,
        site_paths.CARDS_PDF,
        site_paths.book_path(publication.settings.slug),
    ]
    yield from whole_file_mutants("whole", combined, site)


def whole_file_mutants(kind: str, names: list[str], site: Path) -> Iterator[Mutant]:
    """Yield mutants that drop, empty or exchange whole files."""
    for name in names:
        yield Mutant(kind, "drop", name, partial(fixed_files, {name: None}))
        yield Mutant(kind, "blur: empty", name, partial(fixed_files, {name: b""}))
    for first, second in pairwise(names):
        if Path(first).suffix == Path(second).suffix:
            files = {first: (site / second).read_bytes(), second: (site / first).read_bytes()}
            yield Mutant(kind, "swap", f"{first} and {second}", partial(fixed_files, files))


def replace_text(source: bytes, old: str, new: str) -> bytes:
    """Replace a text in a text file or in the parts of an Office file."""
    if not zipfile.is_zipfile(io.BytesIO(source)):
        return source.replace(old.encode(), new.encode(), 1)
    target = io.BytesIO()
    replaced = False
    with zipfile.ZipFile(io.BytesIO(source)) as archive, zipfile.ZipFile(target, "w") as changed:
        for name in archive.namelist():
            data = archive.read(name)
            if name in ("word/document.xml", "xl/sharedStrings.xml"):
                replaced = f">{old}<".encode() in data
                data = data.replace(f">{old}<".encode(), f">{new}<".encode(), 1)
            changed.writestr(name, data)
    return target.getvalue() if replaced else source


def line_mutants(form: str, name: str, source: bytes) -> Iterator[Mutant]:
    """Yield mutants that drop, double or exchange the lines of a text file."""
    lines = source.splitlines(keepends=True)
    for number, line in enumerate(lines):
        if not line.strip():
            continue
        rest = lines[number + 1 :]
        for operator, changed in (
            ("drop", [*lines[:number], *rest]),
            ("double", [*lines[:number], line, line, *rest]),
            ("swap", [*lines[:number], *rest[:1], line, *rest[1:]]),
        ):
            data = b"".join(changed)
            if data != source:
                yield Mutant(
                    f"{form}.line",
                    operator,
                    f"{name}:{number + 1}",
                    partial(fixed_files, {name: data}),
                )


def search_index_mutants(site: Path) -> Iterator[Mutant]:
    """Yield mutants of the search index: its pages and their sections."""
    text = (site / INDEX_PATH).read_text(encoding="utf-8")
    data = json.loads(text.removeprefix("searchEngine.loadIndex(").rstrip().removesuffix(")"))
    for path, value in walk(data):
        if path[0] != "pages":
            continue  # the rules of the language are tested with its folder
        names = [str(key) for key in path if isinstance(key, str)]
        if len(path) == 5:
            names.append(("anchor", "kind", "title", "text")[int(path[4])])
        for operator, change in changes_at(data, path, value, VAGUE):
            where = "/".join(map(str, path))
            make = partial(changed_json, INDEX_PATH, data, change, "searchEngine.loadIndex({})\n")
            yield Mutant(f"search.{names[-1]}", operator, f"{INDEX_PATH}:{where}", make)
    yield Mutant("search", "drop", INDEX_PATH, partial(fixed_files, {INDEX_PATH: None}))


def composer_mutants(site: Path) -> Iterator[Mutant]:
    """Yield mutants that drop a part of the pieces of the hand-out composer."""
    for path in sorted((site / COMPOSER).glob("*.js")):
        name, text = path.relative_to(site).as_posix(), path.read_text(encoding="utf-8")
        yield Mutant("composer", "drop", name, partial(fixed_files, {name: None}))
        for kind, part in (
            ("paragraph", r"<p>[^<]{60,}</p>"),
            ("what", r'(?<=class=\\"sheet-what\\">)[^<]+'),
        ):
            for number, match in enumerate(re.finditer(part, text)):
                data = (text[: match.start()] + text[match.end() :]).encode()
                yield Mutant(
                    f"composer.{kind}",
                    "drop",
                    f"{name}:{number}",
                    partial(fixed_files, {name: data}),
                )


def archive_mutants(publication: Publication, site: Path) -> Iterator[Mutant]:
    """Yield mutants that drop or empty a file of the offline archive."""
    name = site_paths.offline_archive_path(publication.settings.slug)
    with zipfile.ZipFile(site / name) as archive:
        members = [info.filename for info in archive.infolist() if not info.is_dir()]

    def without(removed: str, blur: bool) -> Files:
        target = io.BytesIO()
        with zipfile.ZipFile(site / name) as source, zipfile.ZipFile(target, "w") as changed:
            for info in source.infolist():
                if info.filename != removed:
                    changed.writestr(info, source.read(info))
                elif blur:
                    changed.writestr(info, b"")
        return {name: target.getvalue()}

    for member in members:
        ending = Path(member).suffix.removeprefix(".") or "other"
        yield Mutant(f"zip.{ending}", "drop", member, partial(without, member, False))
        yield Mutant(f"zip.{ending}", "blur: empty", member, partial(without, member, True))
