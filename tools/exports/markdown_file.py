"""A checklist as a Markdown task list, which notes, wikis and task boards read."""

from __future__ import annotations

import re
from pathlib import Path

from tools.exports.checklist_texts import ChecklistTexts
from tools.model.entities.checklist import Checklist, ItemField
from tools.model.publication import Publication

ITEM_FIELDS_SHOWN: tuple[ItemField, ...] = (
    "who",
    "when",
    "done_when",
)  # as the design's table says
SPECIAL_CHARACTERS = re.compile(r"([\\`*_{}\[\]<>#|~$&])")
# A sign that only means something at the beginning: a list, a quotation, a heading, a number.
LINE_START = re.compile(r"^(\s*)([-+=:])|^(\s*\d+)([.)])")
# An address would become a link; a colon as an entity keeps it text.
AUTOLINK = re.compile(r"(?i)\b(https?|ftp|mailto|www)([:.])")


def write_markdown(publication: Publication, checklist: Checklist, path: Path) -> None:
    """Write the list; the ids stand in a comment at the end, where readers do not see them."""
    texts = ChecklistTexts(publication, checklist)
    word = publication.language.word
    lines = [f"# {escape_markdown(checklist.title)}", "", escape_markdown(checklist.goal), ""]
    lines += [f"- {word_of}: {escape_markdown(value)}" for word_of, value in texts.facts]
    for block in checklist.blocks:
        lines += ["", f"## {escape_markdown(block.title)}", ""]
        for item in block.items:
            lines.append(f"- [ ] {escape_markdown(item.what)}")
            lines += [
                f"    - {word(field)}: {escape_markdown(texts.field_text(item, field))}"
                for field in ITEM_FIELDS_SHOWN
            ]
            lines += [f"    - {word('date')}:", f"    - {word('remark')}:"]
    ids = " ".join(item.id for item in checklist.items)
    address = texts.url
    foot = [escape_markdown(part) for part in texts.footer if part != address]
    foot += [f"<{address}>"] if address else []
    lines += ["", f"**{word('close')}:** {escape_markdown(checklist.close)}", "", "---", ""]
    lines += [" · ".join(foot), "", f"<!-- {checklist.id} {checklist.version}: {ids} -->"]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def escape_markdown(text: str) -> str:
    """Escape a line so that Markdown shows exactly this text."""
    text = SPECIAL_CHARACTERS.sub(r"\\\1", text)
    text = LINE_START.sub(lambda m: f"{m[1] or m[3] or ''}\\{m[2] or m[4]}", text)
    return AUTOLINK.sub(lambda m: f"{m[1]}\\{m[2]}", text)
