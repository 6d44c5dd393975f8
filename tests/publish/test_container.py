"""The workflows and the container for publishing, checked as text: none of them runs here."""

from __future__ import annotations

import re
from typing import Any

from ruamel.yaml import YAML

from tests.conftest import ROOT, Built
from tools.publish.hosting import NGINX_FILE

READ = YAML(typ="safe")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
SITE = "/usr/share/nginx/html"


def test_github_pages_gets_the_site_that_make_builds() -> None:
    workflow: dict[str, Any] = READ.load(ROOT / ".github" / "workflows" / "pages.yml")
    assert workflow["permissions"] == {"contents": "read", "pages": "write", "id-token": "write"}
    steps = workflow["jobs"]["publish"]["steps"]
    actions = [step.get("uses", step.get("run")) for step in steps]
    assert [action.partition("@")[0] for action in actions] == [
        "actions/checkout",
        "make",
        "actions/upload-pages-artifact",
        "actions/deploy-pages",
    ]
    assert all(re.search(r"@v\d+$", action) for action in actions if action != "make")
    assert steps[2]["with"] == {"path": "site"}
    assert "${{" not in "".join(step.get("run", "") for step in steps)
    url = workflow["jobs"]["publish"]["environment"]["url"]
    assert url == "${{ steps." + steps[3]["id"] + ".outputs.page_url }}"


def test_gitlab_pages_gets_the_site_that_make_builds() -> None:
    job = READ.load(ROOT / ".gitlab-ci.yml")["pages"]
    assert job["script"] == ["make", "mv site public"]
    assert job["artifacts"] == {"paths": ["public"]}
    assert re.search(r"^all:", MAKEFILE, re.MULTILINE)
    assert MAKEFILE.index("\nall:") < MAKEFILE.index("\ntest:")  # the default goal of `make`


def test_the_container_holds_only_what_stands_in_it(built: Built) -> None:
    lines = (ROOT / "Containerfile").read_text(encoding="utf-8").splitlines()
    copied = [line.split()[1:] for line in lines if line.startswith("COPY ")]
    assert copied == [
        ["tools/publish/container.conf", "/etc/nginx/conf.d/default.conf"],
        ["site", SITE],
    ]
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert ignored[1:] == ["*", *(f"!{source}" for source, _ in copied)]
    assert (ROOT / copied[0][0]).is_file()
    conf = (ROOT / copied[0][0]).read_text(encoding="utf-8")
    assert f"include {SITE}/{NGINX_FILE};" in conf
    assert (built.site / NGINX_FILE).is_file()
    assert f"root {SITE};" in conf
    assert conf.count("{") == conf.count("}")
    assert "add_header" not in conf  # it would override the included headers
