"""Pasting into LibreOffice Writer, as Ctrl+V does it."""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tests.editors.browser import Clipboard
from tools.runtime.doctor import office_python

SCRIPT = Path(__file__).parent / "office_paste.py"


@dataclass(frozen=True)
class Line:
    """A paragraph of a document, or a row of a table with tabs between its cells."""

    text: str
    style: str
    listed: bool  # has a bullet or number of Writer's own
    left: int  # indents in hundredths of a millimetre
    first: int


def paste_into_writer(
    payloads: list[Clipboard], folder: Path, pdf: Path | None = None
) -> list[list[Line]]:
    """Paste each payload into a new document; return the lines with text.

    `folder` takes the profile of the LibreOffice that is started; `pdf` prints the first document.
    """
    office, python = shutil.which("soffice"), office_python()
    assert office, "LibreOffice is missing: python -m tools doctor --tests"
    assert python, "LibreOffice's Python is missing: python -m tools doctor --tests"
    payload_data: list[dict[str, str]] = [
        {"html": payload.html, "text": payload.text} for payload in payloads
    ]
    if pdf:
        payload_data[0]["pdf"] = str(pdf)
    done = subprocess.run(
        [python, str(SCRIPT)],
        input=json.dumps({"office": office, "profile": str(folder), "payloads": payload_data}),
        capture_output=True, text=True, timeout=180, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return [[Line(**line) for line in lines] for lines in json.loads(done.stdout)]
