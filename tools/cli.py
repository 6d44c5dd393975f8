"""The command line, `python -m tools`: its options, exit codes and error messages."""

import os
import sys
from collections.abc import Sequence
from concurrent.futures import BrokenExecutor
from pathlib import Path
from typing import Annotated, Any

from typer import Context, Exit, Option, TyperException
from typer.core import TyperGroup
from typer.main import get_command

from tools.commands import PROGRAM, app, publication_language
from tools.errors import BuildError, PangoMissingError
from tools.runtime.console import is_styled, report_error

INTERRUPTED = 130  # the code that shells give a command stopped by Ctrl-C


class Commands(TyperGroup):
    """The commands; what stops one is reported in words, with a traceback only for a bug."""

    def invoke(self, ctx: Any) -> Any:
        """Run a command; raise Exit with its exit code when it fails."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:  # the reader of the output is gone, as with `| head`
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        except KeyboardInterrupt:
            report_error(publication_language(project_of(ctx)).word("interrupted"))
            raise Exit(INTERRUPTED) from None
        except (BuildError, PangoMissingError, OSError, BrokenExecutor, MemoryError) as error:
            message = describe(error, project_of(ctx))
            if message is None:
                raise
            report_error(message)
        raise Exit(1)


def describe(error: Exception, root: Path) -> str | None:
    """Return in words what stopped a command on the project in `root`; None for a bug."""
    from tools.build.stage import build_folder
    from tools.runtime import doctor, os_errors

    if isinstance(error, BuildError):
        return str(error)
    if isinstance(error, PangoMissingError):
        return doctor.advice(["pango"])
    return os_errors.describe(error, build_folder(root), publication_language(root))


def project_of(context: Context) -> Path:
    """Return the project's folder."""
    return Path(context.params["project"]).resolve()


@app.callback(cls=Commands)
def start(
    context: Context,
    project: Annotated[
        Path,
        Option(metavar="DIR", show_default=False, help="Folder of mkdocs.yml (default: this one)."),
    ] = Path(),
) -> None:
    """Make a site, a book and files from one folder of text."""
    context.obj = project_of(context)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return its exit code, which is 2 when the command line is not right."""
    if not is_styled():
        os.environ["_TYPER_FORCE_DISABLE_TERMINAL"] = "1"  # or help would be coloured on GitHub
    try:
        code: int | None = get_command(app)(arguments, PROGRAM, standalone_mode=False)
    except TyperException as error:
        context: Context | None = getattr(error, "ctx", None)
        command = context.command_path if context else PROGRAM
        report_error(f"{error.format_message()} Help: {command} --help")
        return error.exit_code
    return code or 0
