"""Plug-ins, hooks and extensions work; what they add is named, allowed by hash, or reported."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, expect

from tests.build.test_live import mkdocs
from tests.conftest import Built, change, command
from tests.publish.conftest import parse_headers, serve_with_headers
from tools.checks.active_content import ActiveContent, check_active_content
from tools.checks.additions import describe_active, describe_file, is_listed
from tools.model.entities.settings import SecuritySettings
from tools.publish.csp import source_hash
from tools.site.built_pages import read_pages

SETTINGS = "mkdocs.yml"
PAGE = "practices/tidy-tools.html"
# A hook that adds an element, a script file, an inline script, a style, a script from elsewhere,
# a page and a feed.
HOOK = '''
from pathlib import Path

def on_page_content(html, page, config, files):
    return html + '<aside class="hooked">A word of the hook</aside>'

def on_post_page(output, page, config):
    root = "../" * page.file.dest_uri.count("/")
    return output.replace("</body>", f"""<style>.hooked {{ color: green }}</style>
<script>document$.subscribe(page => {{ page.documentElement.dataset.inline = "ran" }})</script>
<script src="{root}assets/hooked.js"></script>
<script src="https://stats.example.org/count.js"></script></body>""")

def on_post_build(config):
    site = Path(config.site_dir)
    (site / "assets" / "hooked.js").write_text(
        "document.documentElement.dataset.file = 'ran'; document.body.innerHTML += '<b></b>'"
    )
    (site / "hooked.xml").write_text("<feed/>")
    (site / "hooked.html").write_text("<title>Hooked</title><p>A page of the hook</p>")
'''
# A plug-in of Python-Markdown in the project: `::word::` becomes a script with data, and a button.
EXTENSION = """
import xml.etree.ElementTree as etree
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor

class Word(InlineProcessor):
    def handleMatch(self, match, data):
        button = etree.Element("button", {"onclick": "this.hidden = true"})
        button.text = match[1]
        return button, match.start(0), match.end(0)

class Words(Extension):
    def extendMarkdown(self, md):
        md.inlinePatterns.register(Word(r"::(\\w+)::"), "word", 200)

def makeExtension(**options):
    return Words(**options)
"""
PLUGIN = """
from pathlib import Path
from mkdocs.plugins import BasePlugin

class Rake(BasePlugin):
    def on_config(self, config):
        config.extra_javascript.append("assets/rake.js")

    def on_page_content(self, html, page, config, files):
        return html + f"<p>{page.meta['rakes']} rakes</p>" if "rakes" in page.meta else html

    def on_post_build(self, config):
        (Path(config.site_dir) / "assets" / "rake.js").write_text("document.title += '.'")
"""
LEVELS = ("W406: warning}", "W406: warning, B108: warning, B109: warning}")


@pytest.fixture
def open_project(small_cached: Path) -> Path:
    """The small publication with a hook."""
    (small_cached / "hook.py").write_text(HOOK, encoding="utf-8")
    change(small_cached, SETTINGS, "strict: true", "strict: true\nhooks: [hook.py]")
    change(small_cached, SETTINGS, *LEVELS)
    return small_cached


@pytest.mark.integration
def test_what_a_hook_adds_is_published_named_and_reported(open_project: Path) -> None:
    done = command(open_project, "build")
    assert done.returncode == 0, done.stdout + done.stderr
    site = open_project / "site"
    assert "A word of the hook" in (site / PAGE).read_text(encoding="utf-8")
    summary = done.stdout.partition("Added to the pages by hook.py:")[2]
    for name in ("assets/hooked.js", "hooked.xml", "<style>", "<script> document$.subscribe"):
        assert name in summary, name
    assert "<script> https://stats.example.org/count.js" in summary
    assert "B108 (warning)" in done.stdout
    assert "`script-src: [https://stats.example.org]`" in done.stdout
    assert "B109 (warning)" in done.stdout
    policy = parse_headers((site / "_headers").read_text())["/*"]["Content-Security-Policy"]
    inline = 'document$.subscribe(page => { page.documentElement.dataset.inline = "ran" })'
    assert source_hash(inline) in policy
    assert source_hash(".hooked { color: green }") in policy
    assert "stats.example.org" not in policy
    change(
        open_project, SETTINGS, "    slug: good-sheds",
        "    slug: good-sheds\n    security:\n      trusted_types: false\n      allow:\n"
        "        script-src: [https://stats.example.org]",
    )  # fmt: skip
    done = command(open_project, "build")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "B108" not in done.stdout
    assert "B109" not in done.stdout
    policy = parse_headers((site / "_headers").read_text())["/*"]["Content-Security-Policy"]
    assert " https://stats.example.org;" in policy
    assert "trusted-types" not in policy


@pytest.mark.integration
def test_what_a_hook_adds_runs_as_far_as_the_policy_allows(
    open_project: Path, browser: Browser
) -> None:
    done = command(open_project, "build")
    assert done.returncode == 0, done.stdout + done.stderr
    told: list[str] = []

    def keep(message: ConsoleMessage) -> None:
        told.append(message.text)

    for address in serve_with_headers(open_project / "site"):
        page = browser.new_page()
        page.on("console", keep)
        page.goto(address + PAGE)
        root = page.locator("html")
        expect(root).to_have_attribute("data-inline", "ran")
        expect(root).to_have_attribute("data-file", "ran")
        expect(page.locator(".hooked")).to_have_css("color", "rgb(0, 128, 0)")
        assert any("stats.example.org" in text for text in told), "blocked by script-src"
        assert any("TrustedHTML" in text for text in told), "as the warnings of the build say"
        page.close()


@pytest.mark.integration
def test_a_plug_in_works(
    small_cached: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A plug-in that is installed, and one that is not."""
    (tmp_path / "garden_plugin.py").write_text(PLUGIN, encoding="utf-8")
    installed = tmp_path / "garden_plugin-1.0.dist-info"
    installed.mkdir()
    (installed / "METADATA").write_text("Name: garden-plugin\nVersion: 1.0\n")
    (installed / "entry_points.txt").write_text("[mkdocs.plugins]\nrake = garden_plugin:Rake\n")
    change(
        small_cached,
        SETTINGS,
        "      on_undefined: strict\n",
        "      on_undefined: strict\n  - rake\n",
    )
    change(
        small_cached,
        SETTINGS,
        "    slug: good-sheds",
        "    slug: good-sheds\n    front_matter: [rakes]",
    )
    change(small_cached, "docs/checklists.md", "search_words:", "rakes: 3\nsearch_words:")
    done = command(small_cached, "build")
    assert "S121 plugins: rake is not installed." in done.stdout + done.stderr
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    done = command(small_cached, "build")
    assert done.returncode == 0, done.stdout + done.stderr
    page = (small_cached / "site/checklists.html").read_text(encoding="utf-8")
    assert "3 rakes" in page
    assert '<script src="assets/rake.js"></script>' in page
    plain = mkdocs(small_cached, "--site-dir", str(small_cached / "plain"))
    assert plain.returncode == 0, plain.stderr
    assert "  assets/rake.js\n" in done.stdout.partition("Added to the pages by rake:")[2]


@pytest.mark.parametrize(
    ("written", "by_engine", "is_refused"),
    [
        ("<p onclick='go()'>A</p>", True, True),
        ("<p onclick='go()'>A</p>", False, False),  # a plug-in made it of what stands there
        ("::press::", True, False),  # an extension of Markdown did
    ],
)
def test_what_an_author_wrote_is_judged_as_before(
    small: Path, built_small: Built, written: str, by_engine: bool, is_refused: bool
) -> None:
    """The rules over the sources refuse all of it; this is behind them."""
    publication = replace(built_small.publication, root=small, additions=("hook.py",))
    change(small, "docs/practices/tidy-tools.md", "## ", f"{written}\n\n## ")
    site = small / "site"
    shutil.copytree(built_small.site, site, ignore=shutil.ignore_patterns("downloads"))
    acts = "<p onclick='go()'>A</p>"
    change(site, PAGE, "</article>", f"{acts}</article>")
    authored = {PAGE: f"<h2>Text</h2>{acts if by_engine else '<p>A</p>'}"}
    found = [*check_active_content(publication, site, read_pages(site), authored)]
    assert bool(found) == is_refused, found
    alone = replace(publication, additions=())
    assert [*check_active_content(alone, site, read_pages(site), authored)]


@pytest.mark.integration
def test_an_extension_of_markdown_works(
    small_cached: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "garden_words.py").write_text(EXTENSION, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    change(small_cached, SETTINGS, "  - attr_list", "  - attr_list\n  - garden_words")
    change(small_cached, SETTINGS, *LEVELS)
    change(small_cached, "docs/checklists.md", "Choose one list", "Choose ::press:: one list")
    done = command(small_cached, "build")
    assert done.returncode == 0, done.stdout + done.stderr
    assert ">press</button>" in (small_cached / "site/checklists.html").read_text(encoding="utf-8")
    assert 'onclick="this.hidden = true"' in done.stdout
    policy = (small_cached / "site/_headers").read_text(encoding="utf-8")
    assert "script-src 'self' 'unsafe-hashes'" in policy
    assert source_hash("this.hidden = true") in policy


@pytest.mark.parametrize(
    ("active", "rule", "source"),
    [
        (ActiveContent("", "<script", "https://a.org/x.js", "script"), "policy-source", "https://a.org"),
        (ActiveContent("", "<script", "//a.org/x.js", "script"), "policy-source", "https://a.org"),
        (ActiveContent("", "<script", "go()", "script"), "", ""),
        (ActiveContent("", "src", "https://b.org/x.png", "img"), "policy-source", "https://b.org"),
        (ActiveContent("", "<iframe", "video.html", "iframe"), "policy-source", "'self'"),
        (ActiveContent("", "action", "https://a.org/", "form"), "policy-source", "https://a.org"),
        (ActiveContent("", "href", "javascript:go()", "a"), "policy-inert", ""),
        (ActiveContent("", "<base", "https:x", "base"), "policy-inert", ""),
        (ActiveContent("", "style", "color: red", "p"), "", ""),
    ],
)  # fmt: skip
def test_the_policy_blocks_what_comes_from_elsewhere(
    active: ActiveContent, rule: str, source: str
) -> None:
    found = describe_active(active, SecuritySettings())
    assert (found.rule, found.source) == (rule, source)
    if source:
        allowed = SecuritySettings.model_validate({"allow": {found.directive: (source,)}})
        assert describe_active(active, allowed).rule == ""


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("eval('1')", ["policy-source"]),
        ("new Function('1')", ["policy-source"]),
        ("box.innerHTML = text", ["policy-html"]),
        ("box.insertAdjacentHTML('x', text)", ["policy-html"]),
        ("box.textContent = text; evaluate(1); if (box.innerHTML == text) {}", []),
    ],
)
def test_a_script_that_turns_text_into_code_or_html_is_found(text: str, rules: list[str]) -> None:
    found = [one.rule for one in describe_file("a.js", text, SecuritySettings()) if one.rule]
    assert found == rules
    relaxed = SecuritySettings.model_validate(
        {"allow": {"script-src": ("'unsafe-eval'",)}, "trusted_types": False}
    )
    assert not any(one.rule for one in describe_file("a.js", text, relaxed))


@pytest.mark.parametrize(
    ("source", "is_allowed"),
    [
        ("https://a.example.org", True),
        ("https://*.example.org", True),
        ("https://a.example.org/x.js", True),
        ("https://b.example.org", False),
        ("https://example.org", False),
    ],
)
def test_an_origin_is_allowed_by_itself_or_by_a_pattern(source: str, is_allowed: bool) -> None:
    assert is_listed("https://a.example.org", (source,)) == is_allowed
