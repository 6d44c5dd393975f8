"""The entries of a release, to compare the next one with."""
