"""Lines that say which parts of a file were not taken, or not as they were."""

from collections.abc import Callable, Iterator, Sequence

from tools.authoring.importing.draft import Note
from tools.authoring.importing.parts import Mark, Place, Text

MAX_EXCERPT = 120  # characters of a text that is named
Word = Callable[[str], str]


def describe_notes(notes: Sequence[Note], word: Word) -> Iterator[str]:
    """Yield a line for each note, by its kind; those with a place begin with it."""
    for note in notes:
        text = describe_note(note, word)
        yield f"{describe_place(note.place, word)}: {text}" if note.place else text


def describe_note(note: Note, word: Word) -> str:
    """Return what happened to a part of a file."""
    words = shorten(note.words)
    match note.kind:
        case "left":
            label = f"{note.label}: " if note.label else ""
            shown = words or ", ".join(name_mark(mark, word) for mark in note.marks)
            return word("import_left").format(text=f"{label}{shown}")
        case "marks":
            names = ", ".join(name_mark(mark, word) for mark in note.marks)
            marks = f"{names} ({note.label})" if note.label else names
            return word("import_marks").format(text=words, marks=marks)
        case "ticked":
            return word("import_ticked").format(text=words)
        case "character":
            return word("import_character").format(code=note.label, text=words)
        case "nested":
            return word("import_nested").format(text=words)
        case "value":
            return word("import_value").format(text=words, field=note.label)
        case "header":
            return word("import_header").format(text=words)
        case "made":
            return word("import_anew").format(labels=words)
    return word("import_item_ids").format(ids=words)


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
    match place.kind:
        case "line":
            return word("import_line").format(number=place.values[0])
        case "paragraph":
            return word("import_paragraph").format(number=place.values[0])
        case "cell":
            return word("import_cell").format(sheet=place.values[0], cell=place.values[1])
        case "sheet":
            return word("import_sheet").format(sheet=place.values[0])
        case "table_cell":
            table, row, column = place.values
            return word("import_table_cell").format(table=table, row=row, column=column)
    return name_part(f"{place.values[0]}", word)


def name_part(part: str, word: Word) -> str:
    """Return the name of a part of a document beside its text."""
    match part:
        case "header":
            return word("import_page_header")
        case "footer":
            return word("import_page_footer")
        case "comments":
            return word("import_comment")
    return word("import_footnote")


def name_mark(mark: Mark, word: Word) -> str:
    """Return the name of a mark."""
    match mark:
        case "bold":
            return word("import_bold")
        case "italic":
            return word("import_italic")
        case "underline":
            return word("import_underline")
        case "strike":
            return word("import_strike")
        case "code":
            return word("import_code")
        case "link":
            return word("import_link")
    return word("import_image")


def shorten(text: str) -> str:
    """Return a text, or its beginning when it is long."""
    return text if len(text) <= MAX_EXCERPT else text[: MAX_EXCERPT - 1].rstrip() + "…"
