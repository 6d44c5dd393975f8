"""The structure tree: over every kind of PDF, and over small documents in which it can go wrong."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from lxml import html

from tests.conftest import Built, own_publication
from tests.pdf import sheet_structure
from tests.pdf.conftest import html_page, plain_pdf
from tests.pdf.documents import remaining_pdfs, sample_pdfs
from tests.pdf.tagged_pdf import RULES, Element, TaggedPdf, elements
from tools.pdf.book import render_book
from tools.pdf.renderer import PdfRenderError, write_pdf
from tools.pdf.tags import UntaggableError

PICTURE = (
    '<svg viewBox="0 0 9 9" style="position: absolute; right: 0; bottom: 0; width: 60mm">'
    '<title>x</title><path d="M0 0h9v9z"/></svg>'
)
HEARD = (
    ".//text()[not(ancestor::*[@aria-hidden]) and not(parent::style)]"
    "[not(ancestor::*[local-name() = 'svg']) or parent::title or parent::desc]"
)
WORDS = "Zo leest iemand die luistert de zin in één keer door. "
# Each breaks the rule of that name in the tree that WeasyPrint makes by itself.
BROKEN = {
    "headings": "<h3>x</h3>",
    "lists": "<ul><li><p>x</p><p>y</p></li></ul>",
    "links": '<p id="a"><a href="#a"><strong>x</strong></a></p>',
    "tables": "<table><thead><tr><th>x</th></tr></thead><tbody>"
    + "<tr><td>x</td></tr>" * 90
    + "</tbody></table>",
    "figures": PICTURE,
    "owners": f"<p>{WORDS * 200}</p>",  # with page numbers
    "parents": '<a href="#a"><p id="a">x</p></a><p></p><div></div>',
    "lines": f"<p>{WORDS * 9}</p>",
}


@pytest.fixture(
    scope="module", params=[sample_pdfs, pytest.param(remaining_pdfs, marks=pytest.mark.corpus)],
    ids=["sample", "rest"],
)  # fmt: skip
def documents(request: pytest.FixtureRequest, built: Built) -> Iterator[dict[str, TaggedPdf]]:
    """The PDFs of the site, opened, by name."""
    paths: list[Path] = request.param(built)
    opened = {path.name: TaggedPdf(pikepdf.open(path)) for path in paths}
    yield opened
    for write_tagged in opened.values():
        write_tagged.pdf.close()


@pytest.mark.parametrize("rule", RULES)
def test_every_pdf_follows_the_rules(documents: dict[str, TaggedPdf], rule: str) -> None:
    found = {name: list(RULES[rule](write_tagged)) for name, write_tagged in documents.items()}
    assert {name: problems for name, problems in found.items() if problems} == {}


@pytest.mark.parametrize("rule", BROKEN)
def test_each_rule_finds_what_breaks_it(tmp_path: Path, rule: str) -> None:
    body = BROKEN[rule]
    plain_pdf(tmp_path / "x.pdf", body)
    with pikepdf.open(tmp_path / "x.pdf") as pdf:
        assert list(RULES[rule](TaggedPdf(pdf)))
    if rule != "headings":  # headings are fixed in the source only
        with write_tagged(tmp_path, body) as ours:
            assert list(RULES[rule](TaggedPdf(ours))) == []


def test_the_rule_of_the_contents_finds_what_breaks_it(tmp_path: Path) -> None:
    entry = '<li><a href="#a">x</a><ul><li><a href="#a">y</a> 1</li></ul></li>'
    with write_tagged(
        tmp_path, f'<nav role="doc-toc"><ul>{entry * 2}</ul></nav><p id="a">x</p>'
    ) as pdf:
        tree = TaggedPdf(pdf)
        assert (tree.kinds["TOC"], tree.kinds["TOCI"]) == (3, 4)
        assert list(RULES["contents"](tree)) == []
        tree.of_kind("Reference")[1].obj.S = pikepdf.Name("/P")
        assert list(RULES["contents"](TaggedPdf(pdf)))
    assert set(RULES) == {*BROKEN, "contents"}


def write_tagged(folder: Path, body: str) -> pikepdf.Pdf:
    """Write a small document as the project does, and open it."""
    write_pdf(html_page(body), folder / "small.pdf", own_publication())
    return pikepdf.open(folder / "small.pdf")


def structure_text(folder: Path) -> str:
    """Return the text of the small document, from its structure tree."""
    return sheet_structure.read_structure(folder / "small.pdf").full_text


# -- the book: the elements of the HTML, each once, and its text in order


@pytest.fixture(scope="module")
def source(built: Built) -> Any:
    """The HTML that the book is made from."""
    return html.document_fromstring(render_book(built.publication, built.site)).find("body")


@pytest.fixture(scope="module")
def book(built: Built) -> Iterator[TaggedPdf]:
    """The book, opened."""
    with pikepdf.open(built.site / "downloads" / f"{built.publication.settings.slug}.pdf") as pdf:
        yield TaggedPdf(pdf)


def test_what_is_split_over_pages_is_one_element(book: TaggedPdf, source: Any) -> None:
    tags = Counter(str(element.tag) for element in source.iter())
    expected = {f"H{level}": tags[f"h{level}"] for level in range(1, 5)}
    expected |= {"Table": tags["table"], "THead": tags["thead"], "TBody": tags["tbody"]}
    expected |= {"TR": tags["tr"], "TH": tags["th"], "TD": tags["td"], "Art": tags["article"]}
    expected |= {"LI": tags["li"] + tags["dt"] - book.kinds["TOCI"]}
    expected |= {"L": tags["ul"] + tags["ol"] + tags["dl"] - book.kinds["TOC"]}
    expected |= {"Link": sum("href" in element.attrib for element in source.iter("a"))}
    assert {kind: book.kinds[kind] for kind in expected} == expected
    split_elements = [
        element
        for element in (*book.of_kind("Table"), *book.of_kind("L"))
        if len(pages_of(element)) > 1
    ]
    assert len({element.kind for element in split_elements}) == 2


def pages_of(element: Element) -> set[Any]:
    """Return the pages that an element and its descendants are on."""
    return {page for inner in elements(element.obj) for page, _ in inner.contents}


def test_the_words_stand_in_the_order_of_the_text(book: TaggedPdf, source: Any) -> None:
    content = sheet_structure.remove_space(book.text(book.elements[0])).replace("-", "").casefold()
    content = re.sub(r"\(blz\.\d+\)", "", content)
    place, count = 0, 0
    for text in source.xpath(HEARD):
        expected = sheet_structure.remove_space(str(text)).replace("-", "").casefold()
        found = content.find(expected, place)
        assert found >= 0, f"{text!r} is not heard after {content[place - 60 : place]!r}"
        # What stands between are numbers of pages, and signs: of a list, a label, a call-out.
        assert not re.search(r"[^\W\d]", content[place:found]), content[place - 60 : found]
        place, count = found + len(expected), count + bool(expected)
    assert count > 4000


def test_the_contents_are_entries_with_a_link_and_a_page_number(
    book: TaggedPdf, source: Any
) -> None:
    listed = source.xpath(".//*[@role='doc-toc']//ul")
    assert book.kinds["TOC"] == len(listed) > 8
    assert book.kinds["Index"] == len(source.xpath(".//*[@role='doc-index']")) == 1
    assert book.kinds["TOCI"] == sum(len(element.findall("li")) for element in listed) > 50
    entry_texts = [
        sheet_structure.remove_space(book.text(element))
        for element in book.of_kind("TOCI")
        if not any(kid.S == "/TOC" for kid in element.elements)
    ]
    assert len(entry_texts) > 40
    for entry in entry_texts:
        assert re.fullmatch(r".*\w\D?\d+", entry), entry
        assert "..." not in entry


def test_running_heads_and_page_numbers_are_not_read(book: TaggedPdf) -> None:
    running = {
        mark.page
        for mark in book.marked_content
        if mark.tag == "/Artifact" and mark.properties and mark.text.strip()
    }
    assert len(running) > 80
    assert len(running) < len(book.pdf.pages), "openers have none"


def test_the_bookmarks_are_the_headings(book: TaggedPdf, source: Any) -> None:
    with book.pdf.open_outline() as outline:
        bookmark_titles = [item.title for item in outline.root]
    tops = [" ".join(element.text_content().split()) for element in source.xpath(".//h1")][1:]
    assert [title for title in bookmark_titles if title in tops] == tops


def test_figures_have_the_full_description(book: TaggedPdf, source: Any) -> None:
    described = [str(element.obj.Alt) for element in book.of_kind("Figure")]
    pictures = source.xpath(".//*[local-name() = 'svg'][not(ancestor-or-self::*[@aria-hidden])]")
    assert len(described) == len(pictures) >= 2
    for alternative, picture in zip(described, pictures, strict=True):
        # The title of a canvas names its boxes, and is all that there is to describe.
        for name in ("title",) if picture.get("class") == "canvas-picture" else ("title", "desc"):
            [text] = picture.xpath(f"./*[local-name() = '{name}']/text()")
            assert " ".join(text.split()) in alternative


# -- small documents


@pytest.mark.integration
def test_a_table_over_pages_has_one_head(tmp_path: Path) -> None:
    rows = "".join(f"<tr><th scope=row>rij {n}</th><td>{n}</td><td></td></tr>" for n in range(120))
    head = "<tr><th>kop<th colspan=2><a href='https://example.org/'>twee</a></tr>"
    body = f"<table><caption>Titel</caption><thead>{head}</thead><tbody>{rows}</tbody></table>"
    with write_tagged(tmp_path, body) as pdf:
        tree = TaggedPdf(pdf)
        assert len(pdf.pages) > 2
        for rule in RULES.values():
            assert list(rule(tree)) == []
        assert tree.kinds["Table"] == tree.kinds["THead"] == tree.kinds["TBody"] == 1
        assert tree.kinds["TR"] == 121
        assert [str(element.obj.A.Scope) for element in tree.of_kind("TH")] == ["/Column"] * 2 + [
            "/Row"
        ] * 120
        [table] = tree.of_kind("Table")
        assert [str(kid.S) for kid in table.elements] == ["/Caption", "/THead", "/TBody"]
        assert len(tree.of_kind("Link")) == 1
    assert structure_text(tmp_path).count("kop") == 1
    assert sheet_structure.remove_space("rij 119") in structure_text(tmp_path)


@pytest.mark.parametrize(
    ("body", "kinds"),
    [
        (f"<p>{WORDS * 150}</p>", {"P": 1}),
        (f"<ul><li>{WORDS * 150}</li></ul>", {"L": 1, "LI": 1, "Lbl": 1, "LBody": 1}),
        (f"<ol><li><p>{WORDS * 150}</p></li><li>x</li></ol>", {"L": 1, "LI": 2, "Lbl": 2, "P": 1}),
        (f"<section><div>{WORDS * 150}</div></section>", {"Sect": 1, "P": 1}),
        (f"<blockquote><p>{WORDS * 150}</p></blockquote>", {"BlockQuote": 1, "P": 1}),
        (f"<p>x <em>{WORDS * 150}</em></p>", {"P": 1, "Em": 1}),
        (f"<p><a href='https://example.org'>{WORDS * 150}</a></p>", {"P": 1, "Link": 1}),
        (f"<dl><dt>x</dt><dd>{WORDS * 150}</dd></dl>", {"L": 1, "LI": 1, "Lbl": 1, "LBody": 1}),
    ],
)  # fmt: skip
def test_an_element_over_pages_stays_one(tmp_path: Path, body: str, kinds: dict[str, int]) -> None:
    with write_tagged(tmp_path, body) as pdf:
        tree = TaggedPdf(pdf)
        assert len(pdf.pages) > 1
        expected = Counter(kinds) + Counter({"Document": 1, "H1": 1})
        if "LI" in kinds:
            expected["LBody"] = kinds["LI"]
        assert tree.kinds == expected
        for rule in RULES.values():
            assert list(rule(tree)) == []


def test_the_language_of_a_part_is_set(tmp_path: Path) -> None:
    body = (
        "<p>Zij zei <span lang='en'>just do it</span>.</p>"
        "<div lang='de'><p>Ja</p></div><p lang='nl'>x</p>"
        "<ul><li lang='fr'>Oui</li></ul>"
    )
    with write_tagged(tmp_path, body) as pdf:
        languages = {e.kind: str(e.obj.Lang) for e in TaggedPdf(pdf).elements if "/Lang" in e.obj}
    assert languages == {"Span": "en", "Div": "de", "LBody": "fr"}


def test_lines_in_a_group_become_a_paragraph(tmp_path: Path) -> None:
    body = "<div>a <a href='https://example.org'>b</a> c<p>d</p><em>e</em> f</div><div>g</div>"
    with write_tagged(tmp_path, body) as pdf:
        tree = TaggedPdf(pdf)
        content = [
            sheet_structure.remove_space(tree.text(element)) for element in tree.of_kind("P")
        ]
    assert content == ["abc", "d", "ef", "g"]
    assert tree.kinds["Div"] == 0


def test_emphasis_has_current_and_older_tags(tmp_path: Path) -> None:
    with write_tagged(tmp_path, "<p><strong>x</strong> <em>y</em> <code>z</code></p>") as pdf:
        tree = TaggedPdf(pdf)
        assert {"Strong", "Em", "Code"} <= set(tree.kinds)
        assert tree.root.RoleMap.Strong == tree.root.RoleMap.Em == "/Span"


def test_lists_have_their_numbering(tmp_path: Path) -> None:
    body = "<ol><li>x<ul><li>y</li></ul></li></ol><ul style='list-style: none'><li>z</li></ul>"
    with write_tagged(tmp_path, body) as pdf:
        lists = TaggedPdf(pdf).of_kind("L")
        assert [str(e.obj.get("/A", {}).get("/ListNumbering")) for e in lists] == [
            "/Decimal", "/Circle", "None",
        ]  # fmt: skip


@pytest.mark.integration
def test_decoration_is_not_read(tmp_path: Path) -> None:
    body = (
        "<p>Dit <span aria-hidden='true'>sier</span> telt</p>"
        "<img alt='' src='assets/drawings/marker-1.svg'>"
        "<svg viewBox='0 0 9 9'><path d='M0 0h9'/></svg>"
    )
    with write_tagged(tmp_path, body) as pdf:
        tree = TaggedPdf(pdf)
        assert tree.kinds["Figure"] == 0
        assert "sier" not in structure_text(tmp_path)
        assert list(RULES["owners"](tree)) == []


def test_a_caption_is_read_beside_its_figure(tmp_path: Path) -> None:
    """Inside it, readers of the alternative text would skip it."""
    body = f"<figure>{PICTURE}<figcaption>Onderschrift</figcaption></figure>"
    with write_tagged(tmp_path, body) as pdf:
        kinds = [e.kind for e in TaggedPdf(pdf).elements]
    assert kinds == ["Document", "H1", "Figure", "Caption"]


def test_a_figure_has_its_box_where_it_is_painted(tmp_path: Path) -> None:
    body = PICTURE.replace("position", "top: 0; position").replace("bottom: 0;", "")
    with write_tagged(tmp_path, body) as pdf:
        [figure] = TaggedPdf(pdf).of_kind("Figure")
        left, low, right, high = (float(x) for x in figure.obj.A.BBox)
        millimetre = 72 / 25.4
        assert (right - left, high - low) == pytest.approx(
            (60 * millimetre, 60 * millimetre), abs=0.1
        )
        assert high > 700, "it stands at the top"


@pytest.mark.parametrize(
    ("role", "kind"),
    [("doc-footnote", "Note"), ("doc-noteref", "Reference"), ("doc-index", "Index")],
)
def test_words_of_publishing_have_their_kind(tmp_path: Path, role: str, kind: str) -> None:
    with write_tagged(tmp_path, f"<p>x <span role='{role}'>y</span></p>") as pdf:
        assert TaggedPdf(pdf).kinds[kind] == 1


def test_a_link_has_its_text_as_description(tmp_path: Path) -> None:
    body = (
        "<p id='a'><a href='#a'>Naar <em>boven</em></a> <a href='#a' aria-label='Terug'>x</a>"
        f"<a href='https://example.org/'>{PICTURE.replace('position: absolute;', '')}</a></p>"
    )
    with write_tagged(tmp_path, body) as pdf:
        found = [str(a.Contents) for e in TaggedPdf(pdf).of_kind("Link") for a in e.annotations]
    assert found[:2] == ["Naar boven", "Terug"]
    assert set(found[2:]) == {"x"}


@pytest.mark.integration
def test_a_page_reference_is_part_of_its_link(tmp_path: Path) -> None:
    link = "<a href='#a' data-page-of=\"a\">Boven</a>"
    body = f"<style>a::after {{ content: ' (' attr(data-page) ')' }}</style><p id='a'>{link}</p>"
    with write_tagged(tmp_path, body) as pdf:
        [element] = TaggedPdf(pdf).of_kind("Link")
        assert len(element.annotations) == 1
        assert len(pdf.pages[0].Annots) == 1
    assert "Boven(1)" in structure_text(tmp_path)


def test_a_link_of_only_a_number_has_it_as_description(tmp_path: Path) -> None:
    link = "<a href='#a' data-page-of=\"a\"></a>"
    body = f"<style>a::after {{ content: attr(data-page) }}</style><p id='a'>{link}</p>"
    with write_tagged(tmp_path, body) as pdf:
        assert str(pdf.pages[0].Annots[0].Contents) == "1"


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ("<p style='opacity: .5'>x</p>", UntaggableError),
        ("<img src='assets/drawings/marker-1.svg'>", PdfRenderError),
    ],
)
def test_what_cannot_be_tagged_well_stops_the_pdf(
    tmp_path: Path, body: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        write_tagged(tmp_path, body)


def test_the_tree_is_the_same_each_time(tmp_path: Path) -> None:
    body = "".join(BROKEN[name] for name in ("lists", "tables", "figures", "lines"))
    write_tagged(tmp_path, body).close()
    first = (tmp_path / "small.pdf").read_bytes()
    write_tagged(tmp_path, body).close()
    assert (tmp_path / "small.pdf").read_bytes() == first


def test_weasyprint_is_restored(tmp_path: Path) -> None:
    import weasyprint.pdf
    from weasyprint.pdf.tags import add_tags

    with pytest.raises(PdfRenderError):
        write_tagged(tmp_path, "<img src='assets/drawings/marker-1.svg'>")
    assert weasyprint.pdf.add_tags is add_tags
    assert Element("P", {"/K": 1}, ()).children == [1]
