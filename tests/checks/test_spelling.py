"""Dutch as it is spelt: every word of site and book, with hunspell and the project's own words."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest
from lxml.html import HtmlElement

from tests.conftest import ROOT, Built
from tools.site.built_pages import read_pages

pytestmark = pytest.mark.integration

WORDS = ROOT / "docs" / "_data" / "words.txt"
FOREIGN = "cite|code|svg"  # titles of sources and addresses are as they are


def unknown(words: set[str]) -> set[str]:
    """Give the words that neither hunspell nor the project knows."""
    own = {
        line.strip()
        for line in WORDS.read_text(encoding="utf-8").splitlines()
        if line.strip() and not line.startswith("#")
    }
    asked = sorted(words - own)
    done = subprocess.run(
        ["hunspell", "-d", "nl_NL", "-i", "UTF-8", "-l"],
        input="\n".join(asked), capture_output=True, text=True, check=True,
    )  # fmt: skip
    return set(done.stdout.split()) - own


def words_of(element: HtmlElement) -> set[str]:
    """Give the words that an element says in the publication's own language."""
    text = " ".join(
        str(part)
        for part in element.xpath(
            ".//text()[not(ancestor::cite or ancestor::code or ancestor::script"
            " or ancestor::style or ancestor::*[contains(@class, 'address')]"
            " or ancestor::th[@scope='row'] or ancestor::*[contains(@class, 'origin')])]"
        )
    )
    text = re.sub(r"\b[\w.-]+@[\w.-]+|\bhttps?://\S+|\b[\w-]+\.(?:nl|com|yml|pdf)\b", " ", text)
    found = re.findall(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*", text)
    return {word.replace("’", "'") for word in found if len(word) > 1}


@pytest.fixture(scope="module", autouse=True)
def hunspell() -> None:
    """Hunspell must be there: `make test` installs it."""
    assert shutil.which("hunspell"), "hunspell is missing: python -m tools doctor --tests"


def test_every_page_is_spelt_well(built: Built) -> None:
    found: dict[str, str] = {}
    for page in read_pages(built.site).values():
        for article in page.root.xpath("//article"):
            for word in words_of(article):
                found.setdefault(word, page.url)
    assert len(found) > 2500
    wrong = unknown(set(found))
    assert sorted(f"{word} ({found[word]})" for word in wrong if word in found) == []


def test_a_spelling_mistake_is_found() -> None:
    assert unknown({"medewerker", "medewerkker", "afspraken", "afspraaken"}) == {
        "medewerkker",
        "afspraaken",
    }


def test_the_own_words_are_sorted_and_each_is_needed() -> None:
    lines = [x for x in WORDS.read_text(encoding="utf-8").splitlines() if x and x[0] != "#"]
    assert lines == sorted(set(lines))
    done = subprocess.run(
        ["hunspell", "-d", "nl_NL", "-i", "UTF-8", "-l"],
        input="\n".join(lines), capture_output=True, text=True, check=True,
    )  # fmt: skip
    known = {word for word in lines if word not in done.stdout.split()}
    assert {word for word in known if "-" not in word and "'" not in word} == set()
