"""What several rules share: checks of one node, and walks over pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator

from tools.language import Language
from tools.model.entities.settings import PageKind
from tools.model.problems import Problem
from tools.model.project import ParsedPage, ParsedProject
from tools.model.reading.text import has_word, split_sentences, split_words
from tools.model.reading.yaml_nodes import Node

MAX_SENTENCE_WORDS = 15


def iter_pages_with_kind(project: ParsedProject) -> Iterator[tuple[ParsedPage, PageKind]]:
    """Yield every page whose kind is in the settings, with that kind."""
    for page in project.pages:
        kind = project.mkdocs.publication.kinds.get(page.meta.get_text("kind") or "")
        if kind:
            yield page, kind


def check_duplicates(nodes: Iterable[Node], code: str, key: str = "id") -> Iterator[Problem]:
    """Yield a problem for every node whose id (or other field) an earlier node has."""
    first: dict[str, Node] = {}
    for node in nodes:
        value = node.get_text(key)
        if value is None:
            continue
        if value in first:
            earlier = first[value]
            position = f"{earlier.origin.file}:{earlier.get_line(key)}"
            yield node.create_problem(key, code, id=value, first=position)
        first.setdefault(value, node)


def check_repeated_values(node: Node, key: str) -> Iterator[Problem]:
    """Yield a problem for each text that occurs more than once in a list."""
    for text, count in Counter(node.get_texts(key)).items():
        if count > 1:
            yield node.create_problem(key, "named-twice", id=text)


def get_ids(nodes: Iterable[Node]) -> list[str]:
    """Return the ids of nodes, in order."""
    return [id_ for node in nodes if (id_ := node.get_text("id"))]


def check_known_ids(node: Node, key: str, known: Collection[str], code: str) -> Iterator[Problem]:
    """Yield a problem for each unknown id under `key`, which has one id or a list of ids."""
    text = node.get_text(key)
    for id_ in [text] if text else node.get_texts(key):
        if id_ not in known:
            yield node.create_problem(key, code, id=id_, known=", ".join(known))


def check_plain_language(node: Node, key: str, text: str, language: Language) -> Iterator[Problem]:
    """Yield a problem for each hard word and each long sentence in the text under `key`."""
    for word, better in language.hard_words.items():
        if has_word(text, word):
            yield node.create_problem(key, "hard-word", word=word, better=better)
    for sentence in split_sentences(text, language.prose.abbreviations):
        count = len(split_words(sentence))
        if count > MAX_SENTENCE_WORDS:
            yield node.create_problem(
                key, "sentence-too-long", count=count, most=MAX_SENTENCE_WORDS
            )


def is_unterminated(text: str) -> bool:
    """Return whether a text lacks the full stop or question mark at its end."""
    return bool(text.strip()) and not text.rstrip().endswith((".", "?"))
