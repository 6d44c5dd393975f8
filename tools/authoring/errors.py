"""The error of a command for authors that cannot do what is asked."""

from tools.errors import BuildError
from tools.language import Language
from tools.model.rule_table import BY_NAME


class AuthoringError(BuildError):
    """A request that cannot be met; `str()` says why and what to do, in the publication's language.

    `code`: the message in the catalogue.
    """

    def __init__(self, language: Language, code: str, **values: object) -> None:
        """Format the message."""
        wrong, mend = language.format_message(code, values)
        super().__init__(f"{BY_NAME[code].code} {wrong}\n    → {mend}")
