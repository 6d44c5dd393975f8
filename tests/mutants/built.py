"""Changes of what was built, as a writer would make them that loses or confuses something."""

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

from tests.mutants.data import changes_at, kind_of, places
from tests.mutants.mutant import Files, Mutant, given
from tools.exports.checklist_files import FORMATS
from tools.exports.json_file import CHECKLISTS_JSON
from tools.model.publication import Publication
from tools.pdf.composer import COMPOSER_FOLDER as COMPOSER
from tools.publish.embed import embed_path
from tools.render import artifacts
from tools.site.search_index import INDEX_PATH

# What stands on a page: kind → where it is found.
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
LONE = {"document title", "page title"}  # of these a page has one, so they are not exchanged
ID, FIELD, LINK = "id", "id of a field", "link"
NAMED = {  # what bears a name by which it is found, and links
    ID: "//article//*[@id][not(self::input)]",
    FIELD: "//article//input[@id]",
    LINK: "//article//a[@href]",
}
VAGUE = "…"


def mutants_built(publication: Publication, site: Path) -> Iterator[Mutant]:
    """Give every change of the built site of a publication."""
    pages = [page.url for page in publication.pages.values()]
    bare = [embed_path(checklist.id) for checklist in publication.checklists]
    for url in (*pages, *bare):
        yield from of_html(site, url, "frame" if url in bare else "page")
    yield from of_json(site)
    yield from of_files(publication, site)
    yield from of_index(site)
    yield from of_composer(site)
    yield from of_zip(publication, site)


def page_with(source: bytes, change: Callable[[HtmlElement], None]) -> bytes:
    """Change the tree of a page, and write it again."""
    root = html.document_fromstring(source, parser=html.HTMLParser(encoding="utf-8"))
    change(root)
    told: bytes = html.tostring(root, encoding="utf-8", doctype="<!doctype html>")
    return told


def of_html(site: Path, url: str, home: str) -> Iterator[Mutant]:
    """Drop, double, swap, blur and misname the parts of a page."""
    source = (site / url).read_bytes()
    root = html.document_fromstring(source, parser=html.HTMLParser(encoding="utf-8"))

    def mutant(kind: str, how: str, number: int, change: Callable[[HtmlElement], None]) -> Mutant:
        def make() -> Files:
            return {url: page_with(source, change)}

        return Mutant(f"{home}.{kind}", how, f"{url}:{number}", make)

    for kind, path in PARTS.items():
        count = len(found(root, path))
        for number in range(count):
            yield mutant(kind, "drop", number, partial(dropped, path, number))
            yield mutant(kind, "blur", number, partial(blurred, path, number))
            if kind not in LONE:
                yield mutant(kind, "double", number, partial(doubled, path, number))
            if number + 1 < count:
                yield mutant(kind, "swap", number, partial(swapped, path, number))
    for kind, path in NAMED.items():
        for number in range(len(found(root, path))):
            yield mutant(kind, "change", number, partial(renamed, path, number, kind))
    for how, data in (
        ("drop", None),
        ("blur: empty", b""),
        ("blur: half", source[: len(source) // 2]),
    ):
        yield Mutant(home, how, url, partial(given, {url: data}))


def found(root: HtmlElement, path: str) -> list[HtmlElement]:
    """Find the elements of a kind."""
    elements: list[HtmlElement] = root.xpath(path)
    return elements


def dropped(path: str, number: int, root: HtmlElement) -> None:
    """Take an element away, and leave what follows it."""
    found(root, path)[number].drop_tree()


def doubled(path: str, number: int, root: HtmlElement) -> None:
    """Put an element there twice, the second without ids."""
    one = found(root, path)[number]
    copy = deepcopy(one)
    copy.tail = ""
    for named in copy.xpath("descendant-or-self::*[@id]"):
        del named.attrib["id"]
    one.addprevious(copy)


def swapped(path: str, number: int, root: HtmlElement) -> None:
    """Exchange what two elements hold."""
    one, two = found(root, path)[number : number + 2]
    if two in one.iterdescendants() or one.text_content() == two.text_content():
        dropped(path, number, root)
        return
    mine, other = deepcopy(one), deepcopy(two)
    mine.tail, other.tail = two.tail, one.tail
    one.getparent().replace(one, other)
    two.getparent().replace(two, mine)


def blurred(path: str, number: int, root: HtmlElement) -> None:
    """Leave half of the words of an element."""
    one = found(root, path)[number]
    words = one.text_content().split()
    for child in list(one):
        one.remove(child)
    one.text = " ".join(words[: len(words) // 2])


def renamed(path: str, number: int, kind: str, root: HtmlElement) -> None:
    """Give another id, or let a link lead to this page."""
    one = found(root, path)[number]
    if kind != LINK:
        one.set("id", f"x-{one.get('id')}")
    else:
        one.set("href", "#")


def of_json(site: Path) -> Iterator[Mutant]:
    """Drop, double, swap and blur the lists, items and fields of the data file."""
    data = json.loads((site / CHECKLISTS_JSON).read_text(encoding="utf-8"))
    for path, value in places(data):
        for how, change in changes_at(data, path, value, VAGUE):
            where = "/".join(map(str, path))
            make = partial(json_with, CHECKLISTS_JSON, data, change)
            yield Mutant(kind_of(path, "data file"), how, f"{CHECKLISTS_JSON}:{where}", make)
    yield Mutant("data file", "drop", CHECKLISTS_JSON, partial(given, {CHECKLISTS_JSON: None}))


def json_with(name: str, data: Any, change: Callable[[Any], None], around: str = "{}") -> Files:
    """Change data, and write it again; `around` is what it stands in."""
    copy = deepcopy(data)
    change(copy)
    return {name: around.replace("{}", json.dumps(copy, ensure_ascii=False), 1).encode()}


def of_files(publication: Publication, site: Path) -> Iterator[Mutant]:
    """Drop, exchange and blur the files for downloading, and lose a text in those of a list."""
    lists = [*publication.checklists]
    fillable = publication.language.word("fillable_word")
    ways: dict[str, Callable[[str], str]] = {
        **{form: partial(artifacts.checklist_file_path, ending=form) for form in FORMATS},
        "sheet": artifacts.sheet_path,
        "fillable": partial(artifacts.fillable_path, word=fillable),
    }
    for kind, name_of in ways.items():
        names = [name_of(checklist.id) for checklist in lists]
        yield from whole_files(kind, names, site)
    for checklist in lists:
        for form in FORMATS:
            name = artifacts.checklist_file_path(checklist.id, form)
            source = (site / name).read_bytes()
            for item in checklist.items:
                for how, new in (("drop", ""), ("blur", item.what.split()[0])):
                    data = with_text(source, item.what, new)
                    if data != source:
                        yield Mutant(
                            f"{form}.what", how, f"{name}:{item.id}", partial(given, {name: data})
                        )
                data = with_text(source, item.done_when, "Klaar.")
                if data != source:
                    yield Mutant(
                        f"{form}.done_when",
                        "blur",
                        f"{name}:{item.id}",
                        partial(given, {name: data}),
                    )
            if form in ("csv", "md", "ics"):
                yield from of_lines(form, name, source)
    yield from whole_files(
        "handout",
        [artifacts.handout_path(publication, p) for p in publication.pages_with_handout],
        site,
    )
    yield from whole_files(
        "workform", [artifacts.workform_path(p.id) for p, _ in publication.workform_pages], site
    )
    single = [artifacts.scan_path(scan.id) for _, scan in publication.scan_pages]
    yield from whole_files("scan", single, site)
    own = [
        artifacts.ALL_CHECKLISTS_XLSX,
        artifacts.ALL_SHEETS_PDF,
        artifacts.book_path(publication.settings.slug),
    ]
    yield from whole_files("whole", own, site)


def whole_files(kind: str, names: list[str], site: Path) -> Iterator[Mutant]:
    """Drop, empty and exchange files."""
    for name in names:
        yield Mutant(kind, "drop", name, partial(given, {name: None}))
        yield Mutant(kind, "blur: empty", name, partial(given, {name: b""}))
    for one, two in pairwise(names):
        if Path(one).suffix == Path(two).suffix:
            files = {one: (site / two).read_bytes(), two: (site / one).read_bytes()}
            yield Mutant(kind, "swap", f"{one} and {two}", partial(given, files))


def with_text(source: bytes, old: str, new: str) -> bytes:
    """Put one text in place of another, in a text file or in the parts of an Office file."""
    if not zipfile.is_zipfile(io.BytesIO(source)):
        return source.replace(old.encode(), new.encode(), 1)
    target = io.BytesIO()
    found = False
    with zipfile.ZipFile(io.BytesIO(source)) as pack, zipfile.ZipFile(target, "w") as changed:
        for name in pack.namelist():
            data = pack.read(name)
            if name in ("word/document.xml", "xl/sharedStrings.xml"):
                found = f">{old}<".encode() in data
                data = data.replace(f">{old}<".encode(), f">{new}<".encode(), 1)
            changed.writestr(name, data)
    return target.getvalue() if found else source


def of_lines(form: str, name: str, source: bytes) -> Iterator[Mutant]:
    """Drop, double and swap the lines of a text file."""
    lines = source.splitlines(keepends=True)
    for number, line in enumerate(lines):
        if not line.strip():
            continue
        rest = lines[number + 1 :]
        for how, changed in (
            ("drop", [*lines[:number], *rest]),
            ("double", [*lines[:number], line, line, *rest]),
            ("swap", [*lines[:number], *rest[:1], line, *rest[1:]]),
        ):
            data = b"".join(changed)
            if data != source:
                yield Mutant(
                    f"{form}.line", how, f"{name}:{number + 1}", partial(given, {name: data})
                )


def of_index(site: Path) -> Iterator[Mutant]:
    """Drop, double, swap and blur pages and places of the index of the search box."""
    text = (site / INDEX_PATH).read_text(encoding="utf-8")
    data = json.loads(text.removeprefix("searchEngine.loadIndex(").rstrip().removesuffix(")"))
    for path, value in places(data):
        if path[0] != "pages":
            continue  # the rules of the language are those of its folder
        names = [str(key) for key in path if isinstance(key, str)]
        if len(path) == 5:
            names.append(("anchor", "kind", "title", "text")[int(path[4])])
        for how, change in changes_at(data, path, value, VAGUE):
            where = "/".join(map(str, path))
            make = partial(json_with, INDEX_PATH, data, change, "searchEngine.loadIndex({})\n")
            yield Mutant(f"search.{names[-1]}", how, f"{INDEX_PATH}:{where}", make)
    yield Mutant("search", "drop", INDEX_PATH, partial(given, {INDEX_PATH: None}))


def of_composer(site: Path) -> Iterator[Mutant]:
    """Lose a part of what a hand-out is put together from."""
    for path in sorted((site / COMPOSER).glob("*.js")):
        name, text = path.relative_to(site).as_posix(), path.read_text(encoding="utf-8")
        yield Mutant("composer", "drop", name, partial(given, {name: None}))
        for kind, part in (
            ("paragraph", r"<p>[^<]{60,}</p>"),
            ("what", r'(?<=class=\\"sheet-what\\">)[^<]+'),
        ):
            for number, found in enumerate(re.finditer(part, text)):
                data = (text[: found.start()] + text[found.end() :]).encode()
                yield Mutant(
                    f"composer.{kind}", "drop", f"{name}:{number}", partial(given, {name: data})
                )


def of_zip(publication: Publication, site: Path) -> Iterator[Mutant]:
    """Lose or blur a file of the whole site in one file."""
    name = artifacts.offline_archive_path(publication.settings.slug)
    with zipfile.ZipFile(site / name) as pack:
        members = [info.filename for info in pack.infolist() if not info.is_dir()]

    def without(lost: str, blur: bool) -> Files:
        target = io.BytesIO()
        with zipfile.ZipFile(site / name) as source, zipfile.ZipFile(target, "w") as changed:
            for info in source.infolist():
                if info.filename != lost:
                    changed.writestr(info, source.read(info))
                elif blur:
                    changed.writestr(info, b"")
        return {name: target.getvalue()}

    for member in members:
        ending = Path(member).suffix.removeprefix(".") or "other"
        yield Mutant(f"zip.{ending}", "drop", member, partial(without, member, False))
        yield Mutant(f"zip.{ending}", "blur: empty", member, partial(without, member, True))
