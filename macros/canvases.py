"""Macros that show canvases: the sheet of a page, and all of them."""

from macros.context import MacroContext
from tools.exports.canvas_files import list_formats
from tools.render.canvas_picture import draw_canvas, list_canvas_parts
from tools.render.canvas_texts import CanvasTexts


def page_canvas(context: MacroContext) -> str:
    """Render the canvas of this page, with its example and its files."""
    publication, canvas = context.publication, context.page.meta.canvas
    return context.render(
        "canvas",
        canvas=canvas,
        texts=CanvasTexts(publication, context.page, filled=True),
        formats=list_formats(canvas) if canvas else (),
        users=publication.find_canvas_users(canvas.id) if canvas else [],
    )


def canvases(context: MacroContext) -> str:
    """Render all canvases, each with a small picture, its parts and its files."""
    return context.render(
        "canvases",
        pages=context.publication.canvas_pages,
        draw_canvas=draw_canvas,
        list_canvas_parts=list_canvas_parts,
        list_formats=list_formats,
    )
