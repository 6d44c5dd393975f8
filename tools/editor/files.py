"""The files that the browser editor reads, writes and removes, and no others.

A file is written only when it still is as the editor read it. What the editor cannot know stays:
line ends, and what stands before the first and behind the last character of the text.
"""

import base64
import hashlib
import re
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote

from tools.authoring.editor_files import DATA_FILE_MODELS
from tools.editor.forms import MADE_FILES, PICTURE_FOLDER
from tools.errors import BuildError
from tools.model.project import DATA_FOLDER, ParsedProject

TEXT_SUFFIXES = (".md", ".yml")
PICTURE_SUFFIXES = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".svg")
MAX_BYTES = 20_000_000
CRLF = "\r\n"
HINT = re.compile(r"[ \t]*(?<!\S)#[ \t]*hint:.*")  # to whoever writes a page
EDGES = re.compile(r"\A([\s\ufeff]*)(.*?)(\s*)\Z", re.DOTALL)


class RefusedError(BuildError):
    """A file is not written; the text says why, in words."""


def list_files(project: ParsedProject) -> list[Path]:
    """Return the files that the editor shows: pages, data files and pictures, from the root."""
    docs = project.docs_folder
    data = [docs / DATA_FOLDER / f"{name}.yml" for name in DATA_FILE_MODELS
            if name not in MADE_FILES]  # fmt: skip
    pages = [docs / page.source_path for page in project.pages]
    pictures = [path for path in sorted((docs / PICTURE_FOLDER).glob("*")) if is_picture(path)]
    return [path.relative_to(project.root) for path in [*pages, *data, *pictures] if path.is_file()]


def is_picture(path: Path | PurePosixPath) -> bool:
    """Return whether a path has the name of a picture."""
    return path.suffix.lower() in PICTURE_SUFFIXES and not path.name.startswith(".")


def read_files(project: ParsedProject) -> dict[str, dict[str, Any]]:
    """Return the content of all files, each with its digest: a text, or base64."""
    files = {}
    for path in list_files(project):
        content = (project.root / path).read_bytes()
        with suppress(UnicodeDecodeError):  # which the rules report
            body = (
                {"base64": base64.b64encode(content).decode()}
                if is_picture(path)
                else {"text": content.decode("utf-8")}
            )
            files[path.as_posix()] = {**body, "digest": digest(content)}
    return files


def digest(content: bytes) -> str:
    """Return the digest by which a state of a file is known."""
    return hashlib.sha256(content).hexdigest()


def save_file(project: ParsedProject, name: str, content: bytes, known: str) -> str:
    """Write a file that was read with the digest `known` (empty: there was none).

    Returns its new digest. Raises RefusedError when the file is none of the editor's, or is no
    longer as it was read.
    """
    word = project.language.word
    path = PurePosixPath(name)
    docs = project.docs_folder.relative_to(project.root).as_posix()
    is_new_picture = path.parent == PurePosixPath(docs, PICTURE_FOLDER) and is_picture(path)
    if not is_new_picture and Path(name) not in list_files(project):
        raise RefusedError(word("editor_no_file").format(file=name))
    target = project.root / name
    if not target.resolve().is_relative_to(project.docs_folder.resolve()):
        raise RefusedError(word("editor_no_file").format(file=name))
    current = target.read_bytes() if target.is_file() else None
    if ("" if current is None else digest(current)) != known:
        raise RefusedError(word("editor_changed").format(file=name))
    if current is not None and not is_picture(path):
        old = current.decode("utf-8")
        content = keep_edges(old, drop_hints(old, content.decode("utf-8"))).encode()
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".{target.name}.part")
    part.write_bytes(content)
    part.replace(target)
    return digest(content)


def remove_picture(project: ParsedProject, name: str, known: str) -> None:
    """Remove a picture that was read with the digest `known`.

    Raises RefusedError when it is none of the editor's, changed, or stands in a page or data file.
    """
    word = project.language.word
    path = project.root / name
    if Path(name) not in list_files(project) or not is_picture(path):
        raise RefusedError(word("editor_no_file").format(file=name))
    if digest(path.read_bytes()) != known:
        raise RefusedError(word("editor_changed").format(file=name))
    for file in sorted(project.docs_folder.rglob("*")):
        if file.suffix in TEXT_SUFFIXES and path.name in unquote(file.read_text(encoding="utf-8")):
            user = file.relative_to(project.root).as_posix()
            raise RefusedError(word("editor_picture_used").format(file=name, user=user))
    path.unlink()


def drop_hints(old: str, new: str) -> str:
    """Return a new text without the hints to values that differ from those in the old one.

    A hint stands behind its value, or on the line before it.
    """
    known, lines = set(old.splitlines()), new.splitlines(keepends=True)
    kept = []
    for line, after in zip(lines, [*lines[1:], ""], strict=True):
        if not (HINT.fullmatch(line.rstrip()) and after.rstrip("\r\n") not in known):
            is_new = line.rstrip("\r\n") not in known
            kept.append(HINT.sub("", line) if is_new else line)
    return "".join(kept)


def keep_edges(old: str, new: str) -> str:
    """Return a new text with the line ends of the old one, and with what was around it."""
    edges = EDGES.fullmatch(old)
    before, after = (edges[1], edges[3]) if edges else ("", "\n")
    words = new.strip().replace(CRLF, "\n")
    return before + (words.replace("\n", CRLF) if CRLF in old else words) + after
