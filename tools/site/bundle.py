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
RELATIVE_URL = re.compile(r"""url\((["']?)(?![a-z]+:|[/#])([^"')]+)\1\)""")
ASSET_NAME = re.compile(r"[\w.-]+\.(?:css|js)\b")


@dataclass(frozen=True)
class AssetType:
    """What is joined: how a page names one, where the whole goes, and how a file is put into it."""

    pattern: re.Pattern[str]  # its group is the address
    folder: str
    suffix: str
    read: Callable[[Path, Path], str]  # the text of a file, for a folder
    position: int  # the whole stands where the first (0) or the last (-1) stood
    prefix: str = ""
    same_folder_only: bool = False  # only what stands in the folder already


@dataclass
class Bundler:
    """A staged site whose files are being joined; `base` is the path of the site on its host."""

    site: Path
    base_path: str
    bundles: dict[tuple[Path, ...], str] = field(default_factory=dict)  # and the path of the whole

    def resolve(self, page: Path, address: str) -> Path | None:
        """Give the file that a page means by an address, if it stands in the stage."""
        if address.startswith("/"):
            path = self.site / address.removeprefix(self.base_path).lstrip("/")
        else:
            path = Path(os.path.normpath(page.parent / address))
        return path if path.is_file() and path.is_relative_to(self.site) else None

    def bundle_path(self, kind: AssetType, paths: tuple[Path, ...]) -> str:
        """Give the path, in the site, of the file that holds all of these."""
        if paths not in self.bundles:
            folder = self.site / kind.folder
            text = kind.prefix + "".join(kind.read(path, folder) for path in paths)
            digest = hashlib.sha256(text.encode()).hexdigest()[:10]
            self.bundles[paths] = f"{kind.folder}/all-{digest}{kind.suffix}"
            folder.mkdir(parents=True, exist_ok=True)
            (self.site / self.bundles[paths]).write_text(text, encoding="utf-8")
        return self.bundles[paths]

    def replace_references(self, kind: AssetType, page: Path, text: str) -> str:
        """Give the text of a page that names one file in the place of two or more."""
        ours = [
            (match, path)
            for match in kind.pattern.finditer(text)
            if (path := self.resolve(page, match[1]))
            and (not kind.same_folder_only or path.parent == self.site / kind.folder)
        ]
        if len(ours) < 2:
            return text
        kept, path = ours[kind.position]
        root = kept[1].removesuffix(path.relative_to(self.site).as_posix())
        new = root + self.bundle_path(kind, tuple(path for _, path in ours))
        for match, _ in reversed(ours):
            put = match[0].replace(match[1], new) if match is kept else ""
            text = text[: match.start()] + put + text[match.end() :]
        return text


def bundle_assets(site: Path, site_url: str) -> None:
    """Join the styles, and the deferred scripts of our own, of all pages of a staged site.

    What no page names any more goes. A page that names only one keeps it as it is.
    """
    joining = Bundler(site, urlsplit(site_url or "/").path)
    named = set[str]()
    for page in sorted(site.rglob("*.html")):
        text = page.read_text(encoding="utf-8")
        for kind in ASSET_TYPES:
            text = joining.replace_references(kind, page, text)
        page.write_text(text, encoding="utf-8")
        named.update(ASSET_NAME.findall(text))
    for path in {path for paths in joining.bundles for path in paths if path.name not in named}:
        path.unlink()
        if not any(path.parent.iterdir()):
            path.parent.rmdir()


def read_style(path: Path, folder: Path) -> str:
    """Give the text of a style; what it names, it names as seen from a folder."""
    home = os.path.relpath(path.parent, folder)

    def seen(match: re.Match[str]) -> str:
        path = os.path.normpath(f"{home}/{match[2]}")
        return f"url({path})"

    text = path.read_text(encoding="utf-8").removeprefix(CHARSET)
    return RELATIVE_URL.sub(seen, text).strip() + "\n"


def read_script(path: Path, _: Path) -> str:
    """Give the text of a script; when it fails, those after it do their work all the same."""
    text = path.read_text(encoding="utf-8").strip()
    return f"try {{\n{text}\n}} catch (error) {{ setTimeout(function () {{ throw error }}) }}\n"


ASSET_TYPES = (
    AssetType(
        re.compile(r'\s*<link rel="stylesheet" href="([^":?#]+)">'),
        "assets/style", ".css", read_style, position=0, prefix=CHARSET,
    ),
    # Our scripts know the site by their folder. Deferred ones run in order, after the whole page.
    AssetType(
        re.compile(r'\s*<script src="([^":?#]+)" defer></script>'),
        "assets/javascripts", ".js", read_script, position=-1, same_folder_only=True,
    ),
)  # fmt: skip
