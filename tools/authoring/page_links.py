"""Links and references in the text of a page, changed where they stand.

Code, comments and other calls of macros are no links, and stay as they are.
"""

import posixpath
import re
from collections.abc import Callable
from urllib.parse import unquote, urlsplit

INLINE_TARGET = re.compile(r"(?<=\]\()\s*<?(?P<target>[^\s()<>]+)(?=[\s)>])")
DEFINED_TARGET = re.compile(r"^ {0,3}\[[^\]\n]+\]:\s*<?(?P<target>[^\s<>]+)", re.MULTILINE)
REFERENCE = re.compile(r"""\bref\(\s*(?P<quote>["'])(?P<target>[^"'\n]*)(?P=quote)""")
NO_LINKS = re.compile(
    r"^(?P<fence>`{3,}|~{3,}).*?^(?P=fence)[`~]*[ ]*$|(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`)"
    r"|\{#.*?#\}|\{\{.*?\}\}",
    re.DOTALL | re.MULTILINE,
)
CALL = re.compile(r"\{\{.*?\}\}", re.DOTALL)
Change = Callable[[str], str | None]  # of a target; None keeps it


def change_links(text: str, change: Change) -> str:
    """Return a text in which the targets of Markdown links and images have changed."""
    hidden = NO_LINKS.sub(lambda found: re.sub(r"[^\n]", "\0", found[0]), text)
    for pattern in (INLINE_TARGET, DEFINED_TARGET):
        text = change_targets(text, hidden, pattern, change)
        hidden = NO_LINKS.sub(lambda found: re.sub(r"[^\n]", "\0", found[0]), text)
    return text


def change_references(text: str, change: Change) -> str:
    """Return a text in which the targets of `ref()` have changed: ids of pages and headings."""
    return CALL.sub(lambda call: change_targets(call[0], call[0], REFERENCE, change), text)


def change_targets(text: str, searched: str, pattern: re.Pattern[str], change: Change) -> str:
    """Return a text with the targets changed that a pattern finds in `searched`, as long as it."""
    parts, end = [], 0
    for found in pattern.finditer(searched):
        new = change(text[found.start("target") : found.end("target")])
        if new is not None:
            parts += [text[end : found.start("target")], new]
            end = found.end("target")
    return "".join([*parts, text[end:]])


def resolve_link(source: str, target: str) -> tuple[str, str] | None:
    """Return the path of a link's target below `docs/`, and what follows it (`#heading`).

    `source` is the path of the page with the link. None for a link to elsewhere or within the page.
    """
    try:
        parts = urlsplit(target)
    except ValueError:  # an invalid IPv6 address
        return None
    if parts.scheme or parts.netloc or not parts.path or parts.path.startswith("/"):
        return None
    path = posixpath.join(posixpath.dirname(source), unquote(parts.path))
    return posixpath.normpath(path), target[len(parts.path) :]


def make_link(source: str, path: str) -> str:
    """Return the relative link from a page to a path, both below `docs/`."""
    return posixpath.relpath(path, posixpath.dirname(source) or ".")
