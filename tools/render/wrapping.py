"""Text measured and broken into lines, where a file has no layout engine of its own."""

from pathlib import Path

from PIL import ImageFont


def load_font(path: Path, size: int) -> ImageFont.FreeTypeFont:
    """Return a font with the basic layout engine, which is the same everywhere."""
    return ImageFont.truetype(str(path), size, layout_engine=ImageFont.Layout.BASIC)


def wrap_words(title: str, font: ImageFont.FreeTypeFont, width: float) -> list[str]:
    """Return the lines of a title, broken where its words no longer fit in `width` pixels."""
    lines: list[str] = []
    for word in title.split():
        if lines and font.getlength(f"{lines[-1]} {word}") <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines
