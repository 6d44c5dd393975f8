"""The inside of a paragraph, written so that Python-Markdown reads what CommonMark reads.

The differences: a backslash at the end of a line, which characters a backslash escapes, addresses
in angle brackets, titles of links in brackets, and characters that only look like HTML.
"""

import html
import re
from collections.abc import Callable

from markdown_it.common.html_re import HTML_TAG_RE

from tools.markup.spaced_targets import match_spaced_target

ENGINE_ESCAPES = set("\\`*_{}[]()>#+-.!")  # what Python-Markdown lets a backslash escape
PUNCTUATION = set("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
AUTOLINK = re.compile(r"<(?P<url>[A-Za-z][A-Za-z0-9.+-]{1,31}:[^\x00-\x20<>]*)>")
ENGINE_AUTOLINK = re.compile(r"<(?:https?|ftp)://", re.IGNORECASE)
MAIL = re.compile(r"<[^\s<>@/]+@[^\s<>@]+>")
TAG = HTML_TAG_RE
TITLE_IN_BRACKETS = re.compile(
    r"\]\((?P<target>\s*(?:<[^<>\n]*>|[^\s()<>]+))(?P<space>\s+)\((?P<title>[^()\n]*)\)\s*\)"
)
QUOTED_TARGET = re.compile(r"\]\(\s*[^\s()<>']+'[^\s()<>]*(?=[\s)])")  # its apostrophe is no quote
BRACKETED_TARGET = re.compile(r"\]\([ \t]*<[^<>\n]+>(?=[ \t]*(?:[\"')]))")
CODE = re.compile(r"(?<!`)(?P<fence>`+)(?!`)(?P<text>.+?)(?<!`)(?P=fence)(?!`)", re.DOTALL)
# What the engine would take for the beginning of a block, in any line of a paragraph.
BLOCK_START = re.compile(
    r"(?P<mark>#{1,6}|[-+*](?=[ \t])|\d+(?=[.)][ \t])|:(?=[ \t])"
    r"|[-*_](?=[-*_ \t]*$)|=(?==*[ \t]*$))"
)


def write_inline(text: str, write_code: Callable[[str], str], in_table: bool = False) -> str:
    """Return the text of a paragraph, a heading or a cell for the engine, with as many lines.

    `write_code` returns what stands between backticks as the engine must get it.
    """
    result: list[str] = []
    position = 0
    while position < len(text):
        character = text[position]
        reader = READERS.get(character)
        found = reader(text, position, write_code) if reader else None
        if found is None:
            result.append(r"\|" if in_table and character == "|" else character)
            position += 1
        else:
            written, position = found
            result.append(written)
    return "".join(result)


Found = tuple[str, int] | None  # what is written, and the position behind what was read


def read_escape(text: str, position: int, _: Callable[[str], str]) -> Found:
    """Read a backslash: before the end of a line, a break; before a character, that character."""
    following = text[position + 1 : position + 2]
    if following == "\n":
        return "  \n", position + 2
    if following in ENGINE_ESCAPES and following:
        return text[position : position + 2], position + 2
    if following in PUNCTUATION and following:
        return f"&#{ord(following)};", position + 2
    return ("\\\\", position + 1) if not following else None


def read_code(text: str, position: int, write_code: Callable[[str], str]) -> Found:
    """Read code between backticks."""
    code = CODE.match(text, position)
    if code:
        return f"{code['fence']}{write_code(code['text'])}{code['fence']}", code.end()
    end = position
    while text[end : end + 1] == "`":
        end += 1
    return text[position:end], end


def read_angle_bracket(text: str, position: int, _: Callable[[str], str]) -> Found:
    """Read an address, a tag, or a character that is none of these."""
    if mail := MAIL.match(text, position):
        return mail[0], mail.end()
    if address := AUTOLINK.match(text, position):
        if ENGINE_AUTOLINK.match(text, position):
            return address[0], address.end()
        url = html.escape(address["url"])
        return f"[{url}]({url})", address.end()
    if tag := TAG.match(text[position:]):
        return tag[0], position + tag.end()
    return "&lt;", position + 1


def read_link_end(text: str, position: int, _: Callable[[str], str]) -> Found:
    """Read the address of a link; a title in brackets gets quotation marks.

    Spaces are encoded, and apostrophes, which the engine would take for the beginning of a title.
    """
    if bracketed := BRACKETED_TARGET.match(text, position):
        return bracketed[0], bracketed.end()
    if spaced := match_spaced_target(text, position + 1):
        title = spaced.title.replace('"', "&quot;")
        return f"]({spaced.address}" + (f' "{title}")' if title else ")"), spaced.end
    if quoted := QUOTED_TARGET.match(text, position):
        return quoted[0].replace("'", "%27"), quoted.end()
    link = TITLE_IN_BRACKETS.match(text, position)
    if not link:
        return None
    title = link["title"].replace('"', "&quot;")
    return f']({link["target"]}{link["space"]}"{title}")', link.end()


READERS: dict[str, Callable[[str, int, Callable[[str], str]], Found]] = {
    "\\": read_escape,
    "`": read_code,
    "<": read_angle_bracket,
    "]": read_link_end,
}


def escape_block_start(line: str) -> str:
    """Return a line of a paragraph that the engine cannot take for the beginning of a block."""
    mark = BLOCK_START.match(line)
    if not mark:
        return line
    text, rest = mark["mark"], line[mark.end() :]
    if text.isdigit():
        return f"{text}\\{rest}"
    return f"&#{ord(text)};{rest}" if text in ":=" else f"\\{text}{rest}"
