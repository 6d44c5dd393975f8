"""One file of the styles of a page, and one of its scripts, so that a first view asks for little.

In `overrides/` they stand apart, to be read, and `make serve` shows them so. Pages that need the
same files share what is made of them. Its name tells what it holds: no browser keeps an old one.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

CHARSET = '@charset "UTF-8";'
# What a style names beside itself; an address of data, of a host or of the page stays.
BESIDE = re.compile(r"""url\((["']?)(?![a-z]+:|[/#])([^"')]+)\1\)""")
NAMED = re.compile(r"[\w.-]+\.(?:css|js)\b")


@dataclass(frozen=True)
class Kind:
    """What is joined: how a page names one, where the whole goes, and how a file is put into it."""

    pattern: re.Pattern[str]  # its group is the address
    folder: str
    suffix: str
    text: Callable[[Path, Path], str]  # the text of a file, for a folder
    place: int  # the whole stands where the first (0) or the last (-1) stood
    begin: str = ""
    at_home: bool = False  # only what stands in the folder already


@dataclass
class Joining:
    """A staged site whose files are being joined; `base` is the path of the site on its host."""

    site: Path
    base: str
    wholes: dict[tuple[Path, ...], str] = field(default_factory=dict)  # and the path of the whole

    def found(self, page: Path, address: str) -> Path | None:
        """Give the file that a page means by an address, if it stands in the stage."""
        if address.startswith("/"):
            path = self.site / address.removeprefix(self.base).lstrip("/")
        else:
            path = Path(os.path.normpath(page.parent / address))
        return path if path.is_file() and path.is_relative_to(self.site) else None

    def whole(self, kind: Kind, paths: tuple[Path, ...]) -> str:
        """Give the path, in the site, of the file that holds all of these."""
        if paths not in self.wholes:
            folder = self.site / kind.folder
            text = kind.begin + "".join(kind.text(path, folder) for path in paths)
            digest = hashlib.sha256(text.encode()).hexdigest()[:10]
            self.wholes[paths] = f"{kind.folder}/all-{digest}{kind.suffix}"
            folder.mkdir(parents=True, exist_ok=True)
            (self.site / self.wholes[paths]).write_text(text, encoding="utf-8")
        return self.wholes[paths]

    def replace(self, kind: Kind, page: Path, text: str) -> str:
        """Give the text of a page that names one file in the place of two or more."""
        ours = [
            (match, path)
            for match in kind.pattern.finditer(text)
            if (path := self.found(page, match[1]))
            and (not kind.at_home or path.parent == self.site / kind.folder)
        ]
        if len(ours) < 2:
            return text
        kept, path = ours[kind.place]
        root = kept[1].removesuffix(path.relative_to(self.site).as_posix())
        new = root + self.whole(kind, tuple(path for _, path in ours))
        for match, _ in reversed(ours):
            put = match[0].replace(match[1], new) if match is kept else ""
            text = text[: match.start()] + put + text[match.end() :]
        return text


def join(site: Path, site_url: str) -> None:
    """Join the styles, and the deferred scripts of our own, of all pages of a staged site.

    What no page names any more goes. A page that names only one keeps it as it is.
    """
    joining = Joining(site, urlsplit(site_url or "/").path)
    named = set[str]()
    for page in sorted(site.rglob("*.html")):
        text = page.read_text(encoding="utf-8")
        for kind in KINDS:
            text = joining.replace(kind, page, text)
        page.write_text(text, encoding="utf-8")
        named.update(NAMED.findall(text))
    for path in {path for paths in joining.wholes for path in paths if path.name not in named}:
        path.unlink()
        if not any(path.parent.iterdir()):
            path.parent.rmdir()


def style(path: Path, folder: Path) -> str:
    """Give the text of a style; what it names, it names as seen from a folder."""
    home = os.path.relpath(path.parent, folder)

    def seen(match: re.Match[str]) -> str:
        path = os.path.normpath(f"{home}/{match[2]}")
        return f"url({path})"

    text = path.read_text(encoding="utf-8").removeprefix(CHARSET)
    return BESIDE.sub(seen, text).strip() + "\n"


def script(path: Path, _: Path) -> str:
    """Give the text of a script; when it fails, those after it do their work all the same."""
    text = path.read_text(encoding="utf-8").strip()
    return f"try {{\n{text}\n}} catch (error) {{ setTimeout(function () {{ throw error }}) }}\n"


KINDS = (
    Kind(
        re.compile(r'\s*<link rel="stylesheet" href="([^":?#]+)">'),
        "assets/style", ".css", style, place=0, begin=CHARSET,
    ),
    # Our scripts know the site by their folder. Deferred ones run in order, after the whole page.
    Kind(
        re.compile(r'\s*<script src="([^":?#]+)" defer></script>'),
        "assets/javascripts", ".js", script, place=-1, at_home=True,
    ),
)  # fmt: skip
