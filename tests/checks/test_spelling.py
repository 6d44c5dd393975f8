"""The Dutch spelling of the site, checked with hunspell and the project's word list."""

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
NOT_CHECKED = "cite|code|svg"  # titles of sources and addresses


def unknown(words: set[str]) -> set[str]:
    """Return the words that neither hunspell nor the word list knows."""
    own_words = {
        line.strip()
        for line in WORDS.read_text(encoding="utf-8").splitlines()
        if line.strip() and not line.startswith("#")
    }
    unknown_words = sorted(words - own_words)
    done = subprocess.run(
        ["hunspell", "-d", "nl_NL", "-i", "UTF-8", "-l"],
        input="\n".join(unknown_words), capture_output=True, text=True, check=True,
    )  # fmt: skip
    return set(done.stdout.split()) - own_words


def words_in(element: HtmlElement) -> set[str]:
    """Return the words of an element in the language of the publication."""
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
            for word in words_in(article):
                found.setdefault(word, page.url)
    assert len(found) > 2500
    misspelt = unknown(set(found))
    assert sorted(f"{word} ({found[word]})" for word in misspelt if word in found) == []


def test_a_spelling_mistake_is_found() -> None:
    assert unknown({"medewerker", "medewerkker", "afspraken", "afspraaken"}) == {
        "medewerkker",
        "afspraaken",
    }


def test_the_word_list_is_sorted_and_has_no_unneeded_words() -> None:
    lines = [x for x in WORDS.read_text(encoding="utf-8").splitlines() if x and x[0] != "#"]
    assert lines == sorted(set(lines))
    done = subprocess.run(
        ["hunspell", "-d", "nl_NL", "-i", "UTF-8", "-l"],
        input="\n".join(lines), capture_output=True, text=True, check=True,
    )  # fmt: skip
    unneeded = {word for word in lines if word not in done.stdout.split()}
    assert {word for word in unneeded if "-" not in word and "'" not in word} == set()
