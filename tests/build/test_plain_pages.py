"""Pages of an ordinary MkDocs site, without front matter, become pages and chapters as they are."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pikepdf
import pytest
from lxml.html import HtmlElement

from tests.conftest import ROOT, SMALL, Built, shared
from tests.pdf.read_back import join_lines, pdftotext
from tests.pdf.tagged_pdf import TaggedPdf, figures, links, owners, parents
from tests.pdf.verapdf import validate
from tools.authoring.begin import Beginning, begin_publication
from tools.build.stage import fingerprint_sources
from tools.language import load_language
from tools.model.loader import load_publication
from tools.site.built_pages import extract_text, parse_page

pytestmark = pytest.mark.integration

STRUCTURE = (figures, links, owners, parents)
PAGES = {
    "tools/rakes_and-hoes.md": """\
<!-- for editors -->
# Rakes "and" hoes

Nobody trips over <a name="peg"></a>a peg.</br>It hangs.

!!! "Mind the tines"
    They point up.

??? "Which rake is which?"

    The red one is the club's.

!!! info

    It was white once.

![](../shed.png)

<img src="../shed.png">

Look ![](../shed.png) here.

## Rakes and hoes

Go [to the top](rakes_and-hoes.md#rakes-and-hoes), to [the peg](#peg), to
[the box](#box), to [the opening](opening.md#opening) or for [the form](../form.docx).

<div id="box"><p>Old boxes.</p></div>
""",
    "tools/opening.md": "Opening\n=======\n\nFirst [the rake](rakes_and-hoes.md).\n",
    "tools/garden_gate.md": "It creaks.\n",
}
TITLES = {"rakes_and-hoes": "Rakes “and” hoes", "opening": "Opening", "garden_gate": "Garden gate"}
BOXES = (
    "Mind the tines", "They point up.", "Which rake is which?", "The red one is the club's.",
    "Info", "It was white once.",
)  # fmt: skip


def write_site(target: Path) -> Path:
    """Begin a publication, with these pages beside its own."""
    target.mkdir()
    for name in ("overrides", "macros"):
        (target / name).symlink_to(ROOT / name)
    beginning = Beginning(load_language("en"), name="Sheds", slug="sheds")
    begin_publication(target, beginning, dt.date(2026, 12, 1))
    for name, text in PAGES.items():
        path = target / "docs" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    shutil.copy(SMALL / "docs/assets/pictures/shed.png", target / "docs")
    shutil.copy(ROOT / "overrides/print/checklist.docx", target / "docs/form.docx")
    settings = target / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(f"{text.rstrip()}\n    rules: {{L203: off}}\n", encoding="utf-8")
    return target


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A publication with ordinary pages of MkDocs."""
    return shared(tmp_path_factory, "plain", write_site)


def read_article(built: Built, name: str) -> HtmlElement:
    """Return the text of a page."""
    return parse_page(built.site / f"tools/{name}.html").find(".//article")


@pytest.mark.parametrize("name", TITLES)
def test_the_title_stands_once_above_the_page(name: str, plain: Built) -> None:
    headings = read_article(plain, name).xpath(".//h1")
    assert [extract_text(heading) for heading in headings] == [TITLES[name]]


def test_links_lead_to_titles_and_other_places(plain: Built) -> None:
    article = read_article(plain, "rakes_and-hoes")
    assert article.xpath(".//h2/@id") == ["rakes-and-hoes"]
    assert {"peg", "box"} <= {*article.xpath(".//@id")}
    assert read_article(plain, "opening").xpath(".//h1/@id") == ["opening"]
    assert "../form.docx" in article.xpath(".//a/@href")
    assert (plain.site / "form.docx").is_file()


def test_boxes_with_a_title_only_are_boxes(plain: Built) -> None:
    article = read_article(plain, "rakes_and-hoes")
    assert [extract_text(box).split(".")[0] for box in article.find_class("admonition")] == [
        "Mind the tines They point up",
        "Info It was white once",
    ]
    (folded,) = article.iterfind(".//details")
    assert extract_text(folded) == "Which rake is which? The red one is the club's."
    assert len(article.findall(".//br")) == 1


def test_the_book_says_all_of_it(plain: Built) -> None:
    text = join_lines(pdftotext(plain.site / "downloads" / "sheds.pdf"))
    assert [words for words in (*TITLES.values(), *BOXES, "It creaks.") if words not in text] == []


def test_a_picture_without_words_is_decoration_in_every_output(plain: Built) -> None:
    article = read_article(plain, "rakes_and-hoes")
    assert article.xpath(".//img/@alt") == ["", "", ""]
    books = [*(plain.site / "downloads").rglob("*.pdf")]
    report = validate(books)
    assert [str(verdict) for verdict in report.verdicts if verdict.failures] == []
    with pikepdf.open(plain.site / "downloads" / "sheds.pdf") as pdf:
        tagged = TaggedPdf(pdf)
        words = [str(figure.obj.Alt) for figure in tagged.of_kind("Figure")]
        assert [text for text in words if not text.strip()] == []
        assert [problem for rule in STRUCTURE for problem in rule(tagged)] == []


def test_a_picture_in_any_folder_makes_pdfs_anew(tmp_path: Path) -> None:
    publication = load_publication(write_site(tmp_path / "plain"))
    before = fingerprint_sources(publication)
    assert fingerprint_sources(publication) == before
    (publication.docs_folder / "shed.png").rename(publication.docs_folder / "tools" / "Shed.PNG")
    assert fingerprint_sources(publication) != before
