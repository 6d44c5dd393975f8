"""Rules for the words of one item: an action that a reader can do and tick."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from tools.language import Language
from tools.model.draft import Draft
from tools.model.problems import Problem
from tools.model.source import Node
from tools.model.text import has_word, sentences, words

MOST_LETTERS = 60
MOST_WORDS = 10
MOST_WORDS_IN_SENTENCE = 15
TEXTS = ("why", "how", "done_when")


def starts_with_a_verb(draft: Draft) -> Iterator[Problem]:
    """Start with what to do: the first word is an imperative from the language's list."""
    for item in draft.items():
        what = item.text("what")
        first = next(iter(words(what or "")), what)
        if first is not None and first.lower() not in draft.language.verbs:
            yield item.problem("what", "what-verb", word=first)


def is_no_question(draft: Draft) -> Iterator[Problem]:
    """Write an action; a question belongs under the questions of the page."""
    for item in draft.items():
        if (item.text("what") or "").rstrip().endswith("?"):
            yield item.problem("what", "what-question")


def is_one_action(draft: Draft) -> Iterator[Problem]:
    """Write one sentence with one action: a second verb is a second item."""
    for item in draft.items():
        what = item.text("what") or ""
        if len(sentences(what, draft.language.prose.abbreviations)) > 1:
            yield item.problem("what", "what-two-sentences")
        found = words(what.lower())
        for joint, word in pairwise(found):
            if joint in draft.language.joining and word in draft.language.verbs:
                yield item.problem("what", "what-two-actions", word=f"{joint} {word}")


def is_short(draft: Draft) -> Iterator[Problem]:
    """Keep the action on one line of a sheet."""
    for item in draft.items():
        what = (item.text("what") or "").strip()
        if len(what) > MOST_LETTERS:
            yield item.problem("what", "what-too-long", count=len(what), most=MOST_LETTERS)
        if len(words(what)) > MOST_WORDS:
            yield item.problem(
                "what", "what-too-many-words", count=len(words(what)), most=MOST_WORDS
            )
        if what.endswith("."):
            yield item.problem("what", "what-full-stop")


def is_active(draft: Draft) -> Iterator[Problem]:
    """Say who does it: no passive form in the action."""
    for item in draft.items():
        for word in draft.language.passive:
            if has_word(item.text("what") or "", word):
                yield item.problem("what", "what-passive", word=word)


def is_exact(draft: Draft) -> Iterator[Problem]:
    """Leave out words that cannot be ticked, such as “good” or “where possible”."""
    for item in draft.items():
        for word in draft.language.vague:
            if has_word(item.text("what") or "", word):
                yield item.problem("what", "what-vague", word=word)


def is_plain(draft: Draft) -> Iterator[Problem]:
    """Use ordinary words and short sentences in every field."""
    for item in draft.items():
        for key in ("what", *TEXTS):
            yield from plain_words(item, key, item.text(key) or "", draft.language)


def plain_words(node: Node, key: str, text: str, language: Language) -> Iterator[Problem]:
    """Give a problem for each hard word and each long sentence in a text that stands at `key`."""
    for word, better in language.hard.items():
        if has_word(text, word):
            yield node.problem(key, "hard-word", word=word, better=better)
    for sentence in sentences(text, language.prose.abbreviations):
        count = len(words(sentence))
        if count > MOST_WORDS_IN_SENTENCE:
            yield node.problem(key, "sentence-too-long", count=count, most=MOST_WORDS_IN_SENTENCE)


def ends_its_sentences(draft: Draft) -> Iterator[Problem]:
    """Close why, how and done-when with a full stop: they are sentences, `what` is a line."""
    for item in draft.items():
        for key in TEXTS:
            if ends_open(item.text(key) or ""):
                yield item.problem(key, "sentence-open")


def ends_open(text: str) -> bool:
    """Tell whether a text lacks the full stop or question mark at its end."""
    return bool(text.strip()) and not text.rstrip().endswith((".", "?"))


def says_where_it_comes_from(draft: Draft) -> Iterator[Problem]:
    """Name for each field whether it rests on a statement or was added by the editors."""
    known = {node.text("id") for node in draft.statements}
    for item in draft.items():
        statements = item.texts("statements")
        added = set(item.texts("added_by_editors"))
        for statement in statements:
            if statement not in known:
                yield item.problem("statements", "statement-unknown", id=statement)
        open_fields = {"what", *TEXTS, "when", "who"} - added
        if not statements and open_fields:
            fields = ", ".join(sorted(open_fields))
            yield item.problem("added_by_editors", "provenance-open", fields=fields)
        if statements and not open_fields:
            yield item.problem("statements", "provenance-idle")


def names_known_roles(draft: Draft) -> Iterator[Problem]:
    """Let a role do it, never a person: roles stand in `_data/roles.yml`."""
    known = [node.text("id") or "" for node in draft.roles]
    for item in draft.items():
        for role in item.texts("who"):
            if role not in known:
                yield item.problem("who", "role-unknown", id=role, known=", ".join(known))
        yield from twice(item, "who")


def twice(node: Node, key: str) -> Iterator[Problem]:
    """Give a problem for each text that stands more than once in a list."""
    for text, count in Counter(node.texts(key)).items():
        if count > 1:
            yield node.problem(key, "named-twice", id=text)


RULES = (
    starts_with_a_verb,
    is_no_question,
    is_one_action,
    is_short,
    is_active,
    is_exact,
    is_plain,
    ends_its_sentences,
    says_where_it_comes_from,
    names_known_roles,
)
