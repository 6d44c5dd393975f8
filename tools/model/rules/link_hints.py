"""The file or heading that an author probably meant by a link that leads nowhere."""

import posixpath
import re
from collections.abc import Collection, Iterator
from urllib.parse import quote, unquote, urlsplit

from tools.language import Language

PAGE_ENDINGS = ("", ".md", "/index.md")


def suggest_file(source: str, target: str, names: Collection[str]) -> str:
    """Return the link to the only file that a target probably means; empty when there is none.

    Such a target is the address of a page in the site, or has other capitals. `source`: the page
    with the link; `names`: the files, both by path below `docs/`.
    """
    parts = urlsplit(target)
    by_form = {name.casefold(): name for name in names}
    for path in iter_paths(source, unquote(parts.path)):
        for ending in PAGE_ENDINGS:
            name = by_form.get(posixpath.normpath(path + ending).casefold())
            if name:
                link = posixpath.relpath(name, posixpath.dirname(source) or ".")
                return quote(link) + (f"#{parts.fragment}" if parts.fragment else "")
    return ""


def iter_paths(source: str, path: str) -> Iterator[str]:
    """Yield the paths below `docs/` that an address may mean, without the ending of a page."""
    path = re.sub(r"(?:/index)?\.html?$", "", path).rstrip("/")
    if path.startswith("/"):
        yield path.lstrip("/")
    elif path:
        yield posixpath.join(posixpath.dirname(source), path)
        yield posixpath.join(source.removesuffix(".md"), path)  # as seen from a folder per page


def suggest_anchor(target: str, ids: Collection[str]) -> str:
    """Return the target with the only id that is the same but for capitals and signs, if any."""
    path, _, fragment = target.partition("#")
    wanted = simplify_id(unquote(fragment))
    same = {id_ for id_ in ids if id_ and simplify_id(id_) == wanted}
    return f"{path}#{same.pop()}" if len(same) == 1 else ""


def simplify_id(id_: str) -> str:
    """Return an id in small letters, with one hyphen for all signs between two words."""
    return "-".join(re.findall(r"[^\W_]+", id_.casefold()))


def ask_for(suggestion: str, language: Language) -> str:
    """Return the question whether an author meant something, for the beginning of a remedy."""
    return f"{language.word('did_you_mean').format(text=suggestion)} " if suggestion else ""
