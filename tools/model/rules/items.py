"""Rules for the words of one item: an action that a reader can do and tick."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from tools.language import Language
from tools.model.problems import Problem
from tools.model.project import ParsedProject
from tools.model.reading.text import has_word, split_sentences, split_words
from tools.model.reading.yaml_nodes import Node

MAX_ACTION_LENGTH = 60
MAX_ACTION_WORDS = 10
MAX_SENTENCE_WORDS = 15
SENTENCE_FIELDS = ("why", "how", "done_when")


def check_leading_verb(draft: ParsedProject) -> Iterator[Problem]:
    """Start with what to do: the first word is an imperative from the language's list."""
    for item in draft.iter_items():
        what = item.get_text("what")
        first = next(iter(split_words(what or "")), what)
        if first is not None and first.lower() not in draft.language.verbs:
            yield item.create_problem("what", "what-verb", word=first)


def check_not_question(draft: ParsedProject) -> Iterator[Problem]:
    """Write an action; a question belongs under the questions of the page."""
    for item in draft.iter_items():
        if (item.get_text("what") or "").rstrip().endswith("?"):
            yield item.create_problem("what", "what-question")


def check_single_action(draft: ParsedProject) -> Iterator[Problem]:
    """Write one sentence with one action: a second verb is a second item."""
    for item in draft.iter_items():
        what = item.get_text("what") or ""
        if len(split_sentences(what, draft.language.prose.abbreviations)) > 1:
            yield item.create_problem("what", "what-two-sentences")
        found = split_words(what.lower())
        for joint, word in pairwise(found):
            if joint in draft.language.conjunctions and word in draft.language.verbs:
                yield item.create_problem("what", "what-two-actions", word=f"{joint} {word}")


def check_action_length(draft: ParsedProject) -> Iterator[Problem]:
    """Keep the action on one line of a sheet."""
    for item in draft.iter_items():
        what = (item.get_text("what") or "").strip()
        if len(what) > MAX_ACTION_LENGTH:
            yield item.create_problem(
                "what", "what-too-long", count=len(what), most=MAX_ACTION_LENGTH
            )
        if len(split_words(what)) > MAX_ACTION_WORDS:
            yield item.create_problem(
                "what", "what-too-many-words", count=len(split_words(what)), most=MAX_ACTION_WORDS
            )
        if what.endswith("."):
            yield item.create_problem("what", "what-full-stop")


def check_active_voice(draft: ParsedProject) -> Iterator[Problem]:
    """Say who does it: no passive form in the action."""
    for item in draft.iter_items():
        for word in draft.language.passive_auxiliaries:
            if has_word(item.get_text("what") or "", word):
                yield item.create_problem("what", "what-passive", word=word)


def check_vague_words(draft: ParsedProject) -> Iterator[Problem]:
    """Leave out words that cannot be ticked, such as “good” or “where possible”."""
    for item in draft.iter_items():
        for word in draft.language.vague_words:
            if has_word(item.get_text("what") or "", word):
                yield item.create_problem("what", "what-vague", word=word)


def check_item_language(draft: ParsedProject) -> Iterator[Problem]:
    """Use ordinary words and short sentences in every field."""
    for item in draft.iter_items():
        for key in ("what", *SENTENCE_FIELDS):
            yield from check_plain_language(item, key, item.get_text(key) or "", draft.language)


def check_plain_language(node: Node, key: str, text: str, language: Language) -> Iterator[Problem]:
    """Give a problem for each hard word and each long sentence in a text that stands at `key`."""
    for word, better in language.hard_words.items():
        if has_word(text, word):
            yield node.create_problem(key, "hard-word", word=word, better=better)
    for sentence in split_sentences(text, language.prose.abbreviations):
        count = len(split_words(sentence))
        if count > MAX_SENTENCE_WORDS:
            yield node.create_problem(
                key, "sentence-too-long", count=count, most=MAX_SENTENCE_WORDS
            )


def check_item_sentence_ends(draft: ParsedProject) -> Iterator[Problem]:
    """Close why, how and done-when with a full stop: they are sentences, `what` is a line."""
    for item in draft.iter_items():
        for key in SENTENCE_FIELDS:
            if is_unterminated(item.get_text(key) or ""):
                yield item.create_problem(key, "sentence-open")


def is_unterminated(text: str) -> bool:
    """Tell whether a text lacks the full stop or question mark at its end."""
    return bool(text.strip()) and not text.rstrip().endswith((".", "?"))


def check_provenance(draft: ParsedProject) -> Iterator[Problem]:
    """Name for each field whether it rests on a statement or was added by the editors."""
    known = {node.get_text("id") for node in draft.statements}
    for item in draft.iter_items():
        statements = item.get_texts("statements")
        added = set(item.get_texts("added_by_editors"))
        for statement in statements:
            if statement not in known:
                yield item.create_problem("statements", "statement-unknown", id=statement)
        open_fields = {"what", *SENTENCE_FIELDS, "when", "who"} - added
        if not statements and open_fields:
            fields = ", ".join(sorted(open_fields))
            yield item.create_problem("added_by_editors", "provenance-open", fields=fields)
        if statements and not open_fields:
            yield item.create_problem("statements", "provenance-idle")


def check_item_roles(draft: ParsedProject) -> Iterator[Problem]:
    """Let a role do it, never a person: roles stand in `_data/roles.yml`."""
    known = [node.get_text("id") or "" for node in draft.roles]
    for item in draft.iter_items():
        for role in item.get_texts("who"):
            if role not in known:
                yield item.create_problem("who", "role-unknown", id=role, known=", ".join(known))
        yield from check_repeated_values(item, "who")


def check_repeated_values(node: Node, key: str) -> Iterator[Problem]:
    """Give a problem for each text that stands more than once in a list."""
    for text, count in Counter(node.get_texts(key)).items():
        if count > 1:
            yield node.create_problem(key, "named-twice", id=text)


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
