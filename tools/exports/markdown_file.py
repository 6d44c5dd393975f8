"""A checklist as a Markdown task list, which notes, wikis and task boards read."""

import re
from pathlib import Path

from tools.exports.checklist_texts import ChecklistTexts
from tools.model.entities.checklist import Checklist
from tools.model.publication import Publication

# What both families of readers (CommonMark, and Markdown as first described) take a backslash
# before, and what is a mark in one of them only, and is written as an entity for the other.
SPECIAL_CHARACTERS = re.compile(
    r"(?P<escaped>[\\`*_{}\[\]#])"
    r"|(?P<entity>&(?=#?[A-Za-z0-9]+;)|<(?=[A-Za-z/!?])|[~$^]|=(?==)|(?<==)=|:(?=[A-Za-z0-9_+-]+:))"
)
# Characters that only have a meaning at the beginning: of a list, a quotation, a box.
LINE_START = re.compile(
    r"^(?P<space>\s*)(?:(?P<escaped>[-+>]|!(?=!!))|(?P<entity>[=:|]|\?(?=\?\?)))"
    r"|^(?P<number>\s*\d+)(?P<delimiter>[.)])"
)
# An address would become a link; without its colon or point it stays text.
AUTOLINK = re.compile(r"(?i)\b(https?|ftp|mailto|www)([:.])")


def write_markdown(publication: Publication, checklist: Checklist, path: Path) -> None:
    """Write the checklist to `path`; its ids are in a comment at the end, invisible to readers."""
    texts = ChecklistTexts(publication, checklist)
    word = publication.language.word
    lines = [f"# {escape_markdown(checklist.title)}", ""]
    lines += [escape_markdown(checklist.goal), ""] if checklist.goal else []
    lines += [f"- {name}: {escape_markdown(value)}" for name, value in texts.facts]
    for block in checklist.blocks:
        title = publication.format_block_title(block)
        lines += ["", f"## {escape_markdown(title)}", ""] if title else [""]
        lines += [escape_markdown(block.intro), ""] if block.intro else []
        for item in block.items:
            lines.append(f"- [ ] {escape_markdown(item.what)}")
            for field in publication.get_fields("markdown"):
                if text := publication.format_field(item, field):
                    lines.append(f"    - {escape_markdown(field.label)}: {escape_markdown(text)}")
            blanks = publication.get_blanks("markdown").values()
            lines += [f"    - {escape_markdown(label)}:" for label in blanks]
    footer = [escape_markdown(part) for part in texts.footer if part != texts.url]
    if texts.url:
        footer.append(f"<{texts.url}>")
    item_ids = " ".join(item.id for item in checklist.items if item.id)
    version = publication.get_version(checklist).date
    if texts.see:
        lines += ["", escape_markdown(texts.see)]
    if checklist.close:
        lines += ["", f"**{word('close')}:** {escape_markdown(checklist.close)}"]
    lines += ["", "---", ""]
    lines += [" · ".join(footer), "", f"<!-- {checklist.id} {version}: {item_ids} -->"]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def escape_markdown(text: str) -> str:
    """Return a line of Markdown that shows exactly this text, in both families of readers."""
    text = SPECIAL_CHARACTERS.sub(escape_character, text)
    text = LINE_START.sub(
        lambda m: (
            f"{m['number']}\\{m['delimiter']}"
            if m["number"]
            else f"{m['space']}{escape_character(m)}"
        ),
        text,
    )
    return AUTOLINK.sub(lambda m: m[1] + (to_entity(":") if m[2] == ":" else r"\."), text)


def escape_character(match: re.Match[str]) -> str:
    """Return a character with a backslash before it, or as an entity."""
    return f"\\{match['escaped']}" if match["escaped"] else to_entity(match["entity"])


def to_entity(character: str) -> str:
    """Return the entity of a character, by its name where that is well known."""
    return {"&": "&amp;", "<": "&lt;"}.get(character, f"&#{ord(character)};")
