"""Checks over what was built: the second net, after the rules over the sources.

Each check is a function that gives its findings as lines; no line means that all is well.
"""
