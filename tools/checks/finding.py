"""The form of a finding about a built file or a release: `place: code what is wrong`."""

from collections.abc import Iterable, Iterator

from tools.model.rule_table import BY_NAME


def add_code(rule: str, findings: Iterable[str]) -> Iterator[str]:
    """Return findings with the code of a rule, by its name."""
    return (format_finding(rule, finding) for finding in findings)


def format_finding(rule: str, finding: str) -> str:
    """Return a finding with the code of a rule behind the place with which it begins.

    A finding about the site as a whole begins with the code.
    """
    code = BY_NAME[rule].code
    place, colon, text = finding.partition(": ")
    return f"{place}: {code} {text}" if colon else f"{code} {finding}"
