"""The word lists by which rules judge: those of a language, changed by the publication's own."""

from collections.abc import Iterable

from tools.language import Language
from tools.model.reading.yaml_nodes import Node

WordList = dict[str, str]  # word → what to write instead; nothing in a list of words alone


def get_word_lists(language: Language) -> dict[str, WordList]:
    """Return the word lists of a language, by their keys in `wording.yml`."""
    return {
        "verbs": dict.fromkeys(language.verbs, ""),
        "vague": dict.fromkeys(language.vague_words, ""),
        "hard": language.hard_words,
        "preferred": language.prose.preferred_words,
        "conjunctions": dict.fromkeys(language.conjunctions, ""),
        "passive": dict.fromkeys(language.passive_auxiliaries, ""),
        "spoken": dict.fromkeys(language.spoken_cues, ""),
        "abbreviations": dict.fromkeys(language.prose.abbreviations, ""),
    }


def adapt_language(language: Language, wording: Node | None) -> Language:
    """Return a language with the changes of a publication, as far as these can be read."""
    if wording is None:
        return language
    lists = {
        key: change_list(words, wording.get_node(key))
        for key, words in get_word_lists(language).items()
    }
    prose = language.prose.model_copy(
        update={
            "preferred_words": lists["preferred"],
            "abbreviations": frozenset(lists["abbreviations"]),
        }
    )
    return language.model_copy(
        update={
            "verbs": frozenset(lists["verbs"]),
            "vague_words": tuple(lists["vague"]),
            "hard_words": lists["hard"],
            "conjunctions": tuple(lists["conjunctions"]),
            "passive_auxiliaries": tuple(lists["passive"]),
            "spoken_cues": tuple(lists["spoken"]),
            "prose": prose,
        }
    )


def change_list(words: WordList, changes: Node | None) -> WordList:
    """Return a word list with words added and removed; the changes win."""
    if changes is None:
        return words
    removed = {word.lower() for word in changes.get_texts("remove")}
    kept = {word: better for word, better in words.items() if word not in removed}
    return kept | {word.lower(): better for word, better in get_additions(changes)}


def get_additions(changes: Node) -> Iterable[tuple[str, str]]:
    """Return the words to add, each with what to write instead, or nothing."""
    replacements = changes.get_node("add")
    if replacements:
        return [(str(word), replacements.get_text(word) or "") for word in replacements.data]
    return [(word, "") for word in changes.get_texts("add")]
