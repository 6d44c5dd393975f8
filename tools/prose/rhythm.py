"""The rhythm of a text: how long its sentences are, and how much that varies."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import fmean, pstdev

from tools.model.levels import RuleLevels
from tools.model.problems import Problem
from tools.prose.passages import ReadableText

SHORT_WORDS = 5  # a short sentence has at most so many
LONG_WORDS = range(20, 31)  # a long one that is not too long
EVEN_WORDS = 3  # a sentence is as long as the others when it differs no more from the average
LEAST_SENTENCES = 15  # of a text that has a rhythm


@dataclass(frozen=True)
class Rhythm:
    """The measures of sentences: words on average, their spread, and shares in percent.

    `spread`: the standard deviation; `short`, `long` and `even`: the shares of sentences that are
    short, that are long, and that are about as long as the average.
    """

    count: int
    average: float
    spread: float
    short: int
    long: int
    even: int
    longest: int


def measure_rhythm(lengths: Sequence[int]) -> Rhythm:
    """Return the rhythm of sentences with these numbers of words; zeros when there are none."""
    if not lengths:
        return Rhythm(0, 0.0, 0.0, 0, 0, 0, 0)
    average = fmean(lengths)

    def share(count: int) -> int:
        return round(100 * count / len(lengths))

    return Rhythm(
        count=len(lengths),
        average=average,
        spread=pstdev(lengths),
        short=share(sum(length <= SHORT_WORDS for length in lengths)),
        long=share(sum(length in LONG_WORDS for length in lengths)),
        even=share(sum(abs(length - average) <= EVEN_WORDS for length in lengths)),
        longest=max(lengths),
    )


def check_rhythm(text: ReadableText, rhythm: Rhythm, levels: RuleLevels) -> Iterator[Problem]:
    """Yield a problem for a text with many short sentences, or with sentences of one length."""
    if rhythm.count < LEAST_SENTENCES:
        return
    shares = {"prose-short": rhythm.short, "prose-even": rhythm.even}
    for name, share in shares.items():
        most = levels.get_limit(name, text.file)
        if share > most:
            values = {"share": share, "most": most, "words": SHORT_WORDS + 1}
            yield Problem(text.file, 1, name, values=values)
