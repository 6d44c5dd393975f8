"""Write files."""

from pathlib import Path


def write_file(path: Path, text: str) -> Path:
    """Write a text file in UTF-8, and the folders that it needs; return its path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path
