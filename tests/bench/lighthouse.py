"""Lighthouse on each kind of page, as on a phone and on a desk: medians, their spread, what fails.

The built site is served packed on this machine; the browser is the system's Chromium. How fast a
slow phone would be Lighthouse reckons from what it sees here: a busy machine lowers all numbers.
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

from tests.bench.weight import PAGES, serving
from tests.chromium import FLAGS, chromium_path
from tests.conftest import ROOT

PINS = Path(__file__).parent / "node"
HOME = ROOT / "build" / "lighthouse"
WINDOWS = {"mobile": [], "desktop": ["--preset=desktop"]}
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
TIMES = {"LCP": "largest-contentful-paint", "TBT": "total-blocking-time"}  # in ms
PATIENCE = 240  # seconds


@dataclass(frozen=True)
class Verdict:
    """What one run gives: points for each category, times, shift of the layout, and what failed."""

    points: tuple[int, ...]
    times: tuple[float, ...]
    shift: float
    failed: frozenset[str]


def install() -> Path:
    """Install Lighthouse as it is pinned, once; give its program."""
    kept = HOME / "package-lock.json"
    if not kept.exists() or kept.read_bytes() != (PINS / "package-lock.json").read_bytes():
        shutil.rmtree(HOME, ignore_errors=True)
        shutil.copytree(PINS, HOME)
        kept.rename(HOME / "installing")
        shutil.copy(HOME / "installing", kept)
        npm = ["npm", "ci", "--ignore-scripts", "--loglevel=error"]
        try:
            subprocess.run(npm, cwd=HOME, check=True, stdout=subprocess.DEVNULL)
        except (OSError, subprocess.CalledProcessError):
            kept.unlink()
            raise
    return HOME / "node_modules" / "lighthouse" / "cli" / "index.js"


def judge(program: Path, address: str, window: list[str]) -> Verdict:
    """Let Lighthouse load a page once; raise RuntimeError when it could not."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        done = subprocess.run(
            ["node", program, address, *window, "--quiet", "--output=json",
             f"--output-path={report}", "--no-enable-error-reporting",
             f"--chrome-flags=--headless=new {' '.join(one for one in FLAGS if ' ' not in one)}"],
            env={**os.environ, "CHROME_PATH": chromium_path()},
            capture_output=True, text=True, timeout=PATIENCE, check=False,
        )  # fmt: skip
        told: dict[str, Any] = json.loads(report.read_text("utf-8")) if report.exists() else {}
    if not told or "runtimeError" in told:
        raise RuntimeError(f"{address}: {told.get('runtimeError', done.stderr)}")
    return verdict(told)


def verdict(told: dict[str, Any]) -> Verdict:
    """Give what a report says; failed is what counts for more than speed and is not right."""
    audits, categories = told["audits"], told["categories"]
    failed = {
        one["id"]
        for name in CATEGORIES[1:]
        for one in categories[name]["auditRefs"]
        if one["weight"] and (audits[one["id"]]["score"] or 0) < 1
        and audits[one["id"]]["scoreDisplayMode"] not in ("notApplicable", "manual", "informative")
    }  # fmt: skip
    return Verdict(
        tuple(round(100 * categories[name]["score"]) for name in CATEGORIES),
        tuple(audits[name]["numericValue"] for name in TIMES.values()),
        audits["cumulative-layout-shift"]["numericValue"],
        frozenset(failed),
    )


def measure_lighthouse(runs: int, site: Path = ROOT / "site") -> None:
    """Judge the site as `make` has built it, and print a table of medians.

    The runs of one page stand far apart in time, so that a busy moment does not meet all of them.
    """
    program = install()
    found: dict[tuple[str, str], list[Verdict]] = {}
    with serving(site) as address:
        for _ in range(runs):
            for kind, name in PAGES.items():
                for window, flags in WINDOWS.items():
                    seen = judge(program, address + name, flags)
                    found.setdefault((kind, window), []).append(seen)
                    print(f"{kind} {window}: {seen.points[0]}", file=sys.stderr, flush=True)
    print(f"Lighthouse, medians of {runs} (speed: least to most); LCP and TBT in ms")
    print("page        window   speed           access. best    SEO    LCP   TBT   CLS  failed")
    for (kind, window), verdicts in found.items():
        print(f"{kind:11} {window:8} {row(verdicts)}", flush=True)


def row(verdicts: list[Verdict]) -> str:
    """Give the medians of some runs as one line."""
    speeds = [one.points[0] for one in verdicts]
    speed, *rest = map(median, zip(*(one.points for one in verdicts), strict=True))
    times = map(median, zip(*(one.times for one in verdicts), strict=True))
    failed = sorted(set[str]().union(*(one.failed for one in verdicts)))
    return (
        f"{speed:3.0f} ({min(speeds):3d}–{max(speeds):3d})  "
        + "".join(f"{points:7.0f}" for points in rest)
        + "".join(f"{time:7.0f}" for time in times)
        + f"{median(one.shift for one in verdicts):6.3f}  {', '.join(failed) or 'nothing'}"
    )
