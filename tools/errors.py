"""Errors that are reported in words, without a traceback."""


class BuildError(Exception):
    """Something in the project is wrong or missing; `str()` describes all of it."""


class PangoMissingError(Exception):
    """WeasyPrint cannot load Pango."""
