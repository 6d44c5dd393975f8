"""Mutation tests: whether lost, doubled or blurred content of a publication is detected.

`python -m tests.mutants` changes the publication, and what was built of it, in hundreds of ways,
and asks the detectors (rules, the release manifest, the checks of a build, the tests) for each.
"""
