"""Completeness that catches: what happens when something of the publication is lost or blurred.

`python -m tests.mutants` changes the publication, and what was built of it, in hundreds of ways,
and asks the judges (rules, what was released, the checks of a build, the tests) what they notice.
"""
