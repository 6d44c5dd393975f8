"""The entries of a release, to be compared with those of the next one."""
