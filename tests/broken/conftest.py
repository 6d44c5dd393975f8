"""The sample reads the same small files over and over, as the model's own tests do."""

from tests.model.conftest import cached_parsing as cached_parsing
