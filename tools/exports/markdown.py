"""A checklist as a Markdown task list, which notes, wikis and task boards read."""

from __future__ import annotations

import re
from pathlib import Path

from tools.exports.texts import Texts
from tools.model.checklist import Checklist, ItemField
from tools.model.publication import Publication

FIELDS: tuple[ItemField, ...] = ("who", "when", "done_when")  # as the design's table says
SIGNS = re.compile(r"([\\`*_{}\[\]<>#|~$&])")
# A sign that only means something at the beginning: a list, a quotation, a heading, a number.
OPENING = re.compile(r"^(\s*)([-+=:])|^(\s*\d+)([.)])")
# An address would become a link; a colon as an entity keeps it text.
LINK = re.compile(r"(?i)\b(https?|ftp|mailto|www)([:.])")


def write_markdown(publication: Publication, checklist: Checklist, path: Path) -> None:
    """Write the list; the ids stand in a comment at the end, where readers do not see them."""
    texts = Texts(publication, checklist)
    word = publication.language.word
    lines = [f"# {escaped(checklist.title)}", "", escaped(checklist.goal), ""]
    lines += [f"- {word_of}: {escaped(value)}" for word_of, value in texts.facts]
    for block in checklist.blocks:
        lines += ["", f"## {escaped(block.title)}", ""]
        for item in block.items:
            lines.append(f"- [ ] {escaped(item.what)}")
            lines += [
                f"    - {word(field)}: {escaped(texts.field(item, field))}" for field in FIELDS
            ]
            lines += [f"    - {word('date')}:", f"    - {word('remark')}:"]
    ids = " ".join(item.id for item in checklist.items)
    address = texts.address
    foot = [escaped(part) for part in texts.foot if part != address]
    foot += [f"<{address}>"] if address else []
    lines += ["", f"**{word('close')}:** {escaped(checklist.close)}", "", "---", ""]
    lines += [" · ".join(foot), "", f"<!-- {checklist.id} {checklist.version}: {ids} -->"]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def escaped(text: str) -> str:
    """Escape a line so that Markdown shows exactly this text."""
    text = SIGNS.sub(r"\\\1", text)
    text = OPENING.sub(lambda m: f"{m[1] or m[3] or ''}\\{m[2] or m[4]}", text)
    return LINK.sub(lambda m: f"{m[1]}\\{m[2]}", text)
