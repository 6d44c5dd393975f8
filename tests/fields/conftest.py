"""The small publication with fields of its own, built once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conftest import Built, shared
from tests.fields.publication import copy_with_fields


@pytest.fixture(scope="session")
def built_fields(tmp_path_factory: pytest.TempPathFactory, built_small: Built) -> Built:
    """The publication with fields of its own, built by the real command.

    It begins with the cache of the small publication: most of its pages are the same.
    """

    def copy(target: Path) -> Path:
        root = copy_with_fields(target)
        shutil.copytree(built_small.root / "build" / "cache", root / "build" / "cache")
        return root

    return shared(tmp_path_factory, "fields", copy)
