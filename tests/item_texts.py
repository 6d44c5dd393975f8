"""The texts of items as readers see them, for tests that compare what was made with the model."""

from __future__ import annotations

from tools.model.entities.checklist import Item
from tools.model.entities.fields import ItemField
from tools.model.publication import Publication


def find_field(publication: Publication, field_id: str) -> ItemField:
    """Return one of the publication's own fields."""
    return next(field for field in publication.item_fields if field.id == field_id)


def format_field(publication: Publication, item: Item, field_id: str) -> str:
    """Return the text of a field by its id, or that of `what`."""
    if field_id == "what":
        return item.what
    return publication.format_field(item, find_field(publication, field_id))


def format_short(publication: Publication, item: Item) -> str:
    """Return who does it, when and in how many minutes, as sheets and copied lists show them."""
    texts = format_fields(publication, item, "who", "when", "minutes")
    return " · ".join(filter(None, texts))


def format_fields(publication: Publication, item: Item, *field_ids: str) -> tuple[str, ...]:
    """Return the texts of several fields, in the order of their ids."""
    return tuple(format_field(publication, item, field_id) for field_id in field_ids)


def list_explanations(publication: Publication) -> list[str]:
    """Return the ids of the fields that explain an item: those without a column of their own."""
    fields = publication.get_fields("page")
    return [field.id for field in fields if field.is_long and not field.settings.column]
