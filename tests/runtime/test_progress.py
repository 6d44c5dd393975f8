"""The progress bar: what it shows, the time that is left, and messages from workers."""

from __future__ import annotations

import io
import os
import sys
import time
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor
from multiprocessing import parent_process
from pathlib import Path

import pytest
from rich.console import Console
from rich.progress import Progress

from tools.language import load_language
from tools.runtime.console import RECEIVERS, Message, StepProgress, can_animate, send
from tools.runtime.progress import Bar, TimeLeft, progress_bar
from tools.runtime.workers import run_calls

WEIGHTS = {"book": 30.0, "handouts": 10.0}


class FakeBar:
    """A bar on a clock that a test moves."""

    def __init__(self) -> None:
        self.now = 0.0
        self.output = io.StringIO()
        self.progress = Progress(
            console=Console(file=self.output), auto_refresh=False, get_time=lambda: self.now,
            speed_estimate_period=8,
        )  # fmt: skip
        self.bar = Bar(self.progress, WEIGHTS)

    def show(self, now: float, name: str, share: float) -> str:
        """Report at a time, in seconds, how far work is; return the time left in words."""
        self.now = now
        self.bar.receive(StepProgress(name, f"making {name}", share))
        return TimeLeft(load_language("en").word).render(self.progress.tasks[0]).plain

    @property
    def state(self) -> tuple[str, float]:
        """The title that is shown, and what is done."""
        return self.progress.tasks[0].description, self.progress.tasks[0].completed


@pytest.fixture
def messages() -> Iterator[list[Message]]:
    """Return the messages that a bar receives during the test."""
    received: list[Message] = []
    RECEIVERS.append(received.append)
    yield received
    RECEIVERS.clear()


def test_the_bar_shows_the_oldest_work_that_goes_on_and_adds_up_all() -> None:
    bar = FakeBar()
    bar.show(0, "book", 0)
    bar.show(0, "handouts", 0.5)
    assert bar.state == ("making book", 5)
    bar.show(1, "book", 1)
    assert bar.state == ("making handouts", 35)
    bar.show(2, "handouts", 1)
    bar.show(2, "checks", 0)
    assert bar.state == ("making checks", 40)
    bar.bar.receive("[bold]a line[/bold]")
    assert bar.output.getvalue() == "[bold]a line[/bold]\n"


def test_the_time_left_follows_from_the_speed() -> None:
    bar = FakeBar()
    for now in range(11):
        left = bar.show(now, "book", now / 60)
    assert left == "2 min left"  # 35 at a half in a second
    assert bar.show(14, "book", 1) == "5 s left"
    assert bar.show(16, "handouts", 1) == ""


def test_no_time_is_left_in_words_before_two_seconds_of_work_that_counts() -> None:
    bar = FakeBar()
    assert bar.show(0, "site", 0) == ""
    assert bar.show(60, "site", 1) == ""  # however long what always takes long took
    assert [bar.show(60 + now, "book", now / 30) for now in (0, 0.5, 1, 1.9)] == [""] * 4
    assert bar.show(62.5, "book", 2.5 / 30) == "40 s left"


def test_what_came_from_the_cache_is_soon_forgotten() -> None:
    bar = FakeBar()
    bar.show(0, "handouts", 0)
    bar.show(0.1, "handouts", 1)
    for now in range(1, 11):
        left = bar.show(now, "book", now / 30)
    assert left == "20 s left"


def test_without_a_terminal_there_is_no_bar() -> None:
    with progress_bar(WEIGHTS, str):
        assert not send("a line")


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"TERM": "xterm"}, True),
        ({"TERM": "dumb"}, False),
        ({"TERM": "xterm", "NO_COLOR": "1"}, False),
    ],
)
def test_a_bar_needs_a_terminal_with_styles(
    environment: dict[str, str], expected: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert can_animate() is expected


def test_an_error_ends_the_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tools.runtime.progress.can_animate", lambda: True)

    def interrupted() -> None:
        with progress_bar(WEIGHTS, str):
            assert send(StepProgress("book", "making book", 0.5))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert not send("a line")


def greet(file: Path) -> None:
    """Send a message from a worker; in the parent, wait until a worker has done so."""
    if parent_process():
        send("from a worker")
        file.touch()
    while not file.exists():
        time.sleep(0.01)


def test_messages_of_workers_reach_the_bar(messages: list[Message], tmp_path: Path) -> None:
    run_calls(2, greet, [(tmp_path / "done",), (tmp_path / "done",)], first_here=True)
    assert messages == ["from a worker"]


def die(file: Path) -> None:
    """Send a message from a worker, and end it at once; in the parent, wait for that."""
    if parent_process():
        send("last words")
        file.touch()
        os._exit(3)
    while not file.exists():
        time.sleep(0.01)


def test_a_worker_that_dies_does_not_keep_the_bar_waiting(
    messages: list[Message], tmp_path: Path
) -> None:
    with pytest.raises(BrokenExecutor):
        run_calls(2, die, [(tmp_path / "done",), (tmp_path / "done",)], first_here=True)
    assert messages == ["last words"]
