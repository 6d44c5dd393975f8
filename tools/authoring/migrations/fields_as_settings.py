"""Version 2: the fields of items, what readers write in, and the limits of texts are settings.

Items of version 1 had six fixed fields besides their id. Those that were not named in
`added_by_editors` rested on all `statements` of the item. Decision record 25 says why this changed.
"""

import re
from pathlib import Path

from tools.authoring.migrations.files import CheckedYaml, PublicationFiles
from tools.authoring.yaml_text import KeyPath

ITEM_FIELDS = ("what", "why", "how", "when", "who", "done_when")
# What version 1 had without settings, as settings.
SETTINGS_TEXT = Path(__file__).with_name("fields_as_settings.yml")
PUBLICATION = ("extra", "publication")
SETTING = re.compile(r"^(\w+):(.*\n(?:^[ ].*\n)*)", re.MULTILINE)


def migrate(files: PublicationFiles) -> None:
    """Write settings for what was fixed, and the provenance of items by their statements."""
    with files.open_yaml(files.settings) as settings:
        add_settings(settings)
    for file in files.pages:
        with files.open_yaml(file) as page:
            migrate_checklist(page)


def add_settings(settings: CheckedYaml) -> None:
    """Add each setting that is not there yet at the end of those of the publication."""
    indent = " " * settings.require(PUBLICATION).start_mark.column
    present = settings.get(PUBLICATION)
    for key, value in SETTING.findall(SETTINGS_TEXT.read_text(encoding="utf-8")):
        if key not in present:
            lines = f"\n{indent}".join(value.rstrip("\n").split("\n"))
            settings.add_key(PUBLICATION, key, lines.removeprefix(" "))


def migrate_checklist(page: CheckedYaml) -> None:
    """Leave out the mode of a checklist, and bring its items to version 2, the last one first.

    An anchor in one item may be used in a later one.
    """
    for path in reversed(find_items(page)):
        migrate_item(page, path)
    if "mode" in (page.get(("checklist",)) or ()):
        page.remove(("checklist", "mode"))


def find_items(page: CheckedYaml) -> list[KeyPath]:
    """Return the paths of the items of a page that are mappings, in order."""
    blocks = page.get(("checklist", "blocks"))
    return [
        ("checklist", "blocks", number, "items", position)
        for number, block in enumerate(blocks if isinstance(blocks, list) else ())
        for position, item in enumerate((isinstance(block, dict) and block.get("items")) or ())
        if isinstance(item, dict)
    ]


def migrate_item(page: CheckedYaml, path: KeyPath) -> None:
    """Name the fields of an item that rest on its statements, instead of all others."""
    item = page.get(path)
    statements, added = item.get("statements"), item.get("added_by_editors") or []
    fields = [field for field in ITEM_FIELDS if field in item and field not in added]
    if "added_by_editors" in item:
        page.remove((*path, "added_by_editors"))
    if not isinstance(statements, list):
        return
    if statements and fields:
        names = ", ".join(fields)
        entries = ", ".join(f"{statement}: [{names}]" for statement in statements)
        page.set_value((*path, "statements"), f"{{{entries}}}")
    else:
        page.remove((*path, "statements"))
