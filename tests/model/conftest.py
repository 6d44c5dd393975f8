"""The model's tests read the same small files over and over: read each text only once."""

from __future__ import annotations

from functools import cache

import pytest

from tools.model import draft, source
from tools.model.body import read_body
from tools.model.source import parse_yaml

parse_once = cache(parse_yaml)
body_once = cache(read_body)


@pytest.fixture(autouse=True)
def read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Remember what was read (nothing changes it); what cannot be read is read anew."""
    monkeypatch.setattr(source, "parse_yaml", parse_once)
    monkeypatch.setattr(draft, "read_body", body_once)
