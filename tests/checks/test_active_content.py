"""Active content in built pages is the generator's own; anything else stops the build."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html

from tests.conftest import Built, change, command
from tools.checks.active_content import (
    check_active_content,
    find_active,
    find_file_error,
    is_inert_drawing,
)
from tools.checks.trusted_content import TrustedContent
from tools.site.built_pages import BuiltPage, read_pages

PAGE = "practices/tidy-tools.html"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'

ACTIVE = {
    "a script": "<script>go()</script>",
    "a script of a module": '<script type="module">go()</script>',
    "a script in capitals": "<SCRIPT>go()</SCRIPT>",
    "a script of a file beside": '<script src="../assets/javascripts/x.js"></script>',
    "a script of the theme, in the text": '<script src="../assets/javascripts/site.js"></script>',
    "a script from elsewhere": '<script src="https://example.org/x.js"></script>',
    "a script from elsewhere, in short": '<script src="//example.org/x.js"></script>',
    "data in the text": '<script id="__words" type="application/json">{}</script>',
    "a style": "<style>p { color: red }</style>",
    "a style sheet": '<link rel="stylesheet" href="../assets/style/embed.css">',
    "a style sheet from elsewhere": '<link rel="stylesheet" href="https://example.org/x.css">',
    "a style in a tag": '<p style="color: red">A</p>',
    "a handler": '<p onclick="go()">A</p>',
    "a handler without space": "<img/onerror=go() src='x'>",
    "a handler between quotation marks of no value": '<p a"b onclick=go() c"d>A</p>',
    "a handler behind a value": "<p title='a'onclick=go()>A</p>",
    "a handler in a drawing": f'{SVG}<g onload="go()"/></svg>',
    "an address that acts": '<a href="javascript:go()">A</a>',
    "an address that acts, blurred": '<a href=" java&#10;Script:go()">A</a>',
    "an address that acts, in a drawing": f'{SVG}<a xlink:href="javascript:go()"/></svg>',
    "an address of data": '<a href="data:text/html,x">A</a>',
    "a form that leads out": '<form action="https://example.org/"></form>',
    "a button that leads out": '<button formaction="https://example.org/">A</button>',
    "a picture from elsewhere": '<img alt="" src="https://example.org/x.png">',
    "a picture from elsewhere, in short": r'<img alt="" src="\\example.org/x.png">',
    "pictures from elsewhere": '<img alt="" srcset="https://example.org/x.png 2x">',
    "a drawing that uses another": f'{SVG}<use href="https://example.org/x.svg#a"/></svg>',
    "a drawing that holds HTML": f"{SVG}<foreignObject><p>A</p></foreignObject></svg>",
    "a drawing that changes": f'{SVG}<a><set attributeName="href" to="x"/></a></svg>',
    "a frame": '<iframe src="x.html"></iframe>',
    "a frame with a text": '<iframe srcdoc="x"></iframe>',
    "an object": '<object data="x.svg"></object>',
    "an embed": '<embed src="x.svg">',
    "another base": '<base href="https://example.org/">',
    "a refresh": '<meta http-equiv="refresh" content="0; url=https://example.org/">',
    "a policy": '<meta http-equiv="Content-Security-Policy" content="script-src *">',
    "a comment": "<!-- A -->",
    "a comment that is none": "<!--><img src=x onerror=go()>-->",
    "a text that is none": '<p title="<script>go()</script>">A</p>',
    "a text without scripts": '<noscript><p title="</noscript><b>">A</p></noscript>',
}
INACTIVE = {
    "plain text": "<p><code>onclick</code> = 1; a &lt;script&gt; and javascript: are words.</p>",
    "words in a value": '<p title="Leren: ontwikkeling = vooruitgang, style = x">A</p>',
    "a picture": '<img alt="" src="../assets/pictures/shed.png">',
    "a picture of data": '<img alt="" src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">',
    "links": '<a href="https://example.org/?on=1">A</a> <a href="mailto:a@example.org">B</a>',
    "a drawing": f'{SVG}<title>A</title><use href="#a"/><path d="M0 0h1"/></svg>',
    "data for scripts": '<p data-on="b" data-style="color: red">A</p>',
}
HEADS = {
    '<link rel="canonical" href="https://example.org/x.html">': True,
    '<link rel="stylesheet" href="https://example.org/x.css">': False,
    '<link rel="preload" href="//example.org/x.woff2" as="font">': False,
    '<base target="_blank">': True,
    '<base href="https://example.org/">': False,
    '<meta name="author" content="A">': True,
    '<meta http-equiv="refresh" content="0; url=index.html">': False,
    '<script type="application/ld+json">{}</script>': True,
    "<script>go()</script>": False,
    '<script src="../assets/javascripts/search-engine.js"></script>': True,
    '<script src="../assets/javascripts/x.js"></script>': False,
    '<script src="https://example.org/search-engine.js"></script>': False,
}


@pytest.fixture(scope="module")
def trusted(built_small: Built, tmp_path_factory: pytest.TempPathFactory) -> TrustedContent:
    """The small site without its downloads, to insert untrusted content."""
    site = tmp_path_factory.mktemp("own") / "site"
    shutil.copytree(built_small.site, site, ignore=shutil.ignore_patterns("downloads"))
    (site / "assets" / "javascripts" / "x.js").write_text("go()")
    return TrustedContent(built_small.publication, site)


def findings(trusted: TrustedContent, before: str, inserted: str, url: str = PAGE) -> list[str]:
    """Return the findings of a page after HTML was inserted before a text in it."""
    path = trusted.site / url
    original = path.read_text(encoding="utf-8")
    assert before in original
    path.write_text(original.replace(before, inserted + before, 1), encoding="utf-8")
    parser = html.HTMLParser(encoding="utf-8")
    page = BuiltPage(url, html.parse(str(path), parser=parser).getroot())
    found = [active.finding for active in find_active(trusted, page)]
    path.write_text(original, encoding="utf-8")
    return found


@pytest.mark.any_publication
def test_the_sites_hold_only_trusted_content(built: Built, built_small: Built) -> None:
    for project in (built, built_small):
        pages = read_pages(project.site)
        assert len(pages) > 4
        assert list(check_active_content(project.publication, project.site, pages, {})) == []


@pytest.mark.parametrize("what", ACTIVE)
def test_active_content_in_text_is_found(trusted: TrustedContent, what: str) -> None:
    assert findings(trusted, "</article>", ACTIVE[what])


@pytest.mark.parametrize("what", INACTIVE)
def test_inactive_content_is_allowed(trusted: TrustedContent, what: str) -> None:
    assert findings(trusted, "</article>", INACTIVE[what]) == []


@pytest.mark.parametrize("inserted", HEADS)
def test_content_above_the_text_is_checked(trusted: TrustedContent, inserted: str) -> None:
    assert (findings(trusted, "</head>", inserted) == []) == HEADS[inserted]


def test_a_redirect_may_only_lead_inside_the_site(trusted: TrustedContent) -> None:
    redirect_url = next(iter(trusted.publication.redirects))
    assert findings(trusted, "</head>", "", redirect_url) == []
    away = '<meta http-equiv="refresh" content="0; url=https://example.org/">'
    assert findings(trusted, "</head>", away, redirect_url)


@pytest.mark.parametrize(
    ("name", "text", "is_trusted"),
    [
        ("assets/javascripts/all-0.js", "try {\ngo()\n} catch (error) {}\n", False),
        ("assets/javascripts/search-engine.js", "go()", False),
        ("assets/search/index.js", 'searchEngine.loadIndex({"a": 1})\n', True),
        ("assets/search/index.js", 'searchEngine.loadIndex({"a": 1}); go()\n', False),
        ("assets/search/other.js", 'searchEngine.loadIndex({"a": 1})\n', False),
        ("assets/composer/tidy-tools.js", 'handout.addPage("a", {})\n', True),
        ("assets/composer/tidy-tools.js", 'handout.addPage("a", go())\n', False),
        ("assets/style/x.css", "p { background: url(data:image/png,) }", True),
        ("assets/style/x.css", "p { background: url(x.png) }", True),
        ("assets/style/x.css", "p { background: url( 'https://example.org/x.png') }", False),
        ("assets/style/x.css", "p { background: url(//example.org/x.png) }", False),
        ("assets/style/x.css", "@import 'x.css'", False),
        ("assets/drawings/x.svg", f"{SVG}<path d='M0 0'/></svg>", True),
        ("assets/drawings/x.svg", f"{SVG}<script>go()</script></svg>", False),
        ("practices/x.xhtml", "<p/>", False),
        ("practices/x.php", "<p>", False),
        ("practices/x.xml", "<p/>", False),
        ("sitemap.xml", "<p/>", True),
        ("practices/x.odt", "x", True),
    ],
)
def test_a_file_is_trusted_or_inactive(
    trusted: TrustedContent, name: str, text: str, is_trusted: bool
) -> None:
    path = trusted.site / name
    original = path.read_text(encoding="utf-8") if path.is_file() else None
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    unchecked = replace(trusted)  # without cached results of scripts
    assert (find_file_error(unchecked, path) is None) == is_trusted
    path.unlink()
    if original is not None:
        path.write_text(original, encoding="utf-8")


@pytest.mark.parametrize(
    "drawing",
    [
        "no drawing",
        f'<?xml-stylesheet href="x.css"?>{SVG}</svg>',
        f'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/hostname">]>{SVG}<text>&x;</text></svg>',
        f'{SVG}<image href="https://example.org/x.png"/></svg>',
        f"{SVG}<style>@import 'x.css'</style></svg>",
    ],
)
def test_a_drawing_only_draws(drawing: str) -> None:
    assert not is_inert_drawing(drawing.encode())


@pytest.mark.integration
def test_a_build_with_untrusted_active_content_fails_with_the_page(small: Path) -> None:
    change(small, "overrides/theme/partials/content.html", "{", "<p onclick='go()'>A</p>{")
    done = command(small, "build")
    assert done.returncode == 1
    assert f"{PAGE}: B103 onclick in <p>" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (small / "site").exists()
