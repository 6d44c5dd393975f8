"""Checks over the built site and files, after the rules have judged the sources.

Each check is a function that yields its findings as lines of text; no line means no finding.
`changelog` and `release` judge the project itself: they decide whether it is ready to be published.
"""
