"""Migrations of a publication's data, one for each version of its form (`schema_version`).

Each is a function of the files of a publication, and brings them from the version that is its key
in `MIGRATIONS` to the next one.
"""

from collections.abc import Callable

from tools.authoring.migrations import fields_as_settings
from tools.authoring.migrations.files import PublicationFiles

MIGRATIONS: dict[int, Callable[[PublicationFiles], None]] = {1: fields_as_settings.migrate}
