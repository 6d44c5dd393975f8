"""The length of an id, and how a longer text becomes one."""

MAX_ID_LENGTH = 48  # characters


def shorten_id(text: str, most: int = MAX_ID_LENGTH) -> str:
    """Return an id of at most `most` characters, of whole words as far as there are any."""
    if len(text) <= most:
        return text
    return text[: most + 1].rpartition("-")[0] or text[:most]
