"""`security.txt`: whom to tell of a weak spot in the site (RFC 9116)."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from tools.model.publication import Publication

SECURITY_TXT = ".well-known/security.txt"
VALIDITY = dt.timedelta(days=364)  # the standard advises an end less than a year ahead


def render_security_txt(publication: Publication) -> str | None:
    """Give the text, or None when no mail address of a publisher is set."""
    mail = publication.settings.publisher.mail
    if not mail:
        return None
    site = publication.mkdocs.site_url
    fields = {
        "Contact": f"mailto:{mail}",
        "Expires": f"{expiry_date(publication)}T00:00:00Z",
        "Preferred-Languages": publication.language.code,
        **({"Canonical": f"{site.rstrip('/')}/{SECURITY_TXT}"} if site else {}),
    }
    return "".join(f"{name}: {value}\n" for name, value in fields.items())


def expiry_date(publication: Publication) -> dt.date:
    """Give the day on which the text ends: it holds for an edition of the publication."""
    return publication.settings.date + VALIDITY


def write_security_txt(publication: Publication, site: Path) -> None:
    """Write the text into a staged site, if there is one."""
    text = render_security_txt(publication)
    if text:
        (site / SECURITY_TXT).parent.mkdir(exist_ok=True)
        (site / SECURITY_TXT).write_text(text, encoding="utf-8")
