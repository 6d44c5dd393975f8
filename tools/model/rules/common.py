"""Searches for problems that several rules share: in one node, or among several."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator

from tools.language import Language
from tools.model.problems import Problem
from tools.model.project import ParsedProject
from tools.model.reading.markdown import Heading
from tools.model.reading.text import find_words, split_sentences, split_words
from tools.model.reading.yaml_nodes import Node


def find_duplicates(nodes: Iterable[Node], code: str, key: str = "id") -> Iterator[Problem]:
    """Yield a problem for every node whose id (or other field) an earlier node has."""
    first: dict[str | None, Node] = {}
    for node in nodes:
        value = node.get_text(key)
        earlier = first.setdefault(value, node)
        if value is not None and earlier is not node:
            position = f"{earlier.origin.file}:{earlier.get_line(key)}"
            yield node.create_problem(key, code, id=value, first=position)


def find_repeats(node: Node, key: str) -> Iterator[Problem]:
    """Yield a problem for each text that occurs more than once in a list."""
    for text, count in Counter(node.get_texts(key)).items():
        if count > 1:
            yield node.create_problem(key, "named-twice", id=text)


def find_retired(nodes: Iterable[Node], retired: Node | None, key: str) -> Iterator[Problem]:
    """Yield a problem for each node with an id that is in the list under `key` of `retired`."""
    ids = retired.get_texts(key) if retired else []
    for node in nodes:
        if node.id in ids:
            yield node.create_problem("id", "id-retired", id=node.id)


def get_ids(nodes: Iterable[Node]) -> list[str]:
    """Return the ids of nodes, in order."""
    return [node.id for node in nodes if node.id]


def find_unknown_ids(node: Node, key: str, known: Collection[str], code: str) -> Iterator[Problem]:
    """Yield a problem for each unknown id under `key`, which has one id or a list of ids."""
    text = node.get_text(key)
    for id_ in [text] if text else node.get_texts(key):
        if id_ not in known:
            yield node.create_problem(key, code, id=id_, known=", ".join(known))


def find_hard_language(
    node: Node, key: str, text: str, project: ParsedProject
) -> Iterator[Problem]:
    """Yield a problem for each hard word and each long sentence in the text under `key`."""
    language = project.language
    for word in find_words(text, language.hard_words):
        better = language.hard_words[word]
        yield node.create_problem(key, "hard-word", word=word, better=better)
    maximum = project.get_limit("sentence-too-long", node)
    for sentence in split_sentences(text, language.prose.abbreviations):
        count = len(split_words(sentence))
        if count > maximum:
            yield node.create_problem(key, "sentence-too-long", count=count, most=maximum)


def find_missing_verb(node: Node, language: Language) -> Iterator[Problem]:
    """Yield a problem if `what` does not begin with an imperative from the language's list."""
    what = node.get_text("what")
    first = next(iter(split_words(what or "")), what)
    if first is not None and first.lower() not in language.verbs:
        yield node.create_problem("what", "what-verb", word=first)


def name_heading(heading: Heading, number: int, language: Language) -> str:
    """Return the words of a heading for a message, or its number on the page if it has none."""
    words = heading.text.strip()
    if words:
        return language.word("heading_named").format(text=words)
    return language.word("heading_unnamed").format(number=number)


def is_int(value: object) -> bool:
    """Return whether a value is an integer, and not true or false."""
    return isinstance(value, int) and not isinstance(value, bool)


def is_unterminated(text: str) -> bool:
    """Return whether a text lacks the full stop or question mark at its end."""
    return bool(text.strip()) and not text.rstrip().endswith((".", "?"))
