"""The typed objects of a publication: pages, checklists, scans, working forms, settings."""
