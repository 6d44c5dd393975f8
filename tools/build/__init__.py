"""The order of things: steps, stages, checks and the swap that puts a new site in place."""
