"""The items of different lists that say nearly the same, by the words that they share.

Words count by how rare they are in all items, as in search engines (tf-idf, and the cosine of the
angle between two items). Words are compared by their beginning, so that `roosteren` and `rooster`
are the same one. The measure sees words and not meaning: it finds candidates, which an editor
judges.
"""

import math
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from tools.model.project import ParsedProject, iter_checklist_items
from tools.model.reading.text import split_words
from tools.model.rules.items import list_field_ids
from tools.runtime.console import format_table

# In lists where readers had found 17 clusters of items about the same action, half of the pairs
# above this level were in one of them, and one in eighty of all pairs.
SAME_ACTION = 0.28
SHOWN_PAIRS = 15
STEM_LENGTH, SHORTEST_WORD = 5, 3  # characters
Weights = dict[str, float]


@dataclass(frozen=True)
class ItemWords:
    """An item: its list, its id with that of its page, its action, and its words."""

    list_id: str
    address: str
    what: str
    words: Counter[str]


@dataclass(frozen=True)
class Pair:
    """Two items of different lists, and how alike they are: 0, no word in common, to 1."""

    likeness: float
    first: ItemWords
    second: ItemWords


def find_pairs(project: ParsedProject) -> list[Pair]:
    """Return all pairs of items of different lists, the most alike first."""
    items = [*collect_items(project)]
    counts = Counter(word for item in items for word in item.words)
    weights = [weigh(item.words, counts, len(items)) for item in items]
    pairs = (
        Pair(multiply(one, other), first, second)
        for (first, one), (second, other) in combinations(zip(items, weights, strict=True), 2)
        if first.list_id != second.list_id
    )
    return sorted(pairs, key=lambda pair: (-pair.likeness, pair.first.address, pair.second.address))


def collect_items(project: ParsedProject) -> Iterator[ItemWords]:
    """Yield the items of all lists, with the words of the action and of the fields with text."""
    keys = ("what", *list_field_ids(project, "text"))
    skipped = {*str(project.language.search["skip"]).split()}
    for page, checklist in project.iter_fields("checklist"):
        for number, item in enumerate(iter_checklist_items(checklist), 1):
            words = Counter(stem_words((item.get_text(key) or "" for key in keys), skipped))
            address = f"{page.id}#{item.id or number}"
            yield ItemWords(checklist.id, address, item.get_text("what") or "", words)


def stem_words(texts: Iterable[str], skipped: Collection[str]) -> Iterator[str]:
    """Yield the beginnings of the words of texts, without the shortest and without those `skipped`.

    Those are the words of a language that a search skips too.
    """
    for text in texts:
        for word in split_words(text.lower()):
            if len(word) >= SHORTEST_WORD and word not in skipped:
                yield word[:STEM_LENGTH]


def weigh(words: Counter[str], counts: Counter[str], total: int) -> Weights:
    """Return the weights of the words of an item, as a vector of length 1.

    `counts`: in how many of the `total` items each word is.
    """
    weights = {
        word: (1 + math.log(count)) * math.log((total + 1) / (counts[word] + 0.5))
        for word, count in words.items()
    }
    length = math.hypot(*weights.values()) or 1.0
    return {word: weight / length for word, weight in weights.items()}


def multiply(first: Weights, second: Weights) -> float:
    """Return the inner product of two vectors."""
    return sum(weight * second.get(word, 0.0) for word, weight in first.items())


def report_pairs(project: ParsedProject) -> list[str]:
    """Return the lines of a table with the pairs of items that are most alike.

    A mark stands before those that may be about the same action.
    """
    rows = [
        (
            "!" if pair.likeness >= SAME_ACTION else "",
            f"{pair.likeness:.2f}",
            *(f"{item.address}: {item.what}" for item in (pair.first, pair.second)),
        )
        for pair in find_pairs(project)[:SHOWN_PAIRS]
    ]
    return format_table(rows, ("", "", "", ""), align="lrll", wrap=False)
