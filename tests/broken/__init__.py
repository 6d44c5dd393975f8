"""Broken publications: each is reported once, costs little, and leaves the old site untouched.

A case is a small patch on the publication of the fixtures. `python -m tests.broken` runs all of
them through the real command; so does the corpus of the tests. The cases stand in modules by what
is broken; `case.py` defines a case, `run.py` runs it.
"""
