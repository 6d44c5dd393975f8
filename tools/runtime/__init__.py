"""The machine under a build: cache, lock, workers, atomic swap, diagnosis and console."""
