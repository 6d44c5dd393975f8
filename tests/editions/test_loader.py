"""Every mistake in an edition's file is told with its line, and nothing is made."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT, SMALL, own_publication
from tests.editions.conftest import LOGO, WHOLE, Write
from tests.model.test_rules import OF_EDITIONS
from tools.brand.contrast import contrast_ratio
from tools.cli import main
from tools.editions.derive import derive_edition
from tools.editions.loader import DARK_BACKGROUNDS, read_edition
from tools.editions.rules import LIGHT_BACKGROUNDS, MIN_CONTRAST
from tools.language import load_language
from tools.model.entities.reference_data import Change
from tools.model.loader import load_publication
from tools.model.problems import InvalidPublicationError
from tools.model.publication import Publication


@pytest.fixture(scope="module")
def publication() -> Publication:
    return load_publication(SMALL)


@dataclass(frozen=True)
class Bad:
    """What an edition says wrongly, the code that tells it, and at which key."""

    code: str
    key: str
    says: dict[str, Any]
    files: dict[str, str] = field(default_factory=dict)
    file: str = "edition.yml"


def logo(inside: str, start: str = "") -> dict[str, str]:
    """A logo with something more in it."""
    return {"logo.svg": start + LOGO.replace("<title>", f"{inside}<title>")}


def foreword(text: str) -> dict[str, str]:
    return {"foreword.md": text}


SHOWN = {"logo": "logo.svg"}
TOLD = {"foreword": "foreword.md"}
BAD = {
    "no logo": Bad("edition-file-missing", "logo", {"logo": "gone.svg"}),
    "no foreword": Bad("edition-file-missing", "foreword", {"foreword": "gone.md"}),
    "a path outside": Bad("edition-outside", "logo", {"logo": "../../../../etc/hosts"}),
    "an absolute path": Bad("edition-outside", "foreword", {"foreword": "/etc/hosts"}),
    "a script": Bad("edition-logo-unsafe", "logo", SHOWN, logo("<script>alert(1)</script>")),
    "a handler": Bad("edition-logo-unsafe", "logo", SHOWN, logo('<path onclick="x()" d="M0 0"/>')),
    "a picture from elsewhere": Bad(
        "edition-logo-unsafe", "logo", SHOWN, logo('<image href="https://example.org/x.png"/>')
    ),
    "a style from elsewhere": Bad(
        "edition-logo-unsafe", "logo", SHOWN, logo("<style>@import 'x.css';</style>")
    ),
    "a fill from elsewhere": Bad(
        "edition-logo-unsafe", "logo", SHOWN, logo('<path fill="url(https://x.example/#a)" d=""/>')
    ),
    "a link that acts": Bad(
        "edition-logo-unsafe", "logo", SHOWN, logo('<a href="javascript:x()"><path d=""/></a>')
    ),
    "a part of another file": Bad(
        "edition-logo-unsafe", "logo", SHOWN, logo('<use href="other.svg#a"/>')
    ),
    "a style sheet before it": Bad(
        "edition-logo-unsafe", "logo", SHOWN,
        logo("", '<?xml-stylesheet href="https://x.example/a.css"?>'),
    ),
    "a link that changes": Bad(
        "edition-logo-unsafe", "logo", SHOWN,
        logo('<a><set attributeName="href" to="https://x.example/"/></a>'),
    ),
    "a disguised address": Bad(
        "edition-logo-unsafe", "logo", SHOWN, logo("<style>a{fill:u\\72l(//x)}</style>")
    ),
    "an entity": Bad(
        "edition-logo-unsafe", "logo", SHOWN,
        logo("", '<!DOCTYPE svg [<!ENTITY e SYSTEM "file:///etc/hosts">]>'),
    ),
    "a logo that is none": Bad("edition-logo-kind", "logo", SHOWN, {"logo.svg": "no drawing"}),
    "a logo of too many units": Bad(
        "edition-logo-pixels", "logo", SHOWN, {"logo.svg": LOGO.replace("0 0 8 4", "0 0 9e9 4")}
    ),
    "another kind of logo": Bad(
        "edition-logo-kind", "logo", {"logo": "logo.jpg"}, {"logo.jpg": "x"}
    ),
    "a PNG by name only": Bad(
        "edition-logo-kind", "logo", {"logo": "logo.png"}, {"logo.png": LOGO}
    ),
    "a large logo": Bad("edition-logo-large", "logo", SHOWN, logo("<!--" + "x" * 500_000 + "-->")),
    "a colour too light": Bad("edition-accent", "accent", {"accent": "#f0c05a"}),
    "no colour": Bad("form-wrong", "accent", {"accent": "blue"}),
    "an unknown chapter": Bad("edition-chapter-unknown", "chapters", {"chapters": ["gone"]}),
    "a page that is no chapter": Bad(
        "edition-chapter-unknown", "chapters", {"chapters": ["account"]}
    ),
    "an unknown list": Bad("edition-checklist-unknown", "checklists", {"checklists": ["gone"]}),
    "a list without its chapter": Bad(
        "edition-checklist-apart", "checklists",
        {"chapters": ["tidy-tools"], "checklists": ["tidy-tools", "weekly-round"]},
    ),
    "no list at all": Bad("edition-without-list", "chapters", {"chapters": ["story-beanpole"]}),
    "an empty choice": Bad("list-too-short", "chapters", {"chapters": []}),
    "a name of 10,000 signs": Bad("text-too-long", "name", {"name": "x" * 10_000}),
    "a sign that is none": Bad("character-forbidden", "name", {"name": "Sheds\x07"}),
    "a date of long ago": Bad("number-too-small", "date", {"date": "1850-01-01"}),
    "a name with HTML": Bad("form-wrong", "name", {"name": "<b>Sheds</b>"}),
    "an id with a path": Bad("form-wrong", "id", {"id": "../sheds"}),
    "the publication's own name": Bad("edition-id-taken", "id", {"id": "good-sheds"}),
    "an unknown key": Bad("key-unknown", "colour", {"colour": "#000000"}),
    "no name": Bad("field-missing", "", {"name": None}),
    "no date": Bad("not-a-date", "date", {"date": "soon"}),
    "a date that is text": Bad("not-a-date", "date", {"date": "1 December 2026"}),
    "no address": Bad("form-wrong", "site_url", {"site_url": "ftp://example.org"}),
    "an unknown language": Bad("language-unknown", "language", {"language": "xx"}),
    "an empty foreword": Bad("foreword-empty", "", TOLD, foreword(" \n"), "foreword.md"),
    "HTML in a foreword": Bad(
        "foreword-html", "<script>", TOLD, foreword("x\n\n<script>x</script>"), "foreword.md"
    ),
    "HTML in a line": Bad("foreword-html", "a <b>", TOLD, foreword("a <b>x</b>"), "foreword.md"),
    "a picture": Bad("foreword-image", "![", TOLD, foreword("![x](x.png)"), "foreword.md"),
    "a heading of another level": Bad(
        "foreword-heading", "# One", TOLD, foreword("x\n\n# One"), "foreword.md"
    ),
    "a link inside": Bad("foreword-link", "[x]", TOLD, foreword("[x](index.md)"), "foreword.md"),
    "a link that acts in a text": Bad(
        "foreword-link", "[x]", TOLD, foreword("[x](javascript:x)"), "foreword.md"
    ),
}  # fmt: skip


def line_of(path: Path, key: str) -> int:
    """Give the line (from 1) on which a key stands; the first when there is none."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return next((n for n, line in enumerate(lines, 1) if key and line.startswith(key)), 1)


@pytest.mark.parametrize("name", BAD)
def test_a_mistake_is_told_at_its_line_and_alone(
    publication: Publication, edition: Write, name: str
) -> None:
    bad = BAD[name]
    path = edition(**bad.says)
    for file, text in bad.files.items():
        (path.parent / file).write_text(text, encoding="utf-8")
    with pytest.raises(InvalidPublicationError) as caught:
        read_edition(path, publication)
    (problem,) = caught.value.problems
    assert problem.code == bad.code
    assert problem.file.name == bad.file
    assert problem.line == line_of(path.parent / bad.file, bad.key)
    assert len(str(caught.value)) < 1000, "a message is no place for 10,000 signs"


def test_every_message_about_editions_has_a_case() -> None:
    wanted = {code for code in load_language("nl").messages if code.startswith(OF_EDITIONS)}
    # These have a test of their own below, as the file or the publication must be another one.
    apart = {"edition-id-double", "edition-scan-apart", "edition-accent-bare"}
    assert {bad.code for bad in BAD.values()} | apart >= wanted >= apart


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
def test_what_is_no_edition_at_all_is_told(
    publication: Publication, tmp_path: Path, content: bytes, code: str
) -> None:
    path = tmp_path / "edition.yml"
    path.write_bytes(content)
    with pytest.raises(InvalidPublicationError) as caught:
        read_edition(path, publication)
    assert [problem.code for problem in caught.value.problems] == [code]


def test_all_mistakes_of_all_files_are_told_at_once_and_nothing_is_made(
    small: Path, edition: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    one = edition(id="one", accent="#ffff00", logo="gone.svg")
    other = edition(id="other", chapters=["gone"])
    assert main(["--project", str(small), "edition", str(one), str(other)]) == 1
    told = capsys.readouterr().err
    for word in ("#ffff00", "gone.svg", "gone does not exist"):
        assert word in told
    assert len(re.findall(r"edition\.yml:\d+: ", told)) == 3
    assert told.count("→") == 3
    assert not (small / "build" / "editions").exists()


def test_a_drawing_as_programs_write_it_is_right(publication: Publication, edition: Write) -> None:
    path = edition(**SHOWN)
    written = logo(
        '<metadata><r xmlns="http://creativecommons.org/ns#" resource="http://purl.org/dc/"/>'
        '</metadata><defs><linearGradient id="g"/><path id="p" d="M0 0"/></defs>'
        '<path style="fill:url(#g)" d="M0 0h1"/><use href="#p"/><!-- made by hand -->',
        '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/svg11.dtd">',
    )
    (path.parent / "logo.svg").write_text(written["logo.svg"])
    assert read_edition(path, publication).logo


def test_a_colour_that_yaml_takes_for_a_remark_is_told(
    publication: Publication, edition: Write
) -> None:
    path = edition()
    path.write_text(path.read_text(encoding="utf-8") + "accent: #1c4f8a\n", encoding="utf-8")
    with pytest.raises(InvalidPublicationError) as caught:
        read_edition(path, publication)
    assert [problem.code for problem in caught.value.problems] == ["edition-accent-bare"]


@pytest.mark.parametrize("share", [(), ("--shard", "1/2")], ids=["all", "a share"])
def test_two_editions_of_one_name_are_told(
    small: Path, edition: Write, capsys: pytest.CaptureFixture[str], share: tuple[str, ...]
) -> None:
    """Also when another machine is to make one of them: all files are judged before any is made."""
    one = edition(id="one")
    other = one.with_name("second.yml")
    other.write_text(one.read_text(encoding="utf-8"), encoding="utf-8")
    assert main(["--project", str(small), "edition", *share, str(one), str(other)]) == 1
    assert "one" in capsys.readouterr().err
    assert not (small / "build" / "editions").exists()


def test_a_scan_is_chosen_with_all_the_lists_it_leads_to(edition: Write) -> None:
    publication = own_publication()
    ((page, scan),) = publication.scan_pages
    leads = [row.page for row in scan.rows]
    whole = read_edition(edition(chapters=[page.id, *leads]), publication)
    assert derive_edition(publication, whole, ROOT / "docs").scan_pages
    with pytest.raises(InvalidPublicationError) as caught:
        read_edition(edition(chapters=[page.id, *leads[1:]]), publication)
    (problem,) = caught.value.problems
    assert problem.code == "edition-scan-apart"
    assert problem.values["lists"] == leads[0]
    free = read_edition(edition(chapters=leads[1:]), publication)
    assert not derive_edition(publication, free, ROOT / "docs").scan_pages


def test_a_question_about_a_page_that_is_left_out_is_not_asked(
    publication: Publication, edition: Write
) -> None:
    part = read_edition(edition(chapters=["tidy-tools", "story-beanpole"]), publication)
    assert list(derive_edition(publication, part, ROOT / "docs").questions) == ["lost-tools"]


def test_a_change_is_told_with_the_pages_that_are_there(
    publication: Publication, edition: Write
) -> None:
    """Nothing of a change is left when all its pages are left out; one of the whole stays."""
    part = read_edition(edition(chapters=["tidy-tools", "story-beanpole"]), publication)
    gone, here, there = "weekly-round", "tidy-tools", "contact"
    cases: list[tuple[str | None, list[str], tuple[str | None, list[str]] | None]] = [
        (None, [], (None, [])),
        (None, [gone], None),
        (None, [gone, here], (None, [here])),
        (gone, [], None),
        (gone, [here, there], (here, [there])),
        (here, [gone, there], (here, [there])),
    ]
    for page, also, left in cases:
        told = Change(id="one", date=date(2026, 12, 1), page=page, also=tuple(also), what="New.")
        whole = replace(publication, changes=(told,))
        found = derive_edition(whole, part, ROOT / "docs").changes
        assert [(one.page, [*one.also]) for one in found] == ([left] if left else []), (page, also)


def test_the_nearest_colour_that_is_named_is_right(
    publication: Publication, edition: Write
) -> None:
    with pytest.raises(InvalidPublicationError) as caught:
        read_edition(edition(accent="#f0c05a"), publication)
    found = re.search(r"nearest that will do is (#[0-9a-f]{6})", str(caught.value))
    assert found
    read = read_edition(edition(accent=found[1]), publication)
    assert read.accent
    assert (
        min(contrast_ratio(read.accent.light, ground) for ground in LIGHT_BACKGROUNDS)
        >= MIN_CONTRAST
    )
    assert (
        min(contrast_ratio(read.accent.dark, ground) for ground in DARK_BACKGROUNDS) >= MIN_CONTRAST
    )


def test_a_whole_edition_is_right(publication: Publication, edition: Write) -> None:
    read = read_edition(edition(**WHOLE), publication)
    assert read.logo_path == "edition/logo.svg"
    assert read.based_on.name == "Good Sheds"
    assert "<h2>How to begin</h2>" in read.foreword
