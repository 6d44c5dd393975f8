"""The rule for the words of the publication itself, `docs/_data/wording.yml`."""

from collections.abc import Iterator

from tools.language import load_language
from tools.model.problems import Problem
from tools.model.project import ParsedProject
from tools.model.wording import get_additions, get_word_lists


def check_word_changes(project: ParsedProject) -> Iterator[Problem]:
    """Add words that the list of the language lacks, and remove words that it has."""
    if project.wording is None:
        return
    for key, words in get_word_lists(load_language(project.language.code)).items():
        changes = project.wording.with_label(key).get_node(key)
        if changes is None:
            continue
        for word, better in get_additions(changes):
            if words.get(word.lower()) == better:
                yield changes.create_problem("add", "wording-idle", word=word)
        for word in changes.get_texts("remove"):
            if word.lower() not in words:
                yield changes.create_problem("remove", "wording-idle", word=word)
