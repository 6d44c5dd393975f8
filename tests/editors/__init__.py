"""Editors in which people paste a checklist: rich text editors in a browser, and Writer."""
