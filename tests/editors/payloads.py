"""What the copy buttons of a list are to put on the clipboard, written apart from the page.

Stands in for the page's own buttons as long as they are not there; goes when they are.
"""

from __future__ import annotations

from html import escape

from tests.editors.expected import TABLE, TASKS, WORD, task_list, words
from tools.model.checklist import Checklist
from tools.model.publication import Publication


def tasks(publication: Publication, checklist: Checklist) -> tuple[str, str]:
    """Give the list as tasks: every editor's own marks at once, and Markdown."""
    html, text = f"<h2>{escape(checklist.title)}</h2>", f"# {checklist.title}\n"
    for block in checklist.blocks:
        lines = [words(publication, item) for item in block.items]
        html += f"<h3>{escape(block.title)}</h3>" + task_list(lines)
        text += f"\n## {block.title}\n\n" + "".join(f"- [ ] {line}\n" for line in lines)
    return html, text


def paragraphs(publication: Publication, checklist: Checklist) -> tuple[str, str]:
    """Give the list as paragraphs that begin with a box and hang under it."""
    html, text = f"<h2>{escape(checklist.title)}</h2>", f"{checklist.title}\n"
    for block in checklist.blocks:
        lines = [words(publication, item) for item in block.items]
        html += f"<h3>{escape(block.title)}</h3>" + "".join(
            f'<p style="margin:0 0 4pt 18pt;text-indent:-18pt">☐&nbsp; {escape(line)}</p>'
            for line in lines
        )
        text += f"\n{block.title}\n" + "".join(f"☐ {line}\n" for line in lines)
    return html, text


def table(publication: Publication, checklist: Checklist) -> tuple[str, str]:
    """Give the list as one plain table, and its cells with tabs between them."""
    rows = [["Nr.", "Groep", "Wat", "Wie", "Wanneer", "Status"]]
    pairs = [(block, item) for block in checklist.blocks for item in block.items]
    for number, (block, item) in enumerate(pairs, 1):
        what, who, when = (publication.field_text(item, name) for name in ("what", "who", "when"))
        rows.append([str(number), block.title, what, who, when, "Open"])
    head, *body = ("".join(f"<td>{escape(cell)}</td>" for cell in row) for row in rows)
    html = f"<table><thead><tr>{head.replace('td>', 'th>')}</tr></thead><tbody>"
    html += "".join(f"<tr>{row}</tr>" for row in body) + "</tbody></table>"
    return html, "\n".join("\t".join(row) for row in rows)


PAYLOADS = {TASKS: tasks, WORD: paragraphs, TABLE: table}
