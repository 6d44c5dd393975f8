"""The other engines: ProperDocs builds the same (tested), Zensical as far as it goes (a report)."""
