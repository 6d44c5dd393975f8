"""The scripts of the pages, in a real browser."""
