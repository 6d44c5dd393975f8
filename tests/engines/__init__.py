"""Other engines: ProperDocs builds the same site (tested); Zensical does in part (a report)."""
