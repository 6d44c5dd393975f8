"""Broken publications: each is told in one message, costs little, and leaves the old site alone.

A case is a small patch on the publication of the fixtures. `python -m tests.broken` runs all of
them through the real command; so does the corpus of the tests. The cases stand in modules by what
is broken; `case.py` says what a case is, `run.py` runs it.
"""
