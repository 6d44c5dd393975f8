"""Means that all templates share: the Jinja environment, the paths of artifacts, the imprint."""
