"""Try the built site whole, and keep what was found for its readers: `python -m tests.tested`.

Every page and every PDF of `site/`, by the same means as the tests, which try a sample each time.
What is found goes into `docs/_data/tested.yml`, from which the accessibility statement is made.
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
from tests.checks.test_html import JAR, judge
from tests.chromium import open_chromium
from tests.conftest import ROOT, Built
from tests.pdf.documents import documents
from tests.pdf.verapdf import validate
from tools.model.project import AUDIT_FILE, DATA_FOLDER

SCHEMES, WIDTHS = ("light", "dark"), (wcag.WIDE, wcag.NARROW)


@dataclass
class Trial:
    """A round of tests, as the model reads it (`tools/model/entities/reference_data.py`)."""

    id: str
    by: str
    count: int
    times: int
    found: list[str]


def version(package: Path) -> str:
    """Give the version that a package of npm names in its folder."""
    return str(json.loads((package / "package.json").read_text(encoding="utf-8"))["version"])


def look(browser: Browser, built: Built) -> Trial:
    """Let axe look at every page, in both palettes and widths."""
    found = []
    for name in axe.PAGES:
        for scheme in SCHEMES:
            with axe.opened(browser, built, name, scheme) as page:
                for width in axe.widths(page):
                    found += [f"{name}, {scheme}, {width}: {x}" for x in axe.violations(page)]
    count = len(axe.PAGES)
    by = f"axe-core {version(axe.AXE.parent)}, Chromium {browser.version}"
    return Trial("axe", by, count, count * len(SCHEMES) * len(WIDTHS), found)


def measure(browser: Browser, built: Built) -> Trial:
    """Measure every page in both widths, and in the narrow one with wider text."""
    found, times = [], 0
    spaced = ("sideways", "cut")
    for name in axe.PAGES:
        with wcag.opened(browser, built, name, wcag.WIDE) as page:
            rounds = [(width, wcag.GEOMETRY) for width in WIDTHS] + [(wcag.NARROW, spaced)]
            for width, measures in rounds:
                page.set_viewport_size({"width": width, "height": 720})
                if measures is spaced:
                    page.add_style_tag(content=wcag.SPACED)
                wrong = wcag.found(page, *measures)
                found += [f"{name}, {width}: {x} {', '.join(y)}" for x, y in wrong.items()]
                times += len(measures)
    return Trial("layout", f"Chromium {browser.version}", len(axe.PAGES), times, found)


def walk(browser: Browser, built: Built) -> Trial:
    """Walk through every page with the Tab key, in both widths."""
    found, times = [], 0
    for name in axe.PAGES:
        for width in WIDTHS:
            with wcag.opened(browser, built, name, width) as page:
                stops, left = wcag.walk(page)
            times += len(stops)
            found += [f"{name}, {width}: {x['name']} {x['wrong']}" for x in stops if x["wrong"]]
            found += [] if left else [f"{name}, {width}: no way out"]
    return Trial("keyboard", f"Chromium {browser.version}", len(axe.PAGES), times, found)


def parse(built: Built) -> Trial:
    """Let the W3C's checker judge the HTML of every page."""
    pages = [built.site / name for name in axe.PAGES]
    by = f"vnu {version(JAR.parents[2])}"
    return Trial("html", by, len(pages), len(pages), judge(pages))


def validate_all(built: Built) -> Trial:
    """Let veraPDF judge every PDF for the screen."""
    files = [path for kind in documents(built).values() for path in kind]
    report = validate(files)
    found = [str(one) for one in report.verdicts if one.failures]
    rules = min(one.rules for one in report.verdicts)
    return Trial("pdf", f"veraPDF {report.engine}", len(report.verdicts), rules, found)


def trials(browser: Browser, built: Built) -> Iterator[Trial]:
    """Give the outcome of each round as soon as it is there."""
    yield look(browser, built)
    yield measure(browser, built)
    yield walk(browser, built)
    yield parse(built)
    yield validate_all(built)


def main() -> int:
    """Try all, tell and keep what was found; 1 when anything was."""
    built = Built(ROOT, "")
    kept = []
    with open_chromium() as browser:
        for trial in trials(browser, built):
            print(
                f"{trial.id}: {trial.count}, {trial.times}; found: {len(trial.found)}", flush=True
            )
            print("".join(f"  {one}\n" for one in trial.found), end="")
            kept.append({"id": trial.id, "on": dt.date.today(), **vars(trial)})
    yaml = YAML()
    yaml.width = 200
    with (ROOT / "docs" / DATA_FOLDER / AUDIT_FILE).open("w", encoding="utf-8") as file:
        file.write("# Made by `make tested`, from the built site; not by hand.\n")
        yaml.dump(kept, file)
    return int(any(one["found"] for one in kept))


if __name__ == "__main__":
    sys.exit(main())
