"""Rules for the text of one item: an action that a reader can do and tick."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from tools.model.problems import Problem
from tools.model.project import ParsedProject
from tools.model.reading.text import has_word, split_sentences, split_words
from tools.model.rules.common import (
    check_known_ids,
    check_plain_language,
    check_repeated_values,
    get_ids,
    is_unterminated,
)

MAX_ACTION_LENGTH = 60
MAX_ACTION_WORDS = 10
SENTENCE_FIELDS = ("why", "how", "done_when")


def check_leading_verb(project: ParsedProject) -> Iterator[Problem]:
    """Start with what to do: the first word is an imperative from the language's list."""
    for item in project.iter_items():
        what = item.get_text("what")
        first = next(iter(split_words(what or "")), what)
        if first is not None and first.lower() not in project.language.verbs:
            yield item.create_problem("what", "what-verb", word=first)


def check_not_question(project: ParsedProject) -> Iterator[Problem]:
    """Write an action; a question belongs under the questions of the page."""
    for item in project.iter_items():
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
        if len(what) > MAX_ACTION_LENGTH:
            yield item.create_problem(
                "what", "what-too-long", count=len(what), most=MAX_ACTION_LENGTH
            )
        count = len(split_words(what))
        if count > MAX_ACTION_WORDS:
            yield item.create_problem(
                "what", "what-too-many-words", count=count, most=MAX_ACTION_WORDS
            )
        if what.endswith("."):
            yield item.create_problem("what", "what-full-stop")


def check_active_voice(project: ParsedProject) -> Iterator[Problem]:
    """Write the action in the active voice, without a passive auxiliary."""
    for item in project.iter_items():
        for word in project.language.passive_auxiliaries:
            if has_word(item.get_text("what") or "", word):
                yield item.create_problem("what", "what-passive", word=word)


def check_vague_words(project: ParsedProject) -> Iterator[Problem]:
    """Leave out words that cannot be ticked, such as “good” or “where possible”."""
    for item in project.iter_items():
        for word in project.language.vague_words:
            if has_word(item.get_text("what") or "", word):
                yield item.create_problem("what", "what-vague", word=word)


def check_item_language(project: ParsedProject) -> Iterator[Problem]:
    """Use ordinary words and short sentences in every field."""
    for item in project.iter_items():
        for key in ("what", *SENTENCE_FIELDS):
            yield from check_plain_language(item, key, item.get_text(key) or "", project.language)


def check_item_sentence_ends(project: ParsedProject) -> Iterator[Problem]:
    """End why, how and done-when with a full stop: these are sentences, `what` is not."""
    for item in project.iter_items():
        for key in SENTENCE_FIELDS:
            if is_unterminated(item.get_text(key) or ""):
                yield item.create_problem(key, "sentence-open")


def check_provenance(project: ParsedProject) -> Iterator[Problem]:
    """Name for each field whether it rests on a statement or was added by the editors."""
    known = get_ids(project.statements)
    for item in project.iter_items():
        yield from check_known_ids(item, "statements", known, "statement-unknown")
        statements = item.get_texts("statements")
        added = set(item.get_texts("added_by_editors"))
        source_fields = {"what", *SENTENCE_FIELDS, "when", "who"} - added
        if not statements and source_fields:
            fields = ", ".join(sorted(source_fields))
            yield item.create_problem("added_by_editors", "provenance-open", fields=fields)
        if statements and not source_fields:
            yield item.create_problem("statements", "provenance-idle")


def check_item_roles(project: ParsedProject) -> Iterator[Problem]:
    """Assign an item to roles, never to a person: roles are in `_data/roles.yml`."""
    roles = get_ids(project.roles)
    for item in project.iter_items():
        yield from check_known_ids(item, "who", roles, "role-unknown")
        yield from check_repeated_values(item, "who")


RULES = (
    check_leading_verb,
    check_not_question,
    check_single_action,
    check_action_length,
    check_active_voice,
    check_vague_words,
    check_item_language,
    check_item_sentence_ends,
    check_provenance,
    check_item_roles,
)
