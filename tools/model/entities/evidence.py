"""The evidence of a story: who tells it, when, and whether anything was measured."""

from typing import Annotated, Literal

from pydantic import Field

from tools.language import Language
from tools.model.entities.checklist import PlainLine, StrictInt, StrictModel

Teller = Literal[
    "company", "workers", "council", "supplier", "journalist", "body", "researcher", "authority"
]  # fmt: skip
Measured = Literal["none", "own", "study"]
Year = Annotated[StrictInt, Field(ge=1900, le=2100)]


class Evidence(StrictModel):
    """The evidence of a story: who tells it, in which years, and whether anything was measured.

    Without `years` its sources are undated. `measured`: nothing, or by the company itself (`own`),
    or by researchers (`study`). `note`: what else limits the sources, in a sentence.
    """

    tellers: Annotated[tuple[Teller, ...], Field(min_length=1)]
    years: tuple[Year, ...] = ()
    measured: Measured
    note: Annotated[PlainLine, Field(max_length=90)] | None = None

    def format_telling(self, language: Language) -> str:
        """Return in words who tells the story, and in which years."""
        tellers = join_words([language.word(f"teller_{name}") for name in self.tellers], language)
        years = join_words([*map(str, self.years)], language) or language.word("evidence_undated")
        return f"{tellers}, {years}"


def join_words(words: list[str], language: Language) -> str:
    """Return words as an enumeration: `a, b and c`."""
    *first, last = words or [""]
    return f"{', '.join(first)} {language.word('and')} {last}" if first else last
