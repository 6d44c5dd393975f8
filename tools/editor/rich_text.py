"""Texts that the editor shows as in Word: those that it writes back as they were, byte for byte.

Sveltia's field for rich text reads Markdown and writes it anew. What survives that was tried on all
pages (`tests/editor/test_rich_text.py`); all else is edited as Markdown. `format.js` writes `*so*`
again for what the field writes as `_so_`.
"""

import re

# What the field writes otherwise, or takes for something else.
CHANGED = re.compile(
    r"""
    ^[ \t]+\S                           # indented: nested lists, boxes, code
    | ^(?:[|>:]|[*+]\ |\d+\)|!!!|\?\?\?|===|```|~~~|---|\*\*\*|\[\^|\*\[|\[[^\]]+\]:|\#\ )
    | [<\\\t]|&\w+;|[ ]{2,}|[ ]$          # HTML, escapes, breaks
    | (?<!\w)_|_(?!\w)|\*{3}|~~|==|\^|\+\+|~
    | (?<![*\w])\*(?=\S)[^*\n]*_[^*\n]*(?<=\S)\*(?!\w)  # a dash inside stressed words
    | \[[ xX]?\]                          # boxes to tick
    | !\[                                # pictures
    | \n{3}                               # more than one blank line
    """,
    re.MULTILINE | re.VERBOSE,
)
ITEM = re.compile(r"(?:- |(\d+)\. )\S")


def is_rich(body: str) -> bool:
    """Return whether a text survives the field for rich text."""
    text = body.strip()
    if CHANGED.search(text):
        return False
    was_list = False
    for block in text.split("\n\n"):
        lines = block.split("\n")
        items = [ITEM.match(line) for line in lines]
        is_list = items[0] is not None
        if is_list and was_list:
            return False  # one list, with blank lines between its items
        for number, item in enumerate(items, 1):
            if len(lines) > 1 and item is None:
                return False  # lines of one paragraph
            if item and item[1] != (items[0] and items[0][1] and str(number)):
                return False  # numbers that do not count from one, or two lists
        was_list = is_list
    return True
