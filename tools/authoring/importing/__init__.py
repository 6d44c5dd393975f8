"""Taking existing checklists in: from Word, Excel, CSV, Markdown and plain text into a page.

A reader of each format makes the same parts of its file; from these follow the blocks and items.
"""
