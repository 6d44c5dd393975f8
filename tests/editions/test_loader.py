"""Every mistake in an edition's file is reported at its line, and nothing is built."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT, SMALL, change, own_publication
from tests.editions.conftest import COMPLETE, LOGO, WriteEdition
from tests.model.test_rules import OF_EDITIONS
from tools.brand.contrast import contrast_ratio
from tools.cli import main
from tools.editions.derive import derive_edition
from tools.editions.loader import read_edition
from tools.language import load_language
from tools.model.entities.reference_data import Change
from tools.model.loader import load_publication
from tools.model.problems import InvalidPublicationError
from tools.model.publication import Publication
from tools.model.rules.identity import MIN_CONTRAST


@pytest.fixture(scope="module")
def publication() -> Publication:
    return load_publication(SMALL)


@dataclass(frozen=True)
class InvalidEdition:
    """An invalid edition: the code of the message, the key it is reported at, and the values."""

    code: str
    key: str
    values: dict[str, Any]
    files: dict[str, str] = field(default_factory=dict)
    file: str = "edition.yml"


def logo(inside: str, prefix: str = "") -> dict[str, str]:
    """Return a logo with more content in it."""
    return {"logo.svg": prefix + LOGO.replace("<title>", f"{inside}<title>")}


def foreword(text: str) -> dict[str, str]:
    return {"foreword.md": text}


WITH_LOGO = {"logo": "logo.svg"}
WITH_FOREWORD = {"foreword": "foreword.md"}
INVALID = {
    "no logo": InvalidEdition("edition-file-missing", "logo", {"logo": "gone.svg"}),
    "no foreword": InvalidEdition("edition-file-missing", "foreword", {"foreword": "gone.md"}),
    "a path outside": InvalidEdition("edition-outside", "logo", {"logo": "../../../../etc/hosts"}),
    "an absolute path": InvalidEdition("edition-outside", "foreword", {"foreword": "/etc/hosts"}),
    "a script": InvalidEdition(
        "edition-logo-unsafe", "logo", WITH_LOGO, logo("<script>alert(1)</script>")
    ),
    "a handler": InvalidEdition(
        "edition-logo-unsafe", "logo", WITH_LOGO, logo('<path onclick="x()" d="M0 0"/>')
    ),
    "a picture from elsewhere": InvalidEdition(
        "edition-logo-unsafe", "logo", WITH_LOGO, logo('<image href="https://example.org/x.png"/>')
    ),
    "a style from elsewhere": InvalidEdition(
        "edition-logo-unsafe", "logo", WITH_LOGO, logo("<style>@import 'x.css';</style>")
    ),
    "a fill from elsewhere": InvalidEdition(
        "edition-logo-unsafe",
        "logo",
        WITH_LOGO,
        logo('<path fill="url(https://x.example/#a)" d=""/>'),
    ),
    "a link that acts": InvalidEdition(
        "edition-logo-unsafe", "logo", WITH_LOGO, logo('<a href="javascript:x()"><path d=""/></a>')
    ),
    "a part of another file": InvalidEdition(
        "edition-logo-unsafe", "logo", WITH_LOGO, logo('<use href="other.svg#a"/>')
    ),
    "a style sheet before it": InvalidEdition(
        "edition-logo-unsafe",
        "logo",
        WITH_LOGO,
        logo("", '<?xml-stylesheet href="https://x.example/a.css"?>'),
    ),
    "a link that changes": InvalidEdition(
        "edition-logo-unsafe",
        "logo",
        WITH_LOGO,
        logo('<a><set attributeName="href" to="https://x.example/"/></a>'),
    ),
    "a disguised address": InvalidEdition(
        "edition-logo-unsafe", "logo", WITH_LOGO, logo("<style>a{fill:u\\72l(//x)}</style>")
    ),
    "an entity": InvalidEdition(
        "edition-logo-unsafe",
        "logo",
        WITH_LOGO,
        logo("", '<!DOCTYPE svg [<!ENTITY e SYSTEM "file:///etc/hosts">]>'),
    ),
    "a logo that is none": InvalidEdition(
        "edition-logo-kind", "logo", WITH_LOGO, {"logo.svg": "no drawing"}
    ),
    "a logo of too many units": InvalidEdition(
        "edition-logo-pixels", "logo", WITH_LOGO, {"logo.svg": LOGO.replace("0 0 8 4", "0 0 9e9 4")}
    ),
    "another kind of logo": InvalidEdition(
        "edition-logo-kind", "logo", {"logo": "logo.jpg"}, {"logo.jpg": "x"}
    ),
    "a PNG by name only": InvalidEdition(
        "edition-logo-kind", "logo", {"logo": "logo.png"}, {"logo.png": LOGO}
    ),
    "a large logo": InvalidEdition(
        "edition-logo-large", "logo", WITH_LOGO, logo("<!--" + "x" * 500_000 + "-->")
    ),
    "a colour too light": InvalidEdition("edition-accent", "accent", {"accent": "#f0c05a"}),
    "no colour": InvalidEdition("form-wrong", "accent", {"accent": "blue"}),
    "an unknown chapter": InvalidEdition(
        "edition-chapter-unknown", "chapters", {"chapters": ["gone"]}
    ),
    "a page that is no chapter": InvalidEdition(
        "edition-chapter-unknown", "chapters", {"chapters": ["account"]}
    ),
    "an unknown list": InvalidEdition(
        "edition-checklist-unknown", "checklists", {"checklists": ["gone"]}
    ),
    "a list without its chapter": InvalidEdition(
        "edition-checklist-apart",
        "checklists",
        {"chapters": ["tidy-tools"], "checklists": ["tidy-tools", "weekly-round"]},
    ),
    "no list at all": InvalidEdition(
        "edition-without-list", "chapters", {"chapters": ["story-beanpole"]}
    ),
    "an empty choice": InvalidEdition("list-too-short", "chapters", {"chapters": []}),
    "a name of 10,000 characters": InvalidEdition("text-too-long", "name", {"name": "x" * 10_000}),
    "a control character": InvalidEdition("character-forbidden", "name", {"name": "Sheds\x07"}),
    "a date of long ago": InvalidEdition("number-too-small", "date", {"date": "1850-01-01"}),
    "a name with HTML": InvalidEdition("form-wrong", "name", {"name": "<b>Sheds</b>"}),
    "an id with a path": InvalidEdition("form-wrong", "id", {"id": "../sheds"}),
    "the publication's own name": InvalidEdition("edition-id-taken", "id", {"id": "good-sheds"}),
    "an unknown key": InvalidEdition("key-unknown", "colour", {"colour": "#000000"}),
    "no name": InvalidEdition("field-missing", "", {"name": None}),
    "no date": InvalidEdition("not-a-date", "date", {"date": "soon"}),
    "a date that is text": InvalidEdition("not-a-date", "date", {"date": "1 December 2026"}),
    "no address": InvalidEdition("form-wrong", "site_url", {"site_url": "ftp://example.org"}),
    "an unknown language": InvalidEdition("language-unknown", "language", {"language": "xx"}),
    "an empty foreword": InvalidEdition(
        "foreword-empty", "", WITH_FOREWORD, foreword(" \n"), "foreword.md"
    ),
    "HTML in a foreword": InvalidEdition(
        "foreword-html",
        "<script>",
        WITH_FOREWORD,
        foreword("x\n\n<script>x</script>"),
        "foreword.md",
    ),
    "HTML in a line": InvalidEdition(
        "foreword-html", "a <b>", WITH_FOREWORD, foreword("a <b>x</b>"), "foreword.md"
    ),
    "a picture": InvalidEdition(
        "foreword-image", "![", WITH_FOREWORD, foreword("![x](x.png)"), "foreword.md"
    ),
    "a heading of another level": InvalidEdition(
        "foreword-heading", "# One", WITH_FOREWORD, foreword("x\n\n# One"), "foreword.md"
    ),
    "a link inside": InvalidEdition(
        "foreword-link", "[x]", WITH_FOREWORD, foreword("[x](index.md)"), "foreword.md"
    ),
    "a link that acts in a text": InvalidEdition(
        "foreword-link", "[x]", WITH_FOREWORD, foreword("[x](javascript:x)"), "foreword.md"
    ),
}


def line_of(path: Path, key: str) -> int:
    """Return the line (from 1) of a key, or 1 when there is none."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return next((n for n, line in enumerate(lines, 1) if key and line.startswith(key)), 1)


@pytest.mark.parametrize("name", INVALID)
def test_a_mistake_is_reported_alone_at_its_line(
    publication: Publication, edition: WriteEdition, name: str
) -> None:
    invalid = INVALID[name]
    path = edition(**invalid.values)
    for file, text in invalid.files.items():
        (path.parent / file).write_text(text, encoding="utf-8")
    with pytest.raises(InvalidPublicationError) as caught:
        read_edition(path, publication)
    (problem,) = caught.value.problems
    assert problem.code == invalid.code
    assert problem.file.name == invalid.file
    assert problem.line == line_of(path.parent / invalid.file, invalid.key)
    assert len(str(caught.value)) < 1000, "long values are shortened in messages"


def test_every_message_about_editions_has_a_case() -> None:
    expected = {code for code in load_language("nl").messages if code.startswith(OF_EDITIONS)}
    # These are tested below, as they need another file or publication.
    tested_apart = {"edition-id-double", "edition-scan-apart", "edition-accent-bare"}
    assert {invalid.code for invalid in INVALID.values()} | tested_apart >= expected >= tested_apart


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"id: [unclosed", "yaml"),
        (b"- a list", "not-a-mapping"),
        (b"", "not-a-mapping"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "not-utf-8"),
        (b"id: \x00", "character-forbidden"),
    ],
)
def test_an_invalid_edition_file_is_reported(
    publication: Publication, tmp_path: Path, content: bytes, code: str
) -> None:
    path = tmp_path / "edition.yml"
    path.write_bytes(content)
    with pytest.raises(InvalidPublicationError) as caught:
        read_edition(path, publication)
    assert [problem.code for problem in caught.value.problems] == [code]


def test_all_mistakes_of_all_files_are_reported_at_once(
    small: Path, edition: WriteEdition, capsys: pytest.CaptureFixture[str]
) -> None:
    first = edition(id="one", accent="#ffff00", logo="gone.svg")
    second = edition(id="other", chapters=["gone"])
    assert main(["--project", str(small), "edition", str(first), str(second)]) == 1
    errors = capsys.readouterr().err
    for word in ("#ffff00", "gone.svg", "gone does not exist"):
        assert word in errors
    assert len(re.findall(r"edition\.yml:\d+: ", errors)) == 3
    assert errors.count("→") == 3
    assert not (small / "build" / "editions").exists()


def test_a_drawing_as_programs_write_it_is_right(
    publication: Publication, edition: WriteEdition
) -> None:
    path = edition(**WITH_LOGO)
    written = logo(
        '<metadata><r xmlns="http://creativecommons.org/ns#" resource="http://purl.org/dc/"/>'
        '</metadata><defs><linearGradient id="g"/><path id="p" d="M0 0"/></defs>'
        '<path style="fill:url(#g)" d="M0 0h1"/><use href="#p"/><!-- made by hand -->',
        '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/svg11.dtd">',
    )
    (path.parent / "logo.svg").write_text(written["logo.svg"])
    assert read_edition(path, publication).logo


def test_a_colour_read_as_a_comment_is_reported(
    publication: Publication, edition: WriteEdition
) -> None:
    path = edition()
    path.write_text(path.read_text(encoding="utf-8") + "accent: #1c4f8a\n", encoding="utf-8")
    with pytest.raises(InvalidPublicationError) as caught:
        read_edition(path, publication)
    assert [problem.code for problem in caught.value.problems] == ["edition-accent-bare"]


@pytest.mark.parametrize("share", [(), ("--shard", "1/2")], ids=["all", "a share"])
def test_two_editions_with_one_id_are_reported(
    small: Path, edition: WriteEdition, capsys: pytest.CaptureFixture[str], share: tuple[str, ...]
) -> None:
    """Also when another machine is to make one of them: all files are judged before any is made."""
    first = edition(id="one")
    second = first.with_name("second.yml")
    second.write_text(first.read_text(encoding="utf-8"), encoding="utf-8")
    assert main(["--project", str(small), "edition", *share, str(first), str(second)]) == 1
    assert "one" in capsys.readouterr().err
    assert not (small / "build" / "editions").exists()


def test_a_scan_is_chosen_with_all_the_lists_it_leads_to(edition: WriteEdition) -> None:
    publication = own_publication()
    ((page, scan),) = publication.scan_pages
    row_pages = [row.page for row in scan.rows]
    complete = read_edition(edition(chapters=[page.id, *row_pages]), publication)
    assert derive_edition(publication, complete, ROOT / "docs").scan_pages
    with pytest.raises(InvalidPublicationError) as caught:
        read_edition(edition(chapters=[page.id, *row_pages[1:]]), publication)
    (problem,) = caught.value.problems
    assert problem.code == "edition-scan-apart"
    assert problem.values["lists"] == row_pages[0]
    without_scan = read_edition(edition(chapters=row_pages[1:]), publication)
    assert not derive_edition(publication, without_scan, ROOT / "docs").scan_pages


def test_a_summary_of_all_pages_of_a_part_is_none_of_some(
    publication: Publication, edition: WriteEdition
) -> None:
    part = publication.settings.book[0].model_copy(update={"summary": ("Two practices.",)})
    book = (part, *publication.settings.book[1:])
    mkdocs = publication.mkdocs.with_publication(book=book)
    changed = replace(publication, mkdocs=mkdocs)
    for chapters, summary in ((None, part.summary), (["tidy-tools"], ())):
        loaded = read_edition(edition(chapters=chapters), changed)
        found = derive_edition(changed, loaded, ROOT / "docs").settings.book[0]
        assert found.summary == summary


def test_without_parts_the_book_has_the_chapters_in_their_order(
    publication: Publication, edition: WriteEdition
) -> None:
    """Overviews and what else is not chosen are left out; sources and glossary stay."""
    chapters = ["weekly-round", "story-beanpole", "tidy-tools"]
    read = read_edition(edition(chapters=chapters, parts=False), publication)
    derived = derive_edition(publication, read, ROOT / "docs")
    (part,) = derived.settings.book
    assert (part.title, part.pages) == ("", (*chapters, "sources", "glossary"))
    assert "practices" not in derived.pages
    everything = read_edition(edition(parts=False), publication)
    (part,) = derive_edition(publication, everything, ROOT / "docs").settings.book
    assert list(part.pages) == [page.id for page in publication.book_pages]


def test_what_only_removed_pages_need_is_left_out(edition: WriteEdition) -> None:
    """The overview of a folder, and the sources of a term."""
    publication = own_publication()
    read = read_edition(edition(chapters=["waarom", "start-vandaag"]), publication)
    derived = derive_edition(publication, read, ROOT / "docs")
    assert "werkvormen" not in derived.pages
    assert "waarom" in derived.pages, "chosen, without the other pages of its folder"
    used = {source for page in derived.pages.values() for source in page.source_ids}
    used |= {term.source for term in derived.terms.values() if term.source}
    assert set(derived.sources) == used


def test_a_question_about_a_removed_page_is_left_out(
    publication: Publication, edition: WriteEdition
) -> None:
    loaded = read_edition(edition(chapters=["tidy-tools", "story-beanpole"]), publication)
    assert list(derive_edition(publication, loaded, ROOT / "docs").questions) == ["lost-tools"]


def test_a_change_names_only_chosen_pages(publication: Publication, edition: WriteEdition) -> None:
    """A change is removed with all its pages; one about the whole publication stays."""
    loaded = read_edition(edition(chapters=["tidy-tools", "story-beanpole"]), publication)
    removed, chosen, chosen_too = "weekly-round", "tidy-tools", "contact"
    cases: list[tuple[str | None, list[str], tuple[str | None, list[str]] | None]] = [
        (None, [], (None, [])),
        (None, [removed], None),
        (None, [removed, chosen], (None, [chosen])),
        (removed, [], None),
        (removed, [chosen, chosen_too], (chosen, [chosen_too])),
        (chosen, [removed, chosen_too], (chosen, [chosen_too])),
    ]
    for page, also, expected in cases:
        original = Change(
            id="one", date=date(2026, 12, 1), page=page, also=tuple(also), what="New."
        )
        changed = replace(publication, changes=(original,))
        found = derive_edition(changed, loaded, ROOT / "docs").changes
        assert [(change.page, [*change.also]) for change in found] == (
            [expected] if expected else []
        ), (page, also)


def test_the_nearest_colour_that_is_named_is_right(
    publication: Publication, edition: WriteEdition
) -> None:
    with pytest.raises(InvalidPublicationError) as caught:
        read_edition(edition(accent="#f0c05a"), publication)
    found = re.search(r"nearest that will do is (#[0-9a-f]{6})", str(caught.value))
    assert found
    loaded = read_edition(edition(accent=found[1]), publication)
    palette = derive_edition(publication, loaded, ROOT / "docs").palette
    assert palette.neutral == found[1]
    for colour, backgrounds in (
        (palette.neutral, palette.light_backgrounds),
        (palette.dark["hue-0"], palette.dark_backgrounds),
    ):
        assert min(contrast_ratio(colour, each) for each in backgrounds) >= MIN_CONTRAST


def test_a_complete_edition_is_valid(publication: Publication, edition: WriteEdition) -> None:
    loaded = read_edition(edition(**COMPLETE), publication)
    assert loaded.logo_path == "assets/edition/logo.svg"
    assert loaded.based_on.name == "Good Sheds"
    assert "<h2>How to begin</h2>" in loaded.foreword


def test_sources_and_glossary_stay(small: Path, edition: WriteEdition) -> None:
    """References lead there; other pages of their kind can be left out."""
    change(small, "mkdocs.yml", "reference: {one", "reference: {handout: chapters, one")
    publication = load_publication(small)
    read = read_edition(edition(chapters=["tidy-tools"]), publication)
    pages = derive_edition(publication, read, publication.docs_folder).pages
    assert {"sources", "glossary"} <= set(pages)
    assert "contact" not in pages
