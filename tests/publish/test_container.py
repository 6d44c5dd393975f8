"""The ready-made ways to publish, judged as text: neither hosts nor containers run here."""

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
    used = [step.get("uses", step.get("run")) for step in steps]
    assert [one.partition("@")[0] for one in used] == [
        "actions/checkout",
        "make",
        "actions/upload-pages-artifact",
        "actions/deploy-pages",
    ]
    assert all(re.search(r"@v\d+$", one) for one in used if one != "make")
    assert steps[2]["with"] == {"path": "site"}
    assert "${{" not in "".join(step.get("run", "") for step in steps)
    shown = workflow["jobs"]["publish"]["environment"]["url"]
    assert shown == "${{ steps." + steps[3]["id"] + ".outputs.page_url }}"


def test_gitlab_pages_gets_the_site_that_make_builds() -> None:
    job = READ.load(ROOT / ".gitlab-ci.yml")["pages"]
    assert job["script"] == ["make", "mv site public"]
    assert job["artifacts"] == {"paths": ["public"]}
    assert re.search(r"^all:", MAKEFILE, re.MULTILINE)
    assert MAKEFILE.index("\nall:") < MAKEFILE.index("\ntest:")  # what `make` alone does


def test_the_container_holds_only_what_stands_in_it(built: Built) -> None:
    lines = (ROOT / "Containerfile").read_text(encoding="utf-8").splitlines()
    copied = [line.split()[1:] for line in lines if line.startswith("COPY ")]
    assert copied == [
        ["tools/publish/container.conf", "/etc/nginx/conf.d/default.conf"],
        ["site", SITE],
    ]
    kept = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert kept[1:] == ["*", *(f"!{source}" for source, _ in copied)]
    assert (ROOT / copied[0][0]).is_file()
    conf = (ROOT / copied[0][0]).read_text(encoding="utf-8")
    assert f"include {SITE}/{NGINX_FILE};" in conf
    assert (built.site / NGINX_FILE).is_file()
    assert f"root {SITE};" in conf
    assert conf.count("{") == conf.count("}")
    assert "add_header" not in conf  # it would take the place of the headers that are included
