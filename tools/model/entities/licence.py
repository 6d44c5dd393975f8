"""Licences that are known by name, with their SPDX id and the address of their text.

A name is written with spaces or hyphens, as `CC BY 4.0` or `CC-BY-4.0`.
"""

import re
from dataclasses import dataclass

CREATIVE_COMMONS = re.compile(
    r"CC-(?P<kind>BY(-NC)?(-SA|-ND)?)-(?P<version>[1-3]\.0|2\.5|4\.0)(-(?P<country>[A-Z]{2}))?"
)
# With a page of its own at spdx.org: for texts, data and software.
OTHERS = (
    "CC0-1.0", "PDDL-1.0", "ODC-By-1.0", "ODbL-1.0", "OGL-UK-3.0", "GFDL-1.3-or-later", "FAL-1.3",
    "MIT", "MIT-0", "0BSD", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "ISC", "MPL-2.0",
    "EUPL-1.2", "GPL-2.0-only", "GPL-2.0-or-later", "GPL-3.0-only", "GPL-3.0-or-later",
    "LGPL-3.0-or-later", "AGPL-3.0-or-later", "Unlicense",
)  # fmt: skip
EXAMPLES = ("CC BY 4.0", "CC BY-SA 4.0", "CC BY-NC 4.0", "CC BY-ND 4.0", "CC0 1.0", "MIT")


@dataclass(frozen=True)
class Licence:
    """A licence: its SPDX id, and the address of its text."""

    spdx: str
    url: str


def find_licence(name: str) -> Licence | None:
    """Return the licence of a name, or None when it is not known."""
    spdx = "-".join(name.split())
    if found := CREATIVE_COMMONS.fullmatch(spdx):
        parts = [found["kind"].lower(), found["version"]]
        if found["country"]:
            parts.append(found["country"].lower())
        return Licence(spdx, f"https://creativecommons.org/licenses/{'/'.join(parts)}/")
    if spdx == "CC0-1.0":
        return Licence(spdx, "https://creativecommons.org/publicdomain/zero/1.0/")
    return Licence(spdx, f"https://spdx.org/licenses/{spdx}.html") if spdx in OTHERS else None
