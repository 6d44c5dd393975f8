"""The command line: help in groups, plain text in pipes, one line for a mistake of the user."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.core import TyperGroup
from typer.main import get_command

from tests.conftest import ROOT
from tools.cli import main
from tools.commands import MAINTAIN, MAKE, PUBLISH, WRITE, app

ESCAPE = "\x1b"
CLEAR_LINE = "\x1b[2K"
LINE = 62  # columns that 80 leave for the help of a command, in its frame
HEAVY = ("mkdocs", "weasyprint", "docx", "xlsxwriter", "pikepdf", "ruamel.yaml")


def commands() -> TyperGroup:
    """Return the group of all commands."""
    group = get_command(app)
    assert isinstance(group, TyperGroup)
    return group


COMMANDS = sorted(commands().commands)


def clean_environment() -> dict[str, str]:
    """Return the environment without the variables that control styles."""
    unwanted = ("NO_COLOR", "FORCE_COLOR", "_TYPER_FORCE_DISABLE_TERMINAL")
    return {name: value for name, value in os.environ.items() if name not in unwanted}


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command line in a process of its own, with its output in pipes."""
    return subprocess.run(
        [sys.executable, "-m", "tools", *arguments],
        cwd=ROOT, env={**clean_environment(), **environment},
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def run_in_terminal(*arguments: str, expected_code: int = 0, **environment: Any) -> str:
    """Run the command line in a terminal of 100 columns; return its output."""
    import pty  # not on Windows

    reader, writer = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "tools", *arguments],
        cwd=ROOT, stdin=writer, stdout=writer, stderr=writer,
        env={**clean_environment(), "TERM": "xterm", "COLUMNS": "100", **environment},
    )  # fmt: skip
    os.close(writer)
    output = b""
    try:
        while chunk := os.read(reader, 1 << 16):
            output += chunk
    except OSError:  # the terminal is closed
        pass
    os.close(reader)
    assert process.wait() == expected_code, output.decode()
    return output.decode()


def test_help_groups_the_commands(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    output = capsys.readouterr().out
    panels = dict(re.findall(r"─ ([A-Z][a-z ]+) ─+╮\n(.*?)╰", output, re.DOTALL))
    assert list(panels) == ["Options", MAKE, WRITE, PUBLISH, MAINTAIN]
    del panels["Options"]
    listed = {name: re.findall(r"^│ ([a-z-]+) ", panel, re.M) for name, panel in panels.items()}
    assert sorted(name for names in listed.values() for name in names) == COMMANDS
    assert listed[MAKE][0] == "build"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_has_a_line_of_help(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    command = commands().commands[name]
    text = command.help or ""
    assert text.endswith(".")
    assert len(text) <= LINE
    for parameter in command.params:
        assert str(getattr(parameter, "help", "")).rstrip(")").endswith("."), parameter.name
    assert main([name, "--help"]) == 0
    assert text in capsys.readouterr().out


def test_the_readme_lists_every_command() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert sorted(re.findall(r"^\|[^|]*\| `([\w-]+)` \|", text, re.MULTILINE)) == COMMANDS


def test_commands_that_texts_name_exist() -> None:
    texts = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "Makefile"]
    texts += [path for path in (ROOT / "tools").rglob("*.*") if path.suffix in (".yml", ".md")]
    named = {
        found
        for path in texts
        for found in re.findall(
            r"(?:-m tools|\$\(RUN\)|bin/toolkit) ([a-z][a-z-]*)", path.read_text(encoding="utf-8")
        )
    }
    assert named - {*COMMANDS} == set()
    assert len(named) > 5


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["buidl"], "No such command 'buidl'. Did you mean 'build'?"),
        ([], "Missing command."),
        (["new", "story"], "Missing argument 'slug'."),
        (["check", "--releases"], "No such option: --releases"),
        (["edition", "--shard", "3/2", "x.yml"], "3/2 is not a shard such as 2/8."),
        (["begin", "A", "--language", "tlh"], "tlh is not one of en, nl."),
    ],
)
def test_a_wrong_command_line_is_reported_in_one_line(
    arguments: list[str], expected: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    output = capsys.readouterr()
    assert output.out == ""
    (line,) = output.err.splitlines()
    assert expected in line
    command = " ".join(["python -m tools", *arguments[:1]]) if "command" not in expected else ""
    assert line.endswith(f"Help: {command or 'python -m tools'} --help")


@pytest.mark.integration
def test_a_terminal_shows_one_bar_and_then_the_summary(small_cached: Path) -> None:
    output = run_in_terminal("--project", str(small_cached), "build", PYTHON_CPU_COUNT="2")
    assert "typesetting the book" in output
    assert "making pages …" not in output
    assert "making pages:" not in output
    *bar, summary = output.split(CLEAR_LINE)
    assert len(bar) > 5
    assert all("Made in" not in text for text in bar)
    assert summary.startswith("Made in ")
    assert ESCAPE not in summary


@pytest.mark.integration
def test_a_terminal_shows_a_mistake_when_the_bar_is_gone(small: Path) -> None:
    with (small / "overrides" / "print" / "text.css").open("a", encoding="utf-8") as style:
        style.write("\nbody { background: url(gone.png) }\n")
    output = run_in_terminal(
        "--project", str(small), "build", expected_code=1, PYTHON_CPU_COUNT="2"
    )
    assert "typesetting the book" in output
    *_, message = output.split(CLEAR_LINE)
    assert "gone.png" in message
    assert ESCAPE not in message


@pytest.mark.integration
@pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_a_terminal_without_styles_gets_lines(
    environment: dict[str, Any], small_cached: Path
) -> None:
    output = run_in_terminal("--project", str(small_cached), "export", **environment)
    assert re.search(r"^files from the data …\r\nfiles from the data: [\d.]+ s\r\nMade in", output)
    assert CLEAR_LINE not in output


@pytest.mark.integration
def test_a_pipe_gets_the_steps_in_lines(small_cached: Path) -> None:
    done = run("--project", str(small_cached), "export", TERM="xterm", FORCE_COLOR="1")
    assert done.stdout.startswith("files from the data …\nfiles from the data: ")
    assert ESCAPE not in done.stdout


def test_a_pipe_gets_plain_text(small: Path) -> None:
    forced = {"GITHUB_ACTIONS": "true", "FORCE_COLOR": "1"}
    for arguments in (["--help"], ["--project", str(small), "prose"], ["buidl"]):
        done = run(*arguments, **forced)
        assert done.stdout + done.stderr
        assert ESCAPE not in done.stdout + done.stderr


def test_a_terminal_gets_styles_unless_they_are_unwanted(small: Path) -> None:
    for arguments in (["--help"], ["--project", str(small), "prose"]):
        assert ESCAPE in run_in_terminal(*arguments)
        assert ESCAPE not in run_in_terminal(*arguments, NO_COLOR="1")


def test_a_terminal_and_a_pipe_show_the_same_words(small: Path) -> None:
    arguments = ("--project", str(small), "reviews", "--by", "2028-01-01")
    terminal = run_in_terminal(*arguments, NO_COLOR="1")
    piped = run(*arguments).stdout
    assert max(map(len, piped.splitlines())) > 100
    assert max(map(len, terminal.splitlines())) <= 100
    assert sorted(terminal.split()) == sorted(piped.split())


@pytest.mark.parametrize("arguments", ["'--help'", "'check'"])
def test_help_and_check_load_nothing_heavy(arguments: str) -> None:
    code = f"import sys; from tools.cli import main; main([{arguments}]); print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert {*done.stdout.split()} & {*HEAVY} == set()


def test_a_reader_that_goes_away_is_no_error(small: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "tools", "--project", str(small), "prose"],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout
    process.stdout.close()
    assert process.wait() == 1
    assert process.stderr
    assert process.stderr.read() == b""
    process.stderr.close()
