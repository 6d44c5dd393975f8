"""`security.txt`: whom to tell of a weak spot in the site (RFC 9116)."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from tools.model.publication import Publication

SECURITY = ".well-known/security.txt"
VALID = dt.timedelta(days=364)  # the standard advises an end less than a year ahead


def security_text(publication: Publication) -> str | None:
    """Give the text, or None when no mail address of a publisher is set."""
    mail = publication.own.publisher.mail
    if not mail:
        return None
    site = publication.settings.site_url
    fields = {
        "Contact": f"mailto:{mail}",
        "Expires": f"{expires(publication)}T00:00:00Z",
        "Preferred-Languages": publication.language.code,
        **({"Canonical": f"{site.rstrip('/')}/{SECURITY}"} if site else {}),
    }
    return "".join(f"{name}: {value}\n" for name, value in fields.items())


def expires(publication: Publication) -> dt.date:
    """Give the day on which the text ends: it holds for an edition of the publication."""
    return publication.own.date + VALID


def write_security(publication: Publication, site: Path) -> None:
    """Write the text into a staged site, if there is one."""
    text = security_text(publication)
    if text:
        (site / SECURITY).parent.mkdir(exist_ok=True)
        (site / SECURITY).write_text(text, encoding="utf-8")
