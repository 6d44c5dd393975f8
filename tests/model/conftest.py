"""The model's tests read the same small files over and over: parse each text only once."""

from __future__ import annotations

from functools import cache

import pytest

from tools.model import source

parse_once = cache(source.parse_yaml)


@pytest.fixture(autouse=True)
def parsed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Remember what the YAML reader gave (nothing changes it); what cannot be read is read anew."""
    monkeypatch.setattr(source, "parse_yaml", parse_once)
