"""The words of a publication, `docs/_data/wording.yml`: changes of its language's word lists."""

from typing import Annotated

from pydantic import StringConstraints

from tools.model.entities.checklist import StrictModel

Word = Annotated[str, StringConstraints(min_length=1, pattern=r"^[^\r\n]*$")]  # or a few words


class WordChanges(StrictModel):
    """Words to add to a list and to remove from it."""

    add: tuple[Word, ...] = ()
    remove: tuple[Word, ...] = ()


class ReplacementChanges(StrictModel):
    """Words to add to a list, each with what to write instead, and words to remove from it."""

    add: dict[Word, Word] = {}
    remove: tuple[Word, ...] = ()


class Wording(StrictModel):
    """The changes of each word list."""

    verbs: WordChanges = WordChanges()
    vague: WordChanges = WordChanges()
    hard: ReplacementChanges = ReplacementChanges()
    preferred: ReplacementChanges = ReplacementChanges()
    conjunctions: WordChanges = WordChanges()
    passive: WordChanges = WordChanges()
    spoken: WordChanges = WordChanges()
    abbreviations: WordChanges = WordChanges()
