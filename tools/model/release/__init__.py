"""What a release holds, entry by entry, to compare the next one with."""
