"""The model's tests read the same files many times: parse each text only once."""

from __future__ import annotations

from functools import cache

import pytest

from tools.model import project
from tools.model.reading import yaml_nodes
from tools.model.reading.markdown import parse_body
from tools.model.reading.yaml_nodes import parse_yaml

cached_parse_yaml = cache(parse_yaml)
cached_parse_body = cache(parse_body)


@pytest.fixture(autouse=True)
def cached_parsing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cache parsed texts, which are immutable; errors are not cached."""
    monkeypatch.setattr(yaml_nodes, "parse_yaml", cached_parse_yaml)
    monkeypatch.setattr(project, "parse_body", cached_parse_body)
