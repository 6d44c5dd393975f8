"""Lines that say which parts of a file were not taken, or not as they were."""

from collections.abc import Callable, Iterator, Sequence

from tools.authoring.importing.draft import Note
from tools.authoring.importing.parts import Place, PlaceKind, Text

MAX_EXCERPT = 120  # characters of a text that is named
# What the words for a place name, and the words for the parts of a document beside its text.
PLACE_VALUES: dict[PlaceKind, tuple[str, ...]] = {
    "line": ("number",), "paragraph": ("number",), "cell": ("sheet", "cell"), "sheet": ("sheet",),
    "table_cell": ("table", "row", "column"),
}  # fmt: skip
PARTS = {"header": "page_header", "footer": "page_footer", "comments": "comment"}
Word = Callable[[str], str]


def describe_notes(notes: Sequence[Note], word: Word) -> Iterator[str]:
    """Yield a line for each note, by its kind; those with a place begin with it."""
    for note in notes:
        text = describe_note(note, word)
        yield f"{describe_place(note.place, word)}: {text}" if note.place else text


def describe_note(note: Note, word: Word) -> str:
    """Return what happened to a part of a file."""
    marks = ", ".join(word(f"import_{mark}") for mark in note.marks)
    text = shorten(note.words)
    if note.kind == "left":
        text = f"{note.label}: {text or marks}" if note.label else text or marks
    elif note.label:
        marks = f"{marks} ({note.label})"
    return word(f"import_{note.kind}").format(text=text, marks=marks, label=note.label)


def describe_field(
    label: str, texts: Sequence[Text], line: str, was_added: bool, word: Word
) -> Iterator[str]:
    """Yield what is known of a label that no field has: its texts, and the line that adds it."""
    if was_added:
        yield word("import_field_added").format(label=label, line=line)
        return
    yield word("import_field").format(label=label, line=line)
    for text in texts:
        yield f"    {describe_place(text.place, word)}: “{shorten(text.words)}”"


def describe_place(place: Place, word: Word) -> str:
    """Return the name of a place in a file."""
    if place.kind == "part":
        return word(f"import_{PARTS.get(f'{place.values[0]}', 'footnote')}")
    values = zip(PLACE_VALUES[place.kind], place.values, strict=True)
    return word(f"import_{place.kind}").format(**dict(values))


def shorten(text: str) -> str:
    """Return a text, or its beginning when it is long."""
    return text if len(text) <= MAX_EXCERPT else text[: MAX_EXCERPT - 1].rstrip() + "…"
