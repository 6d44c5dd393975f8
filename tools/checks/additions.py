"""Find what plug-ins, hooks and extensions add to the built site, and what the policy blocks.

Whoever answers for `mkdocs.yml` chooses them. What they add is named in the summary of a build;
what the security policy blocks is a warning that says how to allow it.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from tools.checks.active_content import ActiveContent, find_active, find_file_error
from tools.checks.trusted_content import TrustedContent
from tools.model.entities.settings import SecuritySettings
from tools.model.loader import SETTINGS_FILE
from tools.model.problems import Problem
from tools.model.publication import Publication
from tools.site.built_pages import Pages

# The directive that judges an address, by the element that has it.
DIRECTIVES = {
    "script": "script-src", "link": "style-src", "img": "img-src", "source": "media-src",
    "video": "media-src", "audio": "media-src", "track": "media-src", "iframe": "frame-src",
    "form": "form-action", "button": "form-action", "input": "form-action",
    "object": "object-src", "embed": "object-src",
}  # fmt: skip
FRAMES = {"iframe", "object", "embed"}
UPWARDS = re.compile(r"^(\.\./)+")
ADDRESS = re.compile(r"(?:https?:)?//", re.IGNORECASE)
SCRIPT_ADDRESS = re.compile(r"\s*(?:javascript|vbscript|data):", re.IGNORECASE)
CODE_SINKS = re.compile(r"\beval\s*\(|\bnew\s+Function\b")
HTML_SINKS = re.compile(
    r"\.(?:innerHTML|outerHTML)\s*\+?=(?!=)|\.insertAdjacentHTML\b|\bdocument\.write\b"
    r"|\.createContextualFragment\b|\bDOMParser\b|\.parseFromString\b"
)
EVAL = "'unsafe-eval'"


@dataclass(frozen=True)
class Addition:
    """Something that was added: its name for readers of the summary, and where it stands.

    `rule`: the name of the rule that it breaks when the policy blocks it; `directive` and `source`
    would then allow it.
    """

    name: str
    rule: str = ""
    directive: str = ""
    source: str = ""


Additions = Mapping[Addition, list[str]]  # with the paths in the site where each stands


def find_additions(publication: Publication, site: Path, pages: Pages) -> Additions:
    """Return what was added to a built site; nothing when the settings list nothing for that."""
    found: dict[Addition, list[str]] = defaultdict(list)
    if not publication.additions:
        return found
    trusted, security = TrustedContent(publication, site), publication.settings.security
    for url, page in pages.items():
        for active in dict.fromkeys(find_active(trusted, page)):
            if active.tag:
                found[describe_active(active, security)].append(url)
    for path in sorted(site.rglob("*")):
        if find_file_error(trusted, path):
            name = path.relative_to(site).as_posix()
            text = path.read_text(encoding="utf-8", errors="replace")
            for addition in describe_file(name, text, security):
                found[addition].append(name)
    return found


def describe_active(active: ActiveContent, security: SecuritySettings) -> Addition:
    """Return the addition that active content of a page is."""
    tag, name = active.tag, active.name
    value = UPWARDS.sub("", " ".join(active.value.split()))  # the same on pages at any depth
    shown = f"<{tag}> {value[:60]}".strip() if name.startswith("<") else f'{name}="{value[:60]}"'
    if ADDRESS.match(value):
        directive = "form-action" if "action" in name else DIRECTIVES.get(tag, "img-src")
        source = f"https://{urlsplit(value).netloc}"
    elif tag in DIRECTIVES and tag in FRAMES:
        directive, source = DIRECTIVES[tag], "'self'"
    elif tag == "base" or SCRIPT_ADDRESS.match(value):
        return Addition(shown, "policy-inert")
    else:  # in the policy by its hash, or nothing that a policy judges
        return Addition(shown)
    if is_listed(source, get_sources(security, directive)):
        return Addition(shown)
    return Addition(shown, "policy-source", directive, source)


def describe_file(name: str, text: str, security: SecuritySettings) -> Iterator[Addition]:
    """Yield the additions that a file is: itself, and what the policy blocks of what it does."""
    yield Addition(name)
    if not name.endswith((".js", ".mjs")):
        return
    if CODE_SINKS.search(text) and EVAL not in get_sources(security, "script-src"):
        yield Addition(name, "policy-source", "script-src", EVAL)
    if HTML_SINKS.search(text) and security.trusted_types:
        yield Addition(name, "policy-html")


def get_sources(security: SecuritySettings, directive: str) -> tuple[str, ...]:
    """Return what the settings allow for a directive."""
    return {str(name): sources for name, sources in security.allow.items()}.get(directive, ())


def is_listed(origin: str, sources: tuple[str, ...]) -> bool:
    """Return whether sources of a policy allow an origin; `*.` stands for any host below one."""
    if origin in sources:
        return True
    for source in sources:
        parts = urlsplit(source)
        host = re.escape(parts.netloc).replace(r"\*", r"[\w.-]+")
        if parts.netloc and re.fullmatch(f"https://{host}", origin):
            return True
    return False


def list_blocked(publication: Publication, additions: Additions) -> Iterator[Problem]:
    """Yield a problem for each addition that the policy blocks, at the settings."""
    for addition, places in additions.items():
        if addition.rule:
            values = {
                "what": addition.name,
                "where": count_pages(publication, places),
                "directive": addition.directive,
                "source": addition.source,
            }
            yield Problem(Path(SETTINGS_FILE), 1, addition.rule, values=values)


def count_pages(publication: Publication, places: Sequence[str]) -> str:
    """Return in words on how many pages something is, or the file that it is."""
    if len(places) == 1:
        return places[0]
    return publication.language.word("policy_pages").format(count=len(places))


def summarise_additions(publication: Publication, additions: Additions) -> list[str]:
    """Return the lines of the summary of a build about what was added."""
    names: dict[str, list[str]] = {}
    for addition, places in additions.items():
        names.setdefault(addition.name, places)
    if not names:
        return []
    lines = [
        name if name in places else f"{name} ({count_pages(publication, places)})"
        for name, places in names.items()
    ]
    heading = publication.language.word("made_additions")
    return [
        heading.format(names=", ".join(publication.additions)),
        *(f"  {line}" for line in sorted(lines)),
    ]
