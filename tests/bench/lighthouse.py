"""Lighthouse on each kind of page, as on a phone and on a desktop: medians, spread, failures.

The built site is served compressed here; the browser is the system's Chromium. Lighthouse
estimates the speed of a slow phone from what it measures here: a busy machine lowers all numbers.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from tests.bench.weight import PAGES, serve_site
from tests.chromium import FLAGS, chromium_path
from tests.conftest import ROOT

PINS = Path(__file__).parent / "node"
INSTALL_FOLDER = ROOT / "build" / "lighthouse"
WINDOWS = {"mobile": [], "desktop": ["--preset=desktop"]}
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
TIMES = {"LCP": "largest-contentful-paint", "TBT": "total-blocking-time"}  # in ms
PATIENCE = 240  # seconds


@dataclass(frozen=True)
class Result:
    """The result of a run: points by category, times, layout shift, and failed audits."""

    points: tuple[int, ...]
    times: tuple[float, ...]
    shift: float
    failed: frozenset[str]


def install() -> Path:
    """Install the pinned Lighthouse, once; return its program."""
    lock = INSTALL_FOLDER / "package-lock.json"
    if not lock.exists() or lock.read_bytes() != (PINS / "package-lock.json").read_bytes():
        shutil.rmtree(INSTALL_FOLDER, ignore_errors=True)
        shutil.copytree(PINS, INSTALL_FOLDER)
        lock.rename(INSTALL_FOLDER / "installing")
        shutil.copy(INSTALL_FOLDER / "installing", lock)
        npm = ["npm", "ci", "--ignore-scripts", "--loglevel=error"]
        try:
            subprocess.run(npm, cwd=INSTALL_FOLDER, check=True, stdout=subprocess.DEVNULL)
        except (OSError, subprocess.CalledProcessError):
            lock.unlink()
            raise
    return INSTALL_FOLDER / "node_modules" / "lighthouse" / "cli" / "index.js"


def run_lighthouse(program: Path, address: str, window: list[str]) -> Result:
    """Run Lighthouse once on a page; raise RuntimeError when it fails."""
    with tempfile.TemporaryDirectory() as folder:
        report_path = Path(folder) / "report.json"
        chrome_flags = " ".join(flag for flag in FLAGS if " " not in flag)
        done = subprocess.run(
            ["node", program, address, *window, "--quiet", "--output=json",
             f"--output-path={report_path}", "--no-enable-error-reporting",
             f"--chrome-flags=--headless=new {chrome_flags}"],
            env={**os.environ, "CHROME_PATH": chromium_path()},
            capture_output=True, text=True, timeout=PATIENCE, check=False,
        )  # fmt: skip
        report: dict[str, Any] = (
            json.loads(report_path.read_text("utf-8")) if report_path.exists() else {}
        )
    if not report or "runtimeError" in report:
        raise RuntimeError(f"{address}: {report.get('runtimeError', done.stderr)}")
    return parse_report(report)


def parse_report(report: dict[str, Any]) -> Result:
    """Return the result in a report; `failed` are the audits outside the category of speed."""
    audits, categories = report["audits"], report["categories"]
    failed = {
        audit["id"]
        for name in CATEGORIES[1:]
        for audit in categories[name]["auditRefs"]
        if audit["weight"] and (audits[audit["id"]]["score"] or 0) < 1
        and audits[audit["id"]]["scoreDisplayMode"]
        not in ("notApplicable", "manual", "informative")
    }  # fmt: skip
    return Result(
        tuple(round(100 * categories[name]["score"]) for name in CATEGORIES),
        tuple(audits[name]["numericValue"] for name in TIMES.values()),
        audits["cumulative-layout-shift"]["numericValue"],
        frozenset(failed),
    )


def measure_lighthouse(runs: int, site: Path = ROOT / "site") -> None:
    """Measure the site as `make` has built it, and print a table of medians.

    The runs of a page are spread over time, so that a busy moment does not affect all of them.
    """
    program = install()
    results: dict[tuple[str, str], list[Result]] = {}
    with serve_site(site) as address:
        for _ in range(runs):
            for kind, name in PAGES.items():
                for window, flags in WINDOWS.items():
                    result = run_lighthouse(program, address + name, flags)
                    results.setdefault((kind, window), []).append(result)
                    print(f"{kind} {window}: {result.points[0]}", file=sys.stderr, flush=True)
    print(f"Lighthouse, medians of {runs} (speed: least to most); LCP and TBT in ms")
    print("page        window   speed           access. best    SEO    LCP   TBT   CLS  failed")
    for (kind, window), verdicts in results.items():
        print(f"{kind:11} {window:8} {format_row(verdicts)}", flush=True)


def format_row(verdicts: list[Result]) -> str:
    """Return the medians of the runs of a page as a row."""
    speeds = [verdict.points[0] for verdict in verdicts]
    speed, *rest = map(median, zip(*(verdict.points for verdict in verdicts), strict=True))
    times = map(median, zip(*(verdict.times for verdict in verdicts), strict=True))
    failed = sorted(set[str]().union(*(verdict.failed for verdict in verdicts)))
    return (
        f"{speed:3.0f} ({min(speeds):3d}–{max(speeds):3d})  "
        + "".join(f"{points:7.0f}" for points in rest)
        + "".join(f"{time:7.0f}" for time in times)
        + f"{median(verdict.shift for verdict in verdicts):6.3f}  {', '.join(failed) or 'nothing'}"
    )
