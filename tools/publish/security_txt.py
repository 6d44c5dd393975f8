"""`security.txt`: where to report a vulnerability of the site (RFC 9116)."""

import datetime as dt
from pathlib import Path

from tools.model.publication import Publication
from tools.render.imprint import absolute_url

SECURITY_TXT = ".well-known/security.txt"
VALIDITY = dt.timedelta(days=364)  # the standard advises an end less than a year ahead


def render_security_txt(publication: Publication) -> str | None:
    """Render the file, or return None when the settings have no mail address of a publisher."""
    mail = publication.settings.publisher.mail
    if not mail:
        return None
    fields = {
        "Contact": f"mailto:{mail}",
        "Expires": f"{expiry_date(publication)}T00:00:00Z",
        "Preferred-Languages": publication.language.code,
    }
    if url := absolute_url(publication, SECURITY_TXT):
        fields["Canonical"] = url
    return "".join(f"{name}: {value}\n" for name, value in fields.items())


def expiry_date(publication: Publication) -> dt.date:
    """Return the day on which the file expires: each version of the publication renews it."""
    return publication.settings.date + VALIDITY


def write_security_txt(publication: Publication, site: Path) -> None:
    """Write the file into the staged `site`, if there is one."""
    if text := render_security_txt(publication):
        (site / SECURITY_TXT).parent.mkdir(exist_ok=True)
        (site / SECURITY_TXT).write_text(text, encoding="utf-8")
