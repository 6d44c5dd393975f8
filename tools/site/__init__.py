"""The engine and its output: MkDocs, the search index, bundling, and built pages as data."""
