"""Interrupted, starved, locked-out and concurrent builds: the site stays whole."""
