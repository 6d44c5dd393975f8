"""The macros that pages can call, and how: `macros/` registers them, the rules judge their calls.

No macro may have the name of a front matter field: in a page that field would shadow it.
"""

# Name → the minimum and maximum number of arguments, all of them text.
MACRO_ARGUMENT_COUNTS = {
    "accountability": (0, 0),
    "canvases": (0, 0),
    "cards": (1, 1),
    "changes": (0, 0),
    "chart": (1, 1),
    "checked": (1, 1),
    "checklists": (0, 0),
    "cite": (1, 2),
    "contact": (0, 0),
    "drawing": (1, 1),
    "glossary": (0, 0),
    "page_canvas": (0, 0),
    "page_checklist": (0, 0),
    "page_composer": (0, 0),
    "page_embed": (0, 0),
    "page_related": (0, 0),
    "page_scan": (0, 0),
    "page_sources": (0, 0),
    "page_stories": (0, 0),
    "page_tasks": (0, 0),
    "page_workform": (0, 0),
    "publisher": (0, 0),
    "questions": (0, 0),
    "ref": (1, 2),
    "sources": (0, 0),
    "stories": (0, 0),
    "story_note": (0, 0),
    "term": (1, 2),
    "tested": (0, 0),
}

# Macros that stand within a sentence; each other one stands alone, as a block.
TEXT_MACROS = ("cite", "ref", "term")

# Part of the front matter → the macro that shows it.
FIELD_MACROS = {
    "canvas": "page_canvas",
    "checklist": "page_checklist",
    "role": "page_tasks",
    "scan": "page_scan",
    "story": "story_note",
    "workform": "page_workform",
}

# Macros that show a figure, by its name or id.
FIGURE_MACROS = ("chart", "drawing")
