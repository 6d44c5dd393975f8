"""A build with warnings: it passes, whatever rule with a changeable level is broken."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.conftest import change, command
from tests.model.test_rules import CASES, SETTINGS, Case
from tools.model.loader import load_publication
from tools.model.problems import InvalidPublicationError
from tools.model.rule_table import BY_CODE, BY_NAME, ENTRIES

pytestmark = pytest.mark.integration
CHANGEABLE = {entry.code for entry in ENTRIES if not entry.is_fixed}


def apply(case: Case, root: Path) -> bool:
    """Make a mistake in a publication if it still can be made, as a warning; return whether."""
    backup = root.with_name("backup")
    shutil.copytree(root / "docs", backup)
    settings = (root / SETTINGS).read_text(encoding="utf-8")
    try:
        for file, old, new in case.changes:
            change(root, file, old, new)
        load_publication(root)
    except (AssertionError, InvalidPublicationError):  # what it changes was changed before
        shutil.rmtree(root / "docs")
        backup.rename(root / "docs")
        (root / SETTINGS).write_text(settings, encoding="utf-8")
        return False
    shutil.rmtree(backup)
    return True


def test_a_build_passes_with_mistakes_against_all_rules_that_can_be_warnings(
    small_cached: Path,
) -> None:
    settings = (small_cached / SETTINGS).read_text(encoding="utf-8")
    levels = ", ".join(f"{code}: warning" for code in sorted(CHANGEABLE))
    warned = re.sub(r"rules: \{.*\}", f"rules: {{{levels}}}", settings)
    (small_cached / SETTINGS).write_text(warned, encoding="utf-8")
    tried: set[str] = set()
    for case in CASES:
        if case.code in ("story-without-evidence", *tried):  # a story is no longer made up
            continue
        if not BY_NAME[case.code].is_fixed and apply(case, small_cached):
            tried.add(case.code)
    done = command(small_cached, "build")
    assert done.returncode == 0, done.stderr
    reported = {code for code in BY_CODE if f": {code} (warning) " in done.stdout}
    assert reported >= {BY_NAME[name].code for name in tried}
    assert len(reported) > 35
    summary = re.search(r"^Warnings: \d+ \(.*", done.stdout, re.MULTILINE)
    assert summary
    again = command(small_cached, "build").stdout
    assert "Nothing has changed" in again
    assert summary[0] in again, "warnings are told again"
