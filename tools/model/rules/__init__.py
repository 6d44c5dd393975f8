"""The rules: each is a function from a project to the problems that it finds.

A rule's docstring is its advice to editors; the message that they see is under its code in the
catalogue of the language. Rules read a project tolerantly, so that all of them run even when one
field is wrong.
"""

from collections.abc import Callable, Iterator
from importlib import import_module
from pkgutil import iter_modules

from tools.model.problems import Problem
from tools.model.project import ParsedProject

Rule = Callable[[ParsedProject], Iterator[Problem]]


def collect_rules() -> Iterator[Rule]:
    """Yield all rules: every function `check_…` that a module in this package defines."""
    for info in iter_modules(__path__):
        module = import_module(f"{__name__}.{info.name}")
        for name, function in vars(module).items():
            if name.startswith("check_") and function.__module__ == module.__name__:
                yield function


RULES = tuple(collect_rules())
