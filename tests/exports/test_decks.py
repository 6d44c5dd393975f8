"""The slides: the words of the model on them and in their notes, and what makes them accessible."""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path
from typing import Any

import pptx
import pytest
from lxml import etree
from PIL import ImageFont
from pptx.oxml.ns import qn
from pptx.util import Pt

from tests.conftest import ROOT, SMALL, Built, own_publication
from tests.exports.test_libreoffice import convert
from tests.pdf.read_back import pdftotext, remove_space
from tools.brand.palette import DEFAULT_PALETTE
from tools.checks.decks import check_slide_lengths
from tools.editions.derive import derive_edition
from tools.exports.deck import TEMPLATE, THEME_COLOURS, find_overflow, write_deck
from tools.exports.slide_fit import MEASURED_AT, WIDEST_FALLBACK, measuring_font
from tools.exports.slides import MAX_LINES, Deck, Slide, build_decks, number_titles
from tools.model.entities.edition import BasedOn, Edition, EditionSpec
from tools.model.entities.page import Page
from tools.model.entities.workform import Workform
from tools.model.loader import load_publication
from tools.model.publication import Publication
from tools.pdf.bitmaps import draw_bitmap

LOCALES = {"nl": "nl-NL", "en": "en-GB"}
DEJAVU = Path("/usr/share/fonts/truetype/dejavu")  # what LibreOffice on Linux falls back on
SAMPLE = "Elk paar heeft één handeling voorgedaan en nagedaan. Wat merk je daar dinsdag van?"


@dataclass(frozen=True)
class WrittenDeck:
    """A deck, the file that was written of it, and that file as python-pptx reads it."""

    publication: Publication
    deck: Deck
    path: Path
    presentation: Any

    @property
    def shown(self) -> Iterator[tuple[Slide, Any]]:
        """Each slide as data and as read."""
        return zip(self.deck.slides, self.presentation.slides, strict=True)


def write_all(publication: Publication, folder: Path) -> list[WrittenDeck]:
    """Write all decks of a publication."""
    draw = cache(partial(draw_bitmap, publication))
    for deck in build_decks(publication):
        write_deck(publication, deck, draw, folder / Path(deck.path).name)
    return read_all(publication, folder)


def read_all(publication: Publication, folder: Path) -> list[WrittenDeck]:
    """Read all decks of a publication."""
    return [
        WrittenDeck(publication, deck, path, pptx.Presentation(str(path)))
        for deck in build_decks(publication)
        for path in [folder / Path(deck.path).name]
    ]


@pytest.fixture(scope="module")
def small_decks(tmp_path_factory: pytest.TempPathFactory) -> list[WrittenDeck]:
    """The decks of the small publication, with its nasty texts."""
    return write_all(load_publication(SMALL), tmp_path_factory.mktemp("small"))


@pytest.fixture(scope="module")
def own_decks(built: Built) -> list[WrittenDeck]:
    """The decks of the publication, as its build made them."""
    (folder,) = {(built.site / deck.path).parent for deck in build_decks(built.publication)}
    return read_all(built.publication, folder)


@pytest.fixture(params=["small_decks", "own_decks"])
def decks(request: pytest.FixtureRequest) -> list[WrittenDeck]:
    """The decks of each of both publications."""
    found: list[WrittenDeck] = request.getfixturevalue(request.param)
    return found


def shown_texts(slide: Any) -> dict[str, list[str]]:
    """Return the paragraphs of each place of a slide that has text."""
    shapes = [shape for shape in slide.shapes if shape.has_text_frame]
    return {shape.name: [p.text for p in shape.text_frame.paragraphs] for shape in shapes}


def notes_of(slide: Any) -> str:
    """Return the notes of a slide."""
    return str(slide.notes_slide.notes_text_frame.text)


def forms_of(decks: list[WrittenDeck]) -> Iterator[tuple[WrittenDeck, Page, Workform]]:
    """Yield the deck of each working form, with its page."""
    for written in decks:
        for page, form in written.publication.workform_pages:
            if written.path.stem == page.id:
                yield written, page, form


def test_every_working_form_and_the_publication_have_a_deck(decks: list[WrittenDeck]) -> None:
    publication = decks[0].publication
    forms = {page.id for page, _ in publication.workform_pages}
    assert {one.path.stem for one in decks} == forms | {publication.settings.slug}


@pytest.mark.integration
def test_the_built_decks_say_what_the_model_says(built: Built) -> None:
    for deck in build_decks(built.publication):
        presentation = pptx.Presentation(str(built.site / deck.path))
        for data, slide in zip(deck.slides, presentation.slides, strict=True):
            texts = shown_texts(slide)
            assert (texts["Title"], tuple(texts.get("Text", ()))) == ([data.title], data.text)
            assert notes_of(slide) == "\n".join(data.notes)


def test_each_step_has_a_slide_with_its_minutes_and_its_spoken_line(
    decks: list[WrittenDeck],
) -> None:
    for written, _, form in forms_of(decks):
        steps = [slide for data, slide in written.shown if data.layout == "step"]
        for step, slide in zip(form.steps, steps, strict=True):
            texts = shown_texts(slide)
            assert (texts["Title"], texts["Text"]) == ([step.what], [step.how])
            assert texts["Label"] == [str(step.minutes)]
            assert (step.say or "") in notes_of(slide)
        bars = [list_bar(slide) for slide in steps]
        assert bars == [[str(step.minutes) for step in form.steps]] * len(form.steps)


def list_bar(slide: Any) -> list[str]:
    """Return the texts of the bar of minutes of a slide."""
    bar = next(shape for shape in slide.shapes if shape.name == "Minutes")
    return [part.text_frame.text for part in bar.shapes]


def test_a_deck_has_all_else_of_its_working_form(decks: list[WrittenDeck]) -> None:
    for written, page, form in forms_of(decks):
        slides = [slide for _, slide in written.shown]
        on_slides = [
            text for slide in slides for texts in shown_texts(slide).values() for text in texts
        ]
        assert {page.title, form.goal, form.group, form.result, *form.material} <= {*on_slides}
        leader = written.publication.roles[form.leader].title
        for text in (*form.watch, *form.material, form.group, leader):
            assert text in notes_of(slides[0])
        material = written.publication.language.word("workform_material")
        for data, slide in written.shown:  # a group does not see the list for who prepares
            assert (slide._element.get("show") == "0") == data.title.startswith(material)


def test_titles_are_unique_and_come_first(decks: list[WrittenDeck]) -> None:
    for written in decks:
        titles = [slide.shapes.title.text_frame.text for _, slide in written.shown]
        assert all(titles)
        assert len({*titles}) == len(titles), written.path.name
        assert all(slide.shapes[0] == slide.shapes.title for _, slide in written.shown)


def test_slides_of_one_title_get_numbers() -> None:
    slides = number_titles([Slide("list", "Same"), Slide("list", "Other"), Slide("list", "Same")])
    assert [slide.title for slide in slides] == ["Same (1)", "Other", "Same (2)"]


def test_pictures_and_bars_have_words_or_are_decorative(decks: list[WrittenDeck]) -> None:
    drawn = 0
    for written in decks:
        for data, slide in written.shown:
            for shape in slide.shapes:
                if shape.shape_type in (6, 13):  # a group, a picture
                    properties = shape._element.xpath(".//p:cNvPr")[0]
                    is_decorative = bool(properties.xpath(".//*[local-name()='decorative']"))
                    assert bool(properties.get("descr")) != is_decorative, data.title
            drawn += data.layout == "picture"
    assert drawn


def test_every_text_names_its_language(decks: list[WrittenDeck]) -> None:
    for written in decks:
        locale = LOCALES[written.publication.content_language]
        with zipfile.ZipFile(written.path) as package:
            for name in package.namelist():
                if name.endswith(".xml") and name.startswith("ppt/"):
                    root = etree.fromstring(package.read(name))
                    runs = [*root.iter(qn("a:r"), qn("a:fld"))]
                    found = {str(one.get("lang")) for run in runs for one in [run[0]]}
                    assert found <= {locale}, name


def test_nothing_is_off_the_slide_and_no_place_is_empty(decks: list[WrittenDeck]) -> None:
    for written in decks:
        width, height = written.presentation.slide_width, written.presentation.slide_height
        assert abs(width / height - 16 / 9) < 0.001
        for data, slide in written.shown:
            for shape in slide.shapes:
                assert 0 <= shape.left <= shape.left + shape.width <= width, data.title
                assert 0 <= shape.top <= shape.top + shape.height <= height, data.title
                assert not shape.has_text_frame or shape.text_frame.text, data.title


def test_a_slide_has_at_most_five_lines_and_large_statements(decks: list[WrittenDeck]) -> None:
    for written in decks:
        for data, slide in written.shown:
            places = {shape.name: shape for shape in slide.shapes}
            if text := places.get("Text"):
                paragraphs = text.text_frame.paragraphs
                assert len(paragraphs) <= MAX_LINES
                sizes = {run.font.size for paragraph in paragraphs for run in paragraph.runs}
                assert len(sizes) == 1
                assert data.layout != "statement" or sizes.pop() >= Pt(36)


def test_texts_fit(decks: list[WrittenDeck]) -> None:
    for written in decks:
        assert [*find_overflow(written.publication, written.deck)] == []


def test_a_text_that_does_not_fit_is_found(small_decks: list[WrittenDeck]) -> None:
    written = small_decks[-1]
    step = next(slide for slide in written.deck.slides if slide.layout == "step")
    long = "and so on " * 60
    changed = replace(step, title=long), replace(step, text=(long,))
    deck = replace(written.deck, slides=changed)
    found = [*find_overflow(written.publication, deck)]
    assert found == [(changed[0], "Title"), (changed[1], "Text")]


def test_a_slide_that_is_too_small_is_a_problem_of_its_page() -> None:
    publication = load_publication(SMALL)
    assert [*check_slide_lengths(publication)] == []
    page, form = publication.workform_pages[0]
    step = form.steps[0].model_copy(update={"what": "and so on " * 60})
    changed = form.model_copy(update={"steps": (step, *form.steps[1:])})
    meta = page.meta.model_copy(update={"workform": changed})
    pages = {**publication.pages, page.id: replace(page, meta=meta)}
    (problem,) = check_slide_lengths(replace(publication, pages=pages))
    assert (problem.code, problem.file) == ("slide-long", Path("docs/practices/shed-hour.md"))


@pytest.mark.skipif(not DEJAVU.is_dir(), reason="the widest font in use is not on this machine")
@pytest.mark.parametrize(
    ("own", "other"),
    [
        ("atkinson-hyperlegible-next-400", "DejaVuSans"),
        ("atkinson-hyperlegible-next-700", "DejaVuSans-Bold"),
        ("bricolage-grotesque-700", "DejaVuSans-Bold"),
    ],
)
def test_the_widest_other_font_has_room(own: str, other: str) -> None:
    font = measuring_font(ROOT / "overrides" / "print" / "fonts" / f"{own}.ttf")
    fallback = ImageFont.truetype(str(DEJAVU / f"{other}.ttf"), MEASURED_AT)
    assert fallback.getlength(SAMPLE) <= WIDEST_FALLBACK * font.getlength(SAMPLE)


def test_the_same_deck_gives_the_same_bytes(small_decks: list[WrittenDeck], tmp_path: Path) -> None:
    for before, after in zip(
        small_decks, write_all(load_publication(SMALL), tmp_path), strict=True
    ):
        assert before.path.read_bytes() == after.path.read_bytes()
        with zipfile.ZipFile(after.path) as package:
            assert {entry.date_time[0] for entry in package.infolist()} == {1980}


def test_a_file_names_its_title_and_not_the_program(decks: list[WrittenDeck]) -> None:
    for written in decks:
        properties = written.presentation.core_properties
        settings = written.publication.settings
        assert properties.title == written.deck.title
        assert properties.author == (settings.publisher.name or written.publication.name)
        assert properties.created.date() == settings.date
        with zipfile.ZipFile(written.path) as package:
            assert "docProps/app.xml" not in package.namelist()


def test_the_theme_has_the_colours_of_the_publication(own_decks: list[WrittenDeck]) -> None:
    for written in own_decks:
        palette = written.publication.palette
        own = palette.get_hue(written.deck.hue)
        hues = {f"accent{number + 1}": colour for number, colour in palette.hues.items()}
        expected = {name: palette.light[colour] for name, colour in THEME_COLOURS.items()}
        assert theme_colours(written.path) == {**expected, **hues, "accent1": own}


def theme_colours(path: Path) -> dict[str, str]:
    """Return the colours of the theme of a file, by name."""
    with zipfile.ZipFile(path) as package:
        root = etree.fromstring(package.read("ppt/theme/theme1.xml"))
    (scheme,) = root.iter(qn("a:clrScheme"))
    return {etree.QName(one).localname: f"#{one[0].get('val', '').lower()}" for one in scheme}


def test_the_template_has_the_layouts_and_the_default_colours() -> None:
    path = ROOT / "overrides" / TEMPLATE
    template = pptx.Presentation(str(path))
    names = ["title", "statement", "step", "list", "picture"]
    assert [layout.name for layout in template.slide_layouts] == names
    assert [*template.slides] == []
    assert template.core_properties.author == ""
    default = DEFAULT_PALETTE
    hues = {f"accent{number + 1}": colour for number, colour in default.hues.items()}
    expected = {name: default.light[colour] for name, colour in THEME_COLOURS.items()}
    assert theme_colours(path) == {**expected, **hues, "accent1": default.neutral}


def test_an_edition_has_its_name_logo_and_colour(tmp_path: Path) -> None:
    original = own_publication()
    docs = tmp_path / "docs"
    shutil.copytree(original.docs_folder / "assets", docs / "assets")
    logo = original.docs_folder / "_data" / "editions" / "adviseur" / "logo.png"
    (docs / "assets" / "edition").mkdir()
    shutil.copy(logo, docs / "assets" / "edition")
    spec = EditionSpec.model_validate({
        "id": "proef", "name": "Eigen naam", "organisation": "Voorbeeld (fictief)",
        "date": original.settings.date, "accent": "#7a1f5c", "handed_to": "een klant",
        "chapters": ["van-elkaar-leren", "start-vandaag"],
    })  # fmt: skip
    settings = original.settings
    based_on = BasedOn(original.name, settings.version, settings.date, settings.licence)
    publication = derive_edition(original, Edition(spec, based_on, logo, ""), docs)
    written = write_all(publication, tmp_path / "decks")
    assert {one.path.stem for one in written} >= {"proef", "werkvorm-leerruil"}
    assert "werkvorm-lege-stoel" not in {one.path.stem for one in written}
    for one in written:
        first = one.presentation.slides[0]
        (footer,) = (
            shape for shape in one.presentation.slide_master.shapes if shape.name == "Publication"
        )
        assert footer.text_frame.text == "Eigen naam"
        alternatives = [str(found) for found in first._element.xpath(".//p:pic//p:cNvPr/@descr")]
        assert "Voorbeeld (fictief)" in alternatives
        assert "Samenscholing" in notes_of(first)
    introduction = written[0]
    assert theme_colours(introduction.path)["accent1"] == "#7a1f5c"
    assert "Overhandigd aan een klant" in shown_texts(introduction.presentation.slides[0])["Text"]
    assert [*find_overflow(publication, introduction.deck)] == []


@pytest.mark.integration
def test_libreoffice_shows_every_slide(small_decks: list[WrittenDeck], tmp_path: Path) -> None:
    for written, pdf in zip(
        small_decks, convert([one.path for one in small_decks], tmp_path, "pdf"), strict=True
    ):
        pages = pdftotext(pdf).split("\f")[:-1]
        seen = [slide for slide in written.deck.slides if not slide.hidden]
        for slide, page in zip(seen, pages, strict=True):
            shown = re.sub("[\u202a-\u202e]", "", remove_space(page))  # marks of direction
            assert all(remove_space(text) in shown for text in (slide.title, *slide.text))
