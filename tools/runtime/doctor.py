"""Programs and libraries that the machine needs beside Python packages, and their installation."""

import ctypes.util
import os
import platform
import shutil
import subprocess
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from tools.runtime.console import format_table, report

# LibreOffice's own Python on macOS and Windows; on Linux the system's, with a package for it.
OFFICE_PYTHONS = (
    "/usr/bin/python3",
    "/Applications/LibreOffice.app/Contents/Resources/python",
    "C:/Program Files/LibreOffice/program/python.exe",
)
HUNSPELL_FOLDERS = ("/usr/share/hunspell", "/usr/share/myspell", "/opt/homebrew/share/hunspell")


@dataclass(frozen=True)
class Need:
    """A requirement of the machine, and its packages per package manager."""

    name: str
    is_present: Callable[[], bool]
    apt: str
    dnf: str
    brew: str
    windows: str


def has_library(*names: str) -> Callable[[], bool]:
    """Return a test for shared libraries, by the names that the loader knows."""
    return lambda: all(ctypes.util.find_library(name) for name in names)


def only_on(name: str, is_present: Callable[[], bool]) -> Callable[[], bool]:
    """Return a test that counts on the named operating system only."""
    return lambda: platform.system() != name or is_present()


def has_program(*names: str) -> Callable[[], bool]:
    """Return a test for a program under any of its names."""
    path = f"{os.environ.get('PATH', os.defpath)}{os.pathsep}/usr/sbin"  # where servers are
    return lambda: any(shutil.which(name, path=path) for name in names)


def has_dictionary(language: str) -> Callable[[], bool]:
    """Return a test for a hunspell dictionary, such as `nl_NL` or `nl`."""
    names = (f"{language}.dic", f"{language[:2]}.dic")
    return lambda: any(Path(f, name).exists() for f in HUNSPELL_FOLDERS for name in names)


def has_office_part(name: str) -> Callable[[], bool]:
    """Return a test for a library of LibreOffice that Linux packages separately."""

    def is_present() -> bool:
        program = shutil.which("soffice")
        return program is not None and (Path(program).resolve().parent / name).is_file()

    return only_on("Linux", is_present)


def office_python() -> str | None:
    """Return the Python that can drive LibreOffice, if there is one."""
    return next((python for python in OFFICE_PYTHONS if succeeds(python, "-c", "import uno")), None)


def succeeds(program: str, *arguments: str) -> bool:
    """Return whether a program is there and succeeds."""
    is_present = shutil.which(program) is not None
    return is_present and subprocess.run([program, *arguments], capture_output=True).returncode == 0


MSYS = "pacman -S mingw-w64-ucrt-x86_64-"
BUILD_NEEDS = (
    Need(
        "pango", has_library("pango-1.0", "pangoft2-1.0", "harfbuzz-subset"),
        "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0", "pango harfbuzz", "pango",
        f"MSYS2, then: {MSYS}pango",
    ),
)  # fmt: skip
TEST_NEEDS = (
    Need(  # of the program that drives the browser
        "libatomic", only_on("Linux", has_library("atomic")),
        "libatomic1", "libatomic", "(nothing)", "(nothing)",
    ),
    Need(
        "chromium", has_program("chromium-headless-shell", "chromium", "chromium-browser"),
        "chromium-headless-shell", "chromium", "--cask chromium", "Chromium",
    ),
    Need(
        "poppler", has_program("pdftotext"),
        "poppler-utils", "poppler-utils", "poppler", f"{MSYS}poppler",
    ),
    Need(
        "libreoffice", has_program("soffice"),
        "libreoffice-writer-nogui libreoffice-calc-nogui fonts-crosextra-carlito",
        "libreoffice-writer libreoffice-calc google-carlito-fonts", "--cask libreoffice",
        "LibreOffice",
    ),
    Need(
        "libreoffice-impress", has_office_part("libsdlo.so"),
        "libreoffice-impress-nogui", "libreoffice-impress", "(nothing)", "(nothing)",
    ),
    Need(
        "python-uno", lambda: office_python() is not None,
        "python3-uno", "libreoffice-pyuno", "(nothing)", "(nothing)",
    ),
    Need("nginx", has_program("nginx"), "nginx-light", "nginx", "nginx", f"{MSYS}nginx"),
    Need("apache", has_program("apache2", "httpd"), "apache2-bin", "httpd", "httpd", "Apache"),
    Need("npm", has_program("npm"), "nodejs npm", "nodejs-npm", "node", f"{MSYS}nodejs"),
    Need(  # of the validator of PDFs
        "java", has_program("java"),
        "default-jre-headless", "java-latest-openjdk-headless", "--cask temurin",
        "Java 11 or newer",
    ),
    Need(
        "hunspell", has_program("hunspell"),
        "hunspell", "hunspell", "hunspell", f"{MSYS}hunspell",
    ),
    Need(
        "hunspell-nl", has_dictionary("nl_NL"),
        "hunspell-nl", "hunspell-nl", "(copy nl_NL.aff and nl_NL.dic)", f"{MSYS}hunspell-nl",
    ),
)  # fmt: skip


def missing(tests: bool) -> list[Need]:
    """Return the needs that this machine lacks; `tests`: also those of the tests."""
    needs = (*BUILD_NEEDS, *TEST_NEEDS) if tests else BUILD_NEEDS
    return [need for need in needs if not need.is_present()]


def check_machine(install: bool, tests: bool) -> bool:
    """Return whether this machine has what it needs, and report what it lacks.

    `install`: first install that, where it can be done without asking.
    """
    lacking = missing(tests)
    if lacking and install and may_install():
        apt_install(need.apt for need in lacking)
        lacking = missing(tests)
    if lacking:
        report(advice(need.name for need in lacking))
    return not lacking


def may_install() -> bool:
    """Return whether packages can be installed without asking: by apt, as root or with sudo."""
    return shutil.which("apt-get") is not None and (not sudo() or succeeds(*sudo(), "true"))


def sudo() -> list[str]:
    """Return the prefix for a command that needs root."""
    return [] if os.geteuid() == 0 else ["sudo", "-n"]


def apt_install(packages: Iterable[str]) -> None:
    """Install Debian packages; a package that fails to install is still missing afterwards."""
    names = " ".join(packages).split()
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    report(f"apt-get install {' '.join(names)} …")
    for command in ("update -qq", f"install -y -qq --no-install-recommends {' '.join(names)}"):
        words = [*sudo(), "apt-get", *command.split()]
        subprocess.run(words, env=environment, stdout=subprocess.DEVNULL, check=False)


def advice(names: Iterable[str]) -> str:
    """Return how to install the named needs, on this system first and then on others."""
    chosen = set(names)
    needs = [need for need in (*BUILD_NEEDS, *TEST_NEEDS) if need.name in chosen]
    commands = {
        "Debian/Ubuntu": "sudo apt-get install " + " ".join(need.apt for need in needs),
        "Fedora": "sudo dnf install " + " ".join(need.dnf for need in needs),
        "macOS": "brew install " + " ".join(need.brew for need in needs),
        "Windows": "; ".join(need.windows for need in needs) + " (or use WSL with Debian)",
    }
    here = {"Darwin": "macOS", "Windows": "Windows"}.get(platform.system(), "Debian/Ubuntu")
    order = [here, *(name for name in commands if name != here)]
    rows = [(f"  {name}:", commands[name]) for name in order]
    lacking = ", ".join(need.name for need in needs)
    table = format_table(rows, wrap=False)  # a command is copied in one piece
    return "\n".join([f"This machine lacks {lacking}. Install it:", *table])
