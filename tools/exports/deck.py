"""Write slides as a PowerPoint file, from a template that a designer can open.

The template is `overrides/print/slides.pptx`: layouts named after those of `Slide`, with a place
for each text and picture, also by name. Colours and fonts are those of its theme; accent 1 is the
colour of the deck. What is not on a slide, its empty places, is removed from it.
"""

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pptx
from lxml import etree
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Emu, Pt

from tools.exports.checklist_texts import document_timestamp
from tools.exports.office_file import serialize
from tools.exports.slide_fit import Place, choose_size, fits
from tools.exports.slides import Bar, Deck, Picture, Slide
from tools.language import load_language
from tools.model.publication import Publication

TEMPLATE = "print/slides.pptx"
TITLE_FONT, TEXT_FONT, BOLD_FONT = (
    f"{name}.ttf"
    for name in (
        "bricolage-grotesque-700",
        "atkinson-hyperlegible-next-400",
        "atkinson-hyperlegible-next-700",
    )
)
# The smallest type in a place, in points; of all others SMALLEST.
SMALLEST = 18
LEAST = {
    ("title", "Title"): 24, ("title", "Label"): 14, ("statement", "Text"): 36, ("list", "Text"): 20,
    ("step", "Title"): 28, ("step", "Text"): 22, ("step", "Detail"): 14,
}  # fmt: skip
# The colours of the theme, by their names in the palette; accents 2 to 6 are its hues.
THEME_COLOURS = {
    "dk1": "ink", "lt1": "paper", "dk2": "quiet", "lt2": "tint-2", "hlink": "hue-0",
    "folHlink": "quiet",
}  # fmt: skip
# The bar of minutes: its place and the part of its height that a step has which is not now.
BAR_LEFT, BAR_TOP, BAR_WIDTH, BAR_HEIGHT = Emu(731520), Emu(5760720), Emu(10725912), Emu(457200)
BAR_SHARE = 0.62
BAR_GAP = Emu(36576)
BAR_TYPE = Pt(12)
# Returns the drawing (SVG) at a path as a PNG of a width in pixels.
DrawBitmap = Callable[[Path, int], bytes]
DOTS_PER_INCH = 140
DECORATIVE = (
    '<a:extLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}">'
    '<adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative"'
    ' val="1"/></a:ext></a:extLst>'
)


def write_deck(publication: Publication, deck: Deck, draw: DrawBitmap, path: Path) -> None:
    """Write a deck to `path`; `draw` makes a PNG of a drawing."""
    presentation = pptx.Presentation(str(publication.templates_folder / TEMPLATE))
    layouts = {layout.name: layout for layout in presentation.slide_layouts}
    for slide in deck.slides:
        add_slide(publication, presentation, layouts[slide.layout], slide, draw)
    set_colours(publication, presentation, deck.hue)
    set_footer(presentation, publication.name)
    set_language(presentation, load_language(publication.content_language).word("locale"))
    set_properties(publication, presentation, deck)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(serialize(presentation))


def add_slide(
    publication: Publication, presentation: Any, layout: Any, slide: Slide, draw: DrawBitmap
) -> None:
    """Add a slide: its texts in sizes that fit, its pictures, its bar and its notes."""
    shown = presentation.slides.add_slide(layout)
    names = {shape.placeholder_format.idx: shape.name for shape in layout.placeholders}
    places = {names[shape.placeholder_format.idx]: shape for shape in shown.placeholders}
    for name, shape in places.items():
        shape.name = name
    pictures = dict(slide.pictures)
    for name, shape in places.items():
        if name in pictures:
            place_picture(shape, pictures[name], draw)
        elif lines := slide_texts(slide).get(name):
            size = choose_size(measure_place(publication, layout, name), lines)
            set_text(shape, lines, size, slide.first_number if name == "Text" else None)
        else:
            shape._element.getparent().remove(shape._element)
    if slide.bar:
        add_bar(shown, slide.bar)
    shown.notes_slide.notes_text_frame.text = "\n".join(slide.notes)
    if slide.hidden:
        shown._element.set("show", "0")


def slide_texts(slide: Slide) -> dict[str, tuple[str, ...]]:
    """Return the paragraphs of a slide, by the name of their place."""
    texts = {
        "Title": (slide.title,),
        "Text": slide.text,
        "Label": (slide.label,),
        "Detail": tuple(slide.detail.split("\n")),
    }
    return {name: lines for name, lines in texts.items() if any(lines)}


def find_overflow(publication: Publication, deck: Deck) -> Iterator[tuple[Slide, str]]:
    """Yield each slide and name of a place in which its text does not fit at its least size."""
    presentation = pptx.Presentation(str(publication.templates_folder / TEMPLATE))
    layouts = {layout.name: layout for layout in presentation.slide_layouts}
    for slide in deck.slides:
        for name, lines in slide_texts(slide).items():
            place = measure_place(publication, layouts[slide.layout], name)
            if not fits(place, lines, place.least):
                yield slide, name


def measure_place(publication: Publication, layout: Any, name: str) -> Place:
    """Return the place for text of a name in a layout of the template."""
    shape = next(one for one in layout.placeholders if one.name == name)
    level = shape._element.find(f".//{qn('a:lvl1pPr')}")
    style = level.find(qn("a:defRPr"))
    is_title = shape.placeholder_format.idx == 0
    latin = style.find(qn("a:latin"))
    face = latin.get("typeface") if latin is not None else "+mj-lt" if is_title else "+mn-lt"
    font = (
        TITLE_FONT if face.startswith("+mj") else BOLD_FONT if style.get("b") == "1" else TEXT_FONT
    )
    before = level.find(f"{qn('a:spcBef')}/{qn('a:spcPts')}")
    largest = int(style.get("sz")) // 100
    return Place(
        width=shape.width.pt,
        height=shape.height.pt,
        font=publication.templates_folder / "print" / "fonts" / font,
        largest=largest,
        least=min(largest, LEAST.get((layout.name, name), SMALLEST)),
        before=int(before.get("val")) / 100 if before is not None else 10,
        indent=Emu(int(level.get("marL", 0))).pt,
    )


def set_text(
    shape: Any, lines: tuple[str, ...], size: int, first_number: int | None = None
) -> None:
    """Set the paragraphs of a shape, in one size; numbered, if the first has a number."""
    frame = shape.text_frame
    for number, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        run = paragraph.add_run()
        run.text = line
        run.font.size = Pt(size)
        if first_number is not None:
            numbering = etree.SubElement(paragraph._p.get_or_add_pPr(), qn("a:buAutoNum"))
            numbering.set("type", "arabicPlain")
            numbering.set("startAt", str(first_number))


def place_picture(shape: Any, picture: Picture, draw: DrawBitmap) -> None:
    """Put a picture whole into a place: at its right and top if it decorates, in its middle if not.

    A logo stands at the left.
    """
    is_drawing = picture.path.suffix.lower() == ".svg"
    name, left, top, width, height = shape.name, shape.left, shape.top, shape.width, shape.height
    pixels = int(width.inches * DOTS_PER_INCH)
    data = draw(picture.path, pixels) if is_drawing else picture.path.read_bytes()
    placed = shape.insert_picture(io.BytesIO(data))
    sides = placed.image.size
    scale = min(width / sides[0], height / sides[1])
    placed.crop_left = placed.crop_right = placed.crop_top = placed.crop_bottom = 0
    placed.width, placed.height = Emu(int(sides[0] * scale)), Emu(int(sides[1] * scale))
    share = 0.5 if picture.alt and name == "Picture" else 0 if picture.alt else 1
    placed.left = Emu(left + int((width - placed.width) * share))
    placed.top = Emu(top + (height - placed.height) // 2 if share == 0.5 else top)
    properties = placed._element.nvPicPr.cNvPr
    properties.set("descr", picture.alt)
    if not picture.alt:
        properties.append(etree.fromstring(DECORATIVE))


def add_bar(slide: Any, bar: Bar) -> None:
    """Add a bar of minutes: a part for each step, as wide as it is long.

    What is over is empty, what is now is dark and taller, and what follows is light, so that the
    bar can be read in black and white.
    """
    group = slide.shapes.add_group_shape()
    total, start = sum(bar.minutes), 0
    for number, minutes in enumerate(bar.minutes):
        left = BAR_LEFT + BAR_WIDTH * start // total
        start += minutes
        right = BAR_LEFT + BAR_WIDTH * start // total
        is_now = number == bar.current
        height = BAR_HEIGHT if is_now else Emu(int(BAR_HEIGHT * BAR_SHARE))
        top = BAR_TOP + BAR_HEIGHT - height
        part = group.shapes.add_shape(
            MSO_SHAPE.RECTANGLE, Emu(left), Emu(top), Emu(right - left - BAR_GAP), Emu(height)
        )
        if is_now:
            fill, ink = MSO_THEME_COLOR.ACCENT_1, MSO_THEME_COLOR.BACKGROUND_1
        elif bar.current is not None and number < bar.current:
            fill, ink = MSO_THEME_COLOR.BACKGROUND_1, MSO_THEME_COLOR.TEXT_1
        else:
            fill, ink = MSO_THEME_COLOR.BACKGROUND_2, MSO_THEME_COLOR.TEXT_1
        style_part(part, str(minutes), fill, ink)
    properties = group._element.nvGrpSpPr.cNvPr
    properties.set("name", "Minutes")
    properties.set("descr", bar.alt)


def style_part(part: Any, text: str, fill: MSO_THEME_COLOR, ink: MSO_THEME_COLOR) -> None:
    """Set the look of a part of the bar, with its minutes in the colour `ink`."""
    part._element.remove(part._element.find(qn("p:style")))  # with a shadow
    part.fill.solid()
    part.fill.fore_color.theme_color = fill
    part.line.color.theme_color = MSO_THEME_COLOR.ACCENT_1
    part.line.width = Pt(0.75)
    frame = part.text_frame
    frame.word_wrap = False
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    frame.paragraphs[0].alignment = PP_ALIGN.CENTER
    run = frame.paragraphs[0].add_run()
    run.text = text
    run.font.size, run.font.bold = BAR_TYPE, True
    run.font.color.theme_color = ink


def set_colours(publication: Publication, presentation: Any, hue: int) -> None:
    """Set the colours of the themes to the publication's, and accent 1 to the hue of the deck."""
    palette = publication.palette
    colours = {name: palette.light[colour] for name, colour in THEME_COLOURS.items()}
    colours |= {f"accent{number + 1}": colour for number, colour in palette.hues.items()}
    colours["accent1"] = palette.get_hue(hue)
    for part in presentation.part.package.iter_parts():
        if "/theme/" in str(part.partname):
            root = etree.fromstring(part.blob)
            for name, colour in colours.items():
                for element in root.iterfind(f".//{qn('a:clrScheme')}/{qn(f'a:{name}')}/*"):
                    element.set("val", colour.removeprefix("#").upper())
            part._blob = etree.tostring(root, encoding="UTF-8", standalone=True)


def set_footer(presentation: Any, name: str) -> None:
    """Write the name of the publication at the foot of every slide."""
    for shape in presentation.slide_master.shapes:
        if shape.name == "Publication":
            shape.text_frame.paragraphs[0].runs[0].text = name


def set_language(presentation: Any, locale: str) -> None:
    """Set the language of every text, on slides and notes and in the template."""
    tags = {qn(f"a:{name}") for name in ("rPr", "defRPr", "endParaRPr")}
    for part in presentation.part.package.iter_parts():
        root = getattr(part, "_element", None)
        if root is not None:
            for run in root.iter(qn("a:r"), qn("a:fld")):
                if run.find(qn("a:rPr")) is None:
                    run.insert(0, run.makeelement(qn("a:rPr")))
            for element in root.iter(*tags):
                element.set("lang", locale)


def set_properties(publication: Publication, presentation: Any, deck: Deck) -> None:
    """Set what the file says about itself; the program and people that made it are left out."""
    settings = publication.settings
    author = settings.publisher.name or publication.name
    properties = presentation.core_properties
    for name, text in {
        "title": deck.title,
        "subject": deck.subject,
        "author": author,
        "last_modified_by": author,
        "language": publication.content_language,
        "version": settings.version,
    }.items():
        setattr(properties, name, text[:255])  # the most that python-pptx takes
    properties.created = properties.modified = document_timestamp(settings.date)
    relations = presentation.part.package._rels
    for key, relation in [*relations.items()]:
        if not relation.reltype.endswith(("/officeDocument", "/core-properties")):
            relations.pop(key)
