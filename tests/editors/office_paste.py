"""Pastes HTML into Writer and reads the document back. Runs in a Python that has LibreOffice's uno.

Reads JSON from standard input: `office` (program), `profile` (its folder, which must
exist), `payloads` (a list of `html`, `text` and perhaps `pdf`, a file to print to). Writes JSON:
for each payload the document's lines, as `tests.editors.writer.Line` has them.

Each payload goes onto the clipboard of a LibreOffice without a screen, and then the command runs
that Ctrl+V runs (`.uno:Paste`); so Writer itself chooses between HTML and text, and reads it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import uno  # type: ignore[import-not-found]
import unohelper  # type: ignore[import-not-found]
from com.sun.star.beans import PropertyValue  # type: ignore[import-not-found]
from com.sun.star.connection import NoConnectException  # type: ignore[import-not-found]
from com.sun.star.datatransfer import (  # type: ignore[import-not-found]
    DataFlavor,
    UnsupportedFlavorException,
    XTransferable,
)

PATIENCE = 60  # seconds for LibreOffice to start


class Payload(unohelper.Base, XTransferable):  # type: ignore[misc]
    """HTML and text on a clipboard, with the names that a browser gives them."""

    def __init__(self, html: str, text: str) -> None:
        self.data = {
            "text/html": (uno.ByteSequence(html.encode()), "[]byte"),
            "text/plain;charset=utf-16": (text, "string"),
        }

    def getTransferDataFlavors(self) -> tuple[Any, ...]:  # noqa: N802 - LibreOffice's name
        """Return the available flavors."""
        flavors = ((name, uno.getTypeByName(type)) for name, (_, type) in self.data.items())
        return tuple(DataFlavor(name, name, type) for name, type in flavors)

    def isDataFlavorSupported(self, flavor: Any) -> bool:  # noqa: N802
        """Return whether a flavor is available."""
        return flavor.MimeType in self.data

    def getTransferData(self, flavor: Any) -> Any:  # noqa: N802
        """Return the data of a flavor."""
        if flavor.MimeType not in self.data:
            raise UnsupportedFlavorException(flavor.MimeType, self)
        return self.data[flavor.MimeType][0]


class Office:
    """A LibreOffice that runs without a screen."""

    def __init__(self, program: str, profile: Path) -> None:
        self.pipe = f"paste-{os.getpid()}"
        self.process = subprocess.Popen(
            [
                program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore",
                "--nologo", f"--accept=pipe,name={self.pipe};urp;",
            ],
            stdout=sys.stderr,
        )  # fmt: skip
        self.context = self.connect()
        self.desktop = self.service("com.sun.star.frame.Desktop")

    def connect(self) -> Any:
        """Wait until it answers; raise TimeoutError when it does not."""
        local_context = uno.getComponentContext()
        resolver = local_context.ServiceManager.createInstance("com.sun.star.bridge.UnoUrlResolver")
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                return resolver.resolve(
                    f"uno:pipe,name={self.pipe};urp;StarOffice.ComponentContext"
                )
            except NoConnectException:
                time.sleep(0.1)
        self.process.kill()
        raise TimeoutError("LibreOffice does not answer")

    def service(self, name: str) -> Any:
        """Create one of its services."""
        return self.context.ServiceManager.createInstanceWithContext(name, self.context)

    def paste(self, html: str, text: str, pdf: str = "") -> list[dict[str, object]]:
        """Paste into a new document; return its lines."""
        document = self.desktop.loadComponentFromURL("private:factory/swriter", "_blank", 0, ())
        clipboard = self.service("com.sun.star.datatransfer.clipboard.SystemClipboard")
        clipboard.setContents(Payload(html, text), None)
        frame = document.CurrentController.Frame
        dispatcher = self.service("com.sun.star.frame.DispatchHelper")
        dispatcher.executeDispatch(frame, ".uno:Paste", "", 0, ())
        if pdf:
            as_pdf = PropertyValue("FilterName", 0, "writer_pdf_Export", uno.Enum(*DIRECT))
            document.storeToURL(Path(pdf).as_uri(), (as_pdf,))
        content = [line for part in parts(document.Text) for line in lines(part)]
        document.close(True)
        return [line for line in content if line["text"]]

    def close(self) -> None:
        """Stop it."""
        self.desktop.terminate()
        self.process.wait(PATIENCE)


DIRECT = ("com.sun.star.beans.PropertyState", "DIRECT_VALUE")


def parts(text: Any) -> Iterator[Any]:
    """Yield the paragraphs and tables of a text, in order."""
    walk = text.createEnumeration()
    while walk.hasMoreElements():
        yield walk.nextElement()


def lines(part: Any) -> Iterator[dict[str, object]]:
    """Yield a paragraph, or a table's rows, as lines; lengths in hundredths of a millimetre."""
    if part.supportsService("com.sun.star.text.TextTable"):
        for row in part.getDataArray():
            text = "\t".join(str(cell) for cell in row)
            yield {"text": text, "style": "table", "listed": False, "left": 0, "first": 0}
        return
    yield {
        "text": part.String,
        "style": part.ParaStyleName,
        "listed": bool(part.NumberingIsNumber and part.NumberingStyleName),
        "left": part.ParaLeftMargin,
        "first": part.ParaFirstLineIndent,
    }


def main() -> None:
    """Paste the payloads of standard input; write the lines to standard output."""
    request = json.load(sys.stdin)
    office = Office(request["office"], Path(request["profile"]))
    try:
        json.dump([office.paste(**payload) for payload in request["payloads"]], sys.stdout)
    finally:
        office.close()


if __name__ == "__main__":
    main()
