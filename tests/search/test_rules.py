"""Words that the search rules treat as the same, and words that they keep apart."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.conftest import Built
from tests.search.queries import load_finder
from tools.site.search_index import INDEX_PATH

SAME = (
    "team teams",
    "functie functies",
    "budget budgets",
    "collega collega’s collega's",
    "vaardigheid vaardigheden",
    "lijst lijsten lijstje lijstjes",
    "leren leer leert lerend lerende geleerd",
    "delen deel deelt gedeeld deling",
    "vergadering vergaderingen vergaderen",
    "opleiding opleidingen opleiden opleidt",
    "inzetbaar inzetbare inzetbaarheid",
    "cel cellen",
    "proces processen",
    "klus klussen",
    "leven leef leeft",
    "baas bazen",
    "reis reizen",
    "verandering veranderen veranderd veranderde",
    "idee ideeën ideeen",
    "ingrediënt ingredienten",
    "mens mensen",
    "werkplaats werkplaatsen",
    "zij-instromer zij-instromers",
    "bedrijf bedr\u0133f bedri\uff4af",  # one letter for two, and a letter of full width
    "compact \u0441ompact comp\u0430ct c\u03bfmpact",  # Cyrillic and Greek letters
    "één e\u0301e\u0301n een",  # accents apart from their letter
    "fiets \ufb01ets",
    "CO2 co₂ CO²",
)
APART = (
    "leren leiden",
    "team tempo",
    "mens menen",
    "klant kans",
    "proces procent",
    "delen dalen",
    "werk weken",
)
CUT = {
    "kennisdeling": ["kennis", "deling"],
    "leidinggevendenoverleg": ["leidinggevende", "overleg"],
    "opleidingsplan": ["opleiding", "plan"],
    "teamoverleg": ["team", "overleg"],
    "medewerker": [],
    "overleg": [],
    "kennis": [],
}


def stems(page: Page, words: list[str]) -> list[str]:
    """Return the stem of each word, without apostrophes and hyphens."""
    found: list[str] = page.evaluate(
        """words => words.map(word =>
             searchEngine.stem(word.replace(/[’']s$/, "").replace("-", "")))""",
        words,
    )
    return found


@pytest.mark.parametrize("words", SAME)
def test_forms_of_a_word_have_one_stem(finder: Page, words: str) -> None:
    assert len(set(stems(finder, words.split()))) == 1, stems(finder, words.split())


@pytest.mark.parametrize("words", APART)
def test_other_words_have_other_stems(finder: Page, words: str) -> None:
    assert len(set(stems(finder, words.split()))) == 2


@pytest.mark.parametrize("word", CUT)
def test_a_compound_is_cut_where_its_words_meet(finder: Page, word: str) -> None:
    assert finder.evaluate("word => searchEngine.splitCompound(word)", word) == stems(
        finder, CUT[word]
    )


def urls(page: Page, ask: str) -> list[str]:
    """Return the pages that a query finds, the best first."""
    found: list[str] = page.evaluate(
        "ask => searchEngine.search(ask).pages.map(page => page.url)", ask
    )
    return found


@pytest.mark.parametrize(
    ("ask", "other"),
    [
        ("kennisdeling", "kennis delen"),  # a compound, together and apart
        ("jobrotatie", "taakroulatie"),  # of the glossary
        ("leidinggevende", "leidingevende"),  # a letter too few
        ("ingrediënten", "INGREDIENTEN"),  # accents and capitals
        ("hand-out", "handout"),  # a hyphen
        ("wat is sociale innovatie", "sociale innovatie"),  # words that do not count
        ("zelfsturende teams", '"zelfsturende teams"'),  # quotes
    ],
)
def test_another_way_to_ask_has_the_same_best_page(finder: Page, ask: str, other: str) -> None:
    best = {"jobrotatie": "manieren/brede-inzetbaarheid.html"}.get(ask, urls(finder, ask)[0])
    assert best in urls(finder, ask)[:2]
    assert best in urls(finder, other)[:2]


def test_words_with_hidden_hyphens_are_found(
    browser: Browser, built_small: Built, tmp_path: Path
) -> None:
    index = (built_small.site / INDEX_PATH).read_text(encoding="utf-8")
    assert "outline" in index
    shutil.copytree(built_small.site / "assets", tmp_path / "assets")
    hidden = index.replace("outline", "out\u00adli\u00adne").replace("afternoon", "after\u200bnoon")
    (tmp_path / INDEX_PATH).write_text(hidden, encoding="utf-8")
    context = browser.new_context()
    page = context.new_page()
    load_finder(page, tmp_path)
    assert "practices/tidy-tools.html" in urls(page, "outline")
    assert "practices/tidy-tools.html" in urls(page, "out\u00adline")
    assert "practices/tidy-tools.html" in urls(page, "afternoon")
    assert page.evaluate("searchEngine.search('outline').isMatch('an out\u00adline of it')")
    context.close()


@pytest.mark.parametrize(
    "ask", ["", "  ", "?!", "xqzvw", "hasOwnProperty", "__proto__", "toString"]
)
def test_what_stands_nowhere_is_not_found(finder: Page, ask: str) -> None:
    assert urls(finder, ask) == []


def test_a_question_of_words_that_do_not_count_is_still_asked(finder: Page) -> None:
    assert urls(finder, "hoe") != []


def test_places_are_named_for_what_they_are(finder: Page) -> None:
    places = (
        "ask => searchEngine.search(ask).pages[0].places.map(place => [place.kind, place.anchor])"
    )
    assert ["Punt", "start-vandaag--schrap-controle"] in finder.evaluate(places, "schrap-controle")
    assert ["Begrip", "term-o-en-o-fonds"] in finder.evaluate(places, "O&O-fonds")
    lists = finder.evaluate(places, "Een workshop om vakkennis te delen")
    assert "checklist-kennis-delen" in [anchor for _, anchor in lists]


@pytest.mark.parametrize(
    ("ask", "url"),
    [
        ("tidied tool", "practices/tidy-tools.html"),
        ("weeklyround", "practices/weekly-round.html"),
        ("glosary", "about/glossary.html"),
        ("rakes", "practices/tidy-tools.html"),
    ],
)
def test_another_language_has_rules_of_its_own(small_finder: Page, ask: str, url: str) -> None:
    assert url in urls(small_finder, ask)[:3]
