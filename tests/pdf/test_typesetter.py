"""Sections from the cache: the same bytes, made again only when needed, and never unreadable."""

from __future__ import annotations

import io
import os
import pickle
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from tests.conftest import own_publication
from tests.pdf.conftest import small_document
from tests.pdf.tagged_pdf import TaggedPdf
from tools.pdf.renderer import PdfRenderError, RenderedPdf, write_pdf
from tools.pdf.typesetter import LaidOutSection, PaintedSection, SectionReader, Typesetter
from tools.runtime.cache import Cache

HIGH = '<p class="high">hoog</p>'  # a page has room for one other line
CONTENTS = (
    '<p>inhoud <a href="#a" data-page-of="a">a</a> <a href="#b" data-page-of="b">b</a>'
    ' <a href="#end" data-page-of="end">end</a></p>'
)
SECTIONS = [
    CONTENTS,
    '<h1 id="a">eerste</h1><p>zie <a href="#b" data-page-of="b">b</a></p>',
    '<h1 id="b">tweede</h1><p>zie <a href="#a" data-page-of="a">a</a></p>',
    '<h1>laatste</h1><p id="end">einde</p>',
]


class Desk:
    """Writes documents with one cache, and notes which sections are laid out."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.path = folder, folder / "x.pdf"
        self.laid_out: list[tuple[str, int]] = []

    def write(self, source: str, cached: bool = True, **options: Any) -> RenderedPdf:
        """Write a document as a build does."""
        self.laid_out.clear()
        self.cache = Cache(self.folder / "cache", "same") if cached else None
        return write_pdf(source, self.path, own_publication(), cache=self.cache, **options)

    def numbers(self, *sections: str) -> list[int]:
        """Return the indexes of the sections that were laid out, in order."""
        texts = [section.removeprefix("<!-- section right -->") for section in sections]
        found = [re.sub(' data-page="[^"]*"', "", html) for html, _ in self.laid_out]
        return [next(n for n, text in enumerate(texts) if text in html) for html in found]

    def entries(self) -> list[Path]:
        """Return the files in the cache."""
        return sorted((self.folder / "cache").glob("*"))

    def texts(self) -> list[str]:
        """Return the text of each paragraph and heading, without spaces."""
        with pikepdf.open(self.path) as pdf:
            tree = TaggedPdf(pdf)
            return ["".join(tree.text(e).split()) for e in tree.elements if e.kind in ("P", "H1")]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    made = Desk(tmp_path)
    lay_out = Typesetter.lay_out

    def note(typesetter: Typesetter, source: str, first_page: int, *of: Any) -> LaidOutSection:
        made.laid_out.append((source, first_page))
        return lay_out(typesetter, source, first_page, *of)

    monkeypatch.setattr(Typesetter, "lay_out", note)
    return made


def edited(index: int, section: str) -> list[str]:
    """Return the sections, one of which is another."""
    return [*SECTIONS[:index], section, *SECTIONS[index + 1 :]]


@pytest.mark.parametrize("tagged", [True, False])
def test_pages_from_the_cache_are_those_made_without_it(desk: Desk, tagged: bool) -> None:
    source = small_document(*SECTIONS)
    desk.write(source, cached=False, tagged=tagged)
    expected = desk.path.read_bytes()
    for count in (len(SECTIONS), 0):
        rendered = desk.write(source, tagged=tagged)
        assert desk.path.read_bytes() == expected
        assert len(desk.laid_out) == count
        assert set(rendered.section_keys) == {entry.name for entry in desk.entries()}
    assert rendered.page_of_anchor == {"a": 2, "b": 3, "end": 4}


def test_only_the_section_of_an_edit_is_made_again(desk: Desk) -> None:
    desk.write(small_document(*SECTIONS))
    for index, section in enumerate(SECTIONS):
        sections = edited(index, section.replace("</p>", " en meer</p>"))
        desk.write(small_document(*sections))
        assert desk.numbers(*sections) == [index]
        found = desk.path.read_bytes()
        desk.write(small_document(*sections), cached=False)
        assert found == desk.path.read_bytes()


def test_a_section_that_grows_moves_those_after_it(desk: Desk) -> None:
    desk.write(small_document(*SECTIONS))
    sections = edited(1, SECTIONS[1] + HIGH)
    rendered = desk.write(small_document(*sections))
    assert rendered.page_of_anchor == {"a": 2, "b": 4, "end": 5}
    # The contents are found in the cache at first, and made again for their numbers.
    assert desk.numbers(*sections) == [1, 2, 3, 0]
    assert [first_page for _, first_page in desk.laid_out] == [2, 4, 5, 1]
    texts = desk.texts()
    assert [text for text in texts if text.startswith(("inhoud", "zie"))] == [
        "inhouda2b4end5", "zieb4", "ziea2",
    ]  # fmt: skip
    found = desk.path.read_bytes()
    desk.write(small_document(*sections), cached=False)
    assert found == desk.path.read_bytes()


def test_a_number_that_changes_makes_only_those_sections_again_that_print_it(desk: Desk) -> None:
    desk.write(small_document(*SECTIONS))
    sections = edited(3, f'<h1>laatste</h1>{HIGH}<p id="end" class="high">einde</p>')
    rendered = desk.write(small_document(*sections))
    assert rendered.page_of_anchor == {"a": 2, "b": 3, "end": 5}
    assert desk.numbers(*sections) == [3, 0]
    assert "inhouda2b3end5" in desk.texts()
    desk.write(small_document(*sections))
    assert desk.laid_out == []
    desk.write(small_document(*SECTIONS))
    assert desk.numbers(*SECTIONS) == [0]
    assert "inhouda2b3end4" in desk.texts()


def test_a_section_of_the_right_follows_a_blank_page(desk: Desk) -> None:
    sections = [SECTIONS[0], f"<!-- section right --><section>{SECTIONS[2]}", *SECTIONS[3:]]
    sections[1] += '<p id="a">x</p>'
    for count in (3, 0):
        rendered = desk.write(small_document(*sections))
        assert len(desk.laid_out) == count
        assert (rendered.page_count, rendered.page_of_anchor) == (4, {"b": 3, "a": 3, "end": 4})
        with pikepdf.open(desk.path) as pdf:
            assert [b"Tj" in p.Contents.read_bytes() or b"TJ" in p.Contents.read_bytes()
                    for p in pdf.pages] == [True, False, True, True]  # fmt: skip


def test_another_style_makes_sections_again(desk: Desk) -> None:
    desk.write(small_document(*SECTIONS))
    for style in ("h1 { color: blue }", "h1 { color: red }"):
        source = small_document(*SECTIONS, style=style)
        desk.write(source, cached=False)
        expected = desk.path.read_bytes()
        desk.write(source)
        assert desk.path.read_bytes() == expected
        assert len(desk.laid_out) == len(SECTIONS)
    desk.write(small_document(*SECTIONS), tagged=False)
    assert len(desk.laid_out) == len(SECTIONS)


FORM = '<form><p>x</p><input name="x" aria-label="x"></form>'


def test_pages_with_fields_are_not_stored(desk: Desk) -> None:
    for _ in range(2):
        desk.write(small_document(FORM, SECTIONS[3]), fillable=True)
        assert len(desk.laid_out) == 2
        assert desk.entries() == []


def test_a_form_without_fields_is_stored(desk: Desk) -> None:
    for count in (1, 0):
        desk.write(small_document(FORM))
        assert len(desk.laid_out) == count


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ('<p><a data-page-of="nowhere">x</a></p>', "nowhere"),
        ('<p><a href="#nowhere">x</a></p>', "nowhere"),
        ("<p>漢</p>", "U\\+6F22"), ('<p style="colour: red">x</p>', "colour"),
    ],
)  # fmt: skip
def test_sections_with_problems_are_not_stored(desk: Desk, wrong: str, message: str) -> None:
    sections = [wrong, *SECTIONS[1:]]
    for _ in range(2):
        with pytest.raises(PdfRenderError, match=message):
            desk.write(small_document(*sections))
        assert desk.entries() == []
    desk.write(small_document(*SECTIONS))
    assert len(desk.entries()) == len(SECTIONS)


# -- entries of the cache that are not what was stored


class Call:
    """An object whose pickle calls a function when it is read."""

    def __init__(self, function: Callable[[str], object], argument: str) -> None:
        self.function, self.argument = function, argument

    def __reduce__(self) -> tuple[Callable[[str], object], tuple[str]]:
        return self.function, (self.argument,)


def content_of(entry: Path) -> bytes:
    """Return what is stored in an entry, without its checksum."""
    return entry.read_bytes().partition(b"\n")[2]


def store_elsewhere(desk: Desk, content: bytes) -> None:
    """Store other content, with a good checksum, in all entries of the cache."""
    name, made_from = "other", ["x"]
    cache = Cache(desk.folder / "another cache", "same")
    cache.save(name, made_from, content)
    data = cache.entry_path(name, made_from).read_bytes()
    for entry in desk.entries():
        entry.write_bytes(data)


@pytest.mark.parametrize("length", [0, 10, 64, 65, 66, 2000, -1])
def test_a_section_of_which_a_part_is_left_is_made_again(desk: Desk, length: int) -> None:
    source = small_document(*SECTIONS)
    desk.write(source)
    expected = desk.path.read_bytes()
    first, *_ = desk.entries()
    first.write_bytes(first.read_bytes()[:length])
    desk.write(source)
    assert len(desk.laid_out) == 1
    assert desk.path.read_bytes() == expected
    desk.write(source)
    assert desk.laid_out == []


@pytest.mark.parametrize(
    "content",
    [
        b"", b"\x80", b"x", b"cos\nsystem\n(S'false'\ntR.", pickle.dumps(None), pickle.dumps([1]),
        pickle.dumps({"pages": [], "printed": {}}), pickle.dumps(Path("x")), b"\x80\x05h\x00.",
        b"\x80\x04\x95\xff\xff\xff\xff\xff\xff\xff\x7f.",
        b"ctools.pdf.typesetter\nPaintedSection\n.",
    ],
)  # fmt: skip
def test_what_is_no_section_is_made_again(desk: Desk, content: bytes) -> None:
    source = small_document(*SECTIONS)
    desk.write(source)
    expected = desk.path.read_bytes()
    store_elsewhere(desk, content)
    desk.write(source)
    assert len(desk.laid_out) == len(SECTIONS)
    assert desk.path.read_bytes() == expected
    assert all(content_of(entry) != content for entry in desk.entries())


@pytest.mark.parametrize(("function", "argument"), [(os.mkdir, "{}"), (os.system, "touch '{}'")])
def test_nothing_is_run_that_an_entry_names(
    desk: Desk, function: Callable[[str], object], argument: str
) -> None:
    source, trace = small_document(*SECTIONS), desk.folder / "trace"
    call: Any = Call(function, argument.format(trace))
    desk.write(source)
    content = pickle.dumps(PaintedSection([call], {}, ""))
    store_elsewhere(desk, content)
    desk.write(source)
    assert len(desk.laid_out) == len(SECTIONS)
    assert not trace.exists()
    if function is os.mkdir:
        pickle.loads(content)
        assert trace.exists(), "a reader that allows all runs it"


@pytest.mark.parametrize(
    ("module", "name"),
    [
        ("os", "system"), ("posix", "system"), ("builtins", "eval"), ("builtins", "getattr"),
        ("tools.pdf.typesetter", "Typesetter"), ("tools.pdf.typesetter", "pickle.sys.exit"),
        ("tools.pdf.painted_page", "deepcopy"), ("pydyf", "zlib.compress"), ("pydyf", "PDF"),
        ("xml.etree.ElementTree", "parse"), ("xml.etree", "ElementTree.Element"),
    ],
)  # fmt: skip
def test_a_section_names_nothing_but_its_own_classes(module: str, name: str) -> None:
    reader = SectionReader(io.BytesIO())
    with pytest.raises(pickle.UnpicklingError, match=re.escape(f"{module}.{name}")):
        reader.find_class(module, name)
    assert reader.find_class("tools.pdf.typesetter", "PaintedSection") is PaintedSection


@pytest.mark.parametrize("tagged", [True, False])
def test_all_that_a_section_consists_of_can_be_read(desk: Desk, tagged: bool) -> None:
    """Otherwise a section would be made again in every build, and nobody would notice."""
    drawing = (
        '<svg viewBox="0 0 9 9" role="img"><title>x</title><linearGradient id="g">'
        '<stop stop-color="red"/></linearGradient><path fill="url(#g)" d="M0 0h9v9z"/></svg>'
    )
    sections = [
        f"<h1>kop</h1><ul><li>punt</li></ul>{drawing}<!-- opmerking -->",
        "<table><thead><tr><th>x</th></tr></thead><tr><td>y</td></tr></table>",
        '<p style="transform: rotate(1deg)"><a href="https://example.org/">x</a> <b>vet</b></p>',
        '<h2>lijst</h2><ul style="--columns: 2; width: 30mm"><li>x</li><li>y</li></ul>',
        '<p style="background: url(assets/drawings/favicon.svg)">x</p>',
    ]
    for count in (len(sections), 0):
        desk.write(small_document(*sections), tagged=tagged)
        assert len(desk.laid_out) == count
