"""The text of a page for the engine: Python-Markdown reads in it what CommonMark reads in the page.

Each block is written again, with blank lines around it, four spaces for what is inside another
block, and code between fences. What stands inside a paragraph is written by `inline`. Each line
knows the line of the page that it comes from. What stands in code is written so that Jinja shows it
and does not run it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import partial

from markdown_it.token import Token

from tools.markup.heading_ids import ATTRIBUTES
from tools.markup.html_marks import split_html
from tools.markup.inline import escape_block_start, write_inline
from tools.markup.source import Node, Source, build_tree

INDENT = "    "
EMPTY_BLOCK = "\x05"  # a paragraph that the engine drops, where it needs something to stand
TEMPLATE_MARK = re.compile(r"\{\{|\{%|\{#|\}\}|%\}|#\}")
INFO_WORD = re.compile(r"[\w#.+-]+")
# What Python-Markdown knows of the first line of a block of code.
ENGINE_INFO = re.compile(
    r"(?:\{[ ]*[^{}\n]*\}|[\w#.+-]*(?:[ ]+\{[^{}\n]*\})?(?:[ ]+\w+=(?:\"[^\"\n]*\"|'[^'\n]*'))*)"
)
Line = tuple[str, int]  # a line for the engine, and the line of the page that it comes from


def normalise(
    source: Source, as_template: bool = True, aliases: Mapping[str, Iterable[str]] | None = None
) -> list[Line]:
    """Return the text of a page as lines for the engine, each with its line in the page (from 1).

    The lines are a Jinja template, in which calls stand as in the page; otherwise each call is a
    placeholder. `aliases`: by the id of a heading, other ids by which it can be found.
    """
    writer = NormalWriter(source, as_template, aliases or {})
    lines = writer.write_page(build_tree(source.tokens))
    return [(source.restore(line), number) for line, number in lines] if as_template else lines


def join_lines(lines: Iterable[Line]) -> str:
    """Return lines as one text."""
    return "\n".join([*(line for line, _ in lines), ""])


class NormalWriter:
    """Writes the blocks of a page for the engine."""

    def __init__(
        self, source: Source, as_template: bool, aliases: Mapping[str, Iterable[str]]
    ) -> None:
        """`as_template`: whether Jinja reads the text before the engine does."""
        self.source = source
        self.aliases = aliases
        self.as_template = as_template
        self.notes: list[Node] = []  # which are written at the end of the page
        self.write_text = partial(write_inline, write_code=self.write_shown)

    def write_page(self, root: Node) -> list[Line]:
        """Return the lines of a whole page."""
        lines = self.write_blocks(root.children)
        for note in self.notes:  # which holds no other, as that would have ended it
            lines += [("", note.line), *self.write_marked(f"[^{note.token.info}]: ", note)]
        return [*lines, *self.write_references()]

    def write_blocks(self, nodes: list[Node]) -> list[Line]:
        """Return the lines of blocks, with a blank line between two of them."""
        lines: list[Line] = []
        previous = ""
        for node in nodes:
            if node.kind == "footnote":
                self.notes.append(node)
                continue
            written = self.write_block(node)
            if not written:
                continue
            if lines:
                lines.append(("", node.line))
            if previous and must_separate(previous, node.kind):
                lines += [(EMPTY_BLOCK, node.line), ("", node.line)]
            lines += written
            previous = node.kind
        return lines

    def write_block(self, node: Node) -> list[Line]:
        """Return the lines of a block."""
        match node.kind:
            case "paragraph":
                return self.write_paragraph(node.inline)
            case "heading":
                return [(self.write_heading(node), node.line)]
            case "fence" | "code_block":
                return self.write_code(node)
            case "hr":
                return [("---", node.line)]
            case "blockquote":
                return [
                    (f"> {line}".rstrip(" "), n) for line, n in self.write_blocks(node.children)
                ]
            case "bullet_list" | "ordered_list":
                return self.write_list(node)
            case "table":
                return [*self.write_table(node)]
            case "box":
                return [(node.token.info, node.line), *indent(self.write_blocks(node.children))]
            case "html_block":
                return self.write_html(node)
            case "dl":
                return [*self.write_definitions(node)]
            case "abbreviation":
                return [(node.token.content, node.line)]
        return []  # the text of HTML on one line: see below

    def write_paragraph(self, inline: Token) -> list[Line]:
        """Return the lines of a paragraph."""
        first = (inline.map or [0])[0] + 1
        text = "\n".join(line.lstrip(" \t") for line in inline.content.split("\n"))
        lines = self.write_text(text).split("\n")
        written = [
            (escape_block_start(line.lstrip(" \t")), first + number)
            for number, line in enumerate(lines)
        ]
        return [line for line in written if line[0].strip()]

    def write_heading(self, node: Node) -> str:
        """Return a heading with its id, on one line."""
        text = " ".join(self.write_text(node.inline.content).split())
        attributes = ATTRIBUTES.search(text)
        label = text[: attributes.start()] if attributes else text
        names = attributes["list"].strip() if attributes else ""
        if node.token.meta.get("is_derived"):
            names = f"#{node.token.meta['id']} {names}".strip()
        label = label if label.strip() else EMPTY_BLOCK
        if label.endswith("#"):
            label = f"{label[:-1]}\\#"
        former = self.aliases.get(node.token.meta["id"], ())
        label = "".join(f'<a id="{id_}"></a>' for id_ in former) + label
        return f"{'#' * int(node.token.tag[1])} {label}" + (f" {{: {names} }}" if names else "")

    def write_code(self, node: Node) -> list[Line]:
        """Return code between fences."""
        token = node.token
        content = token.content
        if token.type == "code_block":
            content = strip_common_indent(content)
        longest = max((len(run) for run in re.findall(r"`{3,}", content)), default=2)
        fence = "`" * (longest + 1)
        first = node.line + (token.type == "fence")
        shown = self.write_shown(content).split("\n")
        lines = [(line, first + number) for number, line in enumerate(shown[:-1])]
        return [(fence + write_info(token.info), node.line), *lines, (fence, first + len(lines))]

    def write_shown(self, code: str) -> str:
        """Return code so that readers see it as it stands in the page."""
        code = self.source.restore_code(code)
        return escape_template(code) if self.as_template else code

    def write_html(self, node: Node) -> list[Line]:
        """Return HTML as marks for `ReadingExtension`: where elements begin and end, and the rest.

        The engine itself knows HTML with Markdown in it only outside lists, quotations and boxes.
        """
        content = node.token.content
        lines: list[Line] = []
        for mark, position in split_html(content, node.token.meta.get("is_inline", False)):
            line = node.line + content.count("\n", 0, position)
            lines += [("", line), (mark, line)] if lines else [(mark, line)]
        return lines

    def write_list(self, node: Node) -> list[Line]:
        """Return a list; items with a blank line in them have one around them."""
        lines: list[Line] = []
        number = int(node.token.attrs.get("start", 1))
        is_loose = any(
            child.kind == "paragraph" and not child.token.hidden
            for item in node.children
            for child in item.children
        )
        for count, item in enumerate(node.children):
            is_ordered = node.kind == "ordered_list"
            mark = f"{number + count}. ".ljust(4) if is_ordered else "-   "
            written = self.write_item(mark, item)
            had_blank = bool(lines) and any(not line for line, _ in lines)
            if lines and (is_loose or had_blank):
                lines.append(("", item.line))
            lines += written
        return lines

    def write_item(self, mark: str, item: Node) -> list[Line]:
        """Return an item behind its mark; lists directly below its text need no blank line."""
        children = item.children
        text: list[Line] = [(EMPTY_BLOCK, item.line)]
        if children and children[0].kind == "paragraph":
            text = self.write_paragraph(children[0].inline) or text
            is_tight, children = children[0].token.hidden, children[1:]
        else:
            is_tight = True
        rest = self.write_blocks(children)
        if rest and not (is_tight and children[0].kind in ("bullet_list", "ordered_list")):
            text = [*text, ("", rest[0][1])]
        (first, line), *more = [*text, *rest]
        return [(mark + first, line), *indent(more)]

    def write_table(self, node: Node) -> Iterator[Line]:
        """Yield the rows of a table."""
        for part in node.children:
            for row in part.children:
                cells = [
                    " ".join(self.write_text(cell.inline.content, in_table=True).split())
                    if cell.children
                    else ""
                    for cell in row.children
                ]
                yield f"| {' | '.join(cells)} |", row.line
                if part.kind == "thead":
                    marks = (write_alignment(cell.token) for cell in row.children)
                    yield f"| {' | '.join(marks)} |", row.line

    def write_definitions(self, node: Node) -> Iterator[Line]:
        """Yield the lines of a definition list."""
        previous = ""
        for child in node.children:
            if previous == "dd" and child.kind == "dt":
                yield "", child.line
            if child.kind == "dt":
                yield escape_block_start(self.write_text(child.inline.content)), child.line
            else:
                if child.token.meta.get("loose"):
                    yield "", child.line
                yield from self.write_marked(":   ", child)
            previous = child.kind

    def write_marked(self, mark: str, node: Node) -> list[Line]:
        """Return blocks of which the first begins behind a mark."""
        lines = self.write_blocks(node.children) or [(EMPTY_BLOCK, node.line)]
        if node.children and node.children[0].kind != "paragraph":
            lines = [(EMPTY_BLOCK, node.line), ("", node.line), *lines]
        (first, line), *more = lines
        return [(mark + first, line), *indent(more)]

    def write_references(self) -> Iterator[Line]:
        """Yield the definitions of links, at the end of the page."""
        references = self.source.env.get("references")
        if isinstance(references, dict) and references:
            for label, reference in references.items():
                title = " ".join(str(reference.get("title") or "").split()).replace('"', "&quot;")
                line = (reference.get("map") or [0])[0] + 1
                quoted = f' "{title}"' if title else ""
                yield "", line
                yield f"[{label.lower()}]: <{reference['href']}>{quoted}", line


def must_separate(first: str, second: str) -> bool:
    """Return whether the engine would join two blocks that follow each other."""
    lists = {"bullet_list", "ordered_list"}
    return (first in lists and second in lists) or first == second in ("blockquote", "dl")


def indent(lines: Iterable[Line]) -> list[Line]:
    """Return lines four spaces further; blank lines stay blank."""
    return [(INDENT + line if line else line, number) for line, number in lines]


def strip_common_indent(code: str) -> str:
    """Return indented code without the one to three spaces that all its lines begin with.

    Those are left where an author indents by four below a list, of which CommonMark asks less.
    """
    lines = [line for line in code.split("\n") if line.strip()]
    extra = min((len(line) - len(line.lstrip(" ")) for line in lines), default=0)
    if not 0 < extra < len(INDENT):
        return code
    return "\n".join(line[extra:] if line.strip() else line for line in code.split("\n"))


def write_info(info: str) -> str:
    """Return the first line of a block of code as the engine knows it: else only the language."""
    info = " ".join(info.split())
    if ENGINE_INFO.fullmatch(info):
        return info
    word = INFO_WORD.match(info)
    return word[0] if word else ""


def write_alignment(token: Token) -> str:
    """Return the mark below the head of a column."""
    style = str(token.attrs.get("style", ""))
    return {"left": ":---", "center": ":---:", "right": "---:"}.get(style.partition(":")[2], "---")


def escape_template(code: str) -> str:
    """Return code so that Jinja shows it."""
    return TEMPLATE_MARK.sub(lambda mark: f'{{{{ "{mark[0]}" }}}}', code)
