"""The model's tests read the same small files over and over: read each text only once."""

from __future__ import annotations

from functools import cache

import pytest

from tools.model import project
from tools.model.reading import yaml_nodes
from tools.model.reading.markdown import parse_body
from tools.model.reading.yaml_nodes import parse_yaml

parse_once = cache(parse_yaml)
body_once = cache(parse_body)


@pytest.fixture(autouse=True)
def read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Remember what was read (nothing changes it); what cannot be read is read anew."""
    monkeypatch.setattr(yaml_nodes, "parse_yaml", parse_once)
    monkeypatch.setattr(project, "parse_body", body_once)
