"""Markdown as authors mean it: CommonMark, with the blocks that MkDocs and Material add.

Those are boxes (`!!! note`, `??? tip`, and GitHub's `> [!NOTE]`), tabs (`=== "Title"`), footnotes,
definition lists and abbreviations. Each becomes tokens of its own, so that what stands inside is
read as Markdown too. `tools/markup/normalise.py` writes the same text for the engine.
"""

import re
from collections.abc import Callable

from markdown_it import MarkdownIt
from markdown_it.common.utils import normalizeReference
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.link import link
from markdown_it.token import Token

from tools.markup.html_tree import VOID_ELEMENTS
from tools.markup.spaced_targets import match_spaced_target

MAX_NESTING = 20  # of blocks in blocks: a list of five levels has ten
MAX_BODY_INDENT = 4  # of what belongs to a box, a note or a definition; authors may use less
MIN_BODY_INDENT = 2
BOX = re.compile(
    r"(?P<mark>!!!|\?\?\?\+?)[ \t]*(?P<names>[\w-]+(?:[ \t]+[\w-]+)*)?[ \t]*(?P<rest>.*)"
)
TAB = re.compile(r"===(?P<open>[!+]*)[ \t]+(?P<quote>[\"'])(?P<title>.*)(?P=quote)[ \t]*")
QUOTED = re.compile(r"[\"“”„](?P<title>.*)[\"“”]")
TASK_MARKS = {" ", "x", "X"}  # in a list: no text of a link
BOX_MODIFIERS = {"annotate", "end", "inline"}  # of Material, beside the name of a box
DEFAULT_BOX = "note"
FOOTNOTE = re.compile(r"\[\^(?P<label>[^\]\s]+)\]:[ \t]*")
FOOTNOTE_CALL = re.compile(r"\[\^(?P<label>[^\]\s]+)\]")
LOOSE_LABEL = re.compile(r"(?P<space>[ \n]?)\[(?P<label>[^\[\]]+)\]")
REFERENCE = re.compile(
    r"\[[^\[\]^][^\[\]]*\]:[ \t]*(?:<[^<>]*>|[^\s<>]+)"
    r"(?:[ \t]+(?:\"[^\"]*\"|'[^']*'|\([^()]*\)))?[ \t]*"
)
ABBREVIATION = re.compile(r"\*\[(?P<short>[^\]\n]+)\][ ]?:[ \t]*(?P<long>\S.*)")
DEFINITION = re.compile(r"[ ]{0,3}:[ \t]+(?=\S)")
OTHER_BLOCK = re.compile(r"[ ]{0,3}(?:[>#|]|```|~~~|[-+*][ \t]|\d+[.)][ \t]|=+[ \t]*$|-+[ \t]*$)")
# Elements that stand by themselves, as CommonMark and Python-Markdown both know them.
BLOCK_ELEMENTS = {
    *("address", "article", "aside", "blockquote", "caption", "dd", "details", "div", "dl", "dt"),
    *("figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header"),
    *("hr", "iframe", "li", "main", "nav", "ol", "p", "section", "summary", "table", "tbody"),
    *("td", "tfoot", "th", "thead", "tr", "ul"),
}
HTML_NAME = re.compile(
    r"<(?P<end>/?)(?P<name>[A-Za-z][A-Za-z0-9-]*)(?P<rest>(?:\"[^\"]*\"|'[^']*'|[^<>\"'])*)>"
)
HOLDS_MARKDOWN = re.compile(r"\smarkdown(?:=[\"']?(?:1|block|span)?[\"']?)?(?=[\s/]|$)")
MARKDOWN_LINE = re.compile(
    r"<(?P<name>[a-z]+)(?=[^<>]*\smarkdown\b)[^<>]*>(?P<text>.*)</(?P=name)>\s*", re.IGNORECASE
)
ALERT = re.compile(r"\[!(?P<name>\w+)\][+-]?(?P<title>[^\n]*)(?:\n|$)")
BLOCK_CHAIN = ["paragraph", "reference", "blockquote", "list"]


def create_parser(max_nesting: int = 3 * MAX_NESTING) -> MarkdownIt:
    """Return a parser of Markdown as authors mean it.

    It parses deeper than is allowed, so that too deep nesting is found, and makes a link of any
    address, which the rules judge.
    """
    parser = MarkdownIt("commonmark", {"maxNesting": max_nesting})
    parser.enable(["table", "strikethrough"])
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    block, inline, core = parser.block.ruler, parser.inline.ruler, parser.core.ruler
    block.before("code", "box", parse_box, {"alt": BLOCK_CHAIN})
    block.before("reference", "footnote", parse_footnote, {"alt": BLOCK_CHAIN})
    block.before("reference", "reference_below", is_reference, {"alt": ["paragraph"]})
    block.before("reference", "abbreviation", parse_abbreviation, {"alt": BLOCK_CHAIN})
    block.before("html_block", "element", parse_element, {"alt": BLOCK_CHAIN[:3]})
    block.before("lheading", "definitions", parse_definitions)
    inline.before("link", "footnote_call", parse_footnote_call)
    inline.before("link", "loose_link", parse_loose_link)
    inline.before("image", "spaced_image", parse_spaced_image)
    core.after("block", "alerts", convert_alerts)
    return parser


def get_line(state: StateBlock, number: int) -> str:
    """Return a line of the text without its indentation."""
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]


def parse_box(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Parse a box, a folded box or a tab: a line with a mark, and the indented lines below it."""
    if state.is_code_block(start):
        return False
    header = normalise_header(get_line(state, start))
    if header is None:
        return False
    if silent:
        return True
    first, indent = find_body(state, start + 1, end)
    last = find_body_end(state, first, end, indent) if indent else start + 1
    token = state.push("box_open", "div", 1)
    token.info, token.map, token.block = header, [start, last], True
    parse_body(state, start + 1, last, indent, "box")
    state.push("box_close", "div", -1)
    state.line = last
    return True


def normalise_header(line: str) -> str | None:
    """Return the first line of a box or tab as the engine reads it, or None if it is none.

    A title without quotes, or with curly ones, is taken for a title; a box with a title only is a
    note.
    """
    if tab := TAB.fullmatch(line):
        return f'==={tab["open"]} "{tab["title"].replace(chr(34), "&quot;")}"'
    box = BOX.fullmatch(line)
    if not box:
        return None
    first, *words = (box["names"] or "").split() or [""]
    quoted = QUOTED.fullmatch(box["rest"].strip())
    if not first:
        return build_header(box["mark"], [DEFAULT_BOX], quoted["title"]) if quoted else None
    if quoted:
        return build_header(box["mark"], [first, *words], quoted["title"])
    modifiers = [word for word in words if word in BOX_MODIFIERS]
    title = [word for word in words if word not in BOX_MODIFIERS] + box["rest"].split()
    if title:
        return build_header(box["mark"], [first, *modifiers], " ".join(title))
    return " ".join([box["mark"], first, *modifiers])


def build_header(mark: str, names: list[str], title: str) -> str:
    """Return the first line of a box with a title."""
    title = title.replace('"', "&quot;")
    return " ".join([mark, *names, f'"{title}"'])


def find_body(state: StateBlock, first: int, end: int) -> tuple[int, int]:
    """Return the first line of the indented lines from `first` on, and their indentation or 0."""
    line = first
    while line < end and state.isEmpty(line):
        line += 1
    indent = state.sCount[line] - state.blkIndent if line < end else 0
    return line, min(indent, MAX_BODY_INDENT) if indent >= MIN_BODY_INDENT else 0


def find_body_end(state: StateBlock, line: int, end: int, indent: int) -> int:
    """Return the number of the line below the indented lines that begin at `line`."""
    last = line
    while line < end:
        if not state.isEmpty(line):
            if state.sCount[line] - state.blkIndent < indent:
                break
            last = line + 1
        line += 1
    return last


def parse_body(state: StateBlock, start: int, end: int, indent: int, parent: str) -> None:
    """Parse the lines from `start` to `end` as blocks, indented by `indent` more than those around.

    The state is as before when this returns, except for its tokens.
    """
    saved = state.blkIndent, state.parentType, state.lineMax, state.tight
    state.blkIndent += indent
    state.parentType = parent
    state.lineMax = end
    state.md.block.tokenize(state, start, end)
    state.blkIndent, state.parentType, state.lineMax, state.tight = saved


def parse_marked_body(
    state: StateBlock, start: int, end: int, mark_length: int, parent: str
) -> None:
    """Parse blocks of which the first begins on line `start`, behind a mark; sets `state.line`."""
    _, indent = find_body(state, start + 1, end)
    indent = indent or MAX_BODY_INDENT
    saved = state.bMarks[start], state.tShift[start], state.sCount[start]
    mark_end = state.bMarks[start] + state.tShift[start] + mark_length
    state.bMarks[start], state.tShift[start] = mark_end, 0
    state.sCount[start] = state.blkIndent + indent
    last, before = find_body_end(state, start, end, indent), start
    while last > before:
        before = last
        lazy = extend_lazily(state, last, end)
        last = find_body_end(state, lazy, end, indent) if lazy > last else last
    parse_body(state, start, last, indent, parent)
    state.bMarks[start], state.tShift[start], state.sCount[start] = saved
    state.line = max(last, start + 1)


def extend_lazily(state: StateBlock, last: int, end: int) -> int:
    """Return the line below a paragraph that goes on without indentation after line `last`."""
    rules: list[Callable[..., bool]] = state.md.block.ruler.getRules("paragraph")
    while last < end and not state.isEmpty(last) and not state.isEmpty(last - 1):
        if DEFINITION.match(get_line(state, last)) or any(
            rule(state, last, end, True) for rule in rules
        ):
            break
        last += 1
    return last


def parse_footnote(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Parse the text of a footnote: `[^1]: text`, with more text indented below it."""
    if state.is_code_block(start):
        return False
    mark = FOOTNOTE.match(get_line(state, start))
    if not mark:
        return False
    if silent:
        return True
    token = state.push("footnote_open", "div", 1)
    token.info, token.block = mark["label"], True
    state.env.setdefault("footnotes", set()).add(mark["label"])
    parse_marked_body(state, start, end, mark.end(), "footnote")
    token.map = [start, state.line]
    state.push("footnote_close", "div", -1)
    return True


def parse_footnote_call(state: StateInline, silent: bool) -> bool:
    """Parse the call of a footnote: `[^1]`, whose text stands elsewhere on the page."""
    call = FOOTNOTE_CALL.match(state.src, state.pos, state.posMax)
    if not call or call["label"] not in state.env.get("footnotes", ()):
        return False
    if not silent:
        state.push("footnote_call", "sup", 0).info = call["label"]
    state.pos = call.end()
    return True


def parse_loose_link(state: StateInline, silent: bool) -> bool:
    """Parse the links that Python-Markdown knows and CommonMark does not.

    Those have spaces in the name of a file (`[text](my file.md)`), a space or a line break before
    the name of their address (`[text] [name]`), or a footnote directly behind them (`[name][^1]`).
    """
    if state.src[state.pos] != "[" or state.linkLevel or state.src.find("]", state.pos) < 0:
        return False
    end = state.md.helpers.parseLinkLabel(state, state.pos)
    if end < 0:
        return False
    if spaced := match_spaced_target(state.src, end + 1):
        return push_link(state, spaced.address, end, spaced.end, silent)
    if state.src[state.pos + 1 : end] in TASK_MARKS:
        return False
    references = state.env.get("references", {})
    following = LOOSE_LABEL.match(state.src, end + 1, state.posMax)
    if following is None:
        return False
    label = following["label"]
    if label.startswith("^") and label[1:] in state.env.get("footnotes", ()):
        return parse_until(state, end + 1, silent)
    reference = references.get(normalizeReference(label))
    is_known = normalizeReference(state.src[state.pos + 1 : end]) in references
    if reference is None or is_known or not following["space"]:
        return False
    return push_link(state, reference["href"], end, following.end(), silent)


def parse_spaced_image(state: StateInline, silent: bool) -> bool:
    """Parse a picture with spaces in the name of its file."""
    start = state.pos + 2
    if not state.src.startswith("![", state.pos):
        return False
    end = state.md.helpers.parseLinkLabel(state, state.pos + 1)
    spaced = match_spaced_target(state.src, end + 1) if end >= 0 else None
    if spaced is None:
        return False
    if not silent:
        content = state.src[start:end]
        token = state.push("image", "img", 0)
        token.attrs = {"src": spaced.address, "alt": ""}
        token.content, token.children = content, []
        state.md.inline.parse(content, state.md, state.env, token.children)
        if spaced.title:
            token.attrSet("title", spaced.title)
    state.pos = spaced.end
    return True


def push_link(state: StateInline, target: str, label_end: int, end: int, silent: bool) -> bool:
    """Add the tokens of a link, whose text ends at `label_end` and which itself ends at `end`."""
    if not silent:
        maximum = state.posMax
        opening = state.push("link_open", "a", 1)
        opening.attrs = {"href": target}
        state.pos, state.posMax = state.pos + 1, label_end
        state.linkLevel += 1
        state.md.inline.tokenize(state)
        state.linkLevel -= 1
        state.push("link_close", "a", -1)
        state.posMax = maximum
    state.pos = end
    return True


def parse_until(state: StateInline, end: int, silent: bool) -> bool:
    """Parse a link that ends before a position."""
    maximum, state.posMax = state.posMax, end
    found = link(state, silent)
    state.posMax = maximum
    return found


def is_reference(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Return whether the address of a link ends the paragraph above it; parses nothing itself."""
    return silent and REFERENCE.fullmatch(get_line(state, start)) is not None


def parse_abbreviation(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Parse what an abbreviation stands for: `*[HR]: human resources`, on a line of its own."""
    line = get_line(state, start)
    abbreviation = ABBREVIATION.fullmatch(line)
    if state.is_code_block(start) or not abbreviation:
        return False
    if not silent:
        token = state.push("abbreviation", "abbr", 0)
        token.content, token.map, token.block = line, [start, start + 1], True
        token.info = abbreviation["short"]
        state.line = start + 1
    return True


def parse_definitions(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Parse a definition list: terms on lines of their own, and `:   text` below them."""
    terms_end = start
    while terms_end < end and not state.isEmpty(terms_end) and not is_definition(state, terms_end):
        if state.sCount[terms_end] < state.blkIndent or OTHER_BLOCK.match(
            get_line(state, terms_end)
        ):
            return False
        terms_end += 1
    line = terms_end
    while line < end and state.isEmpty(line):
        line += 1
    if terms_end == start or line >= end or line > terms_end + 1 or not is_definition(state, line):
        return False
    if silent:
        return True
    opening = state.push("dl_open", "dl", 1)
    opening.block = True
    for number in range(start, terms_end):
        push_term(state, number)
    while line < end and is_definition(state, line):
        mark = DEFINITION.match(get_line(state, line))
        token = state.push("dd_open", "dd", 1)
        token.block, token.map = True, [line, line + 1]
        token.meta = {"loose": state.isEmpty(line - 1)}
        parse_marked_body(state, line, end, mark.end() if mark else 0, "dd")
        state.push("dd_close", "dd", -1)
        line = state.line
        while line < end and state.isEmpty(line):
            line += 1
    opening.map = [start, state.line]
    state.push("dl_close", "dl", -1)
    return True


def is_definition(state: StateBlock, line: int) -> bool:
    """Return whether a line begins a definition."""
    indent = state.sCount[line] - state.blkIndent
    return 0 <= indent < 4 and bool(DEFINITION.match(get_line(state, line)))


def push_term(state: StateBlock, number: int) -> None:
    """Add the tokens of a term, which is a line by itself."""
    lines = [number, number + 1]
    state.push("dt_open", "dt", 1).map = lines
    token = state.push("inline", "", 0)
    token.map, token.content, token.children = lines, get_line(state, number).strip(), []
    state.push("dt_close", "dt", -1)


def parse_element(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Parse HTML up to the end of its first element, or a blank line in it.

    An opening tag that says `markdown` and stands alone on its line is a block by itself: what
    follows is Markdown. So is a closing tag.
    """
    line = get_line(state, start)
    tag = HTML_NAME.match(line)
    if state.is_code_block(start) or not tag or tag["name"].lower() not in BLOCK_ELEMENTS:
        return False
    is_alone = not line[tag.end() :].strip()
    if tag["end"] and not is_alone:
        return False
    inner = MARKDOWN_LINE.fullmatch(line)
    last = start + 1
    open_names = update_open([], line)
    while not (is_alone and HOLDS_MARKDOWN.search(tag["rest"])) and open_names:
        if last >= end or state.isEmpty(last) or state.sCount[last] < state.blkIndent:
            break
        open_names = update_open(open_names, get_line(state, last))
        last += 1
    if not silent:
        token = state.push("html_block", "", 0)
        token.map, token.block = [start, last], True
        token.content = state.getLines(start, last, state.blkIndent, True)
        token.meta = {"open": open_names}
        if inner:
            text = state.push("inline", "", 0)
            text.content, text.map, text.children = inner["text"], [start, last], []
            token.meta["is_inline"] = True
        state.line = last
    return True


def update_open(open_names: list[str], text: str) -> list[str]:
    """Return the names of the elements that are open at the end of HTML, from outside in.

    `open_names`: those that are open at its beginning.
    """
    names = list(open_names)
    for tag in HTML_NAME.finditer(text):
        name = tag["name"].lower()
        if tag["end"]:
            if name in names:
                del names[len(names) - 1 - names[::-1].index(name) :]
        elif name not in VOID_ELEMENTS and not tag["rest"].endswith("/"):
            names.append(name)
    return names


def convert_alerts(state: StateCore) -> None:
    """Make a box of each quotation that begins with GitHub's `[!NOTE]`."""
    openings: list[Token] = []
    is_box: list[bool] = []
    tokens = state.tokens
    for number, token in enumerate(tokens):
        if token.type == "blockquote_open":
            inline = tokens[number + 2] if tokens[number + 1].type == "paragraph_open" else None
            alert = ALERT.match(inline.content) if inline else None
            openings.append(token)
            is_box.append(alert is not None)
            if alert and inline:
                name, title = alert["name"].lower(), alert["title"].strip()
                token.info = build_header("!!!", [name], title) if title else f"!!! {name}"
                token.type = "box_open"
                inline.content = inline.content[alert.end() :]
                inline.map = inline.map and [inline.map[0] + 1, inline.map[1]]
                tokens[number + 1].map = inline.map
        elif token.type == "blockquote_close":
            openings.pop()
            if is_box.pop():
                token.type = "box_close"
