"""Rules for the text of one item: an action that a reader can do and tick."""

from collections.abc import Iterator
from itertools import pairwise

from tools.model.entities.fields import FieldType
from tools.model.problems import Problem
from tools.model.project import ParsedProject
from tools.model.reading.text import find_words, split_sentences, split_words
from tools.model.rules import common


def check_leading_verb(project: ParsedProject) -> Iterator[Problem]:
    """Start with what to do: the first word is an imperative from the language's list.

    A question belongs under the questions of the page.
    """
    for item in project.iter_items():
        yield from common.find_missing_verb(item, project.language)
        if (item.get_text("what") or "").rstrip().endswith("?"):
            yield item.create_problem("what", "what-question")


def check_single_action(project: ParsedProject) -> Iterator[Problem]:
    """Write one sentence with one action: a second verb is a second item."""
    for item in project.iter_items():
        what = item.get_text("what") or ""
        if len(split_sentences(what, project.language.prose.abbreviations)) > 1:
            yield item.create_problem("what", "what-two-sentences")
        for conjunction, word in pairwise(split_words(what.lower())):
            if conjunction in project.language.conjunctions and word in project.language.verbs:
                yield item.create_problem("what", "what-two-actions", word=f"{conjunction} {word}")


def check_action_length(project: ParsedProject) -> Iterator[Problem]:
    """Keep the action on one line of a sheet."""
    for item in project.iter_items():
        what = (item.get_text("what") or "").strip()
        for code, count in (
            ("what-too-long", len(what)),
            ("what-too-many-words", len(split_words(what))),
        ):
            maximum = project.get_limit(code, item)
            if count > maximum:
                yield item.create_problem("what", code, count=count, most=maximum)
        if what.endswith("."):
            yield item.create_problem("what", "what-full-stop")


def check_action_words(project: ParsedProject) -> Iterator[Problem]:
    """Write the action in the active voice, without a passive auxiliary.

    Leave out words that cannot be ticked, such as “good” or “where possible”.
    """
    language = project.language
    for item in project.iter_items():
        text = item.get_text("what") or ""
        for code, words in (
            ("what-passive", language.passive_auxiliaries),
            ("what-vague", language.vague_words),
        ):
            for word in find_words(text, words):
                yield item.create_problem("what", code, word=word)


def check_item_language(project: ParsedProject) -> Iterator[Problem]:
    """Use ordinary words and short sentences in every field.

    End the text of a field with a full stop: these are sentences, `what` is not.
    """
    sentence_fields = list_field_ids(project, "text")
    for item in project.iter_items():
        for key in ("what", *sentence_fields):
            text = item.get_text(key) or ""
            yield from common.find_hard_language(item, key, text, project)
            if key != "what" and common.is_unterminated(text):
                yield item.create_problem(key, "sentence-open")


def check_provenance(project: ParsedProject) -> Iterator[Problem]:
    """Name statements that exist, and the fields of the item that rest on each."""
    known = common.get_ids(project.statements)
    fields = ["what", *project.mkdocs.publication.fields]
    for item in project.iter_items():
        node = item.get_node("statements")
        for id_ in node.data if node else ():
            if node and id_ not in known:
                yield node.create_problem(id_, "statement-unknown", id=id_)
            if node:
                yield from common.find_unknown_ids(node, id_, fields, "field-unknown")


def check_item_roles(project: ParsedProject) -> Iterator[Problem]:
    """Assign an item to roles, never to a person: roles are in `_data/roles.yml`."""
    roles = common.get_ids(project.roles)
    role_fields = list_field_ids(project, "roles")
    for item in project.iter_items():
        for key in role_fields:
            yield from common.find_unknown_ids(item, key, roles, "role-unknown")
            yield from common.find_repeats(item, key)


def list_field_ids(project: ParsedProject, type_: FieldType) -> list[str]:
    """Return the ids of the fields of one type."""
    fields = project.mkdocs.publication.fields
    return [name for name, field in fields.items() if field.type == type_]
