"""The values of plain scalars of YAML: the core schema of YAML 1.2, and dates.

Other than in YAML 1.1, as the site engine reads it, `yes` and `on` are text, and so is `12:30`.
A date is one, although the core schema has none, because publications are full of them. Numbers
may have underscores, and 0b before binary digits.
"""

import datetime as dt
import re

from yaml.constructor import SafeConstructor
from yaml.nodes import ScalarNode

Scalar = str | int | float | bool | dt.date | None

CONSTANTS: dict[str, Scalar] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys((".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"), float("inf")),
    **dict.fromkeys(("-.inf", "-.Inf", "-.INF"), float("-inf")),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), float("nan")),
}
NUMBER_START = frozenset("-+.0123456789")
INTEGER = re.compile(
    r"[-+]?(?:0b_*[01][01_]*|0o_*[0-7][0-7_]*|0x_*[0-9a-fA-F][0-9a-fA-F_]*|_*[0-9][0-9_]*)"
)
BASES = {"0b": 2, "0o": 8, "0x": 16}
FLOAT = re.compile(
    r"[-+]?(?:[0-9][0-9_]*(?:\.[0-9_]*)?(?:[eE][-+]?[0-9]+)?|\._*[0-9][0-9_]*(?:[eE][-+][0-9]+)?)"
)
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def read_plain_scalar(text: str) -> Scalar:
    """Return the value of a plain scalar; raise ValueError for a date that does not exist."""
    if text in CONSTANTS:
        return CONSTANTS[text]
    if text[0] not in NUMBER_START:
        return text
    if INTEGER.fullmatch(text):
        digits = text.replace("_", "")
        return int(digits, BASES.get(digits.lstrip("-+")[:2], 10))
    if FLOAT.fullmatch(text):
        return float(text.replace("_", ""))
    if DATE.fullmatch(text):
        return dt.date.fromisoformat(text)
    if ":" in text and SafeConstructor.timestamp_regexp.match(text):
        moment: dt.datetime = SafeConstructor().construct_yaml_timestamp(ScalarNode("", text))
        return moment
    return text
