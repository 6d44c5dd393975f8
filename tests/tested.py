"""Audit the whole built site, and save the results for readers: `python -m tests.tested`.

Every page and every PDF of `site/` is checked as in the tests, which take a sample each time. The
results go into `docs/_data/tested.yml`, from which the accessibility statement is made.
"""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser
from ruamel.yaml import YAML

from tests.browser import test_accessibility as axe
from tests.browser import test_wcag as wcag
from tests.checks.test_html import JAR, validate_html
from tests.chromium import open_chromium
from tests.conftest import ROOT, Built
from tests.pdf.documents import group_pdfs
from tests.pdf.verapdf import validate
from tools.model.project import AUDIT_FILE, DATA_FOLDER

SCHEMES, WIDTHS = ("light", "dark"), (wcag.WIDE, wcag.NARROW)


@dataclass
class AuditRound:
    """A round of checks, as the model reads it (`tools/model/entities/reference_data.py`)."""

    id: str
    by: str
    count: int
    times: int
    found: list[str]


def version(package: Path) -> str:
    """Return the version of an npm package in a folder."""
    return str(json.loads((package / "package.json").read_text(encoding="utf-8"))["version"])


def run_axe(browser: Browser, built: Built) -> AuditRound:
    """Run axe on every page, in both palettes and widths."""
    found = []
    for name in axe.PAGES:
        for scheme in SCHEMES:
            with axe.open_page(browser, built, name, scheme) as page:
                for width in axe.widths(page):
                    found += [f"{name}, {scheme}, {width}: {x}" for x in axe.violations(page)]
    count = len(axe.PAGES)
    by = f"axe-core {version(axe.AXE.parent)}, Chromium {browser.version}"
    return AuditRound("axe", by, count, count * len(SCHEMES) * len(WIDTHS), found)


def measure_layout(browser: Browser, built: Built) -> AuditRound:
    """Measure every page in both widths, and in the narrow one with wider text."""
    found, times = [], 0
    spaced = ("sideways", "cut")
    for name in axe.PAGES:
        with wcag.open_page(browser, built, name, wcag.WIDE) as page:
            rounds = [(width, wcag.GEOMETRY) for width in WIDTHS] + [(wcag.NARROW, spaced)]
            for width, measures in rounds:
                page.set_viewport_size({"width": width, "height": 720})
                if measures is spaced:
                    page.add_style_tag(content=wcag.TEXT_SPACING)
                failures = wcag.measure(page, *measures)
                found += [f"{name}, {width}: {x} {', '.join(y)}" for x, y in failures.items()]
                times += len(measures)
    return AuditRound("layout", f"Chromium {browser.version}", len(axe.PAGES), times, found)


def walk_by_keyboard(browser: Browser, built: Built) -> AuditRound:
    """Press Tab through every page, in both widths."""
    found, times = [], 0
    for name in axe.PAGES:
        for width in WIDTHS:
            with wcag.open_page(browser, built, name, width) as page:
                stops, left = wcag.walk_by_keyboard(page)
            times += len(stops)
            found += [f"{name}, {width}: {x['name']} {x['wrong']}" for x in stops if x["wrong"]]
            found += [] if left else [f"{name}, {width}: no way out"]
    return AuditRound("keyboard", f"Chromium {browser.version}", len(axe.PAGES), times, found)


def check_html(built: Built) -> AuditRound:
    """Run the W3C's checker on the HTML of every page."""
    pages = [built.site / name for name in axe.PAGES]
    by = f"vnu {version(JAR.parents[2])}"
    return AuditRound("html", by, len(pages), len(pages), validate_html(pages))


def check_pdfs(built: Built) -> AuditRound:
    """Run veraPDF on every PDF for the screen."""
    files = [path for kind in group_pdfs(built).values() for path in kind]
    report = validate(files)
    found = [str(verdict) for verdict in report.verdicts if verdict.failures]
    rules = min(verdict.rules for verdict in report.verdicts)
    return AuditRound("pdf", f"veraPDF {report.engine}", len(report.verdicts), rules, found)


def run_all(browser: Browser, built: Built) -> Iterator[AuditRound]:
    """Yield the results of each round as soon as it ends."""
    yield run_axe(browser, built)
    yield measure_layout(browser, built)
    yield walk_by_keyboard(browser, built)
    yield check_html(built)
    yield check_pdfs(built)


def main() -> int:
    """Run all rounds, print and save the findings; return 1 when there are any."""
    built = Built(ROOT, "")
    entries = []
    with open_chromium() as browser:
        for round_ in run_all(browser, built):
            print(
                f"{round_.id}: {round_.count}, {round_.times}; found: {len(round_.found)}",
                flush=True,
            )
            print("".join(f"  {finding}\n" for finding in round_.found), end="")
            entries.append({"id": round_.id, "on": dt.date.today(), **vars(round_)})
    yaml = YAML()
    yaml.width = 200
    with (ROOT / "docs" / DATA_FOLDER / AUDIT_FILE).open("w", encoding="utf-8") as file:
        file.write("# Made by `make tested`, from the built site; not by hand.\n")
        yaml.dump(entries, file)
    return int(any(finding["found"] for finding in entries))


if __name__ == "__main__":
    sys.exit(main())
