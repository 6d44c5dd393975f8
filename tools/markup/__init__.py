"""The HTML of ordinary writing, adapted as Python-Markdown makes it: see `extension`."""
