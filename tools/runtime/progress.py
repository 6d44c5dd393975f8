"""One progress bar for all work of a command, in a terminal that can show it.

Work is done in this process and in workers, which send what they report to the process that started
them (see `workers.py`). Without a bar, nothing receives it, and a command reports in lines.
"""

import math
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from threading import Lock

from rich.console import Console
from rich.progress import BarColumn, Progress, ProgressColumn, Task, TextColumn
from rich.table import Column
from rich.text import Text

from tools.runtime.console import RECEIVERS, Message, can_animate, printable

SPEED_PERIOD = 8.0  # seconds: the time left follows from the speed in these
FIRST_ESTIMATE = 2.0  # seconds after the first work that counts; before, the speed says little
ROUNDING = 5  # seconds
BAR_WIDTH, TIME_WIDTH = 24, 11  # columns


class TimeLeft(ProgressColumn):
    """The time left, in words (`left_seconds`, `left_minutes`); empty while it is unknown."""

    max_refresh = 0.5  # seconds

    def __init__(self, word: Callable[[str], str]) -> None:
        super().__init__(Column(no_wrap=True, min_width=TIME_WIDTH))
        self.word = word

    def render(self, task: Task) -> Text:
        """Return the time that a task still takes at its present speed."""
        left = task.time_remaining
        if not left or (task.elapsed or 0) < FIRST_ESTIMATE:
            return Text()
        unit, seconds = ("minutes", 60) if left > 60 else ("seconds", 1)
        step = 1 if seconds == 60 else ROUNDING
        return Text(self.word(f"left_{unit}").format(count=math.ceil(left / seconds / step) * step))


class Bar:
    """Shows messages about work in a task of `progress`; `weights`: of each work, by its name."""

    def __init__(self, progress: Progress, weights: Mapping[str, float]) -> None:
        self.progress, self.weights, self.lock = progress, weights, Lock()
        self.task = progress.add_task("", start=False, total=sum(weights.values()))
        self.shares: dict[str, float] = {}
        self.titles: dict[str, str] = {}  # of work that is going on, by its name

    def receive(self, message: Message) -> None:
        """Show a line above the bar, or how far a piece of work is; any thread may call it.

        The bar, and so the estimate, starts with the first work that has a weight: earlier speed
        says nothing about it.
        """
        if isinstance(message, str):
            self.progress.console.print(Text(printable(message)), soft_wrap=True)
            return
        with self.lock:
            self.shares[message.name] = message.share
            self.titles[message.name] = message.title
            if message.share >= 1:
                del self.titles[message.name]
            if self.weights.get(message.name):
                self.progress.start_task(self.task)
            done = sum(self.weights.get(name, 0) * share for name, share in self.shares.items())
            title = next(iter(self.titles.values()), message.title)
            self.progress.update(self.task, completed=done, description=printable(title))


@contextmanager
def progress_bar(weights: Mapping[str, float], word: Callable[[str], str]) -> Iterator[None]:
    """Show meanwhile, in a terminal, one bar for work with these weights (rough seconds) by name.

    Work without a weight is named and takes no room in the bar. `word` returns interface words.
    Within another bar, or in a worker of a command with one, that bar shows the work.
    """
    if RECEIVERS or not can_animate():
        yield
        return
    # The title takes the room that is left, so that the bar keeps its width.
    title = TextColumn(
        "{task.description}", markup=False, table_column=Column(no_wrap=True, ratio=1)
    )
    progress = Progress(
        BarColumn(BAR_WIDTH), TimeLeft(word), title,
        console=Console(force_terminal=True), expand=True, transient=True,
        speed_estimate_period=SPEED_PERIOD,
    )  # fmt: skip
    with progress:
        progress.console.show_cursor()  # a command that is killed could not bring it back
        RECEIVERS.append(Bar(progress, weights).receive)
        try:
            yield
        finally:
            RECEIVERS.pop()
