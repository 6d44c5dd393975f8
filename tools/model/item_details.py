"""The fields of an item in a task list, where they stand as text under their labels."""

from collections.abc import Mapping
from typing import Any

from tools.language import Language
from tools.model.entities.fields import FieldSettings
from tools.model.reading.scalars import read_plain_scalar
from tools.model.reading.task_list import DetailReader


def create_detail_reader(
    fields: Mapping[str, FieldSettings], roles: Mapping[str, str], language: Language
) -> DetailReader:
    """Return the reader of a field below a task, by its id or its label in any language.

    `roles`: title → id.
    """
    ids = {field_id.casefold(): field_id for field_id in fields}
    for field_id, field in fields.items():
        labels = (*field.label.values(), language.interface.get(field_id, field_id))
        ids |= {label.casefold(): field_id for label in labels}
    role_ids = {title.casefold(): role_id for title, role_id in roles.items()}

    def read_detail(label: str, text: str) -> tuple[str, Any] | None:
        field_id = ids.get(label.casefold())
        if field_id is None:
            return None
        return field_id, read_value(fields[field_id], text, role_ids) if text else None

    return read_detail


def read_value(field: FieldSettings, text: str, role_ids: Mapping[str, str]) -> Any:
    """Return the value that a text stands for in a field, as YAML would give it."""
    match field.type:
        case "roles":
            names = [name.strip() for name in text.split(",")]
            return [role_ids.get(name.casefold(), name) for name in names if name]
        case "choice":
            by_label = {
                label.casefold(): id_
                for id_, labels in field.choices.items()
                for label in labels.values()
            }
            return by_label.get(text.casefold(), text)
        case "number" | "date":
            number = text.removesuffix(field.unit or "").strip()
            try:
                return read_plain_scalar(number)
            except ValueError:  # a date that does not exist, which the model reports
                return text
    return text.strip("<>") if field.type == "link" else text
