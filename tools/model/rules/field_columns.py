"""The rule for fields with a column of their own."""

from collections.abc import Iterator

from tools.model.problems import Problem
from tools.model.project import ParsedProject


def check_field_columns(project: ParsedProject) -> Iterator[Problem]:
    """Limit the columns of Word documents to those in which words stay whole."""
    settings, node = project.mkdocs.publication, project.settings_node
    fields = [name for name, one in settings.fields.items() if one.column and "word" in one.show]
    blanks = [name for name, one in settings.blanks.items() if "word" in one.show]
    count, most = len(fields) + len(blanks), project.get_limit("field-columns", node)
    if count > most:
        yield node.create_problem("fields", "field-columns", count=count, most=most)
