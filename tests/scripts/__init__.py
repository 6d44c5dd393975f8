"""What the scripts do on the pages, in a real browser."""
