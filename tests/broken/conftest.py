"""The sample reads the same small files over and over, as the model's own tests do."""

from tests.model.conftest import read_once as read_once
